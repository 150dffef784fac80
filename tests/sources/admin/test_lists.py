"""The other lists of sources, and what a list may cost."""

import pytest

from sources.admin.base import CappedPaginator
from sources.importing.types import Outcome
from sources.models import ImportBatch, ImportItem, Outlet, OutletDomain, Story
from tests import builders
from tests.staff import Staff, form_of, words_of

pytestmark = pytest.mark.django_db


def test_outlets_show_their_domains_and_can_lack_one():
    OutletDomain.objects.create(outlet=builders.make_outlet("Border Herald", country="AF"), domain="herald.example")
    builders.make_outlet("Nameless")
    client = Staff()

    assert "Border Herald Other AF — herald.example" in words_of(client.page("/admin/sources/outlet/"))
    without = client.get("/admin/sources/outlet/", {"domain": "none"}).context["cl"].queryset
    assert [outlet.name for outlet in without] == ["Nameless"]


def test_a_domain_is_given_alone():
    client = Staff("chief")
    form = form_of(client.get("/admin/sources/outlet/add/"))

    answer = client.post("/admin/sources/outlet/add/", form | {"name": "Herald", "domains-0-domain": "https://x.org/a"})

    assert "Give the domain alone" in words_of(answer.content.decode())


def test_stories_show_their_summary():
    Story.objects.create(name="Border", summary="Talks and trade.")

    assert "Border Talks and trade." in words_of(Staff().page("/admin/sources/story/"))


def test_imports_show_what_became_of_each_item():
    batch = ImportBatch.objects.create(origin="command")
    ImportItem.objects.create(batch=batch, target="https://a.example", outcome=Outcome.FAILED, reason="No answer.")
    ImportItem.objects.create(batch=batch, target="https://b.example", outcome=Outcome.NEW)
    client = Staff("reporter")

    items = words_of(client.page("/admin/sources/importitem/"))
    wrong = client.get("/admin/sources/importitem/", {"went": "wrong"}).context["cl"].queryset

    assert "https://a.example failed No answer." in items
    assert [one.target for one in wrong] == ["https://a.example"]
    assert "Command line" in words_of(client.page("/admin/sources/importbatch/"))
    assert "1 new 1 failed" in words_of(client.page(f"/admin/sources/importbatch/{batch.pk}/change/"))
    assert client.get("/admin/sources/importitem/", {"batch__id__exact": batch.pk}).context["cl"].result_count == 2


def test_a_count_stops_at_its_cap(monkeypatch):
    monkeypatch.setattr(CappedPaginator, "CAP", 3)
    for _ in range(5):
        builders.make_outlet()

    answer = Staff().get("/admin/sources/outlet/")

    assert answer.context["cl"].result_count == 4
    assert "more than 3 outlets: filter or search" in words_of(answer.content.decode())


def fill(rows: int) -> None:
    batch = ImportBatch.objects.create(origin="command")
    story = Story.objects.create(name=f"Story {batch.pk}")
    for _ in range(rows):
        source = builders.make_source()
        source.stories.add(story)
        OutletDomain.objects.create(outlet=source.outlet, domain=f"{source.outlet_id}.example.org")
        ImportItem.objects.create(batch=batch, target="x", outcome=Outcome.NEW, source=source)


@pytest.mark.parametrize("model", ["source", "outlet", "story", "sourceversion", "importitem", "importbatch"])
def test_a_list_of_200_asks_no_more_than_a_list_of_10(model, django_assert_max_num_queries):
    client, address = Staff(), f"/admin/sources/{model}/?all="
    fill(10)
    client.get(address)
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    fill(190)

    with django_assert_max_num_queries(len(few)):
        answer = client.get(address)

    assert Outlet.objects.count() == 200
    assert answer.status_code == 200
