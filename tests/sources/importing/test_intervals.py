"""When to look again."""

from datetime import UTC, datetime, timedelta

import pytest

from sources.importing.intervals import feed_after, next_after, since

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "unchanged_for", "failures", "wait"),
    [
        (timedelta(0), timedelta.max, 0, 15 * MINUTE),
        (2 * HOUR, timedelta.max, 0, 15 * MINUTE),
        (3 * HOUR, timedelta.max, 0, HOUR),
        (2 * DAY, timedelta.max, 0, 3 * HOUR),
        (10 * DAY, timedelta.max, 0, 3 * DAY),
        (100 * DAY, timedelta.max, 0, 30 * DAY),
        (2000 * DAY, timedelta.max, 0, 90 * DAY),
        (2000 * DAY, HOUR, 0, 15 * MINUTE),  # an old article that was just corrected
        (HOUR, timedelta.max, 1, 15 * MINUTE),
        (HOUR, timedelta.max, 6, 160 * MINUTE),
        (HOUR, timedelta.max, 10_000, 7 * DAY),
        (2000 * DAY, timedelta.max, 3, 90 * DAY),
    ],
)
def test_the_older_a_page_the_longer_the_wait(age, unchanged_for, failures, wait):
    assert next_after(age, unchanged_for, failures) == wait


@pytest.mark.parametrize(
    ("new", "wait"), [(0, DAY), (1, DAY), (7, 12 * HOUR), (84, HOUR), (336, 15 * MINUTE), (10**6, 15 * MINUTE)]
)
def test_a_feed_is_asked_as_often_as_it_brings_something(new, wait):
    assert feed_after(new) == wait


def test_what_lies_ahead_is_no_time_ago():
    now = datetime(2026, 11, 20, tzinfo=UTC)
    assert since(now - HOUR, now) == HOUR
    assert since(now + HOUR, now) == timedelta(0)
    assert since(None, now) == timedelta.max
