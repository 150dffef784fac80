from __future__ import annotations

import base64
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.importing.extraction import extract
from sources.importing.extraction.pdf import extract_pdf
from sources.importing.extraction.pdf_glyphs import MOST_PAGES
from sources.importing.types import Extracted, FetchedPage, ImportRefused
from tests.sources.importing.extraction.pdf_writer import HEIGHT, WIDTH, Words, Writer, column, flowing

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = [
    "The court heard on Monday that the crossing at the northern border had been closed for twelve weeks without a "
    "decision of the ministry, and that nobody had told the traders who depend on it.",
    "It found that the ministry was bound by the treaty of the previous year. Its officers had acted without orders.",
    "The applicants asked for compensation of 4,500 euros each, which the state regards as far too much for a loss "
    "that they could have avoided by using the road in the valley.",
    "For these reasons the court orders the ministry to open the crossing and to bear the costs of the applicants.",
]
SENTENCE = "The foreign minister said on Monday that the crossing number {} would stay open for the whole winter."
#: An empty page behind the password "secret" (RC4, 40 bits), packed.
LOCKED = (
    "eNqNUctuE0EQvM9X9MVHMq+el7TygSSWEKBYm8AlymGeZpG1G63XUsJPcuAP4EcYbyCxYg6sNNpRdVV1T/VifbF6w88kWfz89f0H4cBgCF9J"
    "0xC6Hoe0j3mERiuPWguT+ZIslyT36cARR9ybx/sMdO03eUfo+bDvJ+CEvu/SDm4BK7GFuyOpPJGe+8lvhw158oCDd3skwH/2IrTNu2E/xqqo"
    "lUqnH3Pq/NvhobZlZ2w+gj2du4P5mOtor93Vkfvnw+AtCEI/5H4zfQFkVQcoHDpthKuFVbedaiz0evJ98mMi9AqarLxNQlsTkkssluJQB+Oj"
    "UkVxZnmKhSXOtVIYMZQYmFcZURftskfr6+yfoEEZLNPJhxBt4ob7zEPkSrqibMSopXf1L2x0Mtks"
    "LaqcRGRokval+h7v52HMhTDQhD1/UNtLBQWeMV7fPlf6F0y5E4xze4ppc4IJzV+wafTdNo9zrNfdt1xHoe0wTCDn/Om7vgzA/9wv6sYaFAmV"
    "tYEZk0OxTmjBpEnBoURfw1z+D6Xu+bKP4+P9BOrvoneTH6c5EDSKLBaXVyvyG0h5w6w="
)


def read(writer: Writer) -> Extracted:
    return extract_pdf(writer.bytes(), NOW)


def texts(extracted: Extracted) -> list[str]:
    return [one.text for one in extracted.paragraphs]


def kinds(extracted: Extracted) -> list[str]:
    return [one.kind for one in extracted.paragraphs]


def ruling(**properties: str) -> Writer:
    head = [Words("Traders v. Ministry of the Interior", 70, 760, 20), Words("15 March 2022", 70, 730)]
    return Writer(dict(properties)).page([*head, *column(TEXTS, 70, 690)])


def test_a_pdf_is_read_by_its_bytes_whatever_its_name() -> None:
    for name in ("ruling.pdf", "ruling", "ruling.html"):
        found = extract(FetchedPage(ruling().bytes(), NOW, name=name), NOW)
        assert texts(found)[1:] == TEXTS


def test_paragraphs_are_rebuilt_from_their_lines() -> None:
    found = read(ruling())
    assert texts(found) == ["15 March 2022", *TEXTS]
    assert found.language == "en"


def test_the_title_is_the_largest_line_of_the_first_page_and_no_paragraph() -> None:
    found = read(ruling())
    assert found.title == "Traders v. Ministry of the Interior"
    assert found.title not in texts(found)


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Microsoft Word - ruling_final2.docx", "Traders v. Ministry of the Interior"),
        ("Traders v. ministry of the interior", "Traders v. ministry of the interior"),
        ("Traders v. Ministry", "Traders v. Ministry of the Interior"),
    ],
    ids=["not printed", "printed", "printed in part"],
)
def test_the_title_that_the_file_states_counts_where_the_first_page_prints_it(stated: str, title: str) -> None:
    found = read(ruling(Title=stated))
    assert found.title == title
    assert stated in {one.value for one in found.candidates if one.field == "title"}


def test_a_body_above_the_title_in_letters_hardly_larger_is_not_the_title() -> None:
    head = [
        Words("UNITED NATIONS", 70, 780, 16),
        Words("A/76/667", 400, 780, 16),
        Words("Letter dated 25 January 2022 from the envoy", 70, 740, 14),
    ]
    assert read(Writer().page([*head, *column(TEXTS, 70, 690)])).title == "Letter dated 25 January 2022 from the envoy"


