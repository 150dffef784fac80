import pytest

from claims.models import Actor, Citation, Claim, Contradiction, Event
from sources.models import Disagreement, SameText
from tests.builders import (
    add_version,
    cite,
    make_actor,
    make_claim,
    make_event,
    make_outlet,
    make_published_claim,
    make_source,
    make_user,
)
from tests.staff import words_of

pytestmark = pytest.mark.django_db
QUERIES = 14  # of the reading page of a source that nobody has cited
WORDS = "At least 12 people were killed"
FORM = {
    "words": WORDS,
    "text": "At least twelve people were killed at the crossing.",
    "kind": "fact",
    "stance": "asserts",
    "speaker_kind": "outlet_itself",
}


@pytest.fixture
def desk(client):
    client.force_login(make_user("reporter"))
    return client


def post(desk, source, **fields):
    return desk.post(f"/desk/sources/{source.pk}/", {**FORM, **fields}, follow=True)


def test_the_article_shows_its_text_with_its_citations_marked(desk):
    source = make_source()
    citation = cite(make_claim(), source)
    page = desk.get(f"/desk/sources/{source.pk}/").content.decode()
    assert f'data-citation="{citation.pk}"' in page
    assert f">{WORDS}</mark>" in page
    assert 'data-start="20"' in page


def test_foreign_markup_in_a_text_is_shown_as_text(desk):
    source = make_source("Title\n\n<script>alert(1)</script> & more")
    page = desk.get(f"/desk/sources/{source.pk}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_words_and_claim_are_saved_with_voices_event_and_value(desk):
    source = make_source()
    make_outlet("AFP")
    post(
        desk,
        source,
        agency="AFP",
        speaker_kind="actor",
        speaker="Ivan Petrov",
        role="spokesman",
        event="Clash at the crossing",
        event_date="2022-07-03",
        bound="at_least",
        number="12",
        unit="people",
    )
    claim = Claim.objects.get()
    assert (claim.value, claim.event.is_stub, claim.event.date) == ("at least 12 people", True, "2022-07-03")
    citation = claim.citations.get()
    assert [str(voice) for voice in citation.chain] == ["AFP", "Ivan Petrov"]
    assert citation.chain[-1].role_printed == "spokesman"
    quotation = citation.quotations.get()
    assert source.current_version.text[quotation.start : quotation.end] == quotation.exact == WORDS


@pytest.mark.parametrize(
    ("bound", "number", "number_to", "value"),
    [
        ("exactly", "12", "", "12 people"),
        ("about", "9000", "", "about 9,000 people"),
        ("at_most", "60", "", "at most 60 people"),
        ("between", "10", "15", "10 to 15 people"),
    ],
)
def test_a_number_is_kept_with_its_bounds(desk, bound, number, number_to, value):
    post(desk, make_source(), bound=bound, number=number, number_to=number_to, unit="people")
    assert Claim.objects.get().value == value


def test_an_existing_claim_is_cited_again(desk):
    claim, source = make_claim(), make_source()
    cite(claim, make_source())
    post(desk, source, text="", claim=claim.pk)
    assert Claim.objects.get().citations.count() == 2


def test_a_published_claim_is_cited_again_by_an_editor_alone(desk, client):
    claim, source = make_published_claim(), make_source()
    page = post(desk, source, text="", claim=claim.pk).content.decode()
    assert "published claims are cited by an editor" in page
    assert f'value="{claim.pk}"' in page
    assert WORDS in page
    assert Claim.objects.get().citations.count() == 1
    client.force_login(make_user("editor"))
    post(client, source, text="", claim=claim.pk)
    assert Claim.objects.get().citations.count() == 2
    assert claim.publications.get().change == "update"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"speaker_kind": "actor", "speaker": "Ivan Petrov"}, "speaker"),
        ({"subject": "Ivan Petrov"}, "subject"),
        ({"object": "Ivan Petrov"}, "object"),
        ({"event": "Talks in Moscow"}, "event"),
    ],
)
def test_a_name_that_several_have_is_asked_about_at_its_field(desk, fields, field):
    for _ in range(2):
        make_actor("Ivan Petrov")
        make_event("Talks in Moscow")
    form = post(desk, make_source(), **fields).context["form"]
    assert list(form.errors) == [field]
    assert form.errors[field][0].startswith("Two ")
    assert not Claim.objects.exists()


