from __future__ import annotations

import pytest

from sources.importing.extraction import page_dates
from sources.importing.extraction.html import extract_html
from sources.importing.types import Candidate, Extracted, StatedDate
from tests.sources.importing.extraction.pages_of_a_test import NOW, json_ld, meta, read

PROSE = "<p>The foreign minister said that the border crossing would stay open for the whole of the winter to come.</p>"
UNDATED = [
    "<footer>© 2024 Border Gazette</footer>",
    "<p>The bridge had been closed since 4 May 2021, when the river rose above its banks and the road was lost.</p>",
    "<header><time datetime='2025-12-31'>Wednesday, 31 December 2025</time></header>",
    "<header><span class='today'>31 December 2025</span></header>",
    "<div class='comments'><p class='author'>Jo Doe</p><time datetime='2021-05-04'>4 May 2021</time></div>",
    "<div id='disqus'><time class='published' datetime='2021-05-04'>4 May 2021</time></div>",
    "<div class='related-posts'><a href='/b'>Other</a> <time datetime='2021-05-04'>4 May 2021</time></div>",
    "<div><a href='/b'>Other <span>04.05.2021</span></a></div>",
    "<ul><li>04.05.2021</li><li>05.05.2021</li><li>06.05.2021</li></ul>",
    "<p>Photo: The bridge at dawn, 4 May 2021</p>",
    "<figure><figcaption>The bridge, May 2021</figcaption></figure>",
    "<nav><time datetime='2021-05-04'>4 May 2021</time></nav>",
    "<p>Updated: 4 May 2021</p>",
]


@pytest.mark.parametrize("trap", UNDATED)
@pytest.mark.parametrize("first", [True, False])
def test_no_date_is_invented_on_an_undated_page(trap: str, first: bool) -> None:
    text = PROSE * 4
    body = f"<h1>Bridge opens early</h1><article>{trap + text if first else text + trap}</article>"
    body = f"{trap}<h1>Bridge opens early</h1><article>{text}</article>" if "<header" in trap else body
    extracted = extract_html(f"<html><head><title>Bridge opens early</title></head><body>{body}</body></html>", NOW)
    assert extracted.published is None


def test_a_stamp_under_the_headline_is_read() -> None:
    body = f"<h1>Bridge opens early</h1><div class='stamp'>4 May 2021</div><article>{PROSE * 4}</article>"
    published = extract_html(f"<html><body>{body}</body></html>", NOW).published
    assert published is not None and (published.printed, published.edtf) == ("4 May 2021", "2021-05-04")


@pytest.mark.parametrize(
    ("url", "stated"),
    [
        ("https://a.example/2021/05/04/bridge", "2021-05-04"),
        ("https://a.example/2021-05-04-bridge", "2021-05-04"),
        ("https://a.example/20210504/bridge", "2021-05-04"),
        ("https://a.example/2021/05/bridge", "2021-05"),
        ("https://a.example/2021/13/bridge", ""),
        ("https://a.example/id/20215555/bridge", ""),
        ("https://a.example/bridge?from=/2021/05/04/", ""),
    ],
)
def test_an_address_gives_a_day_or_a_month_and_no_day_of_a_month(url: str, stated: str) -> None:
    assert page_dates.in_address(url) == stated
    published = read(url=url).published
    assert (published.edtf if published else "") == stated


def test_a_day_behind_the_title_is_the_page_s_own() -> None:
    published = read("<title>Bridge opens | Gazette | 04.05.2021</title>").published
    assert published is not None and published.edtf == "2021-05-04"
    assert read("<title>Bridge opened on 04.05.2021</title>").published is None


def test_a_date_in_the_future_is_kept_as_rejected() -> None:
    extracted = read(json_ld(datePublished="2031-05-04") + meta("article:published_time", "2021-05-04"))
    assert extracted.published is not None and extracted.published.edtf == "2021-05-04"
    assert [(one.value, one.origin, one.chosen) for one in extracted.candidates if one.field == "published"] == [
        ("2031-05-04", "JSON-LD datePublished (rejected: in the future)", False),
        ("2021-05-04", "article:published_time", True),
    ]


def test_a_printed_month_is_no_day_of_publication_and_a_stated_one_stays_a_month() -> None:
    month = StatedDate("May 2022", "2022-05")
    printed = Extracted(
        published=month, candidates=(Candidate("published", "2022-05", "date printed on the page", True),)
    )
    refused = page_dates.of_the_article(printed)
    assert refused.published is None and [one.origin for one in refused.candidates] == [
        "date printed on the page (rejected: no day)"
    ]
    stated = Extracted(published=month, candidates=(Candidate("published", "2022-05", "JSON-LD datePublished", True),))
    assert page_dates.of_the_article(stated) == stated
