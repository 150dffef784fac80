"""What a document is, by its content."""

from __future__ import annotations

from sources.importing.extraction.decoding import decode
from sources.importing.incoming import address_lists
from sources.importing.incoming.json_feeds import VERSION
from sources.importing.incoming.markup import root_name, text_of
from sources.importing.incoming.types import Kind
from sources.importing.incoming.unpacking import unpacked_head
from sources.importing.types import FetchedPage, ImportRefused

HEAD = 65_536
BY_ROOT = {
    "rss": Kind.FEED,
    "feed": Kind.FEED,
    "rdf": Kind.FEED,
    "channel": Kind.FEED,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAP,
    "opml": Kind.OPML,
}
#: RDF says many things; a feed in it names one of these.
RDF_FEEDS = ("http://purl.org/rss/1.", "http://my.netscape.com/rdf/", "http://channel.netscape.com/rdf/")
LIST_ENDINGS, LIST_TYPES = (".csv", ".tsv"), ("text/csv", "text/tab-separated-values")


def what_is(page: FetchedPage) -> Kind:
    """What a page or file is to the importer, by its first 64 KB, unpacked; never raises."""
    head = unpacked_head(page.data, HEAD)
    if head.startswith(b"WARC/"):
        return Kind.WARC
    try:
        text = text_of(head, page.media_type)
    except ImportRefused:
        return Kind.DOCUMENT
    if text.startswith("<"):
        return _by_root(text)
    if text.startswith("{"):
        return Kind.FEED if VERSION in text[:4096].replace("\\/", "/") else Kind.DOCUMENT
    return Kind.ADDRESSES if _is_list(page, head) else Kind.DOCUMENT


def _by_root(text: str) -> Kind:
    root = root_name(text)
    if root == "rdf" and not any(name in text for name in RDF_FEEDS):
        return Kind.DOCUMENT
    return BY_ROOT.get(root, Kind.DOCUMENT)


def _is_list(page: FetchedPage, head: bytes) -> bool:
    if page.media_type.partition(";")[0].strip().lower() in LIST_TYPES or page.name.lower().endswith(LIST_ENDINGS):
        return True
    whole = head if len(head) < HEAD else head[: head.rfind(b"\n") + 1]  # the last line may be cut in two
    return bool(whole) and address_lists.looks_like_list(decode(whole, page.media_type))
