"""Timelines: entries in order of the days they may mean, what has no date at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from claims.models import Citation, Event
from claims.public.presenting import names_in_order, published
from sources import edtf


@dataclass(frozen=True)
class Moment:
    """One entry. `certain` is a day known exactly; the others are drawn hollow, and `when` says why in words."""

    when: str
    certain: bool
    text: str
    link: str
    detail: str = ""
    denies: bool = False


def of_events(events: Iterable[Event]) -> list[Moment]:
    return [_of_event(event) for event in sorted(events, key=lambda one: _order(one.date_lower, one.pk))]


def of_citations(citations: Iterable[Citation]) -> list[Moment]:
    """Who said what when, by the day of publication."""
    return [
        Moment(
            when=published(one.source),
            certain=_is_a_day(one.source.published_lower, one.source.published_upper),
            text=one.claim.text,
            link=one.claim.get_absolute_url(),
            detail=names_in_order(one),
            denies=one.stance == Citation.Stance.DENIES,
        )
        for one in sorted(citations, key=lambda one: _order(one.source.published_lower, one.pk))
    ]


def _of_event(event: Event) -> Moment:
    certain = _is_a_day(event.date_lower, event.date_upper)
    return Moment(edtf.in_words(event.date) or "date not known", certain, event.title, event.get_absolute_url())


def _is_a_day(lower: date | None, upper: date | None) -> bool:
    return lower is not None and lower == upper


def _order(lower: date | None, key: int) -> tuple:
    return (lower is None, lower or date.min, key)
