"""The five real text dumps that the project was started with, where they are at hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.importing.extraction import extract
from sources.importing.types import BODY_KINDS, Extracted, FetchedPage

SEEDS = Path(__file__).resolve().parents[5] / "shared" / "seeds"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside the project")


def lines_of(number: str) -> list[str]:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return [" ".join(line.split()) for line in path.read_text(encoding="utf-8").split("\n")]


def seed(number: str) -> Extracted:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return extract(FetchedPage(path.read_bytes(), NOW, name=path.name), NOW)


@pytest.mark.parametrize(
    ("number", "first", "last"), [("000", 9, 25), ("001", 24, 62), ("002", 5, 71), ("003", 6, 18), ("004", 7, 21)]
)
def test_the_body_is_exactly_the_article_s_lines(number: str, first: int, last: int) -> None:
    wanted = [line for line in lines_of(number)[first - 1 : last] if line]
    assert [one.text for one in seed(number).paragraphs if one.kind in BODY_KINDS] == wanted


@pytest.mark.parametrize(("number", "line"), [("000", 7), ("001", 18)])
def test_the_picture_s_line_is_a_caption(number: str, line: int) -> None:
    assert [one.text for one in seed(number).paragraphs if one.kind == "caption"] == [lines_of(number)[line - 1]]


@pytest.mark.parametrize(("number", "line"), [("000", 3), ("001", 14), ("003", 1), ("004", 3)])
def test_the_headline_is_the_title(number: str, line: int) -> None:
    assert seed(number).title == lines_of(number)[line - 1]


def test_a_dump_without_a_headline_is_untitled_and_keeps_its_sub_headings() -> None:
    extracted = seed("002")
    assert extracted.title == ""
    assert sum(one.kind == "heading" for one in extracted.paragraphs) == 8


@pytest.mark.parametrize(
    ("number", "byline", "kind"),
    [
        ("000", "Daniel Kim", "person"),
        ("001", "Michael Hughes", "person"),
        ("002", "Olivium's Editor", "other"),
        ("004", "Daniel Kim", "person"),
    ],
)
def test_the_byline_names_whom_it_prints(number: str, byline: str, kind: str) -> None:
    extracted = seed(number)
    assert extracted.byline == byline
    assert [(one.name, one.kind) for one in extracted.credits] == [(byline, kind)]


def test_an_article_without_a_byline_has_none() -> None:
    assert (seed("003").byline, seed("003").credits) == ("", ())


def test_the_dateline_and_the_stamp_are_both_read() -> None:
    extracted = seed("001")
    assert extracted.written is not None and extracted.published is not None
    assert (extracted.written.printed, extracted.written.edtf) == ("April 29, 2022", "2022-04-29")
    assert (extracted.published.printed, extracted.published.edtf) == ("30th April, 2022", "2022-04-30")


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_no_date_is_invented(number: str) -> None:
    extracted = seed(number)
    assert (extracted.written, extracted.published, extracted.modified) == (None, None, None)


@pytest.mark.parametrize(
    ("number", "publisher"), [("000", ""), ("001", "Afghan Online Press"), ("002", "Olivium"), ("003", ""), ("004", "")]
)
def test_the_publisher_is_who_the_page_names(number: str, publisher: str) -> None:
    assert seed(number).publisher == publisher


@pytest.mark.parametrize("number", ["000", "004"])
def test_the_mail_address_suggests_the_outlet(number: str) -> None:
    suggested = [(one.value, one.origin, one.chosen) for one in seed(number).candidates if one.field == "publisher"]
    assert suggested == [("viewusglobal.com", "mail address", False)]
