"""Quantities: a number, its bounds, what it counts, what befell those counted. Years and ranks are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from claims.reading.amounts import Amount, amount_at, range_at
from claims.reading.language import Bound, Language, Unit
from claims.reading.tokens import HYPHENS, NUMBER, ORDINAL, WORD, Token, clause, touching
from claims.reading.types import AGE, COUNT, MEASURE, MONEY, PERCENT, PLAIN, Ordinal, Quantity
from claims.reading.words import stem

NOUN_REACH = 5  # tokens between a number and the noun it counts
ROLE_AHEAD, ROLE_BACK = 6, 9  # tokens between the counted and what befell them
PEOPLE = "people"
OLDEST = 120
DEED_REACH = 5  # tokens from "first" to the "to" of what was done first


class Frame(NamedTuple):
    """Where a quantity stands: its first token with bounds and currency, its number, the token after all."""

    first: int
    number: int
    end: int
    bounds: tuple[Bound, ...]
    currency: str


def read_quantities(
    tokens: Sequence[Token], text: str, dated: frozenset[int], language: Language
) -> tuple[Quantity, ...]:
    """The quantities in a text. Tokens at the indexes `dated` belong to dates and are passed over."""
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        amount = None
        if index not in dated and not _identifies(tokens, index, language):
            amount = _whole_amount(tokens, index, language)
        if amount is None:
            index += 1
            continue
        quantity = _quantity(tokens, text, index, amount, language)
        if quantity is not None:
            before = found[-1] if found and found[-1].former else None
            found.append(_after_change(before, quantity) if before else quantity)
        index = amount.end
    return tuple(found)


def read_ordinals(tokens: Sequence[Token], dated: frozenset[int], language: Language) -> tuple[Ordinal, ...]:
    """Ranks in a text: "first", "21st"."""
    found: list[Ordinal] = []
    for index, token in enumerate(tokens):
        rank = int(token.text[:-2]) if token.kind == ORDINAL else language.ordinals.get(token.low)
        if rank is not None and index not in dated:
            ahead = clause(tokens, index + 1, step=1, limit=DEED_REACH, stops=language.clause_words)
            deed = any(tokens[n].low in language.deed_words for n in ahead)
            found.append(Ordinal(token.start, token.end, token.text, rank, deed))
    return tuple(found)


def _identifies(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a number is part of a name, a time of day or a label: COVID-19, 10:30, Flight 370, #12."""
    if tokens[index].kind != NUMBER or index == 0:
        return _clock(tokens, index, language)
    before = tokens[index - 1]
    if touching(tokens, index) and before.text in "#/:@":
        return True
    if before.text in HYPHENS and touching(tokens, index):
        return touching(tokens, index - 1) and tokens[index - 2].kind in (WORD, NUMBER)
    label = tokens[index - 2] if before.text == "." and index > 1 else before
    return label.low in language.identifier_words or _clock(tokens, index, language)


def _clock(tokens: Sequence[Token], index: int, language: Language) -> bool:
    if index + 1 >= len(tokens) or tokens[index].kind != NUMBER:
        return False
    after = tokens[index + 1]
    return after.low in language.clock_words or (after.text in ":/" and touching(tokens, index + 1))


def _whole_amount(tokens: Sequence[Token], index: int, language: Language) -> Amount | None:
    before = tokens[index - 1].low if index else ""
    money = before in language.currencies
    lead = tokens[index - 2].low if money and index > 1 else before
    amount = amount_at(tokens, index, money, language)
    if amount is None:
        return None
    if lead == "from" and _changes(tokens, index, language):
        return amount
    return range_at(tokens, amount, lead, money, language) or amount


