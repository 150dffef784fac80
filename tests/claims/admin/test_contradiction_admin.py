"""Contradictions in the admin: the list, flagging by hand, and the page on which they are judged."""

import pytest
from django.test import override_settings

from claims.models import Contradiction, Judgement
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/contradiction/"


def page_of(contradiction) -> str:
    return f"{LIST}{contradiction.pk}/change/"


@pytest.fixture
def pair():
    left, right = builders.make_claim("Twelve died."), builders.make_claim("Seventeen died.")
    builders.cite(left, builders.make_source(outlet=builders.make_outlet("Border Herald")))
    builders.cite(right, builders.make_source(outlet=builders.make_outlet("Agence Nord")), "12 people")
    return builders.make_contradiction(left, right, label="conflict", score=0.871, reason="12 against 17.", why="")


def judge(client, contradiction, **answers):
    return client.post(f"{LIST}{contradiction.pk}/judge/", answers, follow=True)


def test_the_list_shows_both_claims_and_where_it_stands(pair):
    page = words_of(Staff("reporter").page(LIST))

    assert "Number Twelve died. Seventeen died. Conflict Between speakers Suggested 0 0.87" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "seventeen died"}, 1),
        ({"q": "12 against"}, 1),
        ({"q": "eighteen"}, 0),
        ({"state__exact": "suggested"}, 1),
        ({"state__exact": "confirmed"}, 1),
        ({"kind__exact": "number"}, 2),
        ({"level__exact": "outlets"}, 0),
        ({"label__exact": "conflict"}, 1),
    ],
)
def test_it_is_searched_and_filtered(pair, query, found):
    builders.make_public_contradiction()

    assert Staff().get(LIST, query).context["cl"].result_count == found


def test_it_is_narrowed_to_one_claim(pair):
    builders.make_contradiction()

    shown = Staff().get(LIST, {"of": pair.left_id}).context["cl"].queryset

    assert list(shown) == [pair]
    assert Staff().get(LIST, {"of": "x"}).context["cl"].result_count == 2


def test_the_page_shows_both_sides_with_their_words_and_the_machines_reason(pair):
    page = Staff("reporter").page(page_of(pair))

    assert "The machine: 12 against 17. (conflict, score 0.87)" in words_of(page)
    assert "<mark>At least 12 people were killed</mark>" in page
    assert "<mark>12 people</mark>" in page
    for outlet in ("Border Herald", "Agence Nord"):
        assert outlet in page
    assert "Your judgement" not in page  # a reporter reads, an editor judges


def test_an_editor_words_why_they_differ(pair):
    client = Staff()

    client.post(page_of(pair), form_of(client.get(page_of(pair))) | {"why": "They count different days."})

    pair.refresh_from_db()
    assert pair.why == "They count different days."


def test_two_persons_confirm_it(pair):
    first = judge(Staff(), pair, decision="confirm")
    second = judge(Staff(), pair, decision="confirm", cause="precision", explanation="Later count.")

    pair.refresh_from_db()
    assert (pair.state, pair.confirmations) == ("confirmed", 2)
    assert "1 more must confirm before readers see it." in messages_of(first)
    assert messages_of(second) == "Judged: confirmed."
    assert "Confirm (precision). Later count." in words_of(second.content.decode())


@override_settings(SECOND_PERSON=False)
def test_where_one_person_is_enough_nobody_else_is_asked_for(pair):
    assert messages_of(judge(Staff(), pair, decision="confirm")) == "Judged: confirmed."


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "This field is required."),
        ({"decision": "settle"}, "To settle it, choose a verdict."),
        ({"decision": "settle", "verdict": "neither", "explanation": "So."}, "This verdict rests on evidence"),
        ({"decision": "settle", "verdict": "cannot_be_settled"}, "explain the verdict"),
    ],
)
def test_what_a_judgement_lacks_is_said_and_what_was_typed_stays(pair, answers, sentence):
    answer = judge(Staff(), pair, evidence_document="", **{"cause": "translation", **answers})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in words_of(page)
    assert '<option value="translation" selected>' in page
    assert answers.get("explanation", "") in page
    assert "Twelve died." in page
    assert not Judgement.objects.exists()


