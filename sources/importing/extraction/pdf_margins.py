"""What a PDF prints on page after page: running heads, feet, page numbers. Recognised by recurring where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.importing.extraction import furniture
from sources.importing.extraction.pdf_glyphs import Pdf
from sources.importing.extraction.pdf_layout import Line, Row, row_line, rows_of

EDGE = 4  # rows at the top and at the bottom of a page, among which running lines are looked for
MARGIN = 0.15  # of the page's height, at its top and bottom, in which they stand
SHARE = 0.3  # of the pages: left and right pages may differ
RIM = 0.04  # of the page's height: nearer to its edge only printers and browsers write,
SMALL = 0.85  # times the size of the text and smaller
SMALLER = 0.95  # times the size of the text: set apart from it
BAND = 4.0  # points by which a running line may stand higher or lower
APART = 1.3  # times the distance of lines by which it keeps away from the text, at least
SHORT = 0.7  # of the longest line: what reaches further in the size of the text is text
LONGEST_WORDS, LONGEST = 20, 200  # in characters: no running line says more
FIGURES = re.compile(r"\d+|(?<![^\W\d_])[ivxlc]+(?![^\W\d_])", re.IGNORECASE)
ROMAN = re.compile(r"(?=.)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
#: A line of a table of contents: dots that lead to a page.
CONTENTS = re.compile(r"(?:\.\s?){4,}\s*(?:\d+|[ivxlc]+)\s*$")
PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|стр\.?|página|صفحه)?\s*#(?:\s*(?:/|of|von|из|de|sur|از)\s*#)?\W*$", re.IGNORECASE
)
Running = dict[str, list[float]]  # by what recurs: the heights at which it does, in order


@dataclass(frozen=True)
class Parted:
    """The rows of a page, and the lines that are no part of its text."""

    rows: list[Row]
    dropped: list[Line]


def without_margins(pdf: Pdf) -> list[Parted]:
    """Each page without running lines, page numbers, lines of contents, and small print at the paper's very edge.

    A running line stands at one height on page after page, apart from the text, and says the same there but for a
    number that rises by one with each page. What may be text is kept.
    """
    pages = [rows_of(page) for page in pdf.pages]
    lines = [[row_line(row, number) for row in rows] for number, rows in enumerate(pages)]
    margins = _Margins(lines, [page.height for page in pdf.pages])
    parted = []
    for rows, printed, (first, end) in zip(pages, lines, margins.texts(), strict=True):
        kept = {at for at in range(first, end) if not CONTENTS.search(printed[at].text)}
        parted.append(
            Parted(
                [row for at, row in enumerate(rows) if at in kept],
                [line for at, line in enumerate(printed) if at not in kept],
            )
        )
    return parted


class _Margins:
    """Where on each page the text begins and ends, as far as all pages together tell."""

    def __init__(self, pages: list[list[Line]], heights: list[float]) -> None:
        self.pages, self.heights = pages, heights
        every = [line for lines in pages for line in lines]
        self.size = commonest_size(every)
        own = [line.right - line.left for line in every if line.size >= self.size * SMALLER]
        self.width = max(own, default=0.0)
        self.steps = _steps(pages, self.size)
        self.edges = [_edge(lines, height) for lines, height in zip(pages, heights, strict=True)]
        self.running = _running(self.edges)
        numbers = [line for edge in self.edges for line in edge.values() if PAGE_NUMBER.match(_without_figures(line))]
        self.numbers = [line.base for line in numbers if self._is_numbered(line)]

    def texts(self) -> Iterator[tuple[int, int]]:
        """Of each page the first row of its text and the row behind its last."""
        for lines, edge, height in zip(self.pages, self.edges, self.heights, strict=True):
            out = {at for at, line in edge.items() if self._is_at_the_rim(line, height) or self._is_running(line)}
            above = self._reach(lines, out)
            below = self._reach(lines[::-1], {len(lines) - 1 - at for at in out})
            yield above, max(above, len(lines) - below)

    def _reach(self, lines: Sequence[Line], out: set[int]) -> int:
        """How many of the first lines are out: only their like between them and the edge, and a gap behind them."""
        reach = next((at for at in range(len(lines)) if at not in out), len(lines))
        while 0 < reach < len(lines):
            line, following = lines[reach - 1], lines[reach]
            if abs(line.base - following.base) > self._gap(line):
                break
            reach -= 1
        return reach

    def _gap(self, line: Line) -> float:
        """How far from the text a running line stands at least: beyond the next line of the text, or, where most
        pages are without it, beyond the next paragraph too. A distance found more than twice a page is the text's own;
        heads and feet have theirs once each.
        """
        leading = max(self.steps, key=lambda step: self.steps[step], default=0) * APART
        if PAGE_NUMBER.match(_without_figures(line)) or self._times(line, _keys(line)) * 2 >= len(self.pages):
            return leading
        return max([leading, *(step + 1 for step, count in self.steps.items() if count > 2 * len(self.pages))])

    def _is_at_the_rim(self, line: Line, height: float) -> bool:
        if line.size >= self.size * SMALL or height * RIM < line.base < height * (1 - RIM):
            return False
        return len(self.pages) == 1 or self._times(line, _keys(line)) > 1

    def _is_running(self, line: Line) -> bool:
        if PAGE_NUMBER.match(_without_figures(line)):
            return any(abs(line.base - height) <= BAND for height in self.numbers)
        smaller = line.size < self.size * SMALLER
        text = line.text[:1].islower() or furniture.is_sentence(line.text) or not self._is_short(line)
        if text and not smaller:
            return False
        numbered = smaller or line.gaps  # "Count 3" in the size of the text is a heading
        least = max(2, round(len(self.pages) * SHARE))
        return self._times(line, _keys(line) if numbered else [_folded(line.text)]) >= least

    def _is_numbered(self, line: Line) -> bool:
        """Whether a page number counts the pages from 1, or goes on from page to page."""
        figures = next(FIGURES.finditer(line.text), None)
        from_one = figures is not None and _value(figures[0]) == line.page + 1
        return from_one or self._times(line, _counting(line)) > 1

    def _is_short(self, line: Line) -> bool:
        return line.gaps or line.right - line.left <= self.width * SHORT

    def _times(self, line: Line, keys: Sequence[str]) -> int:
        """How often a line recurs at its height."""
        recurring = [self.running.get(key, []) for key in keys]
        counts = (bisect_right(one, line.base + BAND) - bisect_left(one, line.base - BAND) for one in recurring)
        return max(counts, default=0)


def _edge(lines: Sequence[Line], height: float) -> dict[int, Line]:
    """The short lines near a page's upper and lower edge, by their place."""
    places = {*range(min(EDGE, len(lines))), *range(max(0, len(lines) - EDGE), len(lines))}
    near = {at: lines[at] for at in places if not MARGIN < lines[at].base / height < 1 - MARGIN}
    return {at: line for at, line in near.items() if len(line.text) <= LONGEST and line.words <= LONGEST_WORDS}


