"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sources.importing.incoming.entries import Stated, chosen
from sources.importing.incoming.markup import TAG, short, web_address
from sources.importing.incoming.types import Feed
from sources.importing.types import ImportRefused

VERSION = "jsonfeed.org/version/"


def read(text: str, base_url: str = "") -> Feed:
    """Read a JSON Feed. Values of a wrong type are passed over. Raises ImportRefused for other or broken JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(
            "This looks like JSON but cannot be read as such. Check the address of the feed."
        ) from error
    if not isinstance(found, dict) or VERSION not in _text(found, "version"):
        raise ImportRefused("This is JSON, but no JSON Feed: it does not name jsonfeed.org as its version.")
    home = web_address(_text(found, "home_page_url"), base_url)
    entries, notes = chosen(_stated(item, found, base_url or home) for item in _dicts(found, "items"))
    return Feed(
        title=short(_text(found, "title"), 500),
        home=home,
        language=short(_text(found, "language"), 35),
        entries=entries,
        notes=notes,
    )


def _stated(item: dict[str, Any], feed: dict[str, Any], base: str) -> Stated:
    addresses = (_text(item, "url"), _text(item, "external_url"), _address_id(item))
    return Stated(
        addresses=tuple(web_address(address, base) for address in addresses),
        title=_text(item, "title"),
        author=_authors(item) or _authors(feed),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        id=_text(item, "id"),
        language=_text(item, "language"),
        words=max(len(TAG.sub(" ", text).split()) for text in _bodies(item)),
    )


def _bodies(item: dict[str, Any]) -> Iterable[str]:
    return (_text(item, key) for key in ("content_text", "content_html", "summary"))


def _address_id(item: dict[str, Any]) -> str:
    """The id where it is an address in full, as the standard wishes."""
    found = _text(item, "id")
    return found if found.startswith(("http://", "https://")) else ""


def _authors(holder: dict[str, Any]) -> str:
    one = holder.get("author")
    authors = _dicts(holder, "authors") or ([one] if isinstance(one, dict) else [])
    return ", ".join(dict.fromkeys(filter(None, (_text(author, "name") for author in authors))))


def _dicts(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = holder.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(holder: dict[str, Any], key: str) -> str:
    found = holder.get(key)
    if isinstance(found, int) and not isinstance(found, bool) and key == "id":
        return str(found)
    return found.strip() if isinstance(found, str) else ""
