from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.importing.extraction import furniture
from sources.importing.extraction.decoding import normalise
from sources.importing.extraction.text_dump import extract_text
from sources.importing.extraction.titles import fold
from sources.importing.types import BODY_KINDS, Extracted, Hints, ImportRefused

FIRST = "The foreign minister said on Monday that the border crossing would stay open for the whole of the winter."
SECOND = "Traders on both sides of the river have asked for longer hours since the bridge was repaired in the spring."
THIRD = "He added that customs officers would be sent from the capital as soon as their quarters were ready for them."
MENU = "  • Home\n  • World\n  • Opinion\n  • Contact\n"
TEASERS = "Most read\n\n  • Ten dead in landslide\n  • Bank lowers rates\n  • Team wins cup again\n"


def dump(head: str, *body: str, tail: str = TEASERS) -> Extracted:
    return extract_text("\n\n".join((MENU, head, *(body or (FIRST, SECOND, THIRD)), tail)))


def body_of(extracted: Extracted) -> list[str]:
    return [paragraph.text for paragraph in extracted.paragraphs if paragraph.kind in BODY_KINDS]


def test_menus_and_teasers_are_left_out() -> None:
    assert body_of(dump("Border crossing stays open all winter")) == [FIRST, SECOND, THIRD]


def test_the_headline_above_the_text_is_the_title() -> None:
    assert dump("Border crossing stays open all winter").title == "Border crossing stays open all winter"


@pytest.mark.parametrize(
    "head",
    ["", "Skip to the main content of this page", "Home News World Opinion About", "Gazette NewsAbout UsContact Us"],
)
def test_a_menu_line_or_the_first_sentence_is_no_title(head: str) -> None:
    assert dump(head).title == ""


def test_sub_headings_lists_and_captions_keep_their_kinds() -> None:
    picture = "Trucks wait at the bridge on Tuesday morning. /Gazette"
    point = "• Open daily from six in the morning."
    extracted = dump("", FIRST, SECOND, picture, "Longer hours for traders", SECOND, FIRST, point, THIRD, SECOND)
    found = [one.kind for one in extracted.paragraphs]
    assert found == ["text", "text", "caption", "heading", "text", "text", "list", "text", "text"]
    assert extracted.paragraphs[6].text == "Open daily from six in the morning."


@pytest.mark.parametrize(
    ("head", "byline", "kinds"),
    [
        ("By Amina Karimi\nMay 3, 2021", "Amina Karimi", ["person"]),
        ("Written by: Amina Karimi and Paul Novak", "Amina Karimi and Paul Novak", ["person", "person"]),
        ("Автор: Анна Петрова", "Анна Петрова", ["person"]),
        ("Amina Karimi Views", "Amina Karimi", ["person"]),
        ("By AFP", "AFP", ["agency"]),
        ("By the Gazette's Editor", "", []),
        ("3rd May, 2021 · admin", "", []),
        ("By staff writer", "", []),
    ],
)
def test_the_byline_is_read_and_its_names_told_apart(head: str, byline: str, kinds: list[str]) -> None:
    extracted = dump(f"Border crossing stays open all winter\n\n{head}")
    assert (extracted.byline, [credit.kind for credit in extracted.credits]) == (byline, kinds)


def test_a_stamp_is_the_publication_and_a_dateline_the_day_of_writing() -> None:
    extracted = dump("Border crossing stays open\n\n4th May, 2021 · admin\n\nAmina Karimi\nKABUL\nMay 3, 2021")
    assert extracted.published is not None and extracted.published.edtf == "2021-05-04"
    assert extracted.written is not None and extracted.written.edtf == "2021-05-03"


def test_dates_in_prose_and_in_teasers_are_not_the_article_s() -> None:
    extracted = dump(
        "Border crossing stays open all winter",
        FIRST,
        "The bridge over the river was first opened to lorries on 3 May 2011 by the president himself.",
        tail="Next article\n\nOfficials react to December 29, 2020 landslide",
    )
    assert (extracted.written, extracted.published, extracted.modified) == (None, None, None)


def test_the_copyright_line_names_the_publisher() -> None:
    assert dump("", tail=TEASERS + "\n© 2021 Border Gazette. All rights reserved.").publisher == "Border Gazette"


def test_a_mail_address_only_suggests_the_publisher() -> None:
    extracted = dump("", tail="Amina Karimi\ndesk@gazette.example\n" + TEASERS)
    suggested = [one for one in extracted.candidates if one.field == "publisher"]
    assert extracted.publisher == ""
    assert [(one.value, one.origin, one.chosen) for one in suggested] == [("gazette.example", "mail address", False)]


def test_a_private_mail_address_suggests_nobody() -> None:
    extracted = dump("", tail="Amina Karimi\namina@gmail.com\n" + TEASERS)
    assert not [one for one in extracted.candidates if one.field == "publisher"]


def test_the_language_is_detected() -> None:
    assert dump("").language == "en"


def test_a_box_inside_the_article_does_not_cut_it() -> None:
    box = (
        "  • Jobs\n\n  1. Engineer for rail\n\n    Railway Works, Harbour Town\n\n  2. Nurse\n\n    City Hospital, Hill"
    )
    assert body_of(dump("", FIRST, SECOND, THIRD, box, THIRD, SECOND, FIRST, THIRD))[-1] == THIRD


