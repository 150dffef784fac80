import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims import publishing
from claims.holding import hold, release
from claims.models import Claim, Publication, Quotation
from tests.builders import cite, make_claim, make_published_claim, make_source, make_user

pytestmark = pytest.mark.django_db
Status = Claim.Status


@pytest.fixture
def reporter():
    return make_user("reporter")


@pytest.fixture
def editor():
    return make_user("editor")


def make_submitted_claim(author):
    claim = make_claim(status=Status.IN_REVIEW, author=author)
    cite(claim, make_source())
    return claim


def test_a_claim_goes_from_draft_to_readers_by_two_persons(reporter, editor):
    claim = make_claim(author=reporter)
    cite(claim, make_source())
    publishing.submit(claim, reporter)
    assert claim.status == Status.IN_REVIEW
    publishing.publish(claim, editor)
    assert claim.status == Status.PUBLISHED
    assert list(Claim.objects.published()) == [claim]
    publication = Publication.objects.get(claim=claim)
    assert (publication.change, publication.by, publication.record["text"]) == ("publication", editor, claim.text)


def test_nobody_publishes_a_claim_alone(editor, settings):
    claim = make_submitted_claim(author=editor)
    with pytest.raises(ValidationError, match="second person"):
        publishing.publish(claim, editor)
    assert Claim.objects.get().status == Status.IN_REVIEW
    settings.SECOND_PERSON = False
    publishing.publish(claim, editor)
    assert claim.status == Status.PUBLISHED


def test_the_gate_says_everything_that_is_missing(editor):
    bare = make_claim(status=Status.IN_REVIEW, hold="legal")
    assert [line.split(":")[0] for line in publishing.missing(bare, editor)] == [
        "It has no citation",
        "It is on hold (legal check)",
    ]
    undated = make_claim(status=Status.IN_REVIEW)
    citation = cite(undated, make_source(published=""))
    citation.voices.all().delete()
    Quotation.objects.filter(citation=citation).update(state="orphan")
    missing = " ".join(publishing.missing(undated, editor))
    for expected in ("no anchored quotation", "no date of publication", "whose words"):
        assert expected in missing
    with pytest.raises(ValidationError):
        publishing.publish(undated, editor)
    assert not Publication.objects.exists()


def test_not_stated_is_a_date_to_the_gate(reporter, editor):
    claim = make_claim(status=Status.IN_REVIEW, author=reporter)
    cite(claim, make_source(published="", published_not_stated=True))
    assert publishing.missing(claim, editor) == []


def test_a_reporter_may_submit_but_not_publish(reporter):
    claim = make_submitted_claim(author=None)
    with pytest.raises(PermissionDenied):
        publishing.publish(claim, reporter)
    with pytest.raises(PermissionDenied):
        publishing.send_back(claim, reporter)


@pytest.mark.parametrize(
    ("status", "moved"),
    [(old, new) for old in Status for new in Status if old != new and new not in Claim.MOVES[old]],
)
def test_a_status_moves_only_along_its_paths(status, moved):
    claim = Claim.objects.get(pk=make_claim(status=status).pk)
    claim.status = moved
    with pytest.raises(ValidationError, match="cannot become"):
        claim.save()
    assert Claim.objects.get(pk=claim.pk).status == status


def test_a_correction_needs_a_sentence_and_is_recorded(editor):
    claim = make_published_claim()
    with pytest.raises(ValidationError, match="readers will see it"):
        publishing.change_published(claim, editor, "correction", " ")
    publishing.change_published(claim, editor, "correction", "The number was wrong.")
    assert claim.status == Status.CORRECTED
    publishing.change_published(claim, editor, "typo", "")
    assert [one.change for one in claim.publications.all()] == ["correction", "typo"]


def test_a_retraction_is_the_chiefs_and_shows_no_words(editor):
    claim = make_published_claim()
    with pytest.raises(PermissionDenied):
        publishing.retract(claim, editor, "It was never said.")
    publishing.retract(claim, make_user("chief"), "It was never said.")
    assert claim.text not in str(claim.publications.get().record)
    assert not Claim.objects.published().exists()
    assert Claim.objects.public().get() == claim


def test_a_hold_takes_a_published_claim_from_readers():
    claim = make_published_claim()
    claim.hold = Claim.Hold.LEGAL
    claim.save()
    assert not Claim.objects.public().exists()


def test_a_publication_is_never_changed(editor):
    claim = make_submitted_claim(author=None)
    publication = publishing.publish(claim, editor)
    publication.note = "Rewritten"
    with pytest.raises(ValidationError, match="never changed"):
        publication.save()


def test_holding_a_published_claim_and_releasing_it_stand_in_its_ledger(editor):
    claim = make_published_claim()
    hold(claim, editor, Claim.Hold.LEGAL, "The lawyer wants to see it.")
    release(claim, editor)
    assert [(one.change, one.note) for one in claim.publications.all()] == [("hold", ""), ("release", "")]
    draft = make_claim()
    hold(draft, editor, Claim.Hold.REPLY, "We asked the ministry.")
    assert not draft.publications.exists()


def rewrite(claim, person, **said):
    for name, value in said.items():
        setattr(claim, name, value)
    claim._history_user = person
    claim.save()
    claim.refresh_from_db()


@pytest.mark.parametrize("said", [{"text": "Thirteen were killed."}, {"value_low": 13}])
def test_who_changed_in_review_what_it_says_does_not_publish_it(reporter, editor, said):
    claim = make_submitted_claim(author=reporter)
    rewrite(claim, editor, **said)
    rewrite(claim, make_user("editor"), unit="persons")
    assert editor.pk in publishing.writers(claim)
    with pytest.raises(ValidationError, match=f"You wrote it with {reporter} and .*: a second person"):
        publishing.publish(claim, editor)
    publishing.publish(claim, make_user("chief"))


def test_of_those_who_wrote_a_draft_the_author_and_the_last_one_count(reporter, editor):
    claim, other = make_claim(author=reporter), make_user("editor")
    rewrite(claim, other, text="First words.")
    rewrite(claim, editor, text="Last words.")
    rewrite(claim, other, hold_reason="Not what it says.")
    assert publishing.writers(claim) == {reporter.pk, editor.pk}


def test_who_added_a_citation_does_not_publish_the_claim(reporter, editor):
    claim = make_submitted_claim(author=reporter)
    cite(claim, make_source(), added_by=editor)
    with pytest.raises(ValidationError, match="second person"):
        publishing.publish(claim, editor)


def test_a_change_that_takes_the_words_away_is_not_recorded(editor):
    claim = make_published_claim()
    claim.citations.get().voices.all().delete()
    with pytest.raises(ValidationError, match="whose words"):
        publishing.change_published(claim, editor, "correction", "The number was wrong.")
    claim.refresh_from_db()
    assert claim.status == Status.PUBLISHED
    assert not claim.publications.exists()
