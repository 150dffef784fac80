"""Bylines by the shape of their line and by what stands beside it, in text dumps and on pages alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.importing.extraction import furniture, names, titles
from sources.importing.extraction.dates import find_date
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.stamps import LEADING_TO_DATE, POST_WORDS, date_line
from sources.importing.types import Credit

MAIL = re.compile(r"^[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})$", re.IGNORECASE)
STROKES = re.compile(r"\s+[|·•–—-]\s+|\s*[|·•]\s*")
JOINING = re.compile(r"\b(?:and|und|og|och|et|y|e|и|mit|with|و)\b|[^\w]+", re.IGNORECASE)
OF_THE_PAGE = re.compile(r"[\d@/]")  # a counter, an address, a path: no part of a byline
MOST_DATED = 16  # words of a line that holds a byline and a date
LONGEST = 120  # characters of a byline as printed
BESIDE = 4  # words that may stand beside the names: a place, a role


@dataclass(frozen=True)
class Byline:
    """A byline in one line."""

    line: Line
    printed: str  # with its label ("By …") and its place
    credits: tuple[Credit, ...]  # none where it names a desk

    @property
    def labelled(self) -> bool:
        return names.has_label(self.printed)

    @property
    def name(self) -> str:
        """The byline without its label."""
        return names.strip_label(self.printed)


def find(group: list[Line]) -> Iterator[Byline]:
    """The bylines among lines that stand together, above a body or below it."""
    for place, line in enumerate(group):
        if found := _byline_in(line, group[max(0, place - 2) : place] + group[place + 1 : place + 3]):
            yield found


def is_stamp(line: Line) -> bool:
    """Whether a line states a date or a byline and nothing of the article's matter."""
    return bool(date_line(line)) or names.is_byline(line.text) or any(find([line]))


def _is_vouched(line: Line, beside: list[Line]) -> bool:
    """Whether a date stands in a line, or a date or a mail address beside it: there a name alone is a byline."""
    dated = line.count <= MOST_DATED and find_date(line.text) is not None
    return dated or any(date_line(other) or MAIL.match(other.text) for other in beside)


def _byline_in(line: Line, beside: list[Line]) -> Byline | None:
    for whole in _pieces(line):
        piece = _without_inner_label(line, whole)
        bare = names.COUNTER.sub("", piece)
        name = names.strip_label(bare)
        labelled = _is_labelled(whole, line.count)
        if labelled and ((found := names.credits_in(name)) or names.is_desk(name)):
            return Byline(line, bare, found)
        one = names.without_role(names.without_place(bare))
        person = names.looks_like_a_person(one) and not furniture.WIDE.search(bare)
        alone = not line.bullet and (person or names.is_desk(bare))
        if alone and ((person and bare != piece) or _is_vouched(line, beside)):
            return Byline(line, bare, names.credits_in(name))
    return None


def _is_labelled(piece: str, count: int) -> bool:
    return count <= 14 and names.has_label(piece) and (names.has_colon_label(piece) or names.names_someone(piece))


def _pieces(line: Line) -> Iterator[str]:
    """The parts of a line between its date and its strokes."""
    found = find_date(line.text) if line.count <= MOST_DATED else None
    before, _, after = line.text.partition(found[0].printed) if found else (line.text, "", "")
    before = LEADING_TO_DATE.sub("", before) if found else before
    for part in (piece for half in (before, after) for piece in STROKES.split(half)):
        if piece := part.strip(" ,|·•–—-"):
            yield piece


def _without_inner_label(line: Line, piece: str) -> str:
    """A label inside a line ("Posted on Monday by …") belongs to the line and not to the byline."""
    inside = piece[:1].islower() and not line.text.startswith(piece)
    return names.strip_label(piece) if inside else piece


def printed(group: list[Line], credits: tuple[Credit, ...]) -> Byline | None:
    """The line that prints the names already known, and at most a label, a place or a role beside them."""
    found = [
        Byline(line, bare, credits)
        for line in group
        if not line.furniture and not furniture.is_caption(line.text)
        for piece in _pieces(line)
        if _names_all(bare := names.COUNTER.sub("", _without_inner_label(line, piece)), credits)
    ]
    return min(found, key=lambda one: not one.labelled, default=None)


def _names_all(text: str, credits: tuple[Credit, ...]) -> bool:
    rest = f" {titles.fold(names.strip_label(text))} "
    for one in credits:
        name = f" {titles.fold(one.name)} "
        if name not in rest:
            return False
        rest = rest.replace(name, "  ", 1)
    left = JOINING.sub(" ", POST_WORDS.sub(" ", rest)).split()
    page = OF_THE_PAGE.search(text) or any(word in names.NOT_NAMES for word in rest.split())
    return bool(credits) and len(text) <= LONGEST and len(left) <= BESIDE and not page
