"""Yes and no: two sides of an opposite pair, a negation and what it negates, a denial."""

from __future__ import annotations

from typing import NamedTuple

from claims.contradictions.compare.likeness import Likeness
from claims.contradictions.compare.order import ORDER_UNKNOWN, label_by_time
from claims.contradictions.types import CHECK, CONFLICT, DENIES, Comparison, Statement, YesNoValue
from claims.reading.languages import LANGUAGES
from claims.reading.types import Negation, Reading, Status

SAME_WORDS = 0.75
ENOUGH_TEXT, ENOUGH_KEYED = 0.5, 0.2
ENDED = "ended"
CHANGING = frozenset([ENDED, "pending"])  # "no longer", "not yet": the other was or may become true
LIFE, PRESENCE = "life", "presence"


class Side(NamedTuple):
    """One side of a difference, as readers see it, and whether it follows from the other in time."""

    shown: str
    follows: bool


def compare(left: Statement, right: Statement, like: Likeness) -> Comparison | None:
    """The first of: an editor's yes and no, sides of an opposite pair, a negated word, a denial."""
    if isinstance(left.value, YesNoValue) and isinstance(right.value, YesNoValue):
        return _yes_no(left, right)
    if not _one_matter(left, right, like):
        # Who was at one event is one matter, whatever the words.
        return _opposite_pair(left, right, like, only=PRESENCE) if like.keys >= {"event", "subject"} else None
    return _opposite_pair(left, right, like) or _negated_word(left, right) or _denied(left, right, like)


def _one_matter(left: Statement, right: Statement, like: Likeness) -> bool:
    """Whether what is affirmed and denied is one matter: no other names, enough of the same words."""
    same_subject = "subject" in like.keys
    if like.other_names and not same_subject:
        return False
    return like.text >= (ENOUGH_KEYED if like.keyed or same_subject else ENOUGH_TEXT)


def _yes_no(left: Statement, right: Statement) -> Comparison | None:
    answers = [s.value.yes ^ (s.stance == DENIES) for s in (left, right) if isinstance(s.value, YesNoValue)]
    if answers[0] == answers[1]:
        return None
    sides = [Side("yes" if answer else "no", False) for answer in answers]
    return _difference(left, right, sides[0], sides[1], 1.0, durable=True)


# -- opposite pairs ------------------------------------------------------------------------------------------


def _opposite_pair(left: Statement, right: Statement, like: Likeness, only: str = "") -> Comparison | None:
    mine, others = (_with_stand_ins(_settled(s.reading), s.reading, like) for s in (left, right))
    for concept in sorted(mine.keys() & others.keys()):
        a, b = mine[concept], others[concept]
        holds = a.holds ^ (left.stance == DENIES), b.holds ^ (right.stance == DENIES)
        if holds[0] == holds[1] or a.modality != b.modality or concept != (only or concept):
            continue
        if not _fits(concept, left, right):
            continue
        pair = LANGUAGES[left.reading.language].opposites[concept]
        sides = [
            Side(pair.positive if held else pair.negative, _follows(status, held, pair.sequential))
            for status, held in zip((a, b), holds, strict=True)
        ]
        if pair.durable:
            return _difference(left, right, sides[0], sides[1], 0.95, durable=True)
        return _difference(left, right, sides[0], sides[1], 0.9, durable=False)
    return None


def _settled(reading: Reading) -> dict[str, Status]:
    """The statuses of a text by concept, without a concept on whose both sides the text stands."""
    found: dict[str, Status] = {}
    both = set()
    for status in reading.statuses:
        if status.concept in found and found[status.concept].holds != status.holds:
            both.add(status.concept)
        found.setdefault(status.concept, status)
    return {concept: status for concept, status in found.items() if concept not in both}


def _with_stand_ins(found: dict[str, Status], reading: Reading, like: Likeness) -> dict[str, Status]:
    """With the sides that speak to another pair of the same event: who stayed at home was not present."""
    if "event" not in like.keys:
        return found
    pairs = LANGUAGES[reading.language].opposites
    meant = {
        (pairs[concept].positive_for if status.holds else pairs[concept].negative_for): status
        for concept, status in found.items()
    }
    if "subject" not in like.keys:
        meant.pop(PRESENCE, None)
    return {concept: status for concept, status in meant.items() if concept} | found


