"""The past of a row is read, never put back whole."""

import pytest

from tests import builders
from tests.staff import Staff, form_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed():
    outlet = builders.make_outlet("Border Herald", about="A weekly.")
    client = Staff("chief")
    address = f"/admin/sources/outlet/{outlet.pk}/change/"
    client.post(address, form_of(client.get(address)) | {"about": "A daily."})
    return client, outlet


def test_the_history_says_what_became_what_and_by_whom(changed):
    client, outlet = changed

    page = words_of(client.page(f"/admin/sources/outlet/{outlet.pk}/history/"))

    assert "A weekly. A daily." in page
    assert client.user.username in page
    assert "2 changes" in page


def test_a_row_of_the_past_shows_every_field_and_marks_the_changed(changed):
    client, outlet = changed
    newest = outlet.history.first()

    page = client.page(f"/admin/sources/outlet/{outlet.pk}/history/{newest.pk}/")

    assert "<mark>A daily.</mark>" in page
    assert "Border Herald" in words_of(page)


def test_the_past_cannot_be_posted_back(changed):
    client, outlet = changed
    oldest = outlet.history.last()

    answer = client.post(f"/admin/sources/outlet/{outlet.pk}/history/{oldest.pk}/", {"about": "A weekly."})

    outlet.refresh_from_db()
    assert answer.status_code == 403
    assert outlet.about == "A daily."


def test_the_past_of_another_row_is_not_found_here(changed):
    client, outlet = changed
    other = builders.make_outlet()

    assert client.get(f"/admin/sources/outlet/{other.pk}/history/{outlet.history.first().pk}/").status_code == 404


def test_who_may_not_see_the_row_does_not_see_its_past(changed):
    _, outlet = changed
    stranger = builders.make_user()
    stranger.is_staff = True
    stranger.save()
    client = Staff(user=stranger)

    for address in ("history/", f"history/{outlet.history.first().pk}/"):
        assert client.get(f"/admin/sources/outlet/{outlet.pk}/{address}").status_code == 403


def test_no_page_of_the_past_carries_styles_or_scripts_of_its_own(changed):
    client, outlet = changed

    for address in ("", f"{outlet.history.first().pk}/"):
        page = client.page(f"/admin/sources/outlet/{outlet.pk}/history/{address}")
        assert "style=" not in page
        assert "<style" not in page
        assert "<script>" not in page


@pytest.mark.parametrize("address", ["abc/history/1/", "1/history/xyz/", "abc/history/xyz/"])
def test_a_past_that_is_no_number_is_not_found(address):
    assert Staff().get(f"/admin/claims/claim/{address}").status_code == 404


def test_the_past_can_be_read_when_what_it_names_is_gone():
    actor = builders.make_actor("Ivan Petrov")
    claim = builders.make_claim(subject=actor)
    first = claim.history.latest()
    claim.subject = None
    claim.save()
    key = actor.pk
    actor.delete()
    staff = Staff()
    assert f"deleted since (number {key})" in staff.page(f"/admin/claims/claim/{claim.pk}/history/{first.pk}/")
    assert staff.get(f"/admin/claims/claim/{claim.pk}/history/").status_code == 200


@pytest.mark.parametrize("chosen", ["abc", "1'", "9" * 30, "\0"])
def test_a_list_action_on_what_is_no_key_does_nothing(chosen):
    sent = {"action": "export_csv_excel", "_selected_action": chosen}
    assert Staff().post("/admin/claims/claim/", sent).status_code in (200, 302)
