"""Whether two wordings of a claim say the same, but for a slip of the pen. Pure."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

from claims.reading.reader import read
from claims.reading.types import Reading

ALIKE = 90  # per cent of equal characters: a slip changes a letter or two, not a word's meaning


def is_typo(before: str, after: str) -> bool:
    """Whether the change leaves numbers, dates, negations and states as they were, and nearly all the letters."""
    if ratio(before, after) < ALIKE:
        return False
    old, new = read(before), read(after)
    return _said(old) == _said(new) and not _turned(old, new)


def _said(reading: Reading) -> tuple[object, ...]:
    quantities = tuple((one.lower, one.upper, one.approximate) for one in reading.quantities)
    return quantities, tuple(one.edtf for one in reading.dates), len(reading.negations), reading.modality


def _turned(old: Reading, new: Reading) -> bool:
    """Whether a state that both name (open, in force …) holds in only one."""
    before, after = ({one.concept: one.holds for one in reading.statuses} for reading in (old, new))
    return any(before[concept] != after[concept] for concept in before.keys() & after.keys())
