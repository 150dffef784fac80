"""A page's own statements about its article: title, authors, dates, publisher, address, section, language.

Every value found is kept as a candidate with where it was found; the first of the best source is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sources.importing.extraction import authors, canonical, datelines, page_dates, publishers, titles
from sources.importing.extraction.page import Page
from sources.importing.types import Candidate, Extracted, StatedDate

FUTURE = timedelta(hours=24)
LANGUAGE = re.compile(r"^\s*([a-zA-Z]{2,3})(?:[-_]|$)")
SECTION_METAS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "cxenseparse:section",
    "section",
    "dc.subject",
)
LONGEST_SECTION = 60  # characters


def read(page: Page, now: datetime, url: str = "", language: str = "") -> Extracted:
    """What `page` states of itself, without paragraphs.

    `now` bounds its dates (later by a day is rejected), `url` is its own address where known, `language` what the
    `lang` attribute says.
    """
    found: list[Candidate] = []
    host = canonical.host(page, url)
    label = publishers.label_of(host)
    publisher = publishers.choose(page, host, found)
    sites = [publisher, *(one.value for one in found)]
    title = titles.choose(page, sites, label, found)
    byline, credits = authors.read(page, sites, label, found)
    dates = page_dates.read(page, url, found, lambda stated: not is_future(stated, now))
    if "published" not in dates:
        found += page_dates.elsewhere(page)
    return Extracted(
        title=title,
        byline=byline,
        credits=credits,
        published=dates.get("published"),
        modified=dates.get("modified"),
        publisher=publisher,
        language=_language(page, language, found),
        canonical=canonical.choose(page, url, found),
        section=_section(page, title, found),
        candidates=tuple(found),
    )


def is_future(stated: StatedDate, now: datetime) -> bool:
    """Whether a date lies more than 24 hours after `now`."""
    latest = now + FUTURE
    if stated.moment:
        return datetime.fromisoformat(stated.moment) > latest
    return stated.edtf > latest.date().isoformat()[: len(stated.edtf)]


def _section(page: Page, title: str, found: list[Candidate]) -> str:
    """The section: as the article says, else as its metas say, else the breadcrumb below the home page."""
    stated = [(page.structured.section(), "JSON-LD articleSection")]
    stated += [(content, name) for name, content in page.meta(*SECTION_METAS)]
    trail = [step for step in page.structured.trail[1:] if titles.fold(step) != titles.fold(title)]
    stated += [(step, "JSON-LD breadcrumbs") for step in trail[:1]]
    named = [(name, origin) for name, origin in stated if 1 < len(name) <= LONGEST_SECTION and "://" not in name]
    found.extend(Candidate("section", name, origin, chosen=n == 0) for n, (name, origin) in enumerate(named))
    return named[0][0] if named else ""


def _language(page: Page, declared: str, found: list[Candidate]) -> str:
    stated = [(declared, "lang attribute")]
    stated += [
        (content, name) for name, content in page.meta("og:locale", "content-language", "dc.language", "language")
    ]
    stated.append((page.structured.text("inLanguage"), "JSON-LD inLanguage"))
    codes = [(match[1].lower(), origin) for value, origin in stated if (match := LANGUAGE.match(value))]
    found.extend(Candidate("language", code, origin) for code, origin in codes)
    return codes[0][0] if codes else ""


def with_text(stated: Extracted, detected: str, body: Sequence[str] = ()) -> Extracted:
    """`stated` with what the article's own words tell: `detected` is the language they are in, `body` its paragraphs.

    The language that the page declares stands, but for pages that declare English and are not: templates do that. The
    paragraphs give the day of writing and the agency, where they say so in a dateline or a last line.
    """
    stated = authors.completed(datelines.completed(page_dates.of_the_article(stated), body))
    believed = stated.language if stated.language and (stated.language != "en" or not detected) else detected
    candidates = (
        (*stated.candidates, Candidate("language", detected, "the words of the text"))
        if detected
        else stated.candidates
    )
    chosen = next((one for one in candidates if one.field == "language" and one.value == believed), None)
    marked = tuple(replace(one, chosen=True) if one is chosen else one for one in candidates)
    return replace(stated, language=believed, candidates=marked)
