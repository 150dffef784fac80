"""What the detector must find and must leave alone: a line per pair. Half of them are look-alikes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest

from claims.contradictions.detector import COMPARATORS, detect
from claims.contradictions.types import (
    CHANGED,
    CHECK,
    CONFLICT,
    ActorValue,
    AttributeRule,
    DateValue,
    Days,
    ListValue,
    NumberValue,
    Statement,
    TextValue,
    YesNoValue,
)
from claims.reading.reader import read

KILLED = AttributeRule("people killed", "number", unit_family="people")
RECOGNISES = AttributeRule("recognises", "yes_no", needs_object=True)
LEADER = AttributeRule("leader", "actor")
TOOK_PART = AttributeRule("took part", "list", single_valued=False)
TRADE = AttributeRule("trade volume", "number", separators=("period",))
CASUALTIES = AttributeRule("people killed", "number", unit_family="people", separators=("civilian",))


def day(text: str) -> Days:
    return Days(date.fromisoformat(text), date.fromisoformat(text))


def year(number: int) -> Days:
    return Days(date(number, 1, 1), date(number, 12, 31))


def make(text: str, **given: Any) -> Statement:
    stated = given.get("stated")
    return Statement(text, read(text, stated.lower if stated else None), **given)


def number(low: str | None, high: str | None = "", unit: str = "people", **more: Any) -> NumberValue:
    ends = (low, low if high == "" else high)
    return NumberValue(*(None if end is None else Decimal(end) for end in ends), unit, **more)


# -- words alone -------------------------------------------------------------------------------------------

WORDS = [
    # numbers
    ("Market bombing in Kabul kills 12 people", "Seventeen people killed in Kabul market bombing", CONFLICT),
    ("Market bombing in Kabul kills at least 12", "Kabul market bombing kills 17", None),
    ("Kabul market bombing kills at least 20", "Market bombing in Kabul leaves 12 dead", CONFLICT),
    ("Up to 30 miners are trapped in a pit near Gorno", "45 miners trapped in the Gorno pit", CONFLICT),
    ("About 100 miners are trapped in the Gorno pit", "105 miners trapped in the Gorno pit", None),
    ("Dozens killed as ferry sinks off Mandara", "Ferry sinks off Mandara, killing 62", None),
    ("Dozens killed as ferry sinks off Mandara", "Ferry sinks off Mandara, killing 480", CONFLICT),
    ("Ferry sinking off Mandara kills 62", "62 die in ferry sinking off Mandara", None),
    ("Bus crash near Lorvik kills 9 people", "Bus crash near Teslin kills 14 people", None),
    ("Bus crash near Lorvik injures 9", "Bus crash near Lorvik kills 14", None),
    ("Quake in Lorvik province kills 40", "Landslide in Lorvik province kills 90", None),
    ("12 killed", "17 killed", None),
    ("Police arrest 40 protesters in Lorvik", "Police arrest 90 protesters in Lorvik", CONFLICT),
    ("Police arrest between 40 and 50 protesters in Lorvik", "Lorvik police arrest 45 protesters", None),
    ("Police arrest 40 in Lorvik", "Police arrest 40, including 7 students, in Lorvik", None),
    ("Lorvik ferry fire kills 7 soldiers", "Lorvik ferry fire kills 21 people", None),
    ("Lorvik ferry fire kills 30 soldiers", "Lorvik ferry fire kills 21 people", CONFLICT),
    ("Floods in Mandara kill 12 adults and 5 children", "Floods in Mandara kill 17", None),
    ("Floods kill 80 nationwide after Mandara dam fails", "Floods kill 12 after Mandara dam fails", None),
    ("Record id 100 is kept in the Lorvik registry", "Record id 101 is kept in the Lorvik registry", None),
    ("Lorvik talks resumed in 2025", "Lorvik talks resumed with 25 envoys", None),
    ("Flight 370 left Lorvik with 90 passengers", "Flight 371 left Lorvik with 90 passengers", None),
    ("Gorno aid to Mandara reached $1bn", "Gorno aid to Mandara reached 90 billion roubles", None),
    ("Gorno aid to Mandara reached $1.0bn in 2024", "Gorno aid to Mandara reached $0.8bn in 2023", None),
    ("Gorno sent Mandara aid worth $4 million", "Gorno sent Mandara aid worth $9 million", CONFLICT),
    ("Gorno sent Mandara aid worth $1.2bn", "Gorno sent Mandara aid worth $1,234 million", None),
    ("The Lorvik tunnel is 10 km long", "The Lorvik tunnel is 6 miles long", None),
    ("The Lorvik tunnel is 10 km long", "The Lorvik tunnel is 16 km long", CONFLICT),
    ("Turnout in the Gorno vote was 45%", "Turnout in the Gorno vote was 62 percent", CONFLICT),
    ("Turnout in the Gorno vote was 45%", "Turnout in the Gorno vote was 45.3 percent", None),
    # dates
    ("The Lorvik accord was signed on 3 July 2022", "The Lorvik accord was signed in July 2022", None),
    ("The Lorvik accord was signed on 3 July 2022", "The Lorvik accord was signed on 19 July 2022", CONFLICT),
    ("The Lorvik accord was signed on 3 July", "The Lorvik accord was signed on 19 July", CONFLICT),
    ("The Lorvik accord was signed in early 2022", "The Lorvik accord was signed in March 2022", None),
    ("The Lorvik accord was signed on 3 July 2022", "Gunmen raided a Lorvik depot on 19 July 2022", None),
    ("Bomb kills 12 in Kabul on 3 July 2022", "Bomb kills 17 in Kabul on 9 August 2022", None),
    ("Envoys met in Lorvik on 3 July 2022", "Envoys will meet in Lorvik on 9 July 2022", None),
    # polarity
    ("Gorno has recognised the Mandara council", "Gorno has not recognised the Mandara council", CONFLICT),
    ("Gorno recognises the Mandara council", "Teslin does not recognise the Mandara council", None),
    ("Gorno will recognise the Mandara council", "Gorno has not recognised the Mandara council", None),
    ("Ivan Petrov visited Lorvik", "Ivan Petrov did not visit Lorvik", CONFLICT),
    ("Ivan Petrov visited Lorvik", "Ivan Petrov denied visiting Lorvik", CONFLICT),
    ("Ivan Petrov visited Lorvik", "Ivan Petrov did not deny visiting Lorvik", None),
    ("Ivan Petrov visited Lorvik", "Ivan Petrov not only visited Lorvik but stayed", None),
    ("Ivan Petrov visited Lorvik", "Ivan Petrov did not meet voters in Lorvik", None),
    ("The Lorvik border crossing is open", "The Lorvik border crossing is closed", CHECK),
    ("The Lorvik border crossing is not open", "The Lorvik border crossing is closed", None),
    ("Gorno has banned the Mandara council", "Gorno has lifted its ban on the Mandara council", CHECK),
    (
        "The ban on the Mandara council is in force",
        "The ban on the Mandara council is no longer in force",
        CHECK,
    ),
    ("Editor Anna Weiss is alive", "Editor Anna Weiss is dead", CHECK),
    ("Gorno would send troops to Lorvik if asked", "Gorno did not send troops to Lorvik", None),
    ("Gorno failed to sign the Lorvik accord", "Gorno signed the Lorvik accord", CONFLICT),
    ("Parliament rejected the Lorvik accord", "Parliament approved the Lorvik accord", CONFLICT),
    (
        "No fewer than 40 envoys attended the Lorvik talks",
        "The Lorvik talks were attended by 40 envoys",
        None,
    ),
    # roles
    ("Foreign Minister Ivan Petrov left Lorvik", "Deputy Foreign Minister Ivan Petrov left Lorvik", CONFLICT),
    ("Minister Ivan Petrov left Lorvik", "Foreign Minister Ivan Petrov left Lorvik", None),
    ("Former Mayor Anna Weiss spoke in Lorvik", "Mayor Anna Weiss spoke in Lorvik", CONFLICT),
    ("Mayor Anna Weiss spoke in Lorvik", "Anna Weiss, the mayor of Lorvik, spoke", None),
    ("Foreign Minister Ivan Petrov left Lorvik", "Foreign Minister Oleg Sidorov left Lorvik", None),
    (
        "Russian Foreign Minister Ivan Petrov left Lorvik",
        "Russian Foreign Minister Oleg Sidorov left Lorvik",
        CONFLICT,
    ),
    # first and only
    (
        "Gorno was the first country to recognise the Mandara council",
        "Teslin became the first country to recognise the Mandara council",
        CONFLICT,
    ),
    (
        "In July 2025 Gorno became the first country to recognise the Mandara council",
        "Teslin recognised the Mandara council in May 2020",
        CONFLICT,
    ),
    (
        "In July 2025 Gorno became the first country to recognise the Mandara council",
        "Teslin recognised the Mandara council in May 2026",
        None,
    ),
]


@pytest.mark.parametrize(("left", "right", "label"), WORDS)
@pytest.mark.parametrize("turned", [False, True])
def test_words_alone_give_this_label(left: str, right: str, label: str | None, turned: bool) -> None:
    pair = (make(right), make(left)) if turned else (make(left), make(right))
    finding = detect(*pair)
    assert (finding and finding.label) == label, finding


# -- words with what an editor knows -----------------------------------------------------------------------

BLAST = {"event": "blast", "attribute": KILLED}
STATUS = {"event": "recognition", "subject": "gorno", "object": "council"}
KEYED = {
    "an editor's numbers of one event differ": (
        make("The toll was put at a dozen", **BLAST, value=number("12")),
        make("Officials gave another figure", **BLAST, value=number("17")),
        CONFLICT,
    ),
    "an open bound holds the other number": (
        make("At least 12 killed", **BLAST, value=number("12", None)),
        make("17 killed", **BLAST, value=number("17")),
        None,
    ),
    "the editor's value wins over what was read": (
        make("12 people were killed in the Kabul blast", **BLAST, value=number("17")),
        make("17 people were killed in the Kabul blast", **BLAST, value=number("17")),
        None,
    ),
    "a toll rises from version to version": (
        make("12 killed in the blast", **BLAST, stated=day("2022-04-29"), outlets=frozenset(["a"])),
        make("17 killed in the blast", **BLAST, stated=day("2022-04-30"), outlets=frozenset(["a"])),
        CHANGED,
    ),
    "two events are two numbers": (
        make("12 people were killed in the Kabul blast", event="april"),
        make("17 people were killed in the Kabul blast", event="may"),
        None,
    ),
    "a tolerance of the attribute covers the gap": (
        make(
            "x",
            event="e",
            attribute=AttributeRule("crowd", "number", tolerance=Decimal("0.2")),
            value=number("90"),
        ),
        make(
            "y",
            event="e",
            attribute=AttributeRule("crowd", "number", tolerance=Decimal("0.2")),
            value=number("100"),
        ),
        None,
    ),
    "dollars are not roubles": (
        make("x", event="e", attribute=TRADE, value=number("1000000000", unit="USD")),
        make("y", event="e", attribute=TRADE, value=number("90000000000", unit="RUB")),
        None,
    ),
    "two years are two volumes": (
        make("x", subject="g", attribute=TRADE, value=number("10", unit="USD"), period=year(2024)),
        make("y", subject="g", attribute=TRADE, value=number("8", unit="USD"), period=year(2023)),
        None,
    ),
    "one year has one volume": (
        make("x", subject="g", attribute=TRADE, value=number("10", unit="USD"), period=year(2024)),
        make("y", subject="g", attribute=TRADE, value=number("8", unit="USD"), period=year(2024)),
        CONFLICT,
    ),
    "a word separates two counts": (
        make("20 civilians killed", event="e", attribute=CASUALTIES, value=number("20")),
        make("35 people killed", event="e", attribute=CASUALTIES, value=number("35")),
        None,
    ),
    "two counters with open bounds far apart are a check": (
        make("At least 10 were killed in the Kabul blast", **BLAST, speakers=frozenset(["ministry"])),
        make("Over 50 were killed in the Kabul blast", **BLAST, speakers=frozenset(["hospital"])),
        CHECK,
    ),
    "one counter with open bounds is none": (
        make("At least 10 were killed in the Kabul blast", **BLAST, speakers=frozenset(["ministry"])),
        make("Over 50 were killed in the Kabul blast", **BLAST, speakers=frozenset(["ministry"])),
        None,
    ),
    "a forecast contradicts nothing": (
        make("12 people were killed in the Kabul blast", **BLAST),
        make("17 people were killed in the Kabul blast", **BLAST, kind="forecast"),
        None,
    ),
    "another place is another count": (
        make(
            "12 people were killed in the blast",
            event="",
            place="kabul",
            places_above=frozenset(["afghanistan"]),
        ),
        make(
            "17 people were killed in the blast",
            event="",
            place="kunduz",
            places_above=frozenset(["afghanistan"]),
        ),
        None,
    ),
    "recognition denied at one time": (
        make("Gorno recognised the council", **STATUS, period=year(2025)),
        make("Gorno has not recognised the council", **STATUS, period=year(2025)),
        CONFLICT,
    ),
    "recognition years later is a change": (
        make("Gorno has not recognised the council", **STATUS, stated=day("2022-04-29")),
        make("Gorno has recognised the council", **STATUS, stated=day("2025-07-03")),
        CHANGED,
    ),
    "recognition with one date unknown is a check": (
        make("Gorno has not recognised the council", **STATUS, stated=day("2022-04-29")),
        make("Gorno has recognised the council", **STATUS),
        CHECK,
    ),
    "a list of one body is not the list of another": (
        make("The group was removed from the list of terrorist organisations", subject="group", object="gorno"),
        make("The group is on the list of terrorist organisations", subject="group", object="united nations"),
        None,
    ),
    "a list of one body is one list": (
        make(
            "The group was removed from the list of terrorist bodies",
            subject="group",
            object="un",
            period=year(2025),
        ),
        make("The group is on the list of terrorist bodies", subject="group", object="un", period=year(2025)),
        CONFLICT,
    ),
    "an object that is needed and missing": (
        make("Recognised", subject="gorno", object="council", attribute=RECOGNISES, value=YesNoValue(True)),
        make("Not recognised", subject="gorno", attribute=RECOGNISES, value=YesNoValue(False)),
        None,
    ),
    "yes and no of one thing": (
        make("Recognised", subject="gorno", object="council", attribute=RECOGNISES, value=YesNoValue(True)),
        make("Not recognised", subject="gorno", object="council", attribute=RECOGNISES, value=YesNoValue(False)),
        CONFLICT,
    ),
    "no, denied, is yes": (
        make("Recognised", subject="gorno", object="c", attribute=RECOGNISES, value=YesNoValue(True)),
        make("Not", subject="gorno", object="c", attribute=RECOGNISES, value=YesNoValue(False), stance="denies"),
        None,
    ),
    "one claim asserted and denied": (
        make("Gorno paid the Lorvik fighters", event="e", speakers=frozenset(["a"])),
        make("Gorno paid the Lorvik fighters", event="e", speakers=frozenset(["b"]), stance="denies"),
        CONFLICT,
    ),
    "a denied negation affirms": (
        make("Ivan Petrov visited Lorvik", event="e"),
        make("Ivan Petrov did not visit Lorvik", event="e", stance="denies"),
        None,
    ),
    "another condition": (
        make("Gorno recognised the council", **STATUS),
        make("Gorno has not recognised the council", **STATUS, condition="if elections are held"),
        None,
    ),
    "dates of one event apart": (
        make("x", event="e", attribute=AttributeRule("date", "date"), value=DateValue("2022-07-03")),
        make("y", event="e", attribute=AttributeRule("date", "date"), value=DateValue("2022-07-19")),
        CONFLICT,
    ),
    "a month holds its day": (
        make("x", event="e", attribute=AttributeRule("date", "date"), value=DateValue("2022-07-03")),
        make("y", event="e", attribute=AttributeRule("date", "date"), value=DateValue("2022-07")),
        None,
    ),
    "a planned day was moved": (
        make("Talks in Lorvik will open on 3 July 2022", event="e", stated=day("2022-06-01")),
        make("Talks in Lorvik will open on 12 July 2022", event="e", stated=day("2022-06-20")),
        CHANGED,
    ),
    "offices held one after the other": (
        make("Foreign Minister Ivan Petrov spoke in Lorvik", subject="petrov", period=year(2023)),
        make("Deputy Foreign Minister Ivan Petrov spoke in Lorvik", subject="petrov", period=year(2022)),
        CHANGED,
    ),
    "two actors where there is one": (
        make("x", subject="bank", attribute=LEADER, value=ActorValue("a", "A. Lin")),
        make("y", subject="bank", attribute=LEADER, value=ActorValue("b", "B. Roy")),
        CONFLICT,
    ),
    "a name beyond a complete list": (
        make("x", event="talks", attribute=TOOK_PART, value=ListValue(("gorno", "teslin"), complete=True)),
        make("y", event="talks", attribute=TOOK_PART, value=ListValue(("gorno", "lorvik"))),
        CONFLICT,
    ),
    "two partial lists": (
        make("x", event="talks", attribute=TOOK_PART, value=ListValue(("gorno", "teslin"))),
        make("y", event="talks", attribute=TOOK_PART, value=ListValue(("gorno", "lorvik"))),
        None,
    ),
    "texts are not compared": (
        make("x", event="e", attribute=AttributeRule("motive"), value=TextValue("revenge")),
        make("y", event="e", attribute=AttributeRule("motive"), value=TextValue("money")),
        None,
    ),
}


@pytest.mark.parametrize(("left", "right", "label"), KEYED.values(), ids=KEYED.keys())
def test_an_editors_structure_gives_this_label(left: Statement, right: Statement, label: str | None) -> None:
    for pair in ((left, right), (right, left)):
        finding = detect(*pair)
        assert (finding and finding.label) == label, finding


# -- what a finding says -----------------------------------------------------------------------------------


def test_the_reason_names_both_values() -> None:
    finding = detect(make("Kabul market bombing kills 12"), make("Kabul market bombing kills at least 17"))
    assert finding is not None
    assert finding.reason == "One says 12 killed, the other at least 17 killed."
    assert (finding.kind, finding.left_value, finding.right_value) == (
        "number",
        "12 killed",
        "at least 17 killed",
    )


def test_the_ground_is_what_both_share() -> None:
    finding = detect(make("Kabul market bombing kills 12"), make("Kabul market bombing kills 17"))
    assert finding is not None and {"kabul", "market"} <= set(finding.ground)


def test_keys_make_a_finding_surer() -> None:
    pair = make("Kabul market bombing kills 12"), make("Kabul market bombing kills 17")
    plain = detect(*pair)
    keyed = detect(*(replace(statement, event="e") for statement in pair))
    assert plain and keyed and plain.score < keyed.score <= 1


def test_adjoining_days_are_explained() -> None:
    finding = detect(
        make("The Lorvik accord was signed on 3 July 2022"),
        make("The Lorvik accord was signed on 4 July 2022"),
    )
    assert finding is not None and finding.cause == "precision" and "local time" in finding.reason


def test_a_statement_does_not_contradict_itself() -> None:
    for left, right, _ in WORDS:
        assert detect(make(left), make(left)) is None
        assert detect(make(right), make(right)) is None


def test_every_kind_is_named_once() -> None:
    kinds = [comparator.kind for comparator in COMPARATORS]
    assert len(kinds) == len(set(kinds))


def test_a_pair_costs_little() -> None:
    pairs = [(make(left), make(right)) for left, right, _ in WORDS]
    started = perf_counter()
    for pair in pairs:
        detect(*pair)
    # The budget is 0.3 ms; a busy machine may take ten times as long.
    assert (perf_counter() - started) / len(pairs) < 0.003
