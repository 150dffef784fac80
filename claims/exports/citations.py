"""The flat table of citations: who says what where, a row each."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import Prefetch, QuerySet

from claims.exports.claims import STATUSES, status_of
from claims.exports.fields import Value, address, at, bare, dated, identifier, permalink
from claims.models import Citation, Claim, Quotation, Voice
from sources.models import Source, SourceVersion
from sources.tables.columns import Column, Table

BETWEEN = " […] "
ARROW = " > "


def quotations() -> Prefetch:
    """The anchored quotations of citations, their versions without the texts."""
    versions = SourceVersion.objects.only("number", "sha256")
    found = Quotation.objects.filter(state=Quotation.State.ANCHORED).prefetch_related(Prefetch("version", versions))
    return Prefetch("quotations", found.only("citation", "version", "exact", "start", "end", "state"))


def words(citation: Citation) -> str:
    """The exact words; two passages of one citation are parted by an ellipsis in brackets."""
    return BETWEEN.join(one.exact for one in _passages(citation))


def citation_address(citation: Citation) -> str:
    """Its place on the page of its claim."""
    return f"{address(citation.claim)}#citation-{citation.pk}"


def _prepare(queryset: QuerySet) -> QuerySet:
    # Lists instead of related managers, and one object for all rows that share it: half the time of select_related.
    claims = Claim.objects.only("text", "kind", "status", "hold", "event").prefetch_related("event")
    sources = Source.objects.defer("note").prefetch_related("outlet")
    voices = Voice.objects.prefetch_related("outlet", "actor")
    return bare(queryset).prefetch_related(
        Prefetch("claim", claims),
        Prefetch("source", sources),
        quotations(),
        Prefetch("voices", voices, to_attr="voices_in_order"),
    )


def _passages(citation: Citation) -> list[Quotation]:
    """Those readers see, worked out once for all columns of the row."""
    if "passages" not in vars(citation):
        citation.passages = citation.shown_quotations
    return citation.passages


def _positions(citation: Citation) -> str:
    return ";".join(f"{one.start}-{one.end}" for one in _passages(citation))


def _version(name: str) -> Value:
    def value(citation: Citation) -> object:
        passages = _passages(citation)
        return getattr(passages[0].version, name) if passages else None

    return value


def _last(name: str) -> Value:
    """Of the last voice."""
    return lambda citation: getattr(citation.voices_in_order[-1], name) if citation.voices_in_order else None


CITATIONS = Table(
    "citations",
    "Citations",
    (
        identifier("citation"),
        Column("claim_id", "The stable number of the claim.", attrgetter("claim_id"), "integer"),
        Column("claim", "The claim, in the desk's neutral words.", at("claim.text")),
        Column("kind", "Of what kind the claim is.", at("claim.kind"), vocabulary=tuple(Claim.Kind.values)),
        Column("status", "Where the claim stands.", lambda one: status_of(one.claim), vocabulary=STATUSES),
        Column("stance", "What its last voice does.", attrgetter("stance"), vocabulary=tuple(Citation.Stance.values)),
        Column("quotation", f"The exact words in their language. Two passages are parted by “{BETWEEN}”.", words),
        Column("translation", "The desk's translation of the quotation.", attrgetter("translation")),
        Column("language", "The language of the quotation.", attrgetter("language")),
        Column(
            "voices",
            f"Who passes it on to whom, the outermost first, parted by “{ARROW}”.",
            lambda one: ARROW.join(str(voice) for voice in one.voices_in_order),
        ),
        Column(
            "last_voice",
            "Who says it in the end.",
            lambda one: str(one.voices_in_order[-1]) if one.voices_in_order else None,
        ),
        Column("last_voice_role", "The role of the last voice, as printed.", _last("role_printed")),
        Column(
            "last_voice_kind",
            "How far the last voice is known.",
            _last("kind"),
            vocabulary=tuple(Voice.Kind.values),
        ),
        Column("last_voice_printed", "The name of the last voice, as printed.", _last("name_printed")),
        Column("said", "When the last voice said it, as EDTF (ISO 8601-2).", _last("said"), "edtf"),
        Column("outlet_id", "The stable number of the outlet.", at("source.outlet_id"), "integer"),
        Column("outlet", "Who published the source.", at("source.outlet.name")),
        Column("source_id", "The stable number of the source.", attrgetter("source_id"), "integer"),
        Column("source_kind", "Of what kind the source is.", at("source.kind"), vocabulary=tuple(Source.Kind.values)),
        Column("source_title", "The title, as printed.", at("source.title")),
        Column("source_url", "Where the source can be read.", at("source.url"), "url"),
        *dated("published", "When the source was published.", "source.published"),
        Column(
            "published_not_stated",
            "Whether we looked and the source states no date.",
            at("source.published_not_stated"),
            "boolean",
        ),
        Column("version", "Which of the source's texts holds the words.", _version("number"), "integer"),
        Column("version_sha256", "The SHA-256 of that text, as UTF-8.", _version("sha256")),
        Column(
            "positions",
            "Where the words stand in that text, as start-end in code points, the end excluded, parted by “;”.",
            _positions,
        ),
        Column("event_id", "The stable number of the claim's event.", at("claim.event_id"), "integer"),
        Column("event", "The claim's event.", at("claim.event.title")),
        permalink("citation, on the page of its claim", citation_address),
    ),
    _prepare,
)
