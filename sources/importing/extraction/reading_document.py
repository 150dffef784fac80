"""One way in for every kind of document: bytes as they came -> what the document says of itself."""

from __future__ import annotations

import re
import zlib
from datetime import datetime
from typing import Any

from sources.importing.extraction.decoding import RAW_LIMIT, decode
from sources.importing.extraction.html import extract_html
from sources.importing.extraction.text_dump import extract_text
from sources.importing.types import Extracted, FetchedPage, ImportRefused, StatedDate

GZIP = b"\x1f\x8b"
HTML_NAME = re.compile(r"\.x?html?$|\.(?:php|aspx?|jsp)$", re.IGNORECASE)
TEXT_NAME = re.compile(r"\.(?:txt|text|md)$", re.IGNORECASE)
MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article|meta|div|p|h1|title)\b[^<>]*>", re.IGNORECASE)


def extract(page: FetchedPage, now: datetime) -> Extracted:
    """The article in a fetched page, a file or a pasted text.

    Raises ImportRefused, with a sentence for an editor, for whatever holds no article that can be read.
    """
    if len(page.data) > RAW_LIMIT:
        raise ImportRefused("The document is larger than 10 MB. Save the article alone and import that.")
    data = _unpacked(page.data)
    name = page.name[:-3] if page.name.lower().endswith(".gz") else page.name
    if data.startswith(b"%PDF-") or "pdf" in page.media_type.lower() or name.lower().endswith(".pdf"):
        raise ImportRefused("PDF files cannot be read yet. Paste the article's text instead.")
    text = decode(data, _content_type(page))
    if not _is_html(text, name, page.media_type):
        return extract_text(text)
    try:
        return extract_html(text, now, page.final_url or page.url)
    except ImportRefused:
        raise
    except Exception as error:  # foreign markup in foreign parsers: whatever they raise, the page cannot be read
        raise ImportRefused("The page's markup cannot be read. Copy the article and paste it instead.") from error


def _content_type(page: FetchedPage) -> str:
    stated = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    return f"{page.media_type} {stated}"


def _is_html(text: str, name: str, media_type: str) -> bool:
    if TEXT_NAME.search(name):
        return False
    if "html" in media_type.lower() or HTML_NAME.search(name):
        return True
    return bool(MARKUP.search(text[:5000]))


def _unpacked(data: bytes) -> bytes:
    """Gzipped data unpacked, at most to the limit for raw documents."""
    if not data.startswith(GZIP):
        return data
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(data, RAW_LIMIT + 1)
    except zlib.error as error:
        raise ImportRefused("The compressed file is damaged. Compress or fetch it again.") from error
    if len(unpacked) > RAW_LIMIT:
        raise ImportRefused("The document is larger than 10 MB once unpacked. Save the article alone and import that.")
    if not unpacker.eof:
        raise ImportRefused("The compressed file is cut off. Fetch it again.")
    return unpacked


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
        "truncated": extracted.truncated,
        "paragraphs": [{"kind": one.kind, "text": one.text} for one in extracted.paragraphs],
        "candidates": [
            {"field": one.field, "value": one.value, "from": one.origin, "chosen": one.chosen}
            for one in extracted.candidates
        ],
    }


def _day(stated: StatedDate | None) -> str | None:
    return (stated.moment or stated.edtf) if stated else None
