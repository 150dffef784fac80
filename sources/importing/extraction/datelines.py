"""What an article's own first and last lines say of its making: where and when it was written, by which agency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sources.importing.extraction import wires
from sources.importing.extraction.dates import DIGITS, MONTHS, find_date
from sources.importing.types import Candidate, Credit, Extracted, StatedDate

OPENING_LINES = 2  # paragraphs of which one may begin with a dateline: a summary may stand before it
OPENING = 90  # characters in which a dateline ends
LONGEST_PLACE = 5  # words
MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
#: A day without its year: "April 29", "29 апреля", "le 29 avril", "29 de abril".
DAY = re.compile(
    rf"(?<!\w)(?:(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|"
    rf"(?P<first>\d{{1,2}})\.?\s+(?:de\s+)?(?P<second>{MONTH})\.?)(?!\w)",
    re.IGNORECASE,
)
#: What closes a dateline: a dash, a bracket, an agency between strokes, a colon.
CLOSING = re.compile(r"^[\s.,]*(?:[—–―:(\[/]|-+\s|-$)")
OF_DAY = re.compile(r"(?<=[,\s])(?:le|am|den|el|il|on|den \w+)\s*$", re.IGNORECASE)
EARLIER = timedelta(days=60)  # a text is published within weeks of the day in its dateline
LATER = timedelta(days=1)  # the day of writing in one zone, of publication in another


def completed(stated: Extracted, body: Sequence[str]) -> Extracted:
    """`stated` with the day of writing from the dateline and, where nobody is credited, the agency that the text names.

    An agency beside credited people is kept as a candidate: it made part of the text or of the pictures.
    """
    if not body:
        return stated
    days = (written_in(line, stated.published) for line in body[:OPENING_LINES])
    written = stated.written or next(filter(None, days), None)
    found = list(stated.candidates)
    if written and not stated.written:
        found.append(Candidate("written", written.edtf, "dateline", chosen=True))
    known = {wires.agency(one.name) for one in stated.credits}
    agencies = [name for name in wires.credited(body) if wires.agency(name) not in known]
    found += [Candidate("agency", name, "credit in the text", chosen=not stated.credits) for name in agencies]
    found += [Candidate("agency", *one) for one in _named_as_publisher(stated)]
    credits = stated.credits or tuple(Credit(name, "agency") for name in agencies)
    return replace(stated, written=written, credits=credits, candidates=tuple(found))


def _named_as_publisher(stated: Extracted) -> list[tuple[str, str]]:
    """(agency, where) of the agencies that another site's page names as the publisher: it took the text from them."""
    named = [(one.value, one.origin) for one in stated.candidates if one.field == "publisher" and not one.chosen]
    site = wires.agency(stated.publisher)
    others = [
        (name, origin) for name, origin in named if origin.startswith("JSON-LD publisher") and name != stated.publisher
    ]
    return [(name, origin) for name, origin in others if wires.is_agency(name) and wires.agency(name) != site]


def written_in(opening: str, published: StatedDate | None) -> StatedDate | None:
    """The day that a dateline states: "KABUL, April 29 (Reuters) —".

    A day without its year is in the year that puts it within 60 days before the day of publication; where that is not
    stated, there is none.
    """
    head = opening[:OPENING].translate(DIGITS)
    for match in DAY.finditer(head):
        if not _is_place(head[: match.start()]):
            continue
        year = re.match(r",?\s+((?:19|20)\d{2})(?!\d)", head[match.end() :])
        end = match.end() + (year.end() if year else 0)
        if CLOSING.match(head[end:]):
            printed = opening[match.start() : end]
            return _full(printed) if year else _in_year(printed, match, published)
    return None


def _is_place(before: str) -> bool:
    """Whether what stands before a day is the name of a place: few words, the first in capitals, then a comma."""
    bare = OF_DAY.sub("", re.sub(r"[(\[/][^()\[\]/]*[)\]/]", " ", before)).strip().lstrip(" -–—.")
    words = bare.rstrip(" ,.–—-").split()
    joined = bare.endswith((",", "–", "—", "-")) or bare.isupper()
    return bool(words) and len(words) <= LONGEST_PLACE and words[0][:1].isupper() and joined


def _full(printed: str) -> StatedDate | None:
    found = find_date(printed)
    return found[0] if found and len(found[0].edtf) == 10 else None


def _in_year(printed: str, match: re.Match[str], published: StatedDate | None) -> StatedDate | None:
    if published is None or len(published.edtf) != 10:
        return None
    month = MONTHS[(match["month"] or match["second"]).lower()]
    latest = date.fromisoformat(published.edtf) + LATER
    for year in (latest.year, latest.year - 1):
        try:
            day = date(year, month, int(match["day"] or match["first"]))
        except ValueError:
            continue
        if latest - EARLIER - LATER <= day <= latest:
            return StatedDate(printed, day.isoformat())
    return None