@pytest.mark.parametrize("text", ["Home\nNews\nContact", "?" * 5000, "1\n" * 500])
def test_it_refuses_a_text_without_an_article(text: str) -> None:
    with pytest.raises(ImportRefused, match="No article text"):
        extract_text(text)


@given(st.text(max_size=2000))
def test_it_raises_nothing_but_a_refusal(text: str) -> None:
    try:
        extracted = extract_text(normalise(text))
    except ImportRefused:
        return
    assert all(paragraph.text for paragraph in extracted.paragraphs)


LINES = st.sampled_from(
    [FIRST, SECOND, "• Home", "By A. B.", "© 2020 X", "May 3, 2021", "a@b.example", "Logo", "X Logo", "", "—", "1."]
)


@given(st.lists(LINES, max_size=30))
def test_it_raises_nothing_but_a_refusal_on_lines_of_pages(lines: list[str]) -> None:
    try:
        extract_text("\n".join(lines))
    except ImportRefused:
        assert FIRST not in lines and SECOND not in lines


PARAGRAPHS = (FIRST, "Longer hours", SECOND, THIRD)


@pytest.mark.parametrize("head", ["", "Border crossing stays open all winter\n\nBy Amina Karimi\n\nMay 3, 2021"])
@pytest.mark.parametrize(
    "extra",
    [
        (),
        ("What it costs\n\nA lorry 40\n\nA car 12", "He said so."),
        ("• Bread\n\n• Milk and eggs", "Karimi reported from the bridge over the river in the last week of the month."),
        ("“Open!”", "Note", "The words come without an end"),
        tuple(f"June {day} – Harbour Town at the old bridge" for day in range(1, 9)),
    ],
)
def test_a_pasted_article_is_kept_whole(head: str, extra: tuple[str, ...]) -> None:
    text = "\n\n".join((head, *PARAGRAPHS, *extra, FIRST.upper()))
    wanted = [line.lstrip("• ") for block in (*PARAGRAPHS, *extra, FIRST.upper()) for line in block.split("\n\n")]
    assert body_of(extract_text(text)) == wanted


def test_a_box_of_links_inside_the_article_is_cut() -> None:
    box = "Read also\n\nTen dead in landslide north of the old capital\n\nBank lowers rates for the third time in a row"
    assert body_of(dump("", FIRST, SECOND, box, THIRD, FIRST)) == [FIRST, SECOND, THIRD, FIRST]


def test_a_line_the_page_prints_again_and_again_is_cut() -> None:
    again = "Story goes on below"
    assert body_of(dump("", FIRST, again, SECOND, again, THIRD, again, FIRST)) == [FIRST, SECOND, THIRD, FIRST]


def test_a_line_that_recurs_in_other_articles_of_the_outlet_is_cut() -> None:
    appeal = "Our reporting is paid for by readers like you, who give what they can."
    text = "\n\n".join((MENU, FIRST, SECOND, THIRD, appeal, TEASERS))
    hints = Hints(recurring=frozenset({fold(appeal)}))
    assert body_of(extract_text(text, hints)) == [FIRST, SECOND, THIRD]


def test_a_sentence_between_others_stays_though_it_recurs_elsewhere() -> None:
    text = "\n\n".join((MENU, FIRST, SECOND, THIRD, TEASERS))
    assert body_of(extract_text(text, Hints(recurring=frozenset({fold(SECOND)})))) == [FIRST, SECOND, THIRD]


def test_the_rows_of_a_table_are_the_article_s() -> None:
    rows = [f"June {day} – Harbour Town, the old bridge" for day in range(2, 9)]
    assert body_of(dump("", FIRST, SECOND, *rows, THIRD)) == [FIRST, SECOND, *rows, THIRD]


def test_a_readers_comment_longer_than_the_article_is_not_the_article() -> None:
    comments = [f"{FIRST} {SECOND} I know it, for I was there {number} times." for number in range(4)]
    assert body_of(dump("", FIRST, SECOND, tail="\n\n".join(("4 Comments", *comments)))) == [FIRST, SECOND]


def test_a_note_on_the_writer_named_above_is_cut() -> None:
    note = "Karimi covers trade for the paper and has lived in the border country for more than ten years."
    extracted = dump("By Amina Karimi", FIRST, SECOND, THIRD, "Amina Karimi", note)
    assert body_of(extracted) == [FIRST, SECOND, THIRD]


def test_the_summary_over_the_byline_is_a_subtitle() -> None:
    summary = "Traders had asked for longer hours."
    extracted = dump(f"Border crossing stays open all winter\n\n{summary}\n\nBy Amina Karimi\n\nMay 3, 2021")
    assert extracted.title == "Border crossing stays open all winter"
    assert [one.text for one in extracted.paragraphs if one.kind == "subtitle"] == [summary]


def test_two_megabytes_of_lines_are_read_in_one_pass_over_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    plain = furniture.is_sentence

    def counted(line: str) -> bool:
        nonlocal asked
        asked += 1
        return plain(line)

    monkeypatch.setattr(furniture, "is_sentence", counted)
    lines = [f"{FIRST} {n}." if n % 3 else f"Item {n}" for n in range(20_000)]
    extract_text("\n".join(lines))
    assert asked <= 4 * len(lines)
