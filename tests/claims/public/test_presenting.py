from datetime import date
from decimal import Decimal

import pytest

from claims.models import Citation, Quotation, Voice
from claims.public.presenting import names_in_order, published, said, value, with_words
from tests.builders import add_version, cite, make_actor, make_claim, make_outlet, make_published_claim, make_source

pytestmark = pytest.mark.django_db


def _said(citation: Citation, **kwargs):
    return said(with_words(Citation.objects.filter(pk=citation.pk), **kwargs).get())


def test_voices_stand_in_order_beginning_with_the_outlet():
    source = make_source(outlet=make_outlet("Meridian Wire"))
    citation = cite(make_claim(), source, actor=make_actor("the ministry"))
    assert names_in_order(citation) == "Meridian Wire › the ministry"


def test_an_outlet_that_speaks_for_itself_is_named_once():
    citation = cite(make_claim(), make_source(outlet=make_outlet("Meridian Wire")))
    assert names_in_order(citation) == "Meridian Wire"


def test_a_chain_that_names_the_outlet_is_not_lengthened():
    outlet = make_outlet("Meridian Wire")
    citation = cite(make_claim(), make_source(outlet=outlet), actor=make_actor("the ministry"))
    citation.voices.update(position=1)
    Voice.objects.create(citation=citation, position=0, kind=Voice.Kind.OUTLET, outlet=outlet)
    assert names_in_order(citation) == "Meridian Wire › the ministry"


@pytest.mark.parametrize(
    ("kind", "printed", "name"),
    [("described", "a contractor", "a contractor"), ("not_given", "", "speaker not given")],
)
def test_a_voice_without_a_name_is_described_as_printed(kind, printed, name):
    citation = cite(make_claim(), make_source(outlet=make_outlet("Wire")))
    citation.voices.update(kind=kind, name_printed=printed)
    assert names_in_order(citation) == f"Wire › {name}"


def test_a_source_without_an_outlet_speaks_as_the_document():
    assert names_in_order(cite(make_claim(), make_source(outlet=None))) == "the document itself"


def test_no_more_than_300_characters_of_context_leave_the_database():
    text = "Start " + "äb " * 500 + "THE WORDS" + " cд" * 500 + " end"
    citation = cite(make_claim(), make_source(text), "THE WORDS")
    loaded = with_words(Citation.objects.all()).get().shown_quotations[0]
    assert len(loaded.before) == len(loaded.after) == 300
    assert (loaded.before, loaded.after) == Quotation.objects.get().context()
    assert {"text", "blocks"} <= loaded.version.get_deferred_fields()
    passage = _said(citation).passages[0]
    assert not passage.opens and not passage.closes
    assert passage.before.startswith("äb") and passage.after.endswith("cд")


def test_the_context_is_never_widened_by_the_caller():
    text = "a" * 1000 + " WORDS " + "b" * 1000
    cite(make_claim(), make_source(text), "WORDS")
    assert len(with_words(Citation.objects.all(), near=900).get().shown_quotations[0].before) == 300


def test_words_at_the_very_beginning_have_no_context_before_them():
    passage = _said(cite(make_claim(), make_source("Opening words. Then more."), "Opening words")).passages[0]
    assert (passage.before, passage.exact, passage.after) == ("", "Opening words", ". Then more.")
    assert passage.opens and passage.closes


def test_blocks_keep_a_line_of_their_own():
    text = "Headline\n\n\nHeading \n\nBefore. THE WORDS after.\n\nNext."
    passage = _said(cite(make_claim(), make_source(text), "THE WORDS")).passages[0]
    assert passage.before == "Headline\n\nHeading\n\nBefore. "
    assert passage.after == " after.\n\nNext."


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_context_is_cut_between_words_whatever_parts_them(gap):
    words = gap.join(["gehen"] * 100)
    passage = _said(cite(make_claim(), make_source(f"{words} THE WORDS {words}"), "THE WORDS")).passages[0]
    assert not passage.opens and not passage.closes
    assert set(passage.before.split()) == set(passage.after.split()) == {"gehen"}
    assert 200 < len(passage.before) <= 300 and 200 < len(passage.after) <= 300


def test_the_newest_anchored_words_are_shown_and_orphans_are_not():
    source = make_source()
    citation = cite(make_claim(), source)
    newer = add_version(source, "Border talks ended\n\nMore than 12 people were killed.")
    Quotation.objects.create(citation=citation, version=newer, exact="gone", start=0, end=4, state="orphan")
    passages = _said(citation).passages
    assert [one.exact for one in passages] == ["At least 12 people were killed"]
    assert passages[0].superseded
    Quotation.objects.create(citation=citation, version=newer, exact="More than 12 people", start=20, end=39)
    assert [(one.exact, one.version) for one in _said(citation).passages] == [("More than 12 people", 2)]


def test_a_date_is_in_words_or_not_stated():
    assert published(make_source(published="2022-04")) == "April 2022"
    assert published(make_source(published="", published_not_stated=True)) == "date not stated"


def test_a_value_that_is_a_date_is_in_words():
    claim = make_published_claim(value_date="2022-07-03")
    assert claim.value_date_lower == date(2022, 7, 3)
    assert value(claim) == "3 July 2022"
    assert value(make_claim(value_low=Decimal(12), unit="people")) == "at least 12 people"
