"""The worker: takes what is due, one unit after the other, until it is told to stop.

The work list is the data. Each kind of work is a function that does one unit in its own transactions and says whether
there was one; the worker gives each kind a turn in every round.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import close_old_connections, connection
from django.utils import timezone

from sources import leasing
from sources.importing import batch_undo, batches, clearing, following, rechecking
from sources.importing.batches import DATABASE_FAULTS, NEWEST_BATCH_FIRST
from sources.stopping import Stopping

logger = logging.getLogger(__name__)

PAUSE = 0.02  # seconds between commits, so that editors on SQLite get their turn
LONGEST_REST = 2.0  # seconds without asking whether something is due
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds after a fault of the database
MOST_DOUBLINGS = 10  # of the first wait: the longest is reached before, and a float is not outgrown
MOST_FAULTS = 6  # in a row, before a worker that runs once gives up

Work = Callable[[datetime], object]


@dataclass(frozen=True)
class Unit:
    """One kind of work. `work_one(now)` does one unit of it; what it returns is true if there was one."""

    name: str
    work_one: Work


def units() -> tuple[Unit, ...]:
    """Every kind of work, in the order of a round.

    Items get two turns: the one that has waited longest, and one of the newest batch, so that a single address that
    somebody waits for does not stand behind an archive of ten thousand.
    """
    return (
        Unit("import", batches.work_next),
        Unit("import, newest", lambda now: batches.work_next(now, order=NEWEST_BATCH_FIRST)),
        Unit("look again", rechecking.work_one),
        Unit("ask a feed", following.work_one),
        Unit("undo", batch_undo.work_one),
        Unit("clear", clearing.work_one),
    )


@dataclass
class Worker:
    """One process's worker. `stopping` may be set from a signal: the unit in hand is finished first."""

    units: tuple[Unit, ...]
    stopping: Stopping = field(default_factory=Stopping)
    failed: int = 0  # units that ended in a fault
    faults: int = 0  # of the database, in a row

    def run(self, *, once: bool = False) -> None:
        """Work until told to stop; with `once`, until a whole round finds nothing due."""
        leasing.free_the_dead()
        rest = PAUSE
        while not self.stopping.is_set():
            if self.round():
                rest = PAUSE
            elif once and not self.faults:
                return
            elif self.faults:
                if once and self.faults >= MOST_FAULTS:
                    return
                self.stopping.wait(wait_after(self.faults))
            else:
                rest = min(rest * 2, LONGEST_REST)
                self.stopping.wait(rest)

    def round(self) -> bool:
        """Give each kind of work a turn; whether any had something to do. A fault of the database ends the round."""
        found = False
        for unit in self.units:
            if self.stopping.is_set():
                break
            try:
                found |= self.turn(unit)
            except DATABASE_FAULTS as fault:
                self.faults += 1
                logger.warning("%s: the database failed (%s); waiting.", unit.name, str(fault).strip())
                _let_go(connection.close)  # the next turn opens another
                return False
        return found

    def turn(self, unit: Unit) -> bool:
        """One unit, in a transaction of its own. Raises only what speaks of the database."""
        _let_go(close_old_connections)
        if self.faults:
            leasing.free_mine()  # what we held when the database failed
        started = time.monotonic()
        try:
            done = unit.work_one(timezone.now())
        except DATABASE_FAULTS:
            raise
        except Exception:
            self.failed += 1
            logger.exception("%s: a fault of ours; going on.", unit.name)
            return False
        self.faults = 0
        if done:
            said = "" if done is True else f"{done}, "
            logger.info("%s: %s%.0f ms", unit.name, said, (time.monotonic() - started) * 1000)
            self.stopping.wait(PAUSE)
        return bool(done)


def _let_go(close: Callable[[], object]) -> None:
    """Close a connection between two units; never under somebody's open transaction."""
    if not connection.in_atomic_block:
        close()


def wait_after(faults: int) -> float:
    """Seconds to wait after so many faults of the database in a row."""
    return min(FIRST_WAIT * 2 ** min(faults - 1, MOST_DOUBLINGS), LONGEST_WAIT)
