import pytest

from claims.judging import judge
from claims.models import ActorRole, Attribute, Claim, Reply
from claims.publishing import change_published, retract
from sources.models import SourceVersion
from tests.builders import (
    add_version,
    cite,
    make_actor,
    make_claim,
    make_event,
    make_outlet,
    make_public_contradiction,
    make_published_claim,
    make_source,
    make_user,
)
from tests.claims.public.newsroom import make_denial

pytestmark = pytest.mark.django_db


def _text(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_a_claim_shows_its_words_voices_and_contradiction(client, room):
    text = _text(client, room.left.get_absolute_url())
    for shown in ("Twelve people died.", "Meridian Wire", "Ministry", "<mark>At least 12 people were killed</mark>"):
        assert shown in text
    assert "Seventeen people died." in text
    assert "#:~:text=At%20least%2012%20people%20were%20killed" in text


def test_a_contradiction_shows_both_sides_in_their_own_language(client, room):
    text = _text(client, room.pair.get_absolute_url())
    assert "First account" in text and "Second account" in text
    assert 'dir="auto" lang="prs"' in text
    assert "date not stated" in text and "4 July 2022" in text
    assert "Confirmed by 2 people" in text


def test_a_denial_shows_one_claim_and_two_camps(client):
    text = _text(client, make_denial().get_absolute_url())
    assert "Asserted" in text and "Denied" in text and "First account" not in text
    assert text.count("<h1") == 1 and "asserted by some and denied by others" in text


def test_a_verdict_is_about_the_claims_and_names_its_evidence(client, room):
    judge(
        room.pair,
        make_user("editor"),
        "settle",
        verdict="left",
        explanation="The hospital's list has twelve names.",
        evidence_document="List of the hospital, 5 July 2022",
    )
    text = _text(client, room.pair.get_absolute_url())
    assert "The evidence supports the first account; the second account is not supported by it." in text
    assert "List of the hospital, 5 July 2022" in text


def test_evidence_that_is_not_public_stays_unseen(client, room):
    evidence = cite(room.draft, make_source(title="Unpublished evidence"))
    judge(room.pair, make_user("editor"), "settle", verdict="left", explanation="So it is.", evidence=evidence)
    text = _text(client, room.pair.get_absolute_url())
    assert "Unpublished evidence" not in text and room.draft.text not in text


def test_three_outlets_with_two_values_are_two_groups(client, room):
    third = make_claim(
        "A dozen died.", event=room.event, attribute=room.left.attribute, value_low=12, status="published"
    )
    cite(third, make_source(outlet=make_outlet("Third Voice")))
    text = _text(client, room.pair.get_absolute_url())
    groups = text[text.index('class="groups"') : text.index("</dl>")]
    assert groups.count("<dt>") == 2 and "Third Voice" in groups


def test_a_source_shows_what_is_cited_and_never_its_whole_text(client, room):
    before, after = "Unseen beginning. " * 100, " Unseen end." * 100
    text = f"{before}A quoted passage.{after}"
    source = make_source(text, title="Long read", url="https://example.org/long")
    cite(make_published_claim(), source, "A quoted passage.")
    page = _text(client, source.get_absolute_url())
    assert "<mark>A quoted passage.</mark>" in page
    assert page.count("Unseen") < 30
    assert SourceVersion.objects.get(source=source).text[:400] not in page


def test_a_source_says_that_its_text_differs_and_nothing_of_why(client, room):
    add_version(room.source, "Changed words, at least.")
    SourceVersion.objects.filter(source=room.source, number=2).update(cause="extraction")
    assert "The text differs" not in _text(client, room.source.get_absolute_url())
    SourceVersion.objects.filter(source=room.source, number=2).update(cause="outlet")
    assert "The text differs between our captures of" in _text(client, room.source.get_absolute_url())


def test_notes_for_the_desk_never_leave(client, room):
    room.source.note = "PRIVATE NOTE"
    room.source.outlet_suggestion = "PRIVATE HINT"
    room.source.save()
    Reply.objects.create(claim=room.left, asked_of="PRIVATE PERSON", question="Why?", answer="Because.", note="PRIVATE")
    for address in (room.source.get_absolute_url(), room.left.get_absolute_url()):
        assert "PRIVATE" not in _text(client, address)
    assert "Because." in _text(client, room.left.get_absolute_url())


def test_an_outlet_keeps_disputes_between_speakers_apart(client, room):
    text = _text(client, room.outlet.get_absolute_url())
    assert "Disputes between speakers that it reported" in text
    assert "its own accounts" not in text
    room.pair.level = "outlets"
    room.pair.save()
    text = _text(client, room.outlet.get_absolute_url())
    assert "Contradictions with its own accounts on one side" in text and "Disputes between" not in text


def test_an_outlet_counts_raw(client, room):
    make_source(outlet=room.outlet)
    assert "We cite 1 of the 2 articles of this outlet that we read." in _text(client, room.outlet.get_absolute_url())


def test_an_event_shows_who_says_what_and_when(client, room):
    text = _text(client, room.event.get_absolute_url())
    assert '<th scope="row">People killed</th>' in text
    assert "at least 12" in text and "at least 17" in text
    assert 'class="uncertain"' in text and "date not stated" in text


def test_an_actor_shows_only_roles_that_rest_on_public_words(client, room):
    citation = room.left.citations.get()
    ActorRole.objects.create(actor=room.actor, title="Keeper of the gate", citation=citation, period="2021-08/..")
    ActorRole.objects.create(actor=room.actor, title="Secret role")
    draft = cite(room.draft, room.source)
    ActorRole.objects.create(actor=room.actor, title="Drafted role", citation=draft)
    text = _text(client, room.actor.get_absolute_url())
    assert "Keeper of the gate" in text and "since August 2021" in text
    assert "Secret role" not in text and "Drafted role" not in text


def test_a_story_leads_to_its_contradictions_events_and_claims(client, room):
    text = _text(client, room.story.get_absolute_url())
    assert room.pair.get_absolute_url() in text and "Clash at the crossing" in text and "Twelve people died." in text


def test_what_is_not_public_has_no_page(client, room):
    secret = room.draft
    source = secret.citations.get().source
    pair = make_public_contradiction(left=room.left, right=secret)
    lone = make_public_contradiction(left=room.left, right=make_published_claim())
    lone.confirmations = 1
    lone.save()
    for one in (secret, source, source.outlet, secret.event, secret.subject, make_event(), make_actor(), pair, lone):
        assert client.get(one.get_absolute_url()).status_code == 404, one
        assert client.get(f"/{type(one)._meta.model_name}s/{one.pk}/").status_code == 404


def test_one_article_that_asserts_and_denies_reads_as_one(client, room):
    cite(room.left, room.source, stance="denies", actor=make_actor("Governor"))
    text = _text(client, room.left.get_absolute_url())
    assert "Asserted and denied in 1 article of those we read." in text
    cite(room.left, make_source())
    assert "Asserted in 1 article, asserted and denied in 1 article" in _text(client, room.left.get_absolute_url())


def test_a_contradiction_without_a_sentence_has_a_heading(client, room):
    type(room.pair).objects.filter(pk=room.pair.pk).update(why="", reason="OLD REASON", outdated=True)
    text = _text(client, room.pair.get_absolute_url())
    assert "Two accounts that cannot both be true</h1>" in text and "OLD REASON" not in text
    assert 'content=""' not in text
    assert "OLD REASON" not in _text(client, "/contradictions/")


def test_an_attribute_names_its_object_before_the_value(client, room):
    met = Attribute.objects.create(name="met", value_type="yes_no", needs_object=True)
    claim = make_published_claim("They met.", attribute=met, object=make_actor("Mullah Mansoor"), value_yes=True)
    text = _text(client, claim.get_absolute_url())
    assert "<bdi>Mullah Mansoor</bdi></a>)</dt><dd>yes</dd>" in text


def test_many_actors_of_an_event_are_capped_and_counted(client, room):
    actors = [make_actor(f"Actor {n:03}") for n in range(60)]
    room.event.actors.set(actors)
    text = _text(client, room.event.get_absolute_url())
    assert "Actor 049" in text and "Actor 050" not in text and "and 10 more" in text


@pytest.mark.parametrize("slug", ["", "anything/", "Twelve-people/", "%D1%84/", "..%20/", "'/"])
def test_a_wrong_or_missing_slug_moves_to_the_right_one(client, room, slug):
    response = client.get(f"/claims/{room.left.pk}/{slug}")
    assert (response.status_code, response["Location"]) == (301, f"/claims/{room.left.pk}/twelve-people-died/")


def test_a_title_without_latin_letters_has_an_address_without_a_slug(client):
    source = make_source(title="Мост открыт")
    cite(make_published_claim(), source)
    assert source.get_absolute_url() == f"/sources/{source.pk}/"
    assert client.get(f"/sources/{source.pk}/").status_code == 200
    assert client.get(f"/sources/{source.pk}/most/")["Location"] == f"/sources/{source.pk}/"


class TestRetracted:
    @pytest.fixture
    def gone(self, room) -> Claim:
        editor, chief = make_user("editor"), make_user("chief")
        change_published(room.left, editor, "correction", "It was said that twelve people died elsewhere.")
        retract(room.left, chief, "The source says nothing of the kind.")
        return room.left

    @pytest.mark.parametrize("slug", ["", "twelve-people-died/"])
    def test_its_address_is_a_tombstone_without_its_words(self, client, gone, slug):
        text = _text(client, f"/claims/{gone.pk}/{slug}", status=410)
        assert "was retracted" in text and "The source says nothing of the kind." in text
        assert "welve" not in text and "Meridian" not in text

    def test_its_contradiction_is_a_tombstone_too(self, client, room, gone):
        text = _text(client, room.pair.get_absolute_url(), status=410)
        assert "one of its sides, was retracted" in text and "welve" not in text and "Seventeen" not in text

    def test_no_page_or_list_repeats_its_words(self, client, room, gone):
        pages = ["/", "/claims/", "/contradictions/", "/corrections/", "/search/?q=people", "/sources/", "/events/"]
        for address in [*pages, room.event.get_absolute_url(), room.story.get_absolute_url()]:
            assert "welve people died" not in _text(client, address), address
            assert "twelve-people" not in _text(client, address), address

    def test_the_corrections_say_when_and_why(self, client, gone):
        text = _text(client, "/corrections/")
        assert "The source says nothing of the kind." in text and "It was retracted later." in text
        assert f'href="/claims/{gone.pk}/"' in text


def test_a_contradiction_dismissed_after_publication_is_a_tombstone(client, room):
    judge(room.pair, make_user("editor"), "dismiss", explanation="Both counted other days.")
    assert "Both counted other days." in _text(client, room.pair.get_absolute_url(), status=410)
    assert "Both counted other days." in _text(client, "/corrections/")
