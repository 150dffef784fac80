"""The worker: gives each kind of work its turn, and outlasts what goes wrong."""

import os
import signal
from datetime import UTC, datetime

import pytest
from django.db import OperationalError

from sources import work
from sources.stopping import Stopping
from sources.work import Unit, Worker, units

pytestmark = pytest.mark.django_db
NOW = datetime(2030, 5, 1, tzinfo=UTC)


class Jobs:
    """A kind of work with so many units; notes each in `log`."""

    def __init__(self, name, log, n, raised=()):
        self.name, self.log, self.left, self.raised = name, log, n, list(raised)

    def work_one(self, now):
        if self.raised:
            raise self.raised.pop(0)
        if not self.left:
            return False
        self.left -= 1
        self.log.append(self.name)
        return True


@pytest.fixture
def log():
    return []


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Waits are noted and not waited for."""
    waited = []
    monkeypatch.setattr(Stopping, "wait", lambda self, seconds: waited.append(seconds) or self.is_set())
    return waited


def worker_of(*jobs):
    return Worker(tuple(Unit(job.name, job.work_one) for job in jobs))


def test_each_kind_has_its_turn_in_every_round(log):
    worker_of(Jobs("a", log, 3), Jobs("b", log, 1)).run(once=True)
    assert log == ["a", "b", "a", "a"]


def test_a_pause_follows_each_unit(log, no_waiting):
    worker_of(Jobs("a", log, 2)).run(once=True)
    assert no_waiting == [work.PAUSE, work.PAUSE]


def test_a_fault_of_ours_is_counted_and_the_others_go_on(log):
    worker = worker_of(Jobs("a", log, 1, [ValueError("broken")]), Jobs("b", log, 2))
    worker.run(once=True)
    assert (log, worker.failed) == (["b", "a", "b"], 1)


def test_a_database_that_fails_is_waited_for(log, no_waiting):
    faults = [OperationalError("database is locked")] * 3
    worker = worker_of(Jobs("a", log, 1, faults))
    worker.run(once=True)
    assert log == ["a"]
    assert no_waiting[:3] == [0.5, 1.0, 2.0]
    assert (worker.faults, worker.failed) == (0, 0)


def test_a_worker_that_runs_once_gives_up_on_a_database_that_stays_away(log):
    worker = worker_of(Jobs("a", log, 1, [OperationalError("gone")] * 50))
    worker.run(once=True)
    assert (worker.faults, log) == (work.MOST_FAULTS, [])


def test_idle_it_rests_longer_and_longer_up_to_two_seconds(log, no_waiting, monkeypatch):
    worker = worker_of(Jobs("a", log, 0))
    monkeypatch.setattr(
        Stopping, "wait", lambda self, seconds: (no_waiting.append(seconds), len(no_waiting) > 9 and self.set())
    )
    worker.run()
    assert no_waiting == sorted(no_waiting)
    assert no_waiting[-1] == work.LONGEST_REST


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_unit_in_hand_be_finished_and_begins_no_other(log, number):
    jobs = Jobs("a", log, 5)

    def work_one(now):
        os.kill(os.getpid(), number)
        return jobs.work_one(now)

    worker = Worker((Unit("a", work_one), Unit("b", jobs.work_one)))
    before = signal.getsignal(number)
    with worker.stopping.by_signals():
        worker.run()
    assert log == ["a"]
    assert signal.getsignal(number) == before


def test_every_kind_of_work_can_be_asked_and_has_nothing_to_do():
    assert [unit.name for unit in units()] == ["import", "import, newest", "look again", "ask a feed", "undo", "clear"]
    for unit in units():
        while unit.work_one(NOW):
            pass


@pytest.mark.parametrize("faults", [1, 2, 7, 1_025, 100_000])
def test_a_database_that_stays_away_is_waited_for_however_often_it_failed(faults):
    assert work.FIRST_WAIT <= work.wait_after(faults) <= work.LONGEST_WAIT
