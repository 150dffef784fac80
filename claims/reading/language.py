"""What the reader must know of a language: words as data, nothing else.

A language is one instance of `Language`; the modules that read hold no word of any language themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from claims.reading.tokens import Phrases


def listed(words: str) -> list[str]:
    """A table of words, written as running text."""
    return words.split()


class Bound(NamedTuple):
    """What a phrase beside a number says of it: "at least", "up to", "about"."""

    side: str  # "lower", "upper", "both" (keeps both), "below" (a little under)
    approximate: bool = False


class Unit(NamedTuple):
    """A counted noun or measure: its family, its own name, and the factor to the family's base unit."""

    family: str
    unit: str
    factor: Decimal = Decimal(1)


class Concept(NamedTuple):
    """Which side of an opposite pair a word is on: ("recognition", True) for "recognises"."""

    name: str
    positive: bool


class Opposites(NamedTuple):
    """An opposite pair as readers see it; a durable one may change with time, an event cannot."""

    positive: str
    negative: str
    durable: bool
    sequential: bool = False  # the second follows from the first: "arrested", later "released"
    # Said of one event, a side of this pair also speaks to another pair: who stayed at home was not present.
    positive_for: str = ""
    negative_for: str = ""


class Cue(NamedTuple):
    """A word or phrase of negation; an empty kind only looks like one ("not only")."""

    kind: str


@dataclass(frozen=True, eq=False)
class Language:
    """All words of one language, by the module that uses them."""

    code: str
    # words.py
    stop_words: frozenset[str]
    common_stems: frozenset[str]
    irregular: Mapping[str, str]
    same_meaning: Mapping[str, str]
    event_kinds: Mapping[str, str]
    wide_scope: frozenset[str]
    # quantities.py
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    glued_scales: Mapping[str, int]
    vague: Phrases[tuple[int, int]]
    fractions: Phrases[Decimal]
    bounds_before: Phrases[Bound]
    bounds_after: Phrases[Bound]
    ordinals: Mapping[str, int]
    deed_words: frozenset[str]
    units: Mapping[str, Unit]
    people: Mapping[str, str]
    currencies: Mapping[str, str]
    count_roles: Mapping[str, str]
    part_words: Phrases[bool]
    change_stems: frozenset[str]
    identifier_words: frozenset[str]
    range_words: frozenset[str]
    range_pairs: Mapping[str, str]
    age_words: frozenset[str]
    clock_words: frozenset[str]
    pronoun_numbers: frozenset[str]
    single_articles: frozenset[str]
    partitives: frozenset[str]
    # dates.py
    months: Mapping[str, int]
    unsafe_months: frozenset[str]
    weekdays: Mapping[str, int]
    day_words: Mapping[str, int]
    time_units: Mapping[str, str]
    date_leads: Phrases[str]
    ago_words: frozenset[str]
    # polarity.py
    cues: Phrases[Cue]
    perfect_words: frozenset[str]
    concepts: Mapping[str, Concept]
    opposites: Mapping[str, Opposites]
    concept_phrases: Phrases[Concept]
    reversers: frozenset[str]
    modals: Phrases[str]
    conditions: Phrases[bool]
    clause_words: frozenset[str]
    hearsay_stems: frozenset[str]
    # names.py, roles.py
    aliases: Mapping[str, str]
    demonyms: Mapping[str, str]
    honorifics: frozenset[str]
    not_names: frozenset[str]
    name_links: frozenset[str]
    locatives: frozenset[str]
    speech_stems: frozenset[str]
    offices: Mapping[str, str]
    single_offices: frozenset[str]
    office_words: frozenset[str]
    portfolio_offices: frozenset[str]  # what follows "of" belongs to the title: "minister of health"
    rank_stems: frozenset[str]  # a deputy is not the minister
    office_links: frozenset[str]
    office_verbs: Phrases[bool]  # True for one that gives an office, False for one that only helps it
    office_exits: Phrases[bool]  # "resigned as": held no longer
    office_joints: frozenset[str]
    office_adverbs: frozenset[str]
    title_words: frozenset[str]  # no names, though a sentence start with a capital: "Commercial director …"
    epithets: frozenset[str]  # before a title, and no part of it
    post_words: frozenset[str]
    hold_stems: frozenset[str]
    other_words: frozenset[str]
    articles: frozenset[str]
    former_words: frozenset[str]
    acting_words: frozenset[str]
