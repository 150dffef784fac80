"""Sitemaps: the articles and the further sitemaps they name."""

import gzip

import pytest

from sources.importing.incoming import sitemaps
from sources.importing.incoming.types import Entry, Sitemap
from sources.importing.types import ImportRefused

BASE = "https://news.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><!-- made by hand -->
<url><image:image><image:loc>https://news.example/picture.jpg</image:loc></image:image>
<loc> https://news.example/a?x=1&amp;y=2 </loc><lastmod>2022-04-30</lastmod>
<n:news><n:publication><n:name>News</n:name><n:language>ru</n:language></n:publication>
<n:publication_date>2022-04-29T10:00:00+04:30</n:publication_date>
<n:title><![CDATA[Дождь & снег]]></n:title></n:news></url>
<url><loc>/b</loc></url><url><loc>/b</loc></url><url><loc>javascript:alert(1)</loc></url><url/></urlset>""".encode()


def test_it_reads_a_news_sitemap():
    assert sitemaps.read(NEWS, BASE) == Sitemap(
        entries=(
            Entry(
                "https://news.example/a?x=1&y=2",
                "Дождь & снег",
                published="2022-04-29T10:00:00+04:30",
                updated="2022-04-30",
                language="ru",
            ),
            Entry("https://news.example/b"),
        ),
        notes=("2 entries were left out: no web address is given for an article.",),
    )


def in_utf_16(data: bytes) -> bytes:
    return data.decode().replace("UTF-8", "UTF-16").encode("utf-16")


@pytest.mark.parametrize("encode", [gzip.compress, in_utf_16])
def test_it_reads_packed_and_utf_16(encode):
    assert sitemaps.read(encode(NEWS), BASE) == sitemaps.read(NEWS, BASE)


@pytest.mark.parametrize("end", ["</urlset>\n", "</urlset ><!-- made in 0.2 s -->", "</x:urlset>"])
def test_a_comment_after_the_end_is_no_fault(end):
    data = NEWS[: NEWS.rindex(b"</urlset>")] + end.encode()
    assert len(sitemaps.read(data, BASE).entries) == 2
    assert ("cut short" in sitemaps.read(data, BASE).notes[-1]) is False


def test_a_sitemap_index_names_sitemaps_and_no_articles():
    data = b"<sitemapindex><sitemap><loc>https://news.example/1.xml.gz</loc></sitemap></sitemapindex>"
    assert sitemaps.read(data, BASE) == Sitemap(nested=("https://news.example/1.xml.gz",))


def test_it_reads_a_text_sitemap():
    found = sitemaps.read("\ufeffhttps://news.example/a\r\n\r\nhttps://news.example/б\r\nnonsense".encode(), BASE)
    assert [entry.address for entry in found.entries] == [
        "https://news.example/a",
        "https://news.example/%D0%B1",
    ]
    assert found.notes == ("1 entry was left out: no web address is given for an article.",)


def test_a_sitemap_that_breaks_off_gives_what_stands_before_and_says_so():
    found = sitemaps.read(NEWS[: NEWS.index(b"<loc>/b")], BASE)
    assert [entry.title for entry in found.entries][:1] == ["Дождь & снег"]
    assert "cut short" in found.notes[-1]


def test_at_most_50000_entries_are_taken():
    data = b"<urlset>" + b"".join(b"<url><loc>/%d</loc></url>" % n for n in range(50_002)) + b"</urlset>"
    found = sitemaps.read(data, BASE)
    assert len(found.entries) == 50_000
    assert found.notes == ("2 entries were left out: at most 50,000 are taken from one file.",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<rss/>", "no sitemap"),
        (b"<html><a href='/a'>a</a></html>", "no sitemap"),
        (b"Rain closed the road.\nhttps://news.example/\nIt was long.", "no sitemap"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000), "larger than 50 MB"),
        (gzip.compress(NEWS)[:40], "cut short"),
    ],
)
def test_what_is_no_sitemap_is_refused(data, reason):
    with pytest.raises(ImportRefused, match=reason):
        sitemaps.read(data, "")


def test_nothing_is_read_from_outside():
    data = (
        b'<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset xmlns:xi="http://www.w3.org/2001/XInclude"><url><loc>'
        b'https://news.example/<xi:include href="file:///etc/passwd" parse="text"/></loc></url></urlset>'
    )
    assert [entry.address for entry in sitemaps.read(data, BASE).entries] == ["https://news.example/"]


def test_deep_nesting_is_no_fault():
    data = b"<urlset><url><loc>/a</loc></url>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</urlset>"
    assert [entry.address for entry in sitemaps.read(data, BASE).entries] == ["https://news.example/a"]
