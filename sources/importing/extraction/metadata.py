"""A page's own statements about its article: title, authors, dates, publisher, address, language.

Every value found is kept as a candidate with where it was found; the first of the best source is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from sources.importing.extraction import names, page_dates, titles
from sources.importing.extraction.page import Page
from sources.importing.types import Candidate, Credit, Extracted, StatedDate

AUTHOR_METAS = (
    "author",
    "article:author",
    "og:article:author",
    "article:author_name",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "twitter:creator:name",
)
SITE_METAS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "citation_journal_title",
    "publisher",
    "apple-mobile-web-app-title",
)
#: "bild.de", "nationalpost", "Verlag und Druck GmbH"
ADDRESS_LIKE = re.compile(r"\.[a-z]{2,10}$|^[a-z0-9-]+$|\b(?:GmbH|Ltd|Inc|LLC|S\.?A|AG|AB|AS|plc|Co)\b\.?$", re.ASCII)
FUTURE = timedelta(hours=24)
LANGUAGE = re.compile(r"^\s*([a-zA-Z]{2,3})(?:[-_]|$)")
HOME = re.compile(r"^/?(?:index\.\w+|home|[a-z]{2}(?:-[a-z]{2})?)?/?$", re.IGNORECASE)
SUBDOMAINS = re.compile(r"^(?:www\d?|m|mobile|amp|edition)\.")


def read(page: Page, now: datetime, url: str = "", language: str = "") -> Extracted:
    """What `page` states of itself, without paragraphs.

    `now` bounds its dates (later by a day is rejected), `url` is its own address where known, `language` what the
    `lang` attribute says.
    """
    found: list[Candidate] = []
    publisher = _publisher(page, found)
    title = titles.choose(page, publisher, found)
    byline, credits = _authors(page, found)
    dates = page_dates.read(page, url, found, lambda stated: not is_future(stated, now))
    return Extracted(
        title=title,
        byline=byline,
        credits=credits,
        published=dates.get("published"),
        modified=dates.get("modified"),
        publisher=publisher,
        language=_language(page, language, found),
        canonical=_canonical(page, url, found),
        candidates=tuple(found),
    )


def is_future(stated: StatedDate, now: datetime) -> bool:
    """Whether a date lies more than 24 hours after `now`."""
    latest = now + FUTURE
    if stated.moment:
        return datetime.fromisoformat(stated.moment) > latest
    return stated.edtf > latest.date().isoformat()[: len(stated.edtf)]


def _publisher(page: Page, found: list[Candidate]) -> str:
    """The name the page publishes under; one that is no address and no company's full style goes first."""
    stated = [(name, "JSON-LD publisher") for name, _ in page.structured.names("publisher")]
    stated += [(content, name) for name, content in page.meta(*SITE_METAS)]
    stated.append((page.structured.site_name, "JSON-LD WebSite"))
    named = [(name, origin) for name, origin in stated if 1 < len(name) <= 80 and not re.search(r"https?:|@", name)]
    best = min(named[:2], key=lambda one: bool(ADDRESS_LIKE.search(one[0])), default=("", ""))
    found.extend(Candidate("publisher", name, origin, chosen=(name, origin) == best) for name, origin in named)
    return best[0]


def _authors(page: Page, found: list[Candidate]) -> tuple[str, tuple[Credit, ...]]:
    """The byline as printed and the credits of the best source that names somebody."""
    printed = [(origin, text, names.credits_in(names.strip_label(text))) for origin, text in page.bylines()]
    printed = [one for one in printed if one[2]]
    sources = [("JSON-LD author", _structured_credits(page)), *_meta_credits(page)]
    sources += [(origin, credits) for origin, _, credits in printed]
    named = [(origin, credits) for origin, credits in sources if credits]
    if not named:
        return "", ()
    people = [one for one in named if any(credit.kind == "person" for credit in one[1])]
    origin, chosen = (people or named)[0]
    known = {credit.name.casefold() for credit in chosen}
    for place, credits in named:
        found.extend(
            Candidate("author", one.name, place, place == origin and one.name.casefold() in known) for one in credits
        )
    byline = next((names.strip_label(text) for _, text, credits in printed if _same(credits, chosen)), "")
    byline = byline or ", ".join(credit.name for credit in chosen)
    found.append(Candidate("byline", byline, origin, chosen=True))
    return byline, chosen


