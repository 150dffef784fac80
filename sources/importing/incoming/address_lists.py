"""Lists of addresses: CSV as spreadsheets save it, or plain text with one address a line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sources.importing.addresses import AddressError, parse
from sources.importing.extraction.decoding import BOMS, decode
from sources.importing.incoming.markup import short
from sources.importing.incoming.types import Row
from sources.importing.types import ImportRefused

MOST_ROWS = 50_000
LOOKED_AT = 200  # rows from which the delimiter and the column are read
DELIMITERS = "\t;,|"
#: The first line by which some spreadsheets say what separates the cells.
SEPARATOR_LINE = re.compile(r"sep=(.)\s*(?:\n|$)", re.IGNORECASE)
#: The sign by which our own export keeps a spreadsheet from taking text for a formula.
GUARDED = re.compile(r"'(?=[=+\-@\t])")

ADDRESS_NAMES = "url link address href permalink web_address source_url адрес ссылка url_адрес интернет-адрес"
KNOWN_NAMES = {
    "title": "title headline заголовок название",
    "outlet": "outlet publisher publication newspaper media издание сми",
    "published": "published date published_at publication_date date_published дата дата_публикации опубликовано",
    "story": "story topic тема сюжет",
    "note": "note notes comment comments remark примечание комментарий заметка",
}
COLUMN_OF = {name: column for column, names in KNOWN_NAMES.items() for name in names.split()}
COLUMN_OF |= dict.fromkeys(ADDRESS_NAMES.split(), "address")

EMPTY = "This row has no address. Write the address of the article in the column for addresses."


@dataclass(frozen=True)
class _Cells:
    """One row as the file has it."""

    line: int
    cells: tuple[str, ...]


def read(data: bytes, media_type: str = "") -> tuple[Row, ...]:
    """The rows of a list of addresses, in its order; an empty line and a comment (#) are no rows.

    A row whose address cannot be read has a problem instead. Columns of other names than those known are not taken.
    Raises ImportRefused for a file without a single address, and for more than 50,000 rows.
    """
    text = decode(_in_utf8(data, media_type), media_type)
    named = SEPARATOR_LINE.match(text)
    skipped = 1 if named else 0
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text)
    rows = [_Cells(row.line + skipped, row.cells) for row in _rows(text, delimiter)]
    if len(rows) > MOST_ROWS:
        raise ImportRefused(f"The list has more than {MOST_ROWS:,} rows. Split it and import the parts.")
    header = _header(rows)
    found = tuple(_row(row, header or _by_content(rows)) for row in rows[1 if header else 0 :])
    if not any(row.address for row in found):
        raise ImportRefused("No address was found in the list. Write one a line, in full, starting with https://.")
    return found


def looks_like_list(text: str) -> bool:
    """Whether most rows at the beginning of a text hold an address as a cell of its own."""
    rows = _first(text, _delimiter(text))
    holding = sum(any(map(_is_address, row.cells)) for row in rows)
    return holding > 0 and holding * 2 >= len(rows)


def _row(row: _Cells, columns: dict[int, str]) -> Row:
    given = {columns[at]: cell for at, cell in enumerate(row.cells) if columns.get(at) and cell}
    written = given.pop("address", "")
    given = {name: short(GUARDED.sub("", value, count=1), 2000) for name, value in given.items()}
    try:
        return Row(row.line, str(parse(written)), given) if written else Row(row.line, "", given, EMPTY)
    except AddressError as error:
        return Row(row.line, "", given, f"“{short(written, 200)}”: {error}")


def _header(rows: list[_Cells]) -> dict[int, str]:
    """What the columns hold by the names in the first row, or nothing where that is a row like the others."""
    if not rows or any(map(_is_address, rows[0].cells)):
        return {}
    columns: dict[int, str] = {}
    for at, cell in enumerate(rows[0].cells):
        column = _named(cell)
        if column and column not in columns.values():
            columns[at] = column
    if columns and "address" not in columns.values():
        columns |= _by_content(rows)
    return columns


def _named(cell: str) -> str:
    """The column that a cell of the first row names, or ""."""
    return COLUMN_OF.get("_".join(cell.casefold().split()), "")


def _by_content(rows: list[_Cells]) -> dict[int, str]:
    """The column that holds most addresses."""
    counts = Counter(at for row in rows[:LOOKED_AT] for at, cell in enumerate(row.cells) if _is_address(cell))
    return {max(counts, key=lambda at: (counts[at], -at)): "address"} if counts else {0: "address"}


def _is_address(cell: str) -> bool:
    try:
        return bool(parse(cell))
    except AddressError:
        return False


def _delimiter(text: str) -> str:
    """What separates the cells: what cuts the most rows into one number of cells; "" for a plain list."""
    best, most = "", 0.0
    for delimiter in DELIMITERS:
        rows = _first(text, delimiter)
        widths = Counter(len(row.cells) for row in rows)
        width, number = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        fit = number / max(1, len(rows))
        if width > 1 and fit > most and _cuts_well(rows, delimiter, text):
            best, most = delimiter, fit
    return best


def _cuts_well(rows: list[_Cells], delimiter: str, text: str) -> bool:
    """Whether a sign separates cells: it may also stand inside addresses, which would then be cut in two.

    It does where the first row names the columns, where a cell is quoted or holds a space, or where it is a sign that
    no address has.
    """
    quoted = f'{delimiter}"' in text or f'"{delimiter}' in text
    if quoted or delimiter in "\t|" or any(map(_named, rows[0].cells)):
        return True
    return any(
        " " in cell or "\n" in cell or cell.startswith(("http:", "https:")) for row in rows for cell in row.cells[1:]
    )


def _first(text: str, delimiter: str) -> list[_Cells]:
    lines = text.split("\n", LOOKED_AT)[:LOOKED_AT]
    return list(_rows("\n".join(lines), delimiter, strict=False))  # a quoted cell may go on in the next line


def _rows(text: str, delimiter: str, strict: bool = True) -> Iterator[_Cells]:
    if not delimiter:
        cells = enumerate((line.strip() for line in text.split("\n")), start=1)
        yield from (_Cells(number, (line,)) for number, line in cells if line and not line.startswith("#"))
        return
    try:
        yield from list(_cut(text, delimiter, strict))
    except csv.Error:  # a quotation mark that nothing closes would swallow the rest: it is a mark like others
        yield from _cut_at_signs(text, delimiter)


def _cut(text: str, delimiter: str, strict: bool) -> Iterator[_Cells]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=strict)
    start = 1
    for cells in reader:
        stripped = tuple(cell.strip() for cell in cells)
        if any(stripped) and not stripped[0].startswith("#"):
            yield _Cells(start, stripped)
        start = reader.line_num + 1


def _cut_at_signs(text: str, delimiter: str) -> Iterator[_Cells]:
    for number, line in enumerate(text.split("\n"), start=1):
        cells = tuple(cell.strip().strip('"').strip() for cell in line.split(delimiter))
        if any(cells) and not cells[0].startswith("#"):
            yield _Cells(number, cells)


def _in_utf8(data: bytes, media_type: str) -> bytes:
    """What says nothing of its encoding, and is Cyrillic as Windows writes it, in UTF-8."""
    if "charset" in media_type.lower() or any(data.startswith(mark) for mark, _ in BOMS):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace").encode() if _is_cyrillic(data) else data
    return data


def _is_cyrillic(data: bytes) -> bool:
    """Whether the letters beyond ASCII stand next to each other, as in Russian, and not alone, as in French."""
    letters = re.findall(rb"[\xa8\xb8\xc0-\xff]+", data)
    return sum(len(run) for run in letters if len(run) > 1) * 2 > sum(map(len, letters))
