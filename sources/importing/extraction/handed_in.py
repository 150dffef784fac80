"""Text that a person typed in or pasted from a letter, a call or a post: kept whole, in its paragraphs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from sources.importing.extraction import furniture, languages
from sources.importing.types import LIST, TEXT, Candidate, Extracted, Paragraph

WRAP = range(55, 101)  # characters: where mail programs break lines
NEAR = 0.75  # of the longest line of a block: a line as long may have been broken for want of room
ITEM = re.compile(r"(?:[-*•‣–—]|\(?\d{1,3}[.)])\s+\S")
BULLET = re.compile(r"[-*•‣]\s+\S")
#: What may begin a line of its own, and may as well stand within a sentence: "14:05", "19. November", "From:".
MARK = re.compile(r"\(?\d{1,3}[.)]\s+\S|\d{1,2}[:.]\d\d\b|[^\W\d_a-zа-яё][\w -]{0,20}:(?:\s|$)")


def as_typed(text: str, title: str = "") -> Extracted:
    """The text with every paragraph of it, in order; nothing is cut and nothing is read out of it but its language.

    A blank line ends a paragraph. So does the end of a line, unless the line was broken only because the next word had
    no room on it, as mail programs and people who write letters break lines.
    """
    lines = [line.strip() for line in text.splitlines()]
    blocks = [list(block) for filled, block in groupby(lines, bool) if filled]
    paragraphs = [paragraph for block in blocks for paragraph in _paragraphs(block)]
    language = languages.detect("\n".join(paragraphs))
    return Extracted(
        title=" ".join(title.split()),
        language=language,
        paragraphs=tuple(Paragraph(LIST if ITEM.match(one) else TEXT, one) for one in paragraphs),
        candidates=(Candidate("language", language, "the words of the text", chosen=True),) if language else (),
    )


def _paragraphs(block: list[str]) -> Iterator[str]:
    """The paragraphs of the lines between two blank ones."""
    broken = _was_broken(block)
    joined = block[0]
    for line, following in pairwise(block):
        if broken and _goes_on(line, following, block):
            joined += f" {following}"
        else:
            yield joined
            joined = following
    yield joined


def _was_broken(block: list[str]) -> bool:
    """Whether lines of a block end for want of room: the longest is as long as mail has them, and some sentence runs
    over the end of a line. Headlines below each other do neither go on in lower case nor end as sentences do.
    """
    runs_on = any(not _ends(line) for line in block[:-1])
    prose = furniture.is_sentence(block[-1]) or any(not line[0].isupper() for line in block[1:])
    return max(map(len, block)) in WRAP and runs_on and prose


def _goes_on(line: str, following: str, block: list[str]) -> bool:
    """Whether a line goes on in the following one."""
    if BULLET.match(following) or (MARK.match(following) and (_ends(line) or len(list(filter(MARK.match, block))) > 1)):
        return False
    longest = max(map(len, block))
    had_no_room = len(line) + 1 + len(following.split()[0]) > longest
    if _ends(line) and not following[0].islower():
        return had_no_room
    return had_no_room or len(line) >= NEAR * longest


def _ends(line: str) -> bool:
    return furniture.is_sentence(line) or line.endswith(":")
