"""What the machine reads in a text. Every part has its span in code points: start included, end excluded."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

COUNT, MEASURE, MONEY, PERCENT, AGE, PLAIN = "count", "measure", "money", "percent", "age", "plain"


@dataclass(frozen=True)
class Quantity:
    """A number and what it counts. `lower` or `upper` is None where the text sets no bound on that side."""

    start: int
    end: int
    text: str
    kind: str  # count, measure, money, percent, age, plain
    lower: Decimal | None
    upper: Decimal | None
    unit: str = ""  # the counted noun ("soldier"), a measure ("km"), a currency ("USD")
    family: str = ""  # what may be compared: "people", "length", "money:USD", "thing:attack"
    noun: str = ""  # the unit as written
    role: str = ""  # what befell those counted: "killed", "injured", "arrested"
    approximate: bool = False
    vague: bool = False  # "dozens": a wide interval, not a count
    part: bool = False  # "including 3 children"
    former: bool = False  # what it was before a change: "from 10 to 15"
    factor: Decimal = Decimal(1)  # to the family's base unit

    @property
    def exact(self) -> bool:
        return self.lower is not None and self.lower == self.upper and not self.approximate


@dataclass(frozen=True)
class Ordinal:
    """A rank: "third", "21st". Never compared with a count."""

    start: int
    end: int
    text: str
    rank: int
    deed: bool = False  # "the first country to recognise …"


@dataclass(frozen=True)
class DateMention:
    """A date in the text. `edtf` is empty where a relative date had no stated date to stand on."""

    start: int
    end: int
    text: str
    edtf: str
    lower: date | None = None
    upper: date | None = None
    precision: str = "day"  # day, month, year, span
    relative: bool = False
    placed: bool = False  # "on …", "in …": it dates what is said, and is no part of a title
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def bounded(self) -> bool:
        return self.lower is not None and self.upper is not None


@dataclass(frozen=True)
class Negation:
    """A cue of negation, the words it reaches, and the first word of content among them, stemmed."""

    start: int
    end: int
    cue: str
    kind: str  # not, lack, denial, refusal, exclusion, ended, pending
    scope_start: int
    scope_end: int
    head: str = ""
    word: str = ""  # the head as written
    deed: str = ""  # of a lack of people ("no patients were received"): the next word of content, stemmed
    perfect: bool = False  # "has not": true so far, and may change
    cancelled: bool = False  # another negation undoes it: "did not deny"


@dataclass(frozen=True)
class Status:
    """One side of an opposite pair, after negation: ("recognition", False) for "has not recognised"."""

    start: int
    end: int
    text: str
    concept: str
    holds: bool
    negation: str = ""  # the kind of the cue that turned it, if any
    modality: str = "fact"


@dataclass(frozen=True)
class Name:
    """A run of capitalised words, folded to a key."""

    start: int
    end: int
    text: str
    key: str
    person: bool = False
    place: bool = False  # stands where a place stands: "in …", "near …"
    speaker: bool = False  # "…, X said"


@dataclass(frozen=True)
class Role:
    """A person and an office held."""

    start: int
    end: int
    person: str  # the name's key
    person_text: str
    office: str  # the head in one form: "minister", "head", "ambassador"
    words: tuple[str, ...]  # the whole title, stemmed and sorted: ("deputy", "foreign", "minister")
    text: str
    former: bool = False
    acting: bool = False
    body: tuple[str, ...] = ()  # of `words`, those that name where the office is held
    denied: str = ""  # the kind of the negation, where the text says that the office is not held
    besides: bool = False  # "no other post"; the office is then empty, and means any

    @property
    def title(self) -> frozenset[str]:
        """The words of the title without the body's."""
        return frozenset(self.words) - frozenset(self.body)


@dataclass(frozen=True)
class Reading:
    """Everything read in one text by one version of the reader."""

    version: int
    quantities: tuple[Quantity, ...] = ()
    ordinals: tuple[Ordinal, ...] = ()
    dates: tuple[DateMention, ...] = ()
    negations: tuple[Negation, ...] = ()
    statuses: tuple[Status, ...] = ()
    names: tuple[Name, ...] = ()
    roles: tuple[Role, ...] = ()
    words: tuple[str, ...] = ()  # stems of content, in order, once each, names left out
    modality: str = "fact"  # fact, future, possible, conditional, demand
    condition: str = ""
    event_kinds: tuple[str, ...] = ()  # "explosion", "quake" …
    language: str = "en"
    wide: bool = False  # speaks of a whole area or total: "nationwide", "overall"

    @cached_property
    def word_set(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def name_set(self) -> frozenset[str]:
        return frozenset(name.key for name in self.names)

    def as_json(self) -> dict[str, Any]:
        """The reading as plain JSON values; days as ISO text, numbers as decimal text."""
        return {field: _plain(value) for field, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        """The reading back from `as_json()`. Raises KeyError or TypeError where the shape is another."""
        parts: dict[str, Any] = {field: tuple(_part(kind, row) for row in data[field]) for field, kind in PARTS.items()}
        plain: dict[str, Any] = {
            field: data[field] for field in ("version", "modality", "condition", "language", "wide")
        }
        plain |= {field: tuple(data[field]) for field in ("words", "event_kinds")}
        return cls(**plain, **parts)


PARTS: dict[str, Any] = {
    "quantities": Quantity,
    "ordinals": Ordinal,
    "dates": DateMention,
    "negations": Negation,
    "statuses": Status,
    "names": Name,
    "roles": Role,
}
DECIMALS = ("lower", "upper", "factor")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _part(kind: Any, row: dict[str, Any]) -> Any:
    row = dict(row)
    for field in DECIMALS:
        if kind is Quantity and row.get(field) is not None:
            row[field] = Decimal(row[field])
        if kind is DateMention and isinstance(row.get(field), str):
            row[field] = date.fromisoformat(row[field])
    row |= {field: tuple(row[field]) for field in ("words", "body") if field in row}
    return kind(**row)