def _follows(status: Status, holds: bool, sequential: bool) -> bool:
    return status.negation in CHANGING or (sequential and not holds and not status.negation)


def _fits(concept: str, left: Statement, right: Statement) -> bool:
    """Dead and alive need one person; a toll is no person's death."""
    if concept != LIFE:
        return True
    tolls = any(quantity.family == "people" for s in (left, right) for quantity in s.reading.quantities)
    return not tolls and bool(left.reading.name_set & right.reading.name_set)


# -- negated words -------------------------------------------------------------------------------------------


def _negated_word(left: Statement, right: Statement) -> Comparison | None:
    for denying, affirming in ((left, right), (right, left)):
        ranks = {o.rank for o in denying.reading.ordinals}
        if ranks and ranks != {o.rank for o in affirming.reading.ordinals}:
            continue  # "not the first" and "the second" agree
        negation = _unanswered(denying.reading, affirming.reading)
        if negation is None or denying.stance != affirming.stance or not _same_mode(denying, affirming, negation):
            continue
        no, yes = _short(denying.text, negation), negation.word
        label = _label(left, right, negation)
        unknown = f" {ORDER_UNKNOWN}" if label == CHECK else ""
        reason = f"One says “{no}”, the other affirms “{yes}”.{unknown}"
        values = (no, yes) if denying is left else (yes, no)
        return Comparison(label, 0.85, reason, *values)
    return None


def _label(left: Statement, right: Statement, negation: Negation) -> str:
    """What has not happened yet, or holds no longer, may change; what did not happen cannot."""
    changing = negation.kind in CHANGING
    return label_by_time(left, right, follows=changing) if changing or negation.perfect else CONFLICT


def _unanswered(denying: Reading, affirming: Reading) -> Negation | None:
    """A negation whose word the other text has, and does not negate itself."""
    negated = {n.head for n in affirming.negations if not n.cancelled}
    affirmed = affirming.word_set - negated
    for negation in denying.negations:
        known = negation.head in affirmed and (not negation.deed or negation.deed in affirmed)
        if known and not negation.cancelled and not (negation.kind == ENDED and _was_once(affirming)):
            return negation
    return None


def _was_once(reading: Reading) -> bool:
    """Whether the text itself speaks of an office as past."""
    return any(role.former for role in reading.roles)


def _same_mode(denying: Statement, affirming: Statement, negation: Negation) -> bool:
    """A plan is not undone by what has not happened yet; a refusal undoes a plan."""
    if denying.said_modality == affirming.said_modality:
        return True
    return negation.kind in ("refusal", "exclusion", "denial") and affirming.said_modality in (
        "fact",
        "future",
    )


def _short(text: str, negation: Negation) -> str:
    words = text[negation.start : negation.scope_end].split()
    return " ".join(words[:8])


# -- denial of the same words --------------------------------------------------------------------------------


def _denied(left: Statement, right: Statement, like: Likeness) -> Comparison | None:
    """The same words, asserted by one citation and denied by another."""
    same = left.text.casefold() == right.text.casefold() or like.text >= SAME_WORDS
    if left.stance == right.stance or not same or _negates(left.reading) != _negates(right.reading):
        return None
    shown = [Side("denied" if s.stance == DENIES else "asserted", False) for s in (left, right)]
    return Comparison(
        CONFLICT,
        0.9,
        "One asserts this, the other denies it.",
        shown[0].shown,
        shown[1].shown,
        "other speaker",
    )


def _negates(reading: Reading) -> bool:
    return any(not negation.cancelled for negation in reading.negations)


def _difference(
    left: Statement, right: Statement, mine: Side, other: Side, score: float, *, durable: bool
) -> Comparison:
    label = label_by_time(left, right, follows=mine.follows or other.follows) if durable else CONFLICT
    reason = f"One says {mine.shown}, the other {other.shown}."
    if label == CHECK:
        reason = f"{reason} {ORDER_UNKNOWN}"
    return Comparison(label, score, reason, mine.shown, other.shown)