def test_the_date_printed_is_the_document_s_and_the_file_s_own_is_a_candidate() -> None:
    found = read(ruling(CreationDate="D:20240102030405Z", ModDate="D:20240203040506Z"))
    assert found.written is not None
    assert (found.written.edtf, found.published, found.modified) == ("2022-03-15", None, None)
    unused = {(one.field, one.value) for one in found.candidates if not one.chosen}
    assert {("written", "2024-01-02"), ("modified", "2024-02-03")} <= unused


def test_an_undated_document_stays_undated() -> None:
    found = read(Writer({"CreationDate": "D:20240102030405Z"}).page(column(TEXTS, 70, 690)))
    assert (found.written, found.published, found.modified) == (None, None, None)


@pytest.mark.parametrize("line", ["Distr.: General 28 January 2022", "Published on 28 January 2022"])
def test_a_line_that_says_when_it_was_given_out_is_the_date_of_publication(line: str) -> None:
    found = read(Writer().page([Words(line, 70, 760), *column(TEXTS, 70, 690)]))
    assert found.published is not None
    assert found.published.edtf == "2022-01-28"


def test_a_byline_is_read_and_an_author_in_the_properties_alone_is_a_candidate() -> None:
    signed = [Words("A report on the crossing", 70, 760, 20), Words("By Amina Karimi", 70, 730)]
    found = read(Writer().page([*signed, *column(TEXTS, 70, 690)]))
    assert [credit.name for credit in found.credits] == ["Amina Karimi"]
    assert texts(found) == TEXTS
    found = read(ruling(Author="John Clerk"))
    assert found.credits == ()
    assert [one.chosen for one in found.candidates if one.value == "John Clerk"] == [False]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The treaty was signed by the rep-", "resentatives of both sides.", "the representatives of"),
        ("The treaty was signed in mid-", "October by both sides.", "in mid-October by"),
        ("A well-known man was there: a well-", "known poet of the north.", "a well-known poet"),
        ("Weeks later, after week eight, the eight-", "week ban had ended.", "the eight-week ban"),
    ],
    ids=["word", "name", "printed elsewhere", "two words"],
)
def test_a_hyphen_at_the_end_of_a_line(first: str, second: str, joined: str) -> None:
    wide = "Nobody in the room had expected that it would ever come to this, as all of them said later on."
    page = [Words(wide, 70, 700), Words(first, 70, 687), Words(second, 70, 674), *column(TEXTS, 70, 600)]
    assert joined in " ".join(texts(read(Writer().page(page))))


def test_a_document_that_breaks_no_words_keeps_its_hyphens() -> None:
    lines = [SENTENCE.format(number) for number in range(40)] + [
        "They said that the view was postcard-",
        "worthy at last.",
    ]
    page = [Words(line, 70, 790 - 14 * place, 9) for place, line in enumerate(lines)]
    assert "was postcard-worthy at last" in " ".join(texts(read(Writer().page(page))))


def test_a_dash_that_begins_a_line_begins_no_paragraph() -> None:
    wide = "The next hearing will be held, as the court told all of the parties on the same day, in the great hall"
    page = [Words(wide, 70, 700), Words("- on 29 January 2026.", 70, 687), *column(TEXTS, 70, 600)]
    assert texts(read(Writer().page(page)))[0] == f"{wide} - on 29 January 2026."


def test_two_columns_are_read_one_after_the_other() -> None:
    title = [Words("The crossing is closed to traders on both sides", 70, 780, 18)]
    page = [*title, *column(TEXTS[:2], 70, 740, width=200), *column(TEXTS[2:], 320, 740, width=200)]
    found = read(Writer().page(page))
    assert texts(found) == TEXTS


def test_a_paragraph_goes_on_over_columns_and_pages() -> None:
    lines = flowing(" ".join(TEXTS), 70, 700, width=200)
    half = len(lines) // 2
    down = lines[half].y - 700
    first = [*lines[:half], *(Words(one.text, 320, one.y - down) for one in lines[half:-2])]
    second = [Words(one.text, 70, 700 - 13 * place) for place, one in enumerate(lines[-2:])]
    found = read(Writer().page(first).page([*second, *column(TEXTS[:1], 70, 600)]))
    assert texts(found)[0].startswith(TEXTS[0])
    assert "".join(texts(found)).count("costs of the applicants") == 1
    assert len(texts(found)) <= 4


