"""When a page says it was published and changed. What it does not say is not found out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from bs4.element import Tag
from htmldate import find_date as find_in_page
from lxml.html import HtmlElement

from sources.importing.extraction.dates import find_date, read_machine_date
from sources.importing.extraction.page import Page, attribute
from sources.importing.types import Candidate, StatedDate

PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "rnews:datepublished",
    "bt:pubdate",
    "date",
)
MODIFIED_METAS = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
)
PUBLISHED_TIME = re.compile(r"publi|posted|entry-date|pubdate|post-date|article-date|dateline", re.IGNORECASE)
MODIFIED_TIME = re.compile(r"modif|updat|aktualis|edited", re.IGNORECASE)
IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|\b)")

LONGEST_STAMP = 80  # characters

Stated = tuple[str, str]  # value as written, where
Allowed = Callable[[StatedDate], bool]


def read(page: Page, url: str, found: list[Candidate], allowed: Allowed) -> dict[str, StatedDate]:
    """The published and the modified date that `page` states, each the first of its best source."""
    chosen: dict[str, StatedDate] = {}
    for name, stated in (("published", _published(page, url)), ("modified", _modified(page))):
        for value, origin in stated:
            read = read_machine_date(value)
            if read and allowed(read):
                found.append(Candidate(name, read.moment or read.edtf, origin, chosen=name not in chosen))
                chosen.setdefault(name, read)
    return chosen


def _published(page: Page, url: str) -> Iterator[Stated]:
    yield page.structured.text("datePublished"), "JSON-LD datePublished"
    yield from ((content, name) for name, content in page.meta(*PUBLISHED_METAS))
    yield from ((value, "element marked datePublished") for value in page.item("datePublished"))
    times = [tag for tag in page.times() if not MODIFIED_TIME.search(_marks(tag))]
    marked = [tag for tag in times if tag.has_attr("pubdate") or PUBLISHED_TIME.search(_marks(tag))]
    yield from (
        (attribute(tag, "datetime"), "time element") for tag in (marked or (times if len(times) == 1 else []))[:3]
    )
    yield page.structured.text("dateCreated"), "JSON-LD dateCreated"
    yield in_address(url), "address"


def _modified(page: Page) -> Iterator[Stated]:
    yield page.structured.text("dateModified"), "JSON-LD dateModified"
    yield from ((content, name) for name, content in page.meta(*MODIFIED_METAS))
    yield from ((value, "element marked dateModified") for value in page.item("dateModified"))
    times = [tag for tag in page.times() if MODIFIED_TIME.search(_marks(tag))]
    yield from ((attribute(tag, "datetime"), "time element") for tag in times[:3])


def _marks(tag: Tag) -> str:
    return " ".join(attribute(tag, name) for name in ("class", "itemprop", "id", "data-testid"))


def in_address(url: str) -> str:
    """The day that an address carries (/2022/04/29/), "" where it carries none."""
    match = IN_ADDRESS.search(url)
    return "-".join(match.groups()) if match else ""


def printed_in(tree: HtmlElement, now: datetime) -> StatedDate | None:
    """The day that htmldate's fast rules find, where it is also the first printed under the headline, as printed.

    Asked only where the page marks no date. Alone those rules take a teaser's day, or make the first of January of a
    lone year.
    """
    day = find_in_page(tree, extensive_search=False, original_date=True, max_date=now.date().isoformat())
    printed = next(_printed_below_headline(tree), None) if day else None
    return printed if printed and printed.edtf == day else None


def _printed_below_headline(tree: HtmlElement) -> Iterator[StatedDate]:
    """The days printed in short texts behind the first h1, in order."""
    heading = next(tree.iter("h1"), None)
    for element in [] if heading is None else heading.xpath("following::*[not(self::script or self::style)]"):
        text = " ".join((element.text or "").split())
        if 6 <= len(text) <= LONGEST_STAMP and (found := find_date(text)) and len(found[0].edtf) == 10:
            yield found[0]
