from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources.importing.extraction.html import extract_html
from sources.importing.types import Extracted

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Border crossing stays open all winter"
FIRST = "The foreign minister said on Monday that the border crossing would stay open for the whole of the winter."
SECOND = "Traders on both sides of the river have asked for longer hours since the bridge was repaired in the spring."
THIRD = "He added that customs officers would be sent from the capital as soon as their quarters were ready for them."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def read(between: str = "", after: str = "", head: str = "", outside: str = "") -> Extracted:
    """A plain page: a headline, what stands under it, three sentences, what stands behind them."""
    markup = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><table><tr><td>Bulletin</td></tr><tr><td>"
        f"<h1>{TITLE}</h1>{between}<div>{BODY}{after}</div></td></tr><tr><td>{outside}</td></tr></table></body></html>"
    )
    return extract_html(markup, NOW)


def body(extracted: Extracted) -> list[str]:
    return [one.text for one in extracted.paragraphs]


@pytest.mark.parametrize(
    ("between", "byline", "authors"),
    [
        ("<p>By Amina Karimi</p>", "By Amina Karimi", ["Amina Karimi"]),
        ("<address>By Amina Karimi in New Delhi</address>", "By Amina Karimi in New Delhi", ["Amina Karimi"]),
        ("<div>By</div><div>Amina Karimi</div>", "By Amina Karimi", ["Amina Karimi"]),
        ("<div><span>Von Karl Ebert</span><span>3. Mai 2021</span></div>", "Von Karl Ebert", ["Karl Ebert"]),
        ("<small>Автор: Анна Петрова</small>", "Автор: Анна Петрова", ["Анна Петрова"]),
        ("<div>Amina Karimi, Kabul | 3 May 2021</div>", "Amina Karimi, Kabul", ["Amina Karimi"]),
        ("<p>By Amina Karimi on Monday, 3 May 2021</p>", "By Amina Karimi", ["Amina Karimi"]),
        (
            "<p>Posted on 3 May 2021 by Amina Karimi and Paul Novak · 9 responses</p>",
            "Amina Karimi and Paul Novak",
            ["Amina Karimi", "Paul Novak"],
        ),
        ("<p>Amina Karimi</p>", "Amina Karimi", ["Amina Karimi"]),
        ("<table><tr><td>3 мая 2021 г.</td><td>Пресс-служба Совета</td></tr></table>", "Пресс-служба Совета", []),
        ("<p>3 May 2021</p><p>Northern News Agency</p>", "Northern News Agency", ["Northern News Agency"]),
        ("<table><tr><td>News of the Council</td><td>Photo report</td></tr></table>", "", []),
        ("<p><a href='/r'>Middle East</a></p>", "", []),
        ("<figure><figcaption>Amina Karimi</figcaption></figure>", "", []),
    ],
)
def test_the_byline_is_the_line_under_the_headline(between: str, byline: str, authors: list[str]) -> None:
    extracted = read(between)
    assert (extracted.byline, [one.name for one in extracted.credits]) == (byline, authors)
    assert body(extracted) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("after", "byline"),
    [
        ("<p>Amina Karimi, Kabul</p>", "Amina Karimi, Kabul"),
        ("<p><i>Text: Amina Karimi</i></p>", "Text: Amina Karimi"),
        ("<p>Пресс-служба Совета</p><p>3 мая 2021 г.</p>", "Пресс-служба Совета"),
        ("<h3>Comments</h3><p>Amina Karimi, 3 May 2021</p>", ""),
    ],
)
def test_a_signature_behind_the_text_is_the_byline_and_no_paragraph(after: str, byline: str) -> None:
    extracted = read(after=after)
    assert extracted.byline == byline
    assert body(extracted) == [FIRST, SECOND, THIRD]


def test_who_edited_a_text_is_not_credited_and_the_sentence_stays() -> None:
    line = "Text: Northern News Agency, edited by the Gazette’s foreign desk."
    extracted = read(after=f"<p>{line}</p>")
    assert [(one.name, one.kind) for one in extracted.credits] == [("Northern News Agency", "agency")]
    assert body(extracted)[-1] == line


