"""What a PDF prints and what of it is not stored: running heads, page numbers, lines of contents, bylines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from sources.importing.extraction import titles
from sources.importing.extraction.pdf import printed, title_of
from sources.importing.extraction.pdf_glyphs import read_pdf
from sources.importing.extraction.pdf_layout import Line
from sources.importing.extraction.pdf_paragraphs import with_lines
from sources.importing.types import Extracted

Place = tuple[int, float]  # the page, and how far down on it


def cut_from_pdf(data: bytes, extracted: Extracted) -> list[tuple[str, int]]:
    """What a PDF prints and `extracted` does not hold, in the order of print.

    Each with the index of the stored paragraph it stands behind, -1 before the first. Raises ImportRefused where the
    PDF cannot be read.
    """
    pdf = read_pdf(data)
    lines, dropped = printed(pdf)
    title, heading = title_of(lines, pdf.properties.get("Title", ""))
    found = [] if _same(title, extracted.title) else [(_place(line), line.text) for line in heading]
    paragraphs = [(one.text, group) for one, group in with_lines([line for line in lines if line not in heading])]
    said = {titles.fold(text) for text, _ in paragraphs}
    awaited = deque(n for n, one in enumerate(extracted.paragraphs) if titles.fold(one.text) in said)
    starts: list[tuple[Place, int]] = []
    for text, group in paragraphs:
        if awaited and _same(extracted.paragraphs[awaited[0]].text, text):
            starts.append((_place(group[0]), awaited.popleft()))
        else:
            found.append((_place(group[0]), text))
    found += [(_place(line), line.text) for line in dropped]
    return [(text, _behind(place, starts)) for place, text in sorted(found)]


def _place(line: Line) -> Place:
    return line.page, -line.base


def _same(some: str, other: str) -> bool:
    return titles.fold(some) == titles.fold(other)


def _behind(place: Place, starts: list[tuple[Place, int]]) -> int:
    """The last stored paragraph of those that begin before a place; footnotes are stored behind all others."""
    before = list(_until_notes(starts))
    return max((at for start, at in before if start < place), default=-1)


def _until_notes(starts: list[tuple[Place, int]]) -> Iterator[tuple[Place, int]]:
    """The paragraphs up to the first that stands on an earlier page than the one before it."""
    page = 0
    for start, at in starts:
        if start[0] < page:
            return
        page = start[0]
        yield start, at
