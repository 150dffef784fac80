"""Bytes of a document -> what it says of itself. Pure: no database, clock, network or setting."""

from sources.importing.extraction.reading_document import as_json, extract

__all__ = ["as_json", "extract"]
