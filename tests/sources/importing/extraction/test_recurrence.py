from __future__ import annotations

import pytest

from sources.importing.extraction import titles
from sources.importing.extraction.recurrence import without_recurring
from sources.importing.types import Paragraph

OWN = Paragraph("text", "The foreign minister said on Monday that the border crossing would stay open all winter.")
MORE = Paragraph("text", "Traders on both sides of the river have asked for longer hours since the spring.")
BACKGROUND = Paragraph("text", "Three ceasefires along the border have been agreed and broken since the year 2014.")
HOUSE = Paragraph("text", "The Gazette has printed the news of the border districts every week since the year 1994.")
HEADING = Paragraph("heading", "What it means")
SHARE = Paragraph("text", "Send us your view")
RECURRING = frozenset(titles.fold(one.text) for one in (BACKGROUND, HOUSE, HEADING, SHARE))


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ([OWN, BACKGROUND, MORE], [OWN, BACKGROUND, MORE]),
        ([OWN, HEADING, MORE], [OWN, HEADING, MORE]),
        ([OWN, SHARE, MORE], [OWN, MORE]),
        ([HOUSE, OWN, MORE], [OWN, MORE]),
        ([OWN, MORE, HOUSE, SHARE], [OWN, MORE]),
        ([OWN, MORE, HEADING], [OWN, MORE]),
        ([BACKGROUND, HOUSE], [BACKGROUND, HOUSE]),
        ([], []),
    ],
)
def test_a_recurring_line_stays_only_in_the_midst_of_prose(found: list[Paragraph], left: list[Paragraph]) -> None:
    assert without_recurring(found, RECURRING) == left


def test_without_knowledge_of_the_outlet_nothing_is_dropped() -> None:
    assert without_recurring([OWN, SHARE, HOUSE], frozenset()) == [OWN, SHARE, HOUSE]