def test_a_failure_of_the_detector_loses_no_citation(desk, monkeypatch, caplog):
    def fail(claim):
        raise ArithmeticError("a bad day")

    monkeypatch.setattr("claims.contradictions.suggestions.suggest_for", fail)
    page = post(desk, make_source()).content.decode()
    assert "Saved; suggestions will follow." in page
    assert Citation.objects.count() == 1
    assert "a bad day" in caplog.text


def test_two_passages_make_one_citation(desk):
    post(desk, make_source(), second_words="Trade resumed")
    assert Citation.objects.get().quotations.count() == 2


def test_saving_suggests_a_contradiction_in_the_same_request(desk):
    event = make_event("Clash at the crossing", date="2022-07-03")
    other = make_claim("Seventeen people were killed in the clash at the crossing.", event=event)
    cite(other, make_source("Clash\n\nSeventeen people were killed in the clash."), "Seventeen people were killed")
    page = post(
        desk,
        make_source("Clash\n\nTwelve people were killed in the clash."),
        words="Twelve people were killed",
        text="Twelve people were killed in the clash at the crossing.",
        event="Clash at the crossing",
    ).content.decode()
    contradiction = Contradiction.objects.get()
    assert contradiction.kind == "number"
    assert contradiction.reason
    assert "1 contradiction is suggested" in page


def test_said_and_denied_in_one_article_is_one_claim_with_two_voices(desk):
    source = make_source("Talks\n\nMedia reports say they met. The Taliban denied it.")
    meeting = {"text": "They met.", "speaker_kind": "described"}
    post(desk, source, **meeting, words="Media reports say they met", speaker="media reports")
    claim = Claim.objects.get()
    post(
        desk,
        source,
        words="The Taliban denied it",
        text="",
        claim=claim.pk,
        stance="denies",
        speaker_kind="actor",
        speaker="Taliban",
    )
    contradiction = Contradiction.objects.get()
    assert contradiction.is_denial
    assert contradiction.level == "speakers"
    assert contradiction.reason == "Asserted by media reports, denied by Taliban."


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"words": "Nobody was hurt"}, "not in the text"),
        ({"words": ""}, "required"),
        ({"text": ""}, "Write the claim these words carry"),
        ({"claim": 99_999}, "no claim 99999"),
        ({"speaker_kind": "actor"}, "Give the speaker as printed"),
        ({"event": "A clash", "event_date": "yesterday"}, "is not a date"),
        ({"bound": "between", "number": "15", "number_to": "10"}, "greater number"),
        ({"value_text": "x" * 501}, "at most 500"),
    ],
)
def test_bad_input_gets_a_sentence_keeps_the_form_and_saves_nothing(desk, fields, says):
    response = post(desk, make_source(), **fields)
    page = response.content.decode()
    assert says in page
    assert fields.get("words", FORM["words"]) in page
    assert not Claim.objects.exists()
    assert not Event.objects.exists()
    assert not Actor.objects.exists()


def test_words_met_twice_are_offered_with_their_places(desk):
    source = make_source("He came.\n\nThen he left. He came.")
    page = post(desk, source, words="He came").content.decode()
    assert "2 places" in page
    assert 'value="10-17"' not in page
    assert 'value="24-31"' in page
    post(desk, source, words="He came", place="24-31")
    assert Citation.objects.get().quotations.get().start == 24


def test_a_place_made_up_by_a_request_is_refused(desk):
    source = make_source("He came.\n\nThen he left. He came.")
    assert "not one of the available choices" in post(desk, source, words="He came", place="0-5").content.decode()
    assert not Claim.objects.exists()


def test_the_same_form_sent_twice_saves_once(desk):
    source = make_source()
    post(desk, source)
    assert "The desk has this claim" in post(desk, source).content.decode()
    assert Claim.objects.count() == Citation.objects.count() == 1


