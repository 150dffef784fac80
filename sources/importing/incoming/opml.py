"""OPML: the feeds that another reader kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sources.importing.incoming.markup import address_problem, elements, root_name, short, text_of, web_address
from sources.importing.incoming.types import FeedAddress
from sources.importing.incoming.unpacking import unpacked
from sources.importing.types import ImportRefused

MOST_BYTES = 10_000_000
MOST_FEEDS = 5_000


def read(data: bytes) -> tuple[FeedAddress, ...]:
    """The feeds of an OPML file in its order, each address once; folders in folders are opened.

    Raises ImportRefused for what is no OPML, for one without feeds and for one with more than 5,000.
    """
    data = unpacked(data, MOST_BYTES)
    if root_name(text_of(data)) != "opml":
        raise ImportRefused("This is no OPML file. Export the feeds from your reader as OPML and import that.")
    kept: dict[str, FeedAddress] = {}
    for feed in _feeds(data):
        kept.setdefault(feed.address or feed.problem, feed)
    found = tuple(kept.values())
    if not found:
        raise ImportRefused("The OPML file names no feed: none of its outlines has an xmlUrl. Export it again.")
    if len(found) > MOST_FEEDS:
        raise ImportRefused(f"The OPML file names {len(found):,} feeds; at most {MOST_FEEDS:,} are taken. Split it.")
    return found


def _feeds(data: bytes) -> Iterator[FeedAddress]:
    for outline in elements(data, {"outline"}, event="start"):
        said = _attributes(outline)
        if "xmlurl" not in said:
            continue
        written = said["xmlurl"].strip()
        address = web_address(written)
        yield FeedAddress(
            title=short(said.get("title") or said.get("text") or "", 500),
            address=address,
            home=web_address(said.get("htmlurl", "")),
            problem="" if address else f"“{short(written, 200)}”: {address_problem(written)}",
        )


def _attributes(outline: Any) -> dict[str, str]:
    """By name in lower case, since readers write xmlUrl, xmlURL and xmlurl."""
    return {name.lower(): value for name, value in outline.attrib.items()}
