"""The bytes as they came, kept once and whole."""

import gzip
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage, storages

from sources.importing import captures

DATA = b"<p>Rain closed the road.</p>" * 40


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "captures": {
            **settings.STORAGES["captures"],
            "OPTIONS": {"location": tmp_path, "file_permissions_mode": 0o600},
        },
    }
    return tmp_path


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_can_be_read_and_is_kept_once(folder):
    sha256 = captures.keep(DATA)
    assert captures.read(sha256) == DATA
    before = [(path, path.stat().st_mtime_ns) for path in files(folder)]
    captures.keep(DATA)
    assert [(path, path.stat().st_mtime_ns) for path in files(folder)] == before
    assert len(before) == 1
    assert before[0][0].stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "spoil",
    [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: gzip.compress(b"other"), lambda b: b[:-6] + b"\0" * 6],
    ids=["cut short", "empty", "something else", "wrong sum"],
)
def test_a_file_that_is_not_what_its_name_says_is_written_again(folder, spoil):
    sha256 = captures.keep(DATA)
    (path,) = files(folder)
    path.write_bytes(spoil(path.read_bytes()))
    assert captures.keep(DATA) == sha256
    assert captures.read(sha256) == DATA
    assert files(folder) == [path]


def test_nobody_sees_half_a_file(folder, monkeypatch):
    class Killed(BaseException):
        pass

    def stop(*args):
        raise Killed

    monkeypatch.setattr(captures.os, "replace", stop)
    with pytest.raises(Killed):
        captures.keep(DATA)
    with pytest.raises(FileNotFoundError):
        captures.read(captures.sha256_of(DATA))
    monkeypatch.undo()
    assert captures.read(captures.keep(DATA)) == DATA


def test_a_storage_without_a_file_system_is_mended_too(monkeypatch):
    memory = InMemoryStorage()
    monkeypatch.setitem(storages._storages, "captures", memory)
    sha256 = captures.keep(DATA)
    name = f"{sha256[:2]}/{sha256[2:4]}/{sha256}.gz"
    with memory.open(name, "wb") as kept:
        kept.write(b"half")
    captures.keep(DATA)
    assert captures.read(sha256) == DATA
