"""Feeds in the admin: the list, asking now, and following those of an OPML file."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.admin import feed as feed_admin
from sources.models import Feed, FeedCheck, SeenEntry, Story
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db

LIST, OPML_PAGE = "/admin/sources/feed/", "/admin/sources/feed/opml/"
ASKED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
OUTLINES = '<outline xmlUrl="https://a.example/rss" text="A"/><outline xmlUrl="feed:nothing" text="B"/>'


def make_feed(name="Herald", failures=0, **fields) -> Feed:
    feed = Feed.objects.create(name=name, url=f"https://{name.lower()}.example/rss", **fields)
    reason = "The page answered 500 internal server error: try again later." if failures else ""
    values = {"checked_at": ASKED, "etag": '"1"', "run_after": ASKED + timedelta(days=1)}
    FeedCheck.objects.create(feed=feed, failures=failures, reason=reason, **values)
    return feed


def opml(body=OUTLINES, name="feeds.opml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f'<opml version="2.0"><body>{body}</body></opml>'.encode())


def page_of(feed) -> str:
    return f"{LIST}{feed.pk}/change/"


def test_the_list_shows_how_each_feed_fares():
    make_feed(failures=2, outlet=builders.make_outlet("Border Herald"))
    Feed.objects.create(url="https://new.example/rss")
    page = words_of(Staff("reporter").page(LIST))
    assert (
        "Herald Border Herald 2 The page answered 500 internal server error: try again later. 20 Nov 2026 09:30 —"
        in page
    )
    assert "new.example/rss — 0 — — —" in page


@pytest.mark.parametrize(("query", "found"), [("no", ["Herald"]), ("never", ["New"]), ("", ["Herald", "New", "Works"])])
def test_feeds_that_fail_can_be_listed(query, found):
    make_feed(failures=3)
    make_feed("Works")
    Feed.objects.create(name="New", url="https://new.example/rss")
    shown = Staff().get(LIST, {"works": query} if query else {}).context["cl"].queryset
    assert sorted(feed.name for feed in shown) == found


def test_feeds_that_fail_wait_on_the_front_page_of_who_can_mend_them():
    make_feed(failures=3)
    make_feed("Works", failures=2)
    assert "1 Feeds that fail" in words_of(Staff().page("/admin/"))
    assert "Feeds that fail" not in Staff("reporter").page("/admin/")


def test_the_page_shows_what_was_met_and_lets_nobody_write_it():
    page = Staff().page(page_of(make_feed(failures=2)))
    assert "The page answered 500" in page
    assert 'name="checking-0-reason"' not in page


def test_a_feed_is_added_by_its_address_alone():
    client = Staff()
    form = form_of(client.get(f"{LIST}add/")) | {"url": "herald.example/rss"}
    client.post(f"{LIST}add/", form)
    assert Feed.objects.get().url == "https://herald.example/rss"


def test_a_feed_is_not_followed_twice():
    make_feed()
    client = Staff()
    answer = client.post(f"{LIST}add/", form_of(client.get(f"{LIST}add/")) | {"url": "https://herald.example/rss"})
    assert "already exists" in answer.content.decode()


def test_what_changes_what_a_feed_brings_has_it_asked_afresh():
    feed, client = make_feed(failures=3), Staff()
    client.post(page_of(feed), form_of(client.get(page_of(feed))) | {"words": "kabul"})
    check = FeedCheck.objects.get()
    assert (check.etag, check.failures, check.reason) == ("", 0, "")


def test_a_feed_that_is_being_asked_while_its_address_changes_is_asked_afresh():
    feed, client = make_feed(), Staff()
    FeedCheck.objects.update(lease_token="worker", leased_until=ASKED + timedelta(days=2000))
    client.post(page_of(feed), form_of(client.get(page_of(feed))) | {"url": "https://herald.example/atom"})
    check = FeedCheck.objects.get()
    assert (check.etag, check.lease_token, check.leased_until) == ("", "", None)


def test_a_new_name_leaves_it_as_it_was():
    feed, client = make_feed(failures=3), Staff()
    client.post(page_of(feed), form_of(client.get(page_of(feed))) | {"name": "Other"})
    assert (Feed.objects.get().name, FeedCheck.objects.get().failures) == ("Other", 3)


def test_chosen_feeds_are_asked_now():
    feed = make_feed()
    make_feed("Other")
    sent = {"action": "ask_now", "_selected_action": [feed.pk]}
    answer = Staff().post(LIST, sent, follow=True)
    assert "1 to be asked" in messages_of(answer)
    assert FeedCheck.objects.get(etag="").feed == feed


def test_a_reporter_has_no_feed_asked():
    feed = make_feed()
    client = Staff("reporter")
    client.post(LIST, {"action": "ask_now", "_selected_action": [feed.pk]}, follow=True)
    assert FeedCheck.objects.get().etag == '"1"'
    assert "ask_now" not in client.page(LIST)


def test_a_feed_is_deleted_without_a_page_of_all_that_was_seen_in_it():
    feed = make_feed()
    SeenEntry.objects.bulk_create(SeenEntry(feed=feed, key=f"{n:064}") for n in range(50))
    client = Staff()
    page = client.page(f"{LIST}{feed.pk}/delete/")
    assert "Herald" in page and f"{7:064}" not in page
    client.post(f"{LIST}{feed.pk}/delete/", {"post": "yes"})
    assert not Feed.objects.exists() and not SeenEntry.objects.exists()


def test_the_feeds_of_an_opml_file_are_followed():
    story = Story.objects.create(name="Border")
    client = Staff()
    assert OPML_PAGE in client.page(LIST)
    assert "OPML file" in client.page(OPML_PAGE)
    answer = client.post(OPML_PAGE, {"file": opml(), "story": story.pk}, follow=True)
    assert "1 added, 0 followed already." in messages_of(answer)
    assert "feed:nothing" in messages_of(answer)
    assert (Feed.objects.get().name, Feed.objects.get().story) == ("A", story)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "This field is required"),
        (SimpleUploadedFile("a.opml", b""), "The submitted file is empty"),
        (SimpleUploadedFile("a.opml", b"<html></html>"), "This is no OPML file"),
        (opml(""), "names no feed"),
        (
            SimpleUploadedFile("a.opml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>'),
            "OPML",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(file, said):
    answer = Staff().post(OPML_PAGE, {"file": file} if file else {})
    assert answer.status_code == 200
    assert said in words_of(answer.content.decode())
    assert "root:" not in answer.content.decode()
    assert not Feed.objects.exists()


def test_a_file_too_large_is_refused(settings):
    settings.MAX_DOCUMENT_BYTES = 100
    assert "Factdesk takes documents up to" in Staff().post(OPML_PAGE, {"file": opml("x" * 200)}).content.decode()


def test_many_broken_addresses_do_not_fill_the_page(monkeypatch):
    monkeypatch.setattr(feed_admin, "MOST_MESSAGES", 2)
    body = "".join(f'<outline xmlUrl="feed:{n}"/>' for n in range(5))
    answer = Staff().post(OPML_PAGE, {"file": opml(body)}, follow=True)
    assert "3 more addresses in the file could not be used" in messages_of(answer)


@pytest.mark.parametrize(("role", "status"), [("reporter", 403), ("editor", 200), ("chief", 200)])
def test_who_may_add_feeds_may_import_them(role, status):
    client = Staff(role)
    assert client.get(OPML_PAGE).status_code == status
    assert (client.post(OPML_PAGE, {"file": opml()}).status_code == 403) is (status == 403)


def test_who_is_not_staff_is_sent_to_sign_in(client):
    assert client.get(OPML_PAGE)["Location"].startswith("/admin/login/")


def test_a_list_of_60_asks_no_more_than_a_list_of_5(django_assert_max_num_queries):
    def fill(numbers):
        for n in numbers:
            make_feed(f"n{n}", outlet=builders.make_outlet(), story=Story.objects.create(name=f"s{n}"))

    client = Staff()
    fill(range(5))
    client.get(f"{LIST}?all=")
    with django_assert_max_num_queries(12) as few:
        client.get(f"{LIST}?all=")
    fill(range(5, 60))
    with django_assert_max_num_queries(len(few)):
        assert client.get(f"{LIST}?all=").status_code == 200
