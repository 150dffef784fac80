"""Metadata of real pages, where they are at hand: how often it is right, and that no date is made up."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from sources.importing.extraction import metadata
from sources.importing.extraction.dates import find_date
from sources.importing.extraction.decoding import decode
from sources.importing.extraction.disagreeing import questions
from sources.importing.extraction.html import extract_html, parsed, without_scripts
from sources.importing.extraction.page import Page
from sources.importing.types import Extracted, ImportRefused, StatedDate

PAGES = Path(__file__).resolve().parents[5] / "shared" / "data" / "pages" / "fundus"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
EVERY = 6  # of the pages is read as a whole; of all of them only what they state of themselves
DATES = re.compile(r'"(?:datePublished|dateModified|dateCreated|uploadDate)"\s*:\s*"[^"]*"\s*,?')
OF_DATES = re.compile(r"date|time|modif|publish(?!er)")
WORDS = re.compile(r"\w+")

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the pages to measure on are not beside the project")


def truths() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    return found


def markup_of(page: str) -> str:
    return decode(gzip.decompress((PAGES / "html" / f"{page}.html.gz").read_bytes()), "")


@pytest.fixture(scope="module")
def read() -> dict[str, Extracted]:
    """What the pages state of themselves; what they print around the text is left out."""
    stated = {page: metadata.read(Page(parsed(without_scripts(markup_of(page)))), NOW) for page in truths()}
    return {page: metadata.with_text(one, "") for page, one in stated.items()}


def fold(text: str) -> str:
    return " ".join(WORDS.findall(text.casefold()))


def days_of(stated: StatedDate | None) -> set[str]:
    if stated is None:
        return set()
    moment = datetime.fromisoformat(stated.moment) if stated.moment else None
    return {stated.edtf, *([moment.astimezone(UTC).date().isoformat()] if moment and moment.tzinfo else [])}


def test_titles_authors_days_and_publishers_are_right_as_often_as_we_say(read: dict[str, Extracted]) -> None:
    right: dict[str, list[bool]] = {"title": [], "authors": [], "published": [], "publisher": []}
    for page, truth in truths().items():
        found = read[page]
        right["title"].append(fold(found.title) == fold(truth["title"]))
        right["publisher"].append(fold(found.publisher) == fold(truth["publisher"]))
        right["published"].append(truth["published"][:10] in days_of(found.published))
        if truth["authors"]:
            names = {fold(one.name) for one in found.credits}
            right["authors"].append(names == {fold(name) for name in truth["authors"]})
    share = {field: sum(values) / len(values) for field, values in right.items()}
    assert share["title"] >= 0.87 and share["authors"] >= 0.90 and share["published"] >= 0.96, share
    assert share["publisher"] >= 0.57, share


def test_few_pages_ask_an_editor(read: dict[str, Extracted]) -> None:
    assert sum(bool(questions(one)) for one in read.values()) <= len(read) * 0.15


def test_no_date_is_invented_on_pages_stripped_of_their_own(read: dict[str, Extracted]) -> None:
    some = list(read.items())[::EVERY]
    invented = {page: day for page, known in some if (day := _found_without(page, known))}
    assert invented == {}


def _found_without(page: str, known: Extracted) -> str:
    """The day found on a page without its dates, "" where none is, or the own one is printed in some other form."""
    own = days_of(known.published) | days_of(known.modified)
    own |= {(date.fromisoformat(day) + timedelta(days=n)).isoformat() for day in own for n in (-1, 1)}
    try:
        published = extract_html(_stripped(markup_of(page), own), NOW).published
    except ImportRefused:
        return ""
    return published.edtf if published and published.edtf not in own else ""


def _stripped(markup: str, own: set[str]) -> str:
    tree = lxml_html.document_fromstring(DATES.sub("", without_scripts(markup)))
    for element in list(tree.iter("meta", "time")):
        named = " ".join(element.get(key) or "" for key in ("name", "property", "itemprop")).lower()
        if element.tag == "time" or OF_DATES.search(named) or find_date(element.get("content") or ""):
            element.drop_tree()
    for element in tree.iter():
        if isinstance(element.tag, str):
            if (element.get("itemprop") or "").startswith("date"):
                element.attrib.pop("itemprop")
            element.text, element.tail = _without(element.text, own), _without(element.tail, own)
    return str(lxml_html.tostring(tree, encoding="unicode"))


def _without(text: str | None, own: set[str]) -> str | None:
    found = find_date(" ".join(text.split())) if text and len(text) < 200 else None
    return "" if found and found[0].edtf in own else text
