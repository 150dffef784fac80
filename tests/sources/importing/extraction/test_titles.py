from __future__ import annotations

import pytest

from sources.importing.extraction.titles import fold
from tests.sources.importing.extraction.pages_of_a_test import json_ld, meta, read

SITE = meta("og:site_name", "Border Gazette")


def titles(headline: str, og: str, h1: str, element: str) -> str:
    return read(json_ld(headline=headline) + meta("og:title", og) + f"<title>{element}</title>", f"<h1>{h1}</h1>").title


@pytest.mark.parametrize(
    ("stated", "chosen"),
    [
        (("A b c", "A b c", "D e f", "G h i"), "A b c"),
        (("A b c", "D e f", "A b c", "D e f"), "A b c"),
        (("A b c", "D e f", "D e f", "A b c"), "D e f"),
        (("A b c", "D e f", "D e f", "D e f"), "D e f"),
        (("A b c", "D e f", "G h i", "J k l"), "A b c"),
    ],
    ids="pair_of_the_head pair_with_heading pair_with_heading_again three_to_one all_differ".split(),
)
def test_most_places_win_and_of_two_pairs_the_one_with_the_printed_heading(
    stated: tuple[str, str, str, str], chosen: str
) -> None:
    assert titles(*stated) == chosen


@pytest.mark.parametrize(
    "element",
    [
        "Bridge opens early | Border Gazette",
        "Bridge opens early - Border Gazette",
        "Border Gazette – Bridge opens early",
        "Bridge opens early * Border Gazette * by Jo Doe",
        "Bridge opens early | World | Border Gazette | 04.05.2021",
        "Bridge opens early - border-gazette.example",
        "Bridge opens early：Border Gazette",
        "Bridge opens early : Border Gazette",
    ],
)
def test_the_site_s_name_and_what_stands_beyond_it_are_cut_off(element: str) -> None:
    assert read(f"{SITE}<title>{element}</title>").title == "Bridge opens early"


def test_a_dash_inside_a_title_stays() -> None:
    assert read(f"{SITE}<title>Bridge opens – early</title>").title == "Bridge opens – early"


def test_a_heading_that_is_the_site_s_name_is_no_title() -> None:
    assert read(SITE, "<h1>Border Gazette</h1>").title == ""


def test_other_metas_are_read_where_the_four_places_are_empty() -> None:
    assert read('<meta name="twitter:title" content="Bridge opens | Border Gazette">' + SITE).title == "Bridge opens"


def test_soft_hyphens_part_no_words() -> None:
    assert fold("Helikopter\u00adlandeplatz") == "helikopterlandeplatz"
