"""Persons and their offices: "Foreign Minister Ivan Petrov", "Ivan Petrov, deputy head of the agency"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.reading.language import Language
from claims.reading.names import Run
from claims.reading.tokens import HYPHENS, MARK, Token
from claims.reading.types import Name, Role
from claims.reading.words import bare, stem

LONGEST_TITLE = 8
LONGEST_BODY = 5


def read_roles(
    tokens: Sequence[Token], text: str, names: Sequence[Name], runs: Sequence[Run], language: Language
) -> tuple[Role, ...]:
    """Every pair of a person and an office; a nationality or a lone office gives none."""
    found: list[Role] = []
    for name, run in zip(names, runs, strict=True):
        linked = any(tokens[n].low in language.office_links for n in range(run.first, run.end))
        if name.key in language.demonyms.values() or name.place or linked:
            continue
        title = _before(tokens, run.first, language) or _after(tokens, run.end, language)
        if title:
            found.append(_role(tokens, text, name, title, language))
    return tuple(found)


def _before(tokens: Sequence[Token], first: int, language: Language) -> list[int]:
    """The title that ends at the name: office words back from it, and a nationality before those."""
    if first == 0 or bare(tokens[first - 1].low) not in language.offices:
        return []
    positions = [first - 1]
    for index in range(first - 2, max(-1, first - LONGEST_TITLE), -1):
        word = bare(tokens[index].low)
        if tokens[index].text in HYPHENS:
            continue
        if word in language.demonyms:
            return [index, *positions]
        if word not in language.office_words and word not in language.offices:
            break
        positions.insert(0, index)
    return positions


def _after(tokens: Sequence[Token], end: int, language: Language) -> list[int]:
    """The title that follows the name after a comma or a verb of office, with the body it belongs to."""
    if end >= len(tokens) or not (tokens[end].text == "," or tokens[end].low in language.office_verbs):
        return []
    positions = list(_title_from(tokens, end + 1, language))
    if not any(bare(tokens[n].low) in language.offices for n in positions):
        return []
    return positions + list(_body_from(tokens, positions[-1] + 1, language))


def _title_from(tokens: Sequence[Token], start: int, language: Language) -> Iterator[int]:
    for index in range(start, min(len(tokens), start + LONGEST_TITLE)):
        word = bare(tokens[index].low)
        if tokens[index].text in HYPHENS or word in language.articles:
            continue
        if word not in language.offices and word not in language.office_words and word not in language.demonyms:
            return
        yield index


def _body_from(tokens: Sequence[Token], start: int, language: Language) -> Iterator[int]:
    if start >= len(tokens) or tokens[start].low not in language.office_links:
        return
    for index in range(start + 1, min(len(tokens), start + 1 + LONGEST_BODY)):
        token = tokens[index]
        if token.kind == MARK or (token.low in language.stop_words and token.low not in language.articles):
            return
        if token.low not in language.articles:
            yield index


def _role(tokens: Sequence[Token], text: str, name: Name, title: list[int], language: Language) -> Role:
    low = [bare(tokens[n].low) for n in title]
    heads = [language.offices[word] for word in low if word in language.offices and word not in language.office_words]
    heads = heads or [language.offices[word] for word in low if word in language.offices]
    start, end = tokens[title[0]].start, tokens[title[-1]].end
    return Role(
        start=start,
        end=end,
        person=name.key,
        person_text=name.text,
        office=heads[0],
        words=tuple(sorted({_title_word(word, language) for word in low} - language.former_words)),
        text=text[start:end],
        former=any(word in language.former_words for word in low),
        acting=any(word in language.acting_words for word in low),
    )


def _title_word(word: str, language: Language) -> str:
    if word in language.offices and word not in language.office_words:
        return language.offices[word]
    return language.demonyms.get(word) or language.aliases.get(word) or stem(word, language)
