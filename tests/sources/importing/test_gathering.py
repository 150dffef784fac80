"""What stands behind a path or an address, as it is met."""

import io
from datetime import UTC, datetime

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.importing import manners
from sources.importing.fetching import FetchFailed
from sources.importing.gathering import MOST_SITEMAPS, Found, gather
from sources.importing.types import FetchedPage

NOW = datetime(2024, 5, 1, tzinfo=UTC)
HTML = "<html><body><p>Words of an article.</p></body></html>"
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


@pytest.fixture
def web(monkeypatch):
    answers = {}

    def fetch(url, now, **options):
        if url not in answers:
            raise FetchFailed("The page answered 404.", permanent=True)
        if isinstance(answers[url], Exception):
            raise answers[url]
        return FetchedPage(answers[url].encode(), now, url=url, final_url=url, status=200)

    monkeypatch.setattr(manners, "fetch", fetch)
    return answers


def targets(found) -> list[str]:
    return [one.target for one in found if isinstance(one, Found)]


def test_a_page_is_fetched_once_and_handed_on(web):
    web["https://a.example/1"] = HTML
    (found,) = gather("https://a.example/1", NOW)
    assert (found.target, found.page.data.decode()) == ("https://a.example/1", HTML)


def test_a_sitemap_gives_its_addresses_and_an_index_those_of_its_sitemaps(web):
    web["https://a.example/index.xml"] = INDEX.format(
        "<sitemap><loc>https://a.example/map.xml</loc></sitemap><sitemap><loc>https://a.example/lost.xml</loc></sitemap>"
    )
    web["https://a.example/map.xml"] = URLSET.format("<url><loc>https://a.example/1</loc></url>")
    first, lost = gather("https://a.example/index.xml", NOW)
    assert (first, lost.outcome) == (Found("https://a.example/1"), "failed")
    assert lost.problem == "The page answered 404."


def test_an_index_of_very_many_sitemaps_is_read_in_part_and_says_so(web):
    web["https://a.example/index.xml"] = INDEX.format(
        "".join(f"<sitemap><loc>https://a.example/{n}.xml</loc></sitemap>" for n in range(MOST_SITEMAPS + 1))
    )
    found = list(gather("https://a.example/index.xml", NOW))
    assert len(targets(found)) == MOST_SITEMAPS
    assert any("51 sitemaps" in one for one in found if isinstance(one, str))


def test_opml_gives_what_its_feeds_hold(web, tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/>'
        '<outline text="B" xmlUrl="https://a.example/page"/></body></opml>'
    )
    web["https://a.example/feed"] = (
        '<rss version="2.0"><channel><item><link>https://a.example/1</link></item></channel></rss>'
    )
    web["https://a.example/page"] = HTML
    entry, page = gather(str(path), NOW)
    assert entry == Found("https://a.example/1")
    assert "no feed and no sitemap" in page.problem


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_gives_its_pages_and_says_what_it_left_out(tmp_path, packed):
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for url, media_type in (("https://a.example/1", "text/html"), ("https://a.example/2", "image/png")):
        head = StatusAndHeaders("200 OK", [("Content-Type", media_type)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(HTML.encode()), http_headers=head)
        )
    path = tmp_path / "pages.warc"
    path.write_bytes(stream.getvalue())
    page, note = gather(str(path), NOW)
    assert (page.target, page.page.name, page.page.data.decode()) == ("https://a.example/1", "pages.warc", HTML)
    assert "1 left out" in note


@pytest.mark.parametrize(
    ("name", "why"), [("missing.html", "There is no file"), ("empty", "No address"), ("large.html", "MB")]
)
def test_what_cannot_be_read_says_why(tmp_path, settings, name, why):
    settings.MAX_DOCUMENT_BYTES = 1_000_000
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "list.csv").write_text("name\nnobody\n")
    (tmp_path / "large.html").write_bytes(b"x" * 2_000_000)
    (found,) = gather(str(tmp_path / name), NOW)
    assert why in found.problem


def test_links_to_folders_are_not_followed_round(tmp_path):
    (tmp_path / "page.html").write_text(HTML)
    (tmp_path / "round").symlink_to(tmp_path)
    assert targets(gather(str(tmp_path), NOW)) == [str(tmp_path / "page.html")]


def test_an_address_that_does_not_answer_now_is_tried_again_as_it_is(web):
    web["https://a.example/1"] = FetchFailed("Later.", permanent=False)
    assert list(gather("https://a.example/1", NOW)) == [Found("https://a.example/1")]
