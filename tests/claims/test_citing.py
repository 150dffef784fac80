import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.citing import Saying, Spoken, actor_named, anchor_in, cite, event_titled, uncite
from claims.models import Actor, ActorName, Citation, Claim, Event, Quotation, Voice
from tests.builders import make_actor, make_claim, make_event, make_outlet, make_published_claim, make_source, make_user

pytestmark = pytest.mark.django_db
ITSELF = (Spoken("outlet_itself"),)


@pytest.fixture
def reporter():
    return make_user("reporter")


def test_a_new_claim_is_saved_with_its_citation_quotations_and_voices(reporter):
    source = make_source(outlet=make_outlet("ViewWorld"))
    make_outlet("AFP")
    version = source.current_version
    anchors = (anchor_in(version, "At least 12 people were killed"), anchor_in(version, "Trade resumed"))
    chain = (Spoken("outlet", "AFP"), Spoken("actor", "Ivan Petrov", "spokesman", "2022-07-03"))
    citation = cite(Claim(text="Twelve people were killed."), source, reporter, Saying(anchors, chain, stance="denies"))
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
    anchors = (anchor_in(source.current_version, "Trade resumed"),)
    cite(Claim(text="Trade resumed."), source, reporter, Saying(anchors, ITSELF))
    with pytest.raises(ValidationError, match="Saved already"):
        cite(Claim(text="Trade resumed."), source, reporter, Saying(anchors, ITSELF))
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
    anchors = (anchor_in(source.current_version, "Trade resumed"),)
    citation = cite(
        make_claim(), source, reporter, Saying(anchors, (Spoken("outlet", "An agency"), Spoken("not_given")))
    )
    assert [(voice.kind, str(voice)) for voice in citation.chain] == [
        ("described", "An agency"),
        ("not_given", "speaker not given"),
    ]


def test_who_may_not_cite_saves_nothing():
    source = make_source()
    with pytest.raises(PermissionDenied):
        cite(
            Claim(text="A."), source, make_user(), Saying((anchor_in(source.current_version, "Trade resumed"),), ITSELF)
        )
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


def cite_again(claim, by, source=None):
    source = source or make_source(title="Trade at the border")
    return cite(claim, source, by, Saying((anchor_in(source.current_version, "Trade resumed"),), ITSELF))


@pytest.mark.parametrize("status", Claim.PUBLISHED)
def test_a_published_claim_is_cited_by_an_editor_alone_and_the_ledger_says_so(reporter, status):
    claim = make_published_claim()
    Claim.objects.update(status=status)
    with pytest.raises(ValidationError, match="published claims are cited by an editor"):
        cite_again(claim, reporter)
    assert claim.citations.count() == 1
    cite_again(claim, make_user("editor"))
    publication = claim.publications.get()
    assert (publication.change, publication.note) == ("update", "Cited in “Trade at the border” too.")
    assert len(publication.record["citations"]) == 2


def test_a_citation_that_lacks_something_is_not_added_to_a_published_claim():
    claim, undated = make_published_claim(), make_source(published="")
    with pytest.raises(ValidationError, match="no date of publication"):
        cite_again(claim, make_user("editor"), undated)
    assert claim.citations.count() == 1
    assert not claim.publications.exists()


def test_a_retracted_claim_is_cited_no_more():
    with pytest.raises(ValidationError, match="retracted"):
        cite_again(make_claim(status="retracted"), make_user("editor"))


def test_citing_and_taking_a_citation_away_raise_the_claims_revision(reporter):
    claim = make_claim()
    first = claim.revision
    citation = cite_again(claim, reporter)
    assert Claim.objects.get().revision == first + 1
    uncite(citation, make_user("editor"))
    assert Claim.objects.get().revision == first + 2
    assert not Citation.objects.exists()


def test_a_published_claim_keeps_at_least_one_citation_that_passes_the_gate(reporter):
    claim, editor = make_published_claim(), make_user("editor")
    with pytest.raises(ValidationError, match="no citation"):
        uncite(claim.citations.get(), editor)
    second = cite_again(claim, editor)
    with pytest.raises(PermissionDenied):
        uncite(second, reporter)
    uncite(second, editor)
    assert claim.citations.count() == 1
    assert claim.publications.last().note == "No longer cited in “Trade at the border”."


def test_one_of_several_actors_with_a_name_is_picked_by_its_number(reporter):
    first, second = make_actor("Ivan Petrov", about="A minister."), make_actor("Ivan Petrov")
    choices = (
        f"Two actors are known as “ivan petrov”: {first.pk} .A minister.., {second.pk} .Person.. Write ivan petrov #"
    )
    with pytest.raises(ValidationError, match=choices):
        actor_named("ivan petrov")
    assert actor_named(f"Ivan Petrov #{second.pk}") == second
    with pytest.raises(ValidationError, match="No 999999 among the actors “Ivan Petrov”"):
        actor_named("Ivan Petrov #999999")
    assert actor_named("Brigade #5").name == "Brigade #5"
    assert Actor.objects.count() == 3


def test_the_number_is_no_part_of_the_name_as_printed(reporter):
    actors = [make_actor("Ivan Petrov") for _ in range(2)]
    source = make_source()
    anchors = (anchor_in(source.current_version, "Trade resumed"),)
    cite(make_claim(), source, reporter, Saying(anchors, (Spoken("actor", f"Ivan Petrov #{actors[1].pk}"),)))
    voice = Voice.objects.get()
    assert (voice.actor, voice.name_printed) == (actors[1], "Ivan Petrov")


def test_one_of_several_events_with_a_title_is_picked_by_its_number_or_date():
    early, late = make_event("Talks in Moscow", date="2021"), make_event("Talks in Moscow", date="2022")
    twin = make_event("Talks in Moscow", date="2022")
    with pytest.raises(ValidationError, match=rf"Three events .*{early.pk} .2021., {late.pk} .2022."):
        event_titled("talks in moscow")
    with pytest.raises(ValidationError, match="Two events"):
        event_titled("Talks in Moscow", "2022")
    assert event_titled("Talks in Moscow", "2021") == early
    assert event_titled(f"Talks in Moscow #{twin.pk}", "2022") == twin


def test_an_events_title_is_found_in_small_letters_of_any_script():
    event = make_event("Переговоры в Москве")
    assert event_titled("ПЕРЕГОВОРЫ в москве") == event
