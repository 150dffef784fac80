"""A fault of ours in one item is told, kept and logged, and the others go on."""

import logging

import pytest
from django.core.management import call_command
from django.db import DataError, connection

from sources.importing import parsing, pipeline, saving
from sources.importing.documents import from_text
from sources.importing.types import Outcome
from sources.models import ImportBatch, ImportItem, Source
from tests.sources.importing.test_pipeline import NOW, URL, page_html
from tests.staff import Staff

pytestmark = pytest.mark.django_db
SENTENCE = "Something went wrong while reading it; the fault is logged. Nothing was stored."


@pytest.fixture
def batch():
    return ImportBatch.objects.create(origin="command")


def take(batch, word="Rain"):
    return pipeline.import_document(batch, from_text(page_html(title=word), NOW, url=URL, name=f"{word}.html"), NOW)


def break_extraction(monkeypatch, error, word="Broken"):
    extract = parsing.extract

    def fail(page, now, hints):
        if word.encode() in page.data:
            raise error
        return extract(page, now, hints)

    monkeypatch.setattr(parsing, "extract", fail)


def test_a_fault_is_a_failed_item_with_a_sentence_and_its_trace_in_the_log(batch, monkeypatch, caplog):
    break_extraction(monkeypatch, RecursionError("too deep"))
    with caplog.at_level(logging.ERROR):
        done = take(batch, "Broken")
    assert (done.outcome, done.reason, done.source) == (Outcome.FAILED, SENTENCE, None)
    assert ImportItem.objects.get().reason == SENTENCE
    (record,) = caplog.records
    assert "Broken.html" in record.getMessage()
    assert record.exc_info[0] is RecursionError


def test_a_fault_of_the_database_leaves_nothing_and_the_connection_usable(batch, monkeypatch):
    def fail(*args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_function_anywhere()")

    with monkeypatch.context() as patch:
        patch.setattr(saving, "add_capture", fail)
        assert take(batch).outcome == Outcome.FAILED
    assert not Source.objects.exists()
    assert take(batch).outcome == Outcome.NEW
    assert [item.outcome for item in ImportItem.objects.order_by("pk")] == ["failed", "new"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_who_stops_the_import_stops_it(batch, monkeypatch, error):
    break_extraction(monkeypatch, error())
    with pytest.raises(error):
        take(batch, "Broken")


@pytest.mark.parametrize("dry_run", [False, True])
def test_the_command_goes_on_with_the_next_item(tmp_path, monkeypatch, capsys, dry_run):
    break_extraction(monkeypatch, DataError("no"))
    for name in ("Broken", "Whole"):
        (tmp_path / name).write_text(page_html(title=name))
    with pytest.raises(SystemExit):
        call_command("import_sources", str(tmp_path / "Broken"), str(tmp_path / "Whole"), dry_run=dry_run)
    lines = capsys.readouterr().out
    assert f"failed: {tmp_path / 'Broken'}: {SENTENCE}" in lines
    assert f"new: {tmp_path / 'Whole'}" in lines


def test_the_desk_shows_the_sentence_and_keeps_what_was_typed(monkeypatch):
    break_extraction(monkeypatch, ValueError("no"))
    answer = Staff("reporter").post("/desk/import/", {"text": page_html(title="Broken"), "address": URL})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert SENTENCE in page
    assert "closed the border crossing" in page


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_database_that_hung_up_is_called_again_for_the_next_item(batch, monkeypatch):
    extract = parsing.extract

    def hang_up(page, now, hints):
        if b"Broken" in page.data:
            connection.connection.close()
        return extract(page, now, hints)

    monkeypatch.setattr(parsing, "extract", hang_up)
    assert [take(batch, "Broken").outcome, take(batch).outcome] == [Outcome.FAILED, Outcome.NEW]
