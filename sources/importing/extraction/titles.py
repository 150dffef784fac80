"""Which of the titles that a page states is its headline: the one most of its places agree on."""

from __future__ import annotations

import re

from sources.importing.extraction.page import LONGEST_TITLE, Page
from sources.importing.types import Candidate

SEPARATOR = re.compile(r"\s+[|·•»«–—-]+\s+|\s*\|\s*|\s+::\s+")
WORDS = re.compile(r"\w+")


def choose(page: Page, publisher: str, found: list[Candidate]) -> str:
    """The title by vote of og:title, JSON-LD headline, h1 and title element; ties go to that order."""
    stated = _stated(page, publisher)
    votes: dict[str, int] = {}
    for title, _ in stated:
        votes[fold(title)] = votes.get(fold(title), 0) + 1
    best = max(stated, key=lambda one: votes[fold(one[0])], default=("", ""))
    for title, origin in stated:
        found.append(Candidate("title", title, origin, chosen=(title, origin) == best))
    return best[0]


def _stated(page: Page, publisher: str) -> list[tuple[str, str]]:
    heads = [head for head in page.texts("h1") if fold(head) != fold(publisher)]
    og = next((content for _, content in page.meta("og:title") if len(content) <= LONGEST_TITLE), "")
    element = next(iter(page.texts("title")), "")
    likely = [page.structured.text("headline"), og, *heads]
    stated = [
        (without_site(og, publisher, heads), "og:title"),
        (page.structured.text("headline"), "JSON-LD headline"),
        (_main_heading(heads, [*likely[:2], element]), "h1"),
        (without_site(element, publisher, likely), "title element"),
    ]
    return [(title, origin) for title, origin in stated if title and fold(title) != fold(publisher)]


def _main_heading(heads: list[str], others: list[str]) -> str:
    """The h1 that the other titles share most words with; a page may have several."""
    known = set(fold(" ".join(others)).split())
    return max(heads[:10], key=lambda head: len(known & set(fold(head).split())), default="")


def without_site(title: str, publisher: str, others: list[str]) -> str:
    """A title without the site's name before or behind a stroke or dash."""
    cuts = list(SEPARATOR.finditer(title))
    for cut in cuts:
        for part in (title[: cut.start()], title[cut.end() :]):
            if any(other and fold(other) == fold(part) for other in others):
                return part.strip()
    if not cuts:
        return title.strip()
    first, last = title[: cuts[0].start()], title[cuts[-1].end() :]
    if publisher and _names_site(last, publisher):
        return without_site(title[: cuts[-1].start()], publisher, others)
    if publisher and _names_site(first, publisher):
        return title[cuts[0].end() :].strip()
    strokes = [cut for cut in cuts if "|" in cut[0]]
    return title[: strokes[0].start()].strip() if strokes and strokes[0].start() > len(title) / 3 else title.strip()


def _names_site(part: str, publisher: str) -> bool:
    some, others = fold(part).replace(" ", ""), fold(publisher).replace(" ", "")
    return bool(some) and (some == others or (len(some) > 2 and (some in others or others in some)))


def fold(text: str) -> str:
    """Words alone, in one case, for comparing."""
    return " ".join(WORDS.findall(text.casefold()))
