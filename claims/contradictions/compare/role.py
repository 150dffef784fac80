"""Offices: one person in two ranks, or two persons in one office, at one time."""

from __future__ import annotations

from itertools import product

from claims.contradictions.compare.likeness import Likeness, short
from claims.contradictions.compare.order import ORDER_UNKNOWN, label_by_time
from claims.contradictions.types import CHANGED, CHECK, Comparison, Statement
from claims.reading.languages import LANGUAGES
from claims.reading.types import Role


def compare(left: Statement, right: Statement, like: Likeness) -> Comparison | None:
    """The first two offices that cannot be held together. A title that only says more fits the other."""
    for mine, other in product(left.reading.roles, right.reading.roles):
        found = _one_person(mine, other) or _one_office(mine, other, left)
        if found:
            return _difference(left, right, *found)
    return None


def _one_person(a: Role, b: Role) -> tuple[str, str] | None:
    """A deputy and a full minister, a former and a present one, ministers of two things."""
    if not _same_person(a, b) or a.office != b.office:
        return None
    words, others = set(a.words), set(b.words)
    if a.former == b.former and (words <= others or others <= words) and not _ranked(a, b):
        return None
    return f"{a.person_text}: {a.text}", f"{b.person_text}: {b.text}"


def _same_person(a: Role, b: Role) -> bool:
    """The same full name, or the one's last name alone."""
    lone = " " not in a.person or " " not in b.person
    return a.person == b.person or (lone and short(a.person) == short(b.person))


def _ranked(a: Role, b: Role) -> bool:
    """Whether only one of two titles is a deputy's."""
    return ("deputy" in a.words or "vice" in a.words) != ("deputy" in b.words or "vice" in b.words)


def _one_office(a: Role, b: Role, left: Statement) -> tuple[str, str] | None:
    """Two persons in an office that one holds, named with its country or body by both."""
    language = LANGUAGES[left.reading.language]
    if _same_person(a, b) or a.words != b.words or a.office not in language.single_offices:
        return None
    if a.former or b.former or len(a.words) < 2 or not set(a.words) & set(language.demonyms.values()):
        return None
    return f"{a.person_text}: {a.text}", f"{b.person_text}: {b.text}"


def _difference(left: Statement, right: Statement, mine: str, other: str) -> Comparison:
    label = label_by_time(left, right)
    reason = f"One gives {mine}, the other {other}."
    if label == CHECK:
        reason = f"{reason} {ORDER_UNKNOWN}"
    return Comparison(label, 0.85, reason, mine, other, "superseded" if label == CHANGED else "")
