"""One running parsing child and the pipes to it: asked, waited for, and ended when its time is over."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sources.importing.parsing_messages import (
    LENGTH,
    LONGEST_ANSWER,
    Answer,
    Request,
    framed,
    pack_request,
    unpack_answer,
)

ROOT = Path(__file__).resolve().parents[2]
#: All that the child sees of our environment: no password or key is among it.
PASSED_ON = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "TZ", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Limits:
    """What the child may use: bytes of address space; seconds of an item, of its start and of waiting for it.

    The dearest honest item, a sitemap of 50 MB with 50,000 entries, takes 0.4 GB and some five seconds; a child that
    has read it stays below `resident` and is kept.
    """

    memory: int = 1_000_000_000
    cpu: int = 20
    wall: int = 40
    start: int = 60
    patience: int = 60
    pages: int = 2_000  # then a fresh child takes over
    resident: int = 400_000_000  # bytes after an item, above which a fresh child takes over


class ChildEnded(Exception):
    """The child closed its pipe, or said what it never says."""


class Child:
    """One running child process and the pipes to it."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        """Start it and wait until it is ready. Raises OSError, TimeoutError or ChildEnded."""
        arguments = [str(number) for number in (limits.memory, limits.cpu, limits.wall + 5)]
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.answered = 0
        self.process = subprocess.Popen(
            [*command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment,
            bufsize=0,
            start_new_session=True,  # Ctrl-C is for us; the child ends when its pipe does
        )
        try:
            assert self.process.stdin and self.process.stdout
            self._to, self._from = self.process.stdin.fileno(), self.process.stdout.fileno()
            os.set_blocking(self._to, False)
            self._receive(time.monotonic() + limits.start)
        except BaseException:
            self.end()
            raise

    def ask(self, request: Request, seconds: float) -> Answer:
        """Its answer. Raises TimeoutError, or ChildEnded where it died or answered nonsense."""
        deadline = time.monotonic() + seconds
        try:
            self._send(framed(pack_request(request)), deadline)
            answer = unpack_answer(self._receive(deadline), request.task)
        except (ValueError, BrokenPipeError, ConnectionError) as error:
            raise ChildEnded(str(error)) from error
        self.answered += 1
        return answer

    def end(self) -> int:
        """Kill it if it still runs; how it ended: an exit status, or a signal below zero."""
        if self.process.poll() is None:
            self.process.kill()
        self.let_go()
        return self.process.wait()

    def let_go(self) -> None:
        """Close the pipes: a child that waits for work ends, once nobody holds them."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def _send(self, data: bytes, deadline: float) -> None:
        left = memoryview(data)
        while left:
            _wait(self._to, select.POLLOUT, deadline)
            left = left[os.write(self._to, left) :]

    def _receive(self, deadline: float) -> bytearray:
        size = LENGTH.unpack(self._read(LENGTH.size, deadline))[0]
        if size > LONGEST_ANSWER:
            raise ChildEnded(f"an answer of {size} bytes")
        return self._read(size, deadline)

    def _read(self, count: int, deadline: float) -> bytearray:
        found = bytearray()
        while len(found) < count:
            _wait(self._from, select.POLLIN, deadline)
            part = os.read(self._from, min(count - len(found), 1 << 16))
            if not part:
                raise ChildEnded("it closed its output")
            found += part
        return found


def _wait(descriptor: int, for_what: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, for_what)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError
