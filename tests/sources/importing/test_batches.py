"""Items of a batch: each waits, is taken, and says what became of it, whatever happens meanwhile."""

import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from sources.importing import batches, captures, manners, pipeline
from sources.importing.documents import from_text
from sources.importing.fetching import FetchFailed
from sources.leasing import LEASE, MOST_ATTEMPTS
from sources.models import ImportBatch, ImportItem, Site, Source, Story
from tests.builders import make_user
from tests.sources.importing.test_pipeline import BODY, URL, page_html

pytestmark = pytest.mark.django_db
NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)


def make_batch(**fields) -> ImportBatch:
    return batches.start(fields.pop("origin", ImportBatch.Origin.COMMAND), **fields)


def page(word: str = "Rain"):
    """A document of its own for each word."""
    body = tuple(f"{word}: {line}" for line in BODY)
    html = page_html(body=body, title=word, canonical=f"https://meridian.example/{word}")
    return replace(from_text(html, NOW, url=f"https://meridian.example/{word}"), name=f"{word}.html")


@pytest.fixture
def web(monkeypatch):
    """What answers at an address: a page, or what is raised."""
    answers = {}

    def fetch(url, now, **options):
        answer = answers[url]
        if isinstance(answer, Exception):
            raise answer
        return replace(answer, fetched_at=now)

    monkeypatch.setattr(batches.manners, "fetch", fetch)
    return answers


def test_a_document_is_imported_with_what_was_known_of_its_coming():
    story, user = Story.objects.create(name="Rain"), make_user("reporter")
    given = replace(page(), status=200, headers=(("ETag", "x"),), final_url="https://meridian.example/Rain?a=1")
    item = batches.add_document(make_batch(user=user, story=story), given)

    assert batches.work_one(NOW)

    item.refresh_from_db()
    assert (item.outcome, item.target, item.reason) == ("new", "Rain.html", "Stored as a new source.")
    assert item.version == item.source.current_version
    assert item.finished_at is not None
    assert list(story.sources.all()) == [item.source]
    capture = item.source.captures.get()
    assert (capture.status, capture.headers, capture.captured_by) == (200, [["ETag", "x"]], user)
    assert capture.captured_at == given.fetched_at
    assert captures.read(item.document) == given.data


def test_an_address_is_fetched(web):
    web[URL] = page()
    item = batches.add_address(make_batch(), URL)
    assert batches.work_one(NOW)
    item.refresh_from_db()
    assert item.outcome == "new"


def test_many_addresses_are_added_in_their_order_and_each_is_taken_once(web):
    urls = [f"https://meridian.example/{n}" for n in range(4)]
    web |= {url: page(f"Rain{n}") for n, url in enumerate(urls)}
    batch = make_batch()
    assert batches.add_addresses(batch, urls) == 4

    done = []
    while (item := batches.work_next(NOW)) is not None:
        done.append(item.target)

    assert done == urls
    assert Source.objects.count() == 4
    assert not batches.work_one(NOW)


def test_the_newest_batch_can_have_its_turn_before_older_ones(web):
    web |= {url: page(url[-1]) for url in ("https://a.example/1", "https://a.example/2")}
    batches.add_address(make_batch(), "https://a.example/1")
    batches.add_address(make_batch(), "https://a.example/2")
    assert batches.work_next(NOW, order=batches.NEWEST_BATCH_FIRST).target == "https://a.example/2"


def test_a_passing_failure_is_tried_again_later_and_less_and_less_often(web):
    web[URL] = FetchFailed("The site asks us to wait.", permanent=False)
    item = batches.add_address(make_batch(), URL)
    moment, pauses = NOW, []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert batches.work_one(moment)
        item.refresh_from_db()
        assert item.reason == "The site asks us to wait."
        if attempt < MOST_ATTEMPTS:
            assert item.outcome == ""
            assert not batches.work_one(moment)
            pauses.append(item.run_after - moment)
            moment = item.run_after
    assert pauses == sorted(pauses) and len(set(pauses)) == len(pauses)
    assert (item.outcome, batches.work_one(moment + timedelta(days=9))) == ("failed", False)


def test_a_site_that_names_a_time_is_not_asked_before(web):
    web[URL] = FetchFailed("Wait.", permanent=False, status=429, retry_after=timedelta(hours=3))
    item = batches.add_address(make_batch(), URL)
    batches.work_one(NOW)
    item.refresh_from_db()
    assert item.run_after == NOW + timedelta(hours=3)


