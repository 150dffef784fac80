"""The pages of import batches: how far each is, trying again, and undoing."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sources.importing import batches, manners
from sources.importing.fetching import FetchFailed
from sources.models import ImportItem, Source
from tests.builders import cite, make_claim
from tests.sources.importing.test_batches import make_batch, page
from tests.sources.importing.test_pipeline import BODY
from tests.staff import Staff, messages_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/importbatch/"


def page_of(batch, what: str = "change") -> str:
    return f"{LIST}{batch.pk}/{what}/"


@pytest.fixture
def batch(monkeypatch):
    """Two articles imported, an address that failed, one that is tried again later, and one that waits."""
    failures = {
        "https://a.example/gone": FetchFailed("The page answered 404: check the address.", permanent=True),
        "https://a.example/late": FetchFailed("The site asks us to wait.", permanent=False),
    }

    def fetch(url, now, **options):
        raise failures[url]

    monkeypatch.setattr(manners, "fetch", fetch)
    made = make_batch(name="list.csv")
    batches.add_addresses(made, failures)
    for word in ("Rain", "Snow"):
        batches.add_document(made, page(word))
    while batches.work_one(timezone.now()):
        pass
    later = timezone.now() + timedelta(days=1)
    ImportItem.objects.create(batch=made, target="https://a.example/next", run_after=later)
    return made


def test_the_page_says_how_far_it_is_and_what_became_of_each_item(batch):
    shown = words_of(Staff("reporter").page(page_of(batch)))
    assert "3 of 5 done (60 %), 1 tried again later." in shown
    assert "2 new 1 failed 2 waiting" in shown
    assert "https://a.example/gone failed The page answered 404: check the address." in shown
    assert "https://a.example/late tried again The site asks us to wait. Not before" in shown
    assert "Rain.html new Stored as a new source. Rain" in shown


def test_the_page_can_show_one_kind_of_items(batch):
    staff = Staff()
    failed = staff.page(page_of(batch), shown="failed")
    assert "gone" in failed and "Rain.html" not in failed
    waiting = staff.page(page_of(batch), shown="waiting")
    assert "https://a.example/next" in waiting and "Rain.html" not in waiting
    assert "Rain.html" in staff.page(page_of(batch), shown="no such kind", page="99")


def test_the_page_costs_the_same_for_one_item_and_for_many(batch, django_assert_num_queries):
    staff = Staff()
    staff.page(page_of(batch))
    with django_assert_num_queries(10):
        staff.page(page_of(batch))
    ImportItem.objects.bulk_create(
        [ImportItem(batch=batch, target=f"{n}", outcome="same", source=Source.objects.first()) for n in range(40)]
    )
    with django_assert_num_queries(10):
        staff.page(page_of(batch))


def test_the_list_counts_the_items_of_the_batches_it_shows_and_of_no_other(batch, django_assert_num_queries):
    for _ in range(60):
        ImportItem.objects.create(batch=make_batch(), target="one")
    staff = Staff()
    with django_assert_num_queries(7) as asked:
        shown = words_of(staff.page(LIST, p="2"))
    assert "list.csv Command line" in shown
    (counting,) = [one["sql"] for one in asked if "COUNT" in one["sql"] and "importitem" in one["sql"]]
    assert counting.count(",") < 60
    assert staff.get(LIST, {"p": "2"}).context["cl"].result_list[-1].size == 5


def test_a_list_of_items_leaves_what_their_previews_hold(batch):
    with CaptureQueriesContext(connection) as asked:
        Staff().page("/admin/sources/importitem/")
    assert not any('"given"' in one["sql"] for one in asked)


def test_progress_is_there_for_the_script(batch, django_assert_num_queries):
    staff = Staff("reporter")
    with django_assert_num_queries(6):
        answer = staff.get(page_of(batch, "progress"))
    found = json.loads(answer.content)
    assert (found["total"], found["done"], found["is_finished"]) == (5, 3, False)
    assert [(one["name"], one["n"]) for one in found["counts"]] == [("new", 2), ("failed", 1), ("waiting", 2)]


@pytest.mark.parametrize("whole", [True, False])
def test_a_reporter_lets_what_failed_be_tried_again(batch, whole):
    failed = batch.items.get(outcome="failed")
    where = page_of(batch, "retry") if whole else f"/admin/sources/importitem/{failed.pk}/retry/"
    answer = Staff("reporter").post(where, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(batch)
    assert "1 item is tried again." in messages_of(answer)
    failed.refresh_from_db()
    assert (failed.outcome, failed.attempts) == ("", 0)


def test_an_item_that_went_well_is_not_tried_again(batch):
    good = batch.items.filter(outcome="new").first()
    answer = Staff("reporter").post(f"/admin/sources/importitem/{good.pk}/retry/", follow=True)
    assert "Nothing here can be tried again" in messages_of(answer)
    good.refresh_from_db()
    assert good.outcome == "new"


def test_the_page_of_an_item_offers_to_try_it_again_where_that_is_of_use(batch):
    staff = Staff("reporter")
    failed, good = batch.items.get(outcome="failed"), batch.items.filter(outcome="new").first()
    assert "Try again" in staff.page(f"/admin/sources/importitem/{failed.pk}/change/")
    assert "Try again" not in staff.page(f"/admin/sources/importitem/{good.pk}/change/")


def test_an_editor_sees_what_undoing_would_do_and_then_undoes(batch):
    cite(make_claim(), Source.objects.get(title="Rain"), f"Rain: {BODY[0]}"[:40])
    editor = Staff("editor")

    asked = words_of(editor.page(page_of(batch, "undo")))
    assert "1 to be removed 1 to be kept 1 made nothing 2 to be cancelled: they still wait" in asked
    assert "Rain : 1 citation rests on it." in asked
    assert Source.objects.count() == 2

    answer = editor.post(page_of(batch, "undo"), follow=True)
    assert "Undone: 1 removed, 1 kept; each item says why." in messages_of(answer)
    shown = words_of(answer.content.decode())
    assert f"Undone by {editor.user}" in shown
    assert "Kept: 1 citation rests on it." in shown
    assert "Removed: source" in shown
    assert list(Source.objects.values_list("title", flat=True)) == ["Rain"]
    assert "Undo this import" not in shown and "Go on undoing" not in shown


def test_asking_what_undoing_would_do_costs_the_same_for_few_and_for_many(batch, django_assert_num_queries):
    staff = Staff("chief")
    with django_assert_num_queries(16):
        staff.page(page_of(batch, "undo"))
    for word in ("Hail", "Wind", "Sun"):
        batches.add_document(batch, page(word))
    while batches.work_one(timezone.now()):
        pass
    with django_assert_num_queries(16):
        staff.page(page_of(batch, "undo"))


def test_a_reporter_does_not_undo(batch):
    staff = Staff("reporter")
    assert "Undo" not in words_of(staff.page(page_of(batch)))
    assert staff.get(page_of(batch, "undo")).status_code == 403
    assert staff.post(page_of(batch, "undo")).status_code == 403
    assert Source.objects.count() == 2


@pytest.mark.parametrize("what", ["retry", "undo", "progress"])
def test_a_batch_that_is_not_there_is_not_found(what):
    assert Staff().post(f"{LIST}999/{what}/").status_code == 404


def test_what_changes_rows_is_asked_by_post_alone(batch):
    item = batch.items.get(outcome="failed")
    staff = Staff()
    assert staff.get(page_of(batch, "retry")).status_code == 405
    assert staff.get(f"/admin/sources/importitem/{item.pk}/retry/").status_code == 405


def test_the_list_shows_each_batch_with_its_size(batch):
    assert "list.csv Command line" in words_of(Staff().page(LIST))


def test_an_empty_batch_has_a_page():
    assert "Nothing was added to it." in words_of(Staff().page(page_of(make_batch())))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_follows_the_work_without_being_loaded_anew(browser_page, live_server):
    staff, made = Staff("reporter"), make_batch()
    batches.add_document(made, page("Rain"))
    session = {"name": "sessionid", "value": staff.cookies["sessionid"].value, "url": live_server.url}
    browser_page.context.add_cookies([session])
    browser_page.goto(page_of(made))
    browser_page.get_by_text("0 of 1 done (0 %).").wait_for()
    batches.work_one(timezone.now())
    browser_page.get_by_text("1 of 1 done (100 %).").wait_for()
    browser_page.get_by_text("Stored as a new source.").wait_for()
