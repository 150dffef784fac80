"""The table of claims."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from django.db.models import Prefetch, QuerySet

from claims.exports.fields import Value, at, bare, dated, identifier, joined, permalink
from claims.models import Attribute, Citation, Claim, Publication
from sources.models import Source
from sources.tables.columns import Column, Table

HELD = "held"
STATUSES = (*Claim.Status.values, HELD)


def status_of(claim: Claim) -> str:
    """The claim's status; one that is held says so whatever it was before."""
    return HELD if claim.hold else claim.status


def _prepare(queryset: QuerySet) -> QuerySet:
    sources = Source.objects.only("outlet", "published_lower", "published_upper").prefetch_related("outlet")
    citations = Citation.objects.only("claim", "source", "stance").prefetch_related(Prefetch("source", sources))
    return bare(queryset).prefetch_related(
        *("subject", "object", "event", "place", "attribute", "value_actor"),
        Prefetch("citations", citations, to_attr="citations_read"),
        Prefetch("publications", Publication.objects.defer("record"), to_attr="changes"),
    )


def _stance(stance: str) -> Column:
    return Column(
        f"citations_that_{'assert' if stance == Citation.Stance.ASSERTS else 'deny'}",
        f"In how many citations its last voice {stance} it. A count of what we read, not of origins.",
        lambda claim: sum(one.stance == stance for one in claim.citations_read),
        "integer",
        unit="citations",
    )


def _earliest(claim: Claim) -> date | None:
    return min((one.source.published_lower for one in claim.citations_read if one.source.published_lower), default=None)


def _latest(claim: Claim) -> date | None:
    return max((one.source.published_upper for one in claim.citations_read if one.source.published_upper), default=None)


def _change(place: int, name: str) -> Value:
    """Of the first or the last public change."""
    return lambda claim: getattr(claim.changes[place], name) if claim.changes else None


def _list_complete(claim: Claim) -> bool | None:
    """Of a list: other values are complete by themselves."""
    is_list = claim.attribute is not None and claim.attribute.value_type == Attribute.ValueType.LIST
    return claim.list_complete if is_list else None


VALUE = (
    Column("attribute", "What it gives a value for.", at("attribute.name")),
    Column(
        "value_type",
        "Of which type its value is.",
        at("attribute.value_type"),
        vocabulary=tuple(Attribute.ValueType.values),
    ),
    Column("value", "Its value in words.", attrgetter("value")),
    Column("value_low", "A number: at least.", attrgetter("value_low"), "number", unit="see `unit`"),
    Column("value_high", "A number: at most.", attrgetter("value_high"), "number", unit="see `unit`"),
    Column("unit", "What the number counts or measures.", attrgetter("unit")),
    Column("approximate", "Whether the number is about so.", attrgetter("approximate"), "boolean"),
    *dated("value_date", "A date as its value."),
    Column("value_actor_id", "The number of an actor as its value.", attrgetter("value_actor_id"), "integer"),
    Column("value_actor", "An actor as its value.", at("value_actor.name")),
    Column("value_text", "Text as its value.", attrgetter("value_text")),
    Column("value_yes", "Yes or no as its value.", attrgetter("value_yes"), "boolean"),
    Column("list_complete", "Whether a list is complete; else there are others.", _list_complete, "boolean"),
)

CLAIMS = Table(
    "claims",
    "Claims",
    (
        identifier("claim"),
        Column("claim", "One affirmative proposition in the desk's neutral words.", attrgetter("text")),
        Column("kind", "Of what kind it is.", attrgetter("kind"), vocabulary=tuple(Claim.Kind.values)),
        Column("status", "Where it stands.", status_of, vocabulary=STATUSES),
        Column("subject_id", "The number of the actor it is about.", attrgetter("subject_id"), "integer"),
        Column("subject", "The actor it is about.", at("subject.name")),
        Column("object_id", "The number of the actor at the other end.", attrgetter("object_id"), "integer"),
        Column("object", "The actor at the other end: recognises whom, listed by whom.", at("object.name")),
        Column("event_id", "The number of the event it is about.", attrgetter("event_id"), "integer"),
        Column("event", "The event it is about.", at("event.title")),
        Column("place_id", "The number of the place it is about.", attrgetter("place_id"), "integer"),
        Column("place", "The place it is about.", at("place.name")),
        *VALUE,
        Column(
            "modality",
            "Empty: it is so; else it may, will or would be.",
            attrgetter("modality"),
            vocabulary=tuple(filter(None, Claim.Modality.values)),
        ),
        Column("condition", "On what it depends.", attrgetter("condition")),
        *dated("period", "When it holds."),
        _stance(Citation.Stance.ASSERTS),
        _stance(Citation.Stance.DENIES),
        Column(
            "outlets",
            "The outlets that carry it, parted by “ | ”.",
            lambda claim: joined(one.source.outlet for one in claim.citations_read),
        ),
        Column("earliest_source", "The first day on which a source of it may have appeared.", _earliest, "date"),
        Column("latest_source", "The last day on which a source of it may have appeared.", _latest, "date"),
        Column("published_at", "When we published it.", _change(0, "at"), "moment"),
        Column(
            "last_change",
            "What we changed last in public.",
            _change(-1, "change"),
            vocabulary=tuple(Publication.Change.values),
        ),
        Column("last_change_at", "When we changed it.", _change(-1, "at"), "moment"),
        Column("last_change_note", "What changed and why.", _change(-1, "note")),
        permalink("claim"),
    ),
    _prepare,
)
