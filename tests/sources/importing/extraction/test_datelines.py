from __future__ import annotations

import pytest

from sources.importing.extraction import datelines
from sources.importing.types import Credit, Extracted, StatedDate

PUBLISHED = StatedDate("2022-05-01T08:00:00Z", "2022-05-01", "2022-05-01T08:00:00+00:00")
REST = ["The bridge stays open."]


@pytest.mark.parametrize(
    ("opening", "printed", "day"),
    [
        ("KABUL, April 29 (Reuters) — The minister", "April 29", "2022-04-29"),
        ("KABUL, April 29 — The minister", "April 29", "2022-04-29"),
        ("Kabul, April 29, 2021 – The minister", "April 29, 2021", "2021-04-29"),
        ("МОСКВА, 29 апреля. /ТАСС/. Министр", "29 апреля.", "2022-04-29"),
        ("Madrid, 29 abr (EFE).- El ministro", "29 abr", "2022-04-29"),
        ("BERLIN, 29. April (dpa) - Der Minister", "29. April", "2022-04-29"),
        ("(ANSA) - ROMA, 29 APR - Il ministro", "29 APR", "2022-04-29"),
        ("On April 29, the minister said", "", ""),
        ("In Kabul, April 29 was a holiday", "", ""),
        ("KABUL, Nov 22 — The minister", "", ""),
        ("Kabul – The minister spoke on April 29 - and left", "", ""),
    ],
)
def test_the_day_of_a_dateline_is_the_day_of_writing(opening: str, printed: str, day: str) -> None:
    found = datelines.written_in(opening, PUBLISHED)
    assert (found.printed, found.edtf) == (printed, day) if found and day else found is None


def test_a_day_without_its_year_is_none_where_no_publication_is_stated() -> None:
    assert datelines.written_in("KABUL, April 29 — The minister", None) is None


def test_a_day_at_the_turn_of_the_year_is_in_the_year_before() -> None:
    found = datelines.written_in("KABUL, Dec. 30 — The minister", StatedDate("2022-01-02", "2022-01-02"))
    assert found is not None and found.edtf == "2021-12-30"


def test_the_agency_of_a_text_is_credited_where_nobody_is() -> None:
    completed = datelines.completed(
        Extracted(published=PUBLISHED), ["KABUL, April 29 (AFP) — The minister spoke.", *REST]
    )
    assert completed.credits == (Credit("AFP", "agency"),)
    assert completed.written is not None and completed.published == PUBLISHED


def test_the_agency_of_a_text_is_a_candidate_beside_its_author() -> None:
    signed = Extracted(credits=(Credit("Amina Karimi"),))
    completed = datelines.completed(signed, ["KABUL (AFP) — The minister spoke.", *REST])
    assert completed.credits == signed.credits
    assert [(one.field, one.value, one.chosen) for one in completed.candidates] == [("agency", "AFP", False)]
