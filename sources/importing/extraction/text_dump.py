"""A web page saved as plain text, with all its menus and teasers -> the article in it.

The body is the contiguous run of lines with the greatest sum of scores: sentences count for it, menu lines and teasers
against it (a maximum-sum segment, as in Pasternack and Roth, "Extracting article text from the web with maximum
subsequence segmentation", WWW 2009). The numbers were chosen
on some two hundred news pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sources.importing.extraction import around_body, boxes, furniture, languages, line_shapes
from sources.importing.extraction.dump_lines import Line, read_lines
from sources.importing.types import (
    CAPTION,
    HEADING,
    LIST,
    NO_HINTS,
    SUBTITLE,
    TEXT,
    Candidate,
    Extracted,
    Hints,
    ImportRefused,
    Paragraph,
)

SENTENCE_CAP = 50  # words of one line that count
UNENDED = 0.5  # a long line that ends in no sentence mark
BULLET_SHARE = 0.3  # a sentence behind a bullet
DEEPER = 0.25  # a sentence indented more than most
ALONE = 0.3  # a short sentence between lines that are none: a teaser's blurb
SHORT, SHORT_BULLET, CROWD, FURNITURE, REPEATED, END = -8, -12, -1, -8, -4, -40
CROWD_CAP = 4
BOX = 14  # lines of a box inside an article, at most
BOX_CAP = -60  # what a box may cost
LONGEST_HEADING = 20
COMMENT = 0.1  # a sentence below the heading of the readers' comments
COMMENTS = re.compile(rf"^\d*\s*(?:{furniture.COMMENTS}|replies|responses)\s*[:(]?\s*\d*\)?$", re.IGNORECASE)


def extract_text(text: str, hints: Hints = NO_HINTS) -> Extracted:
    """The article in `text`, decoded by `decoding.decode`. Raises ImportRefused where there is no article."""
    lines = read_lines(text)
    start, end, body = _article(lines, hints)
    if not body:
        raise ImportRefused("No article text was found. Paste the article with its sentences, or import its address.")
    paragraphs = tuple(Paragraph(_kind(line), line.words_only) for line in body)
    around = around_body.read(lines, start, end)
    above = [Paragraph(CAPTION, caption) for caption in around.captions]
    above += [Paragraph(SUBTITLE, line.text) for line in around.standfirst]
    language = languages.detect("\n".join(paragraph.text for paragraph in paragraphs))
    found = (Candidate("language", language, "the words of the text", chosen=True),) if language else ()
    return Extracted(
        title=around.title,
        byline=around.byline,
        credits=around.credits,
        written=around.written,
        published=around.published,
        modified=around.modified,
        publisher=around.publisher,
        language=language,
        paragraphs=(*above, *paragraphs),
        candidates=(*around.candidates, *found),
    )


def _article(lines: list[Line], hints: Hints) -> tuple[int, int, list[Line]]:
    """Where the article begins and ends, and its lines without what interrupts it; a pasted text is kept whole."""
    noise = line_shapes.recurring(lines, hints.recurring)
    if all(line.text in noise for line in lines if line.is_prose):  # a text that says one thing again and again
        noise = frozenset()
    if line_shapes.is_pasted(lines) and not any(line.text in noise for line in lines):
        start, end = line_shapes.pasted_body(lines)
        return start, end, lines[start:end]
    often = noise & line_shapes.recurring(lines, hints.recurring, line_shapes.VERY_OFTEN)
    start, end = find_body(lines, often | line_shapes.between_sentences(lines))
    return start, end, boxes.cut(lines, start, end, noise)


def find_body(lines: list[Line], noise: frozenset[str] = frozenset()) -> tuple[int, int]:
    """First and behind-last index of the run of lines that is the article; equal where there is none."""
    places = [place for place, line in enumerate(lines) if line.text not in noise]
    quiet = [lines[place] for place in places]
    start, end = best_run(_weighed(quiet, scores(quiet)))
    return (places[start], places[end - 1] + 1) if end else (0, 0)


def _weighed(lines: list[Line], found: Iterable[float]) -> Iterator[float]:
    """The scores, with the rows of a table counted as half sentences and readers' comments for less."""
    prose = below = False
    for line, score, row in zip(lines, found, line_shapes.in_tables(lines), strict=True):
        prose = prose or line.is_prose
        below = below or (prose and bool(COMMENTS.match(line.text)))
        score = max(score, line.count * UNENDED) if row else score
        yield score * COMMENT if below and score > 0 else score


def best_run(values: Iterable[float]) -> tuple[int, int]:
    """Bounds of the run with the greatest positive sum; (0, 0) where no value is positive."""
    best, best_sum, start, total = (0, 0), 0.0, 0, 0.0
    for i, score in enumerate(values):
        if total <= 0:
            start, total = i, 0.0
        total += score
        if total > best_sum:
            best, best_sum = (start, i + 1), total
    return best


@dataclass(frozen=True)
class _Page:
    """What a line is compared with: the whole of its page."""

    count: Counter[str]  # how often each line is printed
    home: int  # where most of the sentences begin


def scores(lines: list[Line]) -> Iterator[float]:
    """How much each line speaks for (positive) or against (negative) being part of the article."""
    page = _Page(Counter(line.text for line in lines), _home(lines))
    at = 0
    for good, run in groupby(lines, lambda line: line.is_prose):
        group = list(run)
        lone = good and len(group) == 1
        yield from ((_prose_score(line, page, lone) for line in group) if good else _gap_scores(group, page, at, lines))
        at += len(group)


def _home(lines: list[Line]) -> int:
    places: Counter[int] = Counter()
    for line in lines:
        if line.is_prose and not line.bullet:
            places[line.depth] += min(line.count, SENTENCE_CAP)
    return places.most_common(1)[0][0] if places else 0


def _prose_score(line: Line, page: _Page, lone: bool) -> float:
    score = float(min(line.count, SENTENCE_CAP))
    if not line.sentence:
        score *= UNENDED
    if line.bullet:
        score *= BULLET_SHARE
    if line.depth > page.home:
        score *= DEEPER
    if lone and line.count < 40:
        score *= ALONE
    return score


def _gap_scores(group: list[Line], page: _Page, at: int, lines: list[Line]) -> list[float]:
    found = [_gap_score(line, page, place) for place, line in enumerate(group)]
    inside = at > 0 and at + len(group) < len(lines)
    if inside and sum(found) < BOX_CAP and _is_box(group, page):
        share = BOX_CAP / sum(found)
        return [score * share for score in found]
    return found


def _gap_score(line: Line, page: _Page, place: int) -> float:
    score = float((SHORT_BULLET if line.bullet else SHORT) + CROWD * min(place, CROWD_CAP))
    if line.count >= 5 and line.sentence and not line.bullet and not line.furniture:
        score = 0.0  # a short sentence proves nothing
    if line.furniture:
        score += FURNITURE
    if page.count[line.text] > 1:
        score += REPEATED
    return score + END if line.closes else score


def _is_box(group: list[Line], page: _Page) -> bool:
    """Whether lines that are no prose look like a box set into an article: short, and most of them apart by shape."""
    if len(group) > BOX or any(line.closes for line in group):
        return False
    apart = sum(line.bullet or line.depth > page.home or page.count[line.text] > 1 for line in group)
    return apart >= len(group) * 0.6


def _kind(line: Line) -> str:
    if furniture.is_caption(line.text):
        return CAPTION
    if line.bullet:
        return LIST
    is_heading = not line.sentence and line.count <= LONGEST_HEADING and not line.text.endswith((":", ",", ";"))
    return HEADING if is_heading else TEXT
