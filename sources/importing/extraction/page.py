"""What metadata is read from: the parts of a page that may carry some, gathered in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree
from lxml.html import HtmlElement, tostring

from sources.importing.extraction.structured import Structured, plain, read_json_ld

CARRIERS = frozenset({"meta", "link", "title", "h1", "time"})
BYLINE_CLASS = re.compile(
    r"\b(?:by-?line|author|authors|writer|autor|auteur|authored)(?!.*(?:bio|image|avatar|photo|box|list))",
    re.I,
)
INLINE = frozenset(
    {"a", "span", "p", "div", "address", "strong", "em", "b", "cite", "li", "ul", "section", "h2", "h3", "h4"}
)
LONGEST_BYLINE = 200
MOST_BYLINES = 40
MOST_CARRIERS = 2000
LONGEST_TITLE = 600


ITEMS = frozenset({"author", "creator", "datePublished", "dateModified", "headline", "publisher"})


class Page:
    """The carriers of metadata in a parsed page, by kind. Reads nothing before it is asked."""

    def __init__(self, tree: HtmlElement) -> None:
        # BeautifulSoup takes as long for a whole page as all else together; the carriers are a hundredth of it.
        self.soup = BeautifulSoup("".join(islice(_carriers(tree), MOST_CARRIERS)), "lxml")

    @cached_property
    def structured(self) -> Structured:
        scripts = self.soup.find_all("script", type=re.compile("ld\\+json", re.I))
        return read_json_ld(script.get_text() for script in scripts)

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The contents of meta elements by lower-case name, property or itemprop."""
        found: dict[str, list[str]] = {}
        for tag in self.soup.find_all("meta"):
            content = plain(attribute(tag, "content"))
            for key in ("name", "property", "itemprop", "http-equiv"):
                if content and (name := attribute(tag, key).lower()):
                    found.setdefault(name, []).append(content)
        return found

    def meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """(name, content) for each of `names` that the page fills, in the order given."""
        for name in names:
            for content in self.metas.get(name, [])[:10]:
                yield name, content

    def texts(self, name: str) -> list[str]:
        """The texts of the first elements of that name that have one of a title's length."""
        found = (text_of(tag) for tag in self.soup.find_all(name, limit=20))
        return [text for text in found if 0 < len(text) <= LONGEST_TITLE]

    def item(self, itemprop: str) -> Iterator[str]:
        """What elements marked with a microdata property say."""
        for tag in self.soup.find_all(True, {"itemprop": itemprop}):
            yield attribute(tag, "content") or attribute(tag, "datetime") or text_of(tag)

    def times(self) -> list[Tag]:
        """The time elements that state a machine-readable value."""
        return [tag for tag in self.soup.find_all("time") if attribute(tag, "datetime")]

    def links(self, rel: str) -> list[str]:
        """The addresses of link elements with that relation."""
        return [
            attribute(tag, "href") for tag in self.soup.find_all("link") if rel in attribute(tag, "rel").lower().split()
        ]

    def bylines(self) -> Iterator[tuple[str, str]]:
        """(where, text) of elements that are bylines by relation, microdata or class."""
        for tag in self.soup.find_all(_is_byline, limit=MOST_BYLINES):
            origin = _byline_origin(tag)
            text = text_of(tag) if origin else ""
            if text and len(text) <= LONGEST_BYLINE:
                yield origin, text


def _carriers(tree: HtmlElement) -> Iterator[str]:
    """The markup of the outermost elements that may carry metadata."""
    inside: HtmlElement | None = None
    for element in tree.iter(etree.Element):
        if inside is not None and any(parent is inside for parent in element.iterancestors(inside.tag)):
            continue
        if _carries(element):
            inside = element
            yield tostring(element, encoding="unicode", with_tail=False)


def _carries(element: HtmlElement) -> bool:
    name, get = element.tag, element.get
    if name in CARRIERS:
        return True
    if name == "script":
        return "ld+json" in (get("type") or "").lower()
    return name in INLINE and bool(
        "author" in (get("rel") or "")
        or get("itemprop") in ITEMS
        or BYLINE_CLASS.search(get("class") or "")
        or "byline" in (get("data-testid") or "")
    )


def _is_byline(tag: Tag) -> bool:
    return bool(_byline_origin(tag))


def _byline_origin(tag: Tag) -> str:
    if tag.name not in INLINE:
        return ""
    if "author" in attribute(tag, "rel").split():
        return "link marked as the author's"
    if attribute(tag, "itemprop") in {"author", "creator"}:
        return "element marked as the author"
    marked = BYLINE_CLASS.search(attribute(tag, "class")) or "byline" in attribute(tag, "data-testid")
    return "printed byline" if marked else ""


def attribute(tag: Tag, name: str) -> str:
    """An attribute as one string, "" where it is absent."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "").strip()


def text_of(tag: Tag) -> str:
    """The text of an element as one line."""
    return " ".join(tag.get_text(" ").split())