def test_figures_in_a_table_are_read_by_rows() -> None:
    rows = [("Kabul", "1,200"), ("Herat", "340"), ("Kunduz", "87"), ("Balkh", "2,411")]
    table = [
        words
        for place, (name, count) in enumerate(rows)
        for words in (Words(name, 70, 300 - 20 * place), Words(count, 300, 300 - 20 * place))
    ]
    found = read(Writer().page([*column(TEXTS, 70, 760), *table]))
    assert texts(found)[-4:] == [f"{name} {count}" for name, count in rows]


def test_running_heads_and_page_numbers_are_dropped_and_nothing_else() -> None:
    writer = Writer()
    for number, text in enumerate(TEXTS, 1):
        head = [Words("A/76/667", 70, 800, 9), Words(f"Page {number} of 4", 280, 30, 9)]
        writer.page([*head, *column([text, f"{number}. Paragraph {number} says what comes next."], 70, 740)])
    found = read(writer)
    assert texts(found) == [
        said
        for number, text in enumerate(TEXTS, 1)
        for said in (text, f"{number}. Paragraph {number} says what comes next.")
    ]


def test_paragraphs_that_differ_only_in_their_numbers_are_all_kept() -> None:
    counts = [
        f"{number}. The court finds that the accused, who was heard on day {number} of the trial and was in command of "
        f"unit {number * 3}, is guilty of count {number} of the charges; he is to pay a fine of {number * 1000} euros "
        "and to bear the costs of the proceedings."
        for number in range(1, 60)
    ]
    found = texts(read(schedule(counts)))
    assert found == counts


@pytest.mark.parametrize(
    "heading", ["Count {}", "Count {}: murder", "The state bears the costs.", "the appeal is dismissed in that part"]
)
def test_what_may_be_text_at_the_top_of_every_page_is_kept(heading: str) -> None:
    writer = Writer()
    for number, text in enumerate(TEXTS, 1):
        writer.page([Words(heading.format(number), 70, 780, font="F2"), *column([text], 70, 758), *foot(number)])
    assert [text for text in texts(read(writer)) if text not in TEXTS] == [heading.format(n) for n in range(1, 5)]


def test_small_print_at_the_very_edge_is_kept_where_it_is_printed_once() -> None:
    pages = Writer().page(column(TEXTS, 70, 740)).page([*column(TEXTS[:2], 70, 740), Words("The end.", 70, 20, 8)])
    assert texts(read(pages))[-1] == "The end."


def test_page_numbers_in_letters_are_dropped_and_words_of_such_letters_are_not() -> None:
    writer = Writer()
    for letters, text in zip(["ii", "iii", "iv", "Civil"], TEXTS, strict=True):
        writer.page([*column([text], 70, 740), Words(letters, 290, 60)])
    assert [text for text in texts(read(writer)) if text not in TEXTS] == ["Civil"]


def schedule(paragraphs: list[str]) -> Writer:
    """Paragraphs that run on from page to page, under a running head and over a page number."""
    lines = [(place, words.text) for text in paragraphs for place, words in enumerate(flowing(text, 0, 0))]
    writer, page, y = Writer(), list[Words](), 730.0
    for place, text in lines:
        y -= 24 if place == 0 else 13.2
        if y < 90:
            writer.page([*page, Words("Case 14/2026", 70, 800, 9), *foot(len(writer.pages) + 1)])
            page, y = [], 730.0
        page.append(Words(text, 70, y))
    return writer.page([*page, Words("Case 14/2026", 70, 800, 9), *foot(len(writer.pages) + 1)])


def foot(number: int) -> list[Words]:
    return [Words(f"Page {number}", 280, 30, 9)]


def test_numbered_paragraphs_keep_their_numbers() -> None:
    numbered = [f"{number}. {text}" for number, text in enumerate(TEXTS, 41)]
    assert texts(read(Writer().page(column(numbered, 70, 760)))) == numbered


def test_numbered_paragraphs_without_space_between_them_are_parted() -> None:
    words, y = [], 760.0
    for number, text in enumerate(TEXTS, 41):
        lines = flowing(f"{number}. {text}", 70, y)
        words += lines
        y = lines[-1].y - 13.2
    assert texts(read(Writer().page(words))) == [f"{number}. {text}" for number, text in enumerate(TEXTS, 41)]


def test_paragraphs_that_only_an_indent_parts_are_parted() -> None:
    words, y = [], 760.0
    for text in TEXTS:
        lines = flowing("xxxx" + text, 70, y)
        words += [Words(lines[0].text.removeprefix("xxxx"), 92, y), *lines[1:]]
        y = lines[-1].y - 13.2
    assert texts(read(Writer().page(words))) == TEXTS


