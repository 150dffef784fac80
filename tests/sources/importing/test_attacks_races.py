"""Several hands on one row at the same moment: one of them wins, and nothing is there twice."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection

from sources.importing import batch_undo, batches, documents, pipeline, previews
from sources.importing.types import ImportRefused
from sources.models import ImportBatch, ImportItem, Source, SourceVersion
from tests.builders import make_user
from tests.sources.importing.test_batch_undo import LONG
from tests.sources.importing.test_pipeline import page_html

NOW = datetime(2036, 5, 1, 12, tzinfo=UTC)  # later than any row waits for
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
]


def words(n):
    return (
        f"Rain number {n}\n\nGuards closed crossing {n} on Tuesday after a night of rain, the office said.\n\n"
        f"Drivers waited in a queue of {n} kilometres, and some of them turned back towards the city before noon."
    )


def at_once(*works):
    """Run all of them in threads that start together; what they raised, in any order."""
    start, raised = threading.Barrier(len(works)), []

    def run(work):
        try:
            start.wait()
            work()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_a_preview_stored_by_several_at_once_is_stored_once():
    user = make_user("reporter", username="rita")
    for n in range(5):
        page = documents.from_text(words(n), NOW)
        item = previews.keep(documents.looked_at(page, NOW), user)

        def store(item=item):
            kept = previews.of(item)
            done = partial(previews.finish, item)
            pipeline.import_page(kept.page, NOW, user, typed=kept.extracted, inside=done)

        raised = at_once(store, store, store)
        assert {type(one) for one in raised} <= {ImportRefused}
        assert Source.objects.count() == n + 1


def test_several_workers_and_a_second_retry_store_each_item_once():
    batch = batches.start(ImportBatch.Origin.COMMAND)
    for n in range(30):
        batches.add_document(batch, documents.from_text(words(n), NOW))

    def work():
        while batches.work_next(NOW) is not None:
            batches.retry(batch.items.all(), NOW)

    assert at_once(work, work, work) == []
    assert Source.objects.count() == SourceVersion.objects.count() == 30
    assert batch.items.filter(outcome="new").count() == 30


def test_undoing_while_workers_import_leaves_nothing_half():
    user = make_user("editor", username="edda")
    batch = batches.start(ImportBatch.Origin.ADMIN, user)
    for n in range(30):
        batches.add_document(batch, documents.from_text(words(n), NOW))

    def work():
        while batches.work_next(NOW) is not None:
            pass

    raised = at_once(work, work, lambda: batch_undo.undo(batch, user), lambda: batch_undo.undo(batch, user))
    assert raised == []
    batch_undo.undo(batch, user)
    assert not Source.objects.exists()
    assert not ImportItem.objects.filter(batch=batch, undone="").exists()


def test_what_was_stored_meanwhile_is_not_discarded():
    user = make_user("reporter", username="rita")
    item = previews.keep(documents.looked_at(documents.from_text(words(1), NOW), NOW), user)
    stale = ImportItem.objects.get(pk=item.pk)
    kept = previews.of(item)
    pipeline.import_page(kept.page, NOW, user, typed=kept.extracted, inside=partial(previews.finish, item))
    with suppress(ImportRefused):
        previews.discard(stale)
    assert Source.objects.count() == 1
    assert ImportItem.objects.filter(pk=item.pk, outcome="new").exists()


def test_a_text_like_one_that_is_undone_at_this_moment_is_stored(monkeypatch):
    """It is compared with what is stored; what goes meanwhile must not be noted as like it."""
    user = make_user("editor", username="edda")
    batch = batches.start(ImportBatch.Origin.ADMIN, user)
    batches.add_document(batch, article(LONG))
    batches.work_next(NOW)
    twin = batches.add_document(batches.start(ImportBatch.Origin.COMMAND), article(LONG[:-1]))
    removed, delete = threading.Event(), batch_undo.deleting.delete_source

    def delete_and_wait(source):
        delete(source)
        removed.set()
        time.sleep(1)  # for the import to come as far as it can

    monkeypatch.setattr(batch_undo.deleting, "delete_source", delete_and_wait)

    def import_twin():
        removed.wait(20)
        batches.work_next(NOW)

    assert at_once(lambda: batch_undo.undo(batch, user), import_twin) == []
    twin.refresh_from_db()
    assert (twin.outcome, Source.objects.count()) == ("new", 1), twin.reason


def article(body):
    """A page that is found by its words alone."""
    return documents.from_text(page_html(body=body, title=str(len(body)), canonical=""), NOW)
