"""Keeping the web server and the worker going together: none outlives the other, none is left behind."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from sources.stopping import Stopping

if TYPE_CHECKING:
    from collections.abc import Callable

EACH = 0.2  # seconds between two looks at the children
FIRST_WAIT, LONGEST_WAIT, GOOD_RUN = 1.0, 60.0, 60.0  # seconds
MOST_DOUBLINGS = 10  # of the first wait: the longest is reached before, and a float is not outgrown
TAKEN = 75  # how a worker ends where another is at work on the same database: EX_TEMPFAIL of sysexits.h
PATIENCE = 20.0  # seconds for what is in hand, before what still runs is killed

Command = list[str]


@dataclass
class Supervisor:
    """Runs `web`, without which nothing goes on, and `worker`, which is started again when it dies."""

    web: Command
    worker: Command | None
    environment: dict[str, str]
    say: Callable[[str], object] = partial(print, flush=True)
    stopping: Stopping = field(default_factory=Stopping)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _deaths: int = 0
    _started_at: float = 0.0
    _start_at: float = 0.0
    _is_taken: bool = False  # another worker is at work, and that was said

    def run(self) -> int:
        """Until a signal or the web server's end; returns the exit code: 0 where somebody wanted it."""
        with self.stopping.by_signals():
            try:
                self._start("web", self.web)
                while not self.stopping.wait(EACH):
                    if self._running["web"].poll() is not None:
                        break
                    self._keep_worker()
            finally:
                self._stop_all()
        return 0 if self.stopping.is_set() else self._running["web"].returncode or 1

    def _start(self, name: str, command: Command) -> None:
        self._running[name] = subprocess.Popen(command, env=self.environment)

    def _keep_worker(self) -> None:
        """Start the worker where there is none; later each time where it keeps dying."""
        if self.worker is None:
            return
        now, running = time.monotonic(), self._running.get("worker")
        if running is not None:
            if running.poll() is None:
                return
            if now - self._started_at > GOOD_RUN:
                self._deaths = 0
            self._start_at = now + self._said_wait(running.returncode)
            del self._running["worker"]
        elif now >= self._start_at:
            self._start("worker", self.worker)
            self._started_at = now

    def _said_wait(self, code: int) -> float:
        """Seconds until the worker is started again after this exit code; says so, a second time only of a death."""
        was_taken, self._is_taken = self._is_taken, code == TAKEN
        if self._is_taken:
            if not was_taken:
                self.say(f"Another worker is at work here; every {LONGEST_WAIT:g} s it is seen whether it has ended.")
            return LONGEST_WAIT
        wait = min(FIRST_WAIT * 2 ** min(self._deaths, MOST_DOUBLINGS), LONGEST_WAIT)
        self._deaths += 1
        self.say(f"The worker ended (exit code {code}); it is started again in {wait:g} s.")
        return wait

    def _stop_all(self) -> None:
        """End both, and wait for them; who does not come to an end is killed."""
        living = [one for one in self._running.values() if one.poll() is None]
        for one in living:
            one.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for one in living:
            try:
                one.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()
