"""One way in for every kind of document: bytes as they came -> what the document says of itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sources.importing.extraction.decoding import RAW_LIMIT, decode
from sources.importing.extraction.html import extract_html
from sources.importing.extraction.pdf import extract_pdf
from sources.importing.extraction.text_dump import extract_text
from sources.importing.types import NO_HINTS, Extracted, FetchedPage, Hints, ImportRefused, StatedDate

GZIP = b"\x1f\x8b"
PDF, PDF_WITHIN = b"%PDF-", 1024  # bytes: where readers of PDF look for its mark
HTML_NAME = re.compile(r"\.x?html?$|\.(?:php|aspx?|jsp)$", re.IGNORECASE)
TEXT_NAME = re.compile(r"\.(?:txt|text|md)$", re.IGNORECASE)
MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article|meta|div|p|h1|title)\b[^<>]*>", re.IGNORECASE)


def extract(page: FetchedPage, now: datetime, hints: Hints = NO_HINTS) -> Extracted:
    """The article in a fetched page, a file or a pasted text; `hints` is what is known of its outlet.

    Raises ImportRefused, with a sentence for an editor, for whatever holds no article that can be read.
    """
    if len(page.data) > RAW_LIMIT:
        raise ImportRefused("The document is larger than 10 MB. Save the article alone and import that.")
    data = unpacked(page.data)
    name = page.name[:-3] if page.name.lower().endswith(".gz") else page.name
    if PDF in data[:PDF_WITHIN]:
        return _guarded(
            lambda: extract_pdf(data, now), "The PDF cannot be read. Copy the article and paste it instead."
        )
    if "pdf" in page.media_type.lower() or name.lower().endswith(".pdf"):
        raise ImportRefused("It is called a PDF and holds none. Open it in a browser, and save or copy what it shows.")
    text = decode(data, content_type(page))
    if not is_html(text, name, page.media_type):
        return extract_text(text, hints)
    address = page.final_url or page.url
    refusal = "The page's markup cannot be read. Copy the article and paste it instead."
    return _guarded(lambda: extract_html(text, now, address, hints), refusal)


def _guarded(read: Callable[[], Extracted], refusal: str) -> Extracted:
    """What `read` finds; foreign bytes in foreign parsers: whatever those raise, the document cannot be read."""
    try:
        return read()
    except (ImportRefused, MemoryError):
        raise
    except Exception as error:
        raise ImportRefused(refusal) from error


def content_type(page: FetchedPage) -> str:
    stated = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    return f"{page.media_type} {stated}"


def is_html(text: str, name: str, media_type: str) -> bool:
    if TEXT_NAME.search(name):
        return False
    if "html" in media_type.lower() or HTML_NAME.search(name):
        return True
    return bool(MARKUP.search(text[:5000]))


def unpacked(data: bytes) -> bytes:
    """Gzipped data unpacked, at most to the limit for raw documents."""
    if not data.startswith(GZIP):
        return data
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        whole = unpacker.decompress(data, RAW_LIMIT + 1)
    except zlib.error as error:
        raise ImportRefused("The compressed file is damaged. Compress or fetch it again.") from error
    if len(whole) > RAW_LIMIT:
        raise ImportRefused("The document is larger than 10 MB once unpacked. Save the article alone and import that.")
    if not unpacker.eof:
        raise ImportRefused("The compressed file is cut off. Fetch it again.")
    return whole


def as_json(extracted: Extracted) -> dict[str, Any]:
    """What `manage.py extract` prints of a document; missing is None. Dates carry the instant where one is stated."""
    return {
        "title": extracted.title or None,
        "byline": extracted.byline or None,
        "authors": [credit.name for credit in extracted.credits] or None,
        "written": _day(extracted.written),
        "published": _day(extracted.published),
        "modified": _day(extracted.modified),
        "publisher": extracted.publisher or None,
        "language": extracted.language or None,
        "canonical": extracted.canonical or None,
        "section": extracted.section or None,
        "truncated": extracted.truncated,
        "paywalled": extracted.paywalled,
        "agreement": extracted.agreement,
        "paragraphs": [{"kind": one.kind, "text": one.text} for one in extracted.paragraphs],
        "candidates": [
            {"field": one.field, "value": one.value, "from": one.origin, "chosen": one.chosen}
            for one in extracted.candidates
        ],
    }


def _day(stated: StatedDate | None) -> str | None:
    return (stated.moment or stated.edtf) if stated else None
