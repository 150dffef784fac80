from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sources.importing.extraction.cutting import Cut, cut, cut_from_text, cut_lines
from sources.importing.extraction.reading_document import extract
from sources.importing.types import Extracted, FetchedPage, ImportRefused, Paragraph
from tests.sources.importing.extraction.pdf_writer import Words, Writer, column, flowing

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Border crossing stays open all winter"
FIRST = "The foreign minister said on Monday that the border crossing would stay open for the whole of the winter."
SECOND = "Traders on both sides of the river have asked for longer hours since the bridge was repaired in the spring."
STORED = Extracted(title=TITLE, paragraphs=(Paragraph("text", FIRST), Paragraph("text", SECOND)))
PAGE = (
    f"<html><head><title>x</title><script>no();</script></head><body><nav><a href='/'>Home</a></nav><h1>{TITLE}</h1>"
    f"<p>{FIRST}</p><p>Advertisement</p><p>{SECOND}</p><ul><li>Ten dead in landslide</li></ul></body></html>"
)


def test_every_line_that_is_not_stored_is_told_with_its_place() -> None:
    assert cut_lines(PAGE, NOW, STORED) == (Cut("Home", -1), Cut("Advertisement", 0), Cut("Ten dead in landslide", 1))


def test_a_text_s_lines_are_told_as_a_page_s() -> None:
    text = f"Home\n{TITLE}\n\n  {FIRST}\nAdvertisement\n{SECOND}\nTen dead in landslide\n"
    assert cut_from_text(text, STORED) == (Cut("Home", -1), Cut("Advertisement", 0), Cut("Ten dead in landslide", 1))


@pytest.mark.parametrize(
    ("markup", "cuts"),
    [
        (f"<p>{FIRST[:29]}<br>{FIRST[29:]}</p>", ()),
        (f"<p>{FIRST[:-8]}<br>winter.</p>", ()),
        (f"<p>{FIRST} {SECOND}</p>", ()),
        ("<p>Winter</p>", (Cut("Winter", -1),)),
        ("<p>***</p>", ()),
    ],
)
def test_a_line_is_stored_where_its_words_are(markup: str, cuts: tuple[Cut, ...]) -> None:
    assert cut_lines(f"<body>{markup}</body>", NOW, STORED) == cuts


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_what_is_stored_and_what_is_cut_are_the_whole_document(name: str) -> None:
    lines = ["Home", TITLE, FIRST, "Advertisement", SECOND, "Ten dead in landslide"]
    data = PAGE.encode() if name == "page.html" else "\n".join(lines).encode()
    page = FetchedPage(data, NOW, name=name)
    extracted = extract(page, NOW)
    stored = [extracted.title, *(one.text for one in extracted.paragraphs)]
    assert sorted({*stored, *(one.text for one in cut(page, extracted))} - {""}) == sorted(lines)


def test_of_a_pdf_what_was_dropped_is_told_where_it_stands() -> None:
    signed = [Words(TITLE, 70, 760, 20), Words("By Amina Karimi", 70, 730)]
    contents = Words("1. Introduction . . . . . . . . . . 4", 70, 300)
    writer = Writer().page([*margins(1), *signed, *column([FIRST, SECOND], 70, 690), contents])
    page = FetchedPage(writer.page([*margins(2), *column([SECOND, FIRST], 70, 740)]).bytes(), NOW, name="a.pdf")
    extracted = extract(page, NOW)
    assert [one.text for one in extracted.paragraphs] == [FIRST, SECOND, SECOND, FIRST]
    assert cut(page, extracted) == (
        Cut("A/76/667", -1),
        Cut("By Amina Karimi", -1),
        Cut("1. Introduction . . . . . . . . . . 4", 1),
        Cut("Page 1 of 2", 1),
        Cut("A/76/667", 1),
        Cut("Page 2 of 2", 3),
    )


def test_of_a_pdf_a_running_head_is_told_within_the_paragraph_that_it_interrupts() -> None:
    first = flowing(f"{FIRST} {SECOND}", 70, 740)
    rest = [Words(one.text, one.x, 740 - 13.2 * place) for place, one in enumerate(first[2:])]
    writer = Writer().page([*margins(1), *first[:2]]).page([*margins(2), *rest, *column([FIRST], 70, 600)])
    page = FetchedPage(writer.bytes(), NOW, name="a.pdf")
    extracted = extract(page, NOW)
    assert [one.text for one in extracted.paragraphs] == [f"{FIRST} {SECOND}", FIRST]
    assert [one.after for one in cut(page, extracted)] == [-1, 0, 0, 1]


def test_of_a_pdf_what_an_editor_left_out_is_told_and_no_more() -> None:
    page = FetchedPage(Writer().page(column([FIRST, SECOND, FIRST], 70, 740)).bytes(), NOW, name="a.pdf")
    extracted = extract(page, NOW)
    kept = replace(extracted, paragraphs=(*extracted.paragraphs[::2], Paragraph("text", "Added by hand.")))
    assert cut(page, kept) == (Cut(SECOND, 0),)


def margins(number: int) -> list[Words]:
    return [Words("A/76/667", 70, 800, 9), Words(f"Page {number} of 2", 280, 30, 9)]


def test_it_refuses_a_pdf_that_cannot_be_read() -> None:
    with pytest.raises(ImportRefused):
        cut(FetchedPage(b"%PDF-1.7 ", NOW), STORED)


def test_it_refuses_what_cannot_be_read() -> None:
    with pytest.raises(ImportRefused):
        cut(FetchedPage(b"\x1f\x8bdamaged", NOW), STORED)