def _same(some: tuple[Credit, ...], others: tuple[Credit, ...]) -> bool:
    return {one.name.casefold() for one in some} == {one.name.casefold() for one in others}


def _structured_credits(page: Page) -> tuple[Credit, ...]:
    stated = page.structured.names("author") or page.structured.names("creator")
    return _unique(
        one
        for name, organisation in stated
        for one in ([names.credit(name, True)] if organisation else names.credits_in(names.strip_label(name)))
    )


def _meta_credits(page: Page) -> list[tuple[str, tuple[Credit, ...]]]:
    by_name: dict[str, list[str]] = {}
    for name, content in page.meta(*AUTHOR_METAS):
        by_name.setdefault(name, []).append(content)
    return [
        (name, _unique(one for content in contents for one in names.credits_in(names.strip_label(content))))
        for name, contents in by_name.items()
    ]


def _unique(credits: Iterable[Credit | None]) -> tuple[Credit, ...]:
    found: dict[str, Credit] = {}
    for one in credits:
        if one:
            found.setdefault(one.name.casefold(), one)
    return tuple(found.values())


def _language(page: Page, declared: str, found: list[Candidate]) -> str:
    stated = [(declared, "lang attribute")]
    stated += [
        (content, name) for name, content in page.meta("og:locale", "content-language", "dc.language", "language")
    ]
    stated.append((page.structured.text("inLanguage"), "JSON-LD inLanguage"))
    codes = [(match[1].lower(), origin) for value, origin in stated if (match := LANGUAGE.match(value))]
    found.extend(Candidate("language", code, origin) for code, origin in codes)
    return codes[0][0] if codes else ""


def _canonical(page: Page, url: str, found: list[Candidate]) -> str:
    stated = [(href, "canonical link") for href in page.links("canonical")]
    stated += [(content, name) for name, content in page.meta("og:url")]
    stated.append((page.structured.url(), "JSON-LD address"))
    chosen = ""
    for href, origin in stated:
        address = _address(href, url)
        good = bool(address) and _is_page_of(address, url)
        if address:
            found.append(Candidate("canonical", address, origin, chosen=good and not chosen))
        chosen = chosen or (address if good else "")
    return chosen


def _address(href: str, url: str) -> str:
    try:
        parts = urlsplit(urljoin(url, href.strip()) if url else href.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    usable = href.strip() and parts.scheme in {"http", "https"} and "." in host and " " not in parts.geturl()
    return parts._replace(fragment="").geturl() if usable else ""


def _is_page_of(address: str, url: str) -> bool:
    """Whether an address is a page, not the home page, of the site that `url` (if known) is on."""
    parts = urlsplit(address)
    if HOME.match(parts.path) and not parts.query:
        return False
    if not url:
        return True
    mine, theirs = _site(urlsplit(url).hostname or ""), _site(parts.hostname or "")
    return mine == theirs or mine.endswith("." + theirs) or theirs.endswith("." + mine)


def _site(host: str) -> str:
    return SUBDOMAINS.sub("", host.lower())


def with_text(stated: Extracted, detected: str) -> Extracted:
    """`stated` with its language checked against the one its words are in.

    What the page declares stands, but for pages that declare English and are not: templates do that.
    """
    believed = stated.language if stated.language and (stated.language != "en" or not detected) else detected
    candidates = (
        (*stated.candidates, Candidate("language", detected, "the words of the text"))
        if detected
        else stated.candidates
    )
    chosen = next((one for one in candidates if one.field == "language" and one.value == believed), None)
    marked = tuple(replace(one, chosen=True) if one is chosen else one for one in candidates)
    return replace(stated, language=believed, candidates=marked)
