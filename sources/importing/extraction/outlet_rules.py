"""What an editor has said about one outlet's pages, as CSS selectors, put to use in one page.

The selectors are soupsieve's, so they are matched by BeautifulSoup on a copy of the page whose elements are numbered;
a page whose outlet has no rules costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree
from lxml.html import HtmlElement, tostring

from sources.importing.extraction import metadata, names
from sources.importing.extraction.dates import read_machine_date
from sources.importing.extraction.page import attribute, text_of
from sources.importing.types import Candidate, Credit, Extracted, ImportRefused, Rules

ORIGIN = "the outlet's rule"
NUMBER = "data-factdesk-element"
#: What a page cannot do without.
WHOLE = frozenset({"html", "head", "body"})
MOST_VALUES = 20
LONGEST_VALUE = 600


@dataclass(frozen=True)
class Marked:
    """What the rules point at in one page."""

    body: tuple[HtmlElement, ...] = ()  # the outermost elements that the paragraphs are to be taken from, in order
    title: str = ""
    author: tuple[str, ...] = ()
    date: str = ""
    idle: tuple[tuple[str, str], ...] = ()  # (field, selector) of rules that match nothing in this page


def check_selectors(rules: Rules) -> list[tuple[str, str]]:
    """(field, sentence) for each selector that is no CSS selector; nothing where all can be used."""
    found = ((field, selector, _fault(selector)) for field, selector in _stated(rules))
    return [(field, _sentence(selector, fault)) for field, selector, fault in found if fault]


def apply(tree: HtmlElement, rules: Rules) -> Marked:
    """What `rules` point at in a parsed page, from which the elements to drop are removed.

    Raises ImportRefused, with a sentence for an editor, where a selector cannot be read.
    """
    if rules == Rules():
        return Marked()
    for field, sentence in check_selectors(rules):
        raise ImportRefused(f"A rule of the outlet cannot be used ({field}). {sentence}")
    numbered = _numbered(tree)
    soup = BeautifulSoup(tostring(tree, encoding="unicode"), "lxml")
    tags = {(field, selector): soup.select(selector) for field, selector in _stated(rules)}
    values = {field: _values(matching) for (field, _), matching in tags.items() if field not in {"body", "drop"}}
    found = {rule: _elements(matching, numbered) for rule, matching in tags.items()}
    body = tuple(_outermost(found.get(("body", rules.body), [])))
    for (field, _), elements in found.items():
        for element in elements if field == "drop" else ():
            _remove(element)
    for element in numbered:
        element.attrib.pop(NUMBER, None)
    return Marked(
        body,
        next(iter(values.get("title", [])), ""),
        tuple(values.get("author", [])),
        next(iter(values.get("date", [])), ""),
        tuple(rule for rule, elements in found.items() if not elements),
    )


def completed(stated: Extracted, marked: Marked, now: datetime) -> Extracted:
    """`stated` with what the rules point at: it wins over all that the page states of itself.

    A rule that matches nothing, or whose date cannot be read, is told as a candidate that is not chosen.
    """
    found = [Candidate(field, "", f"{ORIGIN} {selector} matches nothing") for field, selector in marked.idle]
    if marked.title:
        stated = replace(stated, title=marked.title, candidates=_with(stated, "title", marked.title))
    if marked.author:
        byline = ", ".join(marked.author)
        stated = replace(stated, byline=byline, candidates=_with(stated, "byline", byline))
        credits = tuple(dict.fromkeys(one for printed in marked.author for one in _credits(printed)))
        stated = replace(stated, credits=credits, candidates=_with(stated, "author", *(one.name for one in credits)))
    if marked.date:
        day = read_machine_date(marked.date)
        if day is None or metadata.is_future(day, now):
            found.append(Candidate("published", marked.date, f"{ORIGIN}, which cannot be read as a past day"))
        else:
            stated = replace(stated, published=day, candidates=_with(stated, "published", day.moment or day.edtf))
    return replace(stated, candidates=(*stated.candidates, *found))


def _credits(printed: str) -> tuple[Credit, ...]:
    return names.credits_in(names.strip_label(printed))


def _with(stated: Extracted, field: str, *values: str) -> tuple[Candidate, ...]:
    """The candidates with those of the rule first, and no other of their field chosen."""
    others = (replace(one, chosen=False) if one.field == field else one for one in stated.candidates)
    return (*(Candidate(field, value, ORIGIN, chosen=True) for value in values), *others)


def _stated(rules: Rules) -> list[tuple[str, str]]:
    single = [("body", rules.body), ("title", rules.title), ("author", rules.author), ("date", rules.date)]
    return [(field, selector) for field, selector in (*single, *(("drop", one) for one in rules.drop)) if selector]


def _fault(selector: str) -> str:
    try:
        BeautifulSoup("", "lxml").css.compile(selector)
    except Exception as error:  # soupsieve's own error, and whatever strange input makes its parser raise
        return str(error).splitlines()[0] or "unknown fault"
    return ""


def _sentence(selector: str, fault: str) -> str:
    return f"“{selector}” is no CSS selector ({fault}). Write one such as “div.article-body” or “#story p”."


def _numbered(tree: HtmlElement) -> list[HtmlElement]:
    elements = list(tree.iter(etree.Element))
    for number, element in enumerate(elements):
        element.set(NUMBER, str(number))
    return elements


def _elements(tags: list[Tag], numbered: list[HtmlElement]) -> list[HtmlElement]:
    """The elements that matching tags stand for; the copy may hold some that the page does not write."""
    numbers = [str(tag.get(NUMBER) or "") for tag in tags]
    return [numbered[int(number)] for number in numbers if number.isdecimal()]


def _outermost(elements: list[HtmlElement]) -> Iterator[HtmlElement]:
    chosen = set(elements)
    return (one for one in elements if not any(around in chosen for around in one.iterancestors()))


def _values(tags: list[Tag]) -> list[str]:
    """What elements say: a machine-readable value where they carry one, else their text."""
    carried = (attribute(one, "datetime") or attribute(one, "content") or text_of(one) for one in tags[:MOST_VALUES])
    return [value for value in carried if 0 < len(value) <= LONGEST_VALUE]


def _remove(element: HtmlElement) -> None:
    if str(element.tag).lower() not in WHOLE and element.getparent() is not None:
        element.drop_tree()
