"""Persons and their offices: "Foreign Minister Ivan Petrov", "Ivan Petrov, deputy head of the agency"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.reading.language import Language
from claims.reading.names import Run
from claims.reading.titles import Title, appositive, title_before, title_body, title_from
from claims.reading.tokens import WORD, Token, clause, tokenise
from claims.reading.types import Name, Role
from claims.reading.words import bare, carries, stem

LEADING = 5  # words between a name and its title: "has never formally been appointed"
NEAR = 8  # tokens between "holds" and "post"
ENDED = "ended"
DENIALS = frozenset(["not", ENDED, "pending"])


class Held(NamedTuple):
    """A title, and the kind of the negation where the text says that it is not held."""

    title: Title
    denied: str = ""


def read_roles(
    tokens: Sequence[Token], text: str, names: Sequence[Name], runs: Sequence[Run], language: Language
) -> tuple[Role, ...]:
    """Every pair of a person and an office, held or denied; a nationality or a lone office gives none."""
    found: list[Role] = []
    people = [(name, run) for name, run in zip(names, runs, strict=True) if _may_hold(name, run, tokens, language)]
    for name, run in people:
        for title, denied in _titles(tokens, run, runs, language):
            found.append(_role(tokens, text, name.key, name.text, title, language, denied))
    return (*found, *_posts_denied(tokens, text, people, language))


def read_office(text: str, language: Language) -> Role | None:
    """The office that a text consists of ("deputy head of the agency"), held by a person it does not name.

    A capital means nothing here. None where the text is more than a title, or none.
    """
    tokens = tokenise(text.lower())
    title = title_from(tokens, 0, language)
    if title is None or title.end < len(tokens):
        return None
    return _role(tokens, text, "", "", title, language)


def _may_hold(name: Name, run: Run, tokens: Sequence[Token], language: Language) -> bool:
    linked = any(tokens[n].low in language.office_links for n in range(run.first, run.end))
    return not (name.key in language.demonyms.values() or name.place or linked)


def _titles(tokens: Sequence[Token], run: Run, runs: Sequence[Run], language: Language) -> Iterator[Held]:
    before = title_before(tokens, run.first, runs, language) or appositive(tokens, run, language)
    if before:
        yield Held(before)
    index, linked, denied = _lead(tokens, run.end, language)
    if not linked:
        return
    title = title_from(tokens, index, language)
    if title:
        yield Held(title, denied)
    joint = next((n for n in range(*_joint_within(index, title)) if _joins(tokens, n, language)), None)
    joined = None if joint is None else title_from(tokens, joint + 1, language)
    if joined:
        yield Held(joined, denied)


def _joint_within(index: int, title: Title | None) -> tuple[int, int]:
    """Where a second title may be joined: right after the first, or after another word ("an engineer and …")."""
    return (title.end, title.end + 1) if title else (index + 1, index + LEADING)


def _joins(tokens: Sequence[Token], index: int, language: Language) -> bool:
    return index < len(tokens) and tokens[index].low in language.office_joints


def _lead(tokens: Sequence[Token], end: int, language: Language) -> tuple[int, bool, str]:
    """What leads from a name to a title: where the title starts, whether it is the name's, and how it is denied."""
    if end >= len(tokens):
        return end, False, ""
    linked, denied = tokens[end].text in ",(", ""
    index = end + 1 if linked else end
    for _ in range(LEADING):
        cue, link = language.cues.at(tokens, index), language.office_verbs.at(tokens, index)
        leave = language.office_exits.at(tokens, index)
        if cue and cue[0].kind in DENIALS:
            denied, index = cue[0].kind, cue[1]
        elif leave:
            linked, denied, index = True, ENDED, leave[1]
        elif link:
            linked, index = linked or link[0], link[1]
        elif index < len(tokens) and tokens[index].low in language.office_adverbs:
            index += 1
        else:
            break
    return index, linked, denied


def _posts_denied(
    tokens: Sequence[Token], text: str, people: Sequence[tuple[Name, Run]], language: Language
) -> Iterator[Role]:
    """ "Holds no post", "never held any other office": of the person named last before it."""
    for index, token in enumerate(tokens):
        if token.low not in language.post_words or _compound(tokens, index + 1, language):
            continue
        back = list(clause(tokens, index - 1, step=-1, limit=NEAR, stops=language.clause_words))
        verbs = [n for n in back if stem(tokens[n].low, language) in language.hold_stems]
        cues = [(n, found[0].kind) for n in back if (found := language.cues.at(tokens, n)) and found[0].kind]
        holder = next((name for name, run in reversed(people) if run.end <= index), None)
        if not verbs or not cues or holder is None:
            continue
        first = min(verbs[-1], cues[-1][0])
        body = {_title_word(bare(tokens[n].low), language) for n in title_body(tokens, index + 1, language)}
        near = [tokens[n].low for n in (*back, index + 1) if n < len(tokens)]
        yield Role(
            start=tokens[first].start,
            end=token.end,
            person=holder.key,
            person_text=holder.text,
            office="",
            words=tuple(sorted(body)),
            text=text[tokens[first].start : token.end],
            body=tuple(sorted(body)),
            denied=cues[0][1],
            besides=any(word in language.other_words for word in near),
        )


def _compound(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether the word before `index` only describes the next: "office space"."""
    if index >= len(tokens) or tokens[index].low in language.other_words:
        return False
    return tokens[index].kind == WORD and carries(tokens[index].low, language)


def _role(
    tokens: Sequence[Token], text: str, key: str, name: str, title: Title, language: Language, denied: str = ""
) -> Role:
    low = [bare(tokens[n].low) for n in title.words]
    heads = [language.offices[word] for word in low if word in language.offices and word not in language.office_words]
    heads = heads or [language.offices[word] for word in low if word in language.offices]
    start, end = tokens[title.first].start, tokens[title.end - 1].end
    portfolio = [n for n in title.body if tokens[n].text.islower() and set(low) & language.portfolio_offices]
    body = {_title_word(bare(tokens[n].low), language) for n in title.body if n not in portfolio}
    aside = language.former_words | language.acting_words
    own = [word for n in (*title.words, *portfolio) if (word := bare(tokens[n].low)) not in aside]
    words = {_title_word(word, language) for word in own}
    return Role(
        start=start,
        end=end,
        person=key,
        person_text=name,
        office=heads[0],
        words=tuple(sorted(words | body)),
        text=text[start:end],
        former=any(word in language.former_words for word in low),
        acting=any(word in language.acting_words for word in low),
        body=tuple(sorted(body - words)),
        denied=denied,
    )


def _title_word(word: str, language: Language) -> str:
    if word in language.offices and word not in language.office_words:
        return language.offices[word]
    return language.demonyms.get(word) or language.aliases.get(word) or stem(word, language)
