"""What leaves the desk as CSV: every table by its name. Public columns only, whoever asks."""

from claims.exports.cast import ACTORS, EVENTS
from claims.exports.citations import CITATIONS
from claims.exports.claims import CLAIMS
from claims.exports.contradictions import CONTRADICTIONS
from claims.exports.corrections import CORRECTIONS
from claims.exports.sources import OUTLETS, SOURCES, STORIES
from sources.tables.columns import Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (CLAIMS, CITATIONS, CONTRADICTIONS, SOURCES, OUTLETS, ACTORS, EVENTS, STORIES, CORRECTIONS)
}

__all__ = [
    "ACTORS",
    "CITATIONS",
    "CLAIMS",
    "CONTRADICTIONS",
    "CORRECTIONS",
    "EVENTS",
    "OUTLETS",
    "SOURCES",
    "STORIES",
    "TABLES",
]
