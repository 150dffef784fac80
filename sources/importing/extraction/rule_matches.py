"""How many elements of a page the selectors of an outlet's rule point at."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup

from sources.importing.extraction.decoding import decode
from sources.importing.extraction.reading_document import content_type, unpacked
from sources.importing.types import FetchedPage, Rules


@dataclass(frozen=True)
class Match:
    """One selector of a rule, and how many elements of the page it points at."""

    field: str
    selector: str
    count: int


def matches(page: FetchedPage, rules: Rules) -> tuple[Match, ...]:
    """One for each selector of the rule, in its order. Raises ImportRefused where the page cannot be unpacked."""
    soup = BeautifulSoup(decode(unpacked(page.data), content_type(page)), "lxml")
    single = [(name, getattr(rules, name)) for name in ("body", "title", "author", "date")]
    stated = [*single, *(("drop", one) for one in rules.drop)]
    return tuple(Match(name, selector, len(soup.select(selector))) for name, selector in stated if selector)
