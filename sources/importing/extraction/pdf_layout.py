"""Characters of a page -> its lines in reading order: rows by height, columns by the gutters between them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from sources.importing.extraction.pdf_glyphs import Glyph, PdfPage

GUTTER = 0.9  # of a character's size: narrower spaces part words, not columns
FEWEST_ROWS = 3  # of a column
FEWEST_LETTERS = 15  # in a row of a column, on average: figures in a table are no columns of text
NARROWEST = 0.2  # of the width of all columns together
#: Of a character's size: a gap that is a space where PDFium sees one, and one that is a space in any case.
SPACE, WIDE_SPACE = 0.08, 0.35
RTL_SPACE = 0.22  # the same from right to left, where letters do not draw apart
RAISED, SMALL = 0.2, 0.8  # of the line's size: a superscript's
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
OPENING, CLOSING = "([{«‹", ")]}»›"

Interval = tuple[float, float]


@dataclass(frozen=True)
class Piece:
    """Characters of one row without a wide gap between them."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @cached_property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)


Row = list[Piece]


@dataclass(frozen=True)
class Line:
    """One printed line of one column."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    page: int
    column: int  # counted over the whole page, so that what stands in one column shares it
    hyphen: bool  # its last character is a hyphen that may only part a word
    rtl: bool
    gaps: bool  # as wide as those between columns

    @property
    def words(self) -> int:
        return len(self.text.split())


def rows_of(page: PdfPage) -> list[Row]:
    """The rows of a page from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(page.glyphs, key=lambda one: -one.base):
        if rows and _stands_in(glyph, rows[-1][0]):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [list(_pieces(row)) for row in rows]


def _stands_in(glyph: Glyph, first: Glyph) -> bool:
    """Whether a character's height and that of a row's first one overlap by more than half of the smaller."""
    height, other = glyph.size * 0.7, first.size * 0.7
    overlap = min(glyph.base + height, first.base + other) - max(glyph.base, first.base)
    return overlap > min(height, other) * 0.5


def _pieces(row: list[Glyph]) -> Iterator[Piece]:
    group: list[Glyph] = []
    reach = 0.0
    for glyph in sorted(row, key=_middle):
        if group and glyph.left - reach > max(glyph.size, group[-1].size) * GUTTER:
            yield Piece(tuple(group))
            group = []
        reach = max(reach, glyph.right) if group else glyph.right
        group.append(glyph)
    if group:
        yield Piece(tuple(group))


def _middle(glyph: Glyph) -> float:
    return glyph.left + glyph.right


def lines_of(rows: Sequence[Row], page: int) -> list[Line]:
    """The lines of a page's rows, column by column."""
    glyphs = [glyph for row in rows for piece in row for glyph in piece.glyphs]
    if not glyphs:
        return []
    gutter = median(glyph.size for glyph in glyphs) * GUTTER
    backwards = is_rtl("".join(glyph.text for glyph in glyphs))
    blocks = _in_columns(list(rows), gutter, backwards)
    return [_line(row, page, number) for number, block in enumerate(blocks) for row in block]


def _in_columns(rows: list[Row], gutter: float, backwards: bool) -> Iterator[list[Row]]:
    """The rows as blocks to be read one after the other; rows that share a gutter are parted by it."""
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        end, middle = _columns_from(rows, at, gutter)
        if end == at:
            plain.append(rows[at])
            at += 1
            continue
        if plain:
            yield plain
            plain = []
        halves = _halves(rows[at:end], middle)
        for half in reversed(halves) if backwards else halves:
            yield from _in_columns(half, gutter, backwards)
        at = end
    if plain:
        yield plain


def _halves(rows: Iterable[Row], middle: float) -> tuple[list[Row], list[Row]]:
    lefts = [[piece for piece in row if piece.right <= middle] for row in rows]
    rights = [[piece for piece in row if piece.left >= middle] for row in rows]
    return [row for row in lefts if row], [row for row in rights if row]


def _columns_from(rows: list[Row], start: int, gutter: float) -> tuple[int, float]:
    """How far down from `start` the rows share a gutter, and its middle; `start` itself where they share none."""
    free: list[Interval] = [(float("-inf"), float("inf"))]
    best, middle = start, 0.0
    for end in range(start + 1, len(rows) + 1):
        free = [part for part in _shared(free, _free(rows[end - 1])) if part[1] - part[0] >= gutter]
        inner = _widest_inner(rows[start:end], free) if end - start >= FEWEST_ROWS else None
        if inner is not None:
            best, middle = end, inner
        elif end - start > FEWEST_ROWS + 2:
            break
    return (best, middle) if best > start and _are_columns(rows[start:best], middle) else (start, 0.0)


