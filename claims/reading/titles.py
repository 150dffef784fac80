"""Titles of office: where they begin and end, which words are theirs, and which name the body they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.reading.language import Language
from claims.reading.names import Run
from claims.reading.tokens import HYPHENS, MARK, WORD, Token, starts_sentence
from claims.reading.words import bare, carries, stem

LONGEST_TITLE = 8
LONGEST_BODY = 6
FREE_WORDS = 4  # words of no table before an office: "the oil and gas" is out, "commercial" is in


class Title(NamedTuple):
    """A title as token indexes: the first and the one after the last, its own words, and those of its body."""

    first: int
    end: int
    words: tuple[int, ...]
    body: tuple[int, ...] = ()


# -- forwards ------------------------------------------------------------------------------------------------


def title_from(tokens: Sequence[Token], start: int, language: Language) -> Title | None:
    """The title that starts at `start`, with the body after it; None where there is none, or another's.

    Up to four plain words may stand before the office ("commercial", "plant's logistics"); of a possessive
    and what precedes it is made the body.
    """
    words: list[int] = []
    body: list[int] = []
    index = start
    while index < min(len(tokens), start + LONGEST_TITLE):
        token = tokens[index]
        if token.low.endswith("'s") and token.kind == WORD and not _headed(tokens, words, language):
            words, body = [], [*body, *words, index]
        elif token.text in HYPHENS or _leads(token, words, language):
            pass
        elif _goes_on(tokens, index, words, language):
            words.append(index)
        elif token.capital and not words and not _known(token, language):
            body.append(index)
        else:
            break
        index += 1
    return _title(tokens, words, body, language)


def title_body(tokens: Sequence[Token], start: int, language: Language) -> list[int]:
    """The words of the body an office belongs to: "of the Lorvik agency"."""
    if start >= len(tokens) or tokens[start].low not in language.office_links - language.office_joints:
        return []
    found = []
    for index in range(start + 1, min(len(tokens), start + 1 + LONGEST_BODY)):
        token = tokens[index]
        if token.low in language.articles or token.low in language.name_links:
            continue
        if token.kind == MARK or token.low in language.stop_words:
            break
        found.append(index)
    return found


def _title(tokens: Sequence[Token], words: list[int], body: list[int], language: Language) -> Title | None:
    offices = [n for n in words if _office(tokens[n], language)]
    if not offices or any(not _known(tokens[n], language) for n in words if n > offices[-1]):
        return None
    after = title_body(tokens, words[-1] + 1, language)
    last = max([words[-1], *after])
    end = last + 1
    if not after and end < len(tokens) and tokens[end].capital:
        return None  # "is meeting director Oleg Sidorov": another's title
    nations = [n for n in words if bare(tokens[n].low) in language.demonyms]
    own = tuple(n for n in words if n not in nations)
    return Title(words[0] if not body else min(words[0], body[0]), end, own, (*body, *nations, *after))


def _goes_on(tokens: Sequence[Token], index: int, words: list[int], language: Language) -> bool:
    """Whether the word belongs to the title that `words` began."""
    token = tokens[index]
    if _known(token, language):
        return True
    free = [n for n in words if not _known(tokens[n], language)]
    return not _headed(tokens, words, language) and len(free) < FREE_WORDS and _free(token, language)


def _leads(token: Token, words: list[int], language: Language) -> bool:
    """Whether the word stands before a title and is no part of it: "the", "longtime"."""
    return (not words and token.low in language.articles) or token.low in language.epithets


def _headed(tokens: Sequence[Token], words: list[int], language: Language) -> bool:
    """Whether an office is among the words that is no mere part of titles, as "chief" and "deputy" are."""
    return any(_office(tokens[n], language) and bare(tokens[n].low) not in language.office_words for n in words)


def _office(token: Token, language: Language) -> bool:
    return bare(token.low) in language.offices


def _known(token: Token, language: Language) -> bool:
    word = bare(token.low)
    return word in language.offices or word in language.office_words or word in language.demonyms


def _free(token: Token, language: Language) -> bool:
    """Whether a word of no table may be part of a title: no capital, no verb, no word of grammar."""
    low = token.low
    if token.kind != WORD or token.capital or not carries(low, language) or low in language.epithets:
        return False
    base = stem(low, language)
    verb = low.endswith("ed") or low in language.count_roles or low in language.concepts
    return not (verb or base in language.concepts or base in language.speech_stems)


# -- backwards -----------------------------------------------------------------------------------------------


def title_before(tokens: Sequence[Token], first: int, runs: Sequence[Run], language: Language) -> Title | None:
    """The title that ends at the name: "the logistics manager Ivan Petrov", "Russian Foreign Minister …"."""
    if first == 0 or not _office(tokens[first - 1], language):
        return None
    known = list(_back(tokens, first - 1, language))[::-1]
    start = known[0]
    nation = bare(tokens[start].low) in language.demonyms
    if nation:
        return Title(start, first, tuple(known[1:]), (start,))
    free = [] if _stands_alone(tokens, start, language) else _free_back(tokens, start, language)
    start = free[0] if free else start
    body = _owner(tokens, start, runs, language)
    return Title(min([start, *body]), first, (*free, *known), tuple(body))


def _back(tokens: Sequence[Token], index: int, language: Language) -> Iterator[int]:
    """Known words of titles back from `index`, up to a nationality."""
    for position in range(index, max(-1, index - LONGEST_TITLE + 1), -1):
        if tokens[position].text in HYPHENS:
            continue
        if not _known(tokens[position], language):
            return
        yield position
        if bare(tokens[position].low) in language.demonyms:
            return


def _stands_alone(tokens: Sequence[Token], start: int, language: Language) -> bool:
    return start == 0 or tokens[start - 1].kind == MARK or tokens[start - 1].low in language.articles


def _free_back(tokens: Sequence[Token], start: int, language: Language) -> list[int]:
    """Plain words before an office, if an article, a possessive or the start of the sentence closes them."""
    found: list[int] = []
    for index in range(start - 1, max(-1, start - 1 - FREE_WORDS - 1), -1):
        token = tokens[index]
        opening = starts_sentence(tokens, index)
        if opening and token.low in language.title_words:
            return [index, *found]
        if token.low in language.articles or token.low.endswith("'s") or token.low in language.epithets:
            return found
        if not _free(token, language) or len(found) == FREE_WORDS:
            return []
        found.insert(0, index)
    return []


def _owner(tokens: Sequence[Token], start: int, runs: Sequence[Run], language: Language) -> list[int]:
    """The body just before a title: a name ("Lorvik governor …") or a possessive ("the plant's …")."""
    if start and tokens[start - 1].low.endswith("'s") and not tokens[start - 1].capital:
        return [start - 1]
    run = next((run for run in runs if run.end == start), None)
    return list(range(run.first, run.end)) if run else []


def appositive(tokens: Sequence[Token], run: Run, language: Language) -> Title | None:
    """The title before a name set off by commas: "the governor of Teslin, Anna Weiss, …"."""
    comma = run.first - 1
    closed = run.end >= len(tokens) or tokens[run.end].kind == MARK
    if comma < 1 or tokens[comma].text != "," or not closed:
        return None
    earliest = max(0, comma - LONGEST_TITLE - LONGEST_BODY)
    marks = [n for n in range(earliest, comma) if tokens[n].kind == MARK and tokens[n].text not in HYPHENS]
    for start in range(marks[-1] + 1 if marks else earliest, comma):
        opens = tokens[start].low in language.articles or tokens[start].capital
        title = title_from(tokens, start, language) if opens else None
        if title and title.end == comma:
            return title
    return None
