"""What counts as a change of an article's words, and how much it matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.changes import compare, differences, fingerprint

SENTENCES = (
    "KABUL, April 29 (Reuters) - Twelve people were killed at the crossing on Monday, the ministry said.",
    "Guards closed the road after a night of rain, and drivers turned back towards the city before noon.",
    "The office said that the bridge would be open again by the weekend, once it had been looked at.",
)


def changed(n, old, new):
    return tuple(text.replace(old, new) if at == n else text for at, text in enumerate(SENTENCES))


@pytest.mark.parametrize(
    "other",
    [
        changed(0, "April 29 (Reuters)", "May 3 (AFP)"),
        changed(0, " - Twelve", " — Twelve"),
        changed(1, "a night of rain", "a  night\nof rain"),
        changed(1, "rain, and", "rain – and"),
        (*SENTENCES, "Updated 5 minutes ago"),
        ("1,204 views", *SENTENCES),
        (*SENTENCES, "Share on Facebook"),
        (*SENTENCES[:1], "Advertisement", *SENTENCES[1:]),
    ],
)
def test_what_is_none_of_the_articles_words_changes_nothing(other):
    assert fingerprint(other) == fingerprint(SENTENCES)


@pytest.mark.parametrize(
    ("other", "significance"),
    [
        (changed(0, "Twelve", "Ten"), "facts"),
        (changed(1, "after a night", "after 2 nights"), "facts"),
        (changed(2, "would be open", "would not be open"), "facts"),
        (changed(1, "the city", "Herat"), "facts"),
        (changed(1, "a night", "two nights"), "facts"),
        (changed(0, "KABUL, April 29 (Reuters) - ", "KABUL said: "), "facts"),
        (changed(1, "turned back", "went home"), "words"),
        (SENTENCES[:2], "words"),
        ((SENTENCES[1], SENTENCES[0], SENTENCES[2]), "minor"),
        ((*SENTENCES * 9, SENTENCES[0].replace("said", "stated")), "minor"),
    ],
)
def test_a_change_of_words_is_weighed(other, significance):
    before = (*SENTENCES * 9, SENTENCES[0]) if len(other) > 9 else SENTENCES
    assert fingerprint(other) != fingerprint(before)
    assert compare(before, other).significance == significance


def test_a_capital_at_the_start_of_a_sentence_is_no_name():
    before = ("Rain fell on the town and the road was closed by guards in the early hours of that day.",)
    after = ("The rain fell on the town and the road was closed by guards in the early hours of that day.",)
    assert compare(before, after).significance == "words"


def test_the_share_counts_words_on_both_sides():
    assert compare(("one two three four five six seven eight nine ten.",), ()).share == 1
    assert compare(SENTENCES, SENTENCES).share == 0


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Correction: an earlier version of this article gave another number.", True),
        ("Уточнение: в предыдущей версии было указано другое число погибших.", True),
        ("The ministry gave no reason for its decision on that day or later.", False),
    ],
)
def test_the_pages_own_note_is_observed_where_it_is_new(note, found):
    assert bool(compare(SENTENCES, (*SENTENCES, note)).note) is found
    assert compare((*SENTENCES, note), (*changed(0, "Twelve", "Ten"), note)).note == ""


def test_differences_show_the_words_that_went_and_came():
    found = differences("Ten people died.\n\nRain fell.", "Twelve people died.\n\nRain fell.")
    assert [(one.op, one.text.strip()) for one in found if one.op != "same"] == [("gone", "Ten"), ("new", "Twelve")]


@given(st.text(alphabet="ab \n.", max_size=60), st.text(alphabet="ab \n.", max_size=60))
def test_differences_hold_both_texts_whole(old, new):
    found = differences(old, new)
    assert "".join(one.text for one in found if one.op != "new") == old
    assert "".join(one.text for one in found if one.op != "gone") == new


def test_texts_too_long_to_align_are_shown_as_replaced():
    old, new = " ".join(f"a{n}" for n in range(9000)), " ".join(f"b{n}" for n in range(9000))
    assert [one.op for one in differences(old, new)] == ["gone", "new"]
