"""Titles in many forms: as many that give an office as look-alikes that do not."""

from __future__ import annotations

import pytest

from claims.reading.english import ENGLISH
from claims.reading.reader import read
from claims.reading.roles import read_office

HELD = [
    ("Ivan Petrov is the commercial director of the Lorvik plant", "commercial head", "lorvik plant"),
    ("Police questioned the logistics manager Ivan Petrov", "head logistic", ""),
    ("Commercial director Ivan Petrov resigned", "commercial head", ""),
    ("Lorvik governor Ivan Petrov resigned", "governor", "lorvik"),
    ("Ivan Petrov serves as rector of the Gorno college", "rector", "colleg gorno"),
    ("Ivan Petrov works as press officer for the Gorno council", "officer press", "council gorno"),
    ("Ivan Petrov was appointed general director of Lorvik Rail", "general head", "lorvik rail"),
    ("Ivan Petrov, named technical director on Monday, declined", "head technical", ""),
    ("Ivan Petrov is currently the deputy chairman of the union", "deputy head", "union"),
    ("Gorno Bank's technical director, Ivan Petrov, resigned", "head technical", "bank gorno"),
    ("The governor of Teslin, Ivan Petrov, opened the bridge", "governor", "teslin"),
    ("Ivan Petrov (general director of Lorvik Rail) spoke", "general head", "lorvik rail"),
    ("Ivan Petrov, the union's longtime spokesman, declined", "spokesperson", "union"),
    ("Ivan Petrov, a trader and commercial director of Lorvik Rail, left", "commercial head", "lorvik rail"),
    ("Ivan Petrov was introduced as the general director", "general head", ""),
    ("Ivan Petrov is minister of health", "health minister", ""),
]


@pytest.mark.parametrize(("text", "title", "body"), HELD)
def test_a_title_is_read_with_its_body(text: str, title: str, body: str) -> None:
    (role,) = read(text).roles
    assert (role.person, " ".join(sorted(role.title)), " ".join(role.body)) == ("ivan petrov", title, body)
    assert not role.denied and not role.former


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Petrov is meeting director Oleg Sidorov",
        "Ivan Petrov was attacked near the director of the plant",
        "Ivan Petrov is a critic of the governor",
        "Ivan Petrov was seen with the commercial director",
        "Ivan Petrov, who met the governor, left",
        "Ivan Petrov is a rich and powerful man",
        "Ivan Petrov, tired and angry, called the chairman",
        "Ivan Petrov works with the director of Lorvik Rail",
        "Ivan Petrov named the suspects",
        "Ivan Petrov, a trader and friend of the governor, left",
        "Ivan Petrov, a trader and Mayor Oleg Sidorov left",
        "Ivan Petrov was elected by the chairmen",
        "Ivan Petrov (aged 54) met the governor of Teslin",
    ],
)
def test_a_title_of_somebody_else_is_none_of_his(text: str) -> None:
    assert [role for role in read(text).roles if role.person == "ivan petrov"] == []


def test_two_titles_may_be_joined() -> None:
    first, second = read("Ivan Petrov, mayor of Lorvik and chairman of the Gorno union, spoke").roles
    assert (first.office, second.office, second.body) == ("mayor", "head", ("gorno", "union"))


def test_a_comma_before_a_speaker_sets_no_title() -> None:
    assert read("They were met by the governor, Petrov said").roles == ()
    assert read("They were met by the governor, Petrov, on Monday").roles[0].office == "governor"


@pytest.mark.parametrize("office", ["chairwoman", "spokeswoman", "directress", "councilwoman", "manageress"])
def test_a_womans_office_is_an_office(office: str) -> None:
    (role,) = read(f"Anna Weiss was elected {office} of the union").roles
    assert (role.person, role.body) == ("anna weiss", ("union",))


DENIED = [
    ("Ivan Petrov is no longer the governor of Teslin", "governor", "ended", False),
    ("Ivan Petrov was never governor of Teslin", "governor", "not", False),
    ("Ivan Petrov has never been the governor of Teslin", "governor", "not", False),
    ("Ivan Petrov, no longer governor, left", "governor", "ended", False),
    ("Ivan Petrov resigned as governor", "governor", "ended", False),
    ("Ivan Petrov was dismissed as governor", "governor", "ended", False),
    ("Ivan Petrov holds no post in the council", "", "lack", False),
    ("Ivan Petrov has never held any office", "", "not", False),
    ("Ivan Petrov is deputy chairman and holds no other office", "", "lack", True),
]


@pytest.mark.parametrize(("text", "office", "kind", "besides"), DENIED)
def test_an_office_is_denied(text: str, office: str, kind: str, besides: bool) -> None:
    role = read(text).roles[-1]
    assert (role.person, role.office, role.denied, role.besides) == ("ivan petrov", office, kind, besides)


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Petrov holds a post in the council",
        "Ivan Petrov holds no office space",
        "Ivan Petrov has no role in the plot",
        "Ivan Petrov found no job at the council",
        "Ivan Petrov went to the post office without a letter",
        "Nobody holds the post of governor",
    ],
)
def test_a_post_that_is_held_or_is_none_is_not_denied(text: str) -> None:
    assert [role for role in read(text).roles if role.denied and role.person == "ivan petrov"] == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("deputy chairman", "deputy head"),
        ("Deputy Chairman of the Gorno Chamber", "deputy head"),
        ("the plant's commercial director", "commercial head"),
        ("revenge", None),
        ("head injuries", None),
        ("a quarrel with the director", None),
    ],
)
def test_an_editors_words_may_be_an_office(text: str, title: str | None) -> None:
    role = read_office(text, ENGLISH)
    assert (" ".join(sorted(role.title)) if role else None) == title
