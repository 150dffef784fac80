"""Many documents in one: a batch is made of all of them or not at all."""

import gc
from datetime import UTC, datetime

import pytest

from sources.importing import batches, captures, documents
from sources.importing.incoming.types import Kind, Problem
from sources.importing.types import FetchedPage, ImportRefused
from sources.models import ImportBatch, ImportItem
from tests.builders import make_user
from tests.sources.importing.incoming.test_warc import Archive
from tests.sources.importing.test_batches import page

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
LIST = "https://a.example/1\nno address\nhttps://a.example/2\n"


def bring(archive: FetchedPage, kind: Kind) -> ImportBatch:
    return documents.bring(archive, kind, make_user("editor"), None)


def archived(*words: str) -> FetchedPage:
    archive = Archive()
    for word in words:
        archive.add(f"https://a.example/{word}", page(word).data)
    return FetchedPage(archive.data, NOW, name="many.warc.gz")


def test_a_list_becomes_waiting_items_in_its_order_and_says_what_is_no_address():
    batch = bring(documents.from_list(LIST, NOW), Kind.ADDRESSES)
    found = list(batch.items.order_by("pk").values_list("target", "outcome"))
    assert found == [("https://a.example/1", ""), ("line 2", "rejected"), ("https://a.example/2", "")]


def test_an_archive_becomes_items_with_their_bytes_kept():
    batch = bring(archived("Rain", "Snow"), Kind.WARC)
    assert [captures.read(one) for one in batch.items.order_by("pk").values_list("document", flat=True)] == [
        page("Rain").data,
        page("Snow").data,
    ]


def test_a_failure_in_the_middle_leaves_nothing_that_a_worker_could_begin(monkeypatch):
    keep, calls = captures.keep, []

    def full(data):
        calls.append(data)
        if len(calls) == 2:
            raise OSError("No space left on device")
        assert not ImportItem.objects.exists()
        return keep(data)

    monkeypatch.setattr(captures, "keep", full)
    with pytest.raises(OSError, match="No space"):
        bring(archived("Rain", "Snow", "Fog"), Kind.WARC)
    assert not ImportBatch.objects.exists() and not ImportItem.objects.exists()


def test_a_database_that_fails_at_the_last_rows_leaves_no_batch(monkeypatch):
    def fails(items):
        raise RuntimeError("full")

    monkeypatch.setattr(batches, "_added", fails)
    with pytest.raises(RuntimeError):
        bring(documents.from_list(LIST, NOW), Kind.ADDRESSES)
    assert not ImportBatch.objects.exists()


def test_one_page_of_an_archive_at_a_time_is_in_memory(monkeypatch):
    held = []

    def pages(archive):
        for n in range(5):
            yield FetchedPage(b"<p>Rain.</p>" * 100_000 + str(n).encode(), NOW, url=f"https://a.example/{n}")
            gc.collect()
            held.append(sum(isinstance(one, FetchedPage) and one.url[-1:].isdigit() for one in gc.get_objects()))

    monkeypatch.setitem(documents.READERS, Kind.WARC, pages)
    bring(FetchedPage(b"WARC/", NOW), Kind.WARC)
    assert max(held) <= 1


@pytest.mark.parametrize("found", [[], [Problem("record 1", "It is no page.")]])
def test_what_holds_nothing_to_import_is_refused_and_leaves_no_batch(monkeypatch, found):
    monkeypatch.setitem(documents.READERS, Kind.WARC, lambda archive: iter(found))
    with pytest.raises(ImportRefused, match="No page"):
        bring(FetchedPage(b"WARC/", NOW), Kind.WARC)
    assert not ImportBatch.objects.exists()
