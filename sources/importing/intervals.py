"""When to look again; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

#: How long after its publication or last change a page is looked at how often. The steps are those of NewsDiffs
#: (`get_update_delay` in its scraper.py); it leaves pages alone after a year, we look four times a year: corrections
#: to old articles are what a desk wants to know.
STEPS = (
    (3 * HOUR, 15 * MINUTE),
    (DAY, HOUR),
    (7 * DAY, 3 * HOUR),
    (30 * DAY, 3 * DAY),
    (360 * DAY, 30 * DAY),
)
LAST_STEP = 90 * DAY
FIRST_RETRY, LONGEST_RETRY = 5 * MINUTE, 7 * DAY

SHORTEST_FEED, LONGEST_FEED = 15 * MINUTE, DAY
WEEK = 7 * DAY


def next_after(age: timedelta, unchanged_for: timedelta, failures: int = 0) -> timedelta:
    """How long to wait before a page is fetched again.

    `age` is the time since it was published, or imported where that is not known; `unchanged_for` since its words
    last changed: who has just corrected an old article may do so again. After failures in a row the wait is at
    least 5 minutes, doubled with each, a week at most.
    """
    young = min(age, unchanged_for)
    step = next((every for until, every in STEPS if young < until), LAST_STEP)
    return max(step, retry_after_failures(failures)) if failures else step


def retry_after_failures(failures: int) -> timedelta:
    """5 minutes after the first failure in a row, doubled with each, a week at most."""
    return min(FIRST_RETRY * (1 << min(max(0, failures - 1), 20)), LONGEST_RETRY)


def feed_after(new_in_a_week: int) -> timedelta:
    """How long to wait before a feed is asked again: half the time between two entries, from 15 minutes to a day.

    The idea is Miniflux's scheduler by entry frequency: a week by the number of entries that came in it.
    """
    return min(max(WEEK / (2 * max(1, new_in_a_week)), SHORTEST_FEED), LONGEST_FEED)


def since(moment: datetime | None, now: datetime) -> timedelta:
    """How long ago; nothing where it lies ahead, ages where there is no moment."""
    return max(timedelta(0), now - moment) if moment else timedelta.max
