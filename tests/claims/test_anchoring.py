import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.anchoring import Ambiguous, NotInText, QuotationError, find, find_all, quote

TEXT = "Кабул, 3 July. “We met,” he said — twice. 👩‍👩‍👧 came; نشست پایان یافت. We met again."


@pytest.mark.parametrize(
    "words",
    [
        "3 July",
        "“We met,” he said — twice",
        "نشست پایان یافت",
        "👩‍👩‍👧 came",
        "Кабул",
    ],
)
def test_words_are_found_as_they_stand(words):
    anchor = find(TEXT, words)
    assert TEXT[anchor.start : anchor.end] == anchor.exact == words


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ('"We met," he said - twice', "“We met,” he said — twice"),
        ("he  said\n—\ttwice", "he said — twice"),
        ("КАБУЛ", "Кабул"),
    ],
)
def test_other_quotation_marks_dashes_spaces_and_case_are_forgiven(typed, stands):
    assert find(TEXT, typed).exact == stands


def test_words_that_are_not_there_are_refused_with_what_to_do():
    with pytest.raises(NotInText, match="Copy them from the article"):
        find(TEXT, "They never met")


def test_words_met_twice_are_refused_with_both_places():
    with pytest.raises(Ambiguous) as caught:
        find(TEXT, "We met")
    assert [TEXT[one.start : one.end] for one in caught.value.anchors] == ["We met", "We met"]
    assert caught.value.anchors[0].start != caught.value.anchors[1].start


def test_the_surroundings_are_kept():
    anchor = find(TEXT, "he said")
    assert TEXT[: anchor.start].endswith(anchor.prefix)
    assert TEXT[anchor.end :].startswith(anchor.suffix)
    assert len(anchor.prefix) <= 32


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10_000)])
def test_offsets_outside_the_text_are_refused(start, end):
    with pytest.raises(QuotationError):
        quote(TEXT, start, end)


def test_a_selection_of_white_space_alone_is_refused():
    with pytest.raises(QuotationError, match="white space"):
        quote("a   b", 1, 4)


@given(st.text(min_size=1, max_size=200), st.data())
def test_any_piece_of_any_text_is_anchored_exactly(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    anchor = quote(text, start, end)
    assert text[anchor.start : anchor.end] == anchor.exact
    assert anchor.exact in [one.exact for one in find_all(text, text[start:end])]


@given(st.text(max_size=80), st.text(max_size=20))
def test_what_is_found_stands_at_its_offsets(text, words):
    for anchor in find_all(text, words):
        assert text[anchor.start : anchor.end] == anchor.exact


def test_words_met_everywhere_are_refused_at_once():
    text = "a b c. " * 300_000
    assert len(find_all(text, "a b c.")) == 20
    with pytest.raises(Ambiguous, match="20 places or more. Paste a longer piece"):
        find(text, "a b c.")
