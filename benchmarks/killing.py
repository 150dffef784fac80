"""Does a killed import lose or double anything? `manage.py import_sources`, killed at random moments and resumed.

The articles are made up by a seeded generator, the moments are drawn by the same seed, and what is stored in the end is
looked at from outside, without the code that stored it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = "ba den ko lir mas nu por qua rel sti tor ul ven wi xan yor zet cha gri plo".split()
PARAGRAPHS, WORDS = 8, 60  # of an article
SHARE = 0.1  # seconds that an article takes, roughly: the kills are spread over the import by it


@dataclass(frozen=True)
class Drill:
    """What one drill came to."""

    articles: int
    kills: int  # while the import was running
    wanted: int
    stored_at: list[int]  # how many sources there were at each kill
    breaches: list[str]  # what is not as it must be; empty where all is well
    seconds: float


def article(draw: random.Random, number: int) -> str:
    """A page with an article of made-up words; no two are alike."""

    def sentence() -> str:
        words = ["".join(draw.choices(SYLLABLES, k=draw.randint(1, 4))) for _ in range(WORDS // 4)]
        return " ".join(words).capitalize() + "."

    title = f"{sentence()[:50].rstrip('.')} {number}"
    body = "".join(f"<p>{' '.join(sentence() for _ in range(4))}</p>" for _ in range(PARAGRAPHS))
    address = f"https://daily{number % 7}.example/{number}"
    return (
        f'<html lang="en"><head><title>{title}</title><link rel="canonical" href="{address}">'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Daily {number % 7}">'
        f'<meta property="article:published_time" content="2024-03-{number % 28 + 1:02}T08:00:00+00:00"></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def drill(articles: int, kills: int, seed: int) -> Drill:
    """Import so many articles, kill the import so often, resume it to its end, and look at what is stored."""
    draw, started = random.Random(seed), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="factdesk-drill-") as folder:
        pages, var = Path(folder) / "pages", Path(folder) / "var"
        pages.mkdir()
        for number in range(articles):
            (pages / f"{number:05}.html").write_text(article(draw, number), "utf-8")
        manage(var, "migrate", "--verbosity", "0").wait()
        stored = []
        for turn in range(kills):
            at_work = turn % 4 != 0  # the others are killed while they start and gather
            process = manage(var, "import_sources", str(pages), "--resume")
            if killed(process, var.parent / "printed", at_work, draw.uniform(0, 2 * SHARE * articles / kills)):
                stored.append(count(var))
            if count(var) == articles:  # it was killed when all was done: there is nothing to go on with
                break
        is_done = count(var) == articles
        code = 0 if is_done else manage(var, "import_sources", str(pages), "--resume").wait()
        breaches = [f"the last run ended with exit code {code}"] if code else []
        breaches += list(looked_at(var, articles))
        return Drill(articles, len(stored), kills, stored, breaches, time.monotonic() - started)


def manage(var: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A command of this project on an installation of its own, in a process group of its own."""
    environment = {**os.environ, "FACTDESK_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    with (var.parent / "printed").open("wb") as printed:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
        )


def killed(process: subprocess.Popen[bytes], printed: Path, at_work: bool, after: float) -> bool:
    """Kill a process outright so many seconds after its start or its first line; False where it had ended before."""
    while at_work and process.poll() is None and not printed.stat().st_size:
        time.sleep(0.02)
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def count(var: Path) -> int:
    with sqlite3.connect(var / "factdesk.sqlite3") as database:
        return database.execute("SELECT count(*) FROM sources_source").fetchone()[0]


#: What must be true of the database, as a query whose one number must be zero.
MUST_BE_NONE = {
    "sources without a current version": "SELECT count(*) FROM sources_source WHERE current_version_id IS NULL",
    "sources with more or fewer versions than one": (
        "SELECT count(*) FROM sources_source s WHERE 1 <> "
        "(SELECT count(*) FROM sources_sourceversion v WHERE v.source_id = s.id)"
    ),
    "sources with more or fewer captures than one": (
        "SELECT count(*) FROM sources_source s WHERE 1 <> "
        "(SELECT count(*) FROM sources_capture c WHERE c.source_id = s.id)"
    ),
    "sources without an address": (
        "SELECT count(*) FROM sources_source WHERE id NOT IN (SELECT source_id FROM sources_sourceaddress)"
    ),
    "texts stored twice": "SELECT count(*) - count(DISTINCT sha256) FROM sources_sourceversion",
    "items without an outcome": "SELECT count(*) FROM sources_importitem WHERE outcome = ''",
    "items that did not make a source": "SELECT count(*) FROM sources_importitem WHERE outcome <> 'new'",
    "items that do not know their source": (
        "SELECT count(*) FROM sources_importitem WHERE source_id IS NULL OR version_id IS NULL OR reason = ''"
    ),
    "items that share a source": "SELECT count(*) - count(DISTINCT source_id) FROM sources_importitem",
    "items that are still held": "SELECT count(*) FROM sources_importitem WHERE lease_token <> ''",
}
MUST_BE_ALL = ("sources_source", "sources_sourceversion", "sources_capture", "sources_importitem")


def looked_at(var: Path, articles: int) -> list[str]:
    """What is not as it must be after an import of so many articles that made a source each."""
    found = []
    with sqlite3.connect(var / "factdesk.sqlite3") as database:
        ask = database.execute
        if (said := ask("PRAGMA integrity_check").fetchone()[0]) != "ok":
            found.append(f"the database is damaged: {said}")
        for table in MUST_BE_ALL:
            if (n := ask(f"SELECT count(*) FROM {table}").fetchone()[0]) != articles:
                found.append(f"{table} has {n} rows, not {articles}")
        for what, query in MUST_BE_NONE.items():
            if n := ask(query).fetchone()[0]:
                found.append(f"{what}: {n}")
        if (n := ask("SELECT count(*) FROM sources_importbatch").fetchone()[0]) != 1:
            found.append(f"{n} batches, not 1")
        hashes = [row[0] for row in ask("SELECT sha256 FROM sources_capture")]
    return found + [f"the capture {one} is not whole" for one in hashes if not is_whole(var, one)]


def is_whole(var: Path, sha256: str) -> bool:
    """Whether the kept file is there, can be unpacked and is what its name says."""
    path = var / "captures" / sha256[:2] / sha256[2:4] / f"{sha256}.gz"
    try:
        return hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest() == sha256
    except (OSError, EOFError):
        return False


def report(articles: int = 500, kills: int = 20, seed: int = 20) -> bool:
    """Do the drill and print what it came to; whether all was well."""
    done = drill(articles, kills, seed)
    print(
        f"Importer killed {done.kills} times over {done.articles} articles (seed {seed}, {done.seconds:.0f} s); "
        f"sources stored at each kill: {', '.join(map(str, done.stored_at))}."
    )
    print("\n".join(done.breaches) or "After resuming: each article once, nothing half.")
    return not done.breaches
