"""Search with one grammar and one meaning on both databases.

Words must all occur, ``"a phrase"`` occurs as it stands, ``-word`` or ``-"a phrase"`` must not occur. A word
is found inside longer words too, which serves languages that inflect. A day (2024-03-21) also finds what has that
day as its date. Letters are compared folded: capitals like small ones, the Arabic forms of yeh and kaf like the
Persian ones, ё like е, curly quotation marks like straight ones, hyphens and dashes like spaces; tatweel, vowel
marks, joiners and soft hyphens count for nothing.

How the databases fold letters, and where they differ: sources/folded.py.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Actor, ActorName, Citation, Claim, Contradiction, Event, Quotation, Voice
from sources.folded import Folded, folded
from sources.folding import DASHES, fold
from sources.models import Outlet, Source

LONGEST = 200
MOST_TERMS = 12
MINUS = "-‐‑–−"  # what leaves the next word out: readers and their keyboards write any of these


class SearchError(ValueError):
    """A search that cannot be made. The message says what to do."""


@dataclass(frozen=True)
class Term:
    """Words that must occur as they stand, or must not."""

    words: str
    excluded: bool = False

    @property
    def folded(self) -> Folded:
        """The words as the database compares them."""
        return folded(self.words)

    @property
    def day(self) -> date | None:
        """The day they name, if they are nothing but one: 2024-03-21."""
        try:
            return date.fromisoformat(self.words) if len(self.words) == len("2024-03-21") else None
        except ValueError:
            return None


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a search, read once from left to right; an unclosed quotation mark counts for nothing.

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
        excluded = text[place] in MINUS and place + 1 < len(text) and not text[place + 1].isspace()
        place += excluded
        if text[place] == '"':
            end = text.find('"', place + 1)
            words, place = (text[place + 1 : end], end + 1) if end != -1 else ("", place + 1)
        else:
            end = next((n for n in range(place, len(text)) if text[n].isspace() or text[n] == '"'), len(text))
            words, place = text[place:end], end
        words = " ".join(words.split()).strip(DASHES + " ")
        if (fold(words) or "").strip():
            found.append(Term(words, excluded))
    return found


def matching(queryset: QuerySet, text: str) -> QuerySet:
    """The rows in which every term of the search occurs, in any of the texts that search looks at.

    Raises SearchError.
    """
    found_in = LOOKS_AT[queryset.model]
    for term in parse(text):
        condition = found_in(term)
        queryset = queryset.exclude(condition) if term.excluded else queryset.filter(condition)
    return queryset


def _in_claim(term: Term) -> Q:
    own = Q(text__folded__contains=term.folded) | _on_day(term, "value_date") | _on_day(term, "event__date")
    return own | Q(subject__in=_actors_named(term)) | Exists(_citations(term).filter(claim=OuterRef("pk")))


def _in_citation(term: Term) -> Q:
    own = Q(claim__text__folded__contains=term.folded) | Q(source__title__folded__contains=term.folded)
    return own | _on_day(term, "source__published") | Exists(_citations(term).filter(pk=OuterRef("pk")))


def _in_contradiction(term: Term) -> Q:
    """In what readers see of it: the machine's reason only where that is its sentence."""
    texts = Q(left__text__folded__contains=term.folded) | Q(right__text__folded__contains=term.folded)
    reason = Q(why="", outdated=False, reason__folded__contains=term.folded)
    said = _voices(term).filter(Q(citation__claim=OuterRef("left")) | Q(citation__claim=OuterRef("right")))
    return texts | Q(why__folded__contains=term.folded) | reason | Exists(said)


def _in_source(term: Term) -> Q:
    own = Q(title__folded__contains=term.folded) | Q(byline__folded__contains=term.folded)
    return own | _on_day(term, "published")


def _in_actor(term: Term) -> Q:
    other_name = ActorName.objects.filter(actor=OuterRef("pk"), name__folded__contains=term.folded)
    return Q(name__folded__contains=term.folded) | Exists(other_name)


def _in_event(term: Term) -> Q:
    own = Q(title__folded__contains=term.folded) | Q(place__name__folded__contains=term.folded)
    return own | _on_day(term, "date")


def _in_outlet(term: Term) -> Q:
    return Q(name__folded__contains=term.folded)


def _citations(term: Term) -> QuerySet[Citation]:
    """Citations with the words in what was said, in its translation or in the name of who says it."""
    quoted = Quotation.objects.filter(citation=OuterRef("pk"), exact__folded__contains=term.folded)
    translated = Q(translation__folded__contains=term.folded)
    return Citation.objects.filter(
        translated | Exists(quoted) | Exists(_voices(term).filter(citation=OuterRef("pk")))
    ).order_by()


def _voices(term: Term) -> QuerySet[Voice]:
    """Voices by the name printed, or by any name of the actor."""
    known = Q(actor__in=_actors_named(term))
    return Voice.objects.filter(Q(name_printed__folded__contains=term.folded) | known).order_by()


def _actors_named(term: Term) -> QuerySet[Actor]:
    """For IN: each database asks for them once, not for every row."""
    return Actor.objects.filter(_in_actor(term)).order_by().values("pk")


def _on_day(term: Term, column: str) -> Q:
    """Where the date is that very day; nothing where the term is no day."""
    return Q(**{f"{column}_lower": term.day, f"{column}_upper": term.day}) if term.day else Q()


LOOKS_AT = {
    Actor: _in_actor,
    Citation: _in_citation,
    Claim: _in_claim,
    Contradiction: _in_contradiction,
    Event: _in_event,
    Outlet: _in_outlet,
    Source: _in_source,
}
