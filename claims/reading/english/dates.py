"""English words of time."""

from __future__ import annotations

from claims.reading.language import listed
from claims.reading.tokens import Phrases

MONTH_NAMES = listed("january february march april may june july august september october november december")
MONTHS = {name: n for n, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3]: n for name, n in MONTHS.items()} | {"sept": 9}
# Words before they are months; only a day, a year or a preposition beside them makes them one.
UNSAFE_MONTHS = frozenset(["may", "march", "mar", "jan", "dec", "sep", "jun", "august"])
WEEKDAY_NAMES = listed("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAYS = {name: n for n, name in enumerate(WEEKDAY_NAMES)}
DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
TIME_UNITS = {
    **dict.fromkeys(["day", "days"], "day"),
    **dict.fromkeys(["week", "weeks"], "week"),
    **dict.fromkeys(["month", "months"], "month"),
    **dict.fromkeys(["year", "years"], "year"),
}
DATE_LEADS = Phrases(
    {
        "before": "before",
        "prior to": "before",
        "by": "before",
        "no later than": "before",
        "after": "after",
        "following": "after",
        "since": "since",
        "until": "until",
        "till": "until",
        "around": "about",
        "about": "about",
        "circa": "about",
        "early": "early",
        "early in": "early",
        "early -": "early",
        "mid": "mid",
        "mid -": "mid",
        "in the middle of": "mid",
        "late": "late",
        "late in": "late",
        "late -": "late",
        "the end of": "late",
        "last": "last",
        "this": "this",
        "next": "next",
        "the previous": "last",
        "in": "in",
        "of": "in",
        "on": "on",
        "from": "from",
        "between": "between",
        "during": "in",
    }
)
AGO_WORDS = frozenset(["ago", "earlier"])
