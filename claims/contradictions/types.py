"""What the detector takes and gives: statements in, comparisons and findings between them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from claims.reading.types import Reading

CONFLICT, CHANGED, CHECK = "conflict", "changed over time", "check"
ASSERTS, DENIES = "asserts", "denies"
FACT, STANCE, OPINION, FORECAST = "fact", "stance", "opinion", "forecast"
NUMBER, DATE, ACTOR, TEXT, YES_NO, LIST = "number", "date", "actor", "text", "yes_no", "list"


class Days(NamedTuple):
    """A first and a last day; None is an open or unknown end."""

    lower: date | None
    upper: date | None

    @property
    def bounded(self) -> bool:
        return self.lower is not None and self.upper is not None

    def apart(self, other: Days) -> bool:
        """Whether no day can belong to both."""
        return _before(self, other) or _before(other, self)


def _before(first: Days, second: Days) -> bool:
    return first.upper is not None and second.lower is not None and first.upper < second.lower


@dataclass(frozen=True)
class NumberValue:
    """A number an editor gave; None is an open side."""

    low: Decimal | None
    high: Decimal | None
    unit: str = ""  # a word or a currency code: "people", "km", "USD"
    approximate: bool = False


@dataclass(frozen=True)
class DateValue:
    """A date an editor gave, as EDTF."""

    edtf: str


@dataclass(frozen=True)
class ActorValue:
    """An actor an editor gave, by key, with the name readers see."""

    key: str
    name: str = ""


@dataclass(frozen=True)
class TextValue:
    """Words an editor gave. They are shown, and compared only where they name an office."""

    text: str


@dataclass(frozen=True)
class YesNoValue:
    """Yes or no."""

    yes: bool


@dataclass(frozen=True)
class ListValue:
    """Members an editor gave: all of them (complete), or among others."""

    items: tuple[str, ...]
    complete: bool = False


Value = NumberValue | DateValue | ActorValue | TextValue | YesNoValue | ListValue


@dataclass(frozen=True)
class AttributeRule:
    """What the detector must know of an attribute."""

    key: str
    value_type: str = TEXT  # number, date, actor, text, yes_no, list
    unit_family: str = ""  # "people", "length", "money:USD" …: wins over the unit's own
    single_valued: bool = True
    needs_object: bool = False
    tolerance: Decimal = Decimal(0)  # share of the larger value: 0.05 is five per cent
    # What allows several values: "period", "event", "place", "object", "condition", "speaker", or a word to look for.
    separators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A claim as the detector sees it: its words, what was read in them, and what an editor said of it.

    Only text and reading are required. Keys are opaque strings, equal where they mean the same row. Where an
    editor gave a value, a modality or a condition, it wins over the reading.
    """

    text: str
    reading: Reading
    event: str = ""
    event_dates: Days | None = None
    subject: str = ""
    object: str = ""
    place: str = ""
    places_above: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    stance: str = ASSERTS
    stated: Days | None = None
    period: Days | None = None
    kind: str = FACT
    attribute: AttributeRule | None = None
    value: Value | None = None
    modality: str = ""  # fact, future, possible, conditional, demand
    condition: str = ""
    outlets: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    @cached_property
    def said_modality(self) -> str:
        return self.modality or self.reading.modality

    @cached_property
    def said_condition(self) -> str:
        return " ".join((self.condition or self.reading.condition).casefold().split())

    @cached_property
    def text_days(self) -> Days | None:
        """The days the text names, from the first to the last; None if it names none or an open one."""
        dates = self.reading.dates
        if not dates or not all(mention.bounded for mention in dates):
            return None
        lowers = [mention.lower for mention in dates if mention.lower]
        uppers = [mention.upper for mention in dates if mention.upper]
        return Days(min(lowers), max(uppers))

    @cached_property
    def held(self) -> Days | None:
        """The days it is said to hold for: its period, or days in its text."""
        return self.period or self.text_days

    @cached_property
    def when(self) -> Days | None:
        """The days it holds for, as far as known: those it is said to hold for, or when it was stated."""
        return self.held or self.stated


@dataclass(frozen=True)
class Comparison:
    """What one comparator says of two statements."""

    label: str  # conflict, changed over time, check
    score: float  # 0 to 1: how surely the two values exclude each other
    reason: str
    left_value: str
    right_value: str
    cause: str = ""  # a likely cause, in the words of a judgement: "superseded", "unit or rounding" …


@dataclass(frozen=True)
class Finding:
    """What the detector says of a pair: a comparison, its kind, and the ground both statements stand on."""

    label: str
    kind: str
    score: float
    reason: str
    left_value: str
    right_value: str
    ground: tuple[str, ...] = field(default=())
    cause: str = ""

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.left_value, self.right_value, self.kind)

    def as_json(self) -> dict[str, Any]:
        """The finding as plain JSON values, fingerprint included."""
        return {
            "label": self.label,
            "kind": self.kind,
            "score": self.score,
            "reason": self.reason,
            "left_value": self.left_value,
            "right_value": self.right_value,
            "ground": list(self.ground),
            "cause": self.cause,
            "fingerprint": self.fingerprint,
        }


def fingerprint(left: str, right: str, kind: str) -> str:
    """SHA-256 of both values and the kind, in either order: a dismissed pair returns only if this changes."""
    values = sorted(" ".join(value.casefold().split()) for value in (left, right))
    return hashlib.sha256("\x1f".join([kind, *values]).encode()).hexdigest()
