"""What a text affirms and what it negates: cues and their reach, opposite pairs, modality, conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.reading.language import Concept, Language
from claims.reading.tokens import WORD, Token, clause
from claims.reading.types import Negation, Status
from claims.reading.words import carries, stem

REACH = 14  # tokens a cue reaches within its clause
NEAR = 6  # tokens between a status word and what turns or qualifies it


class Cover(NamedTuple):
    """A negation as token indexes: the cue, and the reach after it."""

    first: int
    start: int
    end: int
    kind: str


class Turn(NamedTuple):
    """The negations that reach one token: an odd number turns it."""

    reached: int
    kind: str

    @property
    def odd(self) -> bool:
        return self.reached % 2 == 1


def read_polarity(
    tokens: Sequence[Token], text: str, language: Language
) -> tuple[tuple[Negation, ...], tuple[Status, ...]]:
    """The negations of a text and the opposite-pair words in it, each turned by what reaches it."""
    covers = _covers(tokens, language)
    turns = _turns(covers, len(tokens))
    negations = tuple(_negation(tokens, text, cover, turns, language) for cover in covers)
    return negations, _statuses(tokens, turns, language)


def read_modality(tokens: Sequence[Token], text: str, language: Language) -> tuple[str, str]:
    """The modality of the first modal word ("fact" without one), and the text of a condition, if any."""
    condition, modality = "", ""
    for index in range(len(tokens)):
        if not condition and language.cues.at(tokens, index) is None and language.conditions.at(tokens, index):
            reach = list(clause(tokens, index, step=1, limit=REACH, stops=frozenset()))
            condition = text[tokens[reach[0]].start : tokens[reach[-1]].end]
        found = language.modals.at(tokens, index)
        if found and not modality and not _month(tokens, index):
            modality = found[0]
    if modality == "conditional" and not condition:
        modality = "future"  # "said it would": a plan told afterwards
    return modality or "fact", condition


def _month(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].capital and index > 0 and tokens[index].low == "may"


def _covers(tokens: Sequence[Token], language: Language) -> list[Cover]:
    covers: list[Cover] = []
    index = 0
    while index < len(tokens):
        found = language.cues.at(tokens, index)
        if found is None:
            index += 1
            continue
        cue, after = found
        reach = list(clause(tokens, after, step=1, limit=REACH, stops=language.clause_words))
        if cue.kind and reach:
            covers.append(Cover(index, after, reach[-1] + 1, cue.kind))
        index = after
    return covers


def _turns(covers: Sequence[Cover], size: int) -> list[Turn]:
    """For each token, how many negations reach it and the kind of the last."""
    turns = [Turn(0, "")] * size
    for cover in covers:
        for index in range(cover.start, cover.end):
            turns[index] = Turn(turns[index].reached + 1, cover.kind)
    return turns


def _negation(tokens: Sequence[Token], text: str, cover: Cover, turns: Sequence[Turn], language: Language) -> Negation:
    start, end = tokens[cover.first].start, tokens[cover.start - 1].end
    head, word, deed = _head(tokens, cover, language)
    near = tokens[max(0, cover.first - 1) : cover.start + 2]
    return Negation(
        start=start,
        end=end,
        cue=text[start:end],
        kind=cover.kind,
        scope_start=tokens[cover.start].start,
        scope_end=tokens[cover.end - 1].end,
        head=head,
        word=word,
        deed=deed,
        perfect=any(token.low in language.perfect_words for token in near),
        cancelled=not turns[cover.start].odd,
    )


def _head(tokens: Sequence[Token], cover: Cover, language: Language) -> tuple[str, str, str]:
    """The first word of content in reach, as stem and as written; after "no", one rarer than "country".

    Third, the word of content after it, where the first names people: they do and suffer many things.
    """
    inside = [t for t in tokens[cover.start : cover.end] if t.kind == WORD and carries(t.low, language)]
    stems = within = [(stem(t.low, language), t.text) for t in inside if not t.capital]
    if cover.kind in ("lack", "denial"):
        stems = [pair for pair in stems if pair[0] not in language.hearsay_stems]
    if cover.kind == "lack":
        stems = [pair for pair in stems if pair[0] not in language.common_stems] or stems[-1:]
    if not stems:
        return "", "", ""
    people = cover.kind == "lack" and stems[0][1].lower() in language.people
    after = within[within.index(stems[0]) + 1 :]
    return *stems[0], after[0][0] if people and after else ""


def _statuses(tokens: Sequence[Token], turns: Sequence[Turn], language: Language) -> tuple[Status, ...]:
    found: list[Status] = []
    index = 0
    while index < len(tokens):
        concept, after = _concept(tokens, index, language)
        if concept is not None:
            found.append(_status(tokens, index, after, concept, turns[index], language))
        index = after
    return tuple(found)


def _concept(tokens: Sequence[Token], index: int, language: Language) -> tuple[Concept | None, int]:
    phrase = language.concept_phrases.at(tokens, index)
    if phrase:
        return phrase
    beside_number = language.bounds_before.at(tokens, index)
    if tokens[index].kind != WORD or beside_number:
        return None, beside_number[1] if beside_number else index + 1
    low = tokens[index].low
    return language.concepts.get(low) or language.concepts.get(stem(low, language)), index + 1


def _status(
    tokens: Sequence[Token], index: int, after: int, concept: Concept, turn: Turn, language: Language
) -> Status:
    turned = language.opposites[concept.name].durable and _reversed(tokens, index, after, language)
    return Status(
        start=tokens[index].start,
        end=tokens[after - 1].end,
        text=" ".join(token.text for token in tokens[index:after]),
        concept=concept.name,
        holds=concept.positive ^ turn.odd ^ turned,
        negation=turn.kind if turn.odd else "",
        modality=_modality(tokens, index, language),
    )


def _reversed(tokens: Sequence[Token], index: int, after: int, language: Language) -> bool:
    """Whether a word like "lift" or "remove" stands beside the status word and undoes it."""
    back = clause(tokens, index - 1, step=-1, limit=NEAR, stops=language.clause_words)
    ahead = clause(tokens, after, step=1, limit=NEAR, stops=language.clause_words)
    return any(stem(tokens[n].low, language) in language.reversers for n in (*back, *ahead))


def _modality(tokens: Sequence[Token], index: int, language: Language) -> str:
    for position in clause(tokens, index - 1, step=-1, limit=NEAR, stops=language.clause_words):
        found = language.modals.at(tokens, position)
        if found:
            return "future" if found[0] == "conditional" else found[0]
    return "fact"
