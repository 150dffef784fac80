"""`manage.py work`: one of it on SQLite, stopped by a signal, gone with who started it."""

import os
import signal
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sources import presence
from sources.importing import batches
from sources.importing.documents import from_text
from sources.models import ImportItem
from tests.conftest import ROOT
from tests.factdesk.test_supervising import MOST_SECONDS, until
from tests.sources.importing.test_batches import make_batch, page

DIE = "import subprocess, sys; print(subprocess.Popen(sys.argv[1:] + [str(__import__('os').getpid())]).pid, flush=True)"


@pytest.mark.django_db
def test_once_does_what_is_due_and_ends_well():
    batches.add_document(make_batch(), page("Rain"))
    call_command("work", "--once")
    assert ImportItem.objects.get().outcome == "new"


@pytest.mark.django_db
def test_once_ends_with_exit_code_1_where_an_item_failed():
    batches.add_document(make_batch(), from_text("<html></html>", timezone.now()))
    with pytest.raises(SystemExit) as stopped:
        call_command("work", "--once")
    assert stopped.value.code == 1


@pytest.mark.django_db
@pytest.mark.sqlite
def test_a_second_worker_is_refused_on_sqlite_with_the_number_of_the_first(monkeypatch):
    def taken(work):
        raise presence.Taken("Another worker is running already (process 123).")

    monkeypatch.setattr(presence, "only_one", taken)
    with pytest.raises(CommandError, match="process 123.*On SQLite there is one"):
        call_command("work", "--once")


@pytest.fixture
def installation(tmp_path):
    """The environment of an installation of its own, with an empty database."""
    environment = {**os.environ, "FACTDESK_VAR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return environment


@pytest.mark.sqlite
def test_a_signal_stops_it_and_its_parents_end_too(installation, tmp_path):
    command = [sys.executable, "manage.py", "work"]
    worker = subprocess.Popen(command, cwd=ROOT, env=installation)
    assert until(lambda: (tmp_path / "worker.lock").exists() and (tmp_path / "worker.lock").read_text())
    second = subprocess.run(command, cwd=ROOT, env=installation, capture_output=True, text=True)
    assert (second.returncode, f"process {worker.pid}" in second.stderr) == (75, True)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(MOST_SECONDS) == 0

    starter = [sys.executable, "-c", DIE, *command, "--parent"]
    told = subprocess.run(starter, cwd=ROOT, env=installation, stdout=subprocess.PIPE, text=True)
    assert until(lambda: not lives(int(told.stdout)))


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return not state.startswith("Z")
