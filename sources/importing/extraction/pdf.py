"""A PDF with text (a ruling, a United Nations document, a report) -> Extracted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from sources.importing.extraction import dump_lines, furniture, languages, metadata, names, stamps, titles
from sources.importing.extraction.dates import find_date
from sources.importing.extraction.decoding import normalise
from sources.importing.extraction.pdf_glyphs import NO_TEXT, Pdf, read_pdf
from sources.importing.extraction.pdf_layout import Line, lines_of
from sources.importing.extraction.pdf_margins import commonest_size, without_margins
from sources.importing.extraction.pdf_paragraphs import paragraphs_of
from sources.importing.types import Candidate, Extracted, ImportRefused, Paragraph, StatedDate

FEWEST_WORDS = 12
HEAD = 25  # lines of the first page among which title, byline and date stand
LARGER = 1.1  # times the size of the text: a title's
TITLE_WORDS = 3  # that a title has rather than the name of a body or a paper,
NEARLY = 0.8  # which is hardly larger
LONGEST_TITLE = 300  # characters
WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}")
PDF_DATE = re.compile(r"^D?:?(\d{4})(\d\d)(\d\d)")
PUBLISHED = re.compile(
    r"\b(?:published|released?|issued|distr|distribution|posted|publication|veröffentlicht|publié|publicado|"
    r"опубликован\w*|منتشر)\b",
    re.IGNORECASE,
)
#: Words that stand beside a document's own date.
DATED = re.compile(
    r"\b(?:dated?|of|judgment|judgement|ruling|decision|order|adopted|delivered|general|limited|original|english|"
    r"strasbourg|the hague|new york|geneva|datum|vom|дата|от|تاریخ|مورخ)\b",
    re.IGNORECASE,
)


def extract_pdf(data: bytes, now: datetime) -> Extracted:
    """The text of a PDF. Raises ImportRefused, with what to do, for one that is locked, damaged, too long or empty."""
    pdf = read_pdf(data)
    lines, _ = printed(pdf)
    if sum(line.words for line in lines) < FEWEST_WORDS:
        raise ImportRefused(NO_TEXT)
    title, heading = title_of(lines, pdf.properties.get("Title", ""))
    paragraphs = paragraphs_of([line for line in lines if line not in heading])
    stated = _stated(lines[:HEAD], pdf, now, title)
    paragraphs = tuple(one for one in paragraphs if not stated.byline or names.strip_label(one.text) != stated.byline)
    language = languages.detect("\n".join(one.text for one in paragraphs if len(one.text) > 40))
    return replace(
        metadata.with_text(stated, language), paragraphs=paragraphs, truncated=_has_pictures_for_pages(pdf, paragraphs)
    )


def printed(pdf: Pdf) -> tuple[list[Line], list[Line]]:
    """The lines of a PDF's text in reading order, and those that are no part of it, from page to page."""
    pages = without_margins(pdf)
    text = [line for number, page in enumerate(pages) for line in lines_of(page.rows, number)]
    return _normal(text), _normal([line for page in pages for line in page.dropped])


def _normal(lines: Sequence[Line]) -> list[Line]:
    cleaned = [replace(line, text=normalise(line.text).strip()) for line in lines]
    return [line for line in cleaned if line.text]


def title_of(lines: Sequence[Line], stated: str) -> tuple[str, Sequence[Line]]:
    """The title and the lines that print it: the one stated if the first page prints it, else the largest there."""
    first = [line for line in lines[:HEAD] if line.page == lines[0].page]
    printed = _printing(first, stated)
    if printed:
        return stated, printed
    size = commonest_size(lines)
    larger = [run for run in _runs(first) if run[0].size > size * LARGER and any(map(str.isalpha, run[0].text))]
    largest = max((run[0].size for run in larger), default=0.0)
    near = [run for run in larger if run[0].size >= largest * NEARLY and not any(line.gaps for line in run)]
    wordy = [run for run in near if sum(len(WORD.findall(line.text)) for line in run) >= TITLE_WORDS]
    best = max(wordy or near, key=lambda run: run[0].size, default=[])
    title = " ".join(line.text for line in best)
    return (title, best) if len(title) <= LONGEST_TITLE else ("", [])


