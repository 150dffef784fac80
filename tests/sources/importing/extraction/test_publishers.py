from __future__ import annotations

import pytest

from sources.importing.extraction.publishers import affinity, label_of
from tests.sources.importing.extraction.pages_of_a_test import json_ld, meta, read


def publisher(name: str) -> str:
    return json_ld(publisher={"@type": "Organization", "name": name})


@pytest.mark.parametrize(
    ("head", "chosen"),
    [
        (publisher("Border Press Verlag GmbH") + meta("og:site_name", "Border Gazette"), "Border Gazette"),
        (publisher("News you can trust") + meta("og:site_name", "Border Gazette"), "Border Gazette"),
        (publisher("Border Gazette - Ediciones del Norte S.L."), "Border Gazette"),
        (publisher("Border Gazette (BG)"), "Border Gazette"),
        (publisher("border-gazette.de"), "border-gazette"),
        (publisher("Northern Media") + "<title>Bridge opens | Border Gazette</title>", "Border Gazette"),
        ('<meta name="copyright" content="© 2024 Border Gazette. All rights reserved.">', "Border Gazette"),
        ("<title>Bridge opens - Border Gazette</title>", "Border Gazette"),
        ("<title>Bridge opens - Sport</title>", ""),
        (
            '<title>x</title><link rel="alternate" type="application/rss+xml" href="/f" title="Border Gazette » Feed">',
            "Border Gazette",
        ),
        (json_ld(isPartOf={"@type": "Periodical", "name": "Border Gazette"}), "Border Gazette"),
        (publisher("Someone") + meta("og:site_name", "BORDER GAZETTE"), "BORDER GAZETTE"),
    ],
)
def test_the_name_that_statements_and_domain_agree_on_is_chosen(head: str, chosen: str) -> None:
    assert read(head).publisher == chosen


def test_the_domain_is_read_from_the_canonical_link_where_the_address_is_not_known() -> None:
    head = publisher("Northern Media") + meta("og:site_name", "Gazette")
    canonical = '<link rel="canonical" href="https://northern-media.example/a/b">'
    assert read(head + canonical, url="").publisher == "Northern Media"


def test_an_agency_s_text_on_another_site_is_published_by_the_site() -> None:
    assert read(publisher("Associated Press") + meta("og:site_name", "Border Gazette")).publisher == "Border Gazette"


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["site.com", "Site.com"], "Site.com"),
        (["site.com", "Site"], "Site"),
        (["site.de"], "site"),
    ],
)
def test_a_general_ending_is_dropped_only_where_the_name_is_printed_without_it(names: list[str], chosen: str) -> None:
    metas = "".join(meta(key, name) for key, name in zip(("og:site_name", "application-name"), names, strict=False))
    assert read(metas, url="https://www.site.com/a").publisher == chosen


def test_every_name_is_kept_with_its_place_and_as_it_was_written() -> None:
    candidates = read(publisher("Border Gazette (BG)") + meta("og:site_name", "Gazette Online")).candidates
    assert [(one.value, one.origin, one.chosen) for one in candidates if one.field == "publisher"] == [
        ("Border Gazette", "JSON-LD publisher: Border Gazette (BG)", True),
        ("Gazette Online", "og:site_name", False),
    ]


@pytest.mark.parametrize(
    ("host", "label"),
    [("www.gazette.co.uk", "gazette"), ("news.gazette.example", "gazette"), ("gazette.com.au", "gazette"), ("", "")],
)
def test_the_label_is_the_one_the_site_chose(host: str, label: str) -> None:
    assert label_of(host) == label


@pytest.mark.parametrize(
    ("name", "label", "like"),
    [
        ("Börsen-Zeitung", "boersen-zeitung", True),
        ("El País", "elpais", True),
        ("The Gazette", "gazette", True),
        ("Norddeutscher Rundfunk", "nr", True),
        ("Radio und Fernsehen", "rf", True),
        ("Gazette Plus", "gazette", False),
        ("Herald", "gazette", False),
    ],
)
def test_a_name_is_the_domain_s_by_letters_or_initials(name: str, label: str, like: bool) -> None:
    assert (affinity(name, label) > 2) is like
