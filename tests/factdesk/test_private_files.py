import os
import subprocess
import sys
import threading

import pytest
from django.conf import settings

from factdesk import private_files


def test_a_secret_is_made_once_and_its_owners_alone(tmp_path):
    path = tmp_path / "secret"
    assert private_files.read_or_make(path, lambda: "first") == "first"
    assert private_files.read_or_make(path, lambda: "second") == "first"
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_empty_file_of_an_interrupted_start_is_no_secret(tmp_path):
    path = tmp_path / "secret"
    path.touch()
    assert private_files.read_or_make(path, lambda: "first") == "first"


def test_whoever_comes_at_once_reads_the_same(tmp_path):
    ready, read = threading.Barrier(8), []

    def work():
        ready.wait()
        read.append(private_files.read_or_make(tmp_path / "secret", lambda: os.urandom(8).hex()))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(read) == 8
    assert len(set(read)) == 1


def test_a_file_is_replaced_whole_and_made_private(tmp_path):
    path = tmp_path / "logins"
    path.write_text("old")
    path.chmod(0o644)
    private_files.write(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "logins"
    path.write_text("old")

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(private_files.os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        private_files.write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_folder_of_everything_is_its_owners_alone(tmp_path):
    (var := tmp_path / "var").mkdir(mode=0o755)
    environment = {**os.environ, "FACTDESK_VAR": str(var)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
    assert var.stat().st_mode & 0o777 == 0o700
