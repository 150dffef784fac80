"""The differences of two texts as a page shows them: what changed, what stands around it, and the rest folded away."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sources.changes import Change

SEPARATOR = "\n\n"
FEWEST = 2  # unchanged paragraphs in a row that are worth folding


@dataclass(frozen=True)
class Part:
    """A run of words. `folded` counts the paragraphs of a run that is folded away; `is_first` is the first change."""

    op: str  # "same", "gone" or "new"
    text: str
    folded: int = 0
    is_first: bool = False


def parts_of(changes: Iterable[Change]) -> list[Part]:
    """The changes with long unchanged runs folded: one paragraph stays open on each side of a change."""
    runs = [(op, "".join(one.text for one in run)) for op, run in groupby(changes, key=lambda one: one.op)]
    first = next((n for n, (op, _) in enumerate(runs) if op != "same"), None)
    found: list[Part] = []
    for n, (op, text) in enumerate(runs):
        if op == "same":
            found += _same(text, n > 0, n < len(runs) - 1)
        else:
            found.append(Part(op, text, is_first=n == first))
    return found


def _same(text: str, after_change: bool, before_change: bool) -> Iterator[Part]:
    """An unchanged run, folded in its middle; next to a change stand the rest of its paragraph and one more."""
    paragraphs = text.split(SEPARATOR)
    start = 2 if after_change else 0
    end = len(paragraphs) - (2 if before_change else 0)
    if end - start < FEWEST or not (after_change or before_change):
        yield Part("same", text)
        return
    if start:
        yield Part("same", SEPARATOR.join(paragraphs[:start]))
    yield Part("same", SEPARATOR.join(paragraphs[start:end]), folded=end - start)
    if end < len(paragraphs):
        yield Part("same", SEPARATOR.join(paragraphs[end:]))
