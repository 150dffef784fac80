"""How much one page may cost, and the counting of it while its answer is read."""

from __future__ import annotations

import io
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sources.importing.fetch_failures import too_large

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Limits:
    """How much one page may cost, redirects included."""

    seconds: float = 20.0  # of wall time, for everything
    connect_seconds: float = 8.0  # for one of a server's addresses
    data: int = 10_000_000  # bytes after decompression
    head: int = 65_536  # bytes of status line and headers
    redirects: int = 5
    cut: bool = False  # whether a longer body is cut off at `data` bytes instead of failing


@dataclass
class Allowance:
    """The limits, and the moment by which everything must be done."""

    limits: Limits
    deadline: float  # by the monotonic clock

    def seconds(self) -> float:
        """The wall time left. Raises TimeoutError where there is none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("no time left")
        return left

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """While the block runs, the clock stands still: waiting for one's turn is not the server's time."""
        started = time.monotonic()
        yield
        self.deadline += time.monotonic() - started


class Counted(io.RawIOBase):
    """One answer's bytes as they come: no read lasts beyond the deadline, and no head or body is endless.

    A socket's own timeout starts anew with every byte, which would let a slow server hold us for ever.
    """

    def __init__(self, raw: io.RawIOBase, sock: Any, allowance: Allowance) -> None:
        self.raw, self.sock, self.allowance = raw, sock, allowance
        self.left = allowance.limits.head

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(self.allowance.seconds())
        count = self.raw.readinto(buffer) or 0
        self.left -= count
        if self.left < 0:
            raise too_large()
        return count

    def close(self) -> None:
        self.raw.close()
        super().close()
