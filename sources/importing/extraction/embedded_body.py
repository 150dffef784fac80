"""An article that stands in a page only as data: in JSON-LD, or in the scripts that print it in a browser.

Read where the page's own markup gives no article. Scripts are never run: their string literals are read, and those
inside strings (a page streamed as escaped JSON) with them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from sources.importing.extraction import page_lines, second_opinion, text_dump
from sources.importing.extraction.dump_lines import Line, read_lines
from sources.importing.types import TEXT, Paragraph

LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
SCRIPT = re.compile(r"<script\b[^<>]{0,2000}>(.*?)</script", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|section|article|span|figure)\b[^<>]*>", re.IGNORECASE)
#: A line break of an element that JSON-LD keeps as text.
BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]{0,100}>", re.IGNORECASE)
OTHER_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
MOST_CHARACTERS = 5_000_000  # of scripts
MOST_STRINGS = 100_000
DEPTH = 3
SHORTEST = 20  # characters of a string that may hold text
FEWEST_SENTENCES = 2


def from_statement(body: str) -> list[Paragraph]:
    """The `articleBody` of a page as paragraphs, one for each of its lines."""
    plain = OTHER_TAG.sub("", BREAK.sub("\n", html.unescape(html.unescape(body))))
    return [Paragraph(TEXT, line.text) for line in read_lines(plain)]


def from_scripts(markup: str) -> list[Paragraph]:
    """The article in the scripts of a page: the string of markup with most sentences, or the densest run of strings.

    None where no string holds sentences.
    """
    strings = list(_strings(markup))
    marked = [_paragraphs(text) for text in strings if TAG.search(text)]
    best = max(marked, key=_prose, default=[])
    plain = [Line(n, 0, " ".join(text.split())) for n, text in enumerate(strings) if not TAG.search(text)]
    start, end = text_dump.find_body([line for line in plain if line.text])
    run = [Paragraph(TEXT, line.text) for line in [line for line in plain if line.text][start:end] if line.is_prose]
    chosen = max(best, run, key=_prose)
    return chosen if sum(_is_prose(one) for one in chosen) >= FEWEST_SENTENCES else []


def _strings(markup: str) -> Iterator[str]:
    """The string literals of the scripts that are long enough for a sentence, in order, each once."""
    seen: set[str] = set()
    left = MOST_CHARACTERS
    for match in SCRIPT.finditer(markup):
        script = match[1][:left]
        left -= len(script)
        for text in _literals(script, DEPTH):
            if text not in seen and len(seen) < MOST_STRINGS:
                seen.add(text)
                yield text


def _literals(text: str, depth: int) -> Iterator[str]:
    for match in LITERAL.finditer(text):
        if len(match[1]) < SHORTEST:
            continue
        try:
            value = str(json.loads(match[0], strict=False))
        except ValueError:
            continue
        nested = depth > 1 and '"' in value and ("{" in value or "[" in value)
        inner = list(_literals(value, depth - 1)) if nested else []
        yield from inner or [value]


def _paragraphs(fragment: str) -> list[Paragraph]:
    try:
        tree = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, ValueError):
        return []
    return list(second_opinion.paragraphs(page_lines.read(tree)))


def _prose(found: list[Paragraph]) -> int:
    """Words of the sentences among paragraphs."""
    return sum(Line(0, 0, one.text).count for one in found if _is_prose(one))


def _is_prose(one: Paragraph) -> bool:
    return Line(0, 0, one.text).is_prose
