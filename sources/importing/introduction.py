"""What we say of ourselves and of what we know already, in the headers of every request."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from sources.importing import guard

PRODUCT = "Factdesk"
NEUTRAL = "news archive for fact-checking"  # where nobody gave a contact and the site is not public

PAGES = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5"
FEEDS = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml;q=0.9,"
    "application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,text/html;q=0.5,*/*;q=0.4"
)
TEXT = "text/plain,*/*;q=0.5"
LONGEST_VALIDATOR = 500


def agent() -> str:
    """The user agent: product, version and whom to write to, so that a site can complain before it blocks."""
    return f"{PRODUCT}/0.1 (+{_contact()})"


def headers(accept: str, etag: str = "", last_modified: str = "") -> dict[str, str]:
    """The headers of one request but for Host. Validators that cannot stand in a header are left out."""
    conditions = {"If-None-Match": validator(etag), "If-Modified-Since": validator(last_modified)}
    return {
        "User-Agent": agent(),
        "Accept": accept,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **{name: value for name, value in conditions.items() if value},
    }


def validator(value: str) -> str:
    """An ETag or Last-Modified as it may be sent back: printable ASCII on one line, of bearable length; else ""."""
    value = value.strip()
    return value if value.isascii() and value.isprintable() and len(value) <= LONGEST_VALIDATOR else ""


def _contact() -> str:
    given = validator(getattr(settings, "CONTACT", "")).replace("(", "").replace(")", "")
    return given or (settings.SITE_URL if _is_public(settings.SITE_URL) else NEUTRAL)


def _is_public(url: str) -> bool:
    return bool(validator(url)) and not guard.why_unopened(urlsplit(url).hostname or "")
