from __future__ import annotations

import pytest

from claims.reading.reader import read

HEADS = [
    ("Petrov did not visit Lorvik", "not", "visit"),
    ("Petrov never visited Lorvik", "not", "visit"),
    ("Petrov hasn’t visited Lorvik", "not", "visit"),
    ("No country has recognised the council", "lack", "recognis"),
    ("Petrov denied visiting Lorvik", "denial", "visit"),
    ("Petrov denied reports that he had visited Lorvik", "denial", "visit"),
    ("Petrov refused to sign", "refusal", "sign"),
    ("Gorno failed to sign", "refusal", "sign"),
    ("Gorno ruled out sending troops", "exclusion", "send"),
    ("The ban is no longer enforced", "ended", "enforc"),
    ("Gorno has yet to sign", "pending", "sign"),
]


@pytest.mark.parametrize(("text", "kind", "head"), HEADS)
def test_a_negation_reaches_this_word(text: str, kind: str, head: str) -> None:
    (negation,) = read(text).negations
    assert (negation.kind, negation.head, negation.cancelled) == (kind, head, False)


@pytest.mark.parametrize("text", ["not only Gorno signed", "no fewer than 12 signed", "No. 5 was signed", "no doubt"])
def test_what_only_looks_like_a_negation_is_none(text: str) -> None:
    assert read(text).negations == ()


def test_a_negation_ends_with_its_clause() -> None:
    text = "Gorno did not sign, but Teslin opened the border"
    (negation,) = read(text).negations
    assert text[negation.scope_start : negation.scope_end] == "sign"


def test_two_negations_undo_each_other() -> None:
    outer, inner = read("Petrov did not deny visiting Lorvik").negations
    assert (outer.cancelled, inner.cancelled) == (False, True)


STATUSES = [
    ("Gorno recognised the council", "recognition", True),
    ("Gorno recognizes the council", "recognition", True),
    ("Gorno has not recognised the council", "recognition", False),
    ("Gorno granted recognition to the council", "recognition", True),
    ("Gorno withdrew its recognition of the council", "recognition", False),
    ("Gorno banned the group", "ban", True),
    ("Gorno lifted the ban on the group", "ban", False),
    ("The ban on the group was lifted", "ban", False),
    ("Gorno has not lifted the ban on the group", "ban", True),
    ("The group was removed from the sanctions list", "listing", False),
    ("The crossing is closed", "opening", False),
    ("The treaty is no longer in force", "force", False),
    ("Weiss was released", "custody", False),
    ("Weiss is under arrest", "custody", True),
    ("Weiss is alive", "life", True),
]


@pytest.mark.parametrize(("text", "concept", "holds"), STATUSES)
def test_a_status_word_is_on_this_side(text: str, concept: str, holds: bool) -> None:
    assert {status.concept: status.holds for status in read(text).statuses}[concept] is holds


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Gorno signed", "fact"),
        ("Gorno will sign", "future"),
        ("Gorno said it would sign", "future"),
        ("Gorno would sign if asked", "conditional"),
        ("Gorno may sign", "possible"),
        ("Gorno should sign", "demand"),
        ("Gorno signed in May", "fact"),
    ],
)
def test_a_text_has_this_modality(text: str, modality: str) -> None:
    assert read(text).modality == modality


def test_a_condition_is_kept_in_its_words() -> None:
    assert read("Gorno would sign if elections are held, envoys say").condition == "if elections are held"
    assert read("Nobody knows whether or not Gorno signed").condition == ""
