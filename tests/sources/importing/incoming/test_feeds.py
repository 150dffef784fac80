"""RSS, Atom and JSON Feed: the entries they name."""

import gzip
import json

import pytest

from sources.importing.incoming import feeds
from sources.importing.incoming.types import Entry
from sources.importing.types import ImportRefused

BASE = "https://news.example/feeds/all.xml"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Вести &amp; News</title><link>https://news.example/</link><language>ru</language>{items}</channel></rss>"""


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    return RSS.format(encoding=encoding, items="".join(f"<item>{item}</item>" for item in items)).encode(encoding)


def item(path: str, **more: str) -> str:
    return f"<link>https://news.example/{path}</link>" + "".join(f"<{k}>{v}</{k}>" for k, v in more.items())


def addresses(data: bytes, base_url: str = BASE) -> list[str]:
    return [entry.address for entry in feeds.read(data, base_url).entries]


def test_it_reads_what_an_rss_feed_states():
    feed = feeds.read(
        rss(
            "<title>Rain &lt;b&gt;closes&lt;/b&gt; road</title><link>https://news.example/a</link>"
            "<author>desk@news.example (Ann Ray)</author><pubDate>Fri, 29 Apr 2022 10:00:00 +0430</pubDate>"
            "<guid isPermaLink='false'>tag:1</guid><description>&lt;p&gt;Four words stand here&lt;/p&gt;</description>"
        ),
        BASE,
    )
    assert (feed.title, feed.home, feed.language, feed.notes) == ("Вести & News", "https://news.example/", "ru", ())
    assert feed.entries == (
        Entry(
            "https://news.example/a",
            "Rain closes road",
            "Ann Ray",
            published="Fri, 29 Apr 2022 10:00:00 +0430",
            id="tag:1",
            words=4,
        ),
    )


def test_it_reads_what_an_atom_feed_states():
    feed = feeds.read(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="/world/">
        <title type="html">A &amp;amp; B</title>
        <link rel="self" href="feed"/><link href="https://news.example/"/><entry><title type="xhtml">
        <div xmlns="http://www.w3.org/1999/xhtml">Two <i>men</i></div></title><id>urn:1</id>
        <link rel="enclosure" href="a.mp3"/><link rel="alternate" href="a?b=1"/><author><name>A</name></author>
        <author><name>B</name></author><published>2022-04-29</published><updated>2022-04-30T01:02:03Z</updated>
        </entry></feed>""",
        BASE,
    )
    assert (feed.title, feed.language, feed.home) == ("A & B", "en", "https://news.example/")
    assert feed.entries == (
        Entry(
            "https://news.example/world/a?b=1",
            "Two men",
            "A, B",
            published="2022-04-29",
            updated="2022-04-30T01:02:03Z",
            id="urn:1",
        ),
    )


def test_it_reads_rss_1_with_its_dublin_core_date():
    feed = feeds.read(
        b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel>
        <item rdf:about="https://news.example/a"><title>A</title><link>https://news.example/a</link>
        <dc:creator>Ann Ray</dc:creator><dc:date>2022-04-29</dc:date></item></rdf:RDF>""",
        BASE,
    )
    (entry,) = feed.entries
    assert (entry.title, entry.author, entry.published, entry.updated) == ("A", "Ann Ray", "2022-04-29", "")


def test_it_reads_a_json_feed():
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "home_page_url": "https://news.example/",
        "language": "en",
        "authors": [{"name": "Desk"}, 5],
        "items": [
            {"id": 7, "url": "/a", "title": "A", "date_published": "2022-04-29", "content_text": "one two"},
            {"id": "https://news.example/b", "author": {"name": "Ann Ray"}, "date_modified": "2022", "title": None},
            {"id": "x", "title": "no address"},
            "nonsense",
        ],
    }
    feed = feeds.read(json.dumps(data).encode(), BASE)
    assert (feed.title, feed.home, feed.language) == ("News", "https://news.example/", "en")
    assert feed.entries == (
        Entry("https://news.example/a", "A", "Desk", published="2022-04-29", id="7", words=2),
        Entry("https://news.example/b", author="Ann Ray", updated="2022", id="https://news.example/b"),
    )
    assert feed.notes == ("1 entry was left out: no web address is given for an article.",)


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("<link>/a</link>", "https://news.example/a"),
        ("<link>a</link>", "https://news.example/feeds/a"),
        ("<link> https://news.example/a\n b </link>", "https://news.example/a%20b"),
        ("<guid>https://news.example/g</guid>", "https://news.example/g"),
        ("<guid isPermaLink='true'>https://news.example/g</guid>", "https://news.example/g"),
        ("<guid>https://news.example/g</guid><link>https://news.example/a</link>", "https://news.example/a"),
        (
            "<link>https://feeds.example/~r/1</link><feedburner:origLink>https://news.example/a</feedburner:origLink>",
            "https://news.example/a",
        ),
        (
            "<link>https://НОВОСТИ.example/статья</link>",
            "https://xn--b1amnebsh.example/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F",
        ),
        ("<guid isPermaLink='false'>https://news.example/g</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/passwd</link>", None),
        ("<link>ftp://news.example/a</link>", None),
        ("<link>https://user:secret@news.example/a</link>", None),
        ("<link>https://news.example/" + "a" * 3000 + "</link>", None),
    ],
)
def test_it_takes_the_address_of_the_article(stated, found):
    assert addresses(rss(stated)) == ([found] if found else [])


