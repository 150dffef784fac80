"""What interrupts an article in a text dump: boxes of related links, adverts, stamps, the writer's own note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from sources.importing.extraction import furniture, line_shapes, names
from sources.importing.extraction.dump_lines import LONG_WORDS, Line

LONGEST_SUBHEADING = 7  # words of a line that may be a sub-heading though others stand over it
HEAD = 14  # lines over an article that its writer may stand in
LIST_LENGTH = 4  # points of a list that needs no sentence to lead into it; related links come in twos and threes
LEADING_IN = (":", "：")


def cut(lines: Sequence[Line], start: int, end: int, noise: frozenset[str]) -> list[Line]:
    """The lines from `start` to `end` that are the article's; `noise` are the lines that recur."""
    elsewhere = {line.text for line in (*lines[:start], *lines[end:])}
    run = lines[start:end]
    rows = {line for line, is_row in zip(run, line_shapes.in_tables(run), strict=True) if is_row}
    body = [line for line in run if line in rows or not _is_foreign(line, elsewhere, noise)]
    body = list(_without_boxes(_without_repeats(body), rows))
    return _without_writer(body, "\n".join(line.text for line in lines[max(0, start - HEAD) : start]).casefold())


def _is_foreign(line: Line, elsewhere: set[str], noise: frozenset[str]) -> bool:
    """Whether a line is no article's line wherever it stands."""
    if furniture.INTERRUPTION.match(line.text) or line.text in noise or line_shapes.is_mark(line):
        return True
    if line_shapes.is_stamp(line):
        return True
    if line.sentence or line.count >= LONG_WORDS:
        return False
    return line.furniture or line.text in elsewhere


def _without_repeats(body: list[Line]) -> list[Line]:
    """Without long lines that end in no sentence mark and stand twice: a picture's line under its picture and in it."""
    times = Counter(line.text for line in body)
    return [line for line in body if line.sentence or line.count < LONG_WORDS or times[line.text] == 1]


def _without_boxes(body: list[Line], rows: set[Line]) -> Iterator[Line]:
    before: Line | None = None
    for is_prose, run in groupby(body, lambda line: line.is_prose or line in rows):
        group = list(run)
        yield from group if is_prose or before is None else _of_gap(group, before)
        before = group[-1]


def _of_gap(group: list[Line], before: Line) -> Iterator[Line]:
    """The lines between two sentences that are the article's: a sub-heading, a list, short sentences, captions."""
    others = [line for line in group if not furniture.is_caption(line.text)]
    if len(others) <= 1 or before.text.endswith(LEADING_IN):
        yield from group
        return
    is_list = sum(line.bullet for line in others) >= LIST_LENGTH
    dropped = {line for line in others if not line.sentence and not (is_list and line.bullet)}
    if others[-1].count <= LONGEST_SUBHEADING and not others[-1].bullet:
        dropped.discard(others[-1])
    yield from (line for line in group if line not in dropped)


def _without_writer(body: list[Line], above: str) -> list[Line]:
    """Without a closing note on the writer: the name that stands `above` the article, and a paragraph with it."""
    for place in range(max(1, len(body) - 3), len(body)):
        heading, note = body[place - 1], body[place]
        name = heading.text.title() if heading.text.isupper() else heading.text
        person = not heading.is_prose and note.is_prose and names.looks_like_a_person(name)
        if person and name.casefold() in above and name.split()[-1].casefold() in note.text.casefold():
            return body[: place - 1]
    return body
