"""Text that a person typed in: every paragraph of it, and nothing else."""

import pytest

from sources.importing.extraction.handed_in import as_typed
from sources.importing.types import LIST, TEXT

WRAPPED = """Dear desk,

the ministry told us this morning that the bridge will stay closed
until the first of May, whatever the district office says. Please
do not name me.

Regards
A reader"""


def texts(given: str) -> list[str]:
    return [one.text for one in as_typed(given).paragraphs]


@pytest.mark.parametrize(
    ("given", "paragraphs"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\n\r\nTwo.", ["One.", "Two."]),
        ("Subscribe now!\nShare\nMenu", ["Subscribe now!", "Share", "Menu"]),
        (
            "14:05 He calls.\n14:07 He says the bridge is closed.",
            ["14:05 He calls.", "14:07 He says the bridge is closed."],
        ),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_every_paragraph_is_kept(given, paragraphs):
    assert texts(given) == paragraphs


def test_lines_that_a_mail_program_broke_are_joined():
    assert texts(WRAPPED) == [
        "Dear desk,",
        "the ministry told us this morning that the bridge will stay closed until the first of May, whatever the "
        "district office says. Please do not name me.",
        "Regards",
        "A reader",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "The Ministry confirms that on the night of 19 November no",
            "aircraft of the Air Force crossed the line of control, and that any",
            "statement to the contrary is false.",
        ],
        [
            "Министерство подтверждает, что в ночь на 19 ноября ни один",
            "самолёт Военно-воздушных сил не пересёк линию разграничения,",
            "и что любое иное утверждение не соответствует истине.",
        ],
        [
            "وزارت دفاع تایید می‌کند که در شب نوزدهم نوامبر هیچ هواپیمای",
            "نیروی هوایی از خط کنترول نگذشته است و هر گونه ادعای خلاف آن",
            "نادرست است.",
        ],
        [
            "Das Ministerium teilt mit, dass die Brücke in der Nacht zum",
            "19. November wegen des Hochwassers gesperrt wurde, und dass sie",
            "bis auf weiteres geschlossen bleibt.",
        ],
        [
            "The district governor denied on Friday that soldiers of the",
            "Defence Ministry had entered the valley. He said so twice.",
        ],
        [
            "The bridge had been closed for three weeks when we came there. The",
            "guards told us that nobody had asked them to open it. Since then we",
            "have waited for an answer from the ministry and the district office.",
            "Nobody has written to us.",
        ],
    ],
    ids=["English", "Russian", "Dari", "a date", "a name", "a sentence that fills its line"],
)
def test_a_sentence_that_was_broken_by_hand_is_whole_again(lines):
    assert texts("\n".join(lines)) == [" ".join(lines)]
    assert texts("Dear editors,\n\n" + "\n".join(lines) + "\n\nRegards") == [
        "Dear editors,",
        " ".join(lines),
        "Regards",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Ministry of Defence", "12 Airport Road", "Kabul 1001", "Afghanistan"],
        [
            "From: press@mod.example",
            "To: desk@paper.example",
            "Subject: What the ministry says of the night of 19 November",
        ],
        ["The woods are lovely, dark and deep,", "But I have promises to keep,", "and miles to go"],
        [
            "The bridge stays closed, says the ministry in the capital",
            "Traders ask for longer hours at the northern crossing",
        ],
        [
            "The bridge was closed on Monday by order of the ministry.",
            "The valley road was closed on the day after that one.",
        ],
        ["14:05 He calls and says that he has been at the bridge all day", "14:07 He says that no aircraft was heard"],
        ["- the bridge over the river that was closed on Monday", "- the road", "- a tunnel that nobody has ever used"],
        ["Dear colleagues,", "the ministry told us this morning that the bridge will stay closed."],
    ],
    ids=["address", "head", "verse", "headlines", "sentences", "log", "list", "salutation"],
)
def test_lines_that_were_meant_stay_apart(lines):
    assert texts("\n".join(lines)) == lines


def test_no_word_is_lost():
    assert " ".join(texts(WRAPPED)).split() == WRAPPED.split()


def test_points_of_a_list_stay_apart():
    found = as_typed("He gave three reasons:\n- the rain\n- the bridge\n2) the guards").paragraphs
    assert [one.kind for one in found] == [TEXT, LIST, LIST, LIST]


def test_nothing_is_read_out_of_it_but_its_language():
    found = as_typed(
        "By Ann Smith, 3 May 2022. The ministry said that the road was closed to all of them.", " A  call "
    )
    assert (found.title, found.byline, found.credits, found.published) == ("A call", "", (), None)
    assert found.language == "en"
    assert [one.field for one in found.candidates] == ["language"]
