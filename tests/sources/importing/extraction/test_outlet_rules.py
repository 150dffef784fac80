from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources.importing.extraction.html import extract_html
from sources.importing.extraction.outlet_rules import check_selectors
from sources.importing.types import Extracted, Hints, ImportRefused, Rules

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Border crossing stays open all winter"
FIRST = "The foreign minister said on Monday that the border crossing would stay open for the whole of the winter."
SECOND = "Traders on both sides of the river have asked for longer hours since the bridge was repaired in the spring."
THIRD = "He added that customs officers would be sent from the capital as soon as their quarters were ready for them."
ASIDE = "The Gazette has printed the news of the border districts every week since the year 1994, rain or shine."
PAGE = (
    f"<html><head><title>{TITLE}</title><meta name='author' content='Paul Novak'>"
    "<meta property='article:published_time' content='2021-05-03'></head><body>"
    f"<div class='kicker'>Winter at the border</div><h1>{TITLE}</h1><span class='by'>By Amina Karimi</span>"
    "<time class='day' datetime='2021-05-04T10:00:00+02:00'>yesterday</time>"
    f"<div class='story'><p>{FIRST}</p><h2>What traders want</h2><p>{SECOND}</p>"
    f"<blockquote><p>“{THIRD}”</p></blockquote><ul><li>Longer hours on market days.</li></ul>"
    f"<p class='house'>{ASIDE}</p></div><div class='story'><p>{THIRD}</p></div></body></html>"
)


def read(**rules: object) -> Extracted:
    return extract_html(PAGE, NOW, hints=Hints(rules=Rules(**rules)))  # type: ignore[arg-type]


def kinds(extracted: Extracted) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in extracted.paragraphs]


def test_dropped_elements_are_not_read() -> None:
    assert ASIDE in [text for _, text in kinds(read())]
    assert ASIDE not in [text for _, text in kinds(read(drop=(".advert", "p.house")))]


def test_paragraphs_are_taken_from_the_body_alone_with_their_kinds() -> None:
    assert kinds(read(body="div.story", drop=(".house",))) == [
        ("text", FIRST),
        ("heading", "What traders want"),
        ("text", SECOND),
        ("quote", f"“{THIRD}”"),
        ("list", "Longer hours on market days."),
        ("text", THIRD),
    ]
    assert kinds(read(body="div.story + div.story, div.story + div.story p")) == [("text", THIRD)]


def test_title_author_and_date_of_the_rule_win() -> None:
    extracted = read(title=".kicker", author="span.by", date="time.day")
    assert extracted.title == "Winter at the border"
    assert [one.name for one in extracted.credits] == ["Amina Karimi"]
    assert extracted.published is not None and extracted.published.edtf == "2021-05-04"
    chosen = {one.field: one.origin for one in extracted.candidates if one.chosen and one.field != "language"}
    assert chosen == dict.fromkeys(("title", "byline", "author", "published"), "the outlet's rule")
    assert ("published", "2021-05-03", False) in [(one.field, one.value, one.chosen) for one in extracted.candidates]


@pytest.mark.parametrize(
    "rules", [{"body": ".nothing"}, {"body": ".kicker"}, {"title": ".nothing"}, {"drop": (".nothing",)}, {"date": "h1"}]
)
def test_a_rule_of_no_use_is_told_and_the_page_read_without_it(rules: dict[str, object]) -> None:
    extracted, usual = read(**rules), read()
    assert (extracted.title, extracted.published, kinds(extracted)) == (usual.title, usual.published, kinds(usual))
    told = [one for one in extracted.candidates if one.origin.startswith("the outlet's rule")]
    assert len(told) == 1 and not told[0].chosen


def test_a_rule_cannot_drop_the_whole_page() -> None:
    assert kinds(read(drop=("html", "body"))) == kinds(read())


@pytest.mark.parametrize("selector", ["div[", "p::", ">", "a:unknown(", "..x"])
def test_a_selector_that_cannot_be_read_is_refused_with_a_sentence(selector: str) -> None:
    assert [field for field, _ in check_selectors(Rules(body=selector, title="h1", drop=("p", selector)))] == [
        "body",
        "drop",
    ]
    with pytest.raises(ImportRefused, match="no CSS selector"):
        read(body=selector)


def test_good_selectors_pass() -> None:
    assert (
        check_selectors(Rules("article p:not(.x)", "h1", "[rel=author]", "time[datetime]", ("#ad", "p:has(> b)"))) == []
    )