def test_lines_that_were_broken_on_purpose_stay_apart() -> None:
    lines = ["First the crossing", "Second the valley road", "Third the costs of all"]
    page = [*column(TEXTS, 70, 760), *(Words(line, 70, 400 - 13.2 * place) for place, line in enumerate(lines))]
    assert texts(read(Writer().page(page))) == [*TEXTS, *lines]


def test_headings_and_lists_are_told_apart() -> None:
    page = [
        Words("Traders v. Ministry of the Interior", 70, 790, 20),
        *flowing(TEXTS[0], 70, 760),
        Words("I. THE FACTS", 70, 690),
        *flowing(TEXTS[1], 70, 660),
        Words("The law in force", 70, 600, font="F2"),
        *flowing(TEXTS[2], 70, 570),
        Words("Conclusions", 70, 500, 15),
        Words("\u2022 first, the crossing is to be opened", 80, 470),
        Words("\u2022 second, the costs are the state's", 80, 450),
    ]
    found = read(Writer().page(page))
    assert kinds(found) == "text heading text heading text heading list list".split()
    assert texts(found)[-1] == "second, the costs are the state's"


def test_footnotes_stand_behind_the_text_that_they_would_interrupt() -> None:
    start, rest = TEXTS[0].split(" without a ")
    first = [
        *column(TEXTS[1:], 70, 760),
        *flowing(f"{start} without a", 70, 200),
        Words("1 See the treaty, page 4.", 70, 60, 8),
    ]
    found = read(Writer().page(first).page(flowing(rest, 70, 760)))
    assert texts(found) == [*TEXTS[1:], TEXTS[0], "1 See the treaty, page 4."]


def test_a_raised_figure_stays_apart_from_the_number_before_it() -> None:
    page = [*column(TEXTS, 70, 700), Words("In the year 2021", 70, 300), Words("12", 70 + 80, 304, 7)]
    assert texts(read(Writer().page(page)))[-1] == "In the year 2021\u00b9\u00b2"


def test_right_to_left_text_comes_out_in_the_order_it_is_read() -> None:
    said = [f"وزارت خارجه گفت {count} نفر" for count in (12, 340, 56, 7)]
    words = [Words(_as_printed(line), 200, 700 - 14 * place, font="F3") for place, line in enumerate(said)]
    assert " ".join(texts(read(Writer().page(words)))) == " ".join(said)


def _as_printed(line: str) -> str:
    """A right-to-left line by its letters from left to right, figures the right way round."""
    return " ".join(word if word.isdecimal() else word[::-1] for word in reversed(line.split()))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zlib.decompress(base64.b64decode(LOCKED)), "password"),
        (Writer().page([]).bytes(), "no text.*OCR"),
        (Writer().page([Words("Annex", 70, 700)]).bytes(), "no text.*OCR"),
        (b"%PDF-1.7\n" + b"garbage " * 50, "damaged"),
        (b"%PDF-1.7", "damaged"),
    ],
    ids=["locked", "scanned", "almost empty", "garbage", "cut off"],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason):
        extract_pdf(data, NOW)


def test_a_book_is_refused_with_its_number_of_pages() -> None:
    writer = Writer(pages=[[Words("Page", 70, 700)]] * (MOST_PAGES + 1))
    with pytest.raises(ImportRefused, match=rf"{MOST_PAGES + 1} pages; up to {MOST_PAGES}"):
        read(writer)


@pytest.mark.parametrize("kind", [{"name": "a.pdf"}, {"media_type": "application/pdf"}])
def test_what_is_only_called_a_pdf_is_refused(kind: dict[str, str]) -> None:
    with pytest.raises(ImportRefused, match="called a PDF and holds none"):
        extract(FetchedPage(b"<html>Please log in</html>", NOW, **kind), NOW)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_pdf_raises_nothing_but_a_refusal(data: st.DataObject) -> None:
    whole = bytearray(ruling(Title="A ruling").bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(9, len(whole)))
    try:
        extract(FetchedPage(bytes(whole[:cut]), NOW, name="a.pdf"), NOW)
    except ImportRefused:
        return


@given(
    st.lists(
        st.builds(
            Words,
            st.text("abc .-12)\u00e9", min_size=1, max_size=30),
            st.integers(-50, WIDTH + 50),
            st.integers(-50, HEIGHT + 50),
            st.sampled_from([0, 1, 6, 11, 40, 900]),
            st.sampled_from(["F1", "F2"]),
        ),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_words_anywhere_on_a_page_raise_nothing_but_a_refusal(words: list[Words]) -> None:
    try:
        read(Writer().page(words))
    except ImportRefused:
        return
