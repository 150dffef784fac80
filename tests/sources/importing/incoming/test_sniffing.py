"""What a document is, by its content and not by what it is called."""

import gzip
from datetime import UTC, datetime

import pytest

from sources.importing.incoming import what_is
from sources.importing.incoming.types import Kind
from sources.importing.types import FetchedPage

RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="%s"/>'
ADDRESSES = b"https://news.example/a\nhttps://news.example/b\n"
ARTICLE = (
    b"Rain closed the road.\n\nThe road to https://news.example/ was closed.\nhttps://news.example/a\nIt rained.\n"
)

TABLE = [
    (b"<?xml version='1.0'?>\n<!-- made -->\n<rss version='2.0'/>", Kind.FEED),
    (b'\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom"/>', Kind.FEED),
    (b'<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"/>', Kind.FEED),
    (b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://a/b.dtd"><rss/>', Kind.FEED),
    (b'<!DOCTYPE rss [ <!ENTITY a "<html>"> ]><rss/>', Kind.FEED),
    (RDF % b"http://purl.org/rss/1.0/", Kind.FEED),
    (RDF % b"http://xmlns.com/foaf/0.1/", Kind.DOCUMENT),
    ("<?xml version='1.0' encoding='utf-16'?><rss/>".encode("utf-16"), Kind.FEED),
    ("<rss/>".encode("utf-16-le"), Kind.FEED),
    (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"}', Kind.FEED),
    (b'{"title": "not a feed"}', Kind.DOCUMENT),
    (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', Kind.SITEMAP),
    (b"<sitemapindex/>", Kind.SITEMAP),
    (gzip.compress(b"<urlset/>" * 9), Kind.SITEMAP),
    (b"<opml version='2.0'/>", Kind.OPML),
    (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", Kind.WARC),
    (gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"), Kind.WARC),
    (ADDRESSES, Kind.ADDRESSES),
    (b"# mine\n" + ADDRESSES, Kind.ADDRESSES),
    (b"title;url\nRain;https://news.example/a\n", Kind.ADDRESSES),
    ("заголовок\tссылка\nДождь\thttps://news.example/a\n".encode("utf-16"), Kind.ADDRESSES),
    (ADDRESSES * 5_000, Kind.ADDRESSES),
    (ARTICLE, Kind.DOCUMENT),
    (b"<!doctype html><html><body><rss>x</rss></body></html>", Kind.DOCUMENT),
    (b"<p>https://news.example/a</p>", Kind.DOCUMENT),
    (b"<!-- <rss> -->", Kind.DOCUMENT),
    (b"<!DOCTYPE rss [", Kind.DOCUMENT),
    (b"<" * 70_000, Kind.DOCUMENT),
    (b"<!--" * 20_000, Kind.DOCUMENT),
    (b"%PDF-1.7", Kind.DOCUMENT),
    (b"\x1f\x8bnot packed at all", Kind.DOCUMENT),
    (b"\0" * 100, Kind.DOCUMENT),
    (b"", Kind.DOCUMENT),
    (b"\xff\xfe", Kind.DOCUMENT),
]


def page(data: bytes, **more: str) -> FetchedPage:
    return FetchedPage(data, datetime(2022, 4, 29, tzinfo=UTC), **more)


@pytest.mark.parametrize(("data", "kind"), TABLE, ids=[f"{n}: {data[:30]!r}" for n, (data, _) in enumerate(TABLE)])
def test_the_content_says_what_it_is(data, kind):
    assert what_is(page(data)) == kind
    assert what_is(page(data, name="page.html", media_type="text/html")) == kind


def test_a_table_is_a_list_of_addresses_even_where_none_can_be_read():
    assert what_is(page(b"url,title\nnews.example/a,Rain", name="List.CSV")) == Kind.ADDRESSES
    assert what_is(page(b"url,title\nnews.example/a,Rain", media_type="text/csv; charset=utf-8")) == Kind.ADDRESSES
    assert what_is(page(b"url,title\nnews.example/a,Rain")) == Kind.DOCUMENT
