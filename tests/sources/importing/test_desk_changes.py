"""What an editor did to a text is done again to the next reading of the page."""

import pytest

from sources.importing.desk_changes import done_again
from sources.importing.types import Paragraph


def text(*lines):
    return tuple(Paragraph("text", line) for line in lines)


READ = text("One.", "Advertisement", "Two.", "Three.")


@pytest.mark.parametrize(
    ("kept", "now", "expected"),
    [
        (READ, READ, READ),
        (text("One.", "Two.", "Three."), text("One!", "Advertisement", "Two.", "New."), text("One!", "Two.", "New.")),
        (text("One.", "Box.", "Two."), text("One.", "Two.", "Four."), text("One.", "Box.", "Two.", "Four.")),
        (text("Top.", *("One.", "Two.")), text("Other."), text("Top.", "Other.")),
        (text("One.", "Box."), text("One.", "Box.", "Two."), text("One.", "Box.")),
    ],
)
def test_what_was_left_out_stays_out_and_what_was_taken_in_comes_again(kept, now, expected):
    assert done_again(READ, kept, now) == expected


def test_a_kind_that_an_editor_gave_is_given_again():
    kept = (Paragraph("heading", "One."), *READ[1:])
    assert done_again(READ, kept, READ)[0] == Paragraph("heading", "One.")


def test_the_title_is_no_part_of_it():
    kept = (Paragraph("title", "A title"), *READ)
    assert done_again(READ, kept, READ) == READ
