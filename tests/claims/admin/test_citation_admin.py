"""Citations in the admin: their voices and translation are put right, their words are never moved."""

import pytest

from claims.models import Contradiction, Publication, Quotation, Voice
from tests import builders
from tests.staff import Staff, form_of, words_of

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
