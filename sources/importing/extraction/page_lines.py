"""The lines of text that a page prints, each with where in the page it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from sources.importing.extraction import titles
from sources.importing.extraction.dump_lines import Line

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub "
    "sup time tt u var wbr".split()
)
SILENT = frozenset("head script style noscript template svg button select option textarea iframe math".split())
#: What an article's own lines never stand in; an aside may hold its byline.
FURNITURE = frozenset({"nav", "footer", "figure", "figcaption", "aside"})
#: Two inline elements whose texts touch ("Amina Karimi" and "12 May") are set apart by the page's style.
TOUCHING = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=[a-zа-яё\d])(?=[A-ZА-ЯЁ])")
MOST_LINES = 20_000
KEY = 50  # characters that two prints of one line must share


@dataclass(frozen=True)
class PageLine:
    """One line as a reader sees it."""

    line: Line
    element: HtmlElement  # the innermost block that it begins in
    furniture: str = ""  # the innermost of the elements FURNITURE around it
    linked: bool = False  # all of it is a link


@dataclass
class _Open:
    """A line that is being gathered."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0  # characters that are links

    def add(self, text: str, touches: bool, linked: bool) -> None:
        if text and touches and self.parts and TOUCHING.search(self.parts[-1][-1] + text[0]):
            self.parts.append(" ")
        if text:
            self.parts.append(text)
            self.linked += len("".join(text.split())) if linked else 0


def read(tree: HtmlElement) -> list[PageLine]:
    """The lines of a parsed page in reading order, without what is never printed as text."""
    found: list[PageLine] = []
    for element, furniture, gathered in _gathered(tree):
        text = " ".join("".join(gathered.parts).split())
        if text and len(found) < MOST_LINES:
            linked = gathered.linked * 10 >= len(text.replace(" ", "")) * 9
            found.append(PageLine(Line(len(found) + 1, 0, text), element, furniture, linked))
    return found


def _gathered(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str, _Open]]:
    """(block, furniture around it, text) at each border of a block."""
    blocks: list[tuple[HtmlElement, str]] = [(tree, "")]
    links, line = 0, _Open()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        name = str(element.tag).lower()
        if event == "start" and name in SILENT:
            walk.skip_subtree()
            continue
        if name not in INLINE and name not in SILENT:
            yield (*blocks[-1], line)
            line = _Open()
            if event == "start":
                blocks.append((element, name if name in FURNITURE else blocks[-1][1]))
            elif len(blocks) > 1:
                blocks.pop()
        links += (event == "start") - (event == "end") if name == "a" else 0
        line.add((element.text if event == "start" else element.tail) or "", name in INLINE, links > 0)
    yield (*blocks[-1], line)


def key(text: str) -> str:
    """What two prints of one line have in common, however they are spaced and cut."""
    return squeezed(text)[:KEY]


def squeezed(text: str) -> str:
    """The letters and digits of a text in one case."""
    return titles.fold(text).replace(" ", "")


def places(lines: list[PageLine]) -> dict[str, list[int]]:
    """Where each line stands, by its key."""
    found: dict[str, list[int]] = {}
    for place, one in enumerate(lines):
        found.setdefault(key(one.line.text), []).append(place)
    return found


def holder(elements: list[tuple[HtmlElement, int]], share: float) -> HtmlElement | None:
    """The innermost element around those that make up `share` of the words; None where there are none.

    `elements` are blocks with the words in each.
    """
    wanted = sum(words for _, words in elements) * share
    inside: dict[HtmlElement, int] = {}
    for element, words in elements:
        for around in (element, *element.iterancestors()):
            inside[around] = inside.get(around, 0) + words
    best = [element for element, words in inside.items() if words >= wanted > 0]
    return max(best, key=_depth, default=None)


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())
