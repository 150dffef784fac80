"""The lines of a text dump with what their shape says."""

from __future__ import annotations

from dataclasses import dataclass

from sources.importing.extraction import furniture
from sources.importing.extraction.once import once

SENTENCE_WORDS = 8
LONG_WORDS = 25


@dataclass(frozen=True)
class Line:
    """A line that is not empty: where it stands and its text with white space collapsed."""

    number: int  # as an editor counts, from 1
    depth: int  # steps of two spaces it is indented by
    text: str

    @once
    def count(self) -> int:
        return furniture.word_count(self.text)

    @once
    def bullet(self) -> bool:
        return bool(furniture.BULLET.match(self.text))

    @once
    def sentence(self) -> bool:
        return furniture.is_sentence(self.text)

    @once
    def furniture(self) -> bool:
        return self.count < 40 and furniture.is_furniture(self.text)

    @once
    def closes(self) -> bool:
        return bool(furniture.CLOSING.match(self.text))

    @once
    def is_prose(self) -> bool:
        """A full sentence, or a line too long to be anything else."""
        return ((self.count >= SENTENCE_WORDS and self.sentence) or self.count >= LONG_WORDS) and not self.furniture

    @property
    def words_only(self) -> str:
        """The text without its bullet."""
        return furniture.BULLET.sub("", self.text, count=1) if self.text[0] in "•·●▪◦‣*»›" else self.text


def read_lines(text: str) -> list[Line]:
    """The lines that are not empty; no-break spaces and runs of white space become one space."""
    text = text.replace("&nbsp;", " ").replace("&nbsp", " ")
    found = []
    for number, raw in enumerate(text.split("\n"), 1):
        collapsed = " ".join(raw.replace("\ufeff", " ").replace("\u200b", "").split())
        if collapsed:
            indent = len(raw.expandtabs(2)) - len(raw.expandtabs(2).lstrip())
            found.append(Line(number, indent // 2, collapsed))
    return found
