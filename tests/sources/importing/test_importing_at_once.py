"""Two imports at the same moment: one document stays one source, one text one version."""

import threading

import pytest
from django.db import connection, transaction

from sources.importing import locks, pipeline
from sources.importing.documents import from_text
from sources.importing.types import Outcome
from sources.models import Capture, Outlet, Source
from tests.sources.importing.test_pipeline import BODY, NOW, URL, page_html, take


@pytest.fixture
def at_once(monkeypatch):
    """Import pages in a thread each; none goes on to store before all have looked at what is stored."""

    def run(*pages):
        looked, done = threading.Barrier(len(pages), timeout=20), []
        keep = pipeline.captures.keep

        def keep_when_all_have_looked(data):
            looked.wait()
            return keep(data)

        def work(html, url):
            try:
                done.append(take(html, url=url))
            except Exception as error:
                done.append(error)
            finally:
                connection.close()

        monkeypatch.setattr(pipeline.captures, "keep", keep_when_all_have_looked)
        threads = [threading.Thread(target=work, args=page) for page in pages]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert [one for one in done if isinstance(one, Exception)] == []
        return sorted(one.outcome for one in done)

    return run


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_new_address_met_twice_becomes_one_source(self, at_once):
        assert at_once((page_html(), URL), (page_html(), URL)) == [Outcome.NEW, Outcome.SAME]
        assert Source.objects.count() == 1

    def test_one_document_under_two_texts_becomes_one_source_with_two_versions(self, at_once):
        pages = [(page_html(body), URL) for body in (BODY, BODY[:2])]
        assert at_once(*pages) == [Outcome.NEW, Outcome.NEW_VERSION]
        assert sorted(Source.objects.get().versions.values_list("number", flat=True)) == [1, 2]

    def test_a_new_text_of_a_known_source_becomes_one_version(self, at_once):
        source = take(page_html()).source
        changed = (page_html(BODY[:2]), URL)
        assert at_once(changed, changed) == [Outcome.NEW_VERSION, Outcome.SAME]
        assert source.versions.count() == 2

    def test_a_file_handed_in_twice_becomes_one_source(self, at_once):
        page = (page_html(canonical=""), "")
        assert at_once(page, page) == [Outcome.NEW, Outcome.SAME]
        assert (Source.objects.count(), Capture.objects.count()) == (1, 1)

    def test_two_articles_of_an_outlet_not_met_before_make_it_once(self, at_once):
        pages = [
            (page_html(BODY[n:], canonical=f"https://meridian.example/{n}"), f"https://meridian.example/{n}")
            for n in (0, 1)
        ]
        assert at_once(*pages) == [Outcome.NEW, Outcome.NEW]
        assert Outlet.objects.get().sources.count() == 2


def test_a_lock_outside_a_transaction_would_hold_nothing_and_is_refused():
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        locks.hold(["address a"])


@pytest.mark.django_db
def test_what_is_named_twice_is_locked_once():
    with transaction.atomic():
        locks.hold(["text b", "address a", "text b", "text \udc80"])
        assert pipeline.look(from_text(page_html(), NOW, url=URL), NOW).decision.outcome == Outcome.NEW
