"""What the shape of a text dump's lines says: which recur, which are stamps, and whether there is any page at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from sources.importing.extraction import furniture, names, titles
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.stamps import date_line

OFTEN, VERY_OFTEN = 3, 6  # times that a line, or a sentence, stands on a page until it is the page's own
MENU = 3  # short lines behind bullets, one after another, that make a menu
MENU_WORDS = 3  # words of a menu's entry, at most
STAMP_WORDS = 16
ROWS, ROW_WORDS = 5, 4
HEAD = 6  # lines over a pasted text that may be its headline, its writer and its day
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]")


def recurring(lines: Sequence[Line], elsewhere: frozenset[str] = frozenset(), often: int = OFTEN) -> frozenset[str]:
    """The texts that stand `often` on this page (sentences: VERY_OFTEN), or, folded, in other articles (`elsewhere`).

    A full sentence between two others may be quoted in many articles: it stays unless this page repeats it.
    """
    count = Counter(line.text for line in lines)
    sentences = {line.text for line in lines if line.is_prose}
    found = {text for text, times in count.items() if times >= (max(often, VERY_OFTEN) if text in sentences else often)}
    if elsewhere:
        prose = [False, *(line.is_prose for line in lines), False]
        found |= {
            line.text
            for place, line in enumerate(lines, 1)
            if titles.fold(line.text) in elsewhere and not all(prose[place - 1 : place + 2])
        }
    return frozenset(found)


def between_sentences(lines: Sequence[Line]) -> frozenset[str]:
    """The short texts that stand twice or more between two sentences: an advert's label, a button."""
    triples = zip(lines, lines[1:], lines[2:], strict=False)
    count = Counter(line.text for above, line, below in triples if above.is_prose and below.is_prose)
    short = {line.text for line in lines if not line.is_prose}
    return frozenset(text for text, times in count.items() if times > 1 and text in short)


def is_stamp(line: Line) -> bool:
    """Whether a line gives the day or the writer, as above and below an article, and no more."""
    if line.count > STAMP_WORDS:
        return False
    if line.count <= 14 and (names.is_byline(line.text) or names.is_bare_label(line.text)):
        return True
    return bool(DIGIT.search(line.text)) and date_line(line) is not None


def is_mark(line: Line) -> bool:
    """Whether a line holds no word: "1/2", "___", a lone bullet."""
    return not LETTERS.search(line.text)


def is_pasted(lines: Sequence[Line]) -> bool:
    """Whether a text is an article by itself: no menu, no button, no line that speaks of a site or closes a page."""
    if any(line.closes or line.furniture or furniture.INTERRUPTION.match(line.text) for line in lines):
        return False
    short = Counter(line.text for line in lines if not line.is_prose and line.count > 1)
    if any(times > 1 for times in short.values()):
        return False
    entries = 0
    for line in lines:
        entries = entries + 1 if line.bullet and line.count <= MENU_WORDS else 0
        if entries >= MENU:
            return False
    return any(line.is_prose for line in lines)


def pasted_body(lines: Sequence[Line]) -> tuple[int, int]:
    """First and behind-last index of a pasted article's text: all but headline, writer and day at its ends."""
    first = next(place for place, line in enumerate(lines) if line.is_prose)
    stamps = [place for place in range(min(first, HEAD)) if is_stamp(lines[place])]
    start = stamps[-1] + 1 if stamps else min(first, 1)
    end = len(lines)
    while end > first + 1 and is_stamp(lines[end - 1]):
        end -= 1
    return start, end


def in_tables(lines: Sequence[Line]) -> list[bool]:
    """Whether each line is a row of a table: one of ROWS or more in line, each of words and a number."""
    found: list[bool] = []
    for is_row, run in groupby(lines, _is_row):
        group = list(run)
        found += [is_row and len(group) >= ROWS] * len(group)
    return found


def _is_row(line: Line) -> bool:
    may_be = bool(DIGIT.search(line.text)) and line.count >= ROW_WORDS and not line.is_prose and not line.bullet
    return may_be and sum(bool(LETTERS.search(word)) for word in line.text.split()) >= 2
