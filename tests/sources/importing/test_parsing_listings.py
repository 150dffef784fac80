"""Feeds, sitemaps, OPML and lists of addresses, read in the parsing child."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from sources.importing import parsing
from sources.importing.incoming import address_lists, feeds, opml, sitemaps, what_is
from sources.importing.parsing import Limits, Parser
from sources.importing.parsing_messages import Listing
from sources.importing.types import FetchedPage, ImportRefused
from tests.sources.importing.incoming.test_feed_attacks import HARMLESS, REFUSED

URL = "https://news.example/feed"
RSS = '<rss version="2.0"><channel><title>Вести</title>{}</channel></rss>'
ITEM = "<item><title>{0}</title><link>https://news.example/{0}</link></item>"
FEED = RSS.format("".join(map(ITEM.format, range(30)))).encode()
SITEMAP = b"<urlset><url><loc>/a</loc><lastmod>2022-05-04</lastmod></url></urlset>"
OPML = b'<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>'
ADDRESSES = "адрес;заголовок\nhttps://a.example/1;Граница\nnowhere;Нет\n".encode("cp1251")
#: Not written correctly, and just small enough for the parser of such feeds, which takes seconds over it.
SLOW = RSS.format("<a b='" * 165_000).encode()
LARGE = gzip.compress(b"<urlset>" + b"<url><loc>https://news.example/a</loc></url>" * 1_000_000 + b"</urlset>", 1)


@pytest.fixture(scope="module")
def shared() -> Iterator[Parser]:
    parser = Parser()
    yield parser
    parser.close()


@pytest.fixture
def make_parser() -> Iterator[Callable[..., Parser]]:
    parsers: list[Parser] = []

    def make(**limits: int) -> Parser:
        parsers.append(Parser(limits=Limits(**limits)))
        return parsers[-1]

    yield make
    for parser in parsers:
        parser.close()


def outcome(read: Callable[..., Any], *asked: Any) -> Any:
    """What is found, or the words of the refusal."""
    try:
        return read(*asked)
    except ImportRefused as refusal:
        return str(refusal)


@pytest.mark.parametrize(
    ("in_child", "here", "asked"),
    [
        (parsing.read_feed, feeds.read, (FEED, URL, "text/xml; charset=utf-8")),
        (parsing.read_feed, feeds.read, (FEED[:-200], URL)),
        (parsing.read_feed, feeds.read, (SITEMAP,)),
        (parsing.read_sitemap, sitemaps.read, (SITEMAP, URL)),
        (parsing.read_sitemap, sitemaps.read, (gzip.compress(SITEMAP), URL)),
        (parsing.read_sitemap, sitemaps.read, (FEED,)),
        (parsing.read_opml, opml.read, (OPML,)),
        (parsing.read_opml, opml.read, (b"<opml/>",)),
        (parsing.read_addresses, address_lists.read, (ADDRESSES, "text/csv; charset=windows-1251")),
        (parsing.read_addresses, address_lists.read, (b"nothing",)),
    ],
)
def test_the_child_finds_what_this_process_finds(
    shared: Parser,
    monkeypatch: pytest.MonkeyPatch,
    in_child: Callable[..., Any],
    here: Callable[..., Any],
    asked: tuple[Any, ...],
) -> None:
    monkeypatch.setattr(parsing, "PARSER", shared)
    assert outcome(in_child, *asked) == outcome(here, *asked)


@pytest.mark.parametrize(
    "data",
    [
        FEED,
        SITEMAP,
        OPML,
        ADDRESSES,
        b"",
        b"<p>Words.",
        b"WARC/1.1",
        gzip.compress(SITEMAP),
        b"https://a.example/\n" * 9_999,
    ],
    ids="feed sitemap opml addresses empty page warc packed long".split(),
)
def test_the_child_knows_what_this_process_knows(shared: Parser, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(parsing, "PARSER", shared)
    page = FetchedPage(data, datetime(2026, 1, 1, tzinfo=UTC), name="a", media_type="text/plain; charset=windows-1251")
    assert parsing.what_is(page) is what_is(page)


@pytest.mark.parametrize("data", [*REFUSED.values(), *HARMLESS.values()], ids=[*REFUSED, *HARMLESS])
def test_a_feed_written_to_harm_ends_in_the_child_as_it_does_here(shared: Parser, data: bytes) -> None:
    assert outcome(shared.read, "feed", Listing(data, URL)) == outcome(feeds.read, data, URL)


def test_a_feed_that_takes_too_long_is_given_up_and_the_next_one_read(make_parser: Callable[..., Parser]) -> None:
    parser = make_parser(cpu=1)
    with pytest.raises(ImportRefused, match="longer than 1 seconds.*paste"):
        parser.read("feed", Listing(SLOW, URL))
    assert len(parser.read("feed", Listing(FEED, URL)).entries) == 30


def test_a_sitemap_that_takes_too_much_memory_is_given_up_and_the_next_one_read(
    make_parser: Callable[..., Parser],
) -> None:
    parser = make_parser(memory=100_000_000)
    with pytest.raises(ImportRefused, match="more memory.*paste"):
        parser.read("sitemap", Listing(LARGE, URL))
    assert len(parser.read("sitemap", Listing(SITEMAP, URL)).entries) == 1


def test_the_largest_sitemap_comes_through(shared: Parser) -> None:
    address = "https://news.example/{:05}/" + "a" * 940
    urls = "".join(f"<url><loc>{address.format(n)}</loc></url>" for n in range(sitemaps.MOST_ENTRIES))
    found = shared.read("sitemap", Listing(f"<urlset>{urls}</urlset>".encode()))
    assert len(found.entries) == sitemaps.MOST_ENTRIES
    assert found.notes == ()
