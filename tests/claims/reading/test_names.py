from __future__ import annotations

import pytest

from claims.reading.english import ENGLISH
from claims.reading.names import name_key
from claims.reading.reader import read


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Ivan Petrov left Lorvik on Monday.", ["ivan petrov", "lorvik"]),
        ("Russian troops entered Lorvik", ["russia", "lorvik"]),
        ("The U.S. and Britain signed", ["united states", "united kingdom"]),
        ("Foreign Minister Ivan Petrov left", ["ivan petrov"]),
        ("the Islamic Emirate of Gorno", ["islamic emirate of gorno"]),
        ("Lorvik's mayor met Al-Hadi", ["lorvik", "al hadi"]),
        ("Gunmen attacked a depot", []),
        ("they told us to leave", []),
    ],
)
def test_names_are_read(text: str, keys: list[str]) -> None:
    assert [name.key for name in read(text).names] == keys


def test_a_key_forgets_case_accents_and_possessives() -> None:
    assert name_key("Céline Dürr’s", ENGLISH) == name_key("CELINE DURR", ENGLISH) == "celine durr"


def test_places_and_speakers_are_marked() -> None:
    petrov, lorvik = read("Ivan Petrov said troops were in Lorvik").names
    assert (petrov.speaker, petrov.place, lorvik.speaker, lorvik.place) == (True, False, False, True)


@pytest.mark.parametrize(
    ("text", "office", "words"),
    [
        ("Foreign Minister Ivan Petrov", "minister", ("foreign", "minister")),
        ("Deputy Foreign Minister Ivan Petrov", "minister", ("deputy", "foreign", "minister")),
        ("Ivan Petrov, deputy head of the agency, left", "head", ("agency", "deputy", "head")),
        ("Ivan Petrov is the mayor of Lorvik", "mayor", ("lorvik", "mayor")),
        ("Russian President Ivan Petrov", "president", ("president", "russia")),
    ],
)
def test_a_person_and_an_office_are_a_role(text: str, office: str, words: tuple[str, ...]) -> None:
    (role,) = read(text).roles
    assert (role.person, role.office, role.words, role.former) == ("ivan petrov", office, words, False)


def test_a_former_and_an_acting_office_are_marked() -> None:
    assert read("Former Mayor Anna Weiss").roles[0].former
    assert read("ex-President Anna Weiss").roles[0].former
    assert read("Acting Mayor Anna Weiss").roles[0].acting


def test_a_country_holds_no_office() -> None:
    assert read("Gorno, a member of the union, signed").names[0].key == "gorno"
    assert read("the ambassador to Russia").roles == ()
