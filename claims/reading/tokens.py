"""Text to tokens with offsets in code points. One pass, no backtracking: the cost grows with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

WORD = "word"
NUMBER = "number"
ORDINAL = "ordinal"
MARK = "mark"

TOKEN = re.compile(
    r"(?P<ordinal>\d{1,6}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>(?:[^\W\d_]\.){2,12}|[^\W\d_][^\W_]*(?:['’][^\W\d_]+)?)"
    r"|(?P<mark>[^\w\s]|_)"
)
SENTENCE_ENDS = frozenset(".!?;\n")
HYPHENS = frozenset("-‐‑–—−")


class Token(NamedTuple):
    """One word, number or mark, with its place in the text."""

    text: str
    low: str
    start: int
    end: int
    kind: str

    @property
    def capital(self) -> bool:
        return self.kind == WORD and self.text[0].isupper()


def tokenise(text: str) -> list[Token]:
    """Cut text into words, numbers, ordinals and marks. Words keep an apostrophe, hyphens stand alone."""
    return [
        Token(match[0], match[0].lower().replace("’", "'"), match.start(), match.end(), match.lastgroup or MARK)
        for match in TOKEN.finditer(text)
    ]


def touching(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token at `index` follows the one before it without a space."""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def starts_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing but a mark of opening or of an ended sentence stands before the token."""
    if index == 0:
        return True
    before = tokens[index - 1]
    return before.text in SENTENCE_ENDS or (before.text in "\"“‘'(«:" and index == 1)


def clause(tokens: Sequence[Token], index: int, *, step: int, limit: int, stops: frozenset[str]) -> Iterator[int]:
    """Indexes from `index` on, in direction `step`, up to the clause's end or `limit` tokens."""
    end = index + step * limit
    for position in range(index, end, step):
        if not 0 <= position < len(tokens):
            return
        token = tokens[position]
        if token.low in stops or (token.kind == MARK and token.text in ",;:.!?()"):
            return
        yield position


class Phrases(Generic[T]):
    """Phrases of one to several words with a value each; found at a token or ending just before one."""

    def __init__(self, table: Mapping[str, T]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in sorted(table.items(), key=lambda item: -len(item[0].split())):
            words = tuple(phrase.split())
            self._first.setdefault(words[0], []).append((words, value))
            self._last.setdefault(words[-1], []).append((words, value))

    def at(self, tokens: Sequence[Token], index: int) -> tuple[T, int] | None:
        """The longest phrase that starts at `index`: its value and the index after it."""
        if not 0 <= index < len(tokens):
            return None
        for words, value in self._first.get(tokens[index].low, ()):
            end = index + len(words)
            if end <= len(tokens) and all(t.low == w for t, w in zip(tokens[index:end], words, strict=True)):
                return value, end
        return None

    def before(self, tokens: Sequence[Token], index: int) -> tuple[T, int] | None:
        """The longest phrase that ends just before `index`: its value and the index where it starts."""
        if not 0 < index <= len(tokens):
            return None
        for words, value in self._last.get(tokens[index - 1].low, ()):
            start = index - len(words)
            if start >= 0 and all(t.low == w for t, w in zip(tokens[start:index], words, strict=True)):
                return value, start
        return None
