"""Small PDFs for tests: text at given places in Helvetica, regular and bold, and in a font of right-to-left letters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842  # A4 in points
CHARACTER = 0.5  # of the size: about what Helvetica's letters measure


@dataclass(frozen=True)
class Words:
    """Words set at a place from the left and from the bottom."""

    text: str
    x: float
    y: float
    size: float = 11
    font: str = "F1"  # F1 regular, F2 bold, F3 right to left: its letters are given as they stand, left to right


@dataclass
class Writer:
    """A PDF in the making."""

    properties: dict[str, str] = field(default_factory=dict)
    pages: list[list[Words]] = field(default_factory=list)

    def page(self, words: Iterable[Words]) -> Writer:
        self.pages.append(list(words))
        return self

    def bytes(self) -> bytes:
        letters = sorted({letter for page in self.pages for one in page if one.font == "F3" for letter in one.text})
        codes = {letter: 0x80 + place if letter != " " else 0x20 for place, letter in enumerate(letters)}
        kids = [8 + 2 * number for number in range(len(self.pages))]
        fonts = "<< /F1 3 0 R /F2 4 0 R /F3 5 0 R >>"
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R >>",
            _stream(_to_unicode(codes)),
            "<< " + " ".join(f"/{name} {_string(value)}" for name, value in self.properties.items()) + " >>",
        ]
        for kid, page in zip(kids, self.pages, strict=True):
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {kid + 1} 0 R "
                f"/Resources << /Font {fonts} >> >>"
            )
            objects.append(_stream("\n".join(_shown(one, codes) for one in page)))
        return _file(objects)


def _shown(words: Words, codes: dict[str, int]) -> str:
    encoded = bytes(codes[one] for one in words.text) if words.font == "F3" else words.text.encode("cp1252")
    return f"BT /{words.font} {words.size} Tf {words.x} {words.y} Td <{encoded.hex()}> Tj ET"


def _string(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _to_unicode(codes: dict[str, int]) -> str:
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap\nend"
    )


def _file(objects: Sequence[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def flowing(text: str, x: float, y: float, width: float = 450, size: float = 11, font: str = "F1") -> list[Words]:
    """A paragraph broken into lines of about `width` points, from `y` downwards."""
    lines = textwrap.wrap(text, int(width / (size * CHARACTER)), break_long_words=False, break_on_hyphens=False)
    return [Words(line, x, y - place * size * 1.2, size, font) for place, line in enumerate(lines)]


def column(texts: Iterable[str], x: float, y: float, width: float = 450, size: float = 11) -> list[Words]:
    """Paragraphs one below the other with a little space between."""
    words: list[Words] = []
    for text in texts:
        paragraph = flowing(text, x, y, width, size)
        words += paragraph
        y = paragraph[-1].y - size * 2
    return words
