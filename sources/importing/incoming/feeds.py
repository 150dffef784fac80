"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom, CDF and JSON Feed."""

from __future__ import annotations

import codecs
import html.entities
import io
import re
from collections.abc import Iterable
from typing import Any
from xml.sax import SAXException

import feedparser
from lxml import etree
from lxml import html as lxml_html

from sources.importing.incoming import feed_limits, json_feeds
from sources.importing.incoming.entries import MOST_ENTRIES, Stated, chosen
from sources.importing.incoming.markup import TAG, plain, root_name, short, text_of, web_address
from sources.importing.incoming.types import Feed
from sources.importing.incoming.unpacking import unpacked
from sources.importing.types import ImportRefused

__all__ = ["MOST_ENTRIES", "discover", "read"]

DECLARATION = re.compile(r"<\?xml\b[^>]*\?>\s*")
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
BARE = re.compile(r"&(?!#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z_:][\w.:-]{0,60};)")
MAIL_AND_NAME = re.compile(r"[^\s@]+@[^\s@]+\s*\((.+)\)")
NAME_AND_MAIL = re.compile(r"([^<>@]*[^<>@\s])\s*<[^\s@<>]+@[^\s@<>]+>")
#: Control characters that XML does not allow, written by careless tools.
CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ROOTS = {"rss", "feed", "rdf", "channel"}
LINKED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
MOST_LINKED = 20
OTHERS = {
    "urlset": "This is a sitemap, not a feed. Import it as a sitemap.",
    "sitemapindex": "This is a list of sitemaps, not a feed. Import it as a sitemap.",
    "opml": "This is OPML, a list of feeds. Import it as OPML, or give the address of one feed in it.",
}


def read(data: bytes, base_url: str = "", media_type: str = "") -> Feed:
    """Read a feed from its bytes, packed by gzip or not.

    `base_url` is where it was fetched: relative links are resolved against it where the feed names no base.
    `media_type` is its Content-Type with the charset, used where the document declares none.
    Raises ImportRefused for what is no feed and for one that asks too much of the parser.
    """
    text = text_of(unpacked(data, feed_limits.MOST_BYTES), media_type)
    if text.startswith("{"):
        return json_feeds.read(text, base_url)
    root = root_name(text)
    if root in OTHERS:
        raise ImportRefused(OTHERS[root])
    if root == "html":
        raise ImportRefused(_page_instead(text, base_url))
    found = _parsed(text, base_url)
    if root not in ROOTS and not found.version and not found.entries:
        raise ImportRefused("This is no feed: no RSS, Atom or JSON Feed was found in it. Check the address.")
    return _feed(found, base_url)


def discover(markup: str | bytes, base_url: str) -> tuple[str, ...]:
    """The addresses of the feeds that a web page links to, in its order, each once."""
    data = markup.encode("utf-8", "replace") if isinstance(markup, str) else text_of(markup).encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return ()
    base = next((web_address(one.get("href"), base_url) for one in tree.iter("base") if one.get("href")), "")
    found = (web_address(link.get("href", ""), base or base_url) for link in tree.iter("link") if _leads_to_feed(link))
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_LINKED]


def _leads_to_feed(link: Any) -> bool:
    media_type = link.get("type", "").partition(";")[0].strip().lower()
    return "alternate" in link.get("rel", "").lower().split() and media_type in LINKED_TYPES


def _page_instead(text: str, base_url: str) -> str:
    found = discover(text, base_url)
    if found:
        return f"This is a web page, not a feed. It links to: {', '.join(found)}. Give one of these instead."
    return "This is a web page, not a feed, and it links to none. Look for RSS on the site, or import its sitemap."


