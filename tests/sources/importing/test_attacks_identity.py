"""A page that a stranger controls stays a stranger's: no other outlet's source, domain or words are touched by it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources.importing import pipeline
from sources.importing.addresses import normalised
from sources.importing.types import FetchedPage
from sources.models import Outlet, OutletDomain, RecurringLine

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
THEIRS = "https://www.meridian.example.com/world/border"
WORDS = (
    "Guards closed the border crossing on Tuesday after a night of rain, the district office said in a statement.",
    "Drivers waited in a queue of three kilometres, and some of them turned back towards the city before noon.",
    "The office said that the road would be open again by the weekend, once the bridge had been looked at.",
)
LIES = (
    "The minister admitted on Friday that he had taken the money, and that twelve others had known of it for years.",
    "He told the court that the papers had been burnt in March, before the auditors came to look at the ledgers.",
    "His lawyer denied none of this and said that a full confession would be handed in before the end of the month.",
)


def page_html(words=WORDS, title="Rain", canonical="", site="Meridian"):
    paragraphs = "".join(f"<p>{one}</p>" for one in words)
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return f"""<html lang="en"><head><title>{title}</title>{link}<meta property="og:title" content="{title}">
    <meta property="og:site_name" content="{site}"><meta property="article:published_time" content="2024-04-30">
    </head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"""


def take(text, url="", final_url=""):
    page = FetchedPage(text.encode(), NOW, url=url, final_url=final_url or url, media_type="text/html", status=200)
    return pipeline.import_page(page, NOW)


def victim():
    return take(page_html(canonical=THEIRS), THEIRS).source


@pytest.mark.parametrize(
    "host",
    ["google.evil.com", "www.google.evil.com", "google.com.evil.com", "google.evil.co.uk", "google.a.b.c.evil.ru"],
)
def test_a_host_that_is_not_google_unwraps_to_no_other_address(host):
    key = normalised(f"https://{host}/amp/s/meridian.example.com/world/border")
    assert key.startswith(f"https://{host.removeprefix('www.')}/")


def test_a_page_behind_a_host_named_google_does_not_rewrite_another_outlets_source():
    source = victim()
    done = take(page_html(LIES, "Scandal"), "https://google.evil.com/amp/s/www.meridian.example.com/world/border")
    assert done.source != source
    assert source.versions.count() == 1


def test_an_address_that_once_redirected_to_an_article_does_not_rewrite_it_when_it_answers_by_itself():
    source = victim()
    take(page_html(canonical=THEIRS), "https://evil.com/today", final_url=THEIRS)
    done = take(page_html(LIES, "Scandal", site="Evil"), "https://evil.com/today")
    assert done.source != source
    assert source.versions.count() == 1


def test_an_address_that_now_leads_to_another_site_does_not_rewrite_its_source():
    source = victim()
    done = take(page_html(LIES, "Scandal", site="Evil"), THEIRS, final_url="https://evil.com/parked")
    assert done.source != source
    assert source.versions.count() == 1


def test_a_file_that_names_an_address_but_holds_other_words_does_not_rewrite_what_stands_there():
    source = victim()
    page = FetchedPage(page_html(LIES, "Scandal", canonical=THEIRS).encode(), NOW, name="mail.html")
    done = pipeline.import_page(page, NOW)
    assert done.source != source
    assert source.versions.count() == 1


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://evil.co.uk/a", "https://co.uk/b"),
        ("https://evil.com.au/a", "https://com.au/b"),
        ("https://evil.blogspot.com/a", "https://blogspot.com/b"),
        ("https://evil.github.io/a", "https://github.io/b"),
        ("https://evil.com./a", "https://com./b"),
    ],
)
def test_no_page_takes_a_public_suffix_for_its_outlet(url, canonical):
    take(page_html(canonical=canonical, site="Evil Times"), url)
    other = {"co.uk": "honest.co.uk", "com.au": "honest.com.au", "blogspot.com": "honest.blogspot.com"}
    neighbour = next((v for k, v in other.items() if k in url), "honest.github.io")
    assert not Outlet.objects.at_domain(neighbour).exists(), list(OutletDomain.objects.values_list("domain", flat=True))


@pytest.mark.parametrize(
    ("url", "theirs"),
    [
        ("https://m.github.io/a", "https://honest.github.io/post"),
        ("https://amp.blogspot.com/a", "https://honest.blogspot.com/post"),
        ("https://m.co.uk/a", "https://honest.co.uk/post"),
    ],
)
def test_a_neighbour_under_one_public_suffix_is_another_site(url, theirs):
    source = take(page_html(canonical=theirs, site="Honest"), theirs).source
    done = take(page_html(LIES, "Rain", canonical=theirs, site="Evil"), url)
    assert done.source != source
    assert done.source.outlet != source.outlet
    assert source.versions.count() == 1


def test_a_lead_that_three_articles_share_is_not_cut_from_the_fourth():
    """A running story is published anew at new addresses, each time with the same first paragraph."""
    tails = [
        f"{one} police officers had been sent to the crossing by noon, a spokesman for the governor told reporters."
        for one in ("Twelve", "Twenty", "Thirty", "Forty", "Fifty")
    ]
    for n, tail in enumerate(tails[:4]):
        take(page_html((WORDS[0], tail, WORDS[1] + f" By {n} o'clock none had moved.")), f"https://run.example.com/{n}")
    done = take(page_html((WORDS[0], tails[4], WORDS[2])), "https://run.example.com/5")
    assert WORDS[0] in done.source.current_version.text, list(RecurringLine.objects.values_list("line", flat=True))
