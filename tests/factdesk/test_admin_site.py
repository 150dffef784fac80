"""The front page of the admin: what waits, for whom, at what cost."""

import pytest
from django.contrib.contenttypes.models import ContentType

from claims.models import Claim, Quotation
from sources.importing.types import Outcome
from sources.models import ImportBatch, ImportItem
from tests import builders
from tests.staff import Staff, words_of

pytestmark = pytest.mark.django_db


def waiting(client) -> dict[str, str]:
    answer = client.get("/admin/")
    return {one.what: one.said for one in answer.context["waiting"]}


def test_it_counts_what_waits():
    builders.make_claim(status=Claim.Status.IN_REVIEW)
    builders.make_contradiction()
    builders.make_source(title="")
    citation = builders.cite(builders.make_claim(), builders.make_source())
    Quotation.objects.filter(citation=citation).update(state=Quotation.State.ORPHAN)
    ImportItem.objects.create(batch=ImportBatch.objects.create(origin="command"), target="x", outcome=Outcome.FAILED)
    builders.make_event(is_stub=True)

    found = waiting(Staff("editor"))

    assert found == {
        "Claims to review": "1",
        "Suggested contradictions": "1",
        "Judged on words that changed since": "0",
        "Sources that lack a title, an outlet or a date": "1",
        "Pages that say two things of themselves": "0",
        "Texts to compare with the page": "0",
        "Feeds that fail": "0",
        "Quotations no longer found": "1",
        "Quotations found nearly": "0",
        "Imports that failed": "1",
        "Replies still open": "0",
        "Actors made in passing, to be completed": "0",
        "Events made in passing, to be completed": "1",
    }


def test_each_line_leads_to_the_rows_it_counts():
    builders.make_claim("A claim to review.", status=Claim.Status.IN_REVIEW)
    builders.make_claim("A draft.")
    client = Staff("editor")

    for one in client.get("/admin/").context["waiting"]:
        page = client.page(one.address)
        if one.what == "Claims to review":
            assert "A claim to review." in page
            assert "A draft." not in page


def test_what_comes_first_is_the_editors_work():
    assert list(waiting(Staff("editor")))[:2] == ["Claims to review", "Suggested contradictions"]


def test_the_desks_parts_stand_in_its_order():
    answer = Staff("chief").get("/admin/")

    assert [app["app_label"] for app in answer.context["app_list"]] == ["claims", "sources", "auth"]
    assert "The desk" in words_of(answer.content.decode())


def test_it_costs_the_same_however_much_there_is(django_assert_num_queries):
    client = Staff("editor")
    ContentType.objects.clear_cache()
    client.get("/admin/")  # fills the caches of content types
    builders.make_claim(status=Claim.Status.IN_REVIEW)

    # session, user, permissions of user and of groups, thirteen counts, recent actions
    with django_assert_num_queries(18):
        client.get("/admin/")


def test_a_count_stops_at_a_thousand(monkeypatch):
    builders.make_claim(status=Claim.Status.IN_REVIEW)
    builders.make_claim(status=Claim.Status.IN_REVIEW)
    client = Staff("editor")
    line = next(one for one in client.get("/admin/").context["waiting"] if one.what == "Claims to review")
    monkeypatch.setattr(type(line), "CAP", 1)

    assert waiting(client)["Claims to review"] == "1+"
