"""Lines that stand in several articles of one outlet: its standing furniture, but for what belongs in a text."""

from __future__ import annotations

from sources.importing.extraction import titles
from sources.importing.extraction.dump_lines import Line
from sources.importing.types import HEADING, QUOTE, TEXT, Paragraph

PROSE = frozenset({TEXT, QUOTE})


def without_recurring(found: list[Paragraph], recurring: frozenset[str]) -> list[Paragraph]:
    """The paragraphs without those whose folded text is in `recurring`.

    A full sentence and a sub-heading stay where the article's own prose stands before and behind them: an agency
    repeats the background of a story, and a weekly column its sub-headings. Where nothing would be left, all stay.
    """
    if not recurring:
        return found
    recurs = [titles.fold(one.text) in recurring for one in found]
    own = [n for n, one in enumerate(found) if not recurs[n] and _is_prose(one)]
    if not own:
        return found
    inside = range(own[0], own[-1] + 1)
    return [
        one for n, one in enumerate(found) if not recurs[n] or (n in inside and (one.kind == HEADING or _is_prose(one)))
    ]


def _is_prose(one: Paragraph) -> bool:
    return one.kind in PROSE and Line(0, 0, one.text).is_prose
