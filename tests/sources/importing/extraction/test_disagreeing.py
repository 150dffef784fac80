from __future__ import annotations

import pytest

from sources.importing.extraction.disagreeing import questions
from sources.importing.types import Candidate, Extracted

JSON_LD, META = "JSON-LD datePublished", "article:published_time"


def asked(*stated: tuple[str, str, str], canonical: str = "") -> list[str]:
    extracted = Extracted(canonical=canonical, candidates=tuple(Candidate(*one) for one in stated))
    return [one.field for one in questions(extracted)]


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("2021-05-04T23:00:00+00:00", "2021-05-06T01:00:00+00:00", True),
        ("2021-05-04T23:00:00+00:00", "2021-05-05T04:00:00+05:00", False),
        ("2021-05-04T23:00:00+00:00", "2021-05-05T20:00:00+00:00", False),
        ("2021-05-04", "2021-05-05", True),
        ("2021-05-05", "2021-05-05T01:00:00+04:30", False),
        ("2021-05-04", "2021-05-05T01:00:00+04:30", False),
        ("2021-05", "2021-06-01", False),
    ],
)
def test_two_days_of_publication_are_a_question(first: str, second: str, differ: bool) -> None:
    assert bool(asked(("published", first, JSON_LD), ("published", second, META))) is differ


def test_weak_places_and_lists_of_days_raise_no_question() -> None:
    assert asked(("published", "2021-05-04", JSON_LD), ("published", "2019-01-01", "address")) == []
    element = "element marked datePublished"
    days = [("published", day, element) for day in ("2021-05-01", "2021-05-02")]
    assert asked(("published", "2021-05-04", JSON_LD), *days) == []


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("Bridge opens early", "Bridge opens early | Border Gazette", False),
        ("Bridge opens early after floods", "Traders ask for longer hours", True),
        ("Border: bridge opens early", "Bridge opens, traders say", False),
        ("Live", "Bridge opens early", False),
    ],
)
def test_titles_of_other_words_are_a_question(first: str, second: str, differ: bool) -> None:
    assert bool(asked(("title", first, "JSON-LD headline"), ("title", second, "h1"))) is differ


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        (["Amina Karimi"], ["Paul Novak"], True),
        (["Amina Karimi"], ["Amina Karimi", "Paul Novak"], False),
        (["Amina Karimi"], ["Amina Karimi Reporter"], False),
        (["Amina Karimi"], ["AFP"], False),
        (["Amina Karimi"], ["Border Gazette"], False),
    ],
)
def test_authors_of_whom_neither_set_contains_the_other_are_a_question(
    first: list[str], second: list[str], differ: bool
) -> None:
    stated = [("author", name, "JSON-LD author") for name in first] + [("author", name, "author") for name in second]
    assert bool(asked(("publisher", "Border Gazette", "og:site_name"), *stated)) is differ


def test_a_publisher_is_a_question_only_where_no_name_is_the_domain_s() -> None:
    stated = (("publisher", "Northern Media", "JSON-LD publisher"), ("publisher", "Border Gazette", "og:site_name"))
    assert asked(*stated, canonical="https://example.com/a") == ["publisher"]
    assert asked(*stated, canonical="https://bordergazette.example/a") == []


def test_a_question_shows_every_value_with_its_place() -> None:
    stated = [Candidate("published", "2021-05-04", JSON_LD), Candidate("published", "2021-05-08", META)]
    (question,) = questions(Extracted(candidates=tuple(stated)))
    assert question.values == (("2021-05-04", JSON_LD), ("2021-05-08", META))
