"""When each source is looked at again.

Every source has a row that says so. What was fetched from its address is looked at again; what was only ever handed
in is not, because the page shown to a machine may be a teaser of what the person had before him, and would look like
an edit: such a row waits for a person to say "fetch again".
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day

from sources.importing import intervals, introduction
from sources.models import Capture, Source, SourceCheck

AT_ONCE = 500  # rows made at one go


def plan(source: Source, now: datetime) -> SourceCheck:
    """Give the source its row, if it has none; where it was fetched from an address, say when to look again."""
    capture, values = _last_fetched(source), {}
    if capture is not None:
        headers = {name.lower(): value for name, value in capture.headers}
        due = now + intervals.next_after(age(source, now), timedelta.max)
        values = {"run_after": due, "checked_at": capture.captured_at, **validators(headers)}
    check, made = SourceCheck.objects.get_or_create(source=source, defaults=values)
    if values and not made and check.run_after is None:
        SourceCheck.objects.filter(pk=check.pk, leased_until=None).update(**values)
        check.refresh_from_db()
    return check


def plan_missing(now: datetime, newest: int | None = None) -> int:
    """Give rows to sources that have none, of all or of the newest; returns how many, 500 at a time."""
    sources = Source.objects.filter(checking=None)
    if newest is not None:
        sources = sources.filter(pk__in=list(Source.objects.order_by("-pk").values_list("pk", flat=True)[:newest]))
    found = list(sources.order_by("-pk")[:AT_ONCE])
    for source in found:
        plan(source, now)
    return len(found)


def address_of(source: Source) -> str:
    """Where a source is looked for: at the address that answered last, else where readers find it."""
    capture = _last_fetched(source)
    return (capture.url if capture else "") or source.url


def _last_fetched(source: Source) -> Capture | None:
    fetched = source.captures.exclude(status=None).exclude(url="")
    return fetched.only("url", "headers", "captured_at", "source_id").first()


def validators(headers: dict[str, str]) -> dict[str, str]:
    """What the server is asked with the next time; what is too long to be kept or sent is left out."""
    etag = introduction.validator(headers.get("etag", ""))
    last_modified = introduction.validator(headers.get("last-modified", ""))
    return {"etag": etag, "last_modified": last_modified if len(last_modified) <= 100 else ""}


def age(source: Source, now: datetime) -> timedelta:
    """Since it was published, as far as it says; at least since we have it."""
    return max(intervals.since(moment, now) for moment in (source.created_at, _published(source)) if moment)


def _published(source: Source) -> datetime | None:
    try:
        moment = datetime.fromisoformat(source.published_at)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        day = source.published_upper
        return datetime.combine(day, time_of_day.max, UTC) if day else None
