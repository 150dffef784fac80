"""The tables of what claims are about: actors and events."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import Prefetch, QuerySet

from claims import visibility
from claims.exports.fields import at, dated, identifier, joined, marked_public, permalink, status
from claims.exports.sources import counted
from claims.models import Actor, ActorName, ActorRole
from sources.tables.columns import Column, Table


def _actors(queryset: QuerySet) -> QuerySet:
    cited = ActorRole.objects.filter(citation__in=visibility.citations()).select_related("organisation")
    return marked_public(queryset, visibility.actors()).prefetch_related("names", Prefetch("roles", cited))


def _names(actor: Actor, *, errors: bool) -> str:
    return joined(one for one in actor.names.all() if (one.kind == ActorName.Kind.ERROR) == errors)


def _role(role: ActorRole) -> str:
    return f"{role} ({role.period})" if role.period else str(role)


ACTORS = Table(
    "actors",
    "Actors",
    (
        identifier("actor"),
        Column("name", "The name the desk uses.", attrgetter("name")),
        Column("kind", "Of what kind it is.", attrgetter("kind"), vocabulary=tuple(Actor.Kind.values)),
        status("actor"),
        Column("about", "Who this is.", attrgetter("about")),
        Column(
            "other_names",
            "Aliases, spellings and other scripts, parted by “ | ”.",
            lambda actor: _names(actor, errors=False),
        ),
        Column(
            "names_in_error",
            "Names under which sources meant this actor by mistake, parted by “ | ”.",
            lambda actor: _names(actor, errors=True),
        ),
        Column(
            "roles",
            "Offices that published citations say it holds or held, each with its time as EDTF, parted by “ | ”.",
            lambda actor: joined(_role(one) for one in actor.roles.all()),
        ),
        Column("wikidata", "Its identifier in Wikidata.", attrgetter("wikidata_id")),
        permalink("actor"),
    ),
    _actors,
)


def _events(queryset: QuerySet) -> QuerySet:
    rows = marked_public(queryset, visibility.events()).annotate(public_claims=counted(visibility.claims(), "event"))
    return rows.select_related("place__parent").prefetch_related(
        Prefetch("parent", visibility.events()), "actors", Prefetch("stories", visibility.stories())
    )


EVENTS = Table(
    "events",
    "Events",
    (
        identifier("event"),
        Column("title", "What happened, neutrally.", attrgetter("title")),
        status("event"),
        *dated("date", "When it happened."),
        Column("place_id", "The stable number of its place.", attrgetter("place_id"), "integer"),
        Column("place", "Where it happened.", at("place.name")),
        Column("place_within", "In what that place lies.", at("place.parent.name")),
        Column("parent_id", "The stable number of the larger event it belongs to.", at("parent.pk"), "integer"),
        Column("parent", "The larger event it belongs to.", at("parent.title")),
        Column("actors", "Who took part, parted by “ | ”.", lambda event: joined(event.actors.all())),
        Column("stories", "The stories it belongs to, parted by “ | ”.", lambda event: joined(event.stories.all())),
        Column("summary", "What the desk says of it in a few sentences.", attrgetter("summary")),
        Column(
            "claims",
            "How many published claims are about it.",
            attrgetter("public_claims"),
            "integer",
            unit="claims",
        ),
        permalink("event"),
    ),
    _events,
)