@pytest.mark.parametrize(
    ("above", "byline"), [("By Amina Karimi", "By Amina Karimi"), ("Amina Karimi, 3 May 2021", "Amina Karimi")]
)
def test_a_byline_over_the_headline_has_a_label_or_a_date(above: str, byline: str) -> None:
    markup = f"<p>Middle East</p><p>{above}</p><h1>{TITLE}</h1><p>{'</p><p>'.join((FIRST, SECOND, THIRD))}</p>"
    assert extract_html(f"<html><head><title>{TITLE}</title></head><body>{markup}</body></html>", NOW).byline == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Amina Karimi in Kabul", "By Amina Karimi in Kabul"),
        ("Amina Karimi, Political Editor", "Amina Karimi, Political Editor"),
        ("By Paul Novak", "Amina Karimi"),
        ("More articles by Amina Karimi", "Amina Karimi"),
        ("Amina Karimi, amina@gazette.example", "Amina Karimi"),
    ],
)
def test_the_printed_line_is_preferred_to_the_bare_name_that_is_marked(line: str, byline: str) -> None:
    extracted = read(f"<p>{line}</p>", head='<meta name="author" content="Amina Karimi">')
    assert extracted.byline == byline
    assert [one.name for one in extracted.credits] == ["Amina Karimi"]
    assert [one.value for one in extracted.candidates if one.field == "byline" and one.chosen] == [byline]


@pytest.mark.parametrize(
    ("between", "after", "day"),
    [
        ("<table><tr><td>22 ноября 2022 г.</td><td>Пресс-служба Совета</td></tr></table>", "", "2022-11-22"),
        ("<p>By Amina Karimi, 3 May 2021</p>", "", "2021-05-03"),
        ("", "<p>Amina Karimi, 3 May 2021</p>", "2021-05-03"),
        ("<p>22 ноября 2022 г.</p><p>23 ноября 2022 г.</p>", "", ""),
        ("<p>Обновлено 22 ноября 2022 г.</p>", "", ""),
        ("<p>22 ноября 2032 г.</p>", "", ""),
        ("<p>Мост был открыт для движения грузовых машин ещё 22 ноября 2012 г. самим президентом.</p>", "", ""),
    ],
)
def test_a_day_beside_the_headline_or_in_the_signature_is_the_publication(between: str, after: str, day: str) -> None:
    published = read(between, after).published
    assert (published.edtf if published else "") == day


@pytest.mark.parametrize(
    "between",
    [
        "<h2>Minister promises customs officers to the traders</h2>",
        "<h2>Minister promises customs officers to the traders</h2><p>By Amina Karimi</p>",
        "<div>Minister promises customs officers to the traders</div><p>By Amina Karimi</p>",
        "<div>Minister promises customs officers to the traders</div><p>3 May 2021</p>",
    ],
)
def test_a_standfirst_is_the_subtitle(between: str) -> None:
    found = [(one.kind, one.text) for one in read(between).paragraphs]
    assert found[0] == ("subtitle", "Minister promises customs officers to the traders")
    assert [text for _, text in found[1:]] == [FIRST, SECOND, THIRD]


def test_a_first_sentence_over_the_byline_is_the_subtitle() -> None:
    lead = "The minister has promised to send customs officers to the bridge, and the traders ask when they will come."
    extracted = read(f"<p>{lead}</p><p>By Amina Karimi</p><p>3 May 2021</p>")
    assert [one.kind for one in extracted.paragraphs] == ["subtitle", "text", "text", "text"]
    assert extracted.byline == "By Amina Karimi"


def test_a_heading_inside_the_text_stays_one() -> None:
    extracted = read(after=f"<h2>What the traders ask for next year</h2><p>{FIRST[:-1]} again.</p>")
    assert [one.kind for one in extracted.paragraphs] == ["text", "text", "text", "heading", "text"]


@pytest.mark.parametrize(
    "outside",
    [
        "The Council of the South. This page uses cookies.<div>Reprints must name the Bulletin of the Council.</div>",
        "<p>The Bulletin has been printed by the Council every week since the year 1994.</p>",
        "<footer><p>© 2021 Bulletin. All rights reserved by the Council of the South.</p></footer>",
    ],
)
def test_sentences_outside_the_article_s_element_are_dropped(outside: str) -> None:
    assert body(read(outside=outside)) == [FIRST, SECOND, THIRD]


def test_a_copyright_line_inside_the_article_is_dropped() -> None:
    assert body(read(after="<p>© 2021 Bulletin. All rights reserved by its owners.</p>")) == [FIRST, SECOND, THIRD]
