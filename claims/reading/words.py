"""Words of content: stop words out, endings off, words of one meaning made one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from claims.reading.language import Language
from claims.reading.tokens import WORD, Token

DOUBLED = frozenset(["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"])
VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=65_536)
def stem(word: str, language: Language) -> str:
    """The word without its ending, in one form with words of the same meaning. `word` is in lower case."""
    base = root(word, language.irregular)
    return language.same_meaning.get(base, base)


def root(word: str, irregular: Mapping[str, str]) -> str:
    """The word without its ending, its meaning its own."""
    base = bare(word)
    return irregular.get(base) or _without_ending(base)


def bare(word: str) -> str:
    """The word without the possessive ending."""
    return word[:-2] if word.endswith("'s") else word.rstrip("'")


def content(tokens: Sequence[Token], skip: frozenset[int], language: Language) -> tuple[str, ...]:
    """Stems of the words that carry content, in order, once each; tokens at the indexes `skip` are out."""
    words = (token.low for n, token in enumerate(tokens) if token.kind == WORD and n not in skip)
    return tuple(dict.fromkeys(stem(word, language) for word in words if carries(word, language)))


def carries(word: str, language: Language) -> bool:
    """Whether a word in lower case carries content: no stop word, no number, no month, not one letter."""
    base = bare(word)
    known = base in language.stop_words or base in language.numbers or base in language.scales
    return len(base) > 1 and not known and base not in language.months


def event_kinds(stems: Iterable[str], language: Language) -> tuple[str, ...]:
    """The kinds of happening the stems name: explosion, quake, crash …"""
    return tuple(sorted({language.event_kinds[s] for s in stems if s in language.event_kinds}))


def _without_ending(word: str) -> str:
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    for ending, size in (("ing", 5), ("ed", 4)):
        if len(word) > size and word.endswith(ending) and VOWELS & set(word[: -len(ending)]):
            return _final(_undoubled(word[: -len(ending)]))
    if word.endswith(("sses", "ches", "shes", "xes")):
        return _final(word[:-2])
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _final(word[:-1])
    return _final(word)


def _undoubled(word: str) -> str:
    return word[:-1] if word[-2:] in DOUBLED else word


def _final(word: str) -> str:
    if word.endswith("ll") and len(word) > 5:
        word = word[:-1]
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:-1] + "s" if word.endswith("iz") else word
