"""The lines of text that a page prints, each with where in the page it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from sources.importing.extraction import titles
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.once import once

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub "
    "sup time tt u var wbr".split()
)
SILENT = frozenset("head script style noscript template svg button select option textarea iframe math".split())
#: What an article's own lines never stand in; an aside may hold its byline.
FURNITURE = frozenset({"nav", "footer", "figure", "figcaption", "aside"})
#: Two inline elements whose texts touch ("Amina Karimi" and "12 May") are set apart by the page's style.
TOUCHING = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=[a-zа-яё\d])(?=[A-ZА-ЯЁ])")
CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|figcaption)(?=$|[\s_-])", re.IGNORECASE)
NEAR = 2  # elements around a line that may be marked so
MOST_LINES = 20_000
KEY = 50  # characters that two prints of one line must share


@dataclass(frozen=True)
class PageLine:
    """One line as a reader sees it."""

    line: Line
    element: HtmlElement  # the innermost block that it begins in
    furniture: str = ""  # the innermost of the elements FURNITURE around it
    linked: bool = False  # all of it is a link

    @once
    def folded(self) -> str:
        return titles.fold(self.line.text)

    @once
    def key(self) -> str:
        """What `key` gives for its text."""
        return key(self.line.text)

    @once
    def make(self) -> tuple[str, ...]:
        """The names and classes of its element and of all around it: what one template prints is of one make."""
        around = (self.element, *self.element.iterancestors())
        return tuple(f"{one.tag} {one.get('class') or ''}" for one in around)


class PageLines(list[PageLine]):
    """The lines of a page in reading order; none is added once it is read."""

    def places(self, text: str) -> list[int]:
        """Where the lines stand that begin as `text` does, however spaced."""
        if text not in self._asked:  # every step asks of every paragraph
            self._asked[text] = self._by_key.get(key(text), [])
        return self._asked[text]

    @once
    def _by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self):
            found.setdefault(one.key, []).append(place)
        return found

    @once
    def _asked(self) -> dict[str, list[int]]:
        return {}


@dataclass
class _Open:
    """A line that is being gathered."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0  # characters that are links

    def add(self, text: str, touches: bool, linked: bool) -> None:
        if touches and self.parts and TOUCHING.search(self.parts[-1][-1] + text[0]):
            self.parts.append(" ")
        self.parts.append(text)
        self.linked += len("".join(text.split())) if linked else 0


def read(tree: HtmlElement) -> PageLines:
    """The lines of a parsed page in reading order, without what is never printed as text."""
    found = PageLines()
    for element, furniture, gathered in _gathered(tree):
        text = " ".join("".join(gathered.parts).split())
        if text and len(found) < MOST_LINES:
            linked = gathered.linked * 10 >= len(text.replace(" ", "")) * 9
            found.append(PageLine(Line(len(found) + 1, 0, text), element, furniture, linked))
    return found


def _gathered(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str, _Open]]:
    """(block, furniture around it, text) for each run of text between two borders of blocks."""
    blocks: list[tuple[HtmlElement, str]] = [(tree, "")]
    links, line = 0, _Open()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        name = element.tag
        if event == "start" and name in SILENT:
            walk.skip_subtree()
            continue
        if name not in INLINE and name not in SILENT:
            if line.parts:
                yield (*blocks[-1], line)
                line = _Open()
            if event == "start":
                blocks.append((element, name if name in FURNITURE else blocks[-1][1]))
            elif len(blocks) > 1:
                blocks.pop()
        links += (event == "start") - (event == "end") if name == "a" else 0
        if text := element.text if event == "start" else element.tail:
            line.add(text, name in INLINE, links > 0)
    yield (*blocks[-1], line)


def is_captioned(one: PageLine) -> bool:
    """Whether a line stands in what the page marks as a picture's."""
    near = (one.element, *islice(one.element.iterancestors(), NEAR))
    return one.furniture in {"figure", "figcaption"} or any(CAPTION.search(at.get("class") or "") for at in near)


def key(text: str) -> str:
    """What two prints of one line have in common, however they are spaced and cut."""
    return squeezed(text[: 4 * KEY])[:KEY]


def squeezed(text: str) -> str:
    """The letters and digits of a text in one case."""
    return titles.fold(text).replace(" ", "")


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