def test_a_lasting_failure_is_an_outcome_at_once(web):
    web[URL] = FetchFailed("The page answered 404.", permanent=True)
    item = batches.add_address(make_batch(), URL)
    batches.work_one(NOW)
    item.refresh_from_db()
    assert (item.outcome, item.reason, item.attempts) == ("failed", "The page answered 404.", 1)


def test_a_host_that_is_closed_for_long_costs_no_attempt_and_holds_back_all_that_wait_for_it(web):
    until, others = NOW + timedelta(minutes=7), ("https://news.example/b", "https://other.example/c")
    web["https://news.example/a"] = manners.Busy("news.example", until)
    batches.add_addresses(make_batch(), ["https://news.example/a", *others])

    assert batches.work_one(NOW)

    first, second, third = ImportItem.objects.order_by("pk")
    assert (first.outcome, first.attempts, first.run_after) == ("", 0, until)
    assert (second.run_after, third.run_after < NOW) == (until, True)


def test_the_pause_between_two_pages_of_a_host_writes_nothing_into_what_waits_for_it(web, django_assert_num_queries):
    """Thousands may wait for one host: each is passed over until its turn, and others have theirs meanwhile."""
    batches.add_addresses(make_batch(), [f"https://news.example/{n}" for n in range(20)])
    batches.add_addresses(make_batch(), ["https://other.example/c"])
    web["https://other.example/c"] = web["https://news.example/0"] = page()
    site = Site.objects.create(host="news.example", not_before=NOW + timedelta(seconds=1))

    assert batches.work_next(NOW).target == "https://other.example/c"
    with django_assert_num_queries(4):  # the hosts, and a transaction that takes nothing
        assert batches.work_next(NOW) is None
    assert not ImportItem.objects.filter(run_after__gt=NOW).exists()
    assert batches.work_next(site.not_before).target == "https://news.example/0"


def test_an_item_that_meets_a_host_at_work_alone_is_put_back(web):
    urls = ["https://news.example/a", "https://news.example/b"]
    web[urls[0]] = manners.Busy("news.example", NOW + timedelta(seconds=1))
    batches.add_addresses(make_batch(), urls)
    batches.work_one(NOW)
    first, second = ImportItem.objects.order_by("pk")
    assert (first.attempts, first.run_after, second.run_after < NOW) == (0, NOW + timedelta(seconds=1), True)


@pytest.mark.parametrize("origin", ["admin", "command", "feed"])
@pytest.mark.parametrize("n", [1, 2])
def test_robots_txt_is_asked_unless_a_person_gave_this_one_address(monkeypatch, origin, n):
    asked = []
    monkeypatch.setattr(manners, "fetch", lambda url, now, *, robots=True: asked.append(robots) or page())
    batches.add_addresses(make_batch(origin=origin), [f"https://news.example/{k}" for k in range(n)])
    batches.work_one(NOW)
    assert asked == [n > 1 or origin == "feed"]


def test_bytes_that_are_damaged_are_said_to_be(monkeypatch):
    item = batches.add_document(make_batch(), page("Lost"))
    monkeypatch.setattr(captures.gzip, "decompress", lambda packed: zlib.decompress(b"nothing"))
    batches.work_one(NOW)
    item.refresh_from_db()
    assert (item.outcome, "damaged: hand the file in again" in item.reason) == ("rejected", True)


def test_bytes_that_are_gone_are_said_to_be():
    item = batches.add_document(make_batch(), page("Lost"))
    captures.forget(item.document)
    batches.work_one(NOW)
    item.refresh_from_db()
    assert item.outcome == "rejected"
    assert "hand the file in again" in item.reason


def test_what_holds_no_article_is_rejected():
    item = batches.add_document(make_batch(), from_text("<html><body></body></html>", NOW))
    batches.work_one(NOW)
    item.refresh_from_db()
    assert (item.outcome, item.source, item.run_after) == ("rejected", None, None)


def test_a_fault_of_ours_is_an_outcome_and_the_next_item_has_its_turn(monkeypatch):
    first, second = (batches.add_document(make_batch(), page(word)) for word in ("One", "Two"))

    def broken(*args, **options):
        raise ValueError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "import_page", broken)
        batches.work_one(NOW)
    batches.work_one(NOW)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.outcome, first.reason, second.outcome) == ("failed", pipeline.FAULT, "new")


