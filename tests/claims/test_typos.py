import pytest

from claims.typos import is_typo


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Twelve people were kiled at the crossing.", "Twelve people were killed at the crossing.", True),
        ("The ministry of foreign affairs met them", "The ministry of foreign affairs met them.", True),
        ("Vasily Nebenzia spoke in Geneva on Monday.", "Vasily Nebenzya spoke in Geneva on Monday.", True),
        ("Russia is considering lifting sanctions.", "Russia has refused to lift sanctions.", False),
        ("Twelve people were killed at the crossing.", "Ten people were killed at the crossing.", False),
        ("At least 50 people were killed.", "At least 51 people were killed.", False),
        ("The law is in force since 3 July 2023.", "The law is in force since 8 July 2023.", False),
        (
            "The crossing is open to lorries from Termez today.",
            "The crossing is shut to lorries from Termez today.",
            False,
        ),
        ("The Taliban were recognised by the ministry.", "The Taliban were not recognised by the ministry.", False),
    ],
)
def test_a_typo_changes_letters_and_not_what_is_said(before, after, expected):
    assert is_typo(before, after) is expected
