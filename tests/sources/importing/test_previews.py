"""What a preview keeps, and what becomes of it when two windows do different things."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone

from sources.importing import captures, documents, pipeline, previews
from sources.models import ImportBatch, ImportItem
from tests.builders import make_user
from tests.sources.importing.test_batches import page

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def item() -> ImportItem:
    return previews.keep(documents.looked_at(page(), NOW), make_user("editor"))


def test_one_that_is_discarded_goes_with_its_batch(item):
    assert previews.discard(item)
    assert not ImportBatch.objects.exists()


def test_one_that_was_stored_meanwhile_is_neither_discarded_nor_swept(item):
    stale = ImportItem.objects.get(pk=item.pk)
    done = pipeline.import_page(page(), NOW, inside=partial(previews.finish, item))
    assert not previews.discard(stale)
    assert previews.sweep(timezone.now() + timedelta(days=2)) == 0
    assert ImportItem.objects.get().source == done.source


def test_only_those_that_are_open_are_shown_to_whose_they_are(item):
    user = item.batch.started_by
    assert previews.waiting(user) == [item]
    assert previews.waiting(make_user("reporter")) == []
    ImportItem.objects.update(undone="Cancelled.")
    assert previews.waiting(user) == []


def test_a_document_whose_bytes_are_damaged_is_as_good_as_gone(item, monkeypatch):
    monkeypatch.setattr(captures.gzip, "decompress", lambda packed: (_ for _ in ()).throw(EOFError()))
    with pytest.raises(FileNotFoundError):
        previews.of(item)
