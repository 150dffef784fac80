"""How the detector does on the demo's key, which was written by people who had not seen its rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claims.models import Claim, Contradiction, Judgement

#: The kinds that the comparators know; the key has others, which people flag by hand.
KNOWN_KINDS = frozenset({"number", "date", "polarity", "role"})

Pair = tuple[int, int]


@dataclass(frozen=True)
class Figures:
    """What was found of the key's pairs. A finding counts where its label is a conflict or a change over time."""

    pairs: int  # contradictions in the key, of every kind
    near_misses: int
    of_known_kinds: int
    found_of_known_kinds: int
    findings: int  # made by the comparators
    right: int  # findings that the key holds as contradictions, of any kind
    near_misses_flagged: int

    @property
    def recall(self) -> float:
        return self.found_of_known_kinds / self.of_known_kinds

    @property
    def precision(self) -> float:
        return self.right / self.findings if self.findings else 0.0


def measure(data: dict[str, Any]) -> Figures:
    """Compare the suggestions in the database with the key of the loaded demo."""
    keys = _claims_by_key(data)
    kinds = {_pair(keys, given): given["kind"] for given in data["contradictions"] if not is_dismissed(given)}
    near_misses = {_pair(keys, given) for given in data["near_misses"]}
    suggested = Contradiction.objects.exclude(label__in=["", Contradiction.Label.CHECK]).filter(left__in=keys.values())
    findings = {(one.left_id, one.right_id) for one in suggested if not one.is_denial}
    known = {pair for pair, kind in kinds.items() if kind in KNOWN_KINDS}
    return Figures(
        pairs=len(kinds),
        near_misses=len(near_misses),
        of_known_kinds=len(known),
        found_of_known_kinds=len(known & findings),
        findings=len(findings),
        right=len(findings & kinds.keys()),
        near_misses_flagged=len(findings & near_misses),
    )


def _claims_by_key(data: dict[str, Any]) -> dict[str, int]:
    stored = dict(Claim.objects.values_list("text", "pk"))
    return {given["key"]: stored[given["text"]] for given in data["claims"]}


def _pair(keys: dict[str, int], given: dict[str, Any]) -> Pair:
    left, right = sorted((keys[given["left"]], keys[given["right"]]))
    return left, right


def is_dismissed(given: dict[str, Any]) -> bool:
    """Whether the key lists the pair only because somebody dismissed it."""
    return any(judgement["decision"] == Judgement.Decision.DISMISS for judgement in given["judgements"])
