from __future__ import annotations

import pytest

from sources.importing.extraction import closed
from tests.sources.importing.extraction.pages_of_a_test import json_ld, meta, page_of

CLOSED = json_ld(isAccessibleForFree=False)


@pytest.mark.parametrize(
    ("head", "words", "truncated", "paywalled"),
    [
        ("", 80, False, False),
        (CLOSED, 80, True, True),
        (CLOSED, 900, False, True),
        (json_ld(isAccessibleForFree="http://schema.org/False"), 80, True, True),
        (json_ld(hasPart={"isAccessibleForFree": "False", "cssSelector": ".closed"}), 80, True, True),
        (json_ld(isAccessibleForFree=True, hasPart=[{"isAccessibleForFree": False}]), 80, False, False),
        (json_ld(isAccessibleForFree=False, wordCount=90), 80, False, True),
        (json_ld(wordCount="1200"), 400, True, False),
        (json_ld(wordCount=2400), 400, False, False),  # of letters
        (json_ld(articleBody="word " * 900), 400, True, False),
        (meta("article:content_tier", "metered"), 400, False, True),
        ("<p>Subscribe to continue reading.</p>", 80, True, True),
        ("<p>Mit Plus-Abo weiterlesen</p>", 80, True, True),
        ("<p>Subscribe to continue reading.</p>", 900, False, False),
        ('<link rel="stylesheet" href="/paywall.css">', 80, True, False),
        ('<link rel="stylesheet" href="/paywall.css">', 200, False, False),
    ],
)
def test_part_of_a_text_and_a_text_that_is_not_free_are_told_apart(
    head: str, words: int, truncated: bool, paywalled: bool
) -> None:
    assert closed.read(page_of(head), head, words) == (truncated, paywalled)
