"""The paragraphs of an article in a parsed page: trafilatura finds them, we give kinds and drop remains of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from sources.importing.extraction import (
    alignment,
    around_page,
    bylines,
    furniture,
    kinship,
    page_lines,
    placing,
    second_opinion,
    text_dump,
    titles,
)
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.page_lines import PageLine, PageLines
from sources.importing.extraction.placing import Place
from sources.importing.types import CAPTION, HEADING, LIST, QUOTE, SUBTITLE, TEXT, Paragraph

KINDS = {"head": HEADING, "p": TEXT, "quote": QUOTE, "item": LIST, "cell": TEXT, "code": TEXT}
BORDERS = frozenset({"body", "div", "list", "table", "row", "comments", "figure"})
#: What interrupts a text; in a page's article a line that is only an address is one that the outlet gives.
OUT = re.compile(
    rf"(?!https?://\S+$)(?:{furniture.INTERRUPTION.pattern}|{furniture.COPYRIGHT_LINE.pattern})", re.IGNORECASE
)
ADDRESS = re.compile(r"https?://\S+$")
POINTERS = frozenset({TEXT, QUOTE, LIST})
#: Who wrote the post that is quoted above, as it is printed below it.
SIGNATURE = re.compile(r"— .{0,60}\(@\w+\).*")
AGREED = 0.9
TOP = 6  # paragraphs at the top among which bylines and dates stand
REPEATS = 40  # characters; a shorter line may stand in a text twice
KEPT = 0.9  # of the words, at least, when the ends are trimmed
#: Trafilatura cuts these off whatever they hold, after it has walked through them several times. The long way, which
#: is the one for strange pages, is given them all the same. A script in them may be the article's JSON-LD.
CUT_FIRST = ["//svg", *(f"//{name}[not(.//script)]" for name in ("footer", "aside", "nav"))]
MILDER = 0.25  # how much less a line that is no prose counts here than in a dump, where most are furniture


@dataclass(frozen=True)
class Body:
    paragraphs: tuple[Paragraph, ...]
    place: Place | None  # where they stand in the page, if that can be said


def read_body(
    tree: HtmlElement, lines: PageLines, title: str, summaries: Sequence[str] = (), stated: str = ""
) -> tuple[Body, float]:
    """The article's paragraphs in order (none where there is no article), and how sure they are, 0 to 1.

    `lines` are those of `tree`. A line that only repeats `title` is dropped; of `summaries` (what the page says its
    article is about) one that is printed on the page goes first as its subtitle; `stated` is the text that the page
    states as data. Trafilatura's short way is taken first, and its long way (three extractors compared) only where an
    opinion that owes it nothing disagrees; the one that is agreed with more is kept.
    """
    opinions = second_opinion.opinions(lines, title, stated)
    best = (Body((), None), -1.0)
    for fast in (True, False):
        cut = CUT_FIRST if fast else None
        document = bare_extraction(tree, with_metadata=False, include_comments=False, fast=fast, prune_xpath=cut)
        body = getattr(document, "body", None)
        found = [] if body is None else kinship.with_kin(lines, list(_blocks(body)))
        read = finished(lines, found, title, summaries)
        best = max(best, (read, second_opinion.agreement(read.paragraphs, opinions)), key=lambda one: one[1])
        if best[1] >= AGREED:
            break
    return best


def finished(lines: PageLines, found: list[Paragraph], title: str, summaries: Sequence[str]) -> Body:
    """What an extractor found, without the remains of the page: furniture, teasers, boxes, bylines, repetitions."""
    found = list(_without_furniture(found, title, _prints(lines)))
    place = placing.locate(lines, found, title)
    found = _trimmed(placing.within(place, found) if place else found)
    found = _without_pointers(lines, kinship.without_boxes(lines, found))
    found = _with_subtitle(lines, summaries, list(_without_top(found, title)), place)
    subtitle = [one for one in found[:1] if one.kind == SUBTITLE]
    found = list(_without_top(found[len(subtitle) :], title))
    return Body((*subtitle, *_without_bottom(found)), place)


def cleaned(lines: PageLines, found: list[Paragraph], title: str) -> list[Paragraph]:
    """Paragraphs that are known to be the article's, without furniture, bylines and repetitions among them."""
    found = list(_without_top(list(_without_furniture(found, title, _prints(lines))), title))
    return _without_bottom(found)


