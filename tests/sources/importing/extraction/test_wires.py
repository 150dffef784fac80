from __future__ import annotations

import pytest

from sources.importing.extraction import wires


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("AFP", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("ТАСС", "TASS"),
        ("РИА Новости", "RIA Novosti"),
        ("رويترز", "Reuters"),
        ("خبرگزاری رویترز", "Reuters"),
        ("新华社", "Xinhua"),
        ("Anadolu Ajansı", "Anadolu Agency"),
        ("agencies", "agencies"),
        ("Agenturen", "agencies"),
        ("Northern Press Agency", "Northern Press Agency"),
        ("ANI", "ANI"),
        ("Ani", ""),
        ("Petra", ""),
        ("Amina Karimi", ""),
        ("", ""),
        ("-", ""),
    ],
)
def test_agencies_are_known_by_their_names_in_their_scripts(name: str, agency: str) -> None:
    assert wires.agency(name) == agency


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reuters/AFP", ("Reuters", "AFP")),
        ("(dpa)", ("dpa",)),
        ("© 2024 AFP", ("AFP",)),
        ("Source: Xinhua", ("Xinhua",)),
        ("With inputs from ANI", ()),
        ("with Reuters reports", ("Reuters",)),
        ("Reuters said so", ()),
        ("AFP and Amina Karimi", ()),
    ],
)
def test_a_credit_names_agencies_and_nothing_else(text: str, found: tuple[str, ...]) -> None:
    assert wires.agencies(text) == found


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        ("KABUL (AFP) - The minister said", ("AFP",)),
        ("KABUL, April 29 (Reuters) - The minister said", ("Reuters",)),
        ("МОСКВА, 29 апреля. /ТАСС/. Министр сказал", ("ТАСС",)),
        ("МОСКВА, 29 апр — РИА Новости. Министр сказал", ("РИА Новости",)),
        ("(ANSA) - ROMA, 29 APR - Il ministro", ("ANSA",)),
        ("Madrid, 29 abr (EFE).- El ministro", ("EFE",)),
        ("Kabul [Afghanistan], April 29 (ANI): The minister", ("ANI",)),
        ("كابول (أ ف ب) - قال الوزير", ("أ ف ب",)),
        ("新华社北京4月29日电 外交部", ("新华社",)),
        ("The report (AFP) said that the border", ()),
        ("Reuters reported that the border was open", ()),
        ("", ()),
    ],
)
def test_datelines_credit_agencies_and_sentences_do_not(opening: str, found: tuple[str, ...]) -> None:
    assert wires.in_dateline(opening) == found


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("The border stays open, he said. (AFP)", ("AFP",)),
        ("dpa", ("dpa",)),
        ("Quelle: Reuters", ("Reuters",)),
        ("He spoke to Reuters in Kabul on Monday about the border.", ()),
        ("The border stays open (for now).", ()),
    ],
)
def test_a_text_credits_an_agency_in_its_last_line_or_bracket(last: str, found: tuple[str, ...]) -> None:
    assert wires.credited(["The minister said that the border would stay open.", last]) == found


def test_no_name_in_the_table_is_another_agency_s() -> None:
    names = [name for row in wires.ROWS for name in row.split("|")]
    folded = ["".join(wires.WORDS.findall(name)).casefold() for name in names]
    known = {
        key: {wires.agency(name) for name, fold in zip(names, folded, strict=True) if fold == key} for key in folded
    }
    assert all(folded) and [key for key, agencies in known.items() if len(agencies) > 1] == []
