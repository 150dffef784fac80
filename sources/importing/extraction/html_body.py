"""The paragraphs of an article in a parsed page: trafilatura finds them, we give kinds and drop remains of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from sources.importing.extraction import around_page, bylines, furniture, page_lines, placing, text_dump, titles
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.page_lines import PageLine
from sources.importing.extraction.placing import Place
from sources.importing.types import CAPTION, HEADING, LIST, QUOTE, SUBTITLE, TEXT, Paragraph

KINDS = {"head": HEADING, "p": TEXT, "quote": QUOTE, "item": LIST, "cell": TEXT, "code": TEXT}
BORDERS = frozenset({"body", "div", "list", "table", "row", "comments", "figure"})
SUMMARY_HOLDERS = ("p", "h2", "h3", "div", "span", "strong", "b", "em")
OUT = re.compile(f"{furniture.INTERRUPTION.pattern}|{furniture.COPYRIGHT_LINE.pattern}", re.IGNORECASE)
TOP = 6  # paragraphs at the top among which bylines and dates stand
KEPT = 0.9  # of the words, at least, when the ends are trimmed
MILDER = 0.25  # how much less a line that is no prose counts here than in a dump, where most are furniture


@dataclass(frozen=True)
class Body:
    paragraphs: tuple[Paragraph, ...]
    place: Place | None  # where they stand in the page, if that can be said


def read_body(tree: HtmlElement, lines: list[PageLine], title: str, summaries: list[str]) -> Body:
    """The article's paragraphs in order; none where there is no article.

    `lines` are those of `tree`. A line that only repeats `title` is dropped; of `summaries` (what the page says its
    article is about) one that is printed on the page goes first as its subtitle.
    """
    document = bare_extraction(tree, with_metadata=False, include_comments=False)
    body = getattr(document, "body", None)
    if body is None:
        return Body((), None)
    found = list(_without_furniture(_blocks(body), title))
    place = placing.locate(lines, found, title)
    found = _trimmed(placing.within(place, found) if place else found)
    found = _with_subtitle(tree, summaries, list(_without_top(found, title)), place)
    subtitle = [one for one in found[:1] if one.kind == SUBTITLE]
    found = list(_without_top(found[len(subtitle) :], title))
    return Body((*subtitle, *_without_bottom(found)), place)


def _with_subtitle(
    tree: HtmlElement, summaries: list[str], found: list[Paragraph], place: Place | None
) -> list[Paragraph]:
    """With the line that introduces the article first: under the headline in the text, or left out of it."""
    line = around_page.standfirst(place) if place and found else None
    known = page_lines.squeezed(line.line.text) if line else ""
    for n, one in enumerate(found[:TOP]):
        if line and page_lines.squeezed(one.text) == known:
            return [Paragraph(SUBTITLE, one.text), *found[:n], *found[n + 1 :]]
    subtitle = _printed_summary(tree, summaries, found) if found else ""
    subtitle = subtitle or (line.line.text if line else "")
    return [Paragraph(SUBTITLE, subtitle), *found] if subtitle else found


def _blocks(body: HtmlElement) -> Iterator[Paragraph]:
    """The blocks of trafilatura's tree in reading order, one paragraph for each line of text in them."""
    kind, text = TEXT, ""
    for piece, next_kind in _pieces(body):
        if next_kind is None:
            text += piece
            continue
        yield from _lines(text, kind)
        kind, text = next_kind, ""
    yield from _lines(text, kind)


def _pieces(body: HtmlElement) -> Iterator[tuple[str, str | None]]:
    """Runs of text (kind None) and the borders of blocks (the kind of what follows)."""
    around = [TEXT]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = str(element.tag)
        block = name in KINDS or name in BORDERS
        if event == "start":
            if block:
                around.append(_kind_inside(around[-1], name))
                yield "", around[-1]
            yield ("\n" if name == "lb" else element.text or ""), None
        elif element is not body:
            if block:
                around.pop()
                yield "", around[-1]
            yield element.tail or "", None


def _kind_inside(outer: str, name: str) -> str:
    """A paragraph in a quotation or in a list is one too; a heading is a heading everywhere."""
    kind = KINDS.get(name, outer)
    return outer if kind == TEXT and outer in {QUOTE, LIST} else kind


def _lines(text: str, kind: str) -> Iterator[Paragraph]:
    for line in text.split("\n"):
        if collapsed := " ".join(line.split()):
            yield Paragraph(CAPTION if furniture.is_caption(collapsed) else kind, collapsed)


def _without_furniture(found: Iterator[Paragraph], title: str) -> Iterator[Paragraph]:
    seen: set[str] = set()
    headline = titles.fold(title)
    for paragraph in found:
        folded = titles.fold(paragraph.text)
        if not folded or folded == headline or OUT.match(paragraph.text):
            continue
        if paragraph.text in seen and len(folded) > 40:
            continue
        seen.add(paragraph.text)
        if paragraph.kind == CAPTION or not _is_furniture(paragraph.text):
            yield paragraph


def _is_furniture(text: str) -> bool:
    return not furniture.is_sentence(text) and furniture.word_count(text) < 25 and furniture.is_furniture(text)


def _trimmed(found: list[Paragraph]) -> list[Paragraph]:
    """Without the teasers at either end, found as in a text dump; where that costs too many words, with them."""
    lines = [Line(n, 0, f"• {one.text}" if one.kind == LIST else one.text) for n, one in enumerate(found)]
    start, end = text_dump.best_run([score if score > 0 else score * MILDER for score in text_dump.scores(lines)])
    words = [furniture.word_count(one.text) for one in found]
    for run in (slice(start, end), slice(start, None), slice(end)):
        if sum(words[run]) >= KEPT * sum(words):
            return found[run]
    return found


def _without_top(found: list[Paragraph], title: str) -> Iterator[Paragraph]:
    """Without bylines, dates and a headline with its kicker above the first full sentence."""
    headline, top = titles.fold(title), True
    for n, paragraph in enumerate(found):
        line = Line(n, 0, paragraph.text)
        top = top and n < TOP and not line.is_prose
        repeats = bool(headline) and headline in titles.fold(paragraph.text)
        if not (top and (repeats or bylines.is_stamp(line))):
            yield paragraph


def _without_bottom(found: list[Paragraph]) -> list[Paragraph]:
    """Without bylines and dates below the last full sentence."""
    return list(_without_top(found[::-1], ""))[::-1]


def _printed_summary(tree: HtmlElement, summaries: list[str], found: list[Paragraph]) -> str:
    printed = " ".join(titles.fold(paragraph.text) for paragraph in found)
    wanted = {fold for text in summaries if len(fold := titles.fold(text)) > 30 and fold not in printed}
    if not wanted:
        return ""
    for element in tree.iter(*SUMMARY_HOLDERS):
        text = " ".join((element.text or "").split())
        if len(text) > 30 and titles.fold(text) in wanted:
            return text
    return ""
