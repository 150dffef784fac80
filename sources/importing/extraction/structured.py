"""JSON-LD as pages write it (schema.org Article): lists, graphs, references and broken syntax included."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]

ARTICLE = re.compile(r"(?:Article|BlogPosting|SocialMediaPosting|Report|WebPage)$")
#: Which kind of node describes the article best: anything called an article, then a posting or report, then the page.
RANKS = (re.compile(r"Article$"), re.compile(r"Posting$|Report$"), re.compile(r"WebPage$"))
ORGANISATIONS = re.compile(r"(?:Organi[sz]ation|Corporation|NewsAgency)$")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
WRAPPING = re.compile(r"^\s*(?:<!\[CDATA\[|<!--|/\*.*?\*/|//\s*<!\[CDATA\[)|(?:\]\]>|-->|;)\s*$", re.DOTALL)
DEPTH = 12  # how deep nodes are looked for; real pages nest to four
MOST_NODES = 5000


@dataclass(frozen=True)
class Structured:
    """The article node of a page ({} where there is none) and all nodes that can be referred to."""

    article: Node = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)
    site_name: str = ""  # of a WebSite node

    def text(self, key: str) -> str:
        """A property of the article as one plain line; "" where it is absent or no text."""
        return plain(_first(self.article.get(key)))

    def names(self, key: str) -> list[tuple[str, bool]]:
        """(name, is an organisation) of every person or body that a property names; references are resolved."""
        found = (_name(item, self.by_id) for item in _items(self.article.get(key)))
        return [(name, organisation) for name, organisation in found if name]

    def url(self) -> str:
        """The article's own address as the node states it."""
        for key in ("mainEntityOfPage", "url", "@id"):
            value = _first(self.article.get(key))
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url")
            if isinstance(value, str) and value.startswith("http"):
                return value
        return ""

    def is_closed(self) -> bool:
        """Whether the page says that its text is not free to read."""
        return str(_first(self.article.get("isAccessibleForFree"))).lower() in {
            "false",
            "http://schema.org/false",
        }


def read_json_ld(scripts: Iterable[str]) -> Structured:
    """The article that the JSON-LD scripts of a page describe. Never raises: what cannot be read is left out."""
    nodes = [node for script in scripts for value in _load(script) for node in _walk(value)][:MOST_NODES]
    by_id: dict[str, Node] = {}
    for node in nodes:
        known = node.get("@id")
        if isinstance(known, str) and len(node) > len(by_id.get(known, {"@id": known})):
            by_id[known] = node
    articles = [node for node in nodes if any(ARTICLE.search(kind) for kind in _types(node))]
    sites = [plain(node.get("name")) for node in nodes if "WebSite" in _types(node)]
    best = min(articles, key=_rank, default={})
    return Structured(best, by_id, next(filter(None, sites), ""))


def plain(value: Any) -> str:
    """A value as one line of text, without entities and tags."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = html.unescape(html.unescape(str(value)))
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text).split())


def _load(script: str) -> Iterator[Any]:
    text = WRAPPING.sub("", script.strip()).strip()
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text), html.unescape(TRAILING_COMMA.sub(r"\1", text))):
        try:
            yield json.loads(attempt, strict=False)
            return
        except (ValueError, RecursionError):
            continue
    yield from _salvaged(text)


def _salvaged(text: str) -> Iterator[Any]:
    """The first whole value of a script that has more behind it, as pages that join two blocks do."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    for _ in range(20):
        start = text.find("{", at)
        if start < 0:
            return
        try:
            value, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return
        yield value


def _walk(value: Any, depth: int = 0) -> Iterator[Node]:
    if depth > DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "isPartOf", "author", "creator", "publisher"):
            if isinstance(value.get(key), list | dict):
                yield from _walk(value[key], depth + 1)


def _types(node: Node) -> list[str]:
    return [kind.rsplit("/", 1)[-1] for kind in _items(node.get("@type")) if isinstance(kind, str)]


def _rank(node: Node) -> tuple[int, bool]:
    kinds = _types(node)
    kind = min(n for n, rank in enumerate((*RANKS, ARTICLE)) if any(rank.search(one) for one in kinds))
    return kind, not node.get("headline")


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _name(item: Any, by_id: dict[str, Node]) -> tuple[str, bool]:
    if isinstance(item, dict):
        reference = item.get("@id")
        if not item.get("name") and isinstance(reference, str):
            item = by_id.get(reference, item)
        organisation = any(ORGANISATIONS.search(kind) for kind in _types(item))
        return plain(_first(item.get("name"))), organisation
    return plain(item), False
