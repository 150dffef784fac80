"""Small files that are their owner's alone, whole at every moment."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def read_or_make(path: Path, make: Callable[[], str]) -> str:
    """The text of a file, made where there is none; processes that come at once read the same. Raises OSError."""
    with path.with_name(f".{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed, or the process is gone
        if not path.exists() or not path.read_text().strip():
            write(path, make())
        return path.read_text().strip()


def write(path: Path, text: str) -> None:
    """Put the text there, readable by its owner only; a reader sees the old file or the new one. Raises OSError."""
    descriptor, unfinished = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # 0600 and not there before
    try:
        with open(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise
