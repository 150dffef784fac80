from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import html as lxml_html

from sources.importing.extraction import metadata
from sources.importing.extraction.page import Page
from sources.importing.extraction.structured import read_json_ld
from sources.importing.types import Extracted

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
URL = "https://www.gazette.example/2021/05/04/border"


def read(head: str = "", body: str = "", url: str = "", language: str = "") -> Extracted:
    tree = lxml_html.document_fromstring(f"<html><head>{head}</head><body>{body or '<p>x</p>'}</body></html>")
    return metadata.read(Page(tree), NOW, url, language)


def json_ld(**node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


PERSON = {"@type": "Person", "@id": "#a", "name": "Amina Karimi"}


@pytest.mark.parametrize(
    "script",
    [
        {"@type": "NewsArticle", "author": "Amina Karimi"},
        {"@type": ["Thing", "NewsArticle"], "author": ["By Amina Karimi"]},
        {"@type": "Article", "author": PERSON},
        [{"@type": "WebSite", "name": "Gazette"}, {"@type": "BlogPosting", "author": [PERSON]}],
        {"@graph": [{"@type": "NewsArticle", "author": {"@id": "#a"}}, PERSON]},
        {
            "@graph": [
                {"@type": "WebPage", "author": "Jo Doe"},
                {"@type": "NewsArticle", "author": [{"@id": "#a"}]},
                PERSON,
            ]
        },
    ],
    ids="string list object array graph_reference rank".split(),
)
def test_json_ld_authors_are_read_in_every_shape(script: Any) -> None:
    extracted = read(f'<script type="application/ld+json">{json.dumps(script)}</script>')
    assert [credit.name for credit in extracted.credits] == ["Amina Karimi"]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "A & B",}',
        '<![CDATA[{"@type": "NewsArticle", "headline": "A &amp; B"}]]>',
        '{"@type": "NewsArticle", "headline": "A & B"}{"@type": "Person"}',
        '{"@type": "NewsArticle", "headline": "A &\n B"}',
    ],
)
def test_broken_json_ld_is_still_read(script: str) -> None:
    assert read_json_ld([script]).text("headline") == "A & B"


@pytest.mark.parametrize("script", ["", "{", "[" * 5000, "null", '"x"', '{"@type": 5, "author": {"@id": []}}'])
def test_hopeless_json_ld_is_left_out(script: str) -> None:
    assert read_json_ld([script]).names("author") == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="author" content="Amina Karimi">', ""),
        (meta("article:author", "Amina Karimi"), ""),
        ('<meta name="DC.creator" content="Amina Karimi">', ""),
        ('<meta name="citation_author" content="Amina Karimi">', ""),
        ('<meta name="parsely-author" content="Amina Karimi">', ""),
        (meta("article:author", "https://example.com/amina"), '<a rel="author" href="/a">Amina Karimi</a>'),
        ("", '<p class="byline">By Amina Karimi</p>'),
        ("", '<span itemprop="author"><b>Amina</b> Karimi</span>'),
        ('<meta name="author" content="admin">', '<div class="article-author">Amina Karimi</div>'),
    ],
)
def test_the_author_is_found_in_metas_and_printed_bylines(head: str, body: str) -> None:
    extracted = read(head, body)
    assert [(one.name, one.kind) for one in extracted.credits] == [("Amina Karimi", "person")]
    assert extracted.byline == "Amina Karimi"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("admin", []),
        ("Staff Writer", []),
        ("https://example.com/a", []),
        ("Reuters", [("Reuters", "agency")]),
        ("AFP", [("AFP", "agency")]),
        ("Amina Karimi and Paul Novak", [("Amina Karimi", "person"), ("Paul Novak", "person")]),
        ({"@type": "Organization", "name": "Kabul Collective"}, [("Kabul Collective", "agency")]),
        ([{"name": "Amina Karimi"}, {"name": "TASS"}], [("Amina Karimi", "person"), ("TASS", "agency")]),
    ],
)
def test_people_agencies_and_roles_are_told_apart(author: Any, names: list[tuple[str, str]]) -> None:
    assert [(one.name, one.kind) for one in read(json_ld(author=author)).credits] == names


STAMP = "2021-05-04T08:00:00+04:30"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (json_ld(datePublished=STAMP), ""),
        (meta("article:published_time", STAMP), ""),
        (f'<meta name="parsely-pub-date" content="{STAMP}">', ""),
        (f'<meta name="dc.date.issued" content="{STAMP}">', ""),
        (f'<meta name="citation_publication_date" content="{STAMP}">', ""),
        (f'<meta itemprop="datePublished" content="{STAMP}">', ""),
        ("", f'<time datetime="{STAMP}">4 May</time>'),
        ("", f'<time datetime="2020-01-01">x</time><time class="entry-date published" datetime="{STAMP}">4 May</time>'),
    ],
)
def test_the_publication_date_keeps_its_own_offset(head: str, body: str) -> None:
    published = read(head, body).published
    assert published is not None
    assert (published.printed, published.edtf, published.moment) == (STAMP, "2021-05-04", STAMP)


