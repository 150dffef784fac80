"""Printed lines -> paragraphs: where one ends and the next begins, and what a hyphen at a line's end stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from sources.importing.extraction import furniture
from sources.importing.extraction.pdf_layout import CLOSING, OPENING, Line
from sources.importing.extraction.pdf_margins import commonest_size
from sources.importing.types import HEADING, LIST, TEXT, Paragraph

BULLET = re.compile(r"^[•·●▪◦‣■□\uf0b7\uf0a7]\s+|^[*-]\s+")
PLAIN_BULLET = re.compile(r"^[*-]\s+")  # which may also stand inside a sentence, where a line begins
NUMBER = re.compile(r"^(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Zа-яА-Я]|[ivxlcIVXLC]{1,6})[.)]|§+\s?\d+|\[\d{1,4}\])\s+\S")
FOOTNOTE = re.compile(r"^(?:[*†‡§]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3})\s*\S")
LOOSER = 1.25  # times the usual distance of lines: a paragraph ends
INDENT = 0.8  # of the size: a first line set in
OUTSIDE = 0.2  # of a column's lines, at most, that begin or end outside it
SHORT = 0.12  # of the column's width by which a paragraph's last line may stay behind
LARGER, SMALLER = 1.1, 0.92  # times the size of the text: a heading's, a footnote's
CUT = re.compile(r"\w[-\u2010\u00ad]$")
OWN_HYPHENS = 0.03  # of a document's lines end in hyphens, at most, where it breaks no words
LONGEST_HEADING = 25  # words
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Text:
    """What the whole document tells of its setting and its words."""

    size: float
    bold: bool
    leading: float  # the usual distance of two lines' bases, as a multiple of their size
    columns: dict[tuple[int, int], tuple[float, float]]  # by page and column: where its lines begin and end
    words: Counter[str]  # those that no line's end cuts through
    breaks_words: bool  # at the ends of its lines

    def is_large(self, line: Line) -> bool:
        return line.size > self.size * LARGER

    def is_small(self, line: Line) -> bool:
        return line.size < self.size * SMALLER


def survey(lines: Sequence[Line]) -> Text:
    size = commonest_size(lines)
    own = [line for line in lines if abs(line.size - size) < 0.6]
    bold = sum(len(line.text) for line in own if line.bold) * 2 > sum(len(line.text) for line in own)
    steps = [
        (one.base - other.base) / one.size
        for one, other in pairwise(own)
        if (one.page, one.column) == (other.page, other.column) and 0.8 < (one.base - other.base) / one.size < 3
    ]
    words = Counter(word for line in _whole_words(lines) for word in line)
    return Text(size, bold, _lowest_common(steps), dict(_columns(lines)), words, _breaks_words(lines, words))


def _breaks_words(lines: Sequence[Line], words: Counter[str]) -> bool:
    """Whether hyphens at the ends of lines part words: they are many, or some word is whole elsewhere."""
    cuts = [(one.text, other.text) for one, other in pairwise(lines) if _is_hyphenated(one, other)]
    whole = any(words[f"{head}{tail}".lower()] for head, tail in (_halves(one[:-1], other) for one, other in cuts))
    return whole or len(cuts) > OWN_HYPHENS * len(lines)


def _halves(before: str, after: str) -> tuple[str, str]:
    """The last word of one text and the first of another, "" where there is none."""
    head, tail = re.search(r"[\w-]*$", before), re.match(r"[^\W_]*", after)
    return (head[0] if head else "", tail[0] if tail else "")


def _whole_words(lines: Sequence[Line]) -> Iterator[list[str]]:
    """The words of each line but for those that its ends cut through."""
    for before, line, after in zip((None, *lines), lines, (*lines[1:], None), strict=False):
        words = WORD.findall(line.text.lower())
        first = 1 if before and _is_hyphenated(before, line) else 0
        yield words[first : len(words) - 1 if after and _is_hyphenated(line, after) else None]


def _lowest_common(steps: list[float]) -> float:
    """The distance inside paragraphs: the smallest that is common."""
    counts = Counter(round(step, 1) for step in steps)
    common = [step for step, count in counts.items() if count * 8 >= max(counts.values())]
    return min(common, default=1.2)


def _columns(lines: Iterable[Line]) -> Iterator[tuple[tuple[int, int], tuple[float, float]]]:
    for place, group in groupby(lines, lambda line: (line.page, line.column)):
        column = list(group)
        lefts, rights = sorted(line.left for line in column), sorted(line.right for line in column)
        few = round((len(column) - 1) * OUTSIDE)  # a table or a heading may reach further than the text
        yield place, (lefts[few], rights[-1 - few])


def paragraphs_of(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """The paragraphs of a document in order, its footnotes behind them."""
    return tuple(paragraph for paragraph, _ in with_lines(lines))


def with_lines(lines: Sequence[Line]) -> list[tuple[Paragraph, list[Line]]]:
    """The same, each with the lines that print it."""
    text = survey(lines)
    body, notes = _parted(lines, text)
    found = [(_paragraph(group, text), group) for group in (*_groups(body, text), *_groups(notes, text))]
    return [(paragraph, group) for paragraph, group in found if paragraph.text]


def _parted(lines: Sequence[Line], text: Text) -> tuple[list[Line], list[Line]]:
    """The lines of the text, and those of footnotes: small ones at the foot of a column, from the first marked one."""
    body: list[Line] = []
    notes: list[Line] = []
    for _, group in groupby(lines, lambda line: (line.page, line.column)):
        column = list(group)
        foot = len(column)
        while foot and text.is_small(column[foot - 1]):
            foot -= 1
        first = next((at for at in range(foot, len(column)) if FOOTNOTE.match(column[at].text)), len(column))
        first = len(column) if first == 0 else first
        body += column[:first]
        notes += column[first:]
    return body, notes


def _groups(lines: Sequence[Line], text: Text) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _parts(group, line, text):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(group: list[Line], line: Line, text: Text) -> bool:
    """Whether a paragraph ends before `line`."""
    last = group[-1]
    if abs(line.size - last.size) > 0.1 * max(line.size, last.size) or (
        line.bold != last.bold and _is_head(last, text)
    ):
        return True
    if line.rtl != last.rtl and line.words > 2:
        return True
    if (line.page, line.column) != (last.page, last.column):
        return _parts_over_a_break(last, line, text)
    if not 0 < (last.base - line.base) <= text.leading * LOOSER * max(line.size, last.size):
        return True
    ended = _ends(last) or _is_short(last, text)
    if BULLET.match(line.text) and (ended or not PLAIN_BULLET.match(line.text)):
        return True
    if NUMBER.match(line.text) and ended:
        return True
    if _is_indented(group, line, text) or (_is_short(last, text) and _ends(last)):
        return True
    goes_on = text.is_large(line) or line.text[:1].islower() or _is_hyphenated(last, line)
    return not goes_on and _would_have_fitted(line, last, text)


def _parts_over_a_break(last: Line, line: Line, text: Text) -> bool:
    if BULLET.match(line.text) or text.is_large(line) or (line.bold and not text.bold and not last.bold):
        return True
    return not last.hyphen and (_ends(last) or (_is_short(last, text) and not line.text[:1].islower()))


def _ends(line: Line) -> bool:
    return furniture.is_sentence(line.text) or line.text.endswith((":", ";"))


def _is_head(line: Line, text: Text) -> bool:
    return line.bold and not text.bold


def _is_short(line: Line, text: Text) -> bool:
    left, right = text.columns[line.page, line.column]
    behind = line.left - left if line.rtl else right - line.right
    return behind > SHORT * (right - left)


def _would_have_fitted(line: Line, last: Line, text: Text) -> bool:
    """Whether the first word of `line` has room on the line before: then the line was broken on purpose."""
    left, right = text.columns[last.page, last.column]
    room = last.left - left if last.rtl else right - last.right
    letter = (line.right - line.left) / len(line.text)
    return room > (len(line.text.split()[0]) + 2) * letter + line.size


def _is_indented(group: list[Line], line: Line, text: Text) -> bool:
    """Whether `line` is set in against the one before it, as the first line of a paragraph is."""
    last, step = group[-1], INDENT * line.size
    set_in = last.right - line.right if line.rtl else line.left - last.left
    if set_in < step:
        return False
    numbered = len(group) == 1 and (NUMBER.match(last.text) or BULLET.match(last.text) or FOOTNOTE.match(last.text))
    return not numbered and (_ends(last) or not line.text[:1].islower())


def _paragraph(group: list[Line], text: Text) -> Paragraph:
    joined = _joined(group, text)
    if BULLET.match(joined):
        return Paragraph(LIST, BULLET.sub("", joined, count=1))
    return Paragraph(HEADING if _is_heading(group, joined, text) else TEXT, joined)


def _is_heading(group: list[Line], joined: str, text: Text) -> bool:
    if len(joined.split()) > LONGEST_HEADING or not any(map(str.isalpha, joined)):
        return False
    if all(text.is_large(line) for line in group):
        return True
    plain = not furniture.is_sentence(joined) and not any(text.is_small(line) for line in group)
    capitals = joined.isupper() and len(joined) > 3 and len(group) <= 3
    return plain and (capitals or all(_is_head(line, text) for line in group))


def _joined(group: list[Line], text: Text) -> str:
    found = group[0].text
    for before, line in pairwise(group):
        if _is_hyphenated(before, line):
            found = found if _keeps_hyphen(found, line.text, text) else found[:-1]
            found += line.text
        else:
            found += " " + line.text
    return _with_brackets(found) if any(line.rtl for line in group) else found.replace("\u00ad", "")


def _is_hyphenated(before: Line, line: Line) -> bool:
    return before.hyphen or (bool(CUT.search(before.text)) and line.text[:1].isalnum())


def _keeps_hyphen(found: str, following: str, text: Text) -> bool:
    """Whether the hyphen belongs to the word: the document prints it elsewhere, or both halves as words."""
    first, second = _halves(found[:-1], following)
    if found.endswith("\u00ad") or not first or not second:
        return False
    if text.words[f"{first}-{second}".lower()] or not text.breaks_words:
        return True
    if text.words[f"{first}{second}".lower()]:
        return False
    if second[0].isupper() or second[0].isdigit() or not first[-1].isalpha():
        return True
    halves = (first.rpartition("-")[2].lower(), second.lower())
    return all(text.words[half] and len(half) > 2 for half in halves)


def _with_brackets(text: str) -> str:
    """A text that runs from right to left with its brackets opening before they close.

    A PDF holds the shapes that were printed, and those are mirrored; which of them its reader has turned back again
    cannot be told, so that only their order counts. A family with an odd count is left as it is ("1)").
    """
    for opening, closing in zip(OPENING, CLOSING, strict=True):
        pair = opening + closing
        places = [at for at, sign in enumerate(text) if sign in pair]
        if len(places) % 2:
            continue
        for turn, at in enumerate(places):
            text = text[:at] + pair[turn % 2] + text[at + 1 :]
    return re.sub(r"(?<=[(\[{«‹]) +| +(?=[)\]}»›])", "", text)
