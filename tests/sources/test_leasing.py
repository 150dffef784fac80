"""Rows of the work list: taken by one, given back by him alone, free again when he is dead."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from sources import leasing, presence
from sources.leasing import LEASE, pause
from sources.models import ImportBatch, ImportItem

pytestmark = pytest.mark.django_db
NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)


def make_item(**fields) -> ImportItem:
    batch = ImportBatch.objects.create(origin="command")
    return ImportItem.objects.create(batch=batch, target="a", **{"run_after": NOW, **fields})


def test_a_row_is_taken_once():
    item = make_item()
    taken = ImportItem.objects.take(NOW)
    assert (taken, taken.attempts) == (item, 1)
    assert ImportItem.objects.take(NOW) is None


@pytest.mark.parametrize(
    "fields", [{"run_after": None}, {"run_after": NOW + timedelta(seconds=1)}, {"outcome": "new"}], ids=str
)
def test_what_is_not_due_is_left(fields):
    make_item(**fields)
    assert ImportItem.objects.take(NOW) is None


def test_who_has_waited_longest_comes_first():
    make_item(run_after=NOW - timedelta(minutes=1))
    older = make_item(run_after=NOW - timedelta(hours=1))
    assert ImportItem.objects.take(NOW) == older


def test_a_lease_ends():
    make_item()
    first = ImportItem.objects.take(NOW)
    second = ImportItem.objects.take(NOW + LEASE)
    assert (second, second.attempts) == (first, 2)
    assert not first.give_back(None, outcome="new")
    assert second.give_back(None, outcome="same")
    assert ImportItem.objects.get().outcome == "same"


def test_a_row_is_given_back_once():
    make_item()
    taken = ImportItem.objects.take(NOW)
    assert taken.give_back(NOW + LEASE, reason="Later.")
    assert not taken.give_back(None, outcome="new")
    assert ImportItem.objects.take(NOW + LEASE).reason == "Later."


def test_what_the_dead_held_is_free_at_once(monkeypatch):
    make_item()
    ImportItem.objects.take(NOW)
    assert leasing.free_the_dead() == 0  # we live
    monkeypatch.setattr(presence, "the_dead", lambda: [presence.mine()])
    monkeypatch.setattr(presence, "bury", lambda names: None)
    assert leasing.free_the_dead() == 1
    assert ImportItem.objects.take(NOW) is not None


def test_what_we_held_when_the_database_failed_can_be_freed():
    make_item()
    ImportItem.objects.take(NOW)
    assert leasing.free_mine() == 1
    assert ImportItem.objects.take(NOW) is not None


def test_pauses_double_up_to_a_day():
    pauses = [pause(n) for n in range(1, 40)]
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(days=1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_workers_never_take_the_same_row():
    for _ in range(40):
        make_item()

    def take_all(_):
        taken = []
        while (item := ImportItem.objects.take(NOW)) is not None:
            taken.append(item.pk)
        connection.close()
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [pk for one in pool.map(take_all, range(4)) for pk in one]
    assert (len(taken), len(set(taken))) == (40, 40)
