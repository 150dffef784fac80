"""How many elements of a page a rule's selectors point at."""

from datetime import UTC, datetime

from sources.importing.extraction.rule_matches import Match, matches
from sources.importing.types import FetchedPage, Rules

PAGE = FetchedPage(
    b"<h1>Rain</h1><p>One.</p><p>Two.</p><aside>No.</aside>", datetime(2026, 1, 1, tzinfo=UTC), name="a.html"
)


def test_each_selector_is_counted_in_the_order_of_the_rule():
    assert matches(PAGE, Rules(body="p", title="h1", author=".by", drop=("aside", "p + p"))) == (
        Match("body", "p", 2),
        Match("title", "h1", 1),
        Match("author", ".by", 0),
        Match("drop", "aside", 1),
        Match("drop", "p + p", 1),
    )


def test_a_rule_without_selectors_has_nothing_to_count():
    assert matches(PAGE, Rules()) == ()
