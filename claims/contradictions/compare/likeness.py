"""How surely two statements speak of the same thing: by the keys an editor set, else by rare shared words."""

from __future__ import annotations

from math import prod
from typing import NamedTuple

from claims.contradictions.types import Statement
from claims.reading.languages import LANGUAGES
from claims.reading.types import Reading

# Each shared thing leaves this share of doubt standing: 1 - (1 - .55)(1 - .4) for event and attribute.
KEY_WEIGHTS = {"event": 0.55, "subject": 0.35, "object": 0.3, "place": 0.15}
ATTRIBUTE, ATTRIBUTE_WEIGHT = "attribute", 0.4
ONE_VALUE = 0.75  # likeness of one attribute of one event or subject, however it is worded
NAME, WORD, COMMON = 2.0, 1.0, 0.5
ENOUGH = 3.5  # weight of shared words below which likeness rests on too little
WEAK_TEXT = 0.9  # words alone never give certainty


class Likeness(NamedTuple):
    """How much is shared, from 0 to 1 in all and by words alone, and what."""

    strength: float
    text: float
    shared: tuple[str, ...]
    keys: frozenset[str]  # what an editor set alike: event, subject, object, place, attribute
    only_left: frozenset[str]  # names without speakers that the other has not
    only_right: frozenset[str]

    @property
    def keyed(self) -> bool:
        """Whether an editor's keys tie the two together: one event, or one attribute of one subject."""
        return "event" in self.keys or self.keys >= {"subject", ATTRIBUTE}

    @property
    def one_value(self) -> bool:
        """Whether both give one attribute of one event or subject: then the words may be any."""
        return self.keyed and ATTRIBUTE in self.keys

    @property
    def other_names(self) -> bool:
        """Whether each names someone or somewhere the other does not."""
        return bool(self.only_left and self.only_right)


def likeness(left: Statement, right: Statement) -> Likeness:
    """How surely two statements speak of the same thing. Symmetric, but for `only_left` and `only_right`."""
    keys = [name for name in KEY_WEIGHTS if getattr(left, name) and getattr(left, name) == getattr(right, name)]
    doubt = prod(1 - KEY_WEIGHTS[name] for name in keys)
    if _attribute(left, right):
        keys.append(ATTRIBUTE)
        doubt *= 1 - ATTRIBUTE_WEIGHT
    text, words = _by_words(left.reading, right.reading)
    names = _names(left.reading), _names(right.reading)
    like = Likeness(
        strength=1 - doubt * (1 - WEAK_TEXT * text),
        text=text,
        shared=(*keys, *words),
        keys=frozenset(keys),
        only_left=names[0] - names[1],
        only_right=names[1] - names[0],
    )
    return like._replace(strength=max(like.strength, ONE_VALUE)) if like.one_value else like


def single_valued(left: Statement, right: Statement, like: Likeness) -> bool:
    """Whether what an editor gave can be one value only: visits are paid twice, one event is on one day."""
    return "event" in like.keys or all(s.attribute is None or s.attribute.single_valued for s in (left, right))


def _attribute(left: Statement, right: Statement) -> bool:
    return left.attribute is not None and right.attribute is not None and left.attribute.key == right.attribute.key


def _by_words(left: Reading, right: Reading) -> tuple[float, tuple[str, ...]]:
    """Likeness by words (mean of Dice's and the overlap coefficient, by weight), and the shared words."""
    weights, others = _weights(left), _weights(right)
    shared = sorted(weights.keys() & others.keys())
    total, other_total = sum(weights.values()), sum(others.values())
    if not shared or not total or not other_total:
        return 0.0, ()
    weight = sum(max(weights[word], others[word]) for word in shared)
    dice = min(1.0, 2 * weight / (total + other_total))
    overlap = min(1.0, weight / min(total, other_total))
    return (dice + overlap) / 2 * min(1.0, weight / ENOUGH), tuple(shared)


def _weights(reading: Reading) -> dict[str, float]:
    common = LANGUAGES[reading.language].common_stems
    weights = {word: COMMON if word in common else WORD for word in reading.words}
    weights |= {short(name.key): NAME for name in reading.names}
    return weights


def _names(reading: Reading) -> frozenset[str]:
    """The names a statement is about. One that is a plain word of the text too ("Embassy") is a word."""
    return frozenset(short(name.key) for name in reading.names if not name.speaker) - reading.word_set


def short(key: str) -> str:
    """A name's last word: how a person named in full is named again."""
    return key.rsplit(" ", 1)[-1]
