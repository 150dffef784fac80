"""Search with one grammar and one meaning on both databases.

Words must all occur, ``"a phrase"`` occurs as it stands, ``-word`` or ``-"a phrase"`` must not occur. A word
is found inside longer words too, which serves languages that inflect. Letters are compared folded: capitals
like small ones, the Arabic forms of yeh and kaf like the Persian ones, ё like е, curly quotation marks like straight
ones; tatweel, vowel marks, joiners and soft hyphens count for nothing.

Limits: SQLite folds capitals as Python's str.casefold does (ß becomes ss), PostgreSQL by LOWER() and its locale
(ß stays); the Turkish İ folds to i with a dot above on the one and may stay as it is on the other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, TextField, Transform, Value

from claims.folding import ALIKE_FROM, ALIKE_TO, IGNORED, fold
from claims.models import Actor, ActorName, Citation, Claim, Contradiction, Event, Quotation
from sources.models import Outlet, Source

LONGEST = 200
MOST_TERMS = 12


class SearchError(ValueError):
    """A search that cannot be made. The message says what to do."""


@dataclass(frozen=True)
class Term:
    """Words that must occur as they stand, or must not."""

    words: str
    excluded: bool = False


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a search, read once from left to right; an unclosed quotation mark closes at the end.

    Raises SearchError where it is too long or names nothing to look for.
    """
    if len(text) > LONGEST:
        raise SearchError(f"Please search with at most {LONGEST} characters.")
    text = unicodedata.normalize("NFC", text.replace("\0", " "))
    for curly in "“”„«»":
        text = text.replace(curly, '"')
    terms = tuple(_terms(text))
    if len(terms) > MOST_TERMS:
        raise SearchError(f"Please search with at most {MOST_TERMS} words, or put some of them in quotation marks.")
    if terms and all(term.excluded for term in terms):
        raise SearchError("Please add a word to look for: a search of left-out words alone finds everything else.")
    return terms


def _terms(text: str) -> list[Term]:
    found, place = [], 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        excluded = text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace()
        place += excluded
        if text[place] == '"':
            end = text.find('"', place + 1)
            end = len(text) if end == -1 else end
            words, place = " ".join(text[place + 1 : end].split()), end + 1
        else:
            end = next((n for n in range(place, len(text)) if text[n].isspace() or text[n] == '"'), len(text))
            words, place = text[place:end], end
        if fold(words):
            found.append(Term(words, excluded))
    return found


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """A text as search compares it: `title__folded__contains=Folded(Value(words))`."""

    lookup_name = "folded"
    function = "factdesk_fold"  # registered with each SQLite connection, see claims/apps.py
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list]:
        """LOWER and TRANSLATE, which drops characters without a counterpart."""
        sql, params = compiler.compile(self.lhs)
        return f"TRANSLATE(LOWER({sql}), %s, %s)", [*params, ALIKE_FROM + IGNORED, ALIKE_TO]


def matching(queryset: QuerySet, text: str) -> QuerySet:
    """The rows in which every term of the search occurs, in any of the texts that search looks at.

    Raises SearchError.
    """
    found_in = LOOKS_AT[queryset.model]
    for term in parse(text):
        condition = found_in(Folded(Value(term.words, output_field=TextField())))
        queryset = queryset.exclude(condition) if term.excluded else queryset.filter(condition)
    return queryset


def _in_claim(words: Folded) -> Q:
    named = Exists(_actors_named(words).filter(pk=OuterRef("subject"))) | Q(text__folded__contains=words)
    translated = Citation.objects.filter(claim=OuterRef("pk"), translation__folded__contains=words)
    return named | Exists(_quotations(words).filter(citation__claim=OuterRef("pk"))) | Exists(translated)


def _in_citation(words: Folded) -> Q:
    own = Q(translation__folded__contains=words) | Q(claim__text__folded__contains=words)
    return own | Q(source__title__folded__contains=words) | Exists(_quotations(words).filter(citation=OuterRef("pk")))


def _in_contradiction(words: Folded) -> Q:
    texts = Q(left__text__folded__contains=words) | Q(right__text__folded__contains=words)
    return texts | Q(why__folded__contains=words) | Q(reason__folded__contains=words)


def _in_source(words: Folded) -> Q:
    return Q(title__folded__contains=words) | Q(byline__folded__contains=words)


def _in_actor(words: Folded) -> Q:
    other_name = ActorName.objects.filter(actor=OuterRef("pk"), name__folded__contains=words)
    return Q(name__folded__contains=words) | Exists(other_name)


def _in_event(words: Folded) -> Q:
    return Q(title__folded__contains=words) | Q(place__name__folded__contains=words)


def _in_outlet(words: Folded) -> Q:
    return Q(name__folded__contains=words)


def _quotations(words: Folded) -> QuerySet[Quotation]:
    return Quotation.objects.filter(exact__folded__contains=words)


def _actors_named(words: Folded) -> QuerySet[Actor]:
    return Actor.objects.filter(_in_actor(words))


LOOKS_AT = {
    Actor: _in_actor,
    Citation: _in_citation,
    Claim: _in_claim,
    Contradiction: _in_contradiction,
    Event: _in_event,
    Outlet: _in_outlet,
    Source: _in_source,
}
