"""When a page says it was published and changed. What it does not say is not found out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bs4.element import Tag
from htmldate import find_date as find_in_page
from lxml import etree
from lxml.html import HtmlElement

from sources.importing.extraction import titles
from sources.importing.extraction.dates import find_date, read_machine_date
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.page import Page, attribute, is_foreign
from sources.importing.extraction.stamps import UPDATED, date_line
from sources.importing.types import Candidate, Extracted, StatedDate

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
IN_ADDRESS = re.compile(
    r"/((?:19|20)\d{2})(?:([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/_-]|\b)|/(0[1-9]|1[0-2])(?=/))"
)

PRINTED = "date printed"  # how the origins of days begin that are read off the page
ELSEWHERE = "another part of the page (rejected)"
MOST_ELEMENTS, MOST_OTHERS = 20_000, 20
DIGIT = re.compile(r"\d")
LONGEST_STAMP = 80  # characters

Stated = tuple[str, str]  # value as written, where
Allowed = Callable[[StatedDate], bool]


def read(page: Page, url: str, found: list[Candidate], allowed: Allowed) -> dict[str, StatedDate]:
    """The published and the modified date that `page` states, each the first of its best source."""
    chosen: dict[str, StatedDate] = {}
    for name, stated in (("published", _published(page, url)), ("modified", _modified(page))):
        for value, origin in stated:
            read = read_machine_date(value)
            if read is None:
                continue
            possible = allowed(read)
            place = origin if possible else f"{origin} (rejected: in the future)"
            found.append(Candidate(name, read.moment or read.edtf, place, chosen=possible and name not in chosen))
            if possible:
                chosen.setdefault(name, read)
    return chosen


def _published(page: Page, url: str) -> Iterator[Stated]:
    yield page.structured.text("datePublished"), "JSON-LD datePublished"
    yield from ((content, name) for name, content in page.meta(*PUBLISHED_METAS))
    yield from ((value, "element marked datePublished") for value in page.item("datePublished"))
    times = [one for one in page.times() if not MODIFIED_TIME.search(_marks(one))]
    marked = [one for one in times if "pubdate" in one.attrs or PUBLISHED_TIME.search(_marks(one))]
    chosen = marked or (times if len(times) == 1 else [])
    yield from ((attribute(one, "datetime"), "time element") for one in chosen[:3])
    yield page.structured.text("dateCreated"), "JSON-LD dateCreated"
    yield from _in_titles(page)
    yield in_address(url), "address"


def _in_titles(page: Page) -> Iterator[Stated]:
    """A last part of the page's title that is a day and nothing else: "Bridge opens | Gazette | 28.04.2023"."""
    for title in [*page.texts("title")[:1], *(content for _, content in page.meta("og:title"))]:
        *_, last = titles.SEPARATOR.split(title)
        found = find_date(last)
        if last != title and found and not found[1].strip() and len(found[0].edtf) == 10:
            yield last, "title element"


def _modified(page: Page) -> Iterator[Stated]:
    yield page.structured.text("dateModified"), "JSON-LD dateModified"
    yield from ((content, name) for name, content in page.meta(*MODIFIED_METAS))
    yield from ((value, "element marked dateModified") for value in page.item("dateModified"))
    times = [one for one in page.times() if MODIFIED_TIME.search(_marks(one))]
    yield from ((attribute(one, "datetime"), "time element") for one in times[:3])


def _marks(tag: Tag) -> str:
    return " ".join(attribute(tag, name) for name in ("class", "itemprop", "id", "data-testid"))


def in_address(url: str) -> str:
    """The day or the month that an address carries (/2022/04/29/, /2022/04/), "" where it carries none."""
    match = IN_ADDRESS.search(re.split("[?#]", url)[0])
    return "-".join(filter(None, (match[1], match[3] or match[5], match[4]))) if match else ""


def printed_in(tree: HtmlElement, now: datetime) -> StatedDate | None:
    """The day that a stamp under the headline states, where htmldate's fast rules find the same, as printed.

    Asked only where the page marks no date. Alone those rules take a teaser's day, or make the first of January of a
    lone year; a stamp alone may be anybody's, and several of different days are those of a list.
    """
    day = find_in_page(tree, extensive_search=False, original_date=True, max_date=now.date().isoformat())
    printed = list(_stamped_below_headline(tree)) if day else []
    return printed[0] if printed and all(one.edtf == day for one in printed) else None


def _stamped_below_headline(tree: HtmlElement) -> Iterator[StatedDate]:
    """The days of the article's own stamps between the first h1 and the text, in order."""
    heading = next(tree.iter("h1"), None)
    for element in [] if heading is None else heading.xpath("following::*[not(self::script or self::style)]"):
        text = " ".join((element.text or "").split())
        if len(text) > LONGEST_STAMP and element.tag == "p" and not is_foreign(element):
            return  # the text has begun: a date inside it or behind it is another thing's
        stamp = _stamp(text)
        if stamp and len(stamp.edtf) == 10 and not _is_elsewhere(element) and not UPDATED.search(text):
            yield stamp


def elsewhere(page: Page) -> list[Candidate]:
    """The days that are printed in other parts of a page alone: its head, its comments, links to other articles."""
    own: set[str] = set()
    others: set[str] = set()
    for element in islice(page.tree.iter(etree.Element), MOST_ELEMENTS):
        text = " ".join((element.text or "").split())
        stamp = _stamp(text) if element.tag not in {"script", "style", "title", "option"} else None
        if stamp:
            (others if _is_elsewhere(element) else own).add(stamp.edtf)
    return [Candidate("published", day, ELSEWHERE) for day in sorted(others - own)[:MOST_OTHERS]]


def _stamp(text: str) -> StatedDate | None:
    """The day of a text that holds a date and little else."""
    return date_line(Line(0, 0, text)) if 6 <= len(text) <= LONGEST_STAMP and DIGIT.search(text) else None


def _is_elsewhere(element: HtmlElement) -> bool:
    return is_foreign(element) or any(one.tag == "a" for one in [element, *element.iterancestors()])


def of_the_article(stated: Extracted) -> Extracted:
    """`stated` without a printed day of publication that is another thing's.

    A month alone is what captions and texts print; a day that only the page's other parts print is theirs.
    """
    chosen = next((one for one in stated.candidates if one.field == "published" and one.chosen), None)
    if stated.published is None or chosen is None or not chosen.origin.startswith(PRINTED):
        return stated
    days = {one.value for one in stated.candidates if one.origin == ELSEWHERE}
    reason = "no day" if len(stated.published.edtf) < 10 else "of another part" if stated.published.edtf in days else ""
    if not reason:
        return stated
    refused = replace(chosen, chosen=False, origin=f"{chosen.origin} (rejected: {reason})")
    return replace(
        stated, published=None, candidates=tuple(refused if one is chosen else one for one in stated.candidates)
    )
