from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.importing import extraction, parsing
from sources.importing.parsing import Limits, Parser
from sources.importing.types import FetchedPage, Hints, ImportRefused
from tests.conftest import ROOT
from tests.sources.importing.extraction.pdf_writer import Writer, column

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = "The foreign minister said on Monday that the crossing number {} would stay open for the whole winter."
#: The beginning of children that misbehave: they say that they are ready and read one request.
PRELUDE = """
import os, resource, signal, struct, sys, time
def say(payload): os.write(1, struct.pack(">I", len(payload)) + payload)
say(b"ready")
size = struct.unpack(">I", sys.stdin.buffer.read(4))[0]
sys.stdin.buffer.read(size)
"""


def page(number: int = 0, count: int = 5) -> FetchedPage:
    paragraphs = "".join(f"<p>{SENTENCE.format(number + place)}</p>" for place in range(count))
    return FetchedPage(f"<html><body><article><h1>Crossing {number}</h1>{paragraphs}".encode(), NOW, name="a.html")


@pytest.fixture
def make_parser() -> Iterator[Callable[..., Parser]]:
    parsers: list[Parser] = []

    def make(behaviour: str = "", **limits: float) -> Parser:
        command = (sys.executable, "-c", PRELUDE + behaviour) if behaviour else parsing.COMMAND
        parsers.append(Parser(command, Limits(**limits)))  # type: ignore[arg-type]
        return parsers[-1]

    yield make
    for parser in parsers:
        parser.close()


@pytest.fixture
def parser(make_parser: Callable[..., Parser]) -> Parser:
    return make_parser()


def is_running(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def soon(condition: Callable[[], bool]) -> bool:
    for _ in range(200):
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_the_child_finds_what_this_process_finds(parser: Parser) -> None:
    pdf = FetchedPage(Writer().page(column([SENTENCE.format(n) for n in range(4)], 70, 760)).bytes(), NOW)
    text = FetchedPage("\n\n".join(SENTENCE.format(n) for n in range(4)).encode(), NOW, name="a.txt")
    for one in (page(), pdf, text):
        assert parser.extract(one, NOW) == extraction.extract(one, NOW)


def test_the_child_is_used_again(parser: Parser) -> None:
    pids = set()
    for number in range(3):
        assert parser.extract(page(number), NOW).title == f"Crossing {number}"
        pids.add(parser.pid)
    assert len(pids) == 1
    assert None not in pids


def test_a_refusal_of_the_child_is_a_refusal_here_and_the_child_goes_on(parser: Parser) -> None:
    with pytest.raises(ImportRefused, match="The document is empty"):
        parser.extract(FetchedPage(b"", NOW), NOW)
    pid = parser.pid
    parser.extract(page(), NOW)
    assert parser.pid == pid


def test_hints_reach_the_child(parser: Parser) -> None:
    hints = Hints(recurring=frozenset({"any line"}))
    assert parser.extract(page(), NOW, hints) == extraction.extract(page(), NOW, hints)


@pytest.mark.parametrize(
    ("behaviour", "limits", "reason"),
    [
        ("time.sleep(60)", {"wall": 1}, "longer than 1 seconds"),
        ("signal.setitimer(signal.ITIMER_PROF, 0.1)\nwhile True: pass", {"cpu": 7}, "longer than 7 seconds"),
        ("os.close(0); time.sleep(60)", {"wall": 1}, "longer than 1 seconds"),
        ("sys.exit(3)", {}, "stopped the program"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", {}, "stopped the program"),
        ("os.kill(os.getpid(), signal.SIGKILL)", {}, "more memory"),
        ("os.write(1, b'\\x00\\x00')", {}, "stopped the program"),
        ("say(b'not json')", {}, "stopped the program"),
        ("say(b'{\"found\": {}}')", {}, "stopped the program"),
        ("os.write(1, b'\\xff\\xff\\xff\\xff' + b'a' * 1000); time.sleep(60)", {"wall": 1}, "stopped the program"),
        ("os.write(1, b'\\x00\\x00\\xff\\xff' + b'a' * 1000); time.sleep(60)", {"wall": 1}, "longer than 1 seconds"),
    ],
    ids="hangs spins deaf leaves crashes killed half garbage wrong boasts stalls".split(),
)
def test_a_child_that_misbehaves_is_ended_and_the_reader_told_what_to_do(
    make_parser: Callable[..., Parser], behaviour: str, limits: dict[str, float], reason: str
) -> None:
    parser = make_parser(behaviour, **limits)
    with pytest.raises(ImportRefused, match=f"{reason}.*paste"):
        parser.extract(page(), NOW)
    assert parser.pid is None


def test_a_child_that_was_ended_is_replaced(parser: Parser) -> None:
    parser.extract(page(), NOW)
    first = parser.pid
    assert first
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: not is_running(first))
    assert parser.extract(page(1), NOW).title == "Crossing 1"
    assert parser.pid not in {first, None}


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_read(make_parser: Callable[..., Parser]) -> None:
    parser = make_parser(cpu=1)
    with pytest.raises(ImportRefused, match="longer than 1 seconds"):
        parser.extract(page(count=17_000), NOW)
    assert parser.extract(page(), NOW).title == "Crossing 0"


def test_a_document_that_takes_too_much_memory_is_given_up_and_the_next_one_read(
    make_parser: Callable[..., Parser],
) -> None:
    parser = make_parser(memory=100_000_000)
    with pytest.raises(ImportRefused):
        parser.extract(page(count=17_000), NOW)
    assert parser.extract(page(), NOW).title == "Crossing 0"


def test_a_fault_of_ours_is_logged_and_told_in_a_sentence(
    make_parser: Callable[..., Parser], caplog: pytest.LogCaptureFixture
) -> None:
    answer = '{"found": null, "refused": "", "fault": "Traceback: x", "out_of_memory": false, "resident": 0}'
    with caplog.at_level(logging.ERROR), pytest.raises(ImportRefused, match="went wrong") as refusal:
        make_parser(f"say({answer.encode()!r}); time.sleep(9)").extract(page(), NOW)
    assert "Traceback" in caplog.text
    assert "Traceback" not in str(refusal.value)


def test_a_child_that_does_not_start_is_a_refusal(caplog: pytest.LogCaptureFixture) -> None:
    for command in (["/nowhere/python"], [sys.executable, "-c", "pass"]):
        with pytest.raises(ImportRefused, match="did not start.*Try again"):
            Parser(command).extract(page(), NOW)


@pytest.mark.parametrize("limits", [{"pages": 2}, {"resident": 1}])
def test_a_child_is_replaced_after_its_pages_and_when_it_has_grown(
    make_parser: Callable[..., Parser], limits: dict[str, float]
) -> None:
    parser = make_parser(**limits)
    for number in range(2):
        parser.extract(page(number), NOW)
    assert parser.pid is None
    assert parser.extract(page(2), NOW).title == "Crossing 2"


def test_threads_take_turns(parser: Parser) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: parser.extract(page(number), NOW).title, range(40)))
    assert found == [f"Crossing {number}" for number in range(40)]


