"""What a document prints that is not stored: for the preview, in which an editor sees what was cut and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sources.importing.extraction import page_lines, titles
from sources.importing.extraction.decoding import decode
from sources.importing.extraction.dump_lines import read_lines
from sources.importing.extraction.html import parsed, without_scripts
from sources.importing.extraction.pdf_cutting import cut_from_pdf
from sources.importing.extraction.reading_document import PDF, PDF_WITHIN, content_type, is_html, unpacked
from sources.importing.types import Extracted, FetchedPage

RUN = 5  # words by which a line is known as part of a paragraph


@dataclass(frozen=True)
class Cut:
    """One line that is printed and not stored."""

    text: str
    after: int  # index of the stored paragraph it stands behind; -1 before the first


def cut(page: FetchedPage, extracted: Extracted) -> tuple[Cut, ...]:
    """The lines of a fetched page, a file or a pasted text that are not in `extracted`.

    Raises ImportRefused where `extract` does for the same bytes.
    """
    data = unpacked(page.data)
    if PDF in data[:PDF_WITHIN]:
        return tuple(Cut(text, after) for text, after in cut_from_pdf(data, extracted))
    text = decode(data, content_type(page))
    name = page.name[:-3] if page.name.lower().endswith(".gz") else page.name
    if is_html(text, name, page.media_type):
        return cut_lines(text, page.fetched_at, extracted)
    return cut_from_text(text, extracted)


def cut_lines(markup: str, now: datetime, extracted: Extracted) -> tuple[Cut, ...]:
    """The lines that a decoded web page prints and `extracted` does not hold, in the page's order.

    `now` is not used: what was cut is a matter of the two texts alone.
    """
    lines = page_lines.read(parsed(without_scripts(markup)))
    return tuple(_cuts((one.line.text for one in lines), extracted))


def cut_from_text(text: str, extracted: Extracted) -> tuple[Cut, ...]:
    """The lines of a decoded text that `extracted` does not hold, in the text's order."""
    return tuple(_cuts((line.text for line in read_lines(text)), extracted))


def _cuts(lines: Iterable[str], extracted: Extracted) -> Iterator[Cut]:
    stored, title = _Stored([titles.fold(one.text) for one in extracted.paragraphs]), titles.fold(extracted.title)
    for line in lines:
        words = titles.fold(line)
        if words and words != title and not stored.holds(words):
            yield Cut(line, stored.reached)


class _Stored:
    """The stored paragraphs, folded, and how far the lines of the document have come in them.

    A line is stored where it is a paragraph, or where one of the two holds the other's words. Looked up by runs of
    words, since a page may have thousands of each.
    """

    def __init__(self, paragraphs: list[str]) -> None:
        self.paragraphs = paragraphs
        self.reached = -1
        self._goes_on = False  # whether the line before belongs to the paragraph reached
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._starting: dict[str, list[int]] = defaultdict(list)
        self._within: dict[str, list[int]] = defaultdict(list)
        for n, words in enumerate(paragraphs):
            self._whole[words].append(n)
            for place, run in enumerate(_runs(words)):
                self._within[run].append(n)
                if place == 0:
                    self._starting[run].append(n)

    def holds(self, words: str) -> bool:
        at = self._place(words)
        self._goes_on = at is not None
        self.reached = self.reached if at is None else max(self.reached, at)
        return self._goes_on

    def _place(self, words: str) -> int | None:
        """The first paragraph from the one reached that is this line, or holds it, or stands in it; else any."""
        if self._goes_on and _is_part(words, self.paragraphs[self.reached]):
            return self.reached
        runs = _runs(words)
        found = {*self._whole.get(words, []), *(self._within.get(runs[0], []) if runs else [])}
        found.update(n for run in runs for n in self._starting.get(run, []))
        fitting = [n for n in found if _is_part(words, self.paragraphs[n])]
        return min(fitting, key=lambda n: (n < self.reached, n), default=None)


def _runs(words: str) -> list[str]:
    split = words.split()
    return [" ".join(split[n : n + RUN]) for n in range(len(split) - RUN + 1)]


def _is_part(some: str, others: str) -> bool:
    short, long = sorted((some, others), key=len)
    return f" {short} " in f" {long} "
