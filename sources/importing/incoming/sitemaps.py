"""Sitemaps and news sitemaps (sitemaps.org 0.9, Google news 0.9), in XML or as text, packed or not."""

from __future__ import annotations

from typing import Any

from sources.importing.incoming.entries import Stated, chosen
from sources.importing.incoming.markup import elements, is_whole, local, root_name, text_of, web_address
from sources.importing.incoming.types import Sitemap
from sources.importing.incoming.unpacking import unpacked
from sources.importing.types import ImportRefused

MOST_BYTES = 50_000_000  # the protocol's own limits
MOST_ENTRIES = MOST_NESTED = 50_000
HEAD = 65_536
ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
NO_SITEMAP = "This is no sitemap: neither <urlset> nor <sitemapindex> nor a list of addresses. Check the address."


def read(data: bytes, base_url: str = "") -> Sitemap:
    """Read a sitemap: its entries, or the sitemaps nested in it, which are for the caller to follow.

    Raises ImportRefused for what is none, for more than 50 MB unpacked, and for XML that declares entities.
    """
    data = unpacked(data, MOST_BYTES)
    root = root_name(text_of(data[:HEAD]))
    if root in ROOTS:
        return _from_xml(data, root, base_url)
    if root:
        raise ImportRefused(NO_SITEMAP)
    return _from_text(text_of(data), base_url)


def _from_xml(data: bytes, root: str, base_url: str) -> Sitemap:
    found = (_stated(element, base_url) for element in elements(data, {ROOTS[root]}))
    entries, notes = chosen(found, MOST_ENTRIES)
    if not is_whole(data, root):
        notes += ("The file is cut short: what stands before the break was read. Fetch it again for the rest.",)
    if root == "sitemapindex":
        return Sitemap(nested=tuple(entry.address for entry in entries), notes=notes)
    return Sitemap(entries=entries, notes=notes)


def _from_text(text: str, base_url: str) -> Sitemap:
    lines = [line for line in text.splitlines() if line.strip()]
    found = [Stated((web_address(line),)) for line in lines]
    if sum(bool(one.addresses[0]) for one in found) * 2 <= len(lines):
        raise ImportRefused(NO_SITEMAP)
    entries, notes = chosen(found, MOST_ENTRIES)
    return Sitemap(entries=entries, notes=notes)


def _stated(element: Any, base_url: str) -> Stated:
    # Only direct children: <image:loc> is nested deeper, and is no article.
    said = {local(child): child for child in reversed(element)}
    news = {local(child): child for one in element if local(one) == "news" for child in one.iter()}
    return Stated(
        addresses=(web_address(_text(said, "loc"), base_url),),
        title=_text(news, "title"),
        published=_text(news, "publication_date"),
        updated=_text(said, "lastmod"),
        language=_text(news, "language"),
    )


def _text(said: dict[str, Any], name: str) -> str:
    found = said.get(name)
    return (found.text or "").strip() if found is not None else ""
