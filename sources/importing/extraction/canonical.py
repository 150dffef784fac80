"""Which address a page gives as its own, and which of those may be believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from sources.importing.addresses import AddressError, same_site
from sources.importing.extraction.page import Page
from sources.importing.types import Candidate

HOME = re.compile(r"^/?(?:index\.\w+|home|[a-z]{2}(?:-[a-z]{2})?)?/?$", re.IGNORECASE)


def choose(page: Page, url: str, found: list[Candidate]) -> str:
    """The first address stated that is a page, not the home page, of the site that `url` (if known) is on."""
    chosen = ""
    for address, origin in _stated(page, url):
        reason = _against(address, url)
        found.append(
            Candidate("canonical", address, f"{origin} ({reason})" if reason else origin, not chosen and not reason)
        )
        chosen = chosen or ("" if reason else address)
    return chosen


def host(page: Page, url: str) -> str:
    """The host of the page's site: of `url` where that is known, else of the addresses the page states."""
    known = [_address(url, ""), *(address for address, _ in _stated(page, url))]
    return next((name for one in known if (name := urlsplit(one).hostname or "")), "")


def _stated(page: Page, url: str) -> Iterator[tuple[str, str]]:
    stated = [(href, "canonical link") for href in page.links("canonical")]
    stated += [(content, name) for name, content in page.meta("og:url")]
    stated.append((page.structured.url(), "JSON-LD address"))
    for href, origin in stated:
        if address := _address(href, url):
            yield address, origin


def _address(href: str, url: str) -> str:
    try:
        parts = urlsplit(urljoin(url, href.strip()) if url else href.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    usable = href.strip() and parts.scheme in {"http", "https"} and "." in host and " " not in parts.geturl()
    return parts._replace(fragment="").geturl() if usable else ""


def _against(address: str, url: str) -> str:
    """Why an address is not believed; "" where it is."""
    parts = urlsplit(address)
    if HOME.match(parts.path) and not parts.query:
        return "the home page"
    try:
        return "" if not url or same_site(url, address) else "another site"
    except AddressError as error:
        return str(error)
