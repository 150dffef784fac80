"""Link a claim to a source by the exact words that carry it, with the voices that say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import Truncator

from claims import ledger
from claims.anchoring import Anchor, QuotationError, find, quote
from claims.levels import refresh_levels
from claims.models import Actor, Citation, Claim, Event, Publication, Quotation, Voice
from claims.publishing import MAY_PUBLISH, change_published, keep, lock, missing_in
from sources.folded import folded
from sources.models import Outlet, Source, SourceVersion

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User
    from django.db.models import QuerySet

UPDATE = Publication.Change.UPDATE
NUMBERED = re.compile(r"(?P<name>.*\S)\s+#(?P<number>[1-9]\d{0,17})", re.DOTALL)
MOST_CHOICES = 10
NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}


@dataclass(frozen=True)
class Spoken:
    """One link of the chain as an editor gives it; names are looked up, and a new speaker becomes a stub."""

    kind: str  # a Voice.Kind
    name: str = ""
    role: str = ""
    said: str = ""  # EDTF
    printed: str = ""  # the name as printed, where the desk knows it by another


@dataclass(frozen=True)
class Saying:
    """What a source says of a claim: in which words, in whose voice, asserting or denying it."""

    anchors: tuple[Anchor, ...]  # one or two passages of the source's current version
    chain: tuple[Spoken, ...] = ()  # outermost first
    stance: str = Citation.Stance.ASSERTS
    language: str = ""  # of the words; empty for the source's own
    translation: str = ""
    translator: str = ""


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


def cite(claim: Claim, source: Source, by: User, saying: Saying) -> Citation:
    """Save the claim if it is new, and cite it in the source's current version.

    A claim that readers read already is cited by who may publish it, and the ledger says so.
    Raises PermissionDenied, or ValidationError where the same claim is cited by the same words already, or where
    readers would see a citation that lacks something.
    """
    if not by.has_perm("claims.add_citation"):
        raise PermissionDenied(f"{by} may not cite.")
    version = source.current_version
    if version is None:
        raise ValidationError("This source has no text yet: import it first.")
    with transaction.atomic():
        Source.objects.select_for_update(of=("self",)).get(pk=source.pk)  # one saver a source at a time
        _refuse_twice(claim, version, saying)
        if claim.pk is None:
            claim.author = claim.author or by
            claim.save()
        else:
            _open(claim, by)
        citation = _add(claim, version, by, saying)
        if claim.status in Claim.PUBLISHED:
            _show(citation, by)
    return citation


def _add(claim: Claim, version: SourceVersion, by: User, saying: Saying) -> Citation:
    citation = Citation.objects.create(
        claim=claim,
        source=version.source,
        added_by=by,
        stance=saying.stance,
        language=saying.language or version.source.language,
        translation=saying.translation,
        translator=saying.translator,
    )
    for anchor in saying.anchors:
        add_quotation(citation, version, anchor)
    for position, spoken in enumerate(saying.chain):
        add_voice(citation, position, spoken)
    return citation


def uncite(citation: Citation, by: User) -> None:
    """Take a citation away with its quotations and voices; its history stays.

    A published claim must rest on words without it, and the ledger says so. Raises PermissionDenied, ValidationError.
    """
    claim, source = citation.claim, citation.source
    with transaction.atomic():
        locked = lock(claim, by, "claims.delete_citation")
        if locked.status == Claim.Status.RETRACTED:
            raise ValidationError("This claim was retracted: what it rested on stays.")
        citation.delete()
        keep(claim, locked)
        refresh_levels(locked)
        if locked.status in Claim.PUBLISHED:
            change_published(claim, by, UPDATE, f"No longer cited in “{source}”.")


def _open(claim: Claim, by: User) -> None:
    """Lock a claim that is to be cited once more, under a new revision."""
    locked = lock(claim, by, "claims.add_citation")
    if locked.status == Claim.Status.RETRACTED:
        raise ValidationError("This claim was retracted: write a new one.", code="claim")
    if locked.status in Claim.PUBLISHED and not by.has_perm(MAY_PUBLISH):
        raise ValidationError(
            f"Claim {claim.pk} is published, and published claims are cited by an editor: "
            "write a new claim, or ask an editor to cite this one.",
            code="claim",
        )
    keep(claim, locked)
    claim.refresh_from_db(fields=["status"])


def _show(citation: Citation, by: User) -> None:
    asked = missing_in(citation)
    if asked:
        raise ValidationError(asked)
    ledger.record(citation.claim, by, UPDATE, f"Cited in “{citation.source}” too.")


def _refuse_twice(claim: Claim, version: SourceVersion, saying: Saying) -> None:
    """Refuse the same claim by the same words in the same voice; another voice may say it in the same words."""
    first = saying.anchors[0]
    place = {"quotations__version": version, "quotations__start": first.start, "quotations__end": first.end}
    same_words = Citation.objects.filter(stance=saying.stance, **place)
    same_claim = {"claim": claim} if claim.pk else {"claim__text": claim.text}
    last = saying.chain[-1] if saying.chain else Spoken("")
    for known in same_words.filter(**same_claim).prefetch_related("voices"):
        voice = known.last_voice
        if voice is None or (voice.kind, voice.name_printed) == (last.kind, last.printed or last.name):
            raise ValidationError(
                f"Saved already: claim {known.claim_id} is cited by these words in this voice. "
                "Nothing was saved twice.",
                code="twice",
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
        voice.name_printed = spoken.printed or _without_number(spoken.name, voice.actor)
    elif spoken.kind == Voice.Kind.OUTLET:
        voice.outlet = Outlet.objects.named(spoken.name).first()
        voice.kind = spoken.kind if voice.outlet else Voice.Kind.DESCRIBED
    voice.full_clean(exclude=["citation"])
    voice.save()
    return voice


def actor_named(name: str) -> Actor | None:
    """The actor known by this name, else a stub of it; None for no name. Raises ValidationError as `known_actor`."""
    name = name.strip()
    if not name:
        return None
    return known_actor(name) or Actor.objects.create(name=name, is_stub=True)


def known_actor(name: str) -> Actor | None:
    """The one actor known by this name; "Ivan Petrov #5" is number 5 of several. None where nobody is.

    Raises ValidationError with the choices where several actors have the name.
    """
    return _the_one(name.strip(), Actor.objects.known_as, "actors", lambda one: one.about or one.get_kind_display())


def event_titled(title: str, date: str = "") -> Event | None:
    """The event of this title (and date, if given), else a stub of it; None for no title.

    Raises ValidationError as `known_event`.
    """
    title = title.strip()
    if not title:
        return None
    return known_event(title, date) or Event.objects.create(title=title, date=date, is_stub=True)


def known_event(title: str, date: str = "") -> Event | None:
    """The one event of this title (and date, if given); "Talks #5" is number 5 of several. None where there is none.

    Raises ValidationError with the choices where several events have the title.
    """

    numbered = NUMBERED.fullmatch(title.strip())

    def titled(words: str) -> QuerySet[Event]:
        events = Event.objects.filter(title__folded=folded(words))
        return events.filter(date=date) if date and not numbered else events

    return _the_one(title.strip(), titled, "events", lambda one: one.date or "no date")


def _the_one(typed: str, known: Callable[[str], QuerySet], what: str, tell: Callable[[Any], str]) -> Any:
    rows = list(known(typed).order_by("pk"))
    numbered = None if rows else NUMBERED.fullmatch(typed)
    name = numbered["name"] if numbered else typed
    if numbered:
        named = list(known(name).order_by("pk"))
        rows = [one for one in named if one.pk == int(numbered["number"])]
        if named and not rows:
            raise ValidationError(f"No {numbered['number']} among the {what} “{name}”: {_told(named, tell)}.")
    if len(rows) > 1:
        count = NUMBERS.get(len(rows), str(len(rows)))
        raise ValidationError(
            f"{count} {what} are known as “{name}”: {_told(rows, tell)}. Write {name} #{rows[0].pk}.", code="several"
        )
    return rows[0] if rows else None


def _told(rows: list[Any], tell: Callable[[Any], str]) -> str:
    told = [f"{one.pk} ({Truncator(tell(one)).chars(60)})" for one in rows[:MOST_CHOICES]]
    return ", ".join(told) + (" …" if len(rows) > MOST_CHOICES else "")


def _without_number(typed: str, actor: Actor | None) -> str:
    """The name as printed, without the number by which one of several was picked."""
    numbered = NUMBERED.fullmatch(typed.strip())
    picked = actor is not None and numbered is not None and int(numbered["number"]) == actor.pk
    return numbered["name"] if numbered and picked else typed
