"""What the incoming formats hold: frozen values, as stated by their authors, with nothing guessed."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Kind(enum.StrEnum):
    """What a document is to the importer: one article, or something that brings many."""

    FEED = "feed"
    SITEMAP = "sitemap"
    OPML = "OPML"
    WARC = "WARC"
    ADDRESSES = "list of addresses"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Entry:
    """One article that a feed or a sitemap names."""

    address: str  # http or https, absolute
    title: str = ""
    author: str = ""
    published: str = ""  # as stated, in whatever form
    updated: str = ""  # as stated
    id: str = ""
    language: str = ""
    words: int = 0  # how many words of the article the feed itself holds: its text, or else its summary


@dataclass(frozen=True)
class Feed:
    """A feed in any of its formats. Notes say, in sentences, what was left out."""

    title: str = ""
    home: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sitemap:
    """A sitemap: articles, or further sitemaps, which the caller follows as far as it thinks fit."""

    entries: tuple[Entry, ...] = ()
    nested: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FeedAddress:
    """A feed that an OPML file names."""

    title: str
    address: str  # "" where there is a problem
    home: str = ""
    problem: str = ""  # a sentence that says what is wrong with the address


@dataclass(frozen=True)
class Row:
    """One row of a list of addresses."""

    line: int  # where it starts in the file, from 1
    address: str  # "" where there is a problem
    given: Mapping[str, str] = field(default_factory=dict)  # title, outlet, published, story, note
    problem: str = ""  # a sentence that says what to correct


@dataclass(frozen=True)
class Problem:
    """Something in a file that could not be read."""

    where: str  # the address, or the place in the file
    reason: str  # a sentence


@dataclass(frozen=True)
class Summary:
    """The last thing said of a file: how many pages it gave, and what else it held that is no article."""

    pages: int
    skipped: tuple[tuple[str, int], ...] = ()  # what it was, and how many
