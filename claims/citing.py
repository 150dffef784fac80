"""Link a claim to a source by the exact words that carry it, with the voices that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims.anchoring import Anchor, QuotationError, find, quote
from claims.models import Actor, Citation, Claim, Event, Quotation, Voice
from sources.models import Outlet, Source, SourceVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Spoken:
    """One link of the chain as an editor gives it; names are looked up, and a new speaker becomes a stub."""

    kind: str  # a Voice.Kind
    name: str = ""
    role: str = ""
    said: str = ""  # EDTF
    printed: str = ""  # the name as printed, where the desk knows it by another


def anchor_in(version: SourceVersion, words: str, start: int | None = None, end: int | None = None) -> Anchor:
    """Where the words stand in the version: at the offsets if they fit, else wherever they are found once.

    Raises ValidationError with a sentence; for words met at several places its code is "ambiguous".
    """
    try:
        if start is not None and end is not None:
            selected = quote(version.text, start, end)
            if " ".join(selected.exact.split()) == " ".join(words.split()):
                return selected
        return find(version.text, words)
    except QuotationError as error:
        code = "ambiguous" if hasattr(error, "anchors") else "not_found"
        raise ValidationError(str(error), code=code) from error


def cite(
    claim: Claim,
    source: Source,
    by: User,
    anchors: list[Anchor],
    chain: list[Spoken],
    *,
    stance: str = Citation.Stance.ASSERTS,
    language: str = "",
    translation: str = "",
    translator: str = "",
) -> Citation:
    """Save the claim if it is new, and cite it in the source's current version.

    Raises PermissionDenied, or ValidationError where the same claim is cited by the same words already.
    """
    if not by.has_perm("claims.add_citation"):
        raise PermissionDenied(f"{by} may not cite.")
    version = source.current_version
    if version is None:
        raise ValidationError("This source has no text yet: import it first.")
    with transaction.atomic():
        Source.objects.select_for_update(of=("self",)).get(pk=source.pk)  # one saver a source at a time
        _refuse_twice(claim, source, version, anchors[0])
        if claim.pk is None:
            claim.author = claim.author or by
            claim.save()
        citation = Citation.objects.create(
            claim=claim,
            source=source,
            added_by=by,
            stance=stance,
            language=language or source.language,
            translation=translation,
            translator=translator,
        )
        for anchor in anchors:
            add_quotation(citation, version, anchor)
        for position, spoken in enumerate(chain):
            add_voice(citation, position, spoken)
    return citation


def _refuse_twice(claim: Claim, source: Source, version: SourceVersion, anchor: Anchor) -> None:
    same_words = Quotation.objects.filter(citation__source=source, version=version, start=anchor.start, end=anchor.end)
    same_claim = {"citation__claim": claim} if claim.pk else {"citation__claim__text": claim.text}
    known = same_words.filter(**same_claim).values_list("citation__claim", flat=True).first()
    if known:
        raise ValidationError(
            f"Saved already: claim {known} is cited by these words. Nothing was saved twice.", code="twice"
        )


def add_quotation(citation: Citation, version: SourceVersion, anchor: Anchor) -> Quotation:
    return Quotation.objects.create(
        citation=citation,
        version=version,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        start=anchor.start,
        end=anchor.end,
    )


def add_voice(citation: Citation, position: int, spoken: Spoken) -> Voice:
    """Add a link to the chain. A named speaker not met before becomes a stub; an agency not known stays as printed."""
    voice = Voice(
        citation=citation,
        position=position,
        kind=spoken.kind,
        name_printed=spoken.printed or spoken.name,
        role_printed=spoken.role,
        said=spoken.said,
    )
    if spoken.kind == Voice.Kind.ACTOR:
        voice.actor = actor_named(spoken.name)
    elif spoken.kind == Voice.Kind.OUTLET:
        voice.outlet = Outlet.objects.named(spoken.name).first()
        voice.kind = spoken.kind if voice.outlet else Voice.Kind.DESCRIBED
    voice.full_clean(exclude=["citation"])
    voice.save()
    return voice


def actor_named(name: str) -> Actor | None:
    """The actor known by this name, else a stub of it; None for no name."""
    name = name.strip()
    if not name:
        return None
    return Actor.objects.known_as(name).first() or Actor.objects.create(name=name, is_stub=True)


def event_titled(title: str, date: str = "") -> Event | None:
    """The event of this title (and date, if given), else a stub of it; None for no title."""
    title = title.strip()
    if not title:
        return None
    known = Event.objects.filter(title__iexact=title)
    return (known.filter(date=date).first() if date else known.first()) or Event.objects.create(
        title=title, date=date, is_stub=True
    )
