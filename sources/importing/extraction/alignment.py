"""Paragraphs found again among the lines that their page prints, and how much of one text another holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sources.importing.extraction import page_lines
from sources.importing.extraction.page_lines import PageLines
from sources.importing.types import Paragraph

WORD = re.compile(r"\w+")
SHINGLE = 4  # words
Shingles = Counter[tuple[str, ...]]


def align(lines: PageLines, found: Iterable[Paragraph]) -> list[int | None]:
    """For each paragraph the index of the line it is: the next one behind the paragraph before it, else the first."""
    at: list[int | None] = []
    last = -1
    for paragraph in found:
        places = lines.places(paragraph.text)
        behind = next((place for place in places if place > last), None)
        last = behind if behind is not None else last
        at.append(behind if behind is not None else next(iter(places), None))
    return at


def shingles(text: str) -> Shingles:
    """How often each run of four words stands in a text; a shorter text is one run. Case does not count."""
    words = WORD.findall(text.casefold())
    if len(words) < SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def likeness(some: Shingles, others: Shingles) -> float:
    """How alike two texts are, 0 to 1: twice the runs of words they share by the runs they have (the Dice measure)."""
    both = some.total() + others.total()
    return 2 * sum(min(count, others[run]) for run, count in some.items()) / both if both else 0.0


class Words:
    """The words of a text, to ask whether it holds a line."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        self._keys = {page_lines.key(text) for text in texts}
        self._known = set(shingles("\n".join(texts)))

    def hold(self, line: str) -> bool:
        """Whether the line is one of the texts, or most of its runs of words stand in them."""
        if page_lines.key(line) in self._keys:
            return True
        runs = shingles(line)
        return sum(run in self._known for run in runs) * 2 > len(runs) > 0
