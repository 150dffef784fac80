"""A claim as the detector sees it: its reading, and what editors said of it and its citations."""

from __future__ import annotations

from datetime import date

from claims.contradictions.types import (
    ActorValue,
    AttributeRule,
    DateValue,
    Days,
    NumberValue,
    Statement,
    TextValue,
    Value,
    YesNoValue,
)
from claims.models import Attribute, Citation, Claim, Reading, ReadingWord
from claims.reading.reader import VERSION, read
from claims.reading.types import Reading as Read

#: How an editor's modality reads to the detector.
MODALITY = {
    Claim.Modality.PLAIN: "",
    Claim.Modality.MAY: "possible",
    Claim.Modality.WILL: "future",
    Claim.Modality.WOULD: "conditional",
}


def read_again(claim: Claim) -> Read:
    """Read the claim's text and keep the reading and its words as the machine's own rows."""
    reading = read(claim.text, _one_day(_stated(list(claim.citations.select_related("source")))))
    row, _ = Reading.objects.update_or_create(claim=claim, defaults={"version": VERSION, "data": reading.as_json()})
    words = {word[:60] for word in (*reading.words, *(part for name in reading.names for part in name.key.split()))}
    row.words.exclude(word__in=words).delete()
    ReadingWord.objects.bulk_create([ReadingWord(reading=row, word=word) for word in words], ignore_conflicts=True)
    return reading


def statement_of(claim: Claim) -> Statement:
    """The claim as a statement; one that came through `candidates.for_comparing` costs no further query."""
    citations = list(claim.citations.all())
    place = claim.place
    return Statement(
        text=claim.text,
        reading=_kept_reading(claim) or read(claim.text, _one_day(_stated(citations))),
        event=_key("event", claim.event_id),
        event_dates=_days(claim.event.date_lower, claim.event.date_upper) if claim.event else None,
        subject=_key("actor", claim.subject_id),
        object=_key("actor", claim.object_id),
        place=_key("place", claim.place_id),
        places_above=frozenset(_key("place", one.pk) for one in place.within()) if place else frozenset(),
        speakers=frozenset(_speaker(citation) for citation in citations) - {""},
        stated=_stated(citations),
        period=_days(claim.period_lower, claim.period_upper),
        kind=claim.kind,
        attribute=_rule(claim.attribute) if claim.attribute else None,
        value=_value(claim),
        modality=MODALITY[Claim.Modality(claim.modality)],
        condition=claim.condition,
        outlets=frozenset(_key("outlet", citation.source.outlet_id) for citation in citations) - {""},
        origins=frozenset(_key("outlet", pk) for citation in citations for pk in citation.agencies),
    )


def _kept_reading(claim: Claim) -> Read | None:
    """The stored reading, if this version of the reader made it."""
    if not hasattr(claim, "reading") or claim.reading.version != VERSION:
        return None
    return Read.from_json(claim.reading.data)


def _key(kind: str, pk: int | None) -> str:
    return f"{kind}:{pk}" if pk else ""


def _days(lower: date | None, upper: date | None) -> Days | None:
    return Days(lower, upper) if lower or upper else None


def _stated(citations: list[Citation]) -> Days | None:
    """From the first to the last day on which the citing sources were published."""
    dated = [citation.source for citation in citations if citation.source.published_lower]
    if not dated:
        return None
    uppers = [source.published_upper for source in dated]
    return Days(min(source.published_lower for source in dated), None if None in uppers else max(uppers))


def _one_day(days: Days | None) -> date | None:
    return days.lower if days and days.lower == days.upper else None


def _speaker(citation: Citation) -> str:
    voice = citation.last_voice
    if voice is None:
        return ""
    return _key("actor", voice.actor_id) or _key("outlet", voice.outlet_id)


def _rule(attribute: Attribute) -> AttributeRule:
    # Money has a family for each currency, which the unit tells: dollars and roubles are never compared.
    family = "" if attribute.unit_family == "money" else attribute.unit_family
    return AttributeRule(
        key=f"attribute:{attribute.pk}",
        value_type=attribute.value_type,
        unit_family=family,
        single_valued=attribute.single_valued,
        needs_object=attribute.needs_object,
        tolerance=attribute.tolerance,
        separators=tuple(attribute.separators),
    )


def _value(claim: Claim) -> Value | None:
    """The value an editor gave; None where the reading has to do."""
    if claim.value_low is not None or claim.value_high is not None:
        unit = claim.unit or (claim.attribute.unit if claim.attribute else "")
        return NumberValue(claim.value_low, claim.value_high, unit, claim.approximate)
    if claim.value_date:
        return DateValue(claim.value_date)
    if claim.value_actor_id:
        return ActorValue(_key("actor", claim.value_actor_id), str(claim.value_actor))
    if claim.value_yes is not None:
        return YesNoValue(claim.value_yes)
    return TextValue(claim.value_text) if claim.value_text else None
