"""The feeds of another parser's own tests: an entry list or a clean refusal for each, and the world untouched."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
#: Reads every feed of an archive after telling Python to report what is opened, connected or run.
READING = """
import json, os, sys, tarfile
from collections import Counter
from sources.importing.incoming import feeds, what_is
from sources.importing.types import ImportRefused
from datetime import UTC, datetime
from sources.importing.types import FetchedPage

with tarfile.open(sys.argv[1]) as archive:
    found = [one for one in archive if one.isfile() and one.name.endswith((".xml", ".json"))]
    files = [archive.extractfile(one).read() for one in found]

WATCHED = ("open", "socket.", "subprocess.", "os.", "shutil.", "urllib.", "ctypes.", "webbrowser.")
PYTHON = tuple(filter(None, sys.path))  # modules loaded on first use: a codec, a parser
touched, counts, reasons, faults = [], Counter(), Counter(), []
reading = False

def watch(event, arguments):
    of_python = event in ("open", "os.listdir") and str(arguments[0]).startswith(PYTHON)
    if reading and event.startswith(WATCHED) and not of_python:
        touched.append(f"{event} {arguments!r:.200}")

sys.addaudithook(watch)
for data in files:
    reading = True
    try:
        feed = feeds.read(data, "https://news.example/feed.xml")
        what_is(FetchedPage(data, datetime(2022, 4, 29, tzinfo=UTC)))
        reading = False
        counts.update(feeds=1, lists=1, entries=len(feed.entries))
    except ImportRefused as refusal:
        reading = False
        counts.update(feeds=1, refusals=1)
        reasons[str(refusal)] += 1
    except Exception as fault:
        reading = False
        faults.append(repr(fault))
print(json.dumps({"counts": counts, "reasons": reasons, "touched": touched, "faults": faults}))
"""


def test_each_feed_gives_entries_or_a_reason_and_touches_nothing(shared_dir, capsys):
    archive = shared_dir / "data" / "attacks" / "feeds.tar.gz"
    if not archive.exists():
        pytest.skip(f"there is no {archive.name} in the folder 'shared'")
    done = subprocess.run(
        [sys.executable, "-c", READING, str(archive)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    with capsys.disabled():
        print(f"\nfeeds: {found['counts']}, refused: {found['reasons']}")
    assert found["faults"] == []
    assert found["touched"] == []
    assert found["counts"]["feeds"] == 2107
    assert found["counts"]["lists"] >= 2100
    assert all(reason.endswith(".") for reason in found["reasons"])
