"""Statements from plain JSON: a line with premise and hypothesis, and what is known of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.contradictions.types import Days, Statement
from claims.reading.reader import read
from sources import edtf


def from_pair(line: dict[str, Any]) -> tuple[Statement, Statement]:
    """The statements of a line with `premise` and `hypothesis`.

    For each may follow `premise_event`, `_subject`, `_speaker`, `_date` (EDTF) and `_place`, as plain words.

    Raises KeyError where a text is missing and sources.edtf.EDTFError where a date is none.
    """
    return _statement(line, "premise"), _statement(line, "hypothesis")


def _statement(line: dict[str, Any], side: str) -> Statement:
    text = str(line[side])
    stated = _days(line.get(f"{side}_date"))
    speaker = _key(line.get(f"{side}_speaker"))
    return Statement(
        text=text,
        reading=read(text, _day(stated)),
        event=_key(line.get(f"{side}_event")),
        subject=_key(line.get(f"{side}_subject")),
        place=_key(line.get(f"{side}_place")),
        speakers=frozenset([speaker] if speaker else []),
        stated=stated,
    )


def _key(value: Any) -> str:
    """A plain string as a key: case and spaces mean nothing."""
    return " ".join(str(value).casefold().split()) if value else ""


def _days(value: Any) -> Days | None:
    return Days(*edtf.bounds(str(value))) if value else None


def _day(days: Days | None) -> date | None:
    """The day relative dates stand on: only where one day is stated."""
    return days.lower if days and days.lower == days.upper else None
