"""The body of a web page by all that is known: the outlet's rules, the page's markup, the data it carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from sources.importing.extraction import (
    embedded_body,
    furniture,
    html_body,
    page_lines,
    placing,
    recurrence,
    second_opinion,
)
from sources.importing.extraction.html_body import Body
from sources.importing.extraction.outlet_rules import ORIGIN, Marked
from sources.importing.extraction.page_lines import PageLines
from sources.importing.extraction.placing import Place
from sources.importing.types import BODY_KINDS, Candidate, Hints, Paragraph

FEWEST_WORDS = 12
FEW_WORDS = 80  # a shorter text may be all that the page shows of an article that its scripts print
TWICE = 2
IN_DATA = "text in the page's data, not in its elements"
RULE_GIVES_NOTHING = f"{ORIGIN} gives no text; the page was read without it"


@dataclass(frozen=True)
class Reading:
    """The paragraphs of a page; `candidates` tell where they are not from its markup."""

    paragraphs: tuple[Paragraph, ...]
    place: Place | None = None
    agreement: float | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Statements:
    """What a page says of its article: its title, what it is about, its text."""

    title: str = ""
    summaries: tuple[str, ...] = ()
    body: str = ""


def read(tree: HtmlElement, markup: str, said: Statements, marked: Marked, hints: Hints) -> Reading:
    """The article's paragraphs; none where there is no article.

    `markup` is the page with its scripts, which are read only where the elements give no article's text.
    """
    lines = page_lines.read(tree)
    if marked.body:
        paragraphs = _recurring_dropped(_from_rule(lines, said, marked), hints)
        if words_in(paragraphs) >= FEWEST_WORDS:
            return Reading(paragraphs, placing.locate(lines, list(paragraphs), said.title))
    stated = embedded_body.from_statement(said.body)
    body, sure = html_body.read_body(tree, lines, said.title, said.summaries, "\n".join(one.text for one in stated))
    notes = (Candidate("body", "", RULE_GIVES_NOTHING),) if marked.body else ()
    data = tuple(_from_data(markup, stated, body))
    if data:
        return Reading(data, candidates=(*notes, Candidate("body", "", IN_DATA, chosen=True)))
    return Reading(_recurring_dropped(list(body.paragraphs), hints), body.place, sure, notes)


def words_in(paragraphs: Iterable[Paragraph]) -> int:
    """Words of the body: without captions."""
    return sum(furniture.word_count(one.text) for one in paragraphs if one.kind in BODY_KINDS)


def _from_rule(lines: PageLines, said: Statements, marked: Marked) -> list[Paragraph]:
    """The lines in the elements that the rule names, without furniture, the headline and what stands around a text."""
    chosen = set(marked.body)
    inside = [one for one in lines if one.element in chosen or any(up in chosen for up in one.element.iterancestors())]
    return html_body.cleaned(lines, list(second_opinion.paragraphs(inside)), said.title)


def _from_data(markup: str, stated: list[Paragraph], body: Body) -> list[Paragraph]:
    """The article as the page's data gives it, where that is more than twice what its elements give.

    Trafilatura reads JSON-LD too, as one paragraph; that text stands in no element, so it has no place.
    """
    shown = words_in(body.paragraphs) if body.place else 0
    if words_in(stated) > max(TWICE * shown, FEWEST_WORDS):
        return stated
    if shown >= FEW_WORDS or "<script" not in markup:
        return []
    found = embedded_body.from_scripts(markup)
    return found if words_in(found) > max(TWICE * shown, FEWEST_WORDS) else []


def _recurring_dropped(found: list[Paragraph], hints: Hints) -> tuple[Paragraph, ...]:
    return tuple(recurrence.without_recurring(found, hints.recurring))
