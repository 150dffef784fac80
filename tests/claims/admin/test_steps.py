"""A claim's steps on its way to readers: by button, by list action, and what refuses them."""

import pytest

from claims.models import Claim, Publication
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/claim/"


def ready(**fields) -> Claim:
    claim = builders.make_claim(status="in_review", **fields)
    builders.cite(claim, builders.make_source())
    return claim


def act(client, action, claims, **answers):
    sent = {"action": action, "_selected_action": [claim.pk for claim in claims], **answers}
    return client.post(LIST, sent, follow=True)


def step(client, claim, name, **answers):
    sent = {"revision": claim.revision, **answers}
    return client.post(f"{LIST}{claim.pk}/step/{name}/", sent, follow=True)


@pytest.mark.parametrize(
    ("role", "status", "offered"),
    [
        ("reporter", "draft", ["submit"]),
        ("reporter", "in_review", []),
        ("reporter", "published", []),
        ("editor", "draft", ["submit", "hold"]),
        ("editor", "in_review", ["send_back", "publish", "hold"]),
        ("editor", "published", ["hold"]),
        ("chief", "published", ["hold", "retract"]),
        ("chief", "retracted", []),
    ],
)
def test_each_role_is_offered_the_steps_it_may_take(role, status, offered):
    claim = builders.make_claim(status=status)

    answer = Staff(role).get(f"{LIST}{claim.pk}/change/")

    assert [step.name for step in answer.context["steps"]] == offered


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        ("reporter", {"submit"}),
        ("editor", {"submit", "send_back", "publish", "hold", "release"}),
        ("chief", {"submit", "send_back", "publish", "hold", "release", "retract"}),
    ],
)
def test_the_list_offers_the_same(role, actions):
    builders.make_claim()

    choices = dict(Staff(role).get(LIST).context["action_form"].fields["action"].choices)

    assert {
        name for name in choices if name in {"submit", "send_back", "publish", "hold", "release", "retract"}
    } == actions


def test_a_draft_goes_to_review_and_to_readers():
    claim = builders.make_claim()
    builders.cite(claim, builders.make_source())

    step(Staff("reporter"), claim, "submit")
    claim.refresh_from_db()
    answer = step(Staff("editor"), claim, "publish")

    claim.refresh_from_db()
    assert claim.status == "published"
    assert Publication.objects.get().change == "publication"
    assert "1 claim published." in messages_of(answer)


def test_the_gate_says_what_is_missing_and_lets_the_rest_through():
    whole, bare, own = ready(), builders.make_claim("It has none.", status="in_review"), ready()
    client = Staff("editor")
    Claim.objects.filter(pk=own.pk).update(author=client.user)

    answer = act(client, "publish", [whole, bare, own])

    said = messages_of(answer)
    assert "1 claim published." in said
    assert "“It has none.” was not published: It has no citation" in said
    assert "You wrote it: a second person has to publish it." in said
    assert {claim.pk for claim in Claim.objects.filter(status="published")} == {whole.pk}


def test_at_most_twenty_refusals_are_told_one_by_one():
    claims = [builders.make_claim(status="in_review") for _ in range(25)]

    answer = act(Staff("editor"), "publish", claims)

    told = [str(one) for one in answer.context["messages"]]
    assert len(told) == 21
    assert told[-1] == "5 more were not published."


def test_what_changed_after_the_page_was_opened_is_not_published():
    claim = ready()
    Claim.objects.filter(pk=claim.pk).update(revision=7)

    answer = step(Staff("editor"), claim, "publish")

    claim.refresh_from_db()
    assert claim.status == "in_review"
    assert "It changed after you opened it" in messages_of(answer)


def test_a_retraction_asks_for_its_note_first():
    claim = builders.make_published_claim("Twelve died.")
    client = Staff("chief")

    asked = step(client, claim, "retract")
    empty = step(client, claim, "retract", apply="1", note=" ")
    done = step(client, claim, "retract", apply="1", note="The ministry withdrew its figure.")

    claim.refresh_from_db()
    assert "Why it is retracted" in words_of(asked.content.decode())
    assert "This field is required." in words_of(empty.content.decode())
    assert claim.status == "retracted"
    assert Publication.objects.get().note == "The ministry withdrew its figure."
    assert "1 claim retracted." in messages_of(done)


def test_several_claims_are_retracted_with_one_note():
    claims = [builders.make_published_claim(), builders.make_published_claim()]
    client = Staff("chief")

    asked = act(client, "retract", claims)
    kept = dict(asked.context["kept"])
    act(client, "retract", claims, apply="1", note="Both rested on a forgery.")

    assert kept["action"] == "retract"
    assert Publication.objects.filter(change="retraction", note="Both rested on a forgery.").count() == 2


def test_a_hold_keeps_a_claim_from_readers_until_it_is_released():
    claim = builders.make_published_claim()
    client = Staff("editor")

    step(client, claim, "hold", apply="1", kind="legal", reason="The lawyer reads it.")
    held = Claim.objects.published().filter(pk=claim.pk).exists()
    claim.refresh_from_db()
    page = words_of(client.page(f"{LIST}{claim.pk}/change/"))
    step(client, claim, "release")

    assert not held
    assert "Legal check: The lawyer reads it." in page
    assert Claim.objects.published().filter(pk=claim.pk).exists()


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        ("reporter", "publish", "in_review"),
        ("reporter", "hold", "draft"),
        ("editor", "retract", "published"),
        ("chief", "explode", "draft"),
    ],
)
def test_a_crafted_step_is_refused(role, name, status):
    claim = builders.make_claim(status=status)

    answer = step(Staff(role), claim, name, apply="1", note="x", kind="legal", reason="x")

    claim.refresh_from_db()
    assert answer.status_code == 403
    assert (claim.status, claim.hold) == (status, "")


def test_a_step_is_never_taken_by_a_link():
    assert Staff("editor").get(f"{LIST}{ready().pk}/step/publish/").status_code == 405


def test_a_crafted_action_is_not_taken():
    claim = ready()

    act(Staff("reporter"), "publish", [claim])

    claim.refresh_from_db()
    assert claim.status == "in_review"


def test_a_change_of_what_readers_see_says_of_what_kind_it_is():
    claim = builders.make_published_claim("Twelve died.")
    client = Staff("editor")
    address = f"{LIST}{claim.pk}/change/"
    typed = form_of(client.get(address)) | {"text": "Twelve people died."}

    unsaid = client.post(address, typed)
    without_note = client.post(address, typed | {"change": "correction"})
    kept = Claim.objects.get(pk=claim.pk).text
    done = client.post(address, typed | {"change": "correction", "change_note": "One figure was wrong."})

    claim.refresh_from_db()
    publication = Publication.objects.get()
    assert "say what kind of change it is" in words_of(unsaid.content.decode())
    assert "Say in a sentence what changed" in words_of(without_note.content.decode())
    assert kept == "Twelve died."
    assert done.status_code == 302
    assert (claim.text, claim.status) == ("Twelve people died.", "corrected")
    assert (publication.change, publication.note) == ("correction", "One figure was wrong.")
    assert publication.record["text"] == "Twelve people died."


def test_a_typo_needs_no_note_and_a_draft_no_kind():
    claim, draft = builders.make_published_claim("Twelv died."), builders.make_claim("A draft.")
    client = Staff("editor")

    for row, more in ((claim, {"change": "typo"}), (draft, {})):
        address = f"{LIST}{row.pk}/change/"
        assert client.post(address, form_of(client.get(address)) | more).status_code == 302

    assert [one.change for one in Publication.objects.all()] == ["typo"]
