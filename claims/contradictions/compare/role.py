"""Offices: one person in two ranks, or none; two persons in one office; at one time."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from claims.contradictions.compare.likeness import Likeness, short
from claims.contradictions.compare.order import ORDER_UNKNOWN, label_by_time
from claims.contradictions.types import CHANGED, CHECK, TEXT, Comparison, Statement, TextValue
from claims.reading.languages import LANGUAGES
from claims.reading.roles import read_office
from claims.reading.types import Role

NOT = "not"


class Clash(NamedTuple):
    """How two offices exclude each other."""

    follows: bool = False  # "no longer": the one naturally comes after the other
    unsure: bool = False


def compare(left: Statement, right: Statement, like: Likeness) -> Comparison | None:
    """The first two offices that cannot be held together. A title that only says more fits the other."""
    lefts, rights = _roles(left), _roles(right)
    settled = {id(role) for pair in product(lefts, rights) if _agree(*pair) for role in pair}
    for mine, other in product(lefts, rights):
        if settled & {id(mine), id(other)} and not (mine.denied or other.denied):
            continue  # who is given two offices by the one is given one of them by the other
        if _same_person(mine, other) or _of_one_subject(left, right, mine, other):
            clash = _one_person(mine, other, left, right)
        else:
            clash = Clash() if _one_office(mine, other, left) else None
        if clash:
            return _difference(left, right, mine, other, clash)
    return None


# -- who -----------------------------------------------------------------------------------------------------


def _roles(statement: Statement) -> tuple[Role, ...]:
    """The offices read in the text, else the one an editor gave as the subject's."""
    value, rule = statement.value, statement.attribute
    given = isinstance(value, TextValue) and statement.subject and rule and rule.value_type == TEXT
    if statement.reading.roles or not given or not isinstance(value, TextValue) or not (rule and rule.single_valued):
        return statement.reading.roles
    role = read_office(value.text, LANGUAGES[statement.reading.language])
    return (role,) if role else ()


def _same_person(a: Role, b: Role) -> bool:
    """The same full name, or the one's last name alone."""
    if not a.person or not b.person:
        return False
    lone = " " not in a.person or " " not in b.person
    return a.person == b.person or (lone and short(a.person) == short(b.person))


def _of_one_subject(left: Statement, right: Statement, a: Role, b: Role) -> bool:
    """Whether an office that an editor gave meets that of the other text's only holder of one."""
    if (a.person and b.person) or not left.subject or left.subject != right.subject:
        return False
    return all(len({role.person for role in s.reading.roles}) <= 1 for s in (left, right))


# -- what excludes what --------------------------------------------------------------------------------------


def _agree(a: Role, b: Role) -> bool:
    same = (a.office, a.title, a.former, a.denied) == (b.office, b.title, b.former, b.denied)
    return same and (a.person == b.person or not (a.person and b.person)) and _one_body(a, b)


def _one_body(a: Role, b: Role) -> bool:
    return not (a.body and b.body) or bool(set(a.body) & set(b.body))


def _one_person(a: Role, b: Role, left: Statement, right: Statement) -> Clash | None:
    """A deputy and a full minister, a former and a present one, directors of two things in one body."""
    if not _one_body(a, b):
        return None  # one may hold offices in two bodies
    if a.denied or b.denied:
        return _denied(a, b, left) if not b.denied else _denied(b, a, right) if not a.denied else None
    if a.office != b.office:
        return None
    fits, ranked = a.title <= b.title or b.title <= a.title, _ranked(a, left) != _ranked(b, left)
    if a.former or b.former:
        return Clash() if fits and a.former != b.former and not ranked else None
    if ranked:
        return Clash() if a.acting == b.acting else None  # the deputy may act for the head
    return None if fits else Clash()


def _ranked(role: Role, statement: Statement) -> bool:
    return bool(role.title & LANGUAGES[statement.reading.language].rank_stems)


def _denied(denial: Role, held: Role, denying: Statement) -> Clash | None:
    """An office held against the word that it is not; "no other office" leaves those the same text gives."""
    if held.former:
        return None
    if denial.office:
        same = denial.office == held.office and denial.title == held.title
        return Clash(follows=denial.denied != NOT) if same else None
    own = [role for role in denying.reading.roles if not role.denied and _same_person(role, denial)]
    if not denial.besides:
        return Clash()
    if any(role.office == held.office and (role.title <= held.title or held.title <= role.title) for role in own):
        return None
    return Clash(unsure=not own)


def _one_office(a: Role, b: Role, left: Statement) -> bool:
    """Two persons in an office that one holds, named with its country or body by both."""
    language = LANGUAGES[left.reading.language]
    if not a.person or not b.person or a.words != b.words or a.office not in language.single_offices:
        return False
    if a.former or b.former or a.denied or b.denied or len(a.words) < 2:
        return False
    return bool(set(a.words) & set(language.demonyms.values()))


# -- what is said --------------------------------------------------------------------------------------------


def _difference(left: Statement, right: Statement, mine: Role, other: Role, clash: Clash) -> Comparison:
    label = CHECK if clash.unsure else label_by_time(left, right, follows=clash.follows)
    values = _shown(mine), _shown(other)
    reason = f"One gives {values[0]}, the other {values[1]}."
    if clash.unsure:
        reason = f"{reason} Which other office is meant, the words do not say."
    elif label == CHECK:
        reason = f"{reason} {ORDER_UNKNOWN}"
    return Comparison(label, 0.85, reason, *values, "superseded" if label == CHANGED else "")


def _shown(role: Role) -> str:
    """A person and an office in a few words: "Ivan Petrov: not deputy minister"."""
    said = {"": "", NOT: "not ", "ended": "no longer ", "pending": "not yet "}.get(role.denied, "")
    said = "" if not role.office else said
    return f"{role.person_text}: {said}{role.text}" if role.person_text else f"{said}{role.text}"