def _free(row: Row) -> list[Interval]:
    inner = [(one.right, other.left) for one, other in pairwise(row)]
    return [(float("-inf"), row[0].left), *inner, (row[-1].right, float("inf"))]


def _shared(some: list[Interval], others: list[Interval]) -> list[Interval]:
    return [(max(a, c), min(b, d)) for a, b in some for c, d in others if max(a, c) < min(b, d)]


def _widest_inner(rows: list[Row], free: list[Interval]) -> float | None:
    """The middle of the widest free interval that has text to both sides."""
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    inner = [part for part in free if part[0] >= left and part[1] <= right]
    widest = max(inner, key=lambda part: part[1] - part[0], default=None)
    return None if widest is None else (widest[0] + widest[1]) / 2


def _are_columns(rows: list[Row], middle: float) -> bool:
    sides = _halves(rows, middle)
    whole = max(row[-1].right for row in rows) - min(row[0].left for row in rows)
    return all(_is_column(side, whole) for side in sides)


def _is_column(rows: list[Row], whole: float) -> bool:
    if len(rows) < FEWEST_ROWS:
        return False
    letters = sum(len(piece.glyphs) for row in rows for piece in row)
    width = max(row[-1].right for row in rows) - min(row[0].left for row in rows)
    return letters >= FEWEST_LETTERS * len(rows) and width >= NARROWEST * whole


def _line(row: Row, page: int, column: int) -> Line:
    glyphs = [glyph for piece in row for glyph in piece.glyphs]
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    size = max(sizes, key=lambda one: (sizes[one], one))
    base = median(glyph.base for glyph in glyphs if round(glyph.size, 1) == size)
    bold = sum(glyph.bold for glyph in glyphs) * 2 > len(glyphs)
    rtl = is_rtl("".join(glyph.text for glyph in glyphs))
    text = _backwards(glyphs) if rtl else _forwards(glyphs, size, base)
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    return Line(text, left, right, base, size, bold, page, column, glyphs[-1].hyphen and not rtl, rtl, len(row) > 1)


def _forwards(glyphs: Sequence[Glyph], size: float, base: float) -> str:
    parts: list[str] = []
    for before, glyph in pairwise((None, *glyphs)):
        assert glyph is not None
        gap = glyph.left - before.right if before else 0.0
        if before and (gap > WIDE_SPACE * size or (glyph.word != before.word and gap > SPACE * size)):
            parts.append(" ")
        raised = glyph.size < size * SMALL and glyph.base - base > size * RAISED
        parts.append(glyph.text.translate(SUPERSCRIPTS) if raised else glyph.text)
    return "".join(parts)


def row_line(row: Row, page: int) -> Line:
    """A row across all columns."""
    return _line(row, page, 0)


def is_rtl(text: str) -> bool:
    """Whether most letters are of a writing that runs from right to left."""
    kinds = Counter(map(unicodedata.bidirectional, text))
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _backwards(glyphs: Sequence[Glyph]) -> str:
    """A line that runs from right to left: its words in that order, figures and foreign words inside in theirs."""
    runs: list[list[tuple[str, bool]]] = []  # of characters and whether a space stands before them
    forward = False
    before: Glyph | None = None
    for glyph in sorted(glyphs, key=_middle, reverse=True):
        gap = (before.left - glyph.right) / glyph.size if before else 0.0
        spaced = before is not None and (gap > RTL_SPACE or (gap > SPACE and glyph.word != before.word))
        kind = unicodedata.bidirectional(glyph.text[0])
        if kind in {"L", "EN", "AN"}:
            if not forward:
                runs.append([])
            forward = True
        elif kind in {"R", "AL", "NSM"} or not forward:
            forward = False
        if forward:
            runs[-1].append((glyph.text, spaced))
        else:
            runs.append([(glyph.text, spaced)])
        before = glyph
    return "".join(_run(run) for run in runs)


def _run(run: list[tuple[str, bool]]) -> str:
    """One run in logical order: a single character as it is, a run of foreign letters or figures turned round."""
    lead = " " if run[0][1] else ""
    if len(run) == 1:
        return lead + run[0][0]
    tail = ""
    while run and not run[-1][0][0].isalnum():  # marks behind a foreign word belong to the line
        text, spaced = run.pop()
        tail = (" " if spaced else "") + text + tail
    spaces = [spaced for _, spaced in run[1:]]
    turned = [text for text, _ in reversed(run)]
    joined = turned[0] + "".join(
        (" " if gap else "") + text for gap, text in zip(reversed(spaces), turned[1:], strict=True)
    )
    return lead + joined + tail
