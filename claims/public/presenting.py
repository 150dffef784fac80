"""Citations as readers see them: voices in order, the exact words in their context, a way to the live page.

The context is cut in the database: no more of others' texts than readers may see ever reaches a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Case, F, Prefetch, QuerySet, When
from django.db.models.functions import Greatest, Least, Length, Substr

from claims.models import Citation, Claim, Quotation, Voice
from claims.public.links import live_link
from sources import edtf
from sources.models import Source

NOT_STATED = "date not stated"
BETWEEN_BLOCKS = re.compile(r"[ \t]*\n\s*\n[ \t]*")
FIRST_PIECE, LAST_PIECE = re.compile(r"\A\S*\s+"), re.compile(r"\s+\S*\Z")


@dataclass(frozen=True)
class Speaker:
    """One voice: the name we know or the one printed, its role as printed, the day it spoke."""

    name: str
    link: str = ""
    role: str = ""
    said: str = ""


@dataclass(frozen=True)
class Passage:
    """Exact words between what stands before and after them."""

    before: str
    exact: str
    after: str
    opens: bool  # whether the text begins right there
    closes: bool  # whether it ends right there
    live_link: str
    read_at: datetime
    version: int
    superseded: bool


@dataclass(frozen=True)
class Said:
    """One citation: who says or denies it where, in which words."""

    citation: Citation
    source: Source
    speakers: tuple[Speaker, ...]
    passages: tuple[Passage, ...]
    published: str
    language: str

    @property
    def denies(self) -> bool:
        return self.citation.stance == Citation.Stance.DENIES

    @property
    def foreign(self) -> bool:
        """Whether a mark of its language is worth a word: everything but English."""
        return bool(self.language) and not self.language.lower().startswith("en")


def with_voices(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """Citations with their source, outlet and voices: enough to say who says it where."""
    voices = Voice.objects.select_related("outlet", "actor")
    return citations.select_related("source__outlet").prefetch_related(Prefetch("voices", voices))


def with_words(citations: QuerySet[Citation], near: int = settings.CONTEXT_CHARACTERS) -> QuerySet[Citation]:
    """Citations with their anchored words and what stands near them, in a fixed number of queries.

    `near` characters to each side, and never more than readers may see.
    """
    near = min(near, settings.CONTEXT_CHARACTERS)
    words = (
        Quotation.objects.filter(state=Quotation.State.ANCHORED)
        .select_related("version")
        .defer("version__text", "version__blocks")
        .annotate(
            before=Substr("version__text", Greatest(F("start") - near + 1, 1), Least(F("start"), near)),
            after=Substr("version__text", F("end") + 1, near),
            opens=Case(When(start__lte=near, then=True), default=False, output_field=BooleanField()),
            closes=Case(
                When(end__gte=Length("version__text") - near, then=True), default=False, output_field=BooleanField()
            ),
        )
    )
    return with_voices(citations).prefetch_related(Prefetch("quotations", words))


def said(citation: Citation) -> Said:
    """A citation of with_words as a page shows it."""
    source = citation.source
    return Said(
        citation=citation,
        source=source,
        speakers=tuple(speakers(citation)),
        passages=tuple(_passage(one, source) for one in citation.shown_quotations),
        published=published(source),
        language=citation.language or source.language,
    )


def all_said(citations: Iterable[Citation]) -> list[Said]:
    return [said(citation) for citation in citations]


def speakers(citation: Citation) -> Iterable[Speaker]:
    """The voices outermost first, beginning with who published the source: Meridian Wire, the ministry."""
    outlet = citation.source.outlet
    chain = citation.chain
    carried = chain and (chain[0].kind == Voice.Kind.ITSELF or (outlet and chain[0].outlet_id == outlet.pk))
    if outlet and not carried:
        yield Speaker(outlet.name, outlet.get_absolute_url())
    for voice in chain:
        yield _speaker(voice, citation.source)


def _speaker(voice: Voice, source: Source) -> Speaker:
    known = voice.actor or voice.outlet
    if voice.kind == Voice.Kind.ITSELF:
        known = known or source.outlet
    name = known.name if known else voice.name_printed
    fallback = "speaker not given" if voice.kind == Voice.Kind.NOT_GIVEN else "the document itself"
    return Speaker(
        name=name or fallback,
        link=known.get_absolute_url() if known else "",
        role=voice.role_printed,
        said=edtf.in_words(voice.said),
    )


def _passage(quotation: Any, source: Source) -> Passage:
    version = quotation.version
    return Passage(
        before=_in_blocks(quotation.before if quotation.opens else _from_a_word(quotation.before)),
        exact=_in_blocks(quotation.exact),
        after=_in_blocks(quotation.after if quotation.closes else _to_a_word(quotation.after)),
        opens=quotation.opens,
        closes=quotation.closes,
        live_link=live_link(source.url, quotation.exact),
        read_at=version.created_at,
        version=version.number,
        superseded=source.current_version_id not in (None, version.pk),
    )


def _in_blocks(text: str) -> str:
    """With one blank line between blocks, however many the text has: headline, heading, paragraph."""
    return BETWEEN_BLOCKS.sub("\n\n", text)


def _from_a_word(text: str) -> str:
    """Without the piece of a word it begins with, and without what parted that from the next."""
    return FIRST_PIECE.sub("", text, count=1) or text


def _to_a_word(text: str) -> str:
    return LAST_PIECE.sub("", text, count=1) or text


def published(source: Source) -> str:
    """The day of publication in words, or that none is stated."""
    return edtf.in_words(source.published) or NOT_STATED


def value(claim: Claim) -> str:
    """The value in words; a date as readers say it."""
    typed = claim.value
    return edtf.in_words(typed) if typed and typed == claim.value_date else typed


def names_in_order(citation: Citation) -> str:
    """Who says it, in one line: "Meridian Wire › the ministry"."""
    return " › ".join(speaker.name for speaker in speakers(citation))
