"""What changed on a page for readers: when, of what kind, and the old words beside the new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.models import Claim, Contradiction, Judgement, Publication
from sources import edtf

Change = Publication.Change
SHOWN_WITH_WORDS = (Change.UPDATE, Change.CLARIFICATION, Change.CORRECTION)
SILENT = (Change.PUBLICATION, Change.HOLD, Change.RELEASE)  # why something is withheld is the desk's business
MOST = 100


@dataclass(frozen=True)
class Difference:
    """One thing that read otherwise before; `was` or `now` may be empty."""

    what: str
    was: str
    now: str


@dataclass(frozen=True)
class Step:
    """One public change."""

    label: str
    at: datetime
    note: str
    differences: tuple[Difference, ...] = ()


def of_claim(claim: Claim) -> list[Step]:
    """The claim's public changes, the newest hundred, oldest first."""
    changes, is_date = _newest(claim), bool(claim.value_date)
    steps = zip(changes, _befores(changes), strict=True)
    return [Step(one.get_change_display(), one.at, note(one), _differences(one, was, is_date)) for one, was in steps]


def of_contradiction(one: Contradiction) -> list[Step]:
    return [Step(change.get_change_display(), change.at, note(change)) for change in _newest(one)]


def note(change: Publication) -> str:
    """What readers may read of why. Of a contradiction only what led to a verdict, or to its end."""
    on_the_way = change.claim_id is None and change.change != Change.RETRACTION and not change.record.get("verdict")
    return "" if change.change in SILENT or on_the_way else change.note


def changed_since(one: Contradiction) -> list[str]:
    """A sentence for each side whose words or value changed after people last confirmed the pair."""
    looked = (Judgement.Decision.CONFIRM, Judgement.Decision.SETTLE)
    last = max((j.at for j in one.judgements.all() if j.decision in looked), default=None)
    if last is None:
        return []
    both = [(one.left, "The first claim"), (one.right, "The second claim")]
    sides = [(one.left, "The claim")] if one.is_denial else both
    days = ((name, _changed_after(claim, last)) for claim, name in sides)
    return [f"{name} was changed on {at.day} {at:%B %Y}, after this was confirmed." for name, at in days if at]


def _changed_after(claim: Claim, moment: datetime) -> datetime | None:
    """When the words or the value last became others after that moment; a typo changes neither."""
    changes, found = _newest(claim), None
    for before, after in zip(changes, changes[1:], strict=False):
        said = [[one.record.get(name) for name in ("text", "value")] for one in (before, after)]
        if after.at > moment and after.change != Change.TYPO and said[0] != said[1]:
            found = after.at
    return found


def _newest(shown: Claim | Contradiction) -> list[Publication]:
    return list(shown.publications.order_by("-id")[:MOST])[::-1]


def _befores(changes: Iterable[Publication]) -> Iterator[dict[str, Any]]:
    """For each change the record before it; none across a retraction, nor while it was withheld."""
    before, hidden = {}, False
    for one in changes:
        yield before
        if one.change in (Change.HOLD, Change.RETRACTION):
            hidden = True
        elif one.change in (Change.PUBLICATION, Change.RELEASE):
            hidden = False
        before = {} if hidden else one.record


def _differences(change: Publication, was: dict[str, Any], is_date: bool) -> tuple[Difference, ...]:
    now = change.record
    if change.change not in SHOWN_WITH_WORDS or not was or not now:
        return ()
    found = [
        Difference("Wording", was.get("text", ""), now.get("text", "")),
        Difference("Value", *(_value(record.get("value") or "", is_date) for record in (was, now))),
        _cited(was, now),
    ]
    return tuple(one for one in found if one.was != one.now)


def _cited(was: dict[str, Any], now: dict[str, Any]) -> Difference:
    """The citations that are no longer there, and those that are new."""
    before, after = ([_in_words(one) for one in record.get("citations", [])] for record in (was, now))
    gone, new = ([one for one in some if one not in others] for some, others in ((before, after), (after, before)))
    return Difference("Cited words", "; ".join(gone), "; ".join(new))


def _in_words(cited: dict[str, Any]) -> str:
    voices = " › ".join(cited.get("voices", [])) or "speaker not given"
    stance = "denied" if cited.get("stance") == "denies" else "asserted"
    words = [f"“{words}”" for words in cited.get("quotations", [])]
    translation = [f"translated “{cited['translation']}”"] if cited.get("translation") else []
    return ", ".join([f"{stance} by {voices}", *words, *translation])


def _value(value: str, is_date: bool) -> str:
    try:
        return edtf.in_words(value) if is_date else value
    except edtf.EDTFError:
        return value
