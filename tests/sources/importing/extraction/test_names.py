from __future__ import annotations

import pytest

from sources.importing.extraction import names


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Amina Karimi", "Amina Karimi"),
        ("Written By: Amina Karimi", "Amina Karimi"),
        ("von Karl Ebert", "Karl Ebert"),
        ("Amina Karimi 1,204 views", "Amina Karimi"),
        ("Amina Karimi Views", "Amina Karimi"),
        ("Byron Karimi", "Byron Karimi"),
    ],
)
def test_the_label_and_the_counter_are_taken_off(line: str, byline: str) -> None:
    assert names.strip_label(line) == byline


@pytest.mark.parametrize("text", ["Amina Karimi", "Jean-Luc O’Brien", "Анна Петрова", "Ludwig van Berg", "J. K. Ebert"])
def test_a_name_looks_like_a_person(text: str) -> None:
    assert names.looks_like_a_person(text)


@pytest.mark.parametrize(
    "text", ["Contact Us", "Latest News", "AOPNEWS", "KABUL CITY", "amina karimi", "Read More", "Amina"]
)
def test_words_of_a_menu_do_not(text: str) -> None:
    assert not names.looks_like_a_person(text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Amina Karimi", "person"),
        ("dpa", "agency"),
        ("The Associated Press", "agency"),
        ("KNTB", "agency"),
        ("Pajhwok Afghan News", "agency"),
        ("the Gazette's Editor", "other"),
    ],
)
def test_kinds_of_credits(name: str, kind: str) -> None:
    assert names.kind_of(name) == kind
