"""What passes between the steps of an import: frozen values, no behaviour that touches the world."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

TITLE, SUBTITLE, HEADING, TEXT = "title", "subtitle", "heading", "text"
QUOTE, LIST, CAPTION = "quote", "list", "caption"

#: The kinds a paragraph may have. All but the caption and the title are the article's body.
PARAGRAPH_KINDS = (TITLE, SUBTITLE, HEADING, TEXT, QUOTE, LIST, CAPTION)
BODY_KINDS = frozenset({SUBTITLE, HEADING, TEXT, QUOTE, LIST})


class ImportRefused(Exception):
    """Input that cannot become a source. The message is a sentence that says what to do."""


@dataclass(frozen=True)
class FetchedPage:
    """Bytes as they came from an address, a file or a form, with what is known about their coming."""

    data: bytes
    fetched_at: datetime
    name: str = ""  # the file's name, where it came from a file
    url: str = ""  # the address asked for
    final_url: str = ""  # the address that answered
    media_type: str = ""  # from the answer's Content-Type or the file's ending
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Paragraph:
    kind: str  # one of PARAGRAPH_KINDS
    text: str


@dataclass(frozen=True)
class StatedDate:
    """A date that the document itself states."""

    printed: str  # the words as printed, or the machine-readable value as written
    edtf: str  # the day, month or year they mean (ISO 8601-2), in the document's own offset
    moment: str = ""  # ISO 8601 with offset, where a time of day is stated


@dataclass(frozen=True)
class Credit:
    """A name credited with the article."""

    name: str
    kind: str = "person"  # "person", "agency" or "other" ("Olivium's Editor": a role, no name)


@dataclass(frozen=True)
class Candidate:
    """One value that was found for a metadata field, with where it was found."""

    field: str  # title, byline, author, written, published, modified, publisher, language, canonical, section
    value: str
    origin: str  # where, in an editor's words: "JSON-LD headline", "line 3", "mail address"
    chosen: bool = False


@dataclass(frozen=True)
class Extracted:
    """What one document says of itself. Nothing here is guessed: what is not stated is empty or None."""

    title: str = ""
    byline: str = ""  # as printed
    credits: tuple[Credit, ...] = ()
    written: StatedDate | None = None
    published: StatedDate | None = None
    modified: StatedDate | None = None
    publisher: str = ""
    language: str = ""
    canonical: str = ""
    section: str = ""
    truncated: bool = False  # the document gives only part of the text
    paywalled: bool = False  # the document says that its text is not free to read
    agreement: float | None = None  # 0 to 1: how far the extractors agree on the text; None where one alone could read
    paragraphs: tuple[Paragraph, ...] = ()
    candidates: tuple[Candidate, ...] = field(default=())


@dataclass(frozen=True)
class Rules:
    """What an editor has said about one outlet's pages: CSS selectors, "" for what is left to us."""

    body: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    drop: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hints:
    """What is known of the outlet before its page is read."""

    rules: Rules = Rules()
    recurring: frozenset[str] = frozenset()  # folded lines that stand in several of its stored articles


NO_HINTS = Hints()


@dataclass(frozen=True)
class Edits:
    """What a person has changed in a preview before it is stored. Every value he gave is pinned."""

    values: tuple[tuple[str, Any], ...] = ()  # (field of Source, its cleaned value)
    credits: tuple[Credit, ...] | None = None  # None: as read
    paragraphs: tuple[Paragraph, ...] | None = None  # None: as read


NO_EDITS = Edits()


class Outcome(enum.StrEnum):
    """What became of one imported item."""

    NEW = "new"
    SAME = "same"
    NEW_VERSION = "new version"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    FAILED = "failed"