def test_a_fault_of_the_database_is_raised_and_the_item_waits_for_its_next_turn(monkeypatch):
    item = batches.add_document(make_batch(), page())

    def locked(*args, **options):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch, pytest.raises(OperationalError):
        patch.setattr(pipeline, "import_page", locked)
        batches.work_one(NOW)
    assert not batches.work_one(NOW)
    assert batches.work_one(NOW + LEASE)
    item.refresh_from_db()
    assert item.outcome == "new"


def test_what_another_took_meanwhile_stores_nothing(monkeypatch):
    item = batches.add_document(make_batch(), page())
    look = pipeline.look

    def look_while_another_takes_it(*args):
        ImportItem.objects.filter(pk=item.pk).update(lease_token="another", attempts=2)
        return look(*args)

    monkeypatch.setattr(pipeline, "look", look_while_another_takes_it)
    batches.work_one(NOW)
    item.refresh_from_db()
    assert (item.outcome, item.lease_token, Source.objects.count()) == ("", "another", 0)


def test_an_item_over_which_workers_die_is_left_alone():
    item = batches.add_document(make_batch(), page())
    for turn in range(MOST_ATTEMPTS):
        assert ImportItem.objects.take(NOW + turn * LEASE) == item  # and dies
    batches.work_one(NOW + MOST_ATTEMPTS * LEASE)
    item.refresh_from_db()
    assert item.outcome == "failed"
    assert "died over it" in item.reason


def test_a_killed_import_that_had_stored_its_source_had_its_item_written_too(monkeypatch):
    """The item is written in the transaction of the import: a fault right after the callback undoes both."""
    item = batches.add_document(make_batch(), page())
    note = batches._note

    def note_and_die(*args):
        note(*args)
        raise OperationalError("killed")

    with monkeypatch.context() as patch, pytest.raises(OperationalError):
        patch.setattr(batches, "_note", note_and_die)
        batches.work_one(NOW)
    item.refresh_from_db()
    assert (item.outcome, Source.objects.count()) == ("", 0)
    assert batches.work_one(NOW + LEASE)
    item.refresh_from_db()
    assert (item.outcome, Source.objects.count()) == ("new", 1)


def test_progress_is_counted_from_the_rows(web):
    batch = make_batch()
    web |= {"https://a.example/1": page(), "https://a.example/2": FetchFailed("Later.", permanent=False)}
    batches.add_addresses(batch, [f"https://a.example/{n}" for n in range(1, 6)])
    batches.work_one(NOW), batches.work_one(NOW)
    ImportItem.objects.filter(batch=batch).take(NOW)
    ImportItem.objects.create(batch=batch, target="looked at", given={"preview": True})
    ImportItem.objects.create(batch=batch, target="no", undone="Cancelled.")

    found = batches.progress(batch, NOW)

    assert (found.total, found.outcomes, found.in_work) == (7, {"new": 1}, 1)
    assert (found.waiting, found.again, found.shown, found.cancelled) == (3, 1, 1, 1)
    assert (found.done, found.percent, found.is_finished) == (2, 28, False)


def test_an_empty_batch_is_finished():
    found = batches.progress(make_batch(), NOW)
    assert (found.percent, found.is_finished) == (100, True)


def test_what_went_wrong_is_tried_again_with_all_its_attempts(web):
    web[URL] = FetchFailed("The page answered 404.", permanent=True)
    batch = make_batch()
    item = batches.add_address(batch, URL)
    kept = batches.add_document(batch, page("Kept"))
    ImportItem.objects.create(batch=batch, target="/a/file.html", outcome="rejected", reason="There is no file.")
    batches.work_one(NOW), batches.work_one(NOW)
    web[URL] = page()

    assert batches.retry(batch.items.all(), NOW) == 1
    assert batches.work_one(NOW)

    item.refresh_from_db(), kept.refresh_from_db()
    assert (item.outcome, kept.outcome) == ("new", "new")
    assert batches.retry(batch.items.all(), NOW) == 0


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 a character", "x" * 3000])
def test_any_name_can_be_stored(text):
    item = batches.add_document(make_batch(name=text), replace(page(), name=text, headers=(("X", text),)))
    batches.work_one(NOW)
    item.refresh_from_db()
    assert item.outcome == "new"
