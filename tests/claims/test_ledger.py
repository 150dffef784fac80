"""What readers were shown: the rows that each step adds for a claim and for the contradictions it takes along."""

import pytest

from claims import publishing
from claims.holding import hold, release
from claims.judging import judge
from claims.models import Claim
from tests.builders import (
    cite,
    make_claim,
    make_contradiction,
    make_public_contradiction,
    make_published_claim,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


def rows(one) -> list[tuple[str, str]]:
    return [(row.change, row.note) for row in one.publications.order_by("id")]


def test_a_confirmed_pair_is_published_with_its_last_claim(editor):
    claim = make_claim(status=Claim.Status.IN_REVIEW)
    cite(claim, make_source())
    pair = make_public_contradiction(left=claim)
    suggested = make_contradiction(left=claim)
    publishing.publish(claim, editor)
    assert rows(pair) == [("publication", "")]
    assert pair.publications.get().record["state"] == "confirmed"
    assert rows(suggested) == []


def test_a_retraction_takes_the_pair_along_and_leaves_its_tombstone(editor, client):
    pair = make_contradiction()
    for person in (editor, make_user("editor")):
        judge(pair, person, "confirm")
    publishing.retract(pair.left, make_user("chief"), "It was never said.")
    assert rows(pair) == [("publication", ""), ("retraction", "One of its claims was retracted.")]
    answer = client.get(pair.get_absolute_url())
    assert answer.status_code == 410
    assert "It was never said." in answer.content.decode()


def test_a_pair_never_confirmed_before_its_claims_were_public_leaves_a_tombstone_too(editor, client):
    claim = make_claim(status=Claim.Status.IN_REVIEW)
    cite(claim, make_source())
    pair = make_public_contradiction(left=claim)
    publishing.publish(claim, editor)
    publishing.retract(claim, make_user("chief"), "It was never said.")
    assert client.get(pair.get_absolute_url()).status_code == 410


def test_a_hold_and_its_release_stand_in_the_ledger_of_the_pair(editor, client):
    pair = make_public_contradiction()
    hold(pair.left, editor, "legal", "The lawyer reads it.")
    assert client.get(pair.get_absolute_url()).status_code != 200
    hold(pair.right, editor, "legal", "The lawyer reads it.")
    release(pair.left, editor)
    assert rows(pair) == [("hold", "")]
    release(pair.right, editor)
    assert rows(pair) == [("hold", ""), ("release", "")]


def test_a_pair_confirmed_during_a_hold_is_published_by_the_release(editor):
    claim = make_published_claim()
    hold(claim, editor, "embargo", "Until noon.")
    pair = make_contradiction(left=claim)
    for person in (editor, make_user("editor")):
        judge(pair, person, "confirm")
    assert rows(pair) == []
    release(claim, editor)
    assert rows(pair) == [("publication", "")]


def test_a_step_of_a_draft_records_nothing(editor):
    pair = make_public_contradiction(left=make_claim())
    publishing.submit(pair.left if pair.left.status == "draft" else pair.right, editor)
    assert rows(pair) == []
