from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.importing import parsing_messages
from sources.importing.extraction.cutting import Cut
from sources.importing.extraction.rule_matches import Match
from sources.importing.incoming import sitemaps
from sources.importing.incoming.types import Entry, Feed, FeedAddress, Kind, Row, Sitemap
from sources.importing.parsing_messages import (
    LENGTH,
    TASKS,
    Answer,
    Cutting,
    Document,
    Listing,
    Matching,
    Request,
    pack_answer,
    pack_request,
    unpack_answer,
    unpack_request,
)
from sources.importing.types import Candidate, Credit, Extracted, FetchedPage, Hints, Paragraph, Rules, StatedDate

NOW = datetime(2026, 1, 1, 12, 30, 15, 123456, tzinfo=UTC)
PAGE = FetchedPage(b"\x00\xffabc", NOW, "a.html", "https://a.example/", status=200, headers=(("ETag", '"1"'),))
HINTS = Hints(Rules(body="article", drop=(".share",)), frozenset({"more news"}))
EXTRACTED = Extracted(
    title="\u0648\u0632\u0627\u0631\u062a \ud83d",  # half a character too: it must not break the pipe
    credits=(Credit("Ann Example"), Credit("AFP", "agency")),
    published=StatedDate("4 May 2021", "2021-05-04"),
    truncated=True,
    agreement=0.5,
    paragraphs=(Paragraph("text", "One."), Paragraph("quote", "Two.")),
    candidates=(Candidate("title", "T", "h1", chosen=True),),
)


ENTRY = Entry("https://a.example/1", title="\u0422\u0438\u0442\u0443\u043b \ud83d", words=7)
ASKED = {
    "document": Document(PAGE, NOW, HINTS),
    "cuts": Cutting(PAGE, EXTRACTED),
    "matches": Matching(PAGE, Rules(body="p", drop=("aside",))),
    "kind": PAGE,
    **dict.fromkeys(("feed", "sitemap", "opml", "addresses"), Listing(b"\x00\xff<", "https://a.example/", "text/xml")),
}
FOUND = {
    "document": EXTRACTED,
    "cuts": (Cut("Home", -1),),
    "matches": (Match("body", "p", 3),),
    "kind": Kind.OPML,
    "feed": Feed("The Paper", entries=(ENTRY,), notes=("1 entry was left out.",)),
    "sitemap": Sitemap((ENTRY, ENTRY), ("https://a.example/map.xml",)),
    "opml": (FeedAddress("A", "https://a.example/feed"), FeedAddress("B", "", problem="No address.")),
    "addresses": (Row(2, "https://a.example/1", {"title": "One"}), Row(3, "", problem="No address.")),
}


def test_every_task_is_tried_here() -> None:
    assert ASKED.keys() == FOUND.keys() == TASKS.keys()


@pytest.mark.parametrize("task", TASKS)
def test_a_request_arrives_as_it_was_sent(task: str) -> None:
    request = Request(task, ASKED[task])
    assert unpack_request(pack_request(request)) == request


@pytest.mark.parametrize("task", TASKS)
def test_what_was_found_arrives_as_it_was_sent(task: str) -> None:
    answer = Answer(FOUND[task], resident=5)
    assert unpack_answer(pack_answer(answer), task) == answer


@pytest.mark.parametrize("answer", [Answer(refused="No."), Answer(fault="x"), Answer(out_of_memory=True)])
def test_an_answer_without_a_find_arrives_as_it_was_sent(answer: Answer) -> None:
    assert unpack_answer(pack_answer(answer), "feed") == answer


@pytest.mark.parametrize(("task", "other"), [(task, other) for task in TASKS for other in TASKS if task != other])
def test_the_answer_to_another_task_is_none(task: str, other: str) -> None:
    with pytest.raises(ValueError):
        unpack_answer(pack_answer(Answer(FOUND[other])), task)


def test_bytes_of_whatever_kind_arrive_as_bytes() -> None:
    for data in (b"abc", bytearray(b"abc"), memoryview(b"abc")):
        assert unpack_request(pack_request(Request("opml", Listing(data)))).asked.data == b"abc"  # type: ignore[arg-type]


def test_a_task_that_nobody_does_is_refused() -> None:
    for name in ("", "pickle", "__class__"):
        with pytest.raises(ValueError, match="no task"):
            unpack_request(pack_request(Request(name, PAGE)))


def test_what_is_longer_than_the_parent_takes_becomes_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing_messages, "LONGEST_ANSWER", 1_000)
    sitemap = Answer(Sitemap((ENTRY,) * 100), resident=5)
    answer = unpack_answer(pack_answer(sitemap), "sitemap")
    assert (answer.found, answer.resident) == (None, 5)
    assert "Split it" in answer.refused


def test_the_longest_sitemap_that_the_protocol_allows_may_be_answered() -> None:
    markup = len("<url><loc></loc></url>")
    entry = Entry("https://a.example/" + "a" * (sitemaps.MOST_BYTES // sitemaps.MOST_ENTRIES - markup - 18))
    packed = len(pack_answer(Answer(Sitemap((entry,) * 100))))
    assert packed * sitemaps.MOST_ENTRIES / 100 < parsing_messages.LONGEST_ANSWER


PLAIN = json.loads(pack_answer(Answer(EXTRACTED)))


def changed(**fields: object) -> bytes:
    """The answer with other fields."""
    return json.dumps({**PLAIN, **fields}).encode()


def found(**fields: object) -> bytes:
    """The answer with other fields in what was found."""
    return changed(found={**PLAIN["found"], **fields})


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        changed(resident="much"),
        changed(resident=True),
        changed(more=1),
        changed(found=[]),
        changed(found="document"),
        changed(found={"title": "T"}),
        changed(found={"bytes": 3}),
        found(paragraphs="text"),
        found(paragraphs=[["text", "T"]]),
        found(title=5),
    ],
    ids=range(16),
)
def test_what_is_no_answer_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError):
        unpack_answer(payload, "document")


@settings(max_examples=40)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_any_json_is_an_answer_or_refused(value: object) -> None:
    for task in TASKS:
        with pytest.raises(ValueError):
            unpack_answer(json.dumps(value).encode(), task)


def test_a_request_ends_where_its_header_says() -> None:
    packed = pack_request(Request("document", ASKED["document"]))
    assert packed.endswith(PAGE.data)
    assert LENGTH.unpack_from(packed)[0] + LENGTH.size + len(PAGE.data) == len(packed)
