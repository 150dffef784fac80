"""The characters of a PDF with where they stand, as PDFium reads them: the page's own order is not trusted."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from sources.importing.types import ImportRefused

MOST_PAGES = 300
MOST_GLYPHS = 1_500_000
HYPHENS = {0x02, 0xFFFE}  # how PDFium gives a hyphen that ends a line
SPACES = {0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x3000}
SMALLEST, LARGEST = 2.0, 400.0  # points; less or more is not there to be read
BOLD = re.compile(r"bold|black|heavy|demi|cmbx", re.IGNORECASE)  # in a font's name; the weight it states is often wrong
FORCED_BOLD = 1 << 18  # of a font's flags (ISO 32000-1, table 123)

ENCRYPTED = "The PDF is locked with a password. Open it, save or print it as a PDF without one, and import that."
DAMAGED = "The PDF is damaged or cut off. Fetch it again, or open it and save it anew."
NO_TEXT = (
    "The PDF holds pictures of its pages and no text. Have its text recognised (OCR) and import the result, or type "
    "the passages you need and paste them."
)
NO_LETTERS = "The PDF does not say which letters its signs stand for. Have its text recognised (OCR) and import that."


class Glyph(NamedTuple):  # there are thousands on a page, and no other value is made as fast
    """One character; lengths in points, up and to the right."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    word: int  # counted by the spaces that PDFium sees, in the page's own order
    hyphen: bool  # the hyphen that ends a line


@dataclass(frozen=True)
class PdfPage:
    width: float
    height: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class Pdf:
    """A PDF's pages and what it says of itself, by PDF's own names: Title, Author, CreationDate, ModDate …"""

    pages: tuple[PdfPage, ...]
    properties: dict[str, str]


@dataclass(frozen=True)
class _Font:
    """How characters are set that stand on one line and reach as high."""

    size: float
    bold: bool
    turn: int  # degrees counter-clockwise, to the nearest quarter; -1 where it stands aslant or cannot be read


UNREADABLE = _Font(0.0, False, -1)


def read_pdf(data: bytes) -> Pdf:
    """The characters of a PDF. Raises ImportRefused where it is locked, damaged, too long or without text."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise ImportRefused(ENCRYPTED if locked else DAMAGED) from error
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise ImportRefused(_page_count(len(document)))
        pages = tuple(_pages(document))
        return _with_letters(Pdf(pages, _properties(document)))
    except pypdfium2.PdfiumError as error:
        raise ImportRefused(DAMAGED) from error
    finally:
        document.close()


def _page_count(count: int) -> str:
    if not count:
        return DAMAGED
    return (
        f"The PDF has {count:,} pages; up to {MOST_PAGES} are read. Save the pages that matter as a PDF of their own."
    )


def _properties(document: Any) -> dict[str, str]:
    stated = document.get_metadata_dict()
    return {name: " ".join(value.replace("\x00", "").split()) for name, value in stated.items() if value.strip()}


def _pages(document: Any) -> Iterator[PdfPage]:
    left = MOST_GLYPHS
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        count = text_page.count_chars()
        left -= max(0, count)
        if left < 0:
            raise ImportRefused(
                "The PDF holds more text than a book. Save the pages that matter as a PDF of their own."
            )
        width, height = page.get_size()
        yield PdfPage(width, height, _upright(list(_glyphs(text_page.raw, count))))
        text_page.close()
        page.close()


def _with_letters(pdf: Pdf) -> Pdf:
    """`pdf`, unless its characters are none or mean nothing."""
    texts = [glyph.text for page in pdf.pages for glyph in page.glyphs]
    if not texts:
        raise ImportRefused(NO_TEXT)
    unknown = sum(unicodedata.category(text[0]) in {"Co", "Cn", "Cc"} or text == "\ufffd" for text in texts)
    if unknown * 4 > len(texts):
        raise ImportRefused(NO_LETTERS)
    return pdf


def _glyphs(text_page: Any, count: int) -> Iterator[tuple[int, Glyph]]:
    """The characters in the page's own order, each with the turn of its text."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    font, place, word = UNREADABLE, (0.0, 0.0), 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in SPACES:
            word += 1
            continue
        if not code or not raw.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        if place != (y.value, box.top):  # asking for the font takes longer than all the rest
            font, place = _font(text_page, index), (y.value, box.top)
        if font.turn < 0:
            continue
        left, right, base = _turned(font.turn, (box.left, box.bottom, box.right, box.top), x.value, y.value)
        yield font.turn, Glyph(_text(code), left, right, base, font.size, font.bold, word, code in HYPHENS)


def _turned(turn: int, box: tuple[float, float, float, float], x: float, y: float) -> tuple[float, float, float]:
    """Left, right and base as if the page were turned until its text stands upright."""
    left, bottom, right, top = box
    if turn == 90:
        return bottom, top, -x
    if turn == 180:
        return -right, -left, -y
    return (-top, -bottom, x) if turn == 270 else (left, right, y)


def _text(code: int) -> str:
    """The character, with a shape of letters taken for the letters."""
    if code in HYPHENS:
        return "-"
    text = chr(code)
    is_shape = 0xFB00 <= code <= 0xFB06 or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC
    return unicodedata.normalize("NFKC", text).strip() or text if is_shape else text


def _font(text_page: Any, index: int) -> _Font:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    degrees = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    turn = round(degrees / 90) * 90
    aslant = abs(turn - degrees) > 2
    size = raw.FPDFText_GetFontSize(text_page, index) * scale
    readable = not aslant and SMALLEST <= size <= LARGEST
    return _Font(size, _is_bold(text_page, index), turn % 360 if readable else -1)


def _is_bold(text_page: Any, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, index, name, len(name), flags)
    known = name.value.decode("utf-8", "replace") if length <= len(name) else ""
    return bool(BOLD.search(known)) or bool(flags.value & FORCED_BOLD)


def _upright(glyphs: list[tuple[int, Glyph]]) -> tuple[Glyph, ...]:
    """The characters that run as most of the page's do: stamps in the margin and watermarks do not."""
    turns = Counter(turn for turn, _ in glyphs)
    most = turns.most_common(1)[0][0] if turns else 0
    return tuple(glyph for turn, glyph in glyphs if turn == most)
