"""What a page prints beside its article: byline, date and standfirst, by the rules for text dumps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from sources.importing.extraction import around_body, bylines, furniture, metadata, names
from sources.importing.extraction.around_body import TAIL, Around
from sources.importing.extraction.bylines import Byline
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.page_lines import PageLine
from sources.importing.extraction.placing import Place
from sources.importing.extraction.stamps import UPDATED, date_line
from sources.importing.types import Candidate, Extracted, Paragraph

HEADING_TAG = re.compile(r"h[1-6]")
FEWEST_WORDS, LONGEST_STANDFIRST = 6, 35
CASED = re.compile(r"[a-zа-яё]")


def completed(stated: Extracted, place: Place, now: datetime) -> Extracted:
    """`stated` with the byline as the page prints it; credits and a day where the page marks none."""
    head = _joined([one.line for one in place.head()])
    tail = _joined([one.line for one in _tail(place)])
    around = Around()
    around_body.read_bylines(head, tail, around)
    signed = around.signed = _signed(stated, place, around, head, tail)
    stated = _with_byline(stated, signed) if signed else stated
    if stated.published:
        return stated
    around_body.read_dates(head, tail, around)
    return _with_date(stated, around, [*head, *tail], now)


def _signed(stated: Extracted, place: Place, around: Around, head: list[Line], tail: list[Line]) -> Byline | None:
    """The line with the names that are known; where none are, the byline by its shape."""
    if stated.credits:
        return bylines.printed(head, stated.credits) or bylines.printed(tail, stated.credits)
    return around.signed or _alone(place)


def _with_byline(stated: Extracted, signed: Byline) -> Extracted:
    if len(signed.printed) > bylines.LONGEST:
        return stated
    kept = tuple(replace(one, chosen=False) if one.field == "byline" else one for one in stated.candidates)
    place = "line printed on the page"
    found = [Candidate("byline", signed.printed, place, chosen=True)]
    if not stated.credits:
        found += [Candidate("author", one.name, place, chosen=True) for one in signed.credits]
    return replace(
        stated,
        byline=signed.printed,
        credits=stated.credits or signed.credits,
        candidates=(*kept, *found),
    )


def _with_date(stated: Extracted, around: Around, lines: list[Line], now: datetime) -> Extracted:
    """With the published date where it is the only one that stands beside the article."""
    days = {day.edtf for line in lines if (day := date_line(line)) and not UPDATED.search(line.text)}
    found = around.published
    if found is None or len(days) != 1 or metadata.is_future(found, now):
        return stated
    candidate = Candidate("published", found.moment or found.edtf, "date printed beside the article", chosen=True)
    return replace(stated, published=found, candidates=(*stated.candidates, candidate))


def _tail(place: Place) -> list[PageLine]:
    """The lines behind the text up to the next thing on the page; a signature may be a sentence with a label."""
    last = place.lines[place.last].line
    start = place.last + (not (names.has_colon_label(last.text) and last.count <= 14))
    found: list[PageLine] = []
    for one in place.lines[start : start + TAIL]:
        if one.furniture or one.linked or one.line.furniture or one.line.closes or HEADING_TAG.match(one.element.tag):
            break
        found.append(one)
    return found


def _joined(lines: list[Line]) -> list[Line]:
    """The lines, one that is only a label ("By") together with the next."""
    found: list[Line] = []
    for line in lines:
        if found and names.is_bare_label(found[-1].text):
            before = found.pop()
            line = replace(before, text=f"{before.text} {line.text}")
        found.append(line)
    return found


def _alone(place: Place) -> Byline | None:
    """A name alone on its line, next to the text or to the headline, where no other line claims to be the byline."""
    between = [one for one in place.between() if not (one.furniture or one.line.furniture)]
    tail = [one for one in _tail(place)[:1] if place.holds(place.last + 1)]
    for one in (*between[:1], *between[-1:], *tail):
        text = one.line.text
        cased = CASED.search(text) and not one.linked and not HEADING_TAG.match(one.element.tag)
        if cased and names.looks_like_a_person(names.without_place(text)):
            return Byline(one.line, text, names.credits_in(text))
    return None


def without_signature(paragraphs: tuple[Paragraph, ...], byline: str) -> tuple[Paragraph, ...]:
    """Without a last line that only repeats the byline."""
    last = paragraphs[-1] if paragraphs else None
    repeats = last and byline and last.text == byline and not Line(0, 0, last.text).is_prose
    return paragraphs[:-1] if repeats else paragraphs


def standfirst(place: Place) -> PageLine | None:
    """The line between headline and text that introduces the article: directly under the headline, and a heading
    or with the byline or the date behind it."""
    between = [one for one in place.between() if not (one.furniture or one.linked or one.line.furniture)]
    if not between or not _may_introduce(between[0].line):
        return None
    heading = bool(HEADING_TAG.match(between[0].element.tag))
    short = between[0].line.count <= LONGEST_STANDFIRST
    return between[0] if heading or (short and any(bylines.is_stamp(one.line) for one in between[1:4])) else None


def _may_introduce(line: Line) -> bool:
    other = bylines.is_stamp(line) or furniture.is_caption(line.text) or names.names_someone(line.text)
    return line.count >= FEWEST_WORDS and not other
