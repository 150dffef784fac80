"""The environment of other people's extractors under var/peers: made once, if a package index can be reached."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "peers"
PLACE = HERE.parent.parent / "var" / "peers"
WANTED = HERE / "peers.txt"
STAMP = PLACE / "peers.txt"
PATIENCE = 900  # seconds for the packages to come


def read_pages(markups: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What each peer reads in pages by id, as `peers/read_pages.py` prints it; {} where there are no peers."""
    python = _python()
    if python is None:
        return {}
    lines = "\n".join(json.dumps({"id": page, "markup": markup}) for page, markup in markups.items())
    done = subprocess.run([python, HERE / "read_pages.py"], input=lines, capture_output=True, text=True)
    if done.returncode:
        print(f"  The peers are left out: they failed. {done.stderr.strip().splitlines()[-1:]}")
        return {}
    return json.loads(done.stdout)


def _python() -> Path | None:
    """The Python of the peers' environment; None, and a line that says so, where it cannot be made."""
    python = PLACE / "bin" / "python"
    if STAMP.exists() and STAMP.read_text("utf-8") == WANTED.read_text("utf-8"):
        return python
    commands = (
        [sys.executable, "-m", "venv", "--clear", PLACE],
        [python, "-m", "pip", "install", "--quiet", "--upgrade", "pip"],  # the pip of Debian 12 fails on an extra
        [python, "-m", "pip", "install", "--quiet", "-r", WANTED],
    )
    try:
        for command in commands:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  The peers are left out: their environment cannot be made ({type(error).__name__}).")
        return None
    STAMP.write_text(WANTED.read_text("utf-8"), "utf-8")
    return python
