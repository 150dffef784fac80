"""A web page -> Extracted: the body by trafilatura, cleaned and given kinds; the rest by `metadata`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from sources.importing.extraction import (
    around_page,
    closed,
    languages,
    metadata,
    outlet_rules,
    page_body,
    page_dates,
)
from sources.importing.extraction.page import Page
from sources.importing.types import (
    BODY_KINDS,
    NO_HINTS,
    Candidate,
    Extracted,
    Hints,
    ImportRefused,
)

LONGEST_PAGE = 2_000_000  # characters; the time of every extractor grows faster than the page
NO_ARTICLE = "The page holds no article text. Open it in a browser, copy the article and paste it instead."
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
SILENT = re.compile(r"<(/?)(script|style)\b([^<>]{0,2000})>", re.IGNORECASE)


def extract_html(markup: str, now: datetime, url: str = "", hints: Hints = NO_HINTS) -> Extracted:
    """The article in a decoded page. Raises ImportRefused where the page is too large or holds no article."""
    whole, markup = markup, without_scripts(markup)
    if len(markup) > LONGEST_PAGE:
        raise ImportRefused("The page is larger than 2 MB. Save the article alone and import that.")
    tree = parsed(markup)
    marked = outlet_rules.apply(tree, hints.rules)
    page = Page(tree)
    stated = metadata.read(page, now, url, _declared_language(tree))
    if stated.published is None:
        stated = _with_printed_date(stated, tree, now)
    said = _statements(page, marked.title or stated.title)
    read = page_body.read(tree, whole, said, marked, hints)
    paragraphs = read.paragraphs
    body = [paragraph.text for paragraph in paragraphs if paragraph.kind in BODY_KINDS]
    words = page_body.words_in(paragraphs)
    if words < page_body.FEWEST_WORDS:
        raise ImportRefused(NO_ARTICLE)
    if read.place:
        stated = around_page.completed(stated, read.place, now)
        paragraphs = around_page.without_signature(paragraphs, stated.byline)
    stated = outlet_rules.completed(stated, marked, now)
    stated = metadata.with_text(stated, languages.detect("\n".join(body)), body)
    truncated, paywalled = closed.read(page, markup, words)
    return replace(
        stated,
        paragraphs=paragraphs,
        agreement=read.agreement,
        truncated=truncated,
        paywalled=paywalled,
        candidates=(*stated.candidates, *read.candidates),
    )


def _statements(page: Page, title: str) -> page_body.Statements:
    summaries = [page.structured.text("description"), *(text for _, text in page.meta("og:description", "description"))]
    body = page.structured.article.get("articleBody")
    return page_body.Statements(title, tuple(summaries), body if isinstance(body, str) else "")


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


def parsed(markup: str) -> HtmlElement:
    """The tree of a page. Raises ImportRefused where nothing can be parsed."""
    try:
        # Comments would part the text of an element into pieces, of which some would be lost.
        parser = etree.HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True)
        # One class for all elements: lxml.html's own table of classes asks Python for each element that is touched.
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
        return lxml_html.document_fromstring(DECLARATION.sub("", markup), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise ImportRefused(NO_ARTICLE) from error


def _declared_language(tree: HtmlElement) -> str:
    return str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def _with_printed_date(stated: Extracted, tree: HtmlElement, now: datetime) -> Extracted:
    found = page_dates.printed_in(tree, now)
    if found is None or metadata.is_future(found, now):
        return stated
    candidate = Candidate("published", found.edtf, "date printed on the page", chosen=True)
    return replace(stated, published=found, candidates=(*stated.candidates, candidate))
