from __future__ import annotations

import pytest

from sources.importing.extraction.page import MOST_CARRIERS
from tests.sources.importing.extraction.pages_of_a_test import json_ld, page_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("By <b>Amina</b>\n<i>Karimi</i>", "By Amina Karimi"),
        ("Amina<br>Karimi", "Amina Karimi"),
        ("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>", "東京"),
        (f"Amina {json_ld(headline='x')}Karimi", "Amina Karimi"),
    ],
)
def test_the_text_of_an_element_is_what_it_prints(markup: str, text: str) -> None:
    page = page_of(body=f'<div class="byline">{markup}</div><p>x</p>')
    assert [text for _, text in page.bylines()] == [text]


def test_what_stands_inside_a_carrier_is_found_once() -> None:
    page = page_of(body='<h1>Bridge <time datetime="2024-04-28">today</time></h1><time datetime="2024-04-29">x</time>')
    assert page.texts("h1") == ["Bridge today"]
    assert [one.get("datetime") for one in page.times()] == ["2024-04-28", "2024-04-29"]


def test_bylines_of_comments_and_other_articles_are_not_the_page_s() -> None:
    byline = '<p class="author">{}</p>'
    body = f'<article>{byline.format("Amina Karimi")}</article><div class="comments">{byline.format("Reader")}</div>'
    assert [text for _, text in page_of(body=body).bylines()] == ["Amina Karimi"]


def test_only_so_many_carriers_are_read() -> None:
    page = page_of(body='<time datetime="2024-04-28">x</time>' * (MOST_CARRIERS + 5))
    assert len(page.times()) <= MOST_CARRIERS


def test_feeds_are_named_in_the_page_s_order() -> None:
    feed = '<link rel="alternate" type="application/rss+xml" title="{}">'
    titles = [f"Gazette {section}" for section in ("World", "Sport", "Culture", "Law")]
    assert page_of(head="".join(map(feed.format, titles))).feed_titles() == titles
