"""What a process that parses foreign bytes gives up before it sees the first of them; none of it comes back.

The limits are the kernel's. The audit hook (PEP 578) is Python's: it stops Python code that was talked into something,
not machine code that took over the process, which the limits, the empty environment and the clock of the parent hold.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PR_SET_NO_NEW_PRIVS = 38  # linux/prctl.h
FILES = 32
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Audit events by name or, ended by a dot, by family: what no parser has to do.
FORBIDDEN = (
    "ctypes.dlopen",
    "fcntl.",
    "ftplib.",
    "http.client.",
    "mmap.",
    "os.chmod",
    "os.chown",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.kill",
    "os.killpg",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.putenv",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.spawn",
    "os.symlink",
    "os.system",
    "os.truncate",
    "os.utime",
    "pty.",
    "resource.",
    "shutil.",
    "smtplib.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
)
FAMILIES = tuple(name for name in FORBIDDEN if name.endswith("."))
NAMES = frozenset(FORBIDDEN)


class Confined(PermissionError):
    """The process tried what it has given up."""


def limit(memory: int) -> None:
    """Set the kernel's limits; `memory` in bytes of address space."""
    limits = {"AS": memory, "CORE": 0, "FSIZE": 0, "NOFILE": FILES, "NPROC": 0}
    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):  # macOS knows RLIMIT_AS and refuses it: the parent's clock remains
            continue
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def refuse(readable: Iterable[Path]) -> None:
    """Refuse from now on to open sockets, processes, libraries, and files but those to be read below `readable`."""
    roots = tuple(f"{path.resolve()}{os.sep}" for path in readable)

    def audit(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            if not _may_open(args, roots):
                raise Confined(f"{event} {args[0]!r}")
        elif event in NAMES or event.startswith(FAMILIES):
            raise Confined(event)

    sys.addaudithook(audit)


def _may_open(args: tuple[Any, ...], roots: tuple[str, ...]) -> bool:
    path, _, flags = args
    if isinstance(path, int):
        return True  # a file already open
    if not isinstance(path, str | bytes | os.PathLike) or (flags or 0) & WRITING:
        return False
    return os.path.realpath(os.fsdecode(path)).startswith(roots)