def test_each_address_stands_once_and_in_order():
    data = rss(item("b", title="first"), item("a"), item("b", title="again"))
    assert addresses(data) == ["https://news.example/b", "https://news.example/a"]
    assert feeds.read(data, BASE).entries[0].title == "first"


def test_far_more_entries_are_not_even_read():
    items = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"url": "/a"}] * 20_000})
    feed = feeds.read(items.encode(), BASE)
    assert [entry.address for entry in feed.entries] == ["https://news.example/a"]
    assert feed.notes == ("What follows the first 10,000 entries was not read.",)


def test_at_most_5000_entries_are_taken_and_the_rest_counted():
    feed = feeds.read(rss(*(item(str(number)) for number in range(5003))), BASE)
    assert len(feed.entries) == 5000
    assert feed.notes == ("3 entries were left out: at most 5,000 are taken from one file.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r", "utf-8-sig"])
def test_it_reads_every_encoding(encoding):
    assert feeds.read(rss(item("a", title="Дождь"), encoding=encoding), BASE).entries[0].title == "Дождь"


def test_it_reads_a_packed_feed():
    assert addresses(gzip.compress(rss(item("a")))) == ["https://news.example/a"]


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("AT&amp;T&nbsp;&mdash; &laquo;x&raquo;", "AT&T — «x»"),
        ("AT&T", "AT&T"),
        ("<![CDATA[Rain & <b>snow</b>]]>", "Rain & snow"),
        ("a\x00b\x0bc", "ab c"),
        ("<![CDATA[<b>Rain</b><br>and <i>snow</i>]]>", "Rain and snow"),
        ("Q&A &#38; R&amp;D &nosuch; <b", "Q&A & R&D &nosuch;"),
    ],
)
def test_careless_writing_is_read(inside, title):
    assert feeds.read(rss(item("a", title=inside)), BASE).entries[0].title == title


def test_a_feed_that_breaks_off_gives_what_stands_before():
    data = rss(item("a"), item("b"))
    feed = feeds.read(data[: data.index(b"/b")], BASE)
    assert feed.entries[0].address == "https://news.example/a"
    assert "cut short" in feed.notes[-1]


def test_a_feed_without_entries_is_an_empty_feed():
    assert feeds.read(rss(), BASE).entries == ()


PAGE = b"""<!doctype html><html><head><base href="https://cdn.example/x/">
<link rel="Alternate" type="application/rss+xml; charset=utf-8" href="rss.xml">
<link rel="alternate" type="application/atom+xml" href="https://news.example/atom">
<link rel="alternate" type="application/atom+xml" href="https://news.example/atom">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" hreflang="ru" href="/ru">
<link rel="stylesheet" type="application/rss+xml" href="s"></head></html>"""


def test_a_web_page_names_the_feeds_it_links_to():
    links = ("https://cdn.example/x/rss.xml", "https://news.example/atom")
    assert feeds.discover(PAGE, BASE) == links
    assert feeds.discover(PAGE.decode(), BASE) == links
    with pytest.raises(ImportRefused, match="links to: https://cdn.example/x/rss.xml, https://news.example/atom"):
        feeds.read(PAGE, BASE)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        (b"Rain closed the road.", "no feed"),
        (b"<html><title>x</title></html>", "links to none"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no feed"),
        (b'{"version": "1"}', "no JSON Feed"),
        (b'{"version": ', "cannot be read"),
        (b"{" * 100_000, "cannot be read"),
        (b'{"a":' * 100_000, "cannot be read"),
        (b"%PDF-1.4", "PDF"),
        (b"<urlset/>", "sitemap"),
        (b"<opml/>", "OPML"),
        (gzip.compress(b"<rss/>")[:-9], "cut short"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(data, reason):
    with pytest.raises(ImportRefused, match=reason):
        feeds.read(data, BASE)
