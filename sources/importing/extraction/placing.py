"""Where an article stands in its page: the lines of its body found again among all that the page prints."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from sources.importing.extraction import bylines, page_lines, titles
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.page_lines import PageLine, PageLines
from sources.importing.types import CAPTION, HEADING, LIST, Paragraph

HOLDS = 0.8  # of the article's words, at least, stand in the element that holds it
ABOVE = 3  # lines over the headline that may belong to it
NEAR = 8  # lines between a standfirst and the text, at most
FARTHEST = 40  # lines between a headline and its text, at most
APART = frozenset({CAPTION, LIST, HEADING})


@dataclass(frozen=True)
class Place:
    """An article's lines in its page; every number is an index into `lines`."""

    lines: PageLines
    headline: int | None
    first: int  # of the first full sentence
    last: int  # of the last one
    holder: HtmlElement

    def holds(self, place: int) -> bool:
        """Whether a line stands in the element that holds the article's text."""
        element = self.lines[place].element
        return element is self.holder or any(one is self.holder for one in element.iterancestors())

    def head(self) -> list[PageLine]:
        """The stamps over the headline and the lines between it and the text; none without a headline near."""
        if self.headline is None or self.first - self.headline > FARTHEST:
            return []
        near = self.lines[max(0, self.headline - ABOVE) : self.headline]
        above = [one for one in near if bylines.is_stamp(one.line)]
        return [one for one in (*above, *self.between()) if not one.furniture]

    def between(self) -> list[PageLine]:
        """The lines between the headline and the text."""
        return [] if self.headline is None else self.lines[self.headline + 1 : self.first]


def locate(lines: PageLines, found: list[Paragraph], title: str) -> Place | None:
    """Where the paragraphs `found` stand; None where none of their sentences is on the page as it is."""
    prose = [one for n, one in enumerate(found) if one.kind not in APART and Line(n, 0, one.text).is_prose]
    at = [place for one in prose if (place := _first(lines, one.text)) is not None]
    holder = page_lines.holder([(lines[place].element, lines[place].line.count) for place in at], HOLDS)
    if holder is None:
        return None
    held = sorted({place for place in at if Place(lines, None, 0, 0, holder).holds(place)})
    headline = _headline(lines, title, held[0])
    return Place(lines, headline, _text_start(lines, headline, held), held[-1], holder)


def _text_start(lines: list[PageLine], headline: int | None, held: list[int]) -> int:
    """The first sentence, or the second where the first is a standfirst: it stands over byline and date."""
    if headline is None or len(held) < 2:
        return held[0]
    above, below = lines[headline + 1 : held[0]], lines[held[0] + 1 : held[1]]
    if len(below) <= NEAR and not _any_stamps(above) and _any_stamps(below):
        return held[1]
    return held[0]


def _any_stamps(lines: list[PageLine]) -> bool:
    return any(bylines.is_stamp(one.line) for one in lines if not one.furniture)


def _first(lines: PageLines, text: str) -> int | None:
    return next(iter(lines.places(text)), None)


def _headline(lines: list[PageLine], title: str, first: int) -> int | None:
    """The line nearest above the text that holds the title, else the last first-level heading above it."""
    wanted = titles.fold(title)
    above = [place for place in range(first - 1, -1, -1) if not lines[place].furniture]
    same = (place for place in above if wanted and wanted in lines[place].folded)
    heads = (place for place in above if lines[place].element.tag == "h1")
    return next(same, next(heads, None))


def within(place: Place, found: list[Paragraph]) -> list[Paragraph]:
    """`found` without what stands outside the article: behind its last sentence's element, or over its headline."""
    kept: list[Paragraph] = []
    begun = False
    for paragraph in found:
        at = place.lines.places(paragraph.text)
        begun = begun or place.first in at
        if paragraph.kind == CAPTION or not at or not all(_is_outside(place, one, begun) for one in at):
            kept.append(paragraph)
    return kept


def _is_outside(place: Place, at: int, begun: bool) -> bool:
    one = place.lines[at]
    if place.holds(at) and not (begun and at < place.first):
        return False
    if at > place.last:
        return True
    return not one.line.is_prose and (begun or place.headline is None or at < place.headline)
