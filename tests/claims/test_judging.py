import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from claims import judging
from claims.models import Contradiction, Judgement
from tests.builders import (
    cite,
    make_actor,
    make_claim,
    make_contradiction,
    make_outlet,
    make_published_claim,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db
State, Verdict = Contradiction.State, Judgement.Verdict


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def chief():
    return make_user("chief")


def test_any_two_claims_are_flagged_in_order_and_once(editor):
    first, second = make_claim(), make_claim()
    flagged = judging.flag(second, first, "place", editor, why="Two places.")
    assert (flagged.left, flagged.right, flagged.flagged_by) == (first, second, editor)
    with pytest.raises(ValidationError, match="flagged already"):
        judging.flag(first, second, "place", editor)
    judging.flag(first, second, "number", editor)
    assert Contradiction.objects.count() == 2


def test_the_database_keeps_pairs_in_order():
    first, second = make_claim(), make_claim()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contradiction.objects.create(left=second, right=first, kind="number")


def test_one_claim_stands_against_itself_only_as_a_denial(editor):
    claim = make_claim()
    with pytest.raises(ValidationError, match="denial"):
        judging.flag(claim, claim, "number", editor)
    assert judging.flag(claim, claim, "denial", editor).is_denial


def test_readers_see_it_when_two_persons_confirmed_it(editor, chief):
    contradiction = make_contradiction()
    judging.judge(contradiction, editor, "confirm")
    judging.judge(contradiction, editor, "confirm")
    assert contradiction.state == State.CONFIRMED
    assert not Contradiction.objects.public().exists()
    judging.judge(contradiction, chief, "confirm")
    assert list(Contradiction.objects.public()) == [contradiction]
    assert contradiction.publications.get().change == "publication"


def test_it_is_not_public_while_one_claim_is_not(editor, chief):
    contradiction = make_contradiction(right=make_claim())
    judging.judge(contradiction, editor, "confirm")
    judging.judge(contradiction, chief, "confirm")
    assert not Contradiction.objects.public().exists()


def test_a_dismissal_takes_it_back_and_says_so_to_readers(editor, chief):
    contradiction = make_contradiction()
    for person in (editor, chief):
        judging.judge(contradiction, person, "confirm")
    judging.judge(contradiction, chief, "dismiss", explanation="Two different days.")
    assert (contradiction.state, contradiction.confirmations) == (State.DISMISSED, 0)
    assert not Contradiction.objects.public().exists()
    assert [(one.change, one.note) for one in contradiction.publications.all()][-1] == (
        "retraction",
        "Two different days.",
    )


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"decision": "settle"}, "choose a verdict"),
        ({"decision": "settle", "verdict": Verdict.LEFT}, "explain the verdict"),
        ({"decision": "settle", "verdict": Verdict.LEFT, "explanation": "So."}, "rests on evidence"),
        ({"decision": "shrug"}, "Choose: confirm"),
    ],
)
def test_what_a_decision_lacks_is_said(editor, given, asked):
    contradiction = make_contradiction()
    with pytest.raises(ValidationError, match=asked):
        judging.judge(contradiction, editor, **given)
    assert not Judgement.objects.exists()


def test_the_database_refuses_a_verdict_without_evidence(editor):
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(contradiction=make_contradiction(), by=editor, decision="settle", verdict="left")


def test_it_is_settled_with_verdict_cause_explanation_and_evidence(editor):
    contradiction = make_contradiction()
    evidence = contradiction.left.citations.get()
    judging.judge(
        contradiction,
        editor,
        "settle",
        verdict=Verdict.LEFT,
        cause="superseded",
        explanation="The later count replaced it.",
        evidence=evidence,
    )
    assert contradiction.state == State.SETTLED
    assert contradiction.last_judgement.evidence == evidence


def test_not_a_contradiction_is_a_dismissal(editor):
    contradiction = make_contradiction()
    judging.judge(contradiction, editor, "settle", verdict=Verdict.NOT_A_CONTRADICTION, explanation="Other units.")
    assert contradiction.state == State.DISMISSED


def test_a_reporter_flags_but_does_not_judge():
    reporter = make_user("reporter")
    contradiction = judging.flag(make_claim(), make_claim(), "date", reporter)
    with pytest.raises(PermissionDenied):
        judging.judge(contradiction, reporter, "confirm")


def test_a_judgement_is_never_changed(editor):
    judgement = judging.judge(make_contradiction(), editor, "confirm")
    with pytest.raises(ValidationError, match="never changed"):
        judgement.save()


def test_levels_follow_from_the_voices():
    def level(left_source, right_source, **speakers):
        left, right = make_claim(), make_claim()
        cite(left, left_source, actor=speakers.get("left"))
        cite(right, right_source, actor=speakers.get("right"))
        return judging.flag(left, right, "number", make_user("editor")).level

    outlet, agency = make_outlet(), make_outlet(kind="agency")
    minister = make_actor()
    assert level(make_source(outlet=outlet), make_source()) == "outlets"
    assert level(make_source(outlet=outlet), make_source(outlet=outlet)) == "within"
    assert level(make_source(), make_source(), left=minister) == "speakers"
    assert level(make_source(outlet=agency), make_source(outlet=agency)) == "relay"


def test_a_denial_inside_one_article_is_no_dispute_of_the_outlet_with_itself(editor):
    source, claim = make_source(), make_published_claim()
    cite(claim, source, actor=make_actor())
    cite(claim, source, "Trade resumed", stance="denies", actor=make_actor())
    assert judging.flag(claim, claim, "denial", editor).level == "speakers"


def test_a_judgement_on_a_page_that_is_out_of_date_is_not_taken(editor, chief):
    contradiction = make_contradiction()
    opened = contradiction.revision
    judging.judge(contradiction, editor, "dismiss", revision=opened, explanation="Two places.")
    with pytest.raises(ValidationError, match="Somebody changed or judged it after you opened it"):
        judging.judge(contradiction, chief, "confirm", revision=opened)
    assert contradiction.judgements.count() == 1
    judging.judge(contradiction, chief, "confirm", revision=contradiction.revision)
    assert contradiction.state == State.CONFIRMED
