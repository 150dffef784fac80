"""The web server and the worker: together while they live, and nothing of them afterwards."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from factdesk import supervising
from factdesk.supervising import Supervisor
from tests.conftest import ROOT

SLEEP = "import time; open({path!r}, 'a').write('started\\n'); time.sleep(60)"
SERVE = """
import sys
from factdesk.supervising import Supervisor
web, worker = ([sys.executable, "-c", code] for code in sys.argv[1:3])
sys.exit(Supervisor(web, worker, {}).run())
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
MOST_SECONDS = 30  # for what takes a moment


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def until(condition) -> bool:
    """Whether it comes true in time."""
    deadline = time.monotonic() + MOST_SECONDS
    while not (came := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return came


def members(group: int) -> list[int]:
    """The living processes of a group; those that ended and were not fetched are dead."""
    listing = subprocess.run(["ps", "-e", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listing.splitlines()]
    return [int(pid) for pid, pgid, state in rows if int(pgid) == group and not state.startswith("Z")]


@pytest.fixture
def supervised(tmp_path):
    """A supervisor in a group of its own, with a web server and a worker that do nothing but live."""
    marks = [str(tmp_path / name) for name in ("web", "worker")]
    command = [sys.executable, "-c", SERVE, *(SLEEP.format(path=mark) for mark in marks)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    process.marks = [Path(mark) for mark in marks]
    assert until(lambda: all(mark.exists() for mark in process.marks))
    yield process
    for pid in members(process.pid):
        os.kill(pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_and_counts_as_success(supervised, number):
    supervised.send_signal(number)
    assert supervised.wait(MOST_SECONDS) == 0
    assert members(supervised.pid) == []


def test_a_signal_to_the_whole_group_stops_all(supervised):
    """As a terminal sends it on Ctrl-C."""
    os.killpg(supervised.pid, signal.SIGINT)
    supervised.wait(MOST_SECONDS)
    assert until(lambda: members(supervised.pid) == [])


def test_a_worker_that_dies_is_started_again(tmp_path, monkeypatch):
    monkeypatch.setattr(supervising, "FIRST_WAIT", 0.1)
    mark, said = tmp_path / "worker", []
    worker = python(f"open({str(mark)!r}, 'a').write('x')")
    supervisor = Supervisor(python("import time; time.sleep(60)"), worker, {})

    def say(text):
        said.append(text)
        if len(said) == 3:
            supervisor.stopping.set()

    supervisor.say = say
    assert supervisor.run() == 0
    assert len(mark.read_text()) == 3
    assert [text.partition("; ")[0] for text in said] == ["The worker ended (exit code 0)"] * 3
    assert said[0] != said[2]  # each time a little later


def test_nothing_goes_on_without_the_web_server(tmp_path):
    mark = tmp_path / "worker"
    supervisor = Supervisor(python("import sys; sys.exit(7)"), python(SLEEP.format(path=str(mark))), {}, print)
    assert supervisor.run() == 7
    assert all(child.returncode is not None for child in supervisor._running.values())


def test_without_a_worker_the_web_server_runs_alone():
    supervisor = Supervisor(python("pass"), None, {}, print)
    supervisor.run()
    assert list(supervisor._running) == ["web"]


def test_who_does_not_come_to_an_end_is_killed(monkeypatch):
    monkeypatch.setattr(supervising, "PATIENCE", 0.5)
    supervisor = Supervisor(python("import time; time.sleep(1)"), python(STUBBORN), {}, print)
    supervisor.run()
    assert all(child.returncode is not None for child in supervisor._running.values())


def supervisor_that_notes(code: int, said: list[str]) -> tuple[Supervisor, list[float]]:
    supervisor = Supervisor(["web"], ["work"], {}, said.append)
    return supervisor, [supervisor._said_wait(code) for _ in range(1_100)]


def test_a_worker_that_keeps_dying_is_started_again_however_often_it_died():
    said: list[str] = []
    _, waits = supervisor_that_notes(1, said)
    assert waits == sorted(waits) and waits[-1] == supervising.LONGEST_WAIT
    assert len(said) == len(waits)


def test_that_another_worker_is_at_work_is_said_once_and_costs_no_patience():
    said: list[str] = []
    supervisor, waits = supervisor_that_notes(supervising.TAKEN, said)
    assert set(waits) == {supervising.LONGEST_WAIT}
    assert len(said) == 1 and "Another worker" in said[0]
    assert supervisor._said_wait(1) == supervising.FIRST_WAIT
    supervisor._said_wait(supervising.TAKEN)
    assert len(said) == 3
