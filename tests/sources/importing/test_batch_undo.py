"""Undoing a batch: what it made and nobody touched goes, the rest stays and says why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sources.importing import batch_undo, batches, captures, clearing, pipeline, saving
from sources.importing.documents import from_text
from sources.models import Capture, ImportBatch, ImportItem, SameText, Source, SourceVersion, TextBand
from tests.builders import cite, make_claim, make_user
from tests.sources.importing.test_batches import make_batch, page
from tests.sources.importing.test_pipeline import BODY, page_html

pytestmark = pytest.mark.django_db
ADDRESS = "https://meridian.example/Rain"
LONG = tuple(
    f"The council of district {n} said on Monday that its {n} officers had counted {n * 7} carts on the road to the "
    "river, and that more were expected before the winter."
    for n in range(1, 8)
)


def imported(*pages, **fields):
    """A batch of these pages, worked to its end."""
    batch = make_batch(**fields)
    for one in pages:
        batches.add_document(batch, one)
    while batches.work_one(timezone.now()):
        pass
    return batch


def edition(*body: str):
    """Rain's page with other words."""
    html = page_html(body=body, title="Rain", canonical=ADDRESS)
    return replace(from_text(html, timezone.now(), url=ADDRESS), name="Rain.html")


@pytest.fixture
def undo(django_capture_on_commit_callbacks):
    def run(batch, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return batch_undo.undo(batch, make_user("editor"), **options)

    return run


def test_what_a_batch_made_is_removed_and_its_files_are_no_longer_needed(undo):
    batch = imported(page("One"), page("Two"))
    hashes = set(Capture.objects.values_list("sha256", flat=True))

    done = undo(batch)

    assert (done.removed, done.kept, done.left) == (2, 0, 0)
    assert not Source.objects.exists() and not SourceVersion.objects.exists()
    assert set(clearing._unneeded(iter(hashes))) == hashes
    assert batch.undone_at is not None and batch.undone_by is not None
    assert all(item.undone.startswith("Removed: source ") for item in batch.items.all())


def test_undoing_twice_is_harmless(undo):
    batch = imported(page("One"))
    first = undo(batch)
    at, by, said = batch.undone_at, batch.undone_by, batch.items.get().undone
    assert undo(batch) == first
    assert (batch.undone_at, batch.undone_by, batch.items.get().undone) == (at, by, said)


def cited(source, batch):
    cite(make_claim(), source, BODY[0][:40])


def edited(source, batch):
    saving.change(source, {"note": "Looked at."})


def met_again(source, batch):
    imported(page("Rain"))


def given_another_version(source, batch):
    imported(edition(*(f"{line} More was said later, and by others too." for line in BODY)))
    ImportItem.objects.exclude(batch=batch).delete()


@pytest.mark.parametrize(
    ("touch", "why"),
    [
        (cited, "1 citation rests on it"),
        (edited, "it was edited since"),
        (met_again, "met it too"),
        (given_another_version, "version 2 of it came from elsewhere"),
    ],
)
def test_what_somebody_touched_is_kept_and_says_why(undo, touch, why):
    batch = imported(page("Rain"), page("Snow"))
    source = Source.objects.get(title="Rain")
    touch(source, batch)

    done = undo(batch)

    assert (done.removed, done.kept) == (1, 1)
    assert list(Source.objects.values_list("title", flat=True)) == ["Rain"]
    said = batch.items.get(source=source).undone
    assert said.startswith("Kept: ") and why in said
    assert captures.read(source.captures.first().sha256)


def test_a_version_it_added_goes_and_the_one_before_is_shown_again(undo):
    first = imported(edition(*BODY))
    source = Source.objects.get()
    before = source.current_version
    second = imported(edition(*BODY[:2], "The district office took back what it had said about the bridge."))
    assert [item.outcome for item in second.items.all()] == ["new version"]

    undo(second)

    source.refresh_from_db()
    assert (source.current_version, source.versions.count()) == (before, 1)
    assert first.items.get().undone == ""


def test_a_version_that_is_quoted_stays(undo):
    imported(edition(*BODY))
    words = "The district office took back what it had said about the bridge."
    second = imported(edition(*BODY[:2], words))
    cite(make_claim(), Source.objects.get(), words)

    undo(second)

    assert Source.objects.get().versions.count() == 2
    assert "1 quotation rests on it" in second.items.get().undone


def test_a_source_and_its_second_version_in_one_batch_both_go(undo):
    batch = imported(edition(*BODY), edition(*BODY[:2], "The district office took back what it had said."))
    assert undo(batch).removed == 2
    assert not Source.objects.exists()


def test_items_that_made_nothing_say_so(undo):
    imported(page("Rain"))
    batch = imported(page("Rain"), from_text("<html></html>", timezone.now()))
    undo(batch)
    assert {item.undone for item in batch.items.all()} == {"Nothing to remove: it made no source and no version."}
    assert Source.objects.count() == 1


def test_items_that_wait_are_cancelled_and_never_taken(undo):
    batch = make_batch()
    batches.add_document(batch, page("Rain"))
    undo(batch)
    assert not batches.work_one(timezone.now() + timedelta(days=9))
    assert batch.items.get().undone == batch_undo.CANCELLED
    assert batches.progress(batch, timezone.now()).is_finished


def test_an_item_in_work_stores_nothing_once_its_batch_is_undone(undo, monkeypatch):
    batch = make_batch()
    batches.add_document(batch, page("Rain"))
    look = batches.pipeline.look

    def look_while_it_is_undone(*args):
        undo(batch)
        return look(*args)

    monkeypatch.setattr(batches.pipeline, "look", look_while_it_is_undone)
    batches.work_one(timezone.now())
    assert not Source.objects.exists()


def test_an_undo_that_was_cut_short_is_gone_on_with_by_the_worker(undo):
    batch = imported(page("One"), page("Two"), page("Three"))
    assert undo(batch, most=1).left == 2
    while batch_undo.work_one(timezone.now()):
        pass
    assert not Source.objects.exists()
    assert not batch_undo.to_undo(batch).exists()


def test_bytes_that_others_need_stay(undo):
    batch = imported(page("Rain"))
    sha256 = Capture.objects.get().sha256
    batches.add_document(make_batch(), page("Rain"))
    undo(batch)
    assert list(clearing._unneeded(iter([sha256]))) == []


def test_an_import_of_the_same_bytes_while_they_are_undone_has_them_afterwards(undo, monkeypatch):
    batch, keep = imported(page("Rain")), captures.keep

    def keep_and_undo(data):
        monkeypatch.setattr(captures, "keep", keep)
        sha256 = keep(data)
        undo(batch)
        return sha256

    monkeypatch.setattr(captures, "keep", keep_and_undo)
    assert pipeline.import_page(page("Rain"), timezone.now()).outcome == "new"
    assert captures.read(Capture.objects.get().sha256) == page("Rain").data


def retitled(title: str, *body: str, **states):
    html = page_html(body=body, title=title, canonical=ADDRESS)
    for name, value in states.items():
        html = html.replace("</head>", f'<meta property="article:{name}" content="{value}"></head>')
    return replace(from_text(html, timezone.now(), url=ADDRESS), name="Rain.html")


def of_two_editions() -> tuple[ImportBatch, Source]:
    """A source, and the batch that gave it another title, section and text."""
    imported(retitled("Rain", *LONG))
    batch = imported(retitled("Storm", *LONG[3:], *LONG[:3], "More rain fell in the night.", section="Weather"))
    source = Source.objects.get()
    assert (source.title, source.section, source.versions.count()) == ("Storm", "Weather", 2)
    return batch, source


def test_what_the_version_before_stated_of_itself_stands_again(undo):
    batch, source = of_two_editions()
    revision = source.revision
    assert undo(batch).removed == 1
    source.refresh_from_db()
    assert (source.title, source.section, source.versions.count()) == ("Rain", "", 1)
    assert (source.revision, source.history.first().title) == (revision, "Rain")


def test_what_is_pinned_stays_as_it_is(undo):
    batch, source = of_two_editions()
    Source.objects.update(pinned=["title"])
    undo(batch)
    source.refresh_from_db()
    assert (source.title, source.section) == ("Storm", "")


def test_texts_that_are_alike_are_known_as_such_again(undo):
    imported(retitled("Rain", *LONG))
    imported(replace(page("Snow"), data=page_html(body=LONG[:-1], title="Snow", canonical=page("Snow").url).encode()))
    assert SameText.objects.count() == 1
    batch = imported(edition(*(f"Talks about bread number {n} ended." for n in range(40))))
    assert SameText.objects.count() == 0
    assert undo(batch).removed == 1
    assert SameText.objects.count() == 1


def test_an_outlet_that_is_left_without_a_source_is_named(undo):
    batch = imported(page("Rain"))
    outlet = Source.objects.get().outlet
    undo(batch)
    assert f"Its outlet, {outlet}, stays without a source" in batch.items.get().undone


def test_an_undo_waits_for_imports_of_texts_like_the_one_it_removes():
    """And an undo of another, while the version before is compared with what is stored."""
    imported(retitled("Rain", *LONG))
    bands = set(TextBand.objects.values_list("value", flat=True))
    imported(edition(*(f"Talks about bread number {n} ended." for n in range(40))))
    bands |= set(TextBand.objects.values_list("value", flat=True))
    assert {f"band {one}" for one in bands} < set(batch_undo._found_by(Source.objects.get().pk))


def test_an_undo_that_was_cut_short_long_ago_is_left_to_who_asks_again(undo):
    batch = imported(page("One"), page("Two"))
    undo(batch, most=1)
    assert not batch_undo.work_one(timezone.now() + batch_undo.GOES_ON_FOR)
    assert undo(batch).removed == 2


def test_what_went_wrong_in_an_undone_batch_is_not_tried_again(undo):
    batch = imported(from_text("<html></html>", timezone.now()))
    undo(batch)
    assert batches.retry(batch.items.all(), timezone.now()) == 0


def test_who_may_not_undo_is_refused():
    batch = imported(page("Rain"))
    with pytest.raises(PermissionDenied):
        batch_undo.undo(batch, make_user("reporter"))
    assert Source.objects.exists()


@pytest.mark.parametrize("n", [1, 6])
def test_the_fates_of_many_cost_as_many_queries_as_of_one(n, django_assert_num_queries):
    batch = imported(*(page(f"Rain{number}") for number in range(n)))
    items = list(batch.items.all())
    with django_assert_num_queries(8):
        batch_undo.fates(batch, items)
