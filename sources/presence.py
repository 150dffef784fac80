"""Which processes of this machine are at work, so that what a dead one held can be taken up at once.

Each holds a file of its own locked; the system lets the lock go when the process ends, however it ends. The locks are
POSIX record locks: a child that was forked meanwhile does not inherit them.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME_LENGTH = 8


class Taken(Exception):
    """Another process does this work already. The message is a sentence that names it."""


def mine() -> str:
    """This process's name: eight hexadecimal digits, known as alive until the process ends."""
    return _announced(os.getpid())[0]


def the_dead() -> list[str]:
    """The names of processes of this machine that have ended without a word."""
    alive = mine()
    return [path.name for path in _folder().iterdir() if path.name != alive and _is_free(path)]


def bury(names: list[str]) -> None:
    """Forget the dead, once nothing of theirs is left."""
    for name in names:
        (_folder() / name).unlink(missing_ok=True)


@contextmanager
def only_one(work: str) -> Iterator[None]:
    """Be the only process of this installation that does this work. Raises Taken; a dead process keeps nobody out."""
    with (settings.VAR / f"{work}.lock").open("a+") as file:
        if not _lock(file):
            file.seek(0)
            raise Taken(f"Another {work} is running already (process {file.read().strip() or 'unknown'}).")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@lru_cache(maxsize=1)
def _announced(pid: int) -> tuple[str, IO[str]]:
    """The name and the locked file of the process with this number; after a fork the child makes its own."""
    name = secrets.token_hex(NAME_LENGTH // 2)
    file = (_folder() / name).open("w")
    _lock(file)
    return name, file


def _folder() -> Path:
    folder = Path(settings.VAR) / "at_work"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _is_free(path: Path) -> bool:
    try:
        with path.open("r+") as file:
            return _lock(file)
    except OSError:
        return False


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
