"""Which of the titles that a page states is its headline: the one most of its places agree on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sources.importing.extraction.page import LONGEST_TITLE, Page
from sources.importing.extraction.publishers import HOST_NAME, affinity, letters
from sources.importing.types import Candidate

SEPARATOR = re.compile(r"\s+[|·•»«–—*-]+\s+|\s*\|\s*|\s+:{1,2}\s+|\s*：\s*")
WORDS = re.compile(r"\w+")
HIDDEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphens and the like: they part no words
#: Read only where none of the four places names the article.
OTHER_METAS = (
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "title",
)


def choose(page: Page, sites: Iterable[str], label: str, found: list[Candidate]) -> str:
    """The title by vote of JSON-LD headline, og:title, h1 and title element.

    Of two pairs the one with the printed heading wins; other ties go to the order above. `sites` are the names that
    the page may carry before or behind its title, `label` is its domain's own label.
    """
    names = [name for name in dict.fromkeys(sites) if name]
    stated = _stated(page, names, label)
    votes: dict[str, list[str]] = {}
    for title, origin in stated:
        votes.setdefault(fold(title), []).append(origin)
    best = max(stated, key=lambda one: _weight(votes[fold(one[0])]), default=None) or next(
        iter(_others(page, names, label)), None
    )
    for title, origin in stated or ([best] if best else []):
        found.append(Candidate("title", title, origin, chosen=(title, origin) == best))
    return best[0] if best else ""


def _weight(origins: list[str]) -> tuple[int, bool]:
    return len(origins), len(origins) > 1 and "h1" in origins


def _stated(page: Page, sites: list[str], label: str) -> list[tuple[str, str]]:
    heads = [head for head in page.texts("h1") if not _is_site(head, sites, label)]
    og = next((content for _, content in page.meta("og:title") if len(content) <= LONGEST_TITLE), "")
    element = next(iter(page.texts("title")), "")
    headline = page.structured.text("headline")[:LONGEST_TITLE]
    likely = [headline, og, *heads]
    stated = [
        (without_site(headline, sites, label, heads), "JSON-LD headline"),
        (without_site(og, sites, label, [headline, *heads]), "og:title"),
        (_main_heading(heads, [headline, og, element]), "h1"),
        (without_site(element, sites, label, likely), "title element"),
    ]
    return [(title, origin) for title, origin in stated if title and not _is_site(title, sites, label)]


def _others(page: Page, sites: list[str], label: str) -> list[tuple[str, str]]:
    stated = [(without_site(content, sites, label, []), name) for name, content in page.meta(*OTHER_METAS)]
    return [(title, name) for title, name in stated if title and len(title) <= LONGEST_TITLE]


def _is_site(title: str, sites: list[str], label: str) -> bool:
    return any(fold(title) == fold(site) for site in sites) or affinity(title, label) > 2


def _main_heading(heads: list[str], others: list[str]) -> str:
    """The h1 that the other titles share most words with; a page may have several."""
    known = set(fold(" ".join(others)).split())
    return max(heads[:10], key=lambda head: len(known & set(fold(head).split())), default="")


def without_site(title: str, sites: list[str], label: str, others: list[str]) -> str:
    """A title without the site's name, and whatever stands beyond it, before or behind a stroke or dash."""
    cuts = list(SEPARATOR.finditer(title))
    for cut in cuts:
        for part in (title[: cut.start()], title[cut.end() :]):
            if any(other and fold(other) == fold(part) for other in others):
                return part.strip()
    if not cuts:
        return title.strip()
    bounds = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(title)]
    parts = [title[start:end] for start, end in zip(*bounds, strict=True)]
    behind = next((n for n, part in enumerate(parts) if n and _names_site(part, sites, label)), 0)
    if behind:
        return without_site(title[: cuts[behind - 1].start()], sites, label, others)
    if _names_site(parts[0], sites, label):
        return title[cuts[0].end() :].strip()
    strokes = [cut for cut in cuts if "|" in cut[0]]
    return title[: strokes[0].start()].strip() if strokes and strokes[0].start() > len(title) / 3 else title.strip()


def _names_site(part: str, sites: list[str], label: str) -> bool:
    """Whether a part of a title is the site's name, a longer or shorter form of it, or an address."""
    bare = letters(part)
    if not bare or len(part.split()) > 6:
        return False
    if HOST_NAME.match(part.strip()) or affinity(part.strip(), label) > 2:
        return True
    known = [name for site in sites if (name := letters(site))]
    return any(bare == name or (len(bare) > 2 and (bare in name or name in bare) and len(name) > 2) for name in known)


def fold(text: str) -> str:
    """Words alone, in one case, for comparing."""
    folded = text.casefold()
    return " ".join(WORDS.findall(folded if folded.isascii() else HIDDEN.sub("", folded)))
