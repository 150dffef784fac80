"""What reading in a child process costs: its start, its time for a page, its memory over many pages.

The pages are the shared news pages, taken in turn.
"""

from __future__ import annotations

import gzip
import resource
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from sources.importing import extraction
from sources.importing.parsing import Limits, Parser
from sources.importing.types import FetchedPage, ImportRefused

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "pages"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
STARTS, TRIPS = 5, 201
NEVER = 10**12  # limits that no run reaches


def report(pages: int = 10_000) -> None:
    """Print start, overhead and memory over `pages` pages; nothing where the shared pages are absent."""
    documents = [
        FetchedPage(gzip.decompress(path.read_bytes()), NOW, path.name) for path in sorted(SHARED.glob("*/html/*"))
    ]
    if not documents:
        return
    print(f"Parsing child: {len(documents)} news pages in turn, n = {pages}")
    start = median(_start(documents[0]) for _ in range(STARTS)) * 1000
    print(f"  start to first answer: median {start:.0f} ms, n = {STARTS}")
    _report_cost(documents)
    _report_memory(documents, pages, Parser(limits=Limits(pages=NEVER, resident=NEVER)), "never replaced")
    _report_memory(documents, pages, Parser(), "as shipped")


def _start(document: FetchedPage) -> float:
    parser = Parser()
    took = _timed(lambda: parser.extract(document, NOW))
    parser.close()
    return took


def _report_cost(documents: list[FetchedPage]) -> None:
    """Processor time, which other work on the machine changes little; the child's is known once it has ended."""
    idle = _cpu_of_children(documents[:1])
    child, ours = _cpu_of_children(documents), time.process_time()
    for document in documents:
        _timed(lambda document=document: extraction.extract(document, NOW))
    here, there = time.process_time() - ours, child - idle
    count = len(documents)
    print(
        f"  a page, CPU: {there / count * 1000:.1f} ms by the child, {here / count * 1000:.1f} ms here, n = {count};",
        end=" ",
    )
    print(f"ratio {there / here:.2f}")
    parser, empty = Parser(), FetchedPage(b"", NOW)
    trips = [_timed(lambda: parser.extract(empty, NOW)) * 1000 for _ in range(TRIPS)][1:]
    parser.close()
    low, middle, high = quantiles(trips, n=4)
    said = f"median {middle:.2f} ms (quartiles {low:.2f} and {high:.2f}), n = {len(trips)}"
    print(f"  there and back with nothing to read: {said}")


def _cpu_of_children(documents: list[FetchedPage]) -> float:
    """Seconds that a child and we together spend on reading the documents, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours, parser = time.process_time(), Parser()
    for document in documents:
        _timed(lambda document=document: parser.extract(document, NOW))
    parser.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return spent + time.process_time() - ours


def _report_memory(documents: list[FetchedPage], pages: int, parser: Parser, name: str) -> None:
    """Resident memory of the child at each tenth of the way, in MB."""
    curve, pids, started = [], set(), time.perf_counter()
    for number, document in enumerate(islice(cycle(documents), pages), 1):
        _timed(lambda document=document: parser.extract(document, NOW))
        pids.add(parser.pid)
        if number % max(1, pages // 10) == 0:
            curve.append(parser.resident / 1e6)
    parser.close()
    rate = pages / (time.perf_counter() - started)
    said = " ".join(f"{one:.0f}" for one in curve)
    print(f"  memory, {name}: {said} MB; {len(pids - {None})} processes, {rate:.0f} pages a second")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    with suppress(ImportRefused):
        work()
    return time.perf_counter() - started
