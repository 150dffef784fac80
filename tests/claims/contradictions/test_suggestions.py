import pytest

from claims import judging
from claims.contradictions.candidates import MOST, candidates
from claims.contradictions.suggestions import suggest_for
from claims.models import Claim, Contradiction, ReadingWord
from tests.builders import cite, make_actor, make_claim, make_event, make_source, make_user

pytestmark = pytest.mark.django_db


def make_toll(number, event, **fields):
    words = f"{number} people were killed"
    claim = make_claim(f"{number} people were killed in the clash at the crossing.", event=event, **fields)
    cite(claim, make_source(f"Clash\n\n{words} in the clash."), words)
    return claim


@pytest.fixture
def event():
    return make_event(date="2022-07-03")


def test_two_tolls_of_one_event_are_suggested_once_with_the_reason(event):
    first = make_toll(12, event)
    assert suggest_for(first).new == 0
    second = make_toll(17, event)
    assert suggest_for(second).new == 1
    suggested = Contradiction.objects.get()
    assert (suggested.left, suggested.right, suggested.kind, suggested.state) == (first, second, "number", "suggested")
    assert "12" in suggested.reason
    assert "17" in suggested.reason
    assert suggested.finding["ground"]
    assert suggest_for(first).known == 1
    assert Contradiction.objects.count() == 1


def test_the_same_toll_is_none(event):
    make_toll(12, event)
    assert suggest_for(make_toll(12, event)).new == 0


def test_an_opinion_takes_no_part(event):
    suggest_for(make_toll(12, event))
    assert suggest_for(make_toll(17, event, kind=Claim.Kind.OPINION)).compared == 0


def test_a_dismissed_pair_returns_only_if_a_value_changes(event):
    first, second = make_toll(12, event), make_toll(17, event)
    suggest_for(first), suggest_for(second)
    contradiction = Contradiction.objects.get()
    judging.judge(contradiction, make_user("editor"), "dismiss")
    suggest_for(second), suggest_for(first)
    contradiction.refresh_from_db()
    assert contradiction.state == "dismissed"
    second.text = second.text.replace("17", "30")
    second.save()
    suggest_for(second)
    contradiction.refresh_from_db()
    assert contradiction.state == "suggested"
    assert "30" in contradiction.reason
    assert contradiction.judgements.count() == 1


def rewrite(claim, old, new):
    claim.text = claim.text.replace(old, new)
    claim.save()
    suggest_for(claim)


def test_a_confirmed_pair_keeps_what_was_judged_and_is_marked_when_a_value_changes(event):
    first, second = make_toll(12, event), make_toll(17, event)
    suggest_for(first), suggest_for(second)
    contradiction = Contradiction.objects.get()
    reason = contradiction.reason
    judging.judge(contradiction, make_user("editor"), "confirm")
    rewrite(second, "17", "30")
    contradiction.refresh_from_db()
    assert (contradiction.state, contradiction.reason, contradiction.outdated) == ("confirmed", reason, True)
    assert contradiction.sentence == ""  # readers are not told what no longer holds
    judging.judge(contradiction, make_user("chief"), "confirm")
    contradiction.refresh_from_db()
    assert not contradiction.outdated
    assert "30" in contradiction.reason
    assert contradiction.confirmations == 2
    suggest_for(second)
    assert not Contradiction.objects.outdated().exists()


def test_a_confirmed_pair_is_marked_when_the_machine_no_longer_sees_it(event):
    first, second = make_toll(12, event), make_toll(17, event)
    suggest_for(first), suggest_for(second)
    judging.judge(Contradiction.objects.get(), make_user("editor"), "confirm")
    rewrite(second, "17", "12")
    assert Contradiction.objects.outdated().get().state == "confirmed"


def test_a_suggestion_that_no_longer_holds_is_withdrawn(event):
    first, second = make_toll(12, event), make_toll(17, event)
    suggest_for(first), suggest_for(second)
    rewrite(second, "17", "12")
    assert not Contradiction.objects.exists()


def test_a_pair_flagged_by_hand_is_not_withdrawn(event):
    first, second = make_toll(12, event), make_toll(17, event)
    judging.flag(first, second, "number", make_user("editor"))
    suggest_for(first), suggest_for(second)
    rewrite(second, "17", "12")
    assert Contradiction.objects.get().flagged_by is not None


def test_a_pair_flagged_by_hand_keeps_its_kind(event):
    first, second = make_toll(12, event), make_toll(17, event)
    judging.flag(first, second, "place", make_user("editor"), why="Two places.")
    suggest_for(first), suggest_for(second)
    contradiction = Contradiction.objects.get()
    assert (contradiction.kind, contradiction.why) == ("place", "Two places.")


def test_reading_again_keeps_only_the_words_of_the_text(event):
    claim = make_toll(12, event)
    suggest_for(claim)
    claim.text = "Nothing like it happened anywhere."
    claim.save()
    suggest_for(claim)
    assert not ReadingWord.objects.filter(reading=claim.pk, word__startswith="kill").exists()


def test_a_huge_event_stays_cheap(event, django_assert_max_num_queries):
    for number in range(70):
        suggest = make_toll(number + 1, event)
    suggest_for(suggest)
    assert len(candidates(suggest)) <= MOST
    with django_assert_max_num_queries(20):
        list(candidates(suggest))


def test_claims_without_structure_meet_by_rare_words():
    first = make_claim("The Hairatan grain terminal received 2,400 tonnes of wheat in May 2022.")
    other = make_claim("In May 2022 the Hairatan grain terminal received 900 tonnes of wheat.")
    for claim in (first, other):
        cite(claim, make_source())
    suggest_for(other), suggest_for(first)
    assert list(candidates(first)) == [other]


def test_one_actor_alone_is_no_contradiction():
    actor = make_actor()
    for text in ("He opened a clinic in Kabul with 24 beds.", "He sold 900 tonnes of wheat."):
        claim = make_claim(text, subject=actor)
        cite(claim, make_source())
        suggest_for(claim)
    assert not Contradiction.objects.exists()


def test_a_level_follows_when_voices_change(event):
    first, second = make_toll(12, event), make_toll(17, event)
    suggest_for(second)
    assert Contradiction.objects.get().level == "outlets"
    voice = first.citations.get().voices.get()
    voice.kind, voice.actor = "actor", make_actor()
    voice.save()
    suggest_for(first)
    assert Contradiction.objects.get().level == "speakers"
