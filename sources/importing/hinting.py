"""What is known of an outlet before one of its pages is read: an editor's rules, and lines that recur."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sources.importing.addresses import AddressError, host_of
from sources.importing.extraction.dump_lines import Line
from sources.importing.extraction.titles import fold
from sources.importing.types import NO_HINTS, TITLE, Hints, Rules
from sources.models import Outlet, OutletRule, RecurringLine, SourceVersion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.importing.types import FetchedPage

NEWEST = 20  # articles of the outlet that are compared
SEVERAL = 3  # of them hold a line that recurs
LONGEST = 300
EDGE = 5  # paragraphs at either end among which furniture stands


def hints_for(page: FetchedPage) -> Hints:
    """The hints for a page by its address; none where its outlet is not known."""
    url = page.final_url or page.url
    outlet = _outlet_at(url) if url else None
    if outlet is None:
        return NO_HINTS
    recurring = outlet.recurring_lines.filter(is_left_out=True).values_list("line", flat=True)
    return Hints(rules_for(outlet, urlsplit(url).path), frozenset(recurring))


def rules_for(outlet: Outlet, path: str) -> Rules:
    """The rule of the outlet whose path is the longest beginning of `path`."""
    rules = OutletRule.objects.filter(outlet=outlet, is_active=True)
    fitting = [rule for rule in rules if path.startswith(rule.path)]
    return max(fitting, key=lambda rule: len(rule.path)).as_rules() if fitting else Rules()


def remember_recurring(outlet: Outlet) -> None:
    """Keep the lines that several of the outlet's newest articles share; once met, a line stays known.

    Full sentences are never such lines: an agency closes many articles with one paragraph of background.
    """
    newest = outlet.sources.order_by("-pk").values_list("current_version", flat=True)[:NEWEST]
    current = SourceVersion.objects.filter(pk__in=[pk for pk in newest if pk]).only("text", "blocks")
    counted = Counter(line for version in current for line in set(_lines(version)))
    recurring = [line for line, count in counted.items() if count >= SEVERAL]
    RecurringLine.objects.bulk_create(
        [RecurringLine(outlet=outlet, line=line) for line in recurring], ignore_conflicts=True
    )


def _lines(version: SourceVersion) -> Iterator[str]:
    """The folded lines at either end of an article: amid its prose a line may well recur."""
    blocks = version.blocks if len(version.blocks) <= 2 * EDGE else [*version.blocks[:EDGE], *version.blocks[-EDGE:]]
    for kind, start, end in blocks:
        text = version.text[start:end]
        if kind != TITLE and len(text) <= LONGEST and not Line(0, 0, text).is_prose and (folded := fold(text)):
            yield folded[:LONGEST]


def _outlet_at(url: str) -> Outlet | None:
    try:
        return Outlet.objects.at_domain(host_of(url)).first()
    except AddressError:
        return None
