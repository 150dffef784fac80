"""A wish to stop, set by a signal and waited for between two units of work.

threading.Event would do, but for its lock: a signal that comes while `wait` holds it would wait for itself for ever.
"""

from __future__ import annotations

import os
import select
import signal
from contextlib import contextmanager
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIGNALS = (signal.SIGTERM, signal.SIGINT)
EACH = 0.5  # seconds between two looks whether the process that started us lives


class Stopping:
    """Whether to stop; `wait` returns early when it is set."""

    def __init__(self) -> None:
        self._set = False
        self._reading, self._writing = os.pipe()

    def set(self, *_: object) -> None:
        """Ask to stop; may be called by a signal, and from any thread."""
        if not self._set:
            self._set = True
            os.write(self._writing, b".")

    def is_set(self) -> bool:
        return self._set

    def wait(self, seconds: float) -> bool:
        """Wait so long or until it is set; whether it is set."""
        select.select([self._reading], [], [], seconds)
        return self._set

    def __del__(self) -> None:
        os.close(self._reading)
        os.close(self._writing)

    @contextmanager
    def by_signals(self) -> Iterator[None]:
        """Within, SIGTERM and Ctrl-C ask to stop; what is in hand is finished first."""
        before = {one: signal.signal(one, self.set) for one in SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def when_gone(parent: int, act: Callable[[], object]) -> None:
    """Act when the process with this number, which started this one, is gone, however it went."""

    def watch() -> None:
        while os.getppid() == parent:
            sleep(EACH)
        act()

    Thread(target=watch, name="parent", daemon=True).start()
