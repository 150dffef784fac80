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


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("Karl Ebert Redakteur", ["Karl Ebert"]),
        ("Von Redakteurin Eva Ebert", ["Eva Ebert"]),
        ("Karl Ebert (Redakteur)", ["Karl Ebert"]),
        ("By Amina Karimi Staff Writer", ["Amina Karimi"]),
        ("Amina Karimi Assistant Sports Editor", ["Amina Karimi"]),
        ("By Amina Karimi, Border Correspondent", ["Amina Karimi"]),
        ("Amina Karimi and Karl Ebert / Border Gazette Staff Writers", ["Amina Karimi", "Karl Ebert"]),
        ("Eine Kolumne von Karl Ebert", ["Karl Ebert"]),
        ("Gastkommentar von Eva Ebert", ["Eva Ebert"]),
        ("Border National Security Writer", ["Border National Security Writer"]),
        ("Staff Writer", []),
    ],
)
def test_a_title_or_the_kind_of_text_is_no_part_of_a_name(line: str, credited: list[str]) -> None:
    assert [one.name for one in names.credits_in(names.strip_label(line))] == credited


def test_a_body_s_writers_are_a_role_where_they_are_credited_alone() -> None:
    (one,) = names.credits_in("Border Gazette Staff Writers")
    assert one.kind == "other"
    assert names.is_byline("By Border Gazette Staff Writers")


@pytest.mark.parametrize("text", ["twitter mailto", "Iowa. twitter mailto", "Follow Us Twitter Instagram", "Email"])
def test_buttons_to_share_are_nobody(text: str) -> None:
    assert names.credits_in(text) == ()


@pytest.mark.parametrize("text", ["Amina Karimi Twitter", "Amina Karimi twitter mailto", "Amina Karimi | Facebook"])
def test_buttons_behind_a_name_are_no_part_of_it(text: str) -> None:
    assert [one.name for one in names.credits_in(text)] == ["Amina Karimi"]
