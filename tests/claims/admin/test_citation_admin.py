"""Citations in the admin: their voices and translation are put right, their words are never moved."""

import pytest

from claims.models import Citation, Contradiction, Publication, Quotation, Voice
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/citation/"


@pytest.fixture
def citation():
    source = builders.make_source(title="Talks ended", outlet=builders.make_outlet("Border Herald"))
    return builders.cite(builders.make_claim("Twelve died."), source, actor=builders.make_actor("The ministry"))


def page_of(citation) -> str:
    return f"{LIST}{citation.pk}/change/"


def test_the_list_shows_claim_words_outlet_and_voices(citation):
    page = words_of(Staff("reporter").page(LIST))

    assert "Twelve died. “At least 12 people were killed” Border Herald The ministry asserts Draft" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "at least 12"}, 1),
        ({"q": "talks ended"}, 1),
        ({"q": "elsewhere"}, 0),
        ({"words": "orphan"}, 0),
        ({"words": "waiting"}, 1),
        ({"words": "none"}, 0),
        ({"stance__exact": "denies"}, 0),
    ],
)
def test_it_is_searched_and_filtered(citation, query, found):
    Quotation.objects.update(state=Quotation.State.WAITING)

    assert Staff().get(LIST, query).context["cl"].result_count == found


def test_a_voice_is_put_before_the_last_one(citation):
    agency, client = builders.make_outlet("Agence Nord"), Staff("reporter")
    typed = form_of(client.get(page_of(citation)))
    typed |= {"voices-TOTAL_FORMS": "2", "voices-0-position": "1"}
    typed |= {"voices-1-citation": citation.pk, "voices-1-position": "0"}
    typed |= {"voices-1-kind": "outlet", "voices-1-outlet": agency.pk}

    answer = client.post(page_of(citation), typed)

    assert answer.status_code == 302
    assert [str(voice) for voice in Voice.objects.filter(citation=citation)] == ["Agence Nord", "The ministry"]


def test_a_voice_that_does_not_fit_its_kind_is_refused_with_a_sentence(citation):
    client = Staff("reporter")

    answer = client.post(page_of(citation), form_of(client.get(page_of(citation))) | {"voices-0-kind": "outlet"})

    assert "an outlet's voice needs an outlet" in words_of(answer.content.decode()).replace("’", "'")


def test_the_words_are_only_read(citation):
    page = Staff("chief").page(page_of(citation))

    assert "At least 12 people were killed" in page
    assert 'name="quotations-0-exact"' not in page
    assert 'name="claim"' not in page


def test_a_change_under_a_published_claim_is_recorded():
    claim = builders.make_published_claim()
    citation, client = claim.citations.get(), Staff()
    typed = form_of(client.get(page_of(citation))) | {"translation": "Mindestens zwölf"}

    unsaid = client.post(page_of(citation), typed)
    done = client.post(page_of(citation), typed | {"change": "update", "change_note": "A translation was added."})

    assert "say what kind of change it is" in words_of(unsaid.content.decode())
    assert done.status_code == 302
    assert Publication.objects.get().record["citations"][0]["translation"] == "Mindestens zwölf"


def test_a_denial_beside_an_assertion_is_suggested_as_a_contradiction(citation):
    builders.cite(citation.claim, builders.make_source())
    client = Staff("reporter")

    client.post(page_of(citation), form_of(client.get(page_of(citation))) | {"stance": "denies"})

    assert Contradiction.objects.get().is_denial


def test_a_change_that_leaves_a_published_claim_without_words_is_refused_and_the_form_kept():
    claim = builders.make_published_claim()
    citation, client = claim.citations.get(), Staff()
    typed = form_of(client.get(page_of(citation))) | {"translation": "Typed in full.", "voices-0-DELETE": "on"}

    answer = client.post(page_of(citation), typed | {"change": "update", "change_note": "The voice was wrong."})

    page = answer.content.decode()
    citation.refresh_from_db()
    assert answer.status_code == 200
    assert "does not say whose words they are" in words_of(page)
    assert "Typed in full." in page
    assert "The voice was wrong." in page
    assert citation.translation == ""
    assert citation.voices.count() == 1
    assert not Publication.objects.exists()


def test_a_change_of_a_citation_makes_the_steps_of_its_claim_stale(citation):
    claim, client = citation.claim, Staff("reporter")
    before = claim.revision

    client.post(page_of(citation), form_of(client.get(page_of(citation))) | {"translation": "Zwölf"})

    claim.refresh_from_db()
    assert claim.revision > before


def test_a_citation_of_a_published_claim_is_deleted_only_while_others_carry_it():
    claim = builders.make_published_claim()
    first, client = claim.citations.get(), Staff("editor")

    refused = client.post(f"{LIST}{first.pk}/delete/", {"post": "yes"}, follow=True)
    kept = claim.citations.count()
    builders.cite(claim, builders.make_source())
    by_reporter = Staff("reporter").post(f"{LIST}{first.pk}/delete/", {"post": "yes"})
    done = client.post(f"{LIST}{first.pk}/delete/", {"post": "yes"})

    assert "It was not deleted. It has no citation" in messages_of(refused)
    assert kept == 1
    assert by_reporter.status_code == 403
    assert done.status_code == 302
    assert claim.citations.count() == 1
    assert claim.publications.get().note.startswith("No longer cited in")


def test_citations_are_deleted_one_at_a_time(citation):
    client = Staff("chief")

    client.post(LIST, {"action": "delete_selected", "_selected_action": [citation.pk], "post": "yes"})

    assert Citation.objects.filter(pk=citation.pk).exists()
