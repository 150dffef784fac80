"""Read pages by other people's extractors; run by the Python of their own environment.

    python read_pages.py < pages.jsonl > results.json

Each line of the input is {"id", "markup"}. The output maps a peer to {"seconds": CPU time of all pages, "results":
{id: {"body", "title", "authors", "published", "publisher"}}}; a field that a peer does not give is absent. A page
that a peer fails on counts as empty.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from typing import Any

import extruct
import htmldate
import newspaper
import readability
import trafilatura
from lxml import html as lxml_html
from resiliparse.extract.html2text import extract_plain_text

Read = dict[str, Any]
BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "td")


def by_trafilatura(markup: str) -> Read:
    return {"body": trafilatura.extract(markup, include_comments=False)}


def by_trafilatura_with_metadata(markup: str) -> Read:
    found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=True)
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {
        "body": found.text,
        "title": found.title,
        "authors": authors,
        "published": found.date,
        "publisher": found.sitename,
    }


def by_readability(markup: str) -> Read:
    document = readability.Document(markup)
    tree = lxml_html.fromstring(document.summary(html_partial=True))
    for element in tree.iter(*BLOCKS, "br", "div"):
        element.tail = "\n" + (element.tail or "")
    return {"body": tree.text_content(), "title": document.short_title()}


def by_newspaper(markup: str) -> Read:
    article = newspaper.Article(url="https://page.invalid/", fetch_images=False)
    article.download(input_html=markup)
    article.parse()
    published = article.publish_date.isoformat() if article.publish_date else None
    publisher = article.meta_site_name
    return {
        "body": article.text,
        "title": article.title,
        "authors": article.authors,
        "published": published,
        "publisher": publisher,
    }


def by_resiliparse(markup: str) -> Read:
    return {"body": extract_plain_text(markup, main_content=True, alt_texts=False, list_bullets=False, comments=False)}


def by_htmldate(markup: str) -> Read:
    return {"published": htmldate.find_date(markup, original_date=True)}


def by_extruct(markup: str) -> Read:
    found = extruct.extract(markup, syntaxes=["json-ld", "opengraph"], uniform=True, errors="ignore")
    nodes = [node for node in found["json-ld"] if str(node.get("@type", "")).endswith("Article")]
    article, graph = (nodes or [{}])[0], (found["opengraph"] or [{}])[0]
    people = article.get("author") or []
    people = people if isinstance(people, list) else [people]
    publisher = article.get("publisher")
    return {
        "title": article.get("headline") or graph.get("og:title"),
        "authors": [one.get("name") if isinstance(one, dict) else one for one in people],
        "published": article.get("datePublished") or graph.get("article:published_time"),
        "publisher": graph.get("og:site_name") or (publisher.get("name") if isinstance(publisher, dict) else publisher),
    }


PEERS: dict[str, Callable[[str], Read]] = {
    "trafilatura": by_trafilatura,
    "trafilatura with metadata": by_trafilatura_with_metadata,
    "readability-lxml": by_readability,
    "newspaper4k": by_newspaper,
    "resiliparse": by_resiliparse,
    "htmldate": by_htmldate,
    "extruct": by_extruct,
}


def main() -> None:
    logging.disable(logging.CRITICAL)
    pages = [json.loads(line) for line in sys.stdin]
    found: dict[str, dict[str, Any]] = {}
    for name, read in PEERS.items():
        started = time.process_time()
        results = {page["id"]: _read(read, page["markup"]) for page in pages}
        found[name] = {"seconds": time.process_time() - started, "results": results}
    json.dump(found, sys.stdout, default=str)


def _read(read: Callable[[str], Read], markup: str) -> Read:
    try:
        return read(markup)
    except Exception as error:  # a peer's fault counts against it, and must not end the comparison
        return {"failed": str(error)}


if __name__ == "__main__":
    main()