def _without_pointers(lines: PageLines, found: list[Paragraph]) -> list[Paragraph]:
    """Without lines that are a link from end to end and no sentence, and addresses that are none.

    Where those are more than a small part of the text, it is a list of links, and they stay.
    """
    at = alignment.align(lines, found)
    kept = [
        one
        for one, place in zip(found, at, strict=True)
        if not _points_away(one, None if place is None else lines[place])
    ]
    words = [sum(furniture.word_count(one.text) for one in some) for some in (kept, found)]
    return kept if words[0] >= KEPT * words[1] else found


def _points_away(one: Paragraph, line: PageLine | None) -> bool:
    if ADDRESS.match(one.text):
        return line is None or not line.linked
    return line is not None and line.linked and one.kind in POINTERS and not furniture.is_sentence(one.text)


def _with_subtitle(
    lines: PageLines, summaries: Sequence[str], found: list[Paragraph], place: Place | None
) -> list[Paragraph]:
    """With the line that introduces the article first: under the headline in the text, or left out of it."""
    line = around_page.standfirst(place) if place and found else None
    known = page_lines.squeezed(line.line.text) if line else ""
    for n, one in enumerate(found[:TOP]):
        if line and page_lines.squeezed(one.text) == known:
            return [Paragraph(SUBTITLE, one.text), *found[:n], *found[n + 1 :]]
    subtitle = _printed_summary(lines, summaries, found, place) if found else ""
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


def _prints(lines: PageLines) -> Counter[str]:
    """How often the page prints each of its longer lines in one make."""
    often = {
        text for text, count in Counter(one.line.text for one in lines).items() if count > 1 and len(text) > REPEATS
    }
    prints = Counter((one.line.text, one.make) for one in lines if one.line.text in often)
    found: Counter[str] = Counter()
    for (text, _), count in prints.items():
        found[text] = max(found[text], count)
    return found


def _without_furniture(found: Iterable[Paragraph], title: str, prints: Counter[str]) -> Iterator[Paragraph]:
    """Without furniture, the headline, and repetitions: a paragraph may stand as often as the page prints it."""
    seen: Counter[str] = Counter()
    headline, quoted = titles.fold(title), False
    for paragraph in found:
        folded = titles.fold(paragraph.text)
        signs = quoted and bool(SIGNATURE.match(paragraph.text))
        if not folded or folded == headline or (OUT.match(paragraph.text) and not signs):
            continue
        quoted = paragraph.kind == QUOTE
        seen[paragraph.text] += 1
        if seen[paragraph.text] > max(1, prints[paragraph.text]) and len(folded) > REPEATS:
            continue
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
        if not (top and (_repeats(paragraph, headline) or bylines.is_stamp(line))):
            yield paragraph


def _repeats(paragraph: Paragraph, headline: str) -> bool:
    return bool(headline) and headline in titles.fold(paragraph.text)


def _without_bottom(found: list[Paragraph]) -> list[Paragraph]:
    """Without bylines and dates below the last full sentence."""
    return list(_without_top(found[::-1], ""))[::-1]


def _printed_summary(lines: PageLines, summaries: Sequence[str], found: list[Paragraph], place: Place | None) -> str:
    """The first of the lines over the text that says what the page says it is about; a picture's caption may not."""
    wanted = {fold for text in summaries if len(fold := titles.fold(text)) > 30}
    if not wanted:
        return ""
    above = (one for one in lines[: place.first if place else None] if len(one.line.text) > 30)
    said = [one for one in above if one.folded in wanted and not page_lines.is_captioned(one)]
    printed = " ".join(titles.fold(paragraph.text) for paragraph in found) if said else ""
    return next((one.line.text for one in said if one.folded not in printed), "")
