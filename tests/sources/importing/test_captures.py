"""The bytes as they came, kept once and whole."""

import gzip
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage, storages
from django.utils import timezone

from sources.importing import captures

DATA = b"<p>Rain closed the road.</p>" * 40
YEAR = timedelta(days=365)
BREAKS = {
    "cut short": lambda b: b[: len(b) // 2],
    "wrong sum": lambda b: b[:-6] + b"\0" * 6,
    "overwritten in the middle": lambda b: b[:12] + b"\xff" * 20 + b[32:],
    "no gzip at all": lambda b: b"words" + b,
}


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
    (path,) = files(folder)
    number = path.stat().st_ino
    captures.keep(DATA)
    assert files(folder) == [path]
    assert (path.stat().st_ino, path.stat().st_mode & 0o777) == (number, 0o600)


@pytest.mark.parametrize(
    "spoil",
    [*BREAKS.values(), lambda b: b"", lambda b: gzip.compress(b"other")],
    ids=[*BREAKS, "empty", "something else"],
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


@pytest.mark.parametrize("spoil", BREAKS.values(), ids=BREAKS)
def test_a_file_that_cannot_be_unpacked_is_one_kind_of_fault(folder, spoil):
    sha256 = captures.keep(DATA)
    (path,) = files(folder)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(captures.Damaged, match=sha256):
        captures.read(sha256)


def age(folder: Path) -> None:
    """Let the files be a year old."""
    for path in files(folder):
        os.utime(path, ((timezone.now() - YEAR).timestamp(),) * 2)


def test_old_bytes_are_forgotten_and_those_kept_anew_are_not(folder):
    old, again = captures.keep(DATA), captures.keep(DATA * 2)
    age(folder)
    captures.keep(DATA * 2)
    before = timezone.now() - timedelta(hours=1)
    assert [captures.forget_old(one, before) for one in (old, again, "0" * 64)] == [True, False, False]
    assert captures.read(again) == DATA * 2
    assert len(files(folder)) == 1


@pytest.mark.parametrize("at", ["getmtime", "unlink"])
def test_bytes_kept_while_they_are_being_forgotten_stay(folder, monkeypatch, at):
    """The file has been moved aside, or was found old: who keeps the bytes at this moment has them afterwards."""
    sha256 = captures.keep(DATA)
    age(folder)
    module = captures.os if at == "unlink" else captures.os.path
    real = getattr(module, at)

    def keep_meanwhile(path):
        monkeypatch.setattr(module, at, real)
        captures.keep(DATA)
        return real(path)

    monkeypatch.setattr(module, at, keep_meanwhile)
    captures.forget_old(sha256, timezone.now() - timedelta(hours=1))
    assert captures.read(sha256) == DATA


def test_a_file_touched_just_before_it_is_moved_aside_is_put_back(folder, monkeypatch):
    sha256 = captures.keep(DATA)
    age(folder)
    real = captures.os.replace

    def touch_and_replace(*names):
        captures.os.utime(names[0])
        monkeypatch.undo()
        real(*names)

    monkeypatch.setattr(captures.os, "replace", touch_and_replace)
    assert not captures.forget_old(sha256, timezone.now() - timedelta(hours=1))
    assert captures.read(sha256) == DATA


def test_what_is_stored_can_be_listed_by_its_first_two_characters(folder):
    sha256 = captures.keep(DATA)
    assert list(captures.stored_in(sha256[:2])) == [sha256]
    assert list(captures.stored_in("00" if sha256[:2] != "00" else "01")) == []