def _parsed(text: str, base_url: str) -> Any:
    data = _mended(CONTROLS.sub("", DECLARATION.sub("", text, count=1))).encode("utf-8", "replace")
    feed_limits.check(data)
    try:
        # Bytes in a stream: a string would be taken for the name of a file or an address to open.
        return feedparser.parse(
            io.BytesIO(codecs.BOM_UTF8 + data),
            response_headers={"content-location": base_url} if base_url else {},
            sanitize_html=False,  # only plain text is taken
            resolve_relative_uris=False,  # of the markup inside; addresses of entries are resolved all the same
        )
    except MemoryError:
        raise
    except Exception as error:  # whatever a hostile document brings the library to
        raise ImportRefused("The feed is damaged and cannot be read. Open it in a browser and check it.") from error


def _mended(text: str) -> str:
    """The text without the commonest faults outside CDATA: bare ampersands, and HTML's names for characters."""
    feed_limits.check_references(text.count("&"))
    first, *others = text.split("<![CDATA[")
    mended = [NAMED.sub(_character, BARE.sub("&amp;", first))]
    for other in others:
        inside, end, after = other.partition("]]>")
        mended += ["<![CDATA[", inside, end, NAMED.sub(_character, BARE.sub("&amp;", after))]
    return "".join(mended)


def _character(found: re.Match[str]) -> str:
    """The character of an HTML entity, which XML does not know; what XML knows or nobody stays."""
    character = html.entities.html5.get(f"{found[1]};", "")
    return character if character and not set(character) & set("<>&\"'") else found[0]


def _feed(found: Any, base_url: str) -> Feed:
    home = web_address(_text(found.feed, "link"), base_url)
    entries, notes = chosen(_stated(entry, base_url or home, found.version) for entry in found.entries)
    if isinstance(found.get("bozo_exception"), SAXException):
        notes += ("The feed is not written correctly or is cut short: entries may be missing.",)
    return Feed(
        title=short(_words(found.feed, "title"), 500),
        home=home,
        language=short(_text(found.feed, "language"), 35),
        entries=entries,
        notes=notes,
    )


def _stated(entry: Any, base: str, version: str) -> Stated:
    published, updated = _text(entry, "published"), _text(entry, "updated")
    if version.startswith("rss") and not published:  # dc:date, which in RSS is the date of the item
        published, updated = updated, ""
    return Stated(
        addresses=tuple(web_address(link, base) for link in _links(entry)),
        title=_words(entry, "title"),
        author=_author(entry),
        published=published,
        updated=updated,
        id=_text(entry, "id"),
        words=_length(entry),
    )


def _links(entry: Any) -> Iterable[str]:
    """Where the article may stand, the best first. A counting service keeps the true address beside its own."""
    yield _text(entry, "feedburner_origlink")
    yield _text(entry, "link")
    links = [link for link in dict.get(entry, "links") or () if isinstance(link, dict)]
    for link in links:
        if dict.get(link, "rel") == "alternate":
            yield _text(link, "href")
    if dict.get(entry, "guidislink"):
        yield _text(entry, "id")


def _text(holder: Any, key: str) -> str:
    # `dict.get`: the library's own answers a missing "updated" with "published", and warns.
    value = dict.get(holder, key)
    return value.strip() if isinstance(value, str) else ""


def _words(holder: Any, key: str) -> str:
    detail = dict.get(holder, f"{key}_detail") or {}
    text = _text(holder, key)
    return text if dict.get(detail, "type") == "text/plain" else plain(text)


def _author(entry: Any) -> str:
    """The names as stated; RSS writes "ann@news.example (Ann Ray)" or "Ann Ray <ann@news.example>"."""
    stated = _text(entry, "author")
    if (found := MAIL_AND_NAME.fullmatch(stated) or NAME_AND_MAIL.fullmatch(stated)) is not None:
        return found[1]
    names = [_text(author, "name") for author in dict.get(entry, "authors") or () if isinstance(author, dict)]
    return ", ".join(dict.fromkeys(filter(None, names))) or stated


def _length(entry: Any) -> int:
    """How many words of the article the feed holds."""
    contents = [_text(content, "value") for content in dict.get(entry, "content") or () if isinstance(content, dict)]
    return max(len(TAG.sub(" ", text).split()) for text in [*contents, _text(entry, "summary")])
