"""Items whose host is about to be free, and not yet: the worker passes them over, and writes nothing in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from sources.models import Site

SOON = timedelta(seconds=10)  # until the next turn at a host; where it takes longer, its items are put off
MOST_HOSTS = 50


def hosts(now: datetime) -> list[str]:
    """The hosts that are asked at this moment, or rest between two requests."""
    rests = Q(not_before__gt=now, not_before__lte=now + SOON)
    paused = Site.objects.filter(rests | Q(busy_until__gt=now)).order_by("not_before")
    return list(paused.values_list("host", flat=True)[:MOST_HOSTS])


def items_at(hosts: list[str]) -> Q:
    """Items that are to be fetched from one of these hosts, as far as their address is written in the usual way."""
    starts = [f"{scheme}://{host}/" for host in hosts for scheme in ("http", "https")]
    return Q(document="") & reduce(or_, (Q(target__startswith=one) for one in starts), Q(pk__in=[]))
