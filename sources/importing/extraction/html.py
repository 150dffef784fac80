"""A web page -> Extracted: the body by trafilatura, cleaned and given kinds; the rest by `metadata`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from lxml import html as lxml_html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from sources.importing.extraction import around_page, furniture, html_body, languages, metadata, page_dates, page_lines
from sources.importing.extraction.page import Page
from sources.importing.types import (
    BODY_KINDS,
    Candidate,
    Extracted,
    ImportRefused,
)

LONGEST_PAGE = 2_000_000  # characters; the time of every extractor grows faster than the page
FEWEST_WORDS = 12
NO_ARTICLE = "The page holds no article text. Open it in a browser, copy the article and paste it instead."
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
SILENT = re.compile(r"<(/?)(script|style)\b([^<>]{0,2000})>", re.IGNORECASE)
PAYWALL = re.compile(
    r"\b(?:paywall|regwall|subscriber-only|premium-content-wall|metered-content|piano-offer)\b", re.IGNORECASE
)
LOCKED = frozenset({"locked", "metered", "paid", "premium", "subscriber"})
SHORT_TEXT = 300  # words; a text below this under a paywall's mark is a beginning


def extract_html(markup: str, now: datetime, url: str = "") -> Extracted:
    """The article in a decoded page. Raises ImportRefused where the page is too large or holds no article."""
    markup = without_scripts(markup)
    if len(markup) > LONGEST_PAGE:
        raise ImportRefused("The page is larger than 2 MB. Save the article alone and import that.")
    tree = _parsed(markup)
    page = Page(tree)
    stated = metadata.read(page, now, url, _declared_language(tree))
    if stated.published is None:
        stated = _with_printed_date(stated, tree, now)
    summaries = [
        page.structured.text("description"),
        *(text for _, text in page.meta("og:description", "description")),
    ]
    read = html_body.read_body(tree, page_lines.read(tree), stated.title, summaries)
    paragraphs = read.paragraphs
    body = [paragraph.text for paragraph in paragraphs if paragraph.kind in BODY_KINDS]
    words = sum(map(furniture.word_count, body))
    if words < FEWEST_WORDS:
        raise ImportRefused(NO_ARTICLE)
    if read.place:
        stated = around_page.completed(stated, read.place, now)
        paragraphs = around_page.without_signature(paragraphs, stated.byline)
    stated = metadata.with_text(stated, languages.detect("\n".join(body)))
    return replace(stated, paragraphs=paragraphs, truncated=_is_truncated(page, markup, words))


def without_scripts(markup: str) -> str:
    """The markup without scripts (but for JSON-LD) and styles: much of a page and none of its text."""
    kept, at, inside = [], 0, ""
    for match in SILENT.finditer(markup):
        closing, name = bool(match[1]), match[2].lower()
        if not inside and not closing and not (name == "script" and "ld+json" in match[3].lower()):
            kept.append(markup[at : match.start()])
            inside = name
        elif inside == name and closing:
            at, inside = match.end(), ""
    kept.append(markup[at:] if not inside else "")
    return "".join(kept)


def _parsed(markup: str) -> HtmlElement:
    try:
        # Comments would part the text of an element into pieces, of which some would be lost.
        parser = lxml_html.HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True)
        return lxml_html.document_fromstring(DECLARATION.sub("", markup), parser=parser)
    except (ParserError, ValueError) as error:
        raise ImportRefused(NO_ARTICLE) from error


def _declared_language(tree: HtmlElement) -> str:
    return str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def _with_printed_date(stated: Extracted, tree: HtmlElement, now: datetime) -> Extracted:
    found = page_dates.printed_in(tree, now)
    if found is None or metadata.is_future(found, now):
        return stated
    candidate = Candidate("published", found.edtf, "date printed on the page", chosen=True)
    return replace(stated, published=found, candidates=(*stated.candidates, candidate))


def _is_truncated(page: Page, markup: str, words: int) -> bool:
    """Whether the text is only the beginning of the article: the page says so, or it is far shorter than stated."""
    stated = page.structured.text("wordCount")
    whole = int(stated) if stated.isdecimal() and len(stated) < 7 else 0
    if whole and words >= whole * 0.8:
        return False
    if page.structured.is_closed() or any(
        content.lower() in LOCKED for _, content in page.meta("article:content_tier")
    ):
        return True
    return whole > words * 1.6 + 80 or (words < SHORT_TEXT and bool(PAYWALL.search(markup)))
