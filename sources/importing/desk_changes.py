"""What an editor left out of a text, or took into it, done again to a later reading of the same page; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sources.importing.extraction.titles import fold
from sources.importing.types import TITLE, Paragraph


def done_again(read: Sequence[Paragraph], kept: Sequence[Paragraph], now: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`now`, the paragraphs read today, with what made `kept` of `read` done to them as far as they are still there.

    A paragraph that the editor left out stays out where its words are the same; one that he took in, or gave another
    kind, goes in again behind the paragraph it stood behind. Titles are no part of it.
    """
    before, after = _by_words(read), _by_words(kept)
    left_out = before.keys() - after.keys()
    found = [_as_kept(one, after) for one in now if fold(one.text) not in left_out]
    for place, one in enumerate(kept):
        words = fold(one.text)
        if one.kind != TITLE and words not in before and words not in _by_words(found):
            found.insert(_place(kept[:place], found), one)
    return tuple(found)


def _as_kept(one: Paragraph, kept: dict[str, Paragraph]) -> Paragraph:
    return Paragraph(kept.get(fold(one.text), one).kind, one.text)


def _by_words(paragraphs: Iterable[Paragraph]) -> dict[str, Paragraph]:
    return {fold(one.text): one for one in paragraphs if one.kind != TITLE}


def _place(preceding: Sequence[Paragraph], found: list[Paragraph]) -> int:
    """Behind the nearest paragraph before it that is still there; at the top where there is none."""
    places = {fold(one.text): n for n, one in enumerate(found)}
    return next((places[words] + 1 for one in reversed(preceding) if (words := fold(one.text)) in places), 0)
