"""Two tabs on one row: the second save is refused once, with both texts, and nothing typed is lost."""

import pytest

from sources.models import Story
from tests import builders
from tests.staff import Staff, form_of, words_of

pytestmark = pytest.mark.django_db


def make_story(name: str) -> Story:
    return Story.objects.create(name=name)


@pytest.fixture
def lost():
    """Somebody opens an outlet's form, and somebody else saves it meanwhile."""
    outlet = builders.make_outlet("Border Herald", about="A weekly.")
    address = f"/admin/sources/outlet/{outlet.pk}/change/"
    first, second = Staff("chief"), Staff("chief")
    opened = form_of(second.get(address))
    answer = first.post(address, form_of(first.get(address)) | {"about": "A daily since 2020."})
    assert answer.status_code == 302
    return outlet, second, address, opened | {"about": "A weekly from Herat."}


def test_a_save_raises_the_revision(lost):
    outlet, *_ = lost

    outlet.refresh_from_db()
    assert outlet.revision == 2


def test_the_loser_sees_both_texts_and_overwrites_nothing(lost):
    outlet, client, address, typed = lost

    answer = client.post(address, typed)

    outlet.refresh_from_db()
    page = words_of(answer.content.decode())
    assert answer.status_code == 200
    assert outlet.about == "A daily since 2020."
    assert "A weekly from Herat." in page
    assert "Saved meanwhile by somebody else: “A daily since 2020.”" in page


def test_a_second_save_of_what_the_form_shows_goes_through(lost):
    outlet, client, address, typed = lost

    shown = form_of(client.post(address, typed))
    answer = client.post(address, shown)

    outlet.refresh_from_db()
    assert shown["about"] == "A weekly from Herat."
    assert answer.status_code == 302
    assert outlet.about == "A weekly from Herat."
    assert outlet.revision == 3


def test_a_third_save_in_between_is_seen_too(lost):
    outlet, client, address, typed = lost
    shown = form_of(client.post(address, typed))
    other = Staff("chief")
    other.post(address, form_of(other.get(address)) | {"about": "Closed in 2021."})

    answer = client.post(address, shown)

    outlet.refresh_from_db()
    assert answer.status_code == 200
    assert outlet.about == "Closed in 2021."


def test_a_form_without_its_revision_is_refused():
    outlet = builders.make_outlet(about="A weekly.")
    client = Staff("chief")
    address = f"/admin/sources/outlet/{outlet.pk}/change/"
    sent = form_of(client.get(address)) | {"about": "Crafted."}
    del sent["revision"]

    client.post(address, sent)

    outlet.refresh_from_db()
    assert outlet.about == "A weekly."


def test_a_change_of_its_parts_alone_counts_as_a_save():
    outlet = builders.make_outlet()
    client = Staff("chief")
    address = f"/admin/sources/outlet/{outlet.pk}/change/"

    answer = client.post(address, form_of(client.get(address)) | {"domains-0-domain": "herald.example"})

    outlet.refresh_from_db()
    assert answer.status_code == 302
    assert [one.domain for one in outlet.domains.all()] == ["herald.example"]
    assert outlet.revision == 2


def test_the_loser_sees_chosen_rows_labels_and_numbers_too():
    old, new, story = builders.make_outlet("Old Herald"), builders.make_outlet("New Herald"), make_story("Border")
    source = builders.make_source(outlet=old)
    address = f"/admin/sources/source/{source.pk}/change/"
    first, second = Staff(), Staff()
    opened = form_of(second.get(address))
    theirs = {"outlet": new.pk, "kind": "pdf", "stories": [story.pk], "truncated": "on"}
    first.post(address, form_of(first.get(address)) | theirs)

    page = words_of(second.post(address, opened).content.decode())

    for shown in ("New Herald", "PDF document", "Border", "True"):
        assert f"Saved meanwhile by somebody else: “{shown}”" in page
    assert page.count("Saved meanwhile") == 4
