"""The process that parses foreign bytes: `python -m sources.importing.parsing_child`, started by `parsing`.

It reads requests from standard input and answers on standard output until the input ends, as it does when its parent
is gone. It knows no settings and no database.
"""

from __future__ import annotations

import gc
import os
import re
import resource
import signal
import sys
import sysconfig
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from sources.importing import confinement
from sources.importing.extraction import extract
from sources.importing.extraction.cutting import cut
from sources.importing.extraction.rule_matches import matches
from sources.importing.incoming import address_lists, feeds, opml, sitemaps, what_is
from sources.importing.parsing_messages import (
    LENGTH,
    Answer,
    Document,
    Listing,
    framed,
    pack_answer,
    unpack_request,
)
from sources.importing.types import FetchedPage, ImportRefused

USAGE = "usage: parsing_child MEMORY_BYTES CPU_SECONDS WALL_SECONDS"
SAMPLE = """<!doctype html><html lang="en"><head><title>A border stays open - The Paper</title>
<meta property="article:published_time" content="2021-05-04T08:00:00+04:30"></head><body><nav><a href="/">Home</a></nav>
<article><h1>A border stays open</h1><p class="byline">By Ann Example</p><p>Posted on Tuesday, 4 May 2021</p>
<p>The ministry said on Monday that the crossing would stay open for the whole winter, and for longer if need be.</p>
<p>Its spokesman said that twelve officers had been sent there, and that more were to follow in the coming week.</p>
<p>Traders on both sides had asked for this since the spring, when the old bridge was closed for its repair.</p>
</article></body></html>"""
LINK = "https://paper.example/a"
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title><item><title>A &amp; B</title>
<link>{LINK}</link><pubDate>Tue, 4 May 2021 08:00:00 GMT</pubDate><description>&lt;b&gt;A border&lt;/b&gt;</description>
</item>"""
LISTINGS = {
    "feed": RSS + "</channel></rss>",
    "sitemap": f"<urlset><url><loc>{LINK}</loc></url></urlset>",
    "opml": f'<opml version="2.0"><body><outline xmlUrl="{LINK}"/></body></opml>',
    "addresses": f'url,title\n{LINK},"A border, open"',
}

#: Who does which task.
READERS: dict[str, Callable[[Any], Any]] = {
    "document": lambda asked: extract(asked.page, asked.now, asked.hints),
    "cuts": lambda asked: cut(asked.page, asked.extracted),
    "matches": lambda asked: matches(asked.page, asked.rules),
    "kind": what_is,
    "feed": lambda asked: feeds.read(asked.data, asked.url, asked.media_type),
    "sitemap": lambda asked: sitemaps.read(asked.data, asked.url),
    "opml": lambda asked: opml.read(asked.data),
    "addresses": lambda asked: address_lists.read(asked.data, asked.media_type),
}


def main() -> None:
    memory, cpu, wall = map(int, sys.argv[1:]) if len(sys.argv) == 4 else sys.exit(USAGE)
    channel, sys.stdout = os.fdopen(os.dup(1), "wb", buffering=0), sys.stderr  # what a library prints is no answer
    statm = _open_statm()
    _warm_up()
    confinement.limit(memory)
    confinement.refuse(map(Path, _readable()))
    _send(channel, b"ready")
    while (payload := _next(sys.stdin.buffer)) is not None:
        _send(channel, _answered(payload, cpu, wall, statm))


def _warm_up() -> None:
    """Load what the libraries load only when they are first used, and take it out of the collector's rounds."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    pages = [
        FetchedPage(SAMPLE.encode(), now, name="a.html"),
        FetchedPage(re.sub(r"<[^<>]+>", "\n", SAMPLE).encode(), now, name="a.txt"),
    ]
    asked: list[tuple[str, Any]] = [("document", Document(page, now)) for page in pages]
    asked += [("kind", page) for page in pages]
    asked += [(task, Listing(text.encode(), LINK)) for task, text in LISTINGS.items()]
    asked.append(("feed", Listing(RSS.encode(), LINK)))  # cut short: for this there is another parser
    for task, sample in asked:
        with suppress(ImportRefused):
            READERS[task](sample)
    gc.collect()
    gc.freeze()


def _readable() -> list[str]:
    """Where Python and its libraries lie, and the system's time zones: they read some files when first in need."""
    paths = sysconfig.get_paths()
    return [*(paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")), "/usr/share/zoneinfo"]


def _next(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    payload = stream.read(size)
    return payload if len(payload) == size else None


def _send(channel: BinaryIO, payload: bytes) -> None:
    left = memoryview(framed(payload))
    while left:
        left = left[channel.write(left) :]


def _answered(payload: bytes, cpu: int, wall: int, statm: int | None) -> bytes:
    """The answer to one request. Past the limits of time the process is ended by a signal that nothing handles."""
    signal.setitimer(signal.ITIMER_PROF, cpu)
    signal.alarm(wall)
    try:
        return pack_answer(_read(payload, statm))
    except MemoryError:
        return pack_answer(Answer(out_of_memory=True))
    except Exception:
        return pack_answer(Answer(fault=traceback.format_exc()))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)


def _read(payload: bytes, statm: int | None) -> Answer:
    request = unpack_request(payload)
    try:
        found = READERS[request.task](request.asked)
    except ImportRefused as refusal:
        return Answer(refused=str(refusal), resident=_resident(statm))
    return Answer(found, resident=_resident(statm))


def _open_statm() -> int | None:
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def _resident(statm: int | None) -> int:
    """Resident memory in bytes: now, where the system tells it, else at its highest."""
    if statm is None:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return int(os.pread(statm, 100, 0).split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