def test_who_has_waited_too_long_is_told_so(make_parser: Callable[..., Parser]) -> None:
    parser = make_parser("time.sleep(60)", wall=2, patience=0.1)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(parser.extract, page(), NOW)
        assert soon(lambda: parser.pid is not None)
        with pytest.raises(ImportRefused, match="Try again in a minute"):
            parser.extract(page(), NOW)
        assert isinstance(first.exception(), ImportRefused)


def test_a_forked_process_has_a_child_of_its_own(parser: Parser) -> None:
    parser.extract(page(), NOW)
    reader, writer = os.pipe()
    forked = os.fork()
    if not forked:
        try:
            before = parser.pid
            os.write(writer, f"{before} {parser.extract(page(7), NOW).title} {parser.pid}".encode())
            parser.close()
        finally:
            os._exit(0)
    os.waitpid(forked, 0)
    said = os.read(reader, 1000).decode()
    os.close(reader), os.close(writer)
    assert said.startswith("None Crossing 7 ")
    assert parser.extract(page(8), NOW).title == "Crossing 8"
    assert str(parser.pid) not in said


def test_a_process_may_fork_while_a_thread_is_reading(make_parser: Callable[..., Parser]) -> None:
    parser = make_parser("time.sleep(60)", wall=2)
    thread = threading.Thread(target=lambda: pytest.raises(ImportRefused, parser.extract, page(), NOW))
    thread.start()
    assert soon(lambda: parser.pid is not None)
    forked = os.fork()
    if not forked:
        parser.command, parser.limits = parsing.COMMAND, Limits(patience=0)
        os._exit(0 if parser.extract(page(), NOW).title else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
    thread.join()


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    script = (
        "from tests.sources.importing.test_parsing import NOW, page\n"
        "from sources.importing.parsing import Parser\nimport sys\n"
        "parser = Parser(); parser.extract(page(), NOW); print(parser.pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.kill()
    assert soon(lambda: not is_running(child))


@pytest.mark.skipif(sys.platform != "linux", reason="what a process knows is read from /proc")
def test_the_child_knows_no_secret(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_SECRET_KEY", "only-for-us")
    parser.extract(page(), NOW)
    assert b"only-for-us" not in Path(f"/proc/{parser.pid}/environ").read_bytes()


def test_the_child_loads_neither_django_nor_what_connects() -> None:
    script = "import sources.importing.parsing_child, sys; print({'django', 'psycopg'} & sys.modules.keys())"
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"


def test_a_caller_may_have_it_read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing.PARSER, "command", ["/nowhere/python"])
    assert parsing.extract(page(), NOW, in_child=False).title == "Crossing 0"
