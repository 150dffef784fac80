"""Captures as a WARC file (ISO 28500, version 1.1) that archives and other tools read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.importing.incoming.warc_pages import NAME_HEADER, UNKEPT_HEADERS
from sources.models import Capture

#: Headers that told of the body as it came over the wire. It is stored decoded, so they are kept by another name.
OF_THE_WIRE = {"content-encoding", "content-length", "transfer-encoding"}
UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\U0010ffff]+")
HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True)
class _Original:
    """Where a body stands that later captures repeat."""

    target: str
    date: str
    digest: str


def write(captures: Iterable[tuple[Capture, bytes]], stream: BinaryIO, *, now: datetime, software: str) -> int:
    """Write captures with their bytes, each as a record of its own packed by gzip, and return how many.

    A fetched page becomes a `response`, a handed-in document a `resource`; a body that was written already becomes a
    `revisit` of the first. Nothing is held but the capture in hand, and a line for each different body.
    """
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    writer.write_record(_about(writer, now, software))
    originals: dict[str, _Original] = {}
    count = 0
    for capture, data in captures:
        record = _record(writer, capture, data, originals.get(capture.sha256))
        writer.write_record(record)
        originals.setdefault(
            capture.sha256,
            _Original(_target(capture), _date(capture.captured_at), record.rec_headers["WARC-Payload-Digest"]),
        )
        count += 1
    return count


def _about(writer: WARCWriter, now: datetime, software: str) -> ArcWarcRecord:
    info = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": "Bodies are stored decoded; headers of their transfer are named X-Archive-Orig-*.",
    }
    record = writer.create_warcinfo_record("", info)
    record.rec_headers.replace_header("WARC-Date", _date(now))
    return record


def _record(writer: WARCWriter, capture: Capture, data: bytes, original: _Original | None) -> ArcWarcRecord:
    http_headers = None if capture.status is None else _answer(capture, len(data))
    named = {"WARC-Date": _date(capture.captured_at)}
    if capture.name:
        named[NAME_HEADER] = UNPRINTABLE.sub(" ", capture.name)
    if original is not None:
        record = writer.create_revisit_record(
            _target(capture), original.digest, original.target, original.date, http_headers, named
        )
        if http_headers is None:
            record.content_type = _media_type(capture)
        return record
    return writer.create_warc_record(
        _target(capture),
        "resource" if http_headers is None else "response",
        payload=io.BytesIO(data),
        length=len(data),
        warc_content_type=_media_type(capture) if http_headers is None else "",
        warc_headers_dict=named,
        http_headers=http_headers,
    )


def _answer(capture: Capture, size: int) -> StatusAndHeaders:
    """Status line and headers as stored, with the length the body has here."""
    headers = []
    for name, value in capture.headers:
        if name.lower() in UNKEPT_HEADERS or not HEADER_NAME.fullmatch(name):
            continue
        kept = f"X-Archive-Orig-{name}" if name.lower() in OF_THE_WIRE else name
        headers.append((kept, UNPRINTABLE.sub(" ", value)))
    if capture.media_type and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", _media_type(capture)))
    headers.append(("Content-Length", str(size)))
    return StatusAndHeaders(_status_line(capture.status), headers, protocol="HTTP/1.1")


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _media_type(capture: Capture) -> str:
    return UNPRINTABLE.sub(" ", capture.media_type) or "application/octet-stream"


def _target(capture: Capture) -> str:
    """The address; for a document that came without one, its bytes by their hash."""
    return capture.url or f"urn:sha256:{capture.sha256}"


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
