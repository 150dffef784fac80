"""Who is at work on this machine: alive while the process lives, dead the moment it is killed."""

import os
import subprocess
import sys

import pytest

from sources import presence
from tests.conftest import ROOT

ANNOUNCE = """
import django, sys
django.setup()
from sources import presence
print(presence.mine(), flush=True)
with presence.only_one("drill"):
    print("alone", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other():
    """Another process at work, as it announces itself."""
    process = subprocess.Popen(
        [sys.executable, "-c", ANNOUNCE],
        cwd=ROOT,
        env={**os.environ},
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.name = process.stdout.readline().strip()
    assert process.stdout.readline() == "alone\n"
    yield process
    process.kill()
    process.communicate()


def test_a_process_has_one_name():
    assert presence.mine() == presence.mine()
    assert len(presence.mine()) == presence.NAME_LENGTH
    assert presence.mine() not in presence.the_dead()


def test_a_process_is_dead_when_it_is_killed_and_not_before(other):
    assert other.name not in presence.the_dead()
    other.kill()
    other.wait()
    assert other.name in presence.the_dead()
    presence.bury([other.name])
    assert other.name not in presence.the_dead()


def test_a_second_process_for_the_same_work_is_refused_until_the_first_is_dead(other):
    said = rf"Another drill is running already \(process {other.pid}\)"
    with pytest.raises(presence.Taken, match=said), presence.only_one("drill"):
        pass
    other.kill()
    other.wait()
    with presence.only_one("drill"):
        pass
