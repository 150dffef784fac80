"""Addresses of other people's pages: only http and https, opened at the words where the browser can.

The fragment is a text directive (WICG, URL Fragment Text Directives): ``#:~:text=start,end``, percent-encoded.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

WHOLE = 8  # words that are named in full; of longer passages the first and the last ones
ENDS = 4


def safe_link(address: str) -> str:
    """The address where it is one of the web's, else nothing."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def live_link(address: str, words: str) -> str:
    """The address of the live page, scrolled to the words by browsers that know how; empty without an address."""
    address = safe_link(address)
    if not address:
        return ""
    return f"{address}{'' if '#' in address else '#'}:~:text={_directive(words)}"


def _directive(words: str) -> str:
    pieces = words.split()
    crosses_blocks = "\n" in words and len(pieces) > 1
    if len(pieces) <= WHOLE and not crosses_blocks:
        return _encoded(" ".join(pieces))
    ends = min(ENDS, len(pieces) // 2)
    return ",".join(_encoded(" ".join(part)) for part in (pieces[:ends], pieces[-ends:]))


def _encoded(words: str) -> str:
    """Percent-encoded; the dash too, which means something in a text directive."""
    return quote(words, safe="").replace("-", "%2D")
