"""Numbers as written: digits, words, scales, vague words and ranges. What they count is read elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from claims.reading.language import Language
from claims.reading.tokens import HYPHENS, NUMBER, WORD, Token, touching

LONGEST_NUMBER = 24  # characters; longer strings of digits are identifiers


class Amount(NamedTuple):
    """The least and the most a written number means, and the token after it."""

    low: Decimal
    high: Decimal
    end: int
    vague: bool = False
    percent: bool = False
    scaled: bool = False  # "million" was written
    digits: bool = False


def amount_at(tokens: Sequence[Token], index: int, money: bool, language: Language) -> Amount | None:
    """The number that starts at `index`, in digits or words; None where none does."""
    fraction = language.fractions.at(tokens, index)
    if fraction:
        return Amount(fraction[0], fraction[0], fraction[1], percent=True)
    vague = language.vague.at(tokens, index)
    if vague and not _multiplied(tokens, index, language):
        return Amount(Decimal(vague[0][0]), Decimal(vague[0][1]), vague[1], vague=True)
    if tokens[index].kind == NUMBER:
        return _digits(tokens, index, money, language)
    return _words(tokens, index, language) if tokens[index].kind == WORD else None


def range_at(tokens: Sequence[Token], first: Amount, lead: str, money: bool, language: Language) -> Amount | None:
    """The range whose lower end is `first`: "10 to 15", "10-15", "between 10 and 15"; else None."""
    at = first.end
    if at + 1 >= len(tokens) or first.vague:
        return None
    joined = tokens[at].text in HYPHENS or tokens[at].low in language.range_words
    if not joined and language.range_pairs.get(lead) != tokens[at].low:
        return None
    at += tokens[at + 1].low in language.currencies and at + 2 < len(tokens)
    second = amount_at(tokens, at + 1, money, language)
    if second is None or second.vague:
        return None
    low = _same_scale(first, second)
    return second._replace(low=low, digits=first.digits) if low < second.high else None


def _same_scale(first: Amount, second: Amount) -> Decimal:
    """ "10 to 15 million": the lower end shares the scale of the upper."""
    if not second.scaled or first.scaled:
        return first.low
    digits = len(second.high.to_integral_value().as_tuple().digits) - 1
    scale = next((Decimal(10) ** n for n in (12, 9, 6, 3) if n <= digits), Decimal(1))
    return first.low * scale


def _multiplied(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """ "two hundreds" is no vague number."""
    return index > 0 and (tokens[index - 1].low in language.numbers or tokens[index - 1].kind == NUMBER)


def decimal(text: str) -> Decimal | None:
    """Digits with separators as a number: 1,200 and 1,200.5 by the thousand, 1,5 and 1.5 as decimals."""
    if len(text) > LONGEST_NUMBER:
        return None
    whole, dot, rest = text.partition(".")
    groups = whole.split(",")
    if "." in rest or "," in rest:
        return None
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        return Decimal(whole.replace(",", "") + dot + rest)
    if len(groups) == 2 and not rest:
        return Decimal(".".join(groups))
    return Decimal(text) if len(groups) == 1 else None


def _digits(tokens: Sequence[Token], index: int, money: bool, language: Language) -> Amount | None:
    value = decimal(tokens[index].text)
    if value is None:
        return None
    end, scaled = index + 1, False
    if touching(tokens, end) and _glued(tokens, end, money, language):
        value, end, scaled = value * language.glued_scales[tokens[end].low], end + 1, True
    while end < len(tokens) and tokens[end].low in language.scales:
        value, end, scaled = value * language.scales[tokens[end].low], end + 1, True
    return Amount(value, value, end, scaled=scaled, digits=True)


def _glued(tokens: Sequence[Token], index: int, money: bool, language: Language) -> bool:
    """Whether letters glued to digits are a scale: "5bn" is; "5m" only of money or people, else metres."""
    low = tokens[index].low
    if low not in language.glued_scales:
        return False
    after = tokens[index + 1].low if index + 1 < len(tokens) else ""
    return low not in language.units or money or after in language.people or after in language.currencies


def _words(tokens: Sequence[Token], index: int, language: Language) -> Amount | None:
    """Numbers in words: "twenty-five", "two hundred and six", "a dozen", "three million"."""
    low = tokens[index].low
    after = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if low in language.single_articles and after in language.scales:
        return _run(tokens, index + 1, language)
    return _run(tokens, index, language) if low in language.numbers else None


def _run(tokens: Sequence[Token], index: int, language: Language) -> Amount:
    total = current = 0
    end, scaled = index, False
    while end < len(tokens):
        low = tokens[end].low
        if low in language.numbers:
            current += language.numbers[low]
        elif low in language.scales and language.scales[low] <= 100:
            current = max(current, 1) * language.scales[low]
        elif low in language.scales:
            total, current, scaled = total + max(current, 1) * language.scales[low], 0, True
        elif not _links(tokens, end, current, language):
            break
        end += 1
    value = Decimal(total + current)
    return Amount(value, value, end, scaled=scaled)


def _links(tokens: Sequence[Token], index: int, current: int, language: Language) -> bool:
    """Whether a hyphen or an "and" stands inside a number: "twenty-five", "two hundred and six"."""
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if following not in language.numbers:
        return False
    if tokens[index].text in HYPHENS:
        return current % 100 >= 20 and current % 10 == 0 and language.numbers[following] < 10
    before = tokens[index - 1].low
    return tokens[index].low == "and" and before in language.scales
