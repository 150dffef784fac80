"""Following feeds and sitemaps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sources.importing import following, manners
from sources.importing.types import ImportRefused
from sources.leasing import MOST_ATTEMPTS
from sources.models import Feed, FeedCheck, ImportBatch, ImportItem, OutletDomain, SeenEntry, Site, Story
from tests import builders
from tests.sources.importing.local_site import endless, page, redirect

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "http://news.example/feed"
DAY = timedelta(days=1)
OPML = """<opml version="2.0"><body><outline text="World">
<outline type="rss" text="Herald" xmlUrl="https://herald.example/rss" htmlUrl="https://herald.example/"/>
<outline type="rss" text="Known" xmlUrl="http://news.example/feed/"/>
<outline type="rss" text="Broken" xmlUrl="feed:nothing"/></outline></body></opml>"""


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(manners, "PAUSE", timedelta(seconds=0.01))


def rss(*titles: str, status="200 OK", headers="", days=True) -> bytes:
    """A feed of the titles; each entry's address and day follow from its number, the first being the oldest."""
    items = "".join(
        f"<item><title>{title}</title><link>http://news.example/{n}</link>"
        f"<pubDate>{(NOW - DAY + n * timedelta(seconds=60)).strftime('%a, %d %b %Y %H:%M:%S +0000')}</pubDate></item>"
        for n, title in enumerate(titles)
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Herald</title>{items}</channel></rss>'
    return page(text.encode(), status, f"Content-Type: application/rss+xml\r\n{headers}")


def sitemap(*urls: str, index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    items = "".join(f"<{inner}><loc>{url}</loc></{inner}>" for url in urls)
    return page(f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</{outer}>'.encode())


@pytest.fixture
def feed(site) -> Feed:
    site.answers |= {"/feed": rss("One", "Two"), "/robots.txt": page(b"User-agent: *\nDisallow: /x")}
    made = Feed.objects.create(url=URL)
    FeedCheck.objects.create(feed=made, run_after=NOW)
    return made


def ask(site, now=NOW) -> FeedCheck:
    """Let the worker ask at `now`, and return the row."""
    FeedCheck.objects.update(run_after=now)
    assert following.work_one(now, site.network)
    return FeedCheck.objects.get()


def targets() -> list[str]:
    return list(ImportItem.objects.order_by("pk").values_list("target", flat=True))


def asked(site) -> list[str]:
    return [request.split(b" ")[1].decode() for request in site.requests]


def test_new_entries_wait_in_a_batch_with_what_the_feed_says_of_them(site, feed):
    feed.story = Story.objects.create(name="Border")
    feed.save()
    check = ask(site)
    batch = ImportBatch.objects.get()
    assert (batch.origin, batch.feed, batch.story, batch.name) == ("feed", feed, feed.story, URL)
    assert targets() == ["http://news.example/1", "http://news.example/0"]
    item = ImportItem.objects.order_by("pk").first()
    assert item.given["entry"]["title"] == "Two"
    assert item.given["entry"]["published"].startswith("Thu, 19 Nov 2026")
    assert ImportItem.objects.due(NOW).count() == 2
    assert (check.entries, check.changed_at, check.failures, check.reason) == (2, NOW, 0, "")


def test_an_entry_is_imported_once_under_whatever_form_of_its_address(site, feed):
    ask(site)
    site.answers["/feed"] = page(
        rss("One", "Two", "Three").split(b"\r\n\r\n", 1)[1].replace(b"/0<", b"/0?utm_source=rss<")
    )
    ask(site, NOW + DAY)
    assert targets()[2:] == ["http://news.example/2"]
    assert SeenEntry.objects.count() == 3


def test_nothing_new_makes_no_batch(site, feed):
    ask(site)
    check = ask(site, NOW + DAY)
    assert ImportBatch.objects.count() == 1
    assert (check.checked_at, check.changed_at) == (NOW + DAY, NOW)


def test_the_server_is_asked_whether_anything_is_newer(site, feed):
    site.answers["/feed"] = rss("One", headers='ETag: "7"\r\nLast-Modified: Fri, 20 Nov 2026 10:00:00 GMT\r\n')
    ask(site)
    site.answers["/feed"] = page(b"", "304 x")
    check = ask(site, NOW + DAY)
    assert b'If-None-Match: "7"' in site.requests[-1] and b"If-Modified-Since: Fri" in site.requests[-1]
    assert (check.failures, check.checked_at, check.etag) == (0, NOW + DAY, '"7"')


def test_only_entries_with_one_of_its_words_are_taken(site, feed):
    site.answers["/feed"] = rss("Kabul talks", "Weather", "Road to Herat")
    Feed.objects.update(words="kabul, herat")
    ask(site)
    assert len(targets()) == 2
    assert SeenEntry.objects.count() == 2  # what was left out may be wanted one day


def test_of_many_entries_the_newest_come_first_and_the_others_the_next_time(site, feed, monkeypatch):
    monkeypatch.setattr(following, "MOST_NEW", 2)
    site.answers["/feed"] = rss("a", "b", "c", headers='ETag: "1"\r\n')
    check = ask(site)
    assert targets() == ["http://news.example/2", "http://news.example/1"]
    assert (check.etag, check.run_after) == ("", NOW + timedelta(minutes=15))
    assert "1 more entries wait" in check.reason
    check = ask(site, NOW + DAY)
    assert targets()[2:] == ["http://news.example/0"]
    assert (check.etag, check.reason) == ('"1"', "")


def test_a_feed_without_a_name_is_called_as_it_calls_itself(site, feed):
    ask(site)
    feed.refresh_from_db()
    assert (feed.name, feed.revision) == ("The Herald", 2)
    assert feed.history.count() == 2
    Feed.objects.update(name="Ours")
    ask(site, NOW + DAY)
    feed.refresh_from_db()
    assert feed.name == "Ours"


def test_a_feed_that_brings_little_is_asked_rarely(site, feed):
    site.answers["/feed"] = rss()
    assert ask(site).run_after == NOW + DAY
    site.answers["/feed"] = rss(*"abcdefgh" * 10)
    assert ask(site, datetime.now(UTC)).run_after < datetime.now(UTC) + timedelta(hours=2)


def test_a_feed_without_a_row_gets_one_and_one_not_followed_is_left(site, feed):
    FeedCheck.objects.all().delete()
    Feed.objects.create(url="http://news.example/other", is_active=False)
    assert following.work_one(NOW, site.network)
    assert FeedCheck.objects.get().feed == feed
    Feed.objects.update(is_active=False)
    assert not following.work_one(NOW, site.network)


def test_a_lasting_move_is_followed_and_told(site, feed):
    site.answers |= {"/feed": redirect("/new", "308 x"), "/new": rss("One")}
    assert "moved for good to http://news.example/new" in ask(site).reason
    assert targets() == ["http://news.example/0"]


def test_a_passing_move_is_followed_in_silence(site, feed):
    site.answers |= {"/feed": redirect("/new"), "/new": rss("One")}
    assert ask(site).reason == ""


def test_a_feed_that_is_gone_is_no_longer_followed(site, feed):
    site.answers["/feed"] = page(b"x", "410 Gone")
    check = ask(site)
    feed.refresh_from_db()
    assert (feed.is_active, check.failures) == (False, following.FAILS_AFTER)
    assert "no longer followed" in check.reason
    assert feed.history.first().is_active is False


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(page(b"x", "404 x"), "answered 404", id="not found"),
        pytest.param(page(b"x", "500 x"), "answered 500", id="server error"),
        pytest.param(page(b"", "304 x"), "answered 304", id="nothing newer, unasked"),
        pytest.param(page(b"x" * 50, headers="Content-Encoding: br\r\n"), "packed", id="packed"),
        pytest.param(page(b"no feed at all"), "This is no feed", id="no feed"),
        pytest.param(
            page(b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'),
            "http://news.example/rss",
            id="a page that links to a feed",
        ),
        pytest.param(redirect("http://127.0.0.1/admin"), "not on the public internet", id="inside"),
        pytest.param(redirect("file:///etc/passwd"), "http and https", id="a file"),
        pytest.param(redirect("/feed"), "redirects more than", id="a loop"),
        pytest.param(lambda: endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), "no web page", id="endless headers"),
        pytest.param(b"SSH-2.0\r\n", "no web page", id="no web server"),
    ],
)
def test_a_failure_is_a_reason_on_the_row_and_a_later_try(site, feed, answer, reason):
    site.answers["/feed"] = answer
    check = ask(site)
    assert reason in check.reason
    assert (check.failures, check.attempts, check.leased_until) == (1, 0, None)
    assert check.run_after >= NOW + timedelta(minutes=15)
    assert not ImportBatch.objects.exists()


def test_failures_are_waited_out_for_longer_each_time_and_forgotten_after_a_success(site, feed):
    site.answers["/feed"] = page(b"x", "500 x")
    for day in range(12):
        check = ask(site, NOW + day * DAY)
    assert (check.failures, check.run_after) == (12, NOW + 12 * DAY)
    site.answers["/feed"] = rss("One")
    assert ask(site, NOW + 20 * DAY).failures == 0


def test_a_server_that_asks_for_a_year_gets_a_day(site, feed):
    site.answers["/feed"] = page(b"x", "429 x", "Retry-After: 31536000\r\n")
    assert ask(site).run_after == NOW + DAY


def test_an_etag_with_a_line_break_injects_nothing(site, feed):
    FeedCheck.objects.update(etag='"1"\r\nX-Evil: yes')
    ask(site)
    assert b"X-Evil" not in site.requests[-1]


def test_a_busy_host_is_no_failure(site, feed):
    Site.objects.create(host="news.example", not_before=NOW + timedelta(hours=5))
    check = ask(site)
    assert (check.run_after, check.attempts, check.failures) == (NOW + timedelta(hours=5), 0, 0)


def test_a_feed_over_which_workers_died_is_left_alone(site, feed):
    FeedCheck.objects.update(attempts=MOST_ATTEMPTS)
    check = ask(site)
    assert (check.failures, check.attempts, site.requests) == (1, 0, [])


def test_an_unforeseen_fault_ends_in_the_row(site, feed, monkeypatch, caplog):
    monkeypatch.setattr(following.parsing, "read_feed", lambda *_: 1 / 0)
    assert "the fault is logged" in ask(site).reason
    assert "ZeroDivisionError" in caplog.text


def test_who_lost_his_lease_keeps_nothing(site, feed, monkeypatch):
    real = following.reading_feeds.ask

    def ask_and_lose(*args):
        FeedCheck.objects.update(lease_token="another")
        return real(*args)

    monkeypatch.setattr(following.reading_feeds, "ask", ask_and_lose)
    ask(site)
    assert not ImportBatch.objects.exists() and not SeenEntry.objects.exists()


class TestSitemaps:
    @pytest.fixture
    def feed(self, feed):
        Feed.objects.update(kind=Feed.Kind.SITEMAP)
        return feed

    def test_a_sitemap_brings_its_pages(self, site, feed):
        site.answers["/feed"] = sitemap("http://news.example/a", "http://news.example/b")
        ask(site)
        assert targets() == ["http://news.example/a", "http://news.example/b"]

    def test_an_index_is_followed_to_a_depth_of_two(self, site, feed):
        site.answers |= {
            "/feed": sitemap("http://news.example/1.xml", "http://news.example/deep.xml", index=True),
            "/1.xml": sitemap("http://news.example/a"),
            "/deep.xml": sitemap("http://news.example/2.xml", index=True),
            "/2.xml": sitemap("http://news.example/3.xml", "http://news.example/feed", index=True),
            "/3.xml": sitemap("http://news.example/never"),
        }
        ask(site)
        assert targets() == ["http://news.example/a"]
        assert "/3.xml" not in asked(site)

    def test_an_endless_index_ends(self, site, feed, monkeypatch):
        monkeypatch.setattr(following.reading_feeds, "MOST_SITEMAPS", 4)
        names = [f"http://news.example/{n}.xml" for n in range(9)]
        site.answers["/feed"] = sitemap(*names, index=True)
        site.answers |= {f"/{n}.xml": sitemap(f"http://news.example/{n}") for n in range(9)}
        check = ask(site)
        assert len(targets()) == 3
        assert "6 more sitemaps" in check.reason

    def test_a_part_that_fails_is_named_and_the_others_are_read(self, site, feed):
        site.answers |= {
            "/feed": sitemap(
                "http://news.example/x/1.xml", "http://127.0.0.1/", "http://news.example/2.xml", index=True
            ),
            "/2.xml": sitemap("http://news.example/a"),
        }
        check = ask(site)
        assert targets() == ["http://news.example/a"]
        assert "Disallow: /x" in check.reason and "not on the public internet" in check.reason
        assert check.failures == 0

    def test_robots_txt_is_obeyed_for_a_sitemap_and_not_asked_for_a_feed(self, site, feed):
        site.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /feed")
        check = ask(site)
        assert "Disallow: /feed" in check.reason
        assert check.run_after >= NOW + DAY
        Feed.objects.update(kind=Feed.Kind.FEED)
        assert ask(site, NOW + 2 * DAY).failures == 0


class TestOPML:
    def test_feeds_not_followed_yet_are_added(self, feed):
        outlet = builders.make_outlet("Herald")
        OutletDomain.objects.create(outlet=outlet, domain="herald.example")
        story = Story.objects.create(name="Border")
        added = following.add_from_opml(OPML.encode(), builders.make_user("editor"), story)
        made = Feed.objects.get(url="https://herald.example/rss")
        assert (added.added, added.known, len(added.problems)) == (1, 1, 1)
        assert (made.name, made.outlet, made.story) == ("Herald", outlet, story)
        assert following.add_from_opml(OPML.encode())[:2] == (0, 2)

    def test_what_is_no_opml_adds_nothing(self):
        with pytest.raises(ImportRefused, match="no OPML"):
            following.add_from_opml(b"<html></html>")

    def test_who_may_not_add_feeds_may_not_add_many(self):
        with pytest.raises(PermissionDenied):
            following.add_from_opml(OPML.encode(), builders.make_user("reporter"))


def test_feeds_are_asked_at_a_word(site, feed):
    Feed.objects.create(url="http://news.example/b")
    Feed.objects.create(url="http://news.example/c", is_active=False)
    FeedCheck.objects.update(run_after=NOW + DAY, etag='"1"')
    assert following.ask_now(Feed.objects.all(), NOW) == 2
    assert FeedCheck.objects.due(NOW).count() == 2


@pytest.mark.parametrize("answer", [rss("One"), page(b"", "304 x")], ids=["something", "nothing newer"])
def test_a_feed_that_is_to_be_asked_afresh_while_it_is_asked_keeps_nothing_of_the_answer(site, feed, answer):
    """As by an editor who has given it another address: what the old one says is not the new one's."""
    site.answers["/feed"] = answer
    real = following.reading_feeds.ask

    def ask_meanwhile(*args):
        following.ask_now(Feed.objects.all(), NOW)
        return real(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following.reading_feeds, "ask", ask_meanwhile)
        FeedCheck.objects.update(etag='"old"')
        assert following.work_one(NOW, site.network)
    check = FeedCheck.objects.get()
    assert (check.etag, check.checked_at, check.run_after) == ("", None, NOW)
    assert not ImportBatch.objects.exists()
