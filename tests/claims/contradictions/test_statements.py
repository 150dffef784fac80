from __future__ import annotations

from datetime import date

import pytest

from claims.contradictions.statements import from_pair
from claims.contradictions.types import Days
from sources.edtf import EDTFError

LINE = {"premise": "Gorno signed on Monday", "hypothesis": "Gorno did not sign"}


def test_a_line_of_two_texts_is_enough() -> None:
    left, right = from_pair(LINE)
    assert (left.text, right.text) == ("Gorno signed on Monday", "Gorno did not sign")
    assert (left.event, left.speakers, left.stated) == ("", frozenset(), None)


def test_plain_words_become_keys() -> None:
    left, right = from_pair(
        {
            **LINE,
            "premise_event": " Lorvik  Talks",
            "hypothesis_event": "lorvik talks",
            "premise_speaker": "Petrov",
        }
    )
    assert left.event == right.event == "lorvik talks"
    assert left.speakers == frozenset(["petrov"])


def test_a_date_dates_the_words() -> None:
    left, _ = from_pair({**LINE, "premise_date": "2025-07-09"})
    assert left.stated == Days(date(2025, 7, 9), date(2025, 7, 9))
    assert left.reading.dates[0].edtf == "2025-07-07"


def test_a_month_dates_no_weekday() -> None:
    left, _ = from_pair({**LINE, "premise_date": "2025-07"})
    assert left.reading.dates[0].edtf == ""


def test_what_is_missing_or_no_date_is_an_error() -> None:
    with pytest.raises(KeyError):
        from_pair({"premise": "x"})
    with pytest.raises(EDTFError):
        from_pair({**LINE, "premise_date": "soon"})
