from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sources.importing.extraction import metadata
from sources.importing.types import Extracted
from tests.sources.importing.extraction.pages_of_a_test import json_ld, meta, read

SITE = meta("og:site_name", "Border Gazette")


def names(extracted: Extracted) -> list[tuple[str, str]]:
    return [(one.name, one.kind) for one in extracted.credits]


KARIMI = [("Amina Karimi", "person")]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (json_ld(author="Border Gazette"), '<p class="byline">By Amina Karimi</p>'),
        (json_ld(author="border-gazette.example"), '<p class="byline">By Amina Karimi</p>'),
        ('<meta name="author" content="border-gazette.example developer">', '<p class="byline">Amina Karimi</p>'),
        (json_ld(author={"name": "news@border-gazette.example"}), '<p class="byline">Amina Karimi</p>'),
        (json_ld(author={"@type": "Person", "givenName": "Amina", "familyName": "Karimi"}), ""),
        (json_ld(author=[[{"name": ["Amina Karimi", "AMINA KARIMI", "Amína Karimi"]}]]), ""),
        (meta("twitter:label1", "Written by") + meta("twitter:data1", "Amina Karimi"), ""),
        (meta("twitter:label1", "Verfasst von") + meta("twitter:data1", "Amina Karimi"), ""),
        ("", '<p class="byline">By Amina Karimi 05.01.2025, 14:05</p>'),
        ("", '<span class="author">Amina Karimi, GAZETTE NORTH</span>'),
        ('<meta name="author" content="Amina Karimi, Image: Pictures Ltd">', ""),
        (json_ld(author="Paul Novak"), '<p class="byline">Amina Karimi</p><p class="author">Editor: Paul Novak</p>'),
        (
            "",
            '<p class="byline">Amina Karimi</p><div class="comments"><span class="author">Jo Doe</span></div>',
        ),
    ],
)
def test_the_writer_is_found_and_nobody_else(head: str, body: str) -> None:
    assert names(read(SITE + head, body)) == KARIMI


@pytest.mark.parametrize(
    "body",
    [
        '<div id="comments"><span class="comment-author">Jo Doe</span></div>',
        '<aside class="related-posts"><span class="author">Jo Doe</span></aside>',
        '<nav><a rel="author" href="/jo">Jo Doe</a></nav>',
        '<p class="author">https://example.com/jo</p>',
        '<p class="author">admin</p>',
        '<p class="author">14:05</p>',
    ],
)
def test_commenters_authors_of_other_articles_roles_and_hours_are_nobody(body: str) -> None:
    assert names(read(SITE, body)) == []


def test_a_known_agency_goes_before_an_unmarked_element() -> None:
    agency: dict[str, Any] = {"@type": "Organization", "name": "Deutsche Presse-Agentur"}
    extracted = read(json_ld(author=agency), '<span class="author">Hallo Ausloggen</span>')
    assert names(extracted) == [("Deutsche Presse-Agentur", "agency")]


def test_the_publication_is_credited_where_nobody_else_is() -> None:
    stated = read(SITE + json_ld(author={"@type": "Organization", "name": "Border Gazette"}))
    assert names(stated) == []  # the page may still print somebody
    completed = metadata.with_text(stated, "", ["The bridge opens today."])
    assert names(completed) == [("Border Gazette", "other")]
    assert [one.value for one in completed.candidates if one.field == "author" and one.chosen] == ["Border Gazette"]


def test_an_agency_on_its_own_site_stays_an_agency() -> None:
    stated = read(json_ld(author="Reuters", publisher={"name": "Reuters"}), url="https://www.reuters.com/a/b")
    assert names(metadata.with_text(stated, "")) == [("Reuters", "agency")]


def test_several_names_keep_their_order_in_any_language() -> None:
    for printed in ("By Amina Karimi and Paul Novak", "Von Amina Karimi und Paul Novak", "Amina Karimi, Paul Novak"):
        assert [one.name for one in read("", f'<p class="byline">{printed}</p>').credits] == [
            "Amina Karimi",
            "Paul Novak",
        ]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            '<meta name="author" content="Amina Karimi">',
            "<a rel='author'>Amina Karimi</a><a rel='author'>Paul Novak</a>",
        ),
        (
            '<meta name="citation_author" content="Karimi, Amina"><meta name="citation_author" content="Novak, Paul">',
            "",
        ),
        ('<meta name="author" content="Amina Karimi"><meta name="byl" content="By Amina Karimi and Paul Novak">', ""),
    ],
)
def test_a_place_that_names_more_of_the_same_people_is_more_complete(head: str, body: str) -> None:
    assert [one.name for one in read(head, body).credits] == ["Amina Karimi", "Paul Novak"]


def test_the_byline_as_printed_names_whom_the_metas_forgot() -> None:
    stated = read('<meta name="author" content="Amina Karimi">')
    printed = replace(stated, byline="By Amina Karimi and Paul Novak")
    assert [one.name for one in metadata.with_text(printed, "").credits] == ["Amina Karimi", "Paul Novak"]
