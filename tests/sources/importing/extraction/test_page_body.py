"""The body of a page beyond what one extractor gives: kin, boxes, pointers, repetitions, agreement, embedded data."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from lxml import html as lxml_html

from sources.importing.extraction import html_body, page_lines, second_opinion, titles
from sources.importing.extraction.html import extract_html
from sources.importing.types import Extracted, Hints, ImportRefused, Paragraph

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Border crossing stays open all winter"
FIRST = "The foreign minister said on Monday that the border crossing would stay open for the whole of the winter."
SECOND = "Traders on both sides of the river have asked for longer hours since the bridge was repaired in the spring."
THIRD = "He added that customs officers would be sent from the capital as soon as their quarters were ready for them."
MORE = [
    "Lorries had been waiting for up to nine days on the southern bank when the snow closed the mountain road.",
    "The chamber of commerce puts the losses of its members since October at four million, most of it in fruit.",
    "Drivers who were asked on Tuesday said that they had been paid for none of the days on which they stood still.",
    "A new office for plant inspection, promised two years ago, has a roof and a sign but neither desks nor staff.",
    "On the northern bank the governor said that he had asked for a second lane and was waiting for an answer.",
    "Both governments will meet again in March, when the treaty on the use of the bridge has to be renewed.",
]


def extracted(inner: str, head: str = "", hints: Hints | None = None) -> Extracted:
    markup = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<main><h1>{TITLE}</h1>{inner}</main><footer><p>Imprint of the Gazette</p></footer></body></html>"
    )
    return extract_html(markup, NOW, hints=hints or Hints())


def texts(found: Extracted) -> list[str]:
    return [one.text for one in found.paragraphs]


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_an_article_split_over_sibling_containers_is_joined() -> None:
    chunks = [[FIRST, SECOND, THIRD], MORE[:3], MORE[3:]]
    inner = "<div class='ad'>Advertisement</div>".join(
        f"<div class='row'><div class='chunk'>{paragraphs(*chunk)}</div></div>" for chunk in chunks
    )
    assert texts(extracted(f"<div class='chunks'>{inner}</div>")) == [FIRST, SECOND, THIRD, *MORE]


@pytest.mark.parametrize("kept", [True, False])
def test_a_box_with_a_heading_of_its_own_is_no_part_of_the_article(kept: bool) -> None:
    facts = "<h3>The bridge in figures</h3><p>It is 140 metres long and was opened in 1982 by both ministers.</p>"
    box = facts if kept else f"<div class='facts'><div>{facts}</div></div>"
    found = texts(extracted(f"<div>{paragraphs(FIRST, SECOND)}{box}{paragraphs(THIRD, *MORE)}</div>"))
    assert ("The bridge in figures" in found) is kept
    assert [one for one in found if one in {FIRST, SECOND, THIRD}] == [FIRST, SECOND, THIRD]


def test_a_line_that_is_only_a_link_points_away() -> None:
    pointer = "Ten dead in landslide on the mountain road to the bridge"
    linked = f"<p><a href='/landslide'>{pointer}</a></p>"
    assert texts(extracted(paragraphs(FIRST, SECOND) + linked + paragraphs(THIRD, *MORE))) == [
        *(FIRST, SECOND, THIRD),
        *MORE,
    ]


def test_a_list_of_links_that_is_the_article_stays() -> None:
    links = [f"The story of the bridge told by {name}" for name in ("a driver", "an officer", "a trader", "a painter")]
    items = "".join(f"<li><a href='/{n}'>{link}</a></li>" for n, link in enumerate(links))
    assert set(links) <= set(texts(extracted(f"{paragraphs(FIRST, SECOND)}<ul>{items}</ul>{paragraphs(THIRD)}")))


def test_what_the_page_prints_twice_in_one_make_stands_twice() -> None:
    rule = "Lorries of more than twelve tons cross on the upper lane only, by day."
    found = texts(extracted(paragraphs(FIRST, rule, SECOND, *MORE[:3], rule, *MORE[3:])))
    assert found.count(rule) == 2


def test_a_pull_quote_that_repeats_the_text_is_dropped() -> None:
    quote = f"<div class='pull'><p>{SECOND}</p></div>"
    found = texts(extracted(paragraphs(FIRST, SECOND, *MORE[:3]) + quote + paragraphs(*MORE[3:])))
    assert found.count(SECOND) == 1


@pytest.mark.parametrize("linked", [True, False])
def test_an_address_alone_on_its_line_stays_if_it_is_a_link(linked: bool) -> None:
    address = "https://bridge.example/hours"
    shown = f"<a href='{address}'>{address}</a>" if linked else address
    tree = lxml_html.document_fromstring(f"<body>{paragraphs(FIRST, shown, SECOND, THIRD, *MORE)}</body>")
    found = [Paragraph("text", line) for line in (FIRST, address, SECOND, THIRD, *MORE)]
    body = html_body.finished(page_lines.read(tree), found, TITLE, [])
    assert (address in [one.text for one in body.paragraphs]) is linked


def test_who_wrote_a_quoted_post_stays_with_it() -> None:
    post = "<blockquote><p>The bridge stays open.</p><p>— Amina Karimi (@akarimi) May 3, 2021</p></blockquote>"
    kinds = {one.text: one.kind for one in extracted(paragraphs(FIRST) + post + paragraphs(SECOND, *MORE)).paragraphs}
    assert kinds["The bridge stays open."] == kinds["— Amina Karimi (@akarimi) May 3, 2021"] == "quote"


@pytest.mark.parametrize(
    "caption", ["<figcaption>{}</figcaption>", "<div class='text-caption'>{}</div>", "<footer><p>{}</p></footer>"]
)
def test_a_summary_printed_as_a_caption_or_below_the_text_is_no_subtitle(caption: str) -> None:
    summary = "Lorries wait on the southern bank of the river in the snow"
    head = f"<meta property='og:description' content='{summary}'>"
    shown = caption.format(summary)
    inner = (
        paragraphs(FIRST, SECOND, THIRD) + shown if "footer" in caption else shown + paragraphs(FIRST, SECOND, THIRD)
    )
    assert "subtitle" not in [one.kind for one in extracted(inner, head).paragraphs]


def test_a_plain_article_is_agreed_on() -> None:
    found = extracted(paragraphs(FIRST, SECOND, THIRD, *MORE))
    assert found.agreement is not None and found.agreement > 0.95


@pytest.mark.parametrize(("stated", "agreed"), [("", False), (f"{FIRST}\n{SECOND}", True)])
def test_sentences_elsewhere_lower_the_agreement_unless_the_page_states_the_text(stated: str, agreed: bool) -> None:
    tree = lxml_html.document_fromstring(f"<body><div>{paragraphs(FIRST, SECOND)}</div>{paragraphs(*MORE)}</body>")
    found = [Paragraph("text", FIRST), Paragraph("text", SECOND)]
    sure = second_opinion.agreement(found, second_opinion.opinions(page_lines.read(tree), TITLE, stated))
    assert (sure > 0.95) is agreed and (sure < 0.8) is not agreed


STREAM = json.dumps([1, json.dumps({"id": "a1", "story": {"html": paragraphs(FIRST, SECOND, THIRD), "wide": "yes"}})])
STRINGS = json.dumps({"story": [{"type": "text", "value": line} for line in (FIRST, SECOND, THIRD)], "menu": ["Home"]})
STATED = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": f"{FIRST}\n\n{SECOND}\n{THIRD}"})


@pytest.mark.parametrize(
    "script",
    [
        f"<script>self.__stream.push({STREAM})</script>",
        f"<script type='application/json' id='data'>{STRINGS}</script>",
        f"<script type='application/ld+json'>{STATED}</script>",
    ],
)
def test_an_article_that_is_only_data_is_read(script: str) -> None:
    found = extract_html(
        f"<html><head><title>{TITLE}</title></head><body><div id='app'></div>{script}</body></html>", NOW
    )
    assert texts(found) == [FIRST, SECOND, THIRD]
    assert found.agreement is None
    assert [one.origin for one in found.candidates if one.field == "body"] == [
        "text in the page's data, not in its elements"
    ]


def test_scripts_are_not_read_where_the_page_has_an_article() -> None:
    other = json.dumps({"teasers": [paragraphs(*MORE)]})
    found = extracted(paragraphs(FIRST, SECOND, THIRD, *MORE[:2]) + f"<script>{other}</script>")
    assert texts(found) == [FIRST, SECOND, THIRD, *MORE[:2]]


@pytest.mark.parametrize(
    "script", ["var a = 'x';", '"' * 5000, '"\\', json.dumps({"label": "Home of the bridge news"})]
)
def test_scripts_without_sentences_are_no_article(script: str) -> None:
    with pytest.raises(ImportRefused, match="no article text"):
        extract_html(f"<html><body><div id='app'></div><script>{script}</script></body></html>", NOW)


def test_lines_that_recur_at_the_outlet_are_dropped() -> None:
    house = "The Gazette has printed the news of the border districts every week since the year 1994."
    hints = Hints(recurring=frozenset({titles.fold(house)}))
    inner = paragraphs(FIRST, SECOND, THIRD, house)
    assert house in texts(extracted(inner))
    assert texts(extracted(inner, hints=hints)) == [FIRST, SECOND, THIRD]
