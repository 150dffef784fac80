"""English, as the reader knows it."""

from __future__ import annotations

from claims.reading.english import dates, numbers, people, polarity, words
from claims.reading.language import Language
from claims.reading.words import root

TABLES = (dates, numbers, people, polarity, words)


ROOTED_SETS = ("common_stems", "change_stems", "reversers", "hearsay_stems", "speech_stems", "hold_stems", "rank_stems")
ROOTED_KEYS = ("event_kinds", "concepts")


def _english() -> Language:
    """Collect the tables: the field `stop_words` is the table `STOP_WORDS` of one of the modules.

    Tables that are asked with stems are written in plain words and rooted here.
    """
    fields = [name for name in Language.__dataclass_fields__ if name != "code"]
    found = {name: next(vars(m)[name.upper()] for m in TABLES if name.upper() in vars(m)) for name in fields}
    forms = found["irregular"]
    found["irregular"] = irregular = {word: base if word == base else root(base, forms) for word, base in forms.items()}
    meant = {root(word, irregular): root(key, irregular) for word, key in found["same_meaning"].items()}
    found["same_meaning"] = meant
    for name in ROOTED_SETS:
        roots = {root(word, irregular) for word in found[name]}
        found[name] = frozenset(roots | {meant.get(word, word) for word in roots})
    for name in ROOTED_KEYS:
        found[name] = {root(word, irregular): value for word, value in found[name].items()}
        # A word of the same meaning names the same thing, unless it stands in the table itself.
        found[name] = {meant[word]: v for word, v in found[name].items() if word in meant} | found[name]
    return Language(code="en", **found)


ENGLISH = _english()