def _printing(lines: Sequence[Line], stated: str) -> Sequence[Line]:
    """The lines that print the words `stated` and nothing else; spaces, which a PDF often loses, do not count."""
    wanted = _letters(stated)
    for start in range(len(lines) if len(wanted) > 3 else 0):
        said = ""
        for end in range(start, min(start + 6, len(lines))):
            said += _letters(lines[end].text)
            if said == wanted:
                return lines[start : end + 1]
    return []


def _letters(text: str) -> str:
    return titles.fold(normalise(text)).replace(" ", "")


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one size that stand together."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and abs(runs[-1][-1].size - line.size) < 0.5 and 0 < runs[-1][-1].base - line.base < line.size * 2:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _stated(head: Sequence[Line], pdf: Pdf, now: datetime, title: str) -> Extracted:
    """What the first page and the PDF's properties state. A property alone is a candidate and no more."""
    said = pdf.properties.get("Title", "")
    found = (
        [
            Candidate(
                "title",
                title,
                "largest words of page 1" if title != said else "PDF property Title, printed on page 1",
                True,
            )
        ]
        if title
        else []
    )
    if said and said != title:
        found.append(Candidate("title", said, "PDF property Title"))
    stated = _dated(Extracted(title=title), head, now, found)
    stated = _signed(stated, head, pdf.properties.get("Author", ""), found)
    for field, name in (("written", "CreationDate"), ("modified", "ModDate")):
        if match := PDF_DATE.match(pdf.properties.get(name, "")):
            found.append(Candidate(field, "-".join(match.groups()), f"PDF property {name}"))
    return replace(stated, candidates=tuple(found))


def _dated(stated: Extracted, head: Sequence[Line], now: datetime, found: list[Candidate]) -> Extracted:
    """The dates in lines of the first page that hold little else; those before the text has begun."""
    for number, line in enumerate(takewhile(lambda line: not _is_prose(line), head), 1):
        day = _date_in(line.text)
        if day is None or metadata.is_future(day, now):
            continue
        field = "published" if PUBLISHED.search(line.text) else "written"
        chosen = getattr(stated, field) is None
        found.append(Candidate(field, day.edtf, f"page 1, line {number}", chosen))
        stated = replace(stated, **{field: day}) if chosen else stated  # type: ignore[arg-type]
    return stated


def _is_prose(line: Line) -> bool:
    return line.page > 0 or line.words > 14


def _date_in(text: str) -> StatedDate | None:
    plain = " ".join(DATED.sub(" ", PUBLISHED.sub(" ", text)).split())
    if not find_date(plain):
        return None
    found = stamps.date_line(dump_lines.Line(1, 0, plain))
    return found if found and len(found.edtf) == 10 else None


def _signed(stated: Extracted, head: Sequence[Line], author: str, found: list[Candidate]) -> Extracted:
    """The byline of the first page, with a label or as the PDF's own property names it."""
    known = titles.fold(author)
    for number, line in enumerate(head, 1):
        name = names.strip_label(line.text)
        labelled = names.has_label(line.text) and names.names_someone(line.text) and line.words < 14
        if (
            line.page == 0
            and (labelled or (known and titles.fold(name) == known))
            and (credits := names.credits_in(name))
        ):
            origin = f"page 1, line {number}"
            found.append(Candidate("byline", name, origin, True))
            found.extend(Candidate("author", credit.name, origin, True) for credit in credits)
            return replace(stated, byline=name, credits=credits)
    if author:
        found.append(Candidate("author", author, "PDF property Author"))
    return stated


def _has_pictures_for_pages(pdf: Pdf, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether pages without text stand among those with it: scans, of which nothing was read."""
    empty = sum(not page.glyphs for page in pdf.pages)
    return empty * 4 > len(pdf.pages) or sum(furniture.word_count(one.text) for one in paragraphs) < FEWEST_WORDS
