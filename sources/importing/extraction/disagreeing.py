"""Where a document's own statements about itself disagree so much that an editor should choose."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from urllib.parse import urlsplit

from sources.importing.extraction import names, titles, wires
from sources.importing.extraction.publishers import ARTICLES, LIKE_DOMAIN, affinity, label_of, letters
from sources.importing.types import Extracted

#: Statements that sites make for machines on purpose; those of a field that are not here raise no question.
TRUSTED = {
    "published": frozenset(
        {
            "JSON-LD datePublished",
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "element marked datePublished",
            "parsely-pub-date",
            "sailthru.date",
            "citation_publication_date",
            "dc.date.issued",
            "dcterms.issued",
        }
    ),
    "title": frozenset({"JSON-LD headline", "og:title", "h1"}),
    "author": frozenset(
        {"JSON-LD author", "author", "byl", "citation_author", "parsely-author", "link marked as the author's"}
    ),
    "publisher": frozenset({"JSON-LD publisher", "og:site_name", "JSON-LD WebSite"}),
}
APART = timedelta(hours=24)
SHARED_TITLE = 0.34  # of the shorter title's words; below, the two are of different things
FEWEST_TITLE_WORDS = 3
Value = tuple[str, str]  # value, where it was found


@dataclass(frozen=True)
class Question:
    """A field that two or more trusted statements give differently."""

    field: str
    values: tuple[Value, ...]


def questions(extracted: Extracted) -> tuple[Question, ...]:
    """What an editor should decide about `extracted`; nothing where its statements agree or only weak ones differ.

    Days of publication: different calendar days in the offsets stated and more than 24 hours apart, or days without an
    hour that differ. Titles: fewer than a third of the shorter one's words shared. Authors: sets of people of which no
    two contain each other. Publisher: names that share no word, none of which is the domain's.
    """
    read = {
        "title": _stated(extracted, "title"),
        "author": _people(extracted),
        "published": _days(extracted),
        "publisher": _publishers(extracted),
    }
    return tuple(
        Question(field, tuple(values))
        for field, values in read.items()
        if any(DIFFER[field](some[0], other[0]) for some, other in combinations(values, 2))
    )


def _stated(extracted: Extracted, field: str) -> list[Value]:
    trusted = TRUSTED[field]
    stated = [(one.value, one.origin.partition(": ")[0]) for one in extracted.candidates if one.field == field]
    return [one for one in dict.fromkeys(stated) if one[1] in trusted]


def _days(extracted: Extracted) -> list[Value]:
    """The days of the places that give one, or one hour: a place that gives several speaks of several things."""
    stated = _stated(extracted, "published")
    days: dict[str, set[str]] = {}
    hours: dict[str, set[str]] = {}
    for value, origin in stated:
        days.setdefault(origin, set()).add(value[:10])
        hours.setdefault(origin, set()).update([value] if len(value) > 10 else [])
    return [(value, origin) for value, origin in stated if len(days[origin]) == 1 and len(hours[origin]) <= 1]


def _publishers(extracted: Extracted) -> list[Value]:
    """The names stated, unless one of them is the domain's; an agency's is that of the text and not of the site."""
    label = label_of(urlsplit(extracted.canonical).hostname or "")
    stated = [one for one in _stated(extracted, "publisher") if not wires.is_agency(one[0])]
    return [] if any(affinity(name, label) >= LIKE_DOMAIN for name, _ in stated) else stated


def _people(extracted: Extracted) -> list[Value]:
    """The people that each place names, joined by semicolons; no agencies and not the publication itself."""
    own = {letters(one.value) for one in extracted.candidates if one.field == "publisher"}
    sets: dict[str, list[str]] = {}
    for name, origin in _stated(extracted, "author"):
        if names.kind_of(name) == "person" and letters(name) not in own:
            sets.setdefault(origin, []).append(name)
    return [("; ".join(people), origin) for origin, people in sets.items()]


def _days_differ(some: str, other: str) -> bool:
    if len(some) < 10 or len(other) < 10 or some[:10] == other[:10]:
        return False
    moments = [datetime.fromisoformat(one) for one in (some, other)]
    if not all(moment.tzinfo for moment in moments):
        return not _may_be_one_day(moments)
    return abs(moments[0] - moments[1]) > APART


def _may_be_one_day(moments: list[datetime]) -> bool:
    """Whether a day without an offset is one of those that the other moment falls on: its own, or that of UTC."""
    days = [{moment.date(), moment.astimezone(UTC).date()} if moment.tzinfo else {moment.date()} for moment in moments]
    return bool(days[0] & days[1])


def _titles_differ(some: str, other: str) -> bool:
    first, second = ({*titles.fold(one).split()} for one in (some, other))
    shorter = min(len(first), len(second))
    return shorter >= FEWEST_TITLE_WORDS and len(first & second) < SHARED_TITLE * shorter


def _authors_differ(some: str, other: str) -> bool:
    first, second = ([titles.fold(name) for name in one.split("; ")] for one in (some, other))
    return not (_contain(first, second) or _contain(second, first))


def _contain(people: list[str], others: list[str]) -> bool:
    """Whether each of `others` is among `people`, perhaps with a role or place behind one of the two names."""
    return all(any(one.startswith(name) or name.startswith(one) for one in people) for name in others)


def _publishers_differ(some: str, other: str) -> bool:
    first, second = (_words(one) for one in (some, other))
    whole, others = letters(ARTICLES.sub("", some)), letters(ARTICLES.sub("", other))
    initials = {"".join(word[:1] for word in re.findall(r"\w+", one.casefold())) for one in (some, other)}
    return not (first & second or whole in others or others in whole or initials & {whole, others})


def _words(name: str) -> set[str]:
    return {letters(word) for word in re.findall(r"\w+", ARTICLES.sub("", name)) if len(word) > 2}


DIFFER: dict[str, Callable[[str, str], bool]] = {
    "title": _titles_differ,
    "author": _authors_differ,
    "published": _days_differ,
    "publisher": _publishers_differ,
}
