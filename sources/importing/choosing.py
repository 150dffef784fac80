"""Which entries of a feed the desk wants; pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from sources.folding import fold
from sources.importing.addresses import AddressError, normalised
from sources.importing.incoming.types import Entry

WORDS_OF_PATH = re.compile(r"[\W_]+")
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def matching(entries: Iterable[Entry], words: str) -> list[Entry]:
    """The entries whose title holds one of the words, separated by commas; without words, all.

    Words count as a whole, whatever their case; "afghan*" stands for all that begin so. Several words in one place
    ("foreign minister") must follow each other. Of an entry without a title the last part of its address is read.
    """
    asked = [one for one in (" ".join(fold(word).split()) for word in words.split(",")) if one.strip("* ")]
    if not asked:
        return list(entries)
    alternatives = "|".join(_pattern(word) for word in asked)
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
    return [one for one in entries if pattern.search(_title(one))]


def keys_of(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries by what they are known by once seen: the SHA-256 of the normalised address. Each article once."""
    found: dict[str, Entry] = {}
    for entry in entries:
        try:
            key = hashlib.sha256(normalised(entry.address).encode()).hexdigest()
        except AddressError:
            continue
        found.setdefault(key, entry)
    return found


def newest_first(entries: dict[str, Entry]) -> dict[str, Entry]:
    """The same by their stated dates, the newest first; those without a date keep their order, behind the others."""
    return dict(sorted(entries.items(), key=lambda one: _moment(one[1]), reverse=True))


def _pattern(word: str) -> str:
    escaped = r"\s+".join(re.escape(part) for part in word.rstrip("*").split())
    return escaped + (r"\w*" if word.endswith("*") else "")


def _title(entry: Entry) -> str:
    last = unquote(entry.address.partition("?")[0].rstrip("/").rpartition("/")[2])
    return fold(entry.title or WORDS_OF_PATH.sub(" ", last))


def _moment(entry: Entry) -> datetime:
    for stated in (entry.published, entry.updated):
        try:
            found = _read_date(stated)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return LONG_AGO


def _read_date(stated: str) -> datetime:
    """A date as feeds write it: ISO 8601 or as in mail. Raises ValueError."""
    try:
        return datetime.fromisoformat(stated)
    except ValueError:
        return parsedate_to_datetime(stated)