def test_offsets_count_code_points(desk):
    source = make_source("Заголовок\n\n👩‍👩‍👧 Они встретились. Они встретились снова.")
    start = source.current_version.text.rindex("Они")
    post(desk, source, words="Они встретились", start=start, end=start + 15, text="They met again.")
    assert Citation.objects.get().quotations.get().start == start


def test_a_reader_without_the_right_may_look_but_not_cite(client):
    assert client.get(f"/desk/sources/{make_source().pk}/").status_code == 302


def test_claims_are_found_by_all_words(desk):
    claim = make_claim("The border is open again.")
    make_claim("The border is shut.")
    found = desk.get("/desk/claims.json", {"q": "border again"}).json()
    assert found == {"claims": [{"id": claim.pk, "text": claim.text}]}


def test_claims_are_found_by_small_letters_of_any_script(desk):
    claim = make_claim("Москва признала их.")
    assert [one["id"] for one in desk.get("/desk/claims.json", {"q": "МОСКВА"}).json()["claims"]] == [claim.pk]


def test_the_page_asks_the_same_number_of_questions_for_one_citation_and_for_thirty(
    desk, django_assert_max_num_queries, django_assert_num_queries
):
    source = make_source()
    cite(make_claim(), source)
    address = f"/desk/sources/{source.pk}/"
    desk.get(address)  # the content types are remembered from here on
    with django_assert_max_num_queries(40) as counted:
        desk.get(address)
    first = len(counted)
    for _ in range(29):
        cite(make_claim(), source)
    with django_assert_num_queries(first):
        desk.get(address)


def test_a_new_version_shows_without_the_old_marks(desk):
    source = make_source()
    cite(make_claim(), source)
    add_version(source, "Title\n\nAll of it is new.")
    page = desk.get(f"/desk/sources/{source.pk}/").content.decode()
    assert "<mark" not in page
    assert WORDS in page  # the quotation stays with its citation


def test_two_voices_may_say_the_same_words(desk):
    source = make_source()
    post(desk, source, speaker_kind="described", speaker="media reports")
    claim = Claim.objects.get()
    again = {"text": "", "claim": claim.pk, "speaker_kind": "described"}
    post(desk, source, **again, speaker="the ministry")
    post(desk, source, **again, speaker="the ministry", stance="denies")
    assert claim.citations.count() == 3
    assert "Saved already" in post(desk, source, **again, speaker="the ministry").content.decode()
    assert claim.citations.count() == 3


def test_a_speaker_is_never_thrown_away(desk):
    page = post(desk, make_source(), speaker="Ivan Petrov").content.decode()
    assert "You gave a speaker" in page
    assert not Claim.objects.exists()


def test_a_claim_that_the_desk_has_is_cited_by_its_number(desk):
    claim = make_claim("They met in Kabul.")
    page = post(desk, make_source(), text=" they met  in KABUL. ").content.decode()
    assert f"The desk has this claim: number {claim.pk}" in page
    assert Claim.objects.count() == 1


def test_what_is_asked_and_the_same_text_elsewhere_are_named(desk, django_assert_num_queries):
    source, other = make_source(title=""), make_source(title="Rain at the border")
    address = f"/desk/sources/{source.pk}/"
    desk.get(address)
    with django_assert_num_queries(QUERIES):
        desk.get(address)
    values = [["Rain", "og:title"], ["Storm", "h1"]]
    Disagreement.objects.create(source=source, field="title", values=values)
    Disagreement.objects.create(source=source, field="author", values=values, answered=True)
    SameText.objects.create(left=source, right=other, similarity=0.9, agency="TASS")
    with django_assert_num_queries(QUERIES):
        said = words_of(desk.get(address).content.decode())
    assert "No title was found" in said
    assert "Title: the page says two things of itself, “Rain” (og:title), “Storm” (h1)" in said
    assert "Names credited:" not in said
    assert "Same text as Rain at the border" in said
    assert "both credit TASS" in said
