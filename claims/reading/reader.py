"""Text to Reading: the one entrance to this package."""

from __future__ import annotations

from datetime import date

from claims.reading.dates import read_dates
from claims.reading.english import ENGLISH
from claims.reading.language import Language
from claims.reading.names import read_names
from claims.reading.polarity import read_modality, read_polarity
from claims.reading.quantities import read_ordinals, read_quantities
from claims.reading.roles import read_roles
from claims.reading.tokens import tokenise
from claims.reading.types import Reading
from claims.reading.words import content, event_kinds

VERSION = 2  # raise it whenever a reading of the same text may come out differently


def read(text: str, stated: date | None = None, language: Language = ENGLISH) -> Reading:
    """Read one text: a claim, a headline, a quotation.

    `stated` is the day the words were published or said, if known; relative dates ("on Monday") and dates
    without a year are resolved against it and against nothing else.
    """
    tokens = tokenise(text)
    modality, condition = read_modality(tokens, text, language)
    dates, dated = read_dates(tokens, text, stated, modality == "future", language)
    names, runs = read_names(tokens, text, language)
    negations, statuses = read_polarity(tokens, text, language)
    named = frozenset(index for run in runs for index in range(run.first, run.end))
    words = content(tokens, named | dated, language)
    return Reading(
        version=VERSION,
        quantities=read_quantities(tokens, text, dated, language),
        ordinals=read_ordinals(tokens, dated, language),
        dates=dates,
        negations=negations,
        statuses=statuses,
        names=names,
        roles=read_roles(tokens, text, names, runs, language),
        words=words,
        modality=modality,
        condition=condition,
        event_kinds=event_kinds(words, language),
        language=language.code,
        wide=any(token.low in language.wide_scope for token in tokens),
    )
