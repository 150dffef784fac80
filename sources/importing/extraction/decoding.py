"""Bytes of a document -> its text: one rule for every page, file and form."""

from __future__ import annotations

import codecs
import re
import unicodedata

from sources.importing.types import ImportRefused

RAW_LIMIT = 10_000_000
#: How far into a document a declared charset is looked for: the HTML standard says 1024 bytes, many pages need more.
DECLARATION_WINDOW = 4096

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: A declared charset is read as the larger one that its writers used in fact (WHATWG Encoding Standard, section 4.2).
LARGER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
BINARY_STARTS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an office document or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "compressed data"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
#: What ends a line. Replaced one by one: that is ten times as fast as a pattern where, as in most texts, none occurs.
BREAKS = ("\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
#: Control characters that text never holds; NUL is counted apart because careless tools write it into honest text.
CONTROLS = bytes((*range(0x01, 0x09), *range(0x0E, 0x1C), 0x7F))


def decode(data: bytes, content_type: str = "") -> str:
    """The text that `data` holds, NFC, without NUL, lines ended by a newline.

    Order: byte order mark, valid UTF-8, declared charset (`content_type` first, then the document itself), cp1252.
    Raises ImportRefused for an empty, an oversized or a binary document.
    """
    if len(data) > RAW_LIMIT:
        raise ImportRefused("The document is larger than 10 MB. Save the article alone and import that.")
    text, marked = _by_bom(data)
    if not marked:
        _refuse_binary(data)
        text = _by_charset(data, content_type)
    text = normalise(text)
    if not text.strip("\ufeff\u200b \n\t"):
        raise ImportRefused("The document is empty. Check the address or the file and import it again.")
    if _controls(text) > max(8, len(text) // 50):
        raise ImportRefused("The document is binary data, not text. Import a web page or a text file.")
    return text


def normalise(text: str) -> str:
    """NFC, no NUL, no lone surrogates, every line break a newline."""
    text = text.replace("\x00", "").lstrip("\ufeff")
    for end in BREAKS:
        text = text.replace(end, "\n")
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def _controls(text: str) -> int:
    # In UTF-8 the bytes of a control character stand for nothing else, and bytes are faster to look through.
    encoded = text.encode("utf-8")
    return len(encoded) - len(encoded.translate(None, CONTROLS))


def _by_bom(data: bytes) -> tuple[str, bool]:
    for mark, charset in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace"), True
    return "", False


def _by_charset(data: bytes, content_type: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in _declared(data, content_type):
        try:
            codec = codecs.lookup(name).name
            return data.decode(LARGER.get(codec, codec), "replace")
        except (LookupError, UnicodeError, ValueError):  # an unknown name, or a codec that is not for text
            continue
    return data.decode("cp1252", "replace")


def _declared(data: bytes, content_type: str) -> list[str]:
    names = HEADER_CHARSET.findall(content_type)
    names += [name.decode("ascii") for name in DECLARED.findall(data[:DECLARATION_WINDOW])]
    # What claims to be UTF-8 and is not valid may be UTF-8 with a few broken bytes, or something else altogether.
    return [name for name in names if "utf-8" not in name.lower() or _mostly_utf8(data)]


def _mostly_utf8(data: bytes) -> bool:
    broken = data.decode("utf-8", "replace").count("\ufffd")
    return broken * 20 < sum(byte > 0x7F for byte in data)


def _refuse_binary(data: bytes) -> None:
    for start, what in BINARY_STARTS:
        if data.startswith(start):
            raise ImportRefused(f"The document is {what}, not text. Save the article as a web page or as text.")
    sample = data[:DECLARATION_WINDOW]
    if sample.count(0) > max(4, len(sample) // 20):
        raise ImportRefused("The document is binary data, not text. Import a web page or a text file.")
