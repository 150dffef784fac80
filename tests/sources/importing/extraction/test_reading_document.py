from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.importing.extraction import as_json, extract
from sources.importing.types import FetchedPage, ImportRefused

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = (
    "The foreign minister said on Monday that the border crossing number {} would stay open for the whole winter."
)
TEXT = "\n\n".join(SENTENCE.format(n) for n in range(5))
HTML = (
    "<!doctype html><html><head><title>Border open</title></head><body><article><h1>Border stays open</h1>"
    + "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(5))
)


def fetched(data: bytes, name: str = "", media_type: str = "") -> FetchedPage:
    return FetchedPage(data, NOW, name=name, media_type=media_type)


@pytest.mark.parametrize(
    "page",
    [
        fetched(HTML.encode(), "a.html"),
        fetched(gzip.compress(HTML.encode()), "a.html.gz"),
        fetched(HTML.encode(), media_type="text/html; charset=utf-8"),
        fetched(HTML.encode()),
        fetched(TEXT.encode(), "a.txt"),
        fetched(TEXT.encode(), media_type="text/plain"),
        fetched(TEXT.encode()),
    ],
    ids="html gz type sniffed txt plain pasted".split(),
)
def test_every_kind_of_document_is_read(page: FetchedPage) -> None:
    extracted = extract(page, NOW)
    assert [one.text for one in extracted.paragraphs] == TEXT.split("\n\n")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (fetched(b"%PDF-1.4 abc", "a.pdf"), "PDF is damaged"),
        (fetched(b"abc", media_type="application/pdf"), "called a PDF and holds none"),
        (fetched(b"", "a.html"), "empty"),
        (fetched(b"\x1f\x8babc", "a.gz"), "damaged"),
        (fetched(gzip.compress(HTML.encode())[:-20], "a.html.gz"), "cut off"),
        (fetched(gzip.compress(b" " * 11_000_000), "a.txt.gz"), "10 MB once unpacked"),
        (fetched(b"a" * 10_000_001, "a.txt"), "10 MB"),
        (fetched(b"\x89PNG\r\n", "a.html"), "picture"),
        (fetched(b"<html><body>Log in</body></html>", "a.html"), "no article text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(page: FetchedPage, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason) as refusal:
        extract(page, NOW)
    assert str(refusal.value).endswith(".")


@given(st.binary(max_size=400), st.sampled_from(["a.html", "a.txt", "a.html.gz", ""]))
def test_nothing_but_a_refusal_is_raised(data: bytes, name: str) -> None:
    try:
        extract(fetched(data, name), NOW)
    except ImportRefused:
        return


@given(
    st.lists(
        st.sampled_from(["<div>", "</p>", "<table>", "<article>", "<h1>", SENTENCE, "&#0;", "<time datetime=x>"]),
        max_size=25,
    )
)
def test_no_markup_raises_anything_else(parts: list[str]) -> None:
    try:
        extract(fetched(b"<html>" + "".join(parts).encode(), "a.html"), NOW)
    except ImportRefused:
        return


def test_the_json_has_exactly_the_documented_keys_and_null_for_what_is_missing() -> None:
    found = as_json(extract(fetched(TEXT.encode(), "a.txt"), NOW))
    keys = "title byline authors written published modified publisher language canonical section"
    keys += " truncated paywalled agreement"
    assert list(found) == [*keys.split(), "paragraphs", "candidates"]
    assert (found["title"], found["byline"], found["authors"], found["published"]) == (None, None, None, None)
    assert found["paragraphs"][0] == {"kind": "text", "text": SENTENCE.format(0)}
    assert set(found["candidates"][0]) == {"field", "value", "from", "chosen"}


def test_the_json_gives_the_instant_where_one_is_stated() -> None:
    head = '<meta property="article:published_time" content="2021-05-04T08:00:00+04:30">'
    found = as_json(extract(fetched(HTML.replace("</head>", head + "</head>").encode(), "a.html"), NOW))
    assert found["published"] == "2021-05-04T08:00:00+04:30"
