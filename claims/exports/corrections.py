"""The table of what we changed after readers could read it."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import QuerySet

from claims import visibility
from claims.exports.fields import identifier, marked_public, permalink, site_address, status
from claims.models import Publication
from claims.public.ledger import ledger_row
from sources.tables.columns import Column, Table


def _corrections(queryset: QuerySet) -> QuerySet:
    rows = marked_public(queryset, visibility.corrections())
    return rows.select_related("claim", "contradiction__left", "contradiction__right")


def _what(row: Publication) -> str:
    return "claim" if row.claim_id else "contradiction"


CORRECTIONS = Table(
    "corrections",
    "Corrections",
    (
        identifier("change"),
        Column("at", "When readers saw it first.", attrgetter("at"), "moment"),
        Column("kind", "Of what kind it is.", attrgetter("change"), vocabulary=tuple(Publication.Change.values)),
        status("change"),
        Column(
            "of",
            "What was changed: a claim or a contradiction.",
            lambda row: "claim" if row.claim_id else "contradiction",
        ),
        Column("number", "The stable number of that.", lambda row: row.claim_id or row.contradiction_id, "integer"),
        Column(
            "claim",
            "The claim as it reads now; empty where it was retracted or is withheld.",
            lambda row: ledger_row(row).words,
        ),
        Column("note", "What changed and why.", lambda row: ledger_row(row).note),
        permalink("claim or contradiction", lambda row: site_address(ledger_row(row).link)),
    ),
    _corrections,
)
