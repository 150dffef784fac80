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
    trail: tuple[str, ...] = ()  # the breadcrumbs' names, from the home page down

    def text(self, key: str) -> str:
        """A property of the article as one plain line; "" where it is absent or no text."""
        return plain(_first(self.article.get(key)))

    def names(self, key: str) -> list[tuple[str, bool]]:
        """(name, is an organisation) of every person or body that a property names; references are resolved."""
        found = (_named(item, self.by_id) for item in _flat(self.article.get(key)))
        return [one for names in found for one in names]

    def part_of(self) -> list[str]:
        """The names of what the article is part of, but for other articles: a site, a periodical, a product."""
        found = [_resolved(item, self.by_id) for item in _items(self.article.get("isPartOf"))]
        wholes = [one for one in found if not any(ARTICLE.search(kind) for kind in _types(one))]
        return [name for one in wholes for name in _names_of(one)]

    def section(self) -> str:
        """The section that the article says it stands in; "" where it says none."""
        return plain(_first(self.article.get("articleSection")))

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
        """Whether the page says that its text, or a part of it, is not free to read."""
        parts = [one for one in _items(self.article.get("hasPart")) if isinstance(one, dict)]
        own = _is_free(self.article)
        return own is False or (own is None and any(_is_free(part) is False for part in parts))


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
    trails = [node for node in nodes if "BreadcrumbList" in _types(node)]
    return Structured(best, by_id, next(filter(None, sites), ""), _trail(trails[0]) if trails else ())


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
        for key in (
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "isPartOf",
            "author",
            "creator",
            "publisher",
            "breadcrumb",
        ):
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


def _flat(value: Any, depth: int = 0) -> list[Any]:
    """The items of a value that may be a list of lists."""
    found: list[Any] = []
    for item in _items(value) if depth < DEPTH else []:
        found += _flat(item, depth + 1) if isinstance(item, list) else [item]
    return found[:MOST_NODES]


def _resolved(item: Any, by_id: dict[str, Node]) -> Node:
    if not isinstance(item, dict):
        return {}
    reference = item.get("@id")
    known = not item.get("name") and isinstance(reference, str)
    return by_id.get(str(reference), item) if known else item


def _named(item: Any, by_id: dict[str, Node]) -> list[tuple[str, bool]]:
    if not isinstance(item, dict):
        return [(name, False)] if (name := plain(item)) else []
    node = _resolved(item, by_id)
    organisation = any(ORGANISATIONS.search(kind) for kind in _types(node))
    return [(name, organisation) for name in _names_of(node)]


def _names_of(node: Node) -> list[str]:
    """The names of a person or body: its name, several of them, or its parts."""
    names = [plain(one) for one in _items(node.get("name"))]
    parts = " ".join(filter(None, (plain(node.get("givenName")), plain(node.get("familyName")))))
    return [name for name in names if name] or ([parts] if parts else [])


def _is_free(node: Node) -> bool | None:
    """What a node says of free access; None where it says nothing."""
    said = str(_first(node.get("isAccessibleForFree"))).lower().rsplit("/", 1)[-1]
    return {"true": True, "false": False}.get(said)


def _trail(node: Node) -> tuple[str, ...]:
    steps = [item for item in _items(node.get("itemListElement")) if isinstance(item, dict)]
    named = [(str(step.get("position", "")).zfill(3), _step_name(step)) for step in steps[:10]]
    return tuple(name for _, name in sorted(named, key=lambda one: one[0]) if name)


def _step_name(step: Node) -> str:
    item = step.get("item")
    return plain(step.get("name")) or (plain(item.get("name")) if isinstance(item, dict) else "")
