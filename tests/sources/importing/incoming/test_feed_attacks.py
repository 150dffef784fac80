"""Feeds written to harm the reader: a clean refusal, or a list without what they wanted."""

import gzip

import pytest

from sources.importing.incoming import feeds, opml, sitemaps
from sources.importing.types import ImportRefused

ITEM = "<item><title>{}</title><link>https://news.example/a</link></item>"


def rss(inside: str, before: str = "") -> bytes:
    return f'{before}<rss version="2.0"><channel>{inside}</channel></rss>'.encode("utf-8", "surrogatepass")


def doctype(*declared: str) -> str:
    return f"<!DOCTYPE rss [{''.join(declared)}]>"


LAUGHS = doctype(
    '<!ENTITY l0 "lol">', *(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
)  # three letters, a thousand million times
LONG = doctype(f'<!ENTITY a "{"x" * 50_000}">')
REFUSED = {
    "billion laughs": rss(ITEM.format("&l9;"), LAUGHS),
    "quadratic growth": rss(ITEM.format("&a;" * 2_000), LONG),
    "quadratic growth in an attribute": rss(f'<item a="{"&a;" * 2_000}"/>', LONG),
    "growth in a damaged feed": rss(ITEM.format("&a;" * 2_000) + "<", LONG),
    "20,000 attributes": rss("<item " + " ".join(f'a{n}="1"' for n in range(20_000)) + "/>"),
    "50,000 deep": rss("<a>" * 50_000 + "</a>" * 50_000),
    "a million elements": rss("<a/>" * 1_000_000),
    "ampersands": rss("&" * 1_000_001),
    "too large": rss(ITEM.format("x" * 10_000_000)),
    "zip bomb": gzip.compress(b"<rss>" + b"\0" * 100_000_000),
    "large and damaged": rss("<item>" * 400_000 + "<a b='" * 400_000),
}
HARMLESS = {
    "external entity": rss(ITEM.format("x&e;y"), doctype('<!ENTITY e SYSTEM "file:///etc/passwd">')),
    "external entity by http": rss(ITEM.format("x&e;y"), doctype('<!ENTITY e SYSTEM "http://127.0.0.1:9/">')),
    "external DTD": rss(ITEM.format("x"), '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "parameter entity": rss(ITEM.format("x"), doctype('<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;')),
    "XInclude": rss(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
        + ITEM.format("x")
    ),
    "style sheet": rss(ITEM.format("x"), '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'),
    "NUL": rss(ITEM.format("x\0y")),
    "lone surrogates": rss(ITEM.format("x\ud800y")),
    "a reference to a lone surrogate": rss(ITEM.format("x&#xD800;y")),
    "a reference to NUL": rss(ITEM.format("x&#0;y")),
    "deep markup in a title": rss(ITEM.format("<![CDATA[" + "<b>" * 20_000 + "x]]>")),
    "huge title": rss(ITEM.format("x " * 2_000_000)),
    "20,000 attributes, damaged before": rss("&#0;<item " + " ".join(f'a{n}="1"' for n in range(20_000)) + "/>"),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_would_cost_too_much_is_refused(data):
    with pytest.raises(ImportRefused):
        feeds.read(data, "https://news.example/feed")


@pytest.mark.parametrize("data", HARMLESS.values(), ids=HARMLESS)
def test_nothing_outside_the_feed_is_read_and_what_comes_can_be_stored(data):
    try:
        entries = feeds.read(data, "https://news.example/feed").entries
    except ImportRefused:
        return
    for entry in entries:
        assert "root:" not in entry.title
        assert "\0" not in entry.title
        assert len(entry.title) <= 500
        entry.title.encode()


def test_of_attacks_in_a_feed_the_honest_entries_stay():
    data = rss("<item><link>javascript:alert(1)</link></item>" + ITEM.format("x"))
    assert [entry.title for entry in feeds.read(data).entries] == ["x"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("read", "root", "inside"),
    [
        (sitemaps.read, "urlset", "<url><loc>&l9;</loc></url>"),
        (opml.read, "opml", '<body><outline xmlUrl="&l9;"/></body>'),
    ],
)
def test_entities_in_a_sitemap_or_opml_are_refused(read, root, inside, encoding):
    declared = LAUGHS.replace("DOCTYPE rss", f"DOCTYPE {root}")
    with pytest.raises(ImportRefused, match="entities"):
        read(f"{declared}<{root}>{inside}</{root}>".encode(encoding))
