"""What the parsing child and its parent say to each other: frames of JSON, for a child's pickle may be hostile.

A request names one of TASKS and carries what is asked; the answer carries what that task finds, and nothing else is
taken for one. The bytes of a document stand behind the JSON as they are.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass, replace
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from sources.importing.extraction.cutting import Cut
from sources.importing.extraction.rule_matches import Match
from sources.importing.incoming.types import Feed, FeedAddress, Kind, Row, Sitemap
from sources.importing.types import NO_HINTS, Extracted, FetchedPage, Hints, Rules

LENGTH = struct.Struct(">I")
#: Bytes. The longest honest answer is that of a sitemap: 50 MB of addresses in full, as its protocol allows, and some
#: 120 bytes for the names of the fields of each of its 50,000 entries. What is longer is refused where it is packed.
LONGEST_ANSWER = 60_000_000
BEHIND = {"bytes": "behind"}  # what stands in the JSON for the bytes behind it; nothing else in a request looks so
TOO_LONG_TO_SAY = "It holds more text than can be taken from one file. Split it and import the parts."


@dataclass(frozen=True)
class Document:
    """A document in which an article is to be found."""

    page: FetchedPage
    now: datetime
    hints: Hints = NO_HINTS


@dataclass(frozen=True)
class Listing:
    """Bytes that name many articles or feeds, where they were fetched, and their Content-Type with its charset."""

    data: bytes
    url: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class Cutting:
    """A document and what was taken from it, of which the rest is to be told."""

    page: FetchedPage
    extracted: Extracted


@dataclass(frozen=True)
class Matching:
    """A page and the selectors that are to be tried on it."""

    page: FetchedPage
    rules: Rules


class Task(NamedTuple):
    """The type of what is asked, and of what is found."""

    asked: Any
    found: Any


TASKS = {
    "document": Task(Document, Extracted),
    "cuts": Task(Cutting, tuple[Cut, ...]),
    "matches": Task(Matching, tuple[Match, ...]),
    "kind": Task(FetchedPage, Kind),
    "feed": Task(Listing, Feed),
    "sitemap": Task(Listing, Sitemap),
    "opml": Task(Listing, tuple[FeedAddress, ...]),
    "addresses": Task(Listing, tuple[Row, ...]),
}


@dataclass(frozen=True)
class Request:
    """Something to be parsed."""

    task: str  # one of TASKS
    asked: Any  # of the type that the task asks for


@dataclass(frozen=True)
class Answer:
    """What became of it: one of the first four is given; `resident` is the child's memory in bytes."""

    found: Any = None  # of the type that the task finds
    refused: str = ""  # a sentence for an editor
    fault: str = ""  # a traceback for the log
    out_of_memory: bool = False
    resident: int = 0


def framed(payload: bytes) -> bytes:
    """A payload with its length before it."""
    return LENGTH.pack(len(payload)) + payload


def pack_request(request: Request) -> bytes:
    """The request as a JSON header and the document's own bytes behind it."""
    behind: list[bytes] = []

    def plain(value: Any) -> Any:
        if not isinstance(value, bytes | bytearray | memoryview):
            return _plain(value)
        behind.append(bytes(value))
        return BEHIND

    header = _json(request, plain)
    return framed(header) + b"".join(behind)


def unpack_request(payload: bytes) -> Request:
    """What `pack_request` packed. Raises ValueError for anything else."""
    end = LENGTH.size + LENGTH.unpack_from(payload)[0]
    data = payload[end:]
    plain = json.loads(payload[LENGTH.size : end], object_hook=lambda one: data if one == BEHIND else one)
    request = _restored(Request, plain)
    assert isinstance(request, Request)
    return replace(request, asked=_restored(_task(request.task).asked, request.asked))


def pack_answer(answer: Answer) -> bytes:
    """The answer as JSON; a refusal in place of one that is longer than the parent takes."""
    payload = _json(answer, _plain)
    if len(payload) <= LONGEST_ANSWER:
        return payload
    return _json(Answer(refused=TOO_LONG_TO_SAY, resident=answer.resident), _plain)


def unpack_answer(payload: bytes | bytearray, task: str) -> Answer:
    """What `pack_answer` packed of an answer to `task`. Raises ValueError for anything else, of whatever shape."""
    try:
        answer = _restored(Answer, json.loads(payload))
        assert isinstance(answer, Answer)
        return replace(answer, found=_optional((_task(task).found, NoneType), answer.found))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _task(name: str) -> Task:
    try:
        return TASKS[name]
    except KeyError:
        raise ValueError(f"no task {name!r}") from None


def _json(value: Any, plain: Callable[[Any], Any]) -> bytes:
    # Not in ASCII, which would treble the size of Cyrillic; half a character is passed on as it is.
    text = json.dumps(value, default=plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return vars(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else list(value)


@cache
def _fields(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _restored(kind: Any, value: Any) -> Any:
    """A value of exactly the type `kind` from plain JSON; ValueError where it is none."""
    if type(value) is kind or kind is Any:
        return value
    if is_dataclass(kind) and isinstance(kind, type):
        fields = _fields(kind)
        if not isinstance(value, dict) or value.keys() != fields.keys():
            raise ValueError(f"no {kind.__name__}")
        return kind(**{name: _restored(inner, value[name]) for name, inner in fields.items()})
    if get_origin(kind) in _CONTAINERS:
        return _CONTAINERS[get_origin(kind)](get_args(kind), value)
    if isinstance(value, str) and kind in _WRITTEN:
        return _WRITTEN[kind](value)
    if kind is float and type(value) is int:
        return float(value)
    raise ValueError(f"no {kind}")


def _optional(kinds: tuple[Any, ...], value: Any) -> Any:
    return None if value is None else _restored(next(kind for kind in kinds if kind is not NoneType), value)


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError("no list")
    inner = [kinds[0]] * len(value) if kinds[-1] is Ellipsis else list(kinds)
    return tuple(_restored(kind, one) for kind, one in zip(inner, value, strict=True))


def _frozenset(kinds: tuple[Any, ...], value: Any) -> frozenset[Any]:
    return frozenset(_tuple((kinds[0], Ellipsis), value))


def _mapping(kinds: tuple[Any, ...], value: Any) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise ValueError("no object")
    return {_restored(kinds[0], key): _restored(kinds[1], one) for key, one in value.items()}


_CONTAINERS: dict[Any, Callable[[tuple[Any, ...], Any], Any]] = {
    Union: _optional,
    UnionType: _optional,
    tuple: _tuple,
    frozenset: _frozenset,
    Mapping: _mapping,
}
#: What JSON holds as text.
_WRITTEN: dict[Any, Callable[[str], Any]] = {datetime: datetime.fromisoformat, Kind: Kind}
