"""Looking again at pages that were imported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sources.importing import batch_undo, fetching, manners, pipeline, planning, rechecking
from sources.importing.documents import from_text
from sources.importing.fetching import FetchFailed, FetchRefused
from sources.importing.types import Outcome
from sources.leasing import MOST_ATTEMPTS
from sources.models import ImportBatch, ImportItem, Site, Source, SourceCheck, SourceVersion
from tests import builders
from tests.sources.importing.local_site import page, redirect
from tests.sources.importing.ssrf_payloads import PUBLIC
from tests.sources.importing.test_pipeline import BODY, page_html

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PATH = "/world/border"
URL = f"http://news.example{PATH}"
CHANGED = (*BODY[:2], "The office said that the road would stay closed until the bridge had been rebuilt in June.")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(manners, "PAUSE", timedelta(seconds=0.01))


def answer(body=BODY, headers=""):
    return page(page_html(body, canonical=URL).encode(), headers=f"Content-Type: text/html; charset=utf-8\r\n{headers}")


@pytest.fixture
def source(site) -> Source:
    """An article that was fetched at NOW and has its row."""
    site.answers |= {PATH: answer(headers='ETag: "1"\r\n'), "/robots.txt": page(b"User-agent: *\nDisallow: /x")}
    found = pipeline.import_page(fetching.fetch(URL, now=NOW, network=site.network), NOW).source
    Source.objects.update(created_at=NOW)
    found.refresh_from_db()
    planning.plan(found, NOW)
    site.requests.clear()
    return found


def look(site, now) -> SourceCheck:
    """Let the worker look at `now`, and return the row."""
    SourceCheck.objects.update(run_after=now)
    assert rechecking.work_one(now, site.network)
    return SourceCheck.objects.get()


def test_an_imported_page_is_planned_with_what_its_server_said(source):
    check = SourceCheck.objects.get()
    assert (check.status, check.etag, check.checked_at) == ("live", '"1"', NOW)
    assert check.run_after == NOW + timedelta(hours=3)  # published the day before


def test_planning_again_puts_nothing_off(source):
    planning.plan(source, NOW + DAY)
    assert SourceCheck.objects.get().run_after == NOW + timedelta(hours=3)


def test_what_was_handed_in_is_not_asked_for_by_itself():
    done = pipeline.import_page(from_text(page_html(), NOW, url=URL), NOW)
    assert planning.plan(done.source, NOW).run_after is None
    assert not SourceCheck.objects.due(NOW + 999 * DAY).exists()


def test_sources_without_a_row_get_one(site):
    for _ in range(3):
        builders.make_source()
    assert rechecking.work_one(NOW, site.network)
    assert SourceCheck.objects.count() == 3
    assert not rechecking.work_one(NOW, site.network)
    assert planning.plan_missing(NOW) == 0


def test_nothing_is_done_before_its_time(site, source):
    assert not rechecking.work_one(NOW + timedelta(hours=2), site.network)
    assert site.requests == []


def test_the_server_is_asked_whether_anything_is_newer(site, source):
    site.answers[PATH] = page(b"", "304 x")
    check = look(site, NOW + DAY)
    assert b'If-None-Match: "1"' in site.requests[-1]
    assert (check.status, check.checked_at, check.etag, check.changed_at) == ("live", NOW + DAY, '"1"', None)
    assert check.run_after == NOW + DAY + timedelta(hours=3)


def test_the_same_words_leave_no_batch(site, source):
    site.answers[PATH] = answer(headers='ETag: "2"\r\n')
    check = look(site, NOW + DAY)
    assert (check.etag, check.failures, check.changed_at) == ('"2"', 0, None)
    assert not ImportBatch.objects.exists()


def test_changed_words_make_a_version_in_a_batch_and_bring_us_back_soon(site, source):
    site.answers[PATH] = answer(CHANGED)
    check = look(site, NOW + 40 * DAY)
    version = SourceVersion.objects.get(number=2)
    assert version.cause == "outlet"
    assert (check.changed_at, check.run_after) == (NOW + 40 * DAY, NOW + 40 * DAY + timedelta(minutes=15))
    item = ImportItem.objects.get()
    assert (item.outcome, item.source, item.version) == ("new version", source, version)
    assert item.batch.origin == "recheck"


def test_an_unstorable_validator_is_left_out(site, source):
    site.answers[PATH] = answer(headers=f'ETag: "{"x" * 600}"\r\nLast-Modified: {"y" * 200}\r\n')
    check = look(site, NOW + DAY)
    assert (check.etag, check.last_modified) == ("", "")


def test_a_page_taken_away_for_good_is_gone_at_once_and_nothing_is_deleted(site, source):
    site.answers[PATH] = page(b"x", "410 Gone")
    check = look(site, NOW + DAY)
    assert (check.status, check.run_after) == ("gone", NOW + DAY + rechecking.GONE_AFTER)
    assert source.versions.count() == 1


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(page(b"x", "404 x"), id="404"),
        pytest.param(redirect("/"), id="the home page"),
        pytest.param(redirect("http://parked.example/"), id="another site"),
    ],
)
def test_a_page_not_found_is_gone_after_five_days(site, source, reply):
    site.names["parked.example"] = [PUBLIC]
    site.answers[PATH] = reply
    seen = []
    for day in range(1, 6):
        check = look(site, NOW + day * DAY)
        assert check.run_after >= NOW + (day + 1) * DAY
        seen.append(check.status)
    assert seen == ["failing"] * 4 + ["gone"]
    assert source.versions.count() == 1


def test_only_not_found_in_a_row_counts(site, source):
    for day, status in enumerate(["500 x", "500 x", "500 x", "500 x", "404 x"]):
        site.answers[PATH] = page(b"x", status)
        check = look(site, NOW + (day + 1) * DAY)
    assert (check.status, check.failures) == ("failing", 1)


def test_a_page_that_comes_back_lives(site, source):
    site.answers[PATH] = page(b"x", "410 x")
    look(site, NOW + DAY)
    site.answers[PATH] = answer()
    check = look(site, NOW + 40 * DAY)
    assert (check.status, check.failures, check.reason) == ("live", 0, "")


def test_failures_are_waited_out_for_longer_each_time(site, source):
    site.answers[PATH] = page(b"x", "500 x")
    waits = []
    for day in range(1, 9):
        check = look(site, NOW + day * timedelta(hours=1))
        waits.append(check.run_after - NOW - day * timedelta(hours=1))
    assert waits == sorted(waits) and waits[-1] > waits[0]
    assert (check.status, check.failures) == ("failing", 8)
    assert "500" in check.reason


def test_a_server_that_asks_for_time_gets_it(site, source):
    site.answers[PATH] = page(b"x", "503 x", "Retry-After: 80000\r\n")
    check = look(site, NOW + DAY)
    assert check.run_after == NOW + DAY + timedelta(seconds=80_000)
    assert Site.objects.get().not_before > NOW + DAY + timedelta(seconds=79_999)


def test_a_busy_host_is_no_failure(site, source):
    Site.objects.create(host="news.example", not_before=NOW + 2 * DAY)
    check = look(site, NOW + DAY)
    assert (check.run_after, check.attempts, check.failures, check.status) == (NOW + 2 * DAY, 0, 0, "live")
    assert site.requests == []


def test_robots_txt_is_obeyed(site, source):
    site.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /world/")
    check = look(site, NOW + DAY)
    assert (check.status, check.run_after) == ("refused", NOW + DAY + rechecking.REFUSED_AFTER)
    assert "Disallow: /world/" in check.reason
    assert len(site.requests) == 1


@pytest.mark.parametrize("to", ["http://127.0.0.1/admin", "file:///etc/passwd", "http://169.254.169.254/latest/"])
def test_a_redirect_inside_is_refused(site, source, to):
    site.answers[PATH] = redirect(to)
    assert look(site, NOW + DAY).status == "refused"


def test_a_page_without_an_article_is_a_failure_with_a_reason(site, source):
    site.answers[PATH] = page(b"<html><body></body></html>", headers="Content-Type: text/html\r\n")
    check = look(site, NOW + DAY)
    assert (check.status, check.failures) == ("failing", 1)
    assert check.reason


def test_an_unforeseen_fault_ends_in_the_row(site, source, monkeypatch, caplog):
    monkeypatch.setattr(pipeline, "import_page", lambda *_, **__: 1 / 0)
    check = look(site, NOW + DAY)
    assert (check.status, check.failures) == ("failing", 1)
    assert "the fault is logged" in check.reason
    assert "ZeroDivisionError" in caplog.text


def test_a_row_over_which_workers_died_is_left_alone(site, source):
    SourceCheck.objects.update(attempts=MOST_ATTEMPTS)
    check = look(site, NOW + DAY)
    assert (check.status, check.attempts) == ("failing", 0)
    assert site.requests == []


def test_who_lost_his_lease_stores_nothing(site, source):
    site.answers[PATH] = answer(CHANGED)
    real = pipeline.import_page

    def import_page(*args, **options):
        SourceCheck.objects.update(lease_token="another")
        return real(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "import_page", import_page)
        look(site, NOW + DAY)
    assert source.versions.count() == 1
    assert SourceCheck.objects.get().lease_token == "another"


def test_an_editor_fetches_again_whatever_robots_txt_says(site, source):
    site.answers |= {PATH: answer(CHANGED), "/robots.txt": page(b"User-agent: *\nDisallow: /")}
    user = builders.make_user("editor")
    said = rechecking.look_again(source, NOW + timedelta(minutes=1), user, site.network)
    assert said.startswith("New version.")
    assert source.captures.first().captured_by == user
    assert ImportBatch.objects.get().started_by == user


def test_an_editor_hears_what_went_wrong(site, source):
    site.answers[PATH] = page(b"x", "403 x")
    said = rechecking.look_again(source, NOW + timedelta(minutes=1), builders.make_user("editor"), site.network)
    assert "403 forbidden" in said


def test_who_may_not_change_sources_may_not_fetch_them_again(site, source):
    with pytest.raises(PermissionDenied):
        rechecking.look_again(source, NOW, builders.make_user(), site.network)
    assert site.requests == []


@pytest.mark.parametrize(
    "failure",
    [
        FetchFailed("The page answered 403.", permanent=True, status=403),
        FetchRefused("It is not on the public internet."),
        manners.Busy("news.example", NOW + DAY),
        ValueError("broken"),
    ],
)
def test_a_document_handed_in_whose_page_does_not_come_is_not_asked_for_by_the_machine(monkeypatch, failure):
    source = pipeline.import_page(from_text(page_html(), NOW, url=URL), NOW).source

    def fetch(*args, **options):
        assert SourceCheck.objects.get().run_after is None  # should the process die here
        raise failure

    monkeypatch.setattr(manners, "fetch", fetch)
    rechecking.look_again(source, NOW, builders.make_user("editor"))
    check = SourceCheck.objects.get()
    assert (check.run_after, check.lease_token) == (None, "")


def test_a_document_handed_in_whose_page_comes_is_looked_at_from_then_on(site, source):
    source.captures.update(status=None)
    SourceCheck.objects.update(run_after=None)
    rechecking.look_again(source, NOW + DAY, builders.make_user("editor"), site.network)
    assert SourceCheck.objects.get().run_after > NOW + DAY


def test_a_document_handed_in_whose_address_shows_another_is_not_asked_for_by_the_machine(site, source, monkeypatch):
    other = builders.make_source()
    source.captures.update(status=None)
    SourceCheck.objects.update(run_after=None)

    def import_page(*args, inside):
        inside(pipeline.Imported(Outcome.SAME, "", other))
        return pipeline.Imported(Outcome.SAME, "", other)

    monkeypatch.setattr(pipeline, "import_page", import_page)
    rechecking.look_again(source, NOW + DAY, builders.make_user("editor"), site.network)
    check = SourceCheck.objects.get(source=source)
    assert (check.run_after, "another document" in check.reason) == (None, True)


def test_who_lost_his_lease_and_hears_of_nothing_new_writes_nothing(site, source):
    def fetch(*args, **options):
        SourceCheck.objects.update(lease_token="another")
        raise fetching.NotModified

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manners, "fetch", fetch)
        look(site, NOW + DAY)
    assert SourceCheck.objects.get().lease_token == "another"


def test_a_version_that_a_look_brought_can_be_undone(site, source):
    site.answers[PATH] = page(
        page_html(CHANGED, title="Another title", canonical=URL).encode(), headers="Content-Type: text/html\r\n"
    )
    look(site, timezone.now())
    done = batch_undo.undo(ImportBatch.objects.get(), builders.make_user("editor"))
    assert (done.removed, source.versions.count()) == (1, 1), ImportItem.objects.first().undone
