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
#: Carriers that speak of the page wherever they stand.
FREE = frozenset({"meta", "link", "title", "h1", "script"})
MOST_BYLINES = 40
MOST_CARRIERS = 2000
LONGEST_TITLE = 600
FEED = re.compile("rss|atom", re.IGNORECASE)

#: Parts of a page that speak of something else than its article: what readers write, and other articles.
FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|disqus|kommentare?|commentaires?|comentarios?|respond|replies|"
    r"related(?:content|posts?|articles?|stories|links?)?|recommend(?:ed|ations?)|recirculation|read-?next|more-(?:from|news|stories)|"
    r"most-?(?:read|popular|viewed)|popular|trending|latest-?(?:news|posts|articles)|sidebar|outbrain|taboola)(?=$|[\s_-])",
    re.IGNORECASE,
)
FARTHEST = 12  # ancestors that are looked at
ITEMS = frozenset({"author", "creator", "datePublished", "dateModified", "headline", "publisher"})


class Page:
    """The carriers of metadata in a parsed page, by kind. Reads nothing before it is asked."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree  # as it was given: to be read before the body is cut out of it
        # BeautifulSoup takes as long for a whole page as all else together; the carriers are a hundredth of it.
        carriers = (tostring(one, encoding="unicode", with_tail=False) for one in _carriers(tree))
        self._tags: list[Tag] = BeautifulSoup("".join(islice(carriers, MOST_CARRIERS)), "lxml").find_all(True)
        self._by_name: dict[str, list[Tag]] = {}
        for tag in self._tags:
            self._by_name.setdefault(tag.name, []).append(tag)

    @cached_property
    def structured(self) -> Structured:
        scripts = [one for one in self._by_name.get("script", ()) if "ld+json" in attribute(one, "type").lower()]
        return read_json_ld(one.get_text() for one in scripts)

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The contents of meta elements by lower-case name, property or itemprop."""
        found: dict[str, list[str]] = {}
        for tag in self._by_name.get("meta", ()):
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
        found = (text_of(tag) for tag in self._by_name.get(name, [])[:20])
        return [text for text in found if 0 < len(text) <= LONGEST_TITLE]

    def item(self, itemprop: str) -> Iterator[str]:
        """What elements marked with a microdata property say."""
        for tag in self._tags:
            if tag.get("itemprop") == itemprop:
                yield attribute(tag, "content") or attribute(tag, "datetime") or text_of(tag)

    def times(self) -> list[Tag]:
        """The time elements that state a machine-readable value."""
        return [tag for tag in self._by_name.get("time", ()) if attribute(tag, "datetime")]

    def links(self, rel: str) -> list[str]:
        """The addresses of link elements with that relation."""
        linked = (one for one in self._by_name.get("link", ()) if rel in attribute(one, "rel").lower().split())
        return [attribute(one, "href") for one in linked]

    def feed_titles(self) -> list[str]:
        """The titles of the feeds that the page links to."""
        feeds = islice((one for one in self._by_name.get("link", ()) if FEED.search(attribute(one, "type"))), 10)
        return [title for one in feeds if (title := " ".join(attribute(one, "title").split()))]

    def bylines(self) -> Iterator[tuple[str, str]]:
        """(where, text) of elements that are bylines by relation, microdata or class."""
        marked = ((origin, one) for one in self._tags if (origin := _byline_origin(one)))
        for origin, tag in islice(marked, MOST_BYLINES):
            text = text_of(tag)
            if text and len(text) <= LONGEST_BYLINE:
                yield origin, text


def _carriers(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The outermost elements that may carry metadata."""
    inside: HtmlElement | None = None
    for element in tree.iter(etree.Element):
        if _carries(element) and not (inside is not None and _stands_in(element, inside)):
            inside = element
            if element.tag in FREE or not is_foreign(element):
                yield element


def _stands_in(element: HtmlElement, other: HtmlElement) -> bool:
    return any(around is other for around in element.iterancestors(other.tag))


def is_foreign(element: HtmlElement) -> bool:
    """Whether an element stands in what is not the article's: comments, other articles, menus, a link to elsewhere."""
    for place, one in enumerate([element, *islice(element.iterancestors(), FARTHEST)]):
        marks = f"{one.get('class') or ''} {one.get('id') or ''}"
        if one.tag in {"body", "main", "article"} and place:
            return one.tag == "article" and bool(FOREIGN.search(marks))
        if one.tag in {"nav", "footer"} or FOREIGN.search(marks):
            return not _holds_heading(one)
        if one.tag == "header" and not any(up.tag in {"article", "main"} for up in one.iterancestors()):
            return not _holds_heading(one)  # the head of the site, where today's date may stand
    return False


def _holds_heading(element: HtmlElement) -> bool:
    """Whether an element is so large that it holds the page's heading: a layout "with-sidebar"."""
    return next(element.iter("h1"), None) is not None


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
    """An attribute as one string without space around it, "" where it is absent."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "").strip()


def text_of(tag: Tag) -> str:
    """The text of an element as one line; scripts, styles and how a name is pronounced are none of it."""
    return " ".join(tag.get_text(" ").split())
