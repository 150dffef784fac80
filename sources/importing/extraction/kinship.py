"""Which lines of a page are of one make with the article's paragraphs, and which stand in boxes set between them.

A site prints the paragraphs of an article by one template: the same elements with the same classes around each. So a
sentence of that make belongs to the article though an extractor has left it out (an article split over several
containers), and a box with a heading of its own and of another make is set into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from sources.importing.extraction import alignment
from sources.importing.extraction.page_lines import PageLine, PageLines
from sources.importing.types import HEADING, LIST, QUOTE, SUBTITLE, TEXT, Paragraph

PROSE = frozenset({TEXT, QUOTE})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: What holds one paragraph or a table; no box.
PLAIN = frozenset({*HEADINGS, "p", "ul", "ol", "li", "table", "figure", "blockquote"})


def with_kin(lines: PageLines, found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with the sentences of the page that are made as most of them are, each in its place."""
    at = alignment.align(lines, found)
    home = _home(lines, found, at)
    if home is None:
        return found
    kept = {place for place in at if place is not None}
    lost = [n for n, one in enumerate(lines) if n not in kept and _is_sentence(one) and one.make == home]
    if not lost:
        return found
    held = alignment.Words(one.text for one in found)
    lost = [place for place in lost if not held.hold(lines[place].line.text)]
    return list(_merged(found, at, [(place, Paragraph(TEXT, lines[place].line.text)) for place in lost]))


def without_boxes(lines: PageLines, found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without boxes: elements with a heading of their own between paragraphs of the article's make."""
    at = alignment.align(lines, found)
    home = _home(lines, found, at)
    kin = [place for place in at if place is not None and lines[place].make == home]
    if not kin:
        return found
    path = {around for place in kin for around in (lines[place].element, *lines[place].element.iterancestors())}
    inside: dict[HtmlElement, list[Paragraph]] = {}
    boxes = [_outermost(lines[place], path) if place is not None else None for place in at]
    for one, place, box in zip(found, at, boxes, strict=True):
        if box is not None and place is not None and kin[0] < place < kin[-1] and one.kind != SUBTITLE:
            inside.setdefault(box, []).append(one)
    dropped = {box for box, held in inside.items() if _is_box(box, held)}
    return [one for one, box in zip(found, boxes, strict=True) if box is None or box not in dropped]


def _home(lines: list[PageLine], found: list[Paragraph], at: list[int | None]) -> tuple[str, ...] | None:
    """The make of the element that most words of the article's sentences stand in; None where no make has most."""
    words: Counter[tuple[str, ...]] = Counter()
    for one, place in zip(found, at, strict=True):
        if place is not None and one.kind in PROSE and lines[place].line.is_prose:
            words[lines[place].make] += lines[place].line.count
    for make, most in words.most_common(1):
        return make if most * 2 >= words.total() else None
    return None


def _is_sentence(one: PageLine) -> bool:
    return one.line.is_prose and not one.linked and not one.furniture


def _merged(found: Iterable[Paragraph], at: list[int | None], lost: list[tuple[int, Paragraph]]) -> Iterator[Paragraph]:
    reached = -1
    for one, place in zip(found, at, strict=True):
        if place is not None and place > reached:
            reached = place
            while lost and lost[0][0] < place:
                yield lost.pop(0)[1]
        yield one
    yield from (one for _, one in lost)


def _outermost(line: PageLine, path: set[HtmlElement]) -> HtmlElement | None:
    """The outermost element around a line that holds no paragraph of the article's make."""
    outer = None
    for around in (line.element, *line.element.iterancestors()):
        if around in path:
            return outer
        outer = around
    return None


def _is_box(element: HtmlElement, held: list[Paragraph]) -> bool:
    if element.tag in PLAIN or next(element.iter(*HEADINGS), None) is None:
        return False
    return held[0].kind == HEADING and any(one.kind in {TEXT, QUOTE, LIST} for one in held)
