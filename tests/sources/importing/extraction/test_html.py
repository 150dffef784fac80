from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources.importing.extraction.html import LONGEST_PAGE, extract_html, without_scripts
from sources.importing.types import BODY_KINDS, Extracted, ImportRefused

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = "The foreign minister said on Monday that the border crossing would stay open for the whole of the winter."
SECOND = "Traders on both sides of the river have asked for longer hours since the bridge was repaired in the spring."
THIRD = "He added that customs officers would be sent from the capital as soon as their quarters were ready for them."
TITLE = "Border crossing stays open all winter"


def page(*blocks: str, head: str = "", lang: str = "en") -> str:
    inner = "".join(blocks) or f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{TITLE} | Border Gazette</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>{TITLE}</h1>{inner}</article>"
        "<footer>© Border Gazette</footer></body></html>"
    )


def kinds(extracted: Extracted) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in extracted.paragraphs]


def test_the_article_s_paragraphs_are_kept_in_order_without_the_title() -> None:
    assert kinds(extract_html(page(), NOW)) == [("text", FIRST), ("text", SECOND), ("text", THIRD)]


def test_headings_lists_and_quotations_keep_their_kinds() -> None:
    extracted = extract_html(
        page(
            f"<p>{FIRST}</p><h2>What the traders ask for</h2><p>{SECOND}</p>",
            f"<ul><li>Longer hours on market days.</li></ul><blockquote><p>{THIRD}</p></blockquote>",
            f"<p>{FIRST[:-1]} again.</p>",
        ),
        NOW,
    )
    assert [one.kind for one in extracted.paragraphs] == ["text", "heading", "text", "list", "quote", "text"]


def test_share_lines_and_read_also_lines_are_dropped() -> None:
    extracted = extract_html(
        page(f"<p>Advertisement</p><p>{FIRST}</p><p>Read also: Ten dead in landslide</p><p>{SECOND}</p><p>{THIRD}</p>"),
        NOW,
    )
    assert [one.text for one in extracted.paragraphs] == [FIRST, SECOND, THIRD]


def test_text_between_blocks_is_not_lost() -> None:
    extracted = extract_html(page(f"<h2>Monday</h2>{FIRST}<h2>Tuesday</h2>{SECOND} {THIRD}"), NOW)
    assert f"{SECOND} {THIRD}" in [one.text for one in extracted.paragraphs]


def test_a_printed_summary_is_the_subtitle() -> None:
    summary = "Minister promises customs officers, traders want longer hours"
    head = f'<meta property="og:description" content="{summary}">'
    extracted = extract_html(
        page(f'<div class="lead"><span>{summary}</span></div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>', head=head),
        NOW,
    )
    assert [one.text for one in extracted.paragraphs].count(summary) == 1


def test_right_to_left_pages_are_read() -> None:
    sentence = (
        "وزارت خارجه افغانستان روز دوشنبه اعلام کرد که گفتگوها با روسیه در مسکو برای یک هفته دیگر ادامه خواهد داشت."
    )
    extracted = extract_html(page(*(f"<p>{sentence} {n}.</p>" for n in range(4)), lang="fa-AF"), NOW)
    assert extracted.language == "fa" and extracted.paragraphs[0].text.startswith("وزارت")


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<", "<!-- -->", page("<p>Log in to read.</p>"), "<div>" * 20000, "&" * 1000]
)
def test_it_refuses_a_page_without_an_article(markup: str) -> None:
    with pytest.raises(ImportRefused, match="no article text"):
        extract_html(markup, NOW)


def test_it_refuses_a_page_that_is_too_large_but_does_not_count_scripts() -> None:
    filler = "x" * LONGEST_PAGE
    assert extract_html(page(head=f"<script>{filler}</script>"), NOW).title == TITLE
    with pytest.raises(ImportRefused, match="2 MB"):
        extract_html(page(f"<p>{filler}</p>"), NOW)


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("a<script>b</script>c", "ac"),
        ("a<STYLE media=x>b</STYLE>c", "ac"),
        ("a<script>'<script>'</script>c", "ac"),
        ('a<script type="application/ld+json">{}</script>c', 'a<script type="application/ld+json">{}</script>c'),
        ("a<script>b", "a"),
        ("a</script>b", "a</script>b"),
    ],
)
def test_scripts_and_styles_are_cut_out_in_one_pass(markup: str, left: str) -> None:
    assert without_scripts(markup) == left


CLOSED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"%s}</script>'


@pytest.mark.parametrize(
    ("head", "truncated"),
    [
        ("", False),
        (CLOSED % "", True),
        (CLOSED % ', "wordCount": 60', False),
        (CLOSED.replace("False", "True") % ', "wordCount": "1200"', True),
        ('<meta property="article:content_tier" content="locked">', True),
        ('<link rel="stylesheet" href="/paywall.css">', True),
    ],
)
def test_a_text_that_is_only_the_beginning_is_marked(head: str, truncated: bool) -> None:
    assert extract_html(page(head=head), NOW).truncated is truncated


def test_the_body_is_counted_without_captions() -> None:
    extracted = extract_html(page(f"<p>{FIRST}</p><p>Photo: Amina Karimi</p><p>{SECOND}</p><p>{THIRD}</p>"), NOW)
    assert [one.text for one in extracted.paragraphs if one.kind in BODY_KINDS] == [FIRST, SECOND, THIRD]