def test_it_is_settled_on_the_evidence_of_a_citation(pair):
    evidence = builders.cite(builders.make_claim(), builders.make_source())
    client = Staff()

    found = client.get(
        "/admin/autocomplete/",
        {"app_label": "claims", "model_name": "judgement", "field_name": "evidence", "term": "at least 12"},
    )
    judge(client, pair, decision="settle", verdict="left", explanation="Two graves lists agree.", evidence=evidence.pk)

    judgement = Judgement.objects.get()
    assert str(evidence.pk) in {one["id"] for one in found.json()["results"]}
    assert (judgement.evidence, judgement.by) == (evidence, client.user)


def test_a_reporter_does_not_judge(pair):
    answer = judge(Staff("reporter"), pair, decision="confirm")

    assert answer.status_code == 403
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(("action", "state"), [("confirm", "confirmed"), ("dismiss", "dismissed")])
def test_several_are_judged_at_once(pair, action, state):
    other = builders.make_contradiction()
    client = Staff()

    answer = client.post(LIST, {"action": action, "_selected_action": [pair.pk, other.pk]}, follow=True)

    assert set(Contradiction.objects.values_list("state", flat=True)) == {state}
    assert f"2 {state}." in messages_of(answer)


def test_a_reporter_is_offered_no_judging_in_the_list(pair):
    client = Staff("reporter")

    client.post(LIST, {"action": "confirm", "_selected_action": [pair.pk]})

    pair.refresh_from_db()
    assert pair.state == "suggested"


def test_a_reporter_flags_two_claims_by_hand():
    left, right = builders.make_claim("Twelve died."), builders.make_claim("Nobody died.")
    client = Staff("reporter")
    opened = client.get(f"{LIST}add/", {"left": right.pk})

    typed = {"left": right.pk, "right": left.pk, "kind": "polarity", "why": "One counts dead, one none."}
    client.post(f"{LIST}add/", typed)

    flagged = Contradiction.objects.get()
    assert "Nobody died." in opened.content.decode()
    assert (flagged.left, flagged.right, flagged.flagged_by) == (left, right, client.user)
    assert "Flagged by" in client.page(page_of(flagged))


@pytest.mark.parametrize("kind", ["number", "denial"])
def test_what_cannot_be_flagged_is_said_and_kept(pair, kind):
    sent = {"left": pair.left_id, "right": pair.right_id, "kind": "number", "why": "Typed in full."}
    if kind == "denial":
        sent |= {"right": pair.left_id}

    page = Staff("reporter").post(f"{LIST}add/", sent).content.decode()

    expected = "These two are flagged already" if kind == "number" else "Choose two different claims"
    assert expected in words_of(page)
    assert "Typed in full." in page


def test_one_claim_said_and_denied_is_shown_once():
    claim = builders.make_claim("Talks were held.")
    denial = builders.make_contradiction(claim, claim, kind="denial")

    assert words_of(Staff().page(page_of(denial))).count("Talks were held. Draft") == 1


def test_a_judgement_from_a_page_opened_earlier_is_kept_in_the_form_and_asked_again(pair):
    first, second = Staff(), Staff("chief")
    opened = first.get(page_of(pair)).context["judgement_form"]["revision"].value()
    judge(second, pair, decision="dismiss", explanation="Two places.")

    refused = judge(first, pair, decision="confirm", explanation="Typed in full.", revision=opened)
    judged = Judgement.objects.count()
    again = refused.context["judgement_form"]["revision"].value()
    judge(first, pair, decision="confirm", explanation="Typed in full.", revision=again)

    page = refused.content.decode()
    assert "Somebody changed or judged it after you opened it" in words_of(page)
    assert "Typed in full." in page
    assert judged == 1
    assert Judgement.objects.count() == 2
