"""CPU time of the whole way, from bytes to the stored row, against trafilatura alone on the same pages in one run.

Ours is that of this process and of its parsing child together. Pages are taken in turns by both sides, so that a noisy
machine is as noisy for one as for the other.
"""

from __future__ import annotations

import gzip
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.test.runner import DiscoverRunner
from django.test.utils import override_settings
from trafilatura import extract as trafilatura_extract

from sources.importing import parsing, pipeline
from sources.importing.types import FetchedPage, ImportRefused

PAGES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "pages"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
TICKS = os.sysconf("SC_CLK_TCK")


def report() -> None:
    """Print milliseconds of CPU a page for both sides, and their ratio."""
    paths = sorted(PAGES.glob("*/html/*.html.gz"))
    if not paths:
        print("Speed: no pages to read here")
        return
    ours, theirs, refused = run(paths)
    n = len(paths)
    print(f"Speed: {n} pages, bytes to stored row; CPU time, one run, in turns")
    print(f"  Factdesk {ours / n * 1000:.1f} ms a page, trafilatura alone {theirs / n * 1000:.1f} ms a page")
    print(f"  ratio {ours / theirs:.2f} ({refused} pages refused)")


def run(paths: list[Path]) -> tuple[float, float, int]:
    """Seconds of CPU of Factdesk and of trafilatura for all pages, and how many Factdesk refused."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    ours = theirs = 0.0
    refused = 0
    try:
        with tempfile.TemporaryDirectory() as folder, override_settings(STORAGES=_storages(folder)):
            _one(paths[0].with_suffix(""), gzip.decompress(paths[0].read_bytes()))  # warm: child started, tables loaded
            for path in paths[1:]:
                data = gzip.decompress(path.read_bytes())
                started = time.process_time()
                trafilatura_extract(data.decode("utf-8", "replace"))
                theirs += time.process_time() - started
                started = _cpu()
                refused += not _one(path.with_suffix(""), data)
                ours += _cpu() - started
    finally:
        runner.teardown_databases(databases)
    return ours, theirs, refused


def _storages(folder: str) -> dict:
    captures = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    return {**settings.STORAGES, "captures": captures}


def _one(path: Path, data: bytes) -> bool:
    page = FetchedPage(data, NOW, name=path.name, url=f"https://{path.parts[-3]}.example/{path.stem}", status=200)
    try:
        pipeline.import_page(page, NOW)
    except ImportRefused:
        return False
    return True


def _cpu() -> float:
    """Seconds of CPU used by this process and its parsing child."""
    child = parsing.PARSER.pid
    ticks = 0
    if child is not None:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / TICKS
