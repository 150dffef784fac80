"""What is cleared up, and what is left alone."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from sources.importing import batches, captures, clearing, documents, pipeline, previews
from sources.importing.types import FetchedPage
from tests.builders import make_user
from tests.sources.importing.test_batches import make_batch, page

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "captures": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    settings.VAR = tmp_path
    assert storages["captures"].location == str(tmp_path)
    return tmp_path


def left_behind(folder, name: str, age: timedelta):
    path = folder / "ab" / "cd" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    moment = (NOW - age).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_what_a_killed_import_left_half_written_is_removed_after_an_hour(folder):
    old = left_behind(folder, f"{'a' * 64}.gz.unfinished", timedelta(hours=2))
    fresh = left_behind(folder, f"{'b' * 64}.gz.unfinished", timedelta(minutes=2))
    kept = captures.keep(b"an article")
    assert clearing.work_one(NOW)
    assert (old.exists(), fresh.exists(), captures.read(kept)) == (False, True, b"an article")


def test_it_is_done_once_an_hour(folder):
    clearing.work_one(NOW)
    left_behind(folder, "x.gz.unfinished", timedelta(hours=2))
    assert not clearing.work_one(NOW + timedelta(minutes=59))
    assert clearing.work_one(NOW + timedelta(minutes=61))


def test_bytes_that_nothing_needs_are_deleted_an_hour_after_they_were_kept(folder):
    later, user = timezone.now() + timedelta(hours=2), make_user("editor")
    imported, waiting, looked_at = page("Rain"), page("Snow"), page("Fog")
    pipeline.import_page(imported, NOW)
    batches.add_document(make_batch(), waiting)
    kept = documents.looked_at(looked_at, NOW)
    attached = FetchedPage(b"a letter", NOW, name="letter.txt")
    item = previews.keep(replace(kept, attachments=(attached,)), user)
    captures.keep(b"of an import that was killed before its rows")

    assert clearing.remove_unneeded(timezone.now()) == 0
    assert clearing.remove_unneeded(later) == 1
    for one in (imported, waiting, looked_at, attached):
        assert captures.read(captures.sha256_of(one.data)) == one.data

    assert previews.discard(item)
    assert clearing.remove_unneeded(later) == 2
    assert clearing.remove_unneeded(later) == 0


def test_every_part_of_the_captures_has_its_hour(folder, monkeypatch):
    looked_through = []
    monkeypatch.setattr(clearing, "remove_unneeded", lambda now, folders: looked_through.extend(folders))
    for hour in range(clearing.PARTS):
        clearing.work_one(NOW + timedelta(hours=hour, minutes=hour))
    assert sorted(looked_through) == list(clearing.FOLDERS)
