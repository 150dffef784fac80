"""Names: runs of capitalised words, cut at titles and nationalities, folded to one key."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.reading.language import Language
from claims.reading.tokens import HYPHENS, MARK, WORD, Token, starts_sentence, touching
from claims.reading.types import Name
from claims.reading.words import bare, stem

LONGEST = 8


class Run(NamedTuple):
    """A name's first token and the one after its last."""

    first: int
    end: int


def read_names(tokens: Sequence[Token], text: str, language: Language) -> tuple[tuple[Name, ...], list[Run]]:
    """The names in a text, and the token runs they cover, in the same order."""
    runs = list(_runs(tokens, language))
    return tuple(_name(tokens, text, run, language) for run in runs), runs


def name_key(text: str, language: Language) -> str:
    """A name folded for comparison: case, accents and possessive gone, aliases and nationalities as one."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    plain = bare("".join(letter for letter in folded if not unicodedata.combining(letter))).rstrip(".")
    plain = " ".join(plain.replace("-", " ").split())
    return language.aliases.get(plain) or language.demonyms.get(plain) or plain


def _name(tokens: Sequence[Token], text: str, run: Run, language: Language) -> Name:
    start, end = tokens[run.first].start, tokens[run.end - 1].end
    end -= 2 if tokens[run.end - 1].low.endswith("'s") else 0
    before = tokens[run.first - 1].low if run.first else ""
    skipped = tokens[run.first - 2].low if run.first > 1 and before in language.articles else before
    return Name(
        start=start,
        end=end,
        text=text[start:end],
        key=name_key(text[start:end], language),
        person=before in language.honorifics or before in language.offices,
        place=skipped in language.locatives,
        speaker=_speaks(tokens, run, language),
    )


def _speaks(tokens: Sequence[Token], run: Run, language: Language) -> bool:
    after = next((t for t in tokens[run.end : run.end + 2] if t.kind == WORD), None)
    before = [t for t in tokens[max(0, run.first - 2) : run.first] if t.kind == WORD]
    near = ([after] if after else []) + (before if before and before[-1].low == "to" else [])
    return any(stem(token.low, language) in language.speech_stems for token in near)


def _runs(tokens: Sequence[Token], language: Language) -> Iterator[Run]:
    headline = _title_case(tokens)
    index = 0
    while index < len(tokens):
        if not _opens(tokens, index, headline, language):
            index += 1
            continue
        end = _close(tokens, index, language)
        yield Run(index, end)
        index = end


def _title_case(tokens: Sequence[Token]) -> bool:
    """Whether the text is set like a Headline, where a capital says nothing."""
    words = [token for token in tokens[:40] if token.kind == WORD and len(token.text) > 3]
    return len(words) >= 5 and sum(token.capital for token in words) > 0.7 * len(words)


def _opens(tokens: Sequence[Token], index: int, headline: bool, language: Language) -> bool:
    token = tokens[index]
    if not token.capital:
        return False
    word = bare(token.low)
    if word.rstrip(".") in language.aliases or word in language.demonyms:
        return token.text[:2].isupper() or len(word) > 2
    if word in language.not_names or _title(word, language) or word in language.stop_words or len(word) < 2:
        return False
    if headline or starts_sentence(tokens, index):
        return not _ordinary(word, tokens, index, headline, language)
    return True


def _ordinary(word: str, tokens: Sequence[Token], index: int, headline: bool, language: Language) -> bool:
    """Whether a word whose capital proves nothing is likely no name."""
    base = stem(word, language)
    followed = index + 1 < len(tokens) and tokens[index + 1].capital and not headline
    known = word in language.people or base in language.common_stems or base in language.same_meaning
    known = known or base in language.event_kinds or base in language.concepts or word in language.numbers
    if known or base in language.speech_stems or word in language.count_roles:
        return True
    return not followed and word.endswith(("s", "ed", "ing", "ly", "ion", "ment", "er"))


def _title(word: str, language: Language) -> bool:
    return word in language.offices or word in language.honorifics or word in language.office_words


def _close(tokens: Sequence[Token], index: int, language: Language) -> int:
    if tokens[index].low in language.demonyms or tokens[index].low.endswith("'s"):
        return index + 1
    end = index + 1
    while end < min(len(tokens), index + LONGEST):
        step = _continues(tokens, end, language)
        if not step:
            break
        end += step
        if tokens[end - 1].low.endswith("'s"):
            break
    return end


def _continues(tokens: Sequence[Token], index: int, language: Language) -> int:
    """How many tokens from `index` on still belong to the name: 0, 1 or, over a link, 2."""
    token = tokens[index]
    if token.capital and not _breaks(token, language):
        return 1
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.kind == MARK:
        return 0
    if token.text in HYPHENS and touching(tokens, index) and touching(tokens, index + 1):
        return 2
    linked = token.low in language.name_links and following.capital
    return 2 if linked and not _breaks(following, language) else 0


def _breaks(token: Token, language: Language) -> bool:
    word = bare(token.low)
    return word in language.demonyms or word in language.not_names or _title(word, language)
