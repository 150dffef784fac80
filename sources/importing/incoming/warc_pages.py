"""One record of a WARC file -> the page it holds."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from warcio.bufferedreaders import ChunkedDataReader

from sources.importing.incoming.markup import short, web_address
from sources.importing.incoming.unpacking import unpacked
from sources.importing.types import FetchedPage, ImportRefused

MOST_BYTES = 10_000_000  # of one page, decoded
PIECE = 65_536
TAKEN = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")
UNKEPT_HEADERS = {"set-cookie", "set-cookie2"}  # they would open somebody's session to others
ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
#: An extension of ours: the name of a handed-in file.
NAME_HEADER = "X-File-Name"
TOO_LARGE = f"It is larger than {MOST_BYTES // 1_000_000} MB. Import that page alone."
DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(?P<fraction>\d{1,9}))?)?)?)?)?)?Z?", re.ASCII
)
LEAST = (0, 1, 1, 0, 0, 0)

Record = Any  # of the library, which has no types


class Broken(Exception):
    """The file cannot be read any further. The message is a sentence."""


def header(record: Record, name: str) -> str:
    return (record.rec_headers.get_header(name) or "").strip()


def no_page(record: Record) -> str:
    """Why a record holds no page for us, in words for the summary, or ""."""
    if record.rec_type == "response" and record.http_headers is None:
        return "not from the web"
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return f"status {short(record.http_headers.get_statuscode(), 20)}"
    media_type = _media_type(record)
    return "" if media_type in TAKEN else short(media_type, 100) or "of no stated type"


def _media_type(record: Record) -> str:
    if record.http_headers is not None:
        stated = record.http_headers.get_header("Content-Type") or ""
    else:
        stated = header(record, "Content-Type") if record.rec_type == "resource" else ""
    return str(stated).partition(";")[0].strip().lower()


def known(record: Record) -> FetchedPage:
    """What a record's headers say of its page. Raises ImportRefused for a date that is none."""
    target = header(record, "WARC-Target-URI")
    url = web_address(target)
    headers = record.http_headers.headers if record.http_headers is not None else []
    status = record.http_headers.get_statuscode() if record.http_headers is not None else ""
    return FetchedPage(
        data=b"",
        fetched_at=_moment(header(record, "WARC-Date")),
        name=short(header(record, NAME_HEADER) or ("" if url else target.rpartition("/")[2]), 300),
        url=url,
        final_url=url,
        media_type=_media_type(record),
        status=int(status) if re.fullmatch("[1-9][0-9][0-9]", status) else None,
        headers=tuple((name, value) for name, value in headers if name.lower() not in UNKEPT_HEADERS),
    )


def _moment(written: str) -> datetime:
    """The moment of a WARC-Date, which is in UTC and may stop at any part (WARC 1.1, section 5.4)."""
    found = DATE.fullmatch(written)
    try:
        if found is None:
            raise ValueError
        stated = zip(found.groups()[:6], LEAST, strict=True)
        year, month, day, hour, minute, second = [int(part or least) for part, least in stated]
        fraction = f"{found['fraction'] or '0':0<6}"[:6]
        return datetime(year, month, day, hour, minute, second, int(fraction), tzinfo=UTC)
    except ValueError as error:
        raise ImportRefused(f"The date of its record, “{short(written, 40)}”, is none. Fetch the address.") from error


def page(record: Record) -> FetchedPage:
    """The page with its bytes, decoded. Raises ImportRefused, and Broken where the file ends inside it."""
    found = known(record)
    if not found.url and record.rec_type != "resource":
        raise ImportRefused("Its address is not one of a web page.")
    data = _decoded(_body(record), _http_header(record, "Content-Encoding"))
    skim(record)
    if any("block digest failed" in problem for problem in record.digest_checker.problems):
        raise ImportRefused("Its bytes are not those that were archived: the checksum differs. Copy the file again.")
    return replace(found, data=data)


def _body(record: Record) -> bytes:
    """What the answer held, put together again where it came in chunks, but packed as it came."""
    if (record.length or 0) > 2 * MOST_BYTES:
        raise ImportRefused(TOO_LARGE)
    chunked = _http_header(record, "Transfer-Encoding") == "chunked"
    data: bytes = (ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream).read(2 * MOST_BYTES)
    return data


def _decoded(data: bytes, encoding: str) -> bytes:
    """The body unpacked. Many archives keep it unpacked and the header that says otherwise: then it is as it is."""
    if encoding not in ENCODINGS:
        raise ImportRefused(
            f"It is packed as “{short(encoding, 40)}”, which cannot be unpacked here. Fetch the address."
        )
    if encoding.endswith("gzip"):
        return unpacked(data, MOST_BYTES)
    if encoding == "deflate":
        data = _inflated(data)
    if len(data) > MOST_BYTES:
        raise ImportRefused(TOO_LARGE)
    return data


def _inflated(data: bytes) -> bytes:
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # servers send either (RFC 9110, section 8.4.1.2)
        try:
            return zlib.decompressobj(wbits).decompress(data, MOST_BYTES + 1)
        except zlib.error:
            continue
    return data


def _http_header(record: Record, name: str) -> str:
    if record.http_headers is None:
        return ""
    return str(record.http_headers.get_header(name) or "").strip().lower()


def skim(record: Record) -> None:
    """Read a record to its end. Raises Broken where the file ends before."""
    while record.raw_stream.read(PIECE):
        pass
    stated = header(record, "Content-Length")
    if not (stated.isascii() and stated.isdigit()) or getattr(record.raw_stream, "limit", 0) > 0:
        raise Broken("The file ends inside this record, or its length is wrong: it was cut short or damaged.")
