"""WARC (ISO 28500): the web pages that an archive holds, one after another.

An archive is a stream that may be larger than memory, and so its records are taken apart in the process that asks,
unlike the other incoming formats; each page goes through the parsing child when it is imported.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from sources.importing.incoming.markup import short
from sources.importing.incoming.types import Problem, Summary
from sources.importing.incoming.unpacking import MAGIC
from sources.importing.incoming.warc_pages import PIECE, Broken, Record, header, known, no_page, page, skim
from sources.importing.types import FetchedPage, ImportRefused

CHUNK_LINE = 64  # as the library reads the size of a chunk, which is no header
MOST_LINE, MOST_LINES = 65_536, 1_000  # of the headers of one record
MOST_UNPACKED, MOST_GROWTH = 1_000_000_000, 200  # bytes out of gzip, and how many times more than went in
#: What a damaged file brings the library to.
DAMAGE = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    EOFError,
    zlib.error,
    ValueError,
    AttributeError,
    TypeError,
)


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]
    """The library's reader, with a limit on what it holds and unpacks."""

    lines = 0  # since the last record
    cut = False  # whether the packing was still open at the end

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or MOST_LINE, MOST_LINE))
        self.lines += line != b"" and (length is None or length > CHUNK_LINE)
        if len(line) >= MOST_LINE or self.lines > MOST_LINES:
            raise Broken("A record's headers are longer than any archive writes.")
        return line

    def _process_read(self, data: bytes) -> None:
        super()._process_read(data)
        if self.num_read > MOST_UNPACKED and self.num_read > MOST_GROWTH * self.stream.tell():
            raise Broken("It unpacks to far more than pages hold; it was made to fill memory, or is damaged.")

    def close_decompressor(self) -> None:
        self.cut = self.decompressor is not None and not self.decompressor.eof
        super().close_decompressor()


class _Records(WARCIterator):  # type: ignore[misc]
    """The library's iterator, which writes no warnings and reads as ours does."""

    INC_RECORD = ""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, check_digests=True)
        self.reader = _Reader(stream)

    def _next_record(self, next_line: bytes | None) -> Record:
        self.reader.lines = 0
        try:
            return super()._next_record(next_line)
        except EOFError:
            if next_line is None and not self.reader.lines:
                raise  # the end of the file, where it should be
            raise Broken("The file ends inside the headers of this record: it was cut short.") from None


def read(stream: BinaryIO) -> Iterator[FetchedPage | Problem | Summary]:
    """Read the pages of a WARC file, packed record by record or not at all; the last thing given is a Summary.

    Taken are answers with status 200 and handed-in resources that are HTML, PDF or text; others are counted.
    A page stored as "the same as before" gets the bytes of its original, where the file holds it. Where the file is
    damaged, what stands before is given and then a Problem. The stream must be able to seek; it is not closed, and
    only one page at a time is held. Raises ImportRefused for what is no WARC.
    """
    _refuse_other(stream)
    archive = _Archive(stream)
    try:
        yield from archive.pages()
    except (Broken, *DAMAGE) as error:
        yield Problem(f"record {archive.count + 1}", _damage(error))
    yield Summary(archive.given, tuple(sorted(archive.skipped.items())))


class _Archive:
    """One reading of one file."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.records = _Records(stream)
        self.count = self.given = 0
        self.skipped: Counter[str] = Counter()
        self.originals: dict[str, int] = {}  # where the record with a digest starts

    def pages(self) -> Iterator[FetchedPage | Problem]:
        reader = self.records.reader  # the library drops it at the end
        for record in self.records:
            start = self.records.offset
            where = short(header(record, "WARC-Target-URI"), 2000) or f"record {self.count + 1}"
            found: FetchedPage | Problem | None
            try:
                found = self.look(record, start, where)
            except ImportRefused as refusal:
                found = Problem(where, str(refusal))
            if found is not None:
                self.given += isinstance(found, FetchedPage)
                yield found
            skim(record)
            self.count += 1
        if reader.cut or self.records.err_count:
            raise Broken("The file ends inside a record, or something else stands between its records.")

    def look(self, record: Record, start: int, where: str) -> FetchedPage | None:
        """The page that a record holds, or None where it is none. Raises ImportRefused."""
        if record.rec_type not in ("response", "resource", "revisit"):
            return None  # what the archive says of itself and asked for
        if record.rec_type == "revisit":
            return self.again(record)
        if why := no_page(record):
            self.skipped[why] += 1
            return None
        digest = header(record, "WARC-Payload-Digest")
        if digest:
            self.originals.setdefault(digest, start)
        return page(record)

    def again(self, record: Record) -> FetchedPage | None:
        """The page of a record that says only that it was the same as another. Raises ImportRefused."""
        if record.http_headers and record.http_headers.get_statuscode() not in ("200", "304"):
            self.skipped[f"status {short(record.http_headers.get_statuscode(), 20)}"] += 1
            return None
        start = self.originals.get(header(record, "WARC-Payload-Digest"))
        if start is None:
            raise ImportRefused(
                "It is stored as unchanged since an earlier capture, which this file does not hold before it. "
                "Import the file with that capture, or fetch the address."
            )
        here = self.stream.tell()
        self.stream.seek(start)
        try:
            original = page(next(iter(_Records(self.stream))))
        finally:
            self.stream.seek(here)
        stated = known(record)
        return replace(
            stated,
            data=original.data,
            status=original.status,
            media_type=stated.media_type or original.media_type,
            headers=stated.headers or original.headers,
        )


def _refuse_other(stream: BinaryIO) -> None:
    start = stream.tell()
    head = stream.read(PIECE)
    stream.seek(start)
    if head.startswith(MAGIC):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, PIECE)
        except zlib.error:
            head = b""
    if not head.startswith(b"WARC/"):
        raise ImportRefused("This is no WARC file. Give one that ends in .warc or .warc.gz, as the archive wrote it.")


def _damage(error: Exception) -> str:
    if isinstance(error, Broken):
        return f"{error} What stands before it was read."
    if "non-chunked gzip" in str(error):
        return "The file is packed in one piece, not record by record. Unpack it with gunzip and import the .warc file."
    return "The file is damaged here: no record can be read any further. What stands before it was read."
