"""Find a quotation in a text, exactly or nearly.

Offsets count Unicode code points, start included, end excluded, as in the W3C's TextQuoteSelector and
TextPositionSelector (Web Annotation Data Model, 2017).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

MOST_PLACES = 20  # more are no choice to make, but words too short
CONTEXT = 32  # characters of prefix and suffix, as Hypothesis stores them

#: Characters that print alike and that people type or paste for one another.
ALIKE = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width space and joiners, BOM


@dataclass(frozen=True)
class Anchor:
    """Exact words at a place of one text."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class QuotationError(ValueError):
    """Words that cannot be anchored. The message says what to do."""


class NotInText(QuotationError):
    pass


class Ambiguous(QuotationError):
    """The words stand at several places; `anchors` has each."""

    def __init__(self, message: str, anchors: tuple[Anchor, ...]) -> None:
        super().__init__(message)
        self.anchors = anchors


def quote(text: str, start: int, end: int) -> Anchor:
    """The anchor of text[start:end], without white space at its ends.

    Raises QuotationError where the offsets lie outside the text or hold no words.
    """
    if not 0 <= start < end <= len(text):
        raise QuotationError("These offsets lie outside the text: select the words again.")
    chosen = text[start:end]
    start += len(chosen) - len(chosen.lstrip())
    exact = chosen.strip()
    if not exact:
        raise QuotationError("Only white space was selected: select some words.")
    end = start + len(exact)
    return Anchor(exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def find(text: str, words: str) -> Anchor:
    """The one place where the words stand; white space, quotation marks, dashes and letter case may differ.

    Raises NotInText, or Ambiguous with every place where they stand.
    """
    places = find_all(text, words)
    if not places:
        raise NotInText(
            "These words are not in the text. Copy them from the article as it stands here, without leaving any out."
        )
    if len(places) == MOST_PLACES:
        raise Ambiguous(f"These words stand at {MOST_PLACES} places or more. Paste a longer piece.", ())
    if len(places) > 1:
        raise Ambiguous(
            f"These words stand at {len(places)} places. Choose one of them, or paste a longer piece.", places
        )
    return places[0]


def find_all(text: str, words: str, most: int = MOST_PLACES) -> tuple[Anchor, ...]:
    """The places where the words stand, the first `most`: as they are if anywhere, else as they are folded."""
    wanted = words.strip()
    if not wanted:
        return ()
    exact = _starts(text, wanted, most)
    if exact:
        return tuple(quote(text, start, start + len(wanted)) for start in exact)
    folded, offsets = _folded(text)
    wanted, _ = _folded(wanted)
    wanted = wanted.strip()
    if not wanted:
        return ()
    return tuple(
        quote(text, offsets[start], offsets[start + len(wanted) - 1] + 1) for start in _starts(folded, wanted, most)
    )


def _starts(text: str, wanted: str, most: int) -> list[int]:
    found: list[int] = []
    start = text.find(wanted)
    while start != -1 and len(found) < most:
        found.append(start)
        start = text.find(wanted, start + len(wanted))
    return found


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with alike characters made equal, and for each character the offset it came from."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in UNSEEN:
            continue
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            folded = " "
        else:
            folded = ALIKE.get(character) or unicodedata.normalize("NFKC", character).casefold()
        characters.extend(folded)
        offsets.extend([offset] * len(folded))
    return "".join(characters), offsets
