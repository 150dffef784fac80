import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.citing import Spoken, actor_named, anchor_in, cite, event_titled
from claims.models import Actor, ActorName, Citation, Claim, Event, Quotation
from tests.builders import make_actor, make_claim, make_event, make_outlet, make_source, make_user

pytestmark = pytest.mark.django_db
ITSELF = [Spoken("outlet_itself")]


@pytest.fixture
def reporter():
    return make_user("reporter")


def test_a_new_claim_is_saved_with_its_citation_quotations_and_voices(reporter):
    source = make_source(outlet=make_outlet("ViewWorld"))
    make_outlet("AFP")
    version = source.current_version
    anchors = [anchor_in(version, "At least 12 people were killed"), anchor_in(version, "Trade resumed")]
    chain = [Spoken("outlet", "AFP"), Spoken("actor", "Ivan Petrov", "spokesman", "2022-07-03")]
    citation = cite(Claim(text="Twelve people were killed."), source, reporter, anchors, chain, stance="denies")
    assert citation.claim.author == reporter
    assert [str(voice) for voice in citation.chain] == ["AFP", "Ivan Petrov"]
    assert citation.last_voice.actor.is_stub
    assert [one.exact for one in citation.shown_quotations] == ["At least 12 people were killed", "Trade resumed"]
    assert Citation.history.filter(id=citation.pk, history_type="+").exists()


def test_offsets_choose_between_equal_words():
    version = make_source("He came.\n\nThen he left. He came.").current_version
    assert anchor_in(version, "He came", 24, 31).start == 24
    with pytest.raises(ValidationError) as caught:
        anchor_in(version, "He came")
    assert caught.value.code == "ambiguous"


def test_offsets_that_do_not_fit_the_words_are_not_believed():
    version = make_source().current_version
    assert anchor_in(version, "Trade resumed", 0, 6).exact == "Trade resumed"


def test_words_that_are_not_in_the_text_save_nothing(reporter):
    with pytest.raises(ValidationError, match="not in the text"):
        anchor_in(make_source().current_version, "Nobody was hurt")


def test_the_same_claim_by_the_same_words_is_not_saved_twice(reporter):
    source = make_source()
    anchors = [anchor_in(source.current_version, "Trade resumed")]
    cite(Claim(text="Trade resumed."), source, reporter, anchors, ITSELF)
    with pytest.raises(ValidationError, match="Saved already"):
        cite(Claim(text="Trade resumed."), source, reporter, anchors, ITSELF)
    assert Claim.objects.count() == 1


def test_a_quotation_that_does_not_stand_at_its_offsets_is_refused():
    source = make_source()
    citation = Citation.objects.create(claim=make_claim(), source=source)
    with pytest.raises(ValidationError, match="do not stand"):
        Quotation.objects.create(
            citation=citation, version=source.current_version, exact="Trade resumed", start=0, end=13
        )


def test_an_unknown_agency_stays_as_printed(reporter):
    source = make_source()
    anchors = [anchor_in(source.current_version, "Trade resumed")]
    citation = cite(make_claim(), source, reporter, anchors, [Spoken("outlet", "An agency"), Spoken("not_given")])
    assert [(voice.kind, str(voice)) for voice in citation.chain] == [
        ("described", "An agency"),
        ("not_given", "speaker not given"),
    ]


def test_who_may_not_cite_saves_nothing():
    source = make_source()
    with pytest.raises(PermissionDenied):
        cite(Claim(text="A."), source, make_user(), [anchor_in(source.current_version, "Trade resumed")], ITSELF)
    assert not Claim.objects.exists()


def test_a_known_name_in_any_script_finds_its_actor():
    actor = make_actor("Zamir Kabulov")
    ActorName.objects.create(actor=actor, name="Замир Кабулов", kind="script")
    assert actor_named("Замир Кабулов") == actor
    assert actor_named("zamir kabulov") == actor
    assert actor_named(" ") is None
    assert Actor.objects.count() == 1


def test_an_event_is_found_by_its_title_or_made_as_a_stub():
    event = make_event("Talks in Moscow", date="2021-10-20")
    assert event_titled("talks in moscow") == event
    assert event_titled("Talks in Moscow", "2022").is_stub
    assert Event.objects.count() == 2
