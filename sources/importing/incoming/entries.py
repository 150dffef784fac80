"""From what a feed states of its items to the entries worth following."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sources.importing.incoming.markup import short
from sources.importing.incoming.types import Entry

MOST_ENTRIES = 5_000


@dataclass(frozen=True)
class Stated:
    """One item as a feed states it; of its addresses the first that is one counts."""

    addresses: tuple[str, ...]
    title: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    id: str = ""
    language: str = ""
    words: int = 0


def chosen(items: Iterable[Stated], most: int = MOST_ENTRIES) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries in their order, each address once and at most `most`, and sentences on what was left out."""
    kept: dict[str, Entry] = {}
    without = beyond = unread = 0
    for number, item in enumerate(items):
        if number == 2 * most:  # whatever follows would be left out at best
            unread = 1
            break
        address = next(filter(None, item.addresses), "")
        if not address:
            without += 1
        elif len(kept) < most or address in kept:
            kept.setdefault(address, _entry(address, item))
        else:
            beyond += 1
    notes = []
    if without:
        notes.append(f"{_counted(without)} left out: no web address is given for an article.")
    if beyond:
        notes.append(f"{_counted(beyond)} left out: at most {most:,} are taken from one file.")
    if unread:
        notes.append(f"What follows the first {2 * most:,} entries was not read.")
    return tuple(kept.values()), tuple(notes)


def _entry(address: str, item: Stated) -> Entry:
    return Entry(
        address=address,
        title=short(item.title, 500),
        author=short(item.author, 500),
        published=short(item.published, 200),
        updated=short(item.updated, 200),
        id=short(item.id, 2000),
        language=short(item.language, 35),
        words=item.words,
    )


def _counted(number: int) -> str:
    return "1 entry was" if number == 1 else f"{number:,} entries were"