def _changes(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """ "rose from 10 to 15": two values, no range."""
    near = range(max(0, index - 4), index)
    return any(stem(tokens[n].low, language) in language.change_stems for n in near)


def _quantity(tokens: Sequence[Token], text: str, index: int, amount: Amount, language: Language) -> Quantity | None:
    frame = _frame(tokens, index, amount, language)
    unit, end = _unit(tokens, frame.end, amount, frame.currency, language)
    role = _role(tokens, frame.first, end, language) if unit.family in ("", PEOPLE) else ""
    if role and not unit.family:
        unit = Unit(PEOPLE, "person")
    kind = _kind(tokens, index, end, amount, unit, language)
    if kind is None or _pronoun(tokens, index, kind, language):
        return None
    lower, upper, approximate = _bounded(amount, frame.bounds)
    start, stop = tokens[frame.first].start, tokens[end - 1].end
    return Quantity(
        start=start,
        end=stop,
        text=text[start:stop],
        kind=kind,
        lower=lower,
        upper=upper,
        unit=unit.unit,
        family=unit.family,
        noun=text[tokens[end - 1].start : stop] if end > frame.end else "",
        role=role,
        approximate=approximate,
        vague=amount.vague,
        part=language.part_words.before(tokens, frame.first) is not None,
        former=_before_change(tokens, frame.first, language),
        factor=unit.factor,
    )


def _before_change(tokens: Sequence[Token], first: int, language: Language) -> bool:
    """ "Rose from 10 to 15": 10 is what was."""
    return first > 0 and tokens[first - 1].low in language.range_pairs and _changes(tokens, first, language)


def _after_change(before: Quantity, quantity: Quantity) -> Quantity:
    """The value after a change counts what the value before it counted, unless it says otherwise."""
    if quantity.family:
        return quantity
    fields = ("kind", "unit", "family", "role", "factor")
    return replace(quantity, **{field: getattr(before, field) for field in fields})


def _pronoun(tokens: Sequence[Token], index: int, kind: str, language: Language) -> bool:
    """ "One of the envoys", "one says": no count."""
    if tokens[index].low not in language.pronoun_numbers:
        return False
    return kind == PLAIN or (index + 1 < len(tokens) and tokens[index + 1].low in language.partitives)


def _frame(tokens: Sequence[Token], index: int, amount: Amount, language: Language) -> Frame:
    first, end, currency, bounds = index, amount.end, "", []
    if first and tokens[first - 1].low in language.currencies:
        first, currency = first - 1, language.currencies[tokens[first - 1].low]
        first -= first > 0 and touching(tokens, first) and tokens[first - 1].text in ("US", "U.S.")
    for _ in range(2):
        before = language.bounds_before.before(tokens, first)
        if before:
            bounds.append(before[0])
            first = before[1]
    after = language.bounds_after.at(tokens, end)
    if after:
        bounds.append(after[0])
        end = after[1]
    return Frame(first, index, end, tuple(bounds), currency)


def _bounded(amount: Amount, bounds: tuple[Bound, ...]) -> tuple[Decimal | None, Decimal | None, bool]:
    """The interval after "at least", "up to", "about"; vague words keep their wide one below and above."""
    lower: Decimal | None = amount.low
    upper: Decimal | None = amount.high
    for bound in bounds:
        if bound.side == "lower":
            upper = None
        elif bound.side == "upper":
            lower = None
    return lower, upper, amount.percent or any(bound.approximate for bound in bounds)


# -- what is counted ---------------------------------------------------------------------------------------


def _unit(tokens: Sequence[Token], at: int, amount: Amount, currency: str, language: Language) -> tuple[Unit, int]:
    """The unit of a number that ends before `at`, and the index after the unit's words."""
    if amount.percent:
        return language.units["percent"], at
    if currency:
        return Unit(f"money:{currency}", currency), at
    run = _run(tokens, at, language)
    for index in run[:3]:
        low = tokens[index].low
        if low in language.currencies:
            code = language.currencies[low]
            return Unit(f"money:{code}", code), index + 1
    if run and tokens[run[0]].low in language.units:
        return language.units[tokens[run[0]].low], run[0] + 1
    people = [index for index in run if tokens[index].low in language.people]
    if people:
        return Unit(PEOPLE, language.people[tokens[people[0]].low]), people[0] + 1
    noun = _noun(tokens, run, amount)
    if noun is None:
        return Unit("", ""), at
    name = stem(tokens[noun].low, language)
    return Unit(f"thing:{name}", name), noun + 1


def _run(tokens: Sequence[Token], at: int, language: Language) -> list[int]:
    """Indexes of the words that may name what is counted."""
    found: list[int] = []
    for index in range(at, min(len(tokens), at + NOUN_REACH + 2)):
        token = tokens[index]
        if token.text in HYPHENS or (not found and token.low in language.partitives):
            continue
        if token.low in language.count_roles and token.low not in language.people:
            break
        known = token.low in language.units or token.low in language.currencies
        if not known and (token.kind != WORD or token.low in language.stop_words):
            break
        found.append(index)
    return found


def _noun(tokens: Sequence[Token], run: list[int], amount: Amount) -> int | None:
    """The first plural, else the first word: a guess without grammar, and it must match to count."""
    plurals = [n for n in run if tokens[n].low.endswith("s") and not tokens[n].low.endswith(("ss", "'s"))]
    if plurals:
        return plurals[0]
    return run[0] if run and (amount.high == 1 or touching(tokens, run[0])) else None


def _role(tokens: Sequence[Token], first: int, end: int, language: Language) -> str:
    """What befell the counted: the word beside them, else the nearest in the clause."""
    ahead = _nearest_role(tokens, end, 1, ROLE_AHEAD, language)
    back = _nearest_role(tokens, first - 1, -1, ROLE_BACK, language)
    if ahead and (ahead[0] <= 2 or not back or back[0] > 1):
        return ahead[1]
    return back[1] if back else ""


def _nearest_role(
    tokens: Sequence[Token], start: int, step: int, limit: int, language: Language
) -> tuple[int, str] | None:
    for index in clause(tokens, start, step=step, limit=limit, stops=language.clause_words):
        if tokens[index].kind == NUMBER or tokens[index].low in language.numbers:
            return None
        if tokens[index].low in language.count_roles:
            return abs(index - start), language.count_roles[tokens[index].low]
    return None


def _kind(tokens: Sequence[Token], index: int, end: int, amount: Amount, unit: Unit, language: Language) -> str | None:
    """The kind of a quantity; None for a number that only labels something ("Ward 7")."""
    near = {token.low for token in (*tokens[max(0, index - 1) : index], *tokens[end : end + 2])}
    if near & language.age_words and amount.high <= OLDEST and unit.unit in ("", "year"):
        return AGE
    if unit.family.startswith("money:"):
        return MONEY
    if unit.family == "percent":
        return PERCENT
    if unit.family == PEOPLE or unit.family.startswith("thing:"):
        return COUNT
    if unit.family:
        return MEASURE
    if amount.digits and amount.end < len(tokens) and tokens[amount.end].text in HYPHENS:
        return None  # "3-1": a result of a match
    labelled = index > 0 and tokens[index - 1].capital
    return None if labelled and amount.digits else PLAIN


def unit_named(word: str, language: Language) -> Unit:
    """The unit an editor names by a word or a currency code: "people", "km", "USD", "attacks"."""
    low = word.strip().lower()
    if low in language.currencies:
        return Unit(f"money:{language.currencies[low]}", language.currencies[low])
    if low in language.units:
        return language.units[low]
    if low in language.people or low in language.count_roles:
        return Unit(PEOPLE, language.people.get(low, "person"))
    name = stem(low, language)
    return Unit(f"thing:{name}", name) if low else Unit("", "")
