"""The text of a version: blocks in order, joined by a blank line, hashed. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sources.importing.storable import storable_text
from sources.importing.types import TITLE, Paragraph

SEPARATOR = "\n\n"


@dataclass(frozen=True)
class VersionText:
    """Immutable text with its blocks as (kind, start, end) in code points."""

    text: str
    blocks: tuple[tuple[str, int, int], ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def compose(title: str, paragraphs: Iterable[Paragraph]) -> VersionText:
    """Join a title (if any, as block 0) and paragraphs into the text of a version.

    NFC, no NUL, white space inside a block made single, empty blocks left out.
    """
    pieces: list[str] = []
    blocks: list[tuple[str, int, int]] = []
    start = 0
    for paragraph in (Paragraph(TITLE, title), *paragraphs):
        text = cleaned(paragraph.text)
        if not text:
            continue
        pieces.append(text)
        blocks.append((paragraph.kind, start, start + len(text)))
        start += len(text) + len(SEPARATOR)
    return VersionText(SEPARATOR.join(pieces), tuple(blocks))


def cleaned(text: str) -> str:
    """One block's text: NFC, without NUL and lone surrogates, white space single."""
    return " ".join(unicodedata.normalize("NFC", storable_text(text)).split())
