"""What the database itself refuses, and what goes with what when a row is deleted."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from claims.models import Actor, Citation, Claim, Contradiction, Judgement, Quotation, Voice
from tests.builders import cite, make_actor, make_claim, make_contradiction, make_source, make_user

pytestmark = pytest.mark.django_db


def test_a_claim_with_nothing_but_its_text_is_valid():
    claim = Claim(text="They met.")
    claim.full_clean()
    claim.save()
    assert claim.get_absolute_url() == f"/claims/{claim.pk}/they-met/"


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"status": "lost"},
        {"kind": "rumour"},
        {"hold": "nonsense"},
        {"modality": "perhaps"},
        {"value_low": 3, "value_high": 2},
    ],
)
def test_the_database_refuses_a_claim_that_is_none(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(**{"text": "They met.", **fields})


@pytest.mark.parametrize("fields", [{"level": "above"}, {"label": "sure"}, {"state": "open"}])
def test_the_database_refuses_a_contradiction_of_an_unknown_sort(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_contradiction(make_claim(), make_claim(), **fields)


def test_one_claim_stands_against_itself_only_as_a_denial():
    claim = make_claim()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contradiction.objects.create(left=claim, right=claim, kind="number")
    assert Contradiction.objects.create(left=claim, right=claim, kind="denial").is_denial


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "actor"},
        {"kind": "outlet"},
        {"kind": "described"},
        {"kind": "nobody"},
    ],
)
def test_the_database_refuses_a_voice_that_does_not_fit_its_kind(fields):
    citation = Citation.objects.create(claim=make_claim(), source=make_source())
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.create(citation=citation, **fields)


def test_the_database_refuses_a_quotation_longer_than_its_words():
    quotation = cite(make_claim(), make_source()).quotations.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Quotation.objects.filter(pk=quotation.pk).update(end=quotation.end + 1)


def test_a_quotation_stands_in_a_version_of_the_cited_source():
    citation = Citation.objects.create(claim=make_claim(), source=make_source())
    with pytest.raises(ValidationError, match="another source"):
        Quotation.objects.create(
            citation=citation, version=make_source().current_version, exact="Border", start=0, end=6
        )


def test_a_draft_goes_with_its_suggestions_but_not_with_judgements():
    draft, other = make_claim(), make_claim()
    make_contradiction(draft, other)
    draft.delete()
    assert not Contradiction.objects.exists()
    judged = make_contradiction(make_claim(), other)
    Judgement.objects.create(contradiction=judged, by=make_user("editor"), decision="dismiss")
    with pytest.raises(ProtectedError):
        judged.left.delete()
    with pytest.raises(ProtectedError):
        judged.delete()


def test_many_actors_go_without_a_wikidata_id_but_none_share_one():
    for name in ("A", "B"):
        actor = Actor(name=name, wikidata_id="")
        actor.full_clean()
        actor.save()
    make_actor(wikidata_id="Q7747")
    with pytest.raises(ValidationError):
        Actor(name="C", wikidata_id="Q7747").full_clean()
    with pytest.raises(ValidationError, match="a Q and a number"):
        Actor(name="C", wikidata_id="7747").full_clean()


def test_who_took_a_voice_away_and_what_it_said_is_kept():
    citation = cite(make_claim(), make_source(), actor=make_actor("Ivan Petrov"))
    citation.voices.get().delete()
    kept = Voice.history.filter(citation_id=citation.pk).latest()
    assert (kept.history_type, kept.name_printed) == ("-", "Ivan Petrov")


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"value_low": 12, "value_high": 12, "unit": "people"}, "12 people"),
        ({"value_low": 9000, "value_high": 9000, "approximate": True}, "about 9,000"),
        ({"value_low": 10}, "at least 10"),
        ({"value_high": 60}, "at most 60"),
        ({"value_low": 10, "value_high": 15}, "10 to 15"),
        ({"value_yes": False}, "no"),
        ({"value_text": "deputy minister"}, "deputy minister"),
        ({}, ""),
    ],
)
def test_a_value_is_said_in_words(fields, value):
    assert Claim.objects.get(pk=make_claim(**fields).pk).value == value