def _running(edges: list[dict[int, Line]]) -> Running:
    """The heights of all that may recur: a line's words as they are, and with a number told from the page's place."""
    heights: defaultdict[str, list[float]] = defaultdict(list)
    for edge in edges:
        for line in edge.values():
            for key in {*_keys(line)}:
                heights[key].append(line.base)
    return {key: sorted(found) for key, found in heights.items()}


def _keys(line: Line) -> list[str]:
    return [_folded(line.text), *_counting(line)]


def _counting(line: Line) -> list[str]:
    """The line's words with one number after the other told as what it is ahead of the page's place."""
    found = []
    for figures in FIGURES.finditer(line.text):
        value = _value(figures[0])
        if value is not None:
            told = f"{line.text[: figures.start()]}#{value - line.page}{line.text[figures.end() :]}"
            found.append(_folded(told))
    return found


def _value(figures: str) -> int | None:
    """What a number in figures or Roman letters says; None for a word of such letters, and for more than a page's."""
    if figures.isdecimal():
        return int(figures) if len(figures) <= 4 else None
    if not ROMAN.fullmatch(figures):
        return None
    values = [VALUES[letter] for letter in figures.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _steps(pages: list[list[Line]], size: float) -> Counter[int]:
    """How often which distance, in whole points, lies between one line and the next."""
    return Counter(
        round(one.base - other.base)
        for lines in pages
        for one, other in pairwise(lines)
        if 0 < one.base - other.base < size * 4
    )


def _without_figures(line: Line) -> str:
    return _folded(FIGURES.sub(lambda found: found[0] if _value(found[0]) is None else "#", line.text))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def commonest_size(lines: Sequence[Line]) -> float:
    """The size that most characters are set in; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
