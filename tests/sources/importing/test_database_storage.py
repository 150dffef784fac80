"""Captures in the database behave as captures in a folder."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from sources.importing import captures
from sources.importing.database_storage import DatabaseStorage
from sources.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def storage(monkeypatch):
    storage = DatabaseStorage()
    monkeypatch.setitem(storages._storages, "captures", storage)
    return storage


def test_bytes_are_kept_once_and_come_back(storage):
    data = bytes(range(256)) * 9
    assert captures.keep(data) == captures.keep(data)
    assert captures.read(captures.sha256_of(data)) == data
    assert StoredFile.objects.count() == 1


def test_a_broken_file_is_written_anew(storage):
    data = b"words" * 100
    captures.keep(data)
    StoredFile.objects.update(data=b"\x1f\x8bhalf")
    captures.keep(data)
    assert captures.read(captures.sha256_of(data)) == data


def test_what_is_not_there_is_a_missing_file(storage):
    with pytest.raises(FileNotFoundError):
        captures.read("0" * 64)
    assert not storage.exists("none")


def test_it_tells_size_and_time_and_forgets(storage):
    storage.save("a/b", ContentFile(b"four"))
    assert storage.size("a/b") == 4
    assert storage.get_modified_time("a/b") is not None
    storage.delete("a/b")
    assert not storage.exists("a/b")


def test_it_opens_for_reading_only(storage):
    storage.save("a", ContentFile(b"1"))
    with pytest.raises(ValueError, match="read or saved whole"):
        storage.open("a", "wb")


def test_old_bytes_are_forgotten_and_those_kept_anew_are_not(storage):
    old, again = captures.keep(b"old"), captures.keep(b"again")
    StoredFile.objects.update(stored_at=timezone.now() - timedelta(days=1))
    captures.keep(b"again")
    before = timezone.now() - timedelta(hours=1)
    assert [captures.forget_old(one, before) for one in (old, again, "0" * 64)] == [True, False, False]
    assert list(captures.stored_in(again[:2])) == [again]
    assert list(captures.stored_in(old[:2])) == []
