"""Who was there and whether it happened: half of the pairs only look as if they excluded each other."""

from __future__ import annotations

import pytest

from claims.contradictions.detector import detect
from claims.contradictions.types import CONFLICT, Statement
from claims.reading.reader import read

OPENING = {"event": "opening of the bridge", "subject": "petrov"}
TALKS = {"event": "talks"}
CLINIC = {"subject": "clinic"}


def label(left: str, right: str, left_keys: dict[str, str], right_keys: dict[str, str]) -> str | None:
    one, other = Statement(left, read(left), **left_keys), Statement(right, read(right), **right_keys)  # type: ignore[arg-type]
    found = {finding and finding.label for finding in (detect(one, other), detect(other, one))}
    assert len(found) == 1
    return found.pop()


PRESENT = ["Ivan Petrov attended the opening", "Petrov cut the ribbon", "Petrov led the delegation to Lorvik"]
PRESENT += ["Petrov took part in the ceremony", "Petrov was present at the opening", "Petrov travelled to Lorvik"]
ABSENT = ["Ivan Petrov was absent from the opening", "Petrov stayed in Teslin", "Petrov did not travel to Lorvik"]
ABSENT += ["Petrov was represented by his deputy", "Petrov stayed away", "Petrov was not present at the opening"]
ABSENT += ["Petrov skipped the ceremony", "Petrov missed the opening", "Petrov did not take part"]


@pytest.mark.parametrize("present", PRESENT)
@pytest.mark.parametrize("absent", ABSENT)
def test_nobody_is_present_and_absent_at_one_event(present: str, absent: str) -> None:
    assert label(present, absent, OPENING, OPENING) == CONFLICT
    assert label(present, absent, OPENING, OPENING | {"subject": "weiss"}) is None
    assert label(present, absent, OPENING, OPENING | {"event": "gala"}) is None


@pytest.mark.parametrize("one", range(len(PRESENT)))
def test_two_words_for_one_side_agree(one: int) -> None:
    assert label(PRESENT[one], PRESENT[one - 1], OPENING, OPENING) is None
    assert label(ABSENT[one], ABSENT[one - 1], OPENING, OPENING) is None


def test_staying_somewhere_is_no_absence_without_one_event() -> None:
    subject = {"subject": "petrov"}
    assert label("Petrov attended the opening in Lorvik", "Petrov stayed in Lorvik", subject, subject) is None


MATTERS = [
    ("The Lorvik talks took place on Monday", "The Lorvik talks were called off", TALKS, CONFLICT),
    ("The Lorvik talks took place on Monday", "The Lorvik talks never took place", TALKS, CONFLICT),
    ("The Lorvik talks were held", "The Lorvik talks were cancelled", TALKS, CONFLICT),
    ("The Lorvik talks were held", "The Lorvik talks went ahead as planned", TALKS, None),
    ("The Lorvik talks were held", "Journalists said the Lorvik talks would be cancelled", TALKS, None),
    ("The Lorvik talks opened", "The Lorvik talks were postponed", TALKS, CONFLICT),
    ("The Lorvik talks closed", "The Lorvik talks started", TALKS, None),
    ("The Gorno convoy arrived in Lorvik", "The Gorno convoy did not arrive in Lorvik", TALKS, CONFLICT),
    ("The Gorno convoy arrived in Lorvik", "Gorno called off the convoy to Lorvik", TALKS, CONFLICT),
    ("The Gorno convoy arrived in Lorvik", "Gorno called off its air show over Teslin", {}, None),
    ("The Lorvik talks were held in Teslin", "A Lorvik concert was called off", {}, None),
    ("The Lorvik border opened at noon", "The Lorvik border talks were called off", {}, None),
    # not a single one
    ("The clinic received its first patients", "The clinic had not received a single patient", CLINIC, CONFLICT),
    ("The clinic received its first patients", "Not a single patient was received by the clinic", CLINIC, CONFLICT),
    ("The clinic received its first patients", "The clinic received zero patients", CLINIC, CONFLICT),
    ("The clinic received its first patients", "No patients were received at the clinic", CLINIC, CONFLICT),
    ("The clinic received its first patients", "The clinic had not received a single visit", CLINIC, None),
    ("The clinic received its first patients", "The clinic had not spent a single dollar", CLINIC, None),
    ("The clinic received its first patients", "No patients died at the clinic", CLINIC, None),
    ("The clinic received its first patients", "The clinic has zero tolerance for patients who smoke", CLINIC, None),
    ("The clinic received its first patients", "The clinic not only received patients", CLINIC, None),
    ("The clinic is not the first to receive patients", "The clinic is the second to receive patients", CLINIC, None),
]


@pytest.mark.parametrize(("left", "right", "keys", "expected"), MATTERS)
def test_what_happened_and_did_not_get_this_label(
    left: str, right: str, keys: dict[str, str], expected: str | None
) -> None:
    assert label(left, right, keys, keys) == expected
