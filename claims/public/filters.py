"""What readers may narrow a list by: one FilterSet for each table, every field named."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims import visibility
from claims.models import Actor, Citation, Claim, Contradiction, Event, Judgement, Place, Voice
from claims.public.choices import LOOKED_AT, MOST_CHOICES, PublicChoiceFilter, ReaderForm, SearchFilter, newest
from claims.public.languages import language_name
from sources.models import Outlet, Source, Story


def _day(label: str) -> django_filters.DateFilter:
    invalid = f"“{label}”: write a day as 2022-04-29."
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(
        label=label, method="keep", widget=widget, input_formats=["%Y-%m-%d"], error_messages={"invalid": invalid}
    )


def _choice(
    label: str, choices: Any, *, of: type[django_filters.ChoiceFilter] = django_filters.ChoiceFilter, **kwargs: Any
) -> django_filters.ChoiceFilter:
    invalid = f"“{label}”: choose one of the list."
    return of(label=label, choices=choices, empty_label="Any", error_messages={"invalid_choice": invalid}, **kwargs)


def _places() -> QuerySet[Place]:
    return Place.objects.filter(Exists(visibility.events().order_by().filter(place=OuterRef("pk"))))


def _newest_claims() -> QuerySet[Claim]:
    return visibility.claims().order_by("-pk")[:LOOKED_AT]


def _newest_events(public: QuerySet[Event]) -> list[Event]:
    """The events of the newest claims: what readers find here is public because a claim makes it so."""
    used = dict.fromkeys(_newest_claims().values_list("event", flat=True))
    return list(public.model.objects.in_bulk([pk for pk in used if pk][:MOST_CHOICES]).values())


def _newest_actors(public: QuerySet[Actor]) -> list[Actor]:
    """The actors of the newest claims, then those who speak in the newest of them."""
    claims = list(_newest_claims().values_list("pk", "subject", "object", "value_actor"))
    spoken = Voice.objects.filter(citation__claim__in=[pk for pk, *_ in claims[:MOST_CHOICES]])
    speaking = spoken.order_by().values_list("actor", flat=True).distinct()[:MOST_CHOICES]
    used = dict.fromkeys([*(pk for _, *about in claims for pk in about), *speaking])
    return list(public.model.objects.in_bulk([pk for pk in used if pk][:MOST_CHOICES]).values())


def _languages() -> list[tuple[str, str]]:
    """The languages of the newest public sources."""
    codes = {one.language for one in newest(visibility.sources()) if one.language}
    return sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1])


class LanguageField(django_filters.fields.ChoiceField):
    """Offers the languages of the newest sources, and takes those of all."""

    def valid_value(self, value: str) -> bool:
        is_code = value.isascii() and value.replace("-", "").isalnum()
        return super().valid_value(value) or (is_code and visibility.sources().filter(language=value).exists())


class LanguageFilter(django_filters.ChoiceFilter):
    field_class = LanguageField


def _citing(**conditions: Any) -> Exists:
    """Claims with a citation that fulfils all the conditions."""
    return Exists(Citation.objects.filter(claim=OuterRef("pk"), **conditions))


def _within(first: Any, last: Any, column: str) -> dict[str, Any]:
    """Conditions for a date that may lie between two days, either of which may be missing."""
    wanted = {f"{column}_upper__gte": first, f"{column}_lower__lte": last}
    return {name: day for name, day in wanted.items() if day}


class ReaderFilters(django_filters.FilterSet):
    """The base: `dated(queryset, first, last)` narrows to a span of days where a table has one."""

    def keep(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Both ends of a span are applied together, in filter_queryset."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        first, last = (self.form.cleaned_data.get(name) for name in ("date_from", "date_to"))
        return self.dated(queryset, first, last) if first or last else queryset

    def dated(self, queryset: QuerySet, first: Any, last: Any) -> QuerySet:
        return queryset


class ClaimFilters(ReaderFilters):
    q = SearchFilter()
    outlet = PublicChoiceFilter(visibility.outlets, label="Outlet", method="of_outlet")
    actor = PublicChoiceFilter(visibility.actors, label="Actor", method="of_actor", offered=_newest_actors)
    event = PublicChoiceFilter(visibility.events, label="Event", offered=_newest_events)
    story = PublicChoiceFilter(visibility.stories, label="Story", method="of_story")
    kind = _choice("Kind", Claim.Kind.choices)
    status = _choice("Status", [(one.value, one.label) for one in Claim.PUBLISHED])
    contradicted = _choice(
        "Contradiction", [("yes", "In a contradiction"), ("no", "In none")], method="if_contradicted"
    )
    date_from = _day("Sources from")
    date_to = _day("Sources to")

    class Meta:
        model = Claim
        form = ReaderForm
        fields: list[str] = []

    def of_outlet(self, queryset: QuerySet, name: str, outlet: Outlet) -> QuerySet:
        return queryset.filter(_citing(source__outlet=outlet))

    def of_actor(self, queryset: QuerySet, name: str, actor: Actor) -> QuerySet:
        spoken = Exists(Voice.objects.filter(citation__claim=OuterRef("pk"), actor=actor))
        return queryset.filter(Q(subject=actor) | Q(object=actor) | Q(value_actor=actor) | spoken)

    def of_story(self, queryset: QuerySet, name: str, story: Story) -> QuerySet:
        return queryset.filter(_citing(source__stories=story))

    def if_contradicted(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        public = visibility.contradictions().order_by()
        in_one = Q(pk__in=public.values("left")) | Q(pk__in=public.values("right"))
        return queryset.filter(in_one if value == "yes" else ~in_one)

    def dated(self, queryset: QuerySet, first: Any, last: Any) -> QuerySet:
        return queryset.filter(_citing(**_within(first, last, "source__published")))


class CitationFilters(ReaderFilters):
    q = SearchFilter()
    claim = PublicChoiceFilter(visibility.claims, label="Claim")
    source = PublicChoiceFilter(visibility.sources, label="Source")
    outlet = PublicChoiceFilter(visibility.outlets, field_name="source__outlet", label="Outlet")
    story = PublicChoiceFilter(visibility.stories, label="Story", method="of_story")
    stance = _choice("Stance", Citation.Stance.choices)
    date_from = _day("Sources from")
    date_to = _day("Sources to")

    class Meta:
        model = Citation
        form = ReaderForm
        fields: list[str] = []

    def of_story(self, queryset: QuerySet, name: str, story: Story) -> QuerySet:
        return queryset.filter(source__in=story.sources.all())

    def dated(self, queryset: QuerySet, first: Any, last: Any) -> QuerySet:
        return queryset.filter(**_within(first, last, "source__published"))


class ContradictionFilters(ReaderFilters):
    q = SearchFilter()
    kind = _choice("Kind", Contradiction.Kind.choices)
    level = _choice("Between whom", Contradiction.Level.choices)
    state = _choice(
        "State", [(one.value, one.label) for one in (Contradiction.State.CONFIRMED, Contradiction.State.SETTLED)]
    )
    verdict = _choice("Verdict", Judgement.Verdict.choices, method="of_verdict")
    outlet = PublicChoiceFilter(visibility.outlets, label="Outlet", method="of_outlet")
    event = PublicChoiceFilter(visibility.events, label="Event", method="of_event", offered=_newest_events)
    story = PublicChoiceFilter(visibility.stories, label="Story", method="of_story")

    class Meta:
        model = Contradiction
        form = ReaderForm
        fields: list[str] = []

    def of_verdict(self, queryset: QuerySet, name: str, verdict: str) -> QuerySet:
        last = Judgement.objects.filter(contradiction=OuterRef("pk")).order_by("-id").values("verdict")[:1]
        return queryset.alias(last_verdict=Subquery(last)).filter(last_verdict=verdict)

    def of_outlet(self, queryset: QuerySet, name: str, outlet: Outlet) -> QuerySet:
        return queryset.filter(either_side(source__outlet=outlet))

    def of_event(self, queryset: QuerySet, name: str, event: Event) -> QuerySet:
        return queryset.filter(Q(left__event=event) | Q(right__event=event))

    def of_story(self, queryset: QuerySet, name: str, story: Story) -> QuerySet:
        return queryset.filter(either_side(source__stories=story))


def either_side(**conditions: Any) -> Q:
    sides = Q(claim=OuterRef("left")) | Q(claim=OuterRef("right"))
    return Q(Exists(Citation.objects.filter(sides, **conditions)))


class SourceFilters(ReaderFilters):
    q = SearchFilter()
    outlet = PublicChoiceFilter(visibility.outlets, label="Outlet")
    language = _choice("Language", _languages, of=LanguageFilter)
    story = PublicChoiceFilter(visibility.stories, field_name="stories", label="Story")
    date_from = _day("Published from")
    date_to = _day("Published to")

    class Meta:
        model = Source
        form = ReaderForm
        fields: list[str] = []

    def dated(self, queryset: QuerySet, first: Any, last: Any) -> QuerySet:
        return queryset.filter(**_within(first, last, "published"))


class OutletFilters(ReaderFilters):
    q = SearchFilter()
    kind = _choice("Kind", Outlet.Kind.choices)

    class Meta:
        model = Outlet
        form = ReaderForm
        fields: list[str] = []


class ActorFilters(ReaderFilters):
    q = SearchFilter()
    kind = _choice("Kind", Actor.Kind.choices)

    class Meta:
        model = Actor
        form = ReaderForm
        fields: list[str] = []


class EventFilters(ReaderFilters):
    q = SearchFilter()
    place = PublicChoiceFilter(_places, label="Place")
    story = PublicChoiceFilter(visibility.stories, field_name="stories", label="Story")
    date_from = _day("Happened from")
    date_to = _day("Happened to")

    class Meta:
        model = Event
        form = ReaderForm
        fields: list[str] = []

    def dated(self, queryset: QuerySet, first: Any, last: Any) -> QuerySet:
        return queryset.filter(**_within(first, last, "date"))


FILTERS: dict[str, type[django_filters.FilterSet]] = {
    "actors": ActorFilters,
    "citations": CitationFilters,
    "claims": ClaimFilters,
    "contradictions": ContradictionFilters,
    "events": EventFilters,
    "outlets": OutletFilters,
    "sources": SourceFilters,
}
