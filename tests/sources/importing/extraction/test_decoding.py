from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.importing.extraction.decoding import RAW_LIMIT, decode, normalise
from sources.importing.types import ImportRefused

RUSSIAN = "Министр иностранных дел сообщил о переговорах."


@pytest.mark.parametrize(
    ("data", "content_type", "text"),
    [
        (RUSSIAN.encode(), "", RUSSIAN),
        (codecs.BOM_UTF8 + RUSSIAN.encode(), "text/html; charset=koi8-r", RUSSIAN),
        (codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"), "", RUSSIAN),
        (RUSSIAN.encode("koi8-r"), "text/html; charset=koi8-r", RUSSIAN),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), "", '<meta charset="windows-1251">' + RUSSIAN),
        ("“Taliban” – said".encode("cp1252"), "text/html; charset=iso-8859-1", "“Taliban” – said"),
        ("阿富汗镕".encode("gb18030"), "text/plain; charset=gb2312", "阿富汗镕"),
        ("café".encode("cp1252"), "", "café"),
        ("café".encode("cp1252"), "text/html; charset=no-such-charset", "café"),
        ("café au lait ".encode() * 20 + b"\xe9", "text/html; charset=utf-8", "café au lait " * 20 + "\ufffd"),
    ],
    ids="utf8 bom utf16 header meta latin1 gb2312 cp1252 unknown nearly_utf8".split(),
)
def test_it_finds_the_charset(data: bytes, content_type: str, text: str) -> None:
    assert decode(data, content_type) == text


def test_it_drops_nul_composes_and_ends_lines_with_newlines() -> None:
    assert decode("cafe\u0301\x00\r\nau\rlait\u2028!".encode()) == "café\nau\nlait\n!"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_every_line_break_is_one_newline(end: str) -> None:
    assert normalise(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize("data", [b"", b"  \n\t", codecs.BOM_UTF8, b"\x00"])
def test_it_refuses_an_empty_document(data: bytes) -> None:
    with pytest.raises(ImportRefused, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 text", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04abc", b"\x00\x01\x02" * 50, b"a\x01\x02\x03" * 50]
)
def test_it_refuses_binary_data_and_says_what_to_do(data: bytes) -> None:
    with pytest.raises(ImportRefused, match=r"not text\. .+\."):
        decode(data)


def test_it_refuses_what_is_too_large() -> None:
    with pytest.raises(ImportRefused, match="10 MB"):
        decode(b"a" * (RAW_LIMIT + 1))


@given(st.binary(max_size=500), st.text(max_size=30))
def test_it_raises_nothing_else_and_gives_clean_text(data: bytes, content_type: str) -> None:
    try:
        text = decode(data, content_type)
    except ImportRefused:
        return
    assert "\x00" not in text and "\r" not in text
    text.encode("utf-8")