def test_the_address_gives_the_date_last() -> None:
    published = read(url=URL).published
    assert published is not None and published.edtf == "2021-05-04"
    assert [one.origin for one in read(url=URL).candidates if one.field == "published"] == ["address"]


def test_a_change_is_not_the_publication() -> None:
    extracted = read(meta("article:modified_time", STAMP))
    assert extracted.published is None
    assert extracted.modified is not None and extracted.modified.edtf == "2021-05-04"


@pytest.mark.parametrize(
    ("value", "kept"), [("2026-01-02T10:00:00Z", True), ("2026-01-03T10:00:00Z", False), ("2031", False)]
)
def test_a_date_more_than_a_day_ahead_is_rejected(value: str, kept: bool) -> None:
    assert (read(json_ld(datePublished=value)).published is not None) is kept


def test_a_month_stays_a_month_and_several_bare_times_are_no_date() -> None:
    month = read(json_ld(datePublished="2021-05")).published
    assert month is not None and month.edtf == "2021-05"
    assert read(body='<time datetime="2021-05-04">a</time><time datetime="2021-05-05">b</time>').published is None


def test_the_title_is_what_most_places_say() -> None:
    extracted = read(
        json_ld(headline="Bridge opens")
        + meta("og:title", "Bridge opens early | Gazette")
        + "<title>Bridge opens - Gazette</title>",
        "<h1>Gazette</h1><h1>Bridge opens</h1>" + meta("og:site_name", "Gazette"),
    )
    assert extracted.title == "Bridge opens"
    assert {one.value for one in extracted.candidates if one.field == "title"} == {"Bridge opens", "Bridge opens early"}


def test_the_title_element_alone_loses_the_site_s_name() -> None:
    extracted = read("<title>Gazette – Bridge opens – early</title>" + meta("og:site_name", "Gazette"))
    assert extracted.title == "Bridge opens – early"


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (json_ld(publisher={"name": "Border Gazette"}), "Border Gazette"),
        (meta("og:site_name", "Border Gazette"), "Border Gazette"),
        (json_ld(publisher={"name": "gazette.example"}) + meta("og:site_name", "Border Gazette"), "Border Gazette"),
        (json_ld(publisher={"name": "https://gazette.example"}), ""),
        ("", ""),
    ],
)
def test_the_publisher_is_the_name_the_page_publishes_under(head: str, publisher: str) -> None:
    assert read(head).publisher == publisher


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("https://gazette.example/border", "https://gazette.example/border"),
        ("/border#comments", "https://www.gazette.example/border"),
        ("https://m.gazette.example/border?id=3", "https://m.gazette.example/border?id=3"),
        ("https://other.example/border", ""),
        ("https://www.gazette.example/", ""),
        ("https://www.gazette.example/en/", ""),
        ("javascript:alert(1)", ""),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_the_canonical_address_is_a_page_of_the_same_site(href: str, canonical: str) -> None:
    assert read(f'<link rel="canonical" href="{href}">', url=URL).canonical == canonical


@pytest.mark.parametrize(
    ("declared", "head", "detected", "language"),
    [
        ("ru-RU", "", "ru", "ru"),
        ("", meta("og:locale", "de_DE"), "", "de"),
        ("", json_ld(inLanguage="fr"), "", "fr"),
        ("en-US", "", "ru", "ru"),
        ("prs", "", "fa", "prs"),
        ("", "", "ps", "ps"),
        ("x", "", "", ""),
    ],
)
def test_the_declared_language_stands_unless_it_is_a_template_s(
    declared: str, head: str, detected: str, language: str
) -> None:
    extracted = metadata.with_text(read(head, language=declared), detected)
    assert extracted.language == language
    assert [one.value for one in extracted.candidates if one.field == "language" and one.chosen] == (
        [language] if language else []
    )


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (json_ld(articleSection=["World", "Asia"]), "World"),
        (meta("article:section", "World"), "World"),
        (
            '<script type="application/ld+json">'
            + json.dumps(
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        {"position": 2, "item": {"@id": "/world", "name": "World"}},
                        {"position": 1, "name": "Home"},
                        {"position": 3, "name": "Bridge opens"},
                    ],
                }
            )
            + "</script><title>Bridge opens</title>",
            "World",
        ),
        (json_ld(articleSection="https://gazette.example/world"), ""),
        ("", ""),
    ],
)
def test_the_section_is_the_stated_one_or_the_first_breadcrumb_below_home(head: str, section: str) -> None:
    extracted = read(head)
    assert extracted.section == section
    assert [one.value for one in extracted.candidates if one.field == "section" and one.chosen] == (
        [section] if section else []
    )


def test_addresses_that_are_not_believed_are_kept_with_the_reason() -> None:
    found = read('<link rel="canonical" href="https://other.example/a"><meta property="og:url" content="/">', url=URL)
    assert [(one.value, one.origin) for one in found.candidates if one.field == "canonical"] == [
        ("https://other.example/a", "canonical link (another site)"),
        ("https://www.gazette.example/", "og:url (the home page)"),
    ]
