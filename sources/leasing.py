"""Work that is rows: who may do one, until when, and what happens when he dies over it.

A row is taken by writing a token and a time into it, in one short transaction; the work itself is done outside. Who
holds the token may write the result; whose lease ran out while another took the row may not. The token begins with
the name of the process that holds it, so that what a dead process of this machine held is free at once.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import connection, models, transaction

from sources import presence

if TYPE_CHECKING:
    from collections.abc import Mapping

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=24)


class LeasedQuerySet(models.QuerySet):
    def due(self, now: datetime) -> Self:
        """Rows whose time has come and that nobody holds."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
        return self.filter(free, run_after__lte=now)

    def take(self, now: datetime, lease: timedelta = LEASE, order: tuple[str, ...] = ("run_after", "pk")) -> Any | None:
        """Take the first row in this order, as a rule the one that has waited longest; None where nothing is due.

        Counts the attempt, so that a row over which workers die can be told from others.
        """
        with transaction.atomic():
            skip = connection.features.has_select_for_update_skip_locked
            row = self.due(now).order_by(*order).select_for_update(skip_locked=skip, of=("self",)).first()
            if row is None:
                return None
            row.lease_token = presence.mine() + secrets.token_hex(4)
            row.leased_until, row.attempts = now + lease, row.attempts + 1
            row.save(update_fields=["lease_token", "leased_until", "attempts"])
            return row

    def free(self, holder: str) -> int:
        """Let go what this process holds: it is dead, or begins anew. Returns how many rows that were."""
        held = self.filter(lease_token__startswith=holder).exclude(lease_token="")
        return held.update(lease_token="", leased_until=None)


class Leased(models.Model):
    """A row of the work list; machines alone write it."""

    run_after = models.DateTimeField("not before", null=True, blank=True, help_text="Empty: there is nothing to do.")
    lease_token = models.CharField(max_length=16, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        abstract = True

    def give_back(self, run_after: datetime | None, **results: Any) -> bool:
        """Write what came of it and let go; False where another has taken it meanwhile, and nothing is written.

        The row in hand keeps its token: where the transaction around this is rolled back, it can answer once more.
        """
        values: Mapping[str, Any] = {**results, "run_after": run_after, "lease_token": "", "leased_until": None}
        held = type(self)._default_manager.filter(pk=self.pk, lease_token=self.lease_token).exclude(lease_token="")
        written = held.update(**values) == 1
        if written:
            for name, value in values.items():
                if name != "lease_token":
                    setattr(self, name, value)
        return written


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failures in a row: each time twice as long, a day at most."""
    return min(FIRST_PAUSE * 2 ** max(0, attempts - 1), LONGEST_PAUSE) if attempts < 20 else LONGEST_PAUSE


def free_the_dead() -> int:
    """Free what processes of this machine held when they died. Returns how many rows that were."""
    dead = presence.the_dead()
    freed = sum(model._default_manager.free(name) for name in dead for model in leased_models())
    presence.bury(dead)
    return freed


def free_mine() -> int:
    """Free what this process holds, between two units of its work: a fault of the database may have left it so."""
    return sum(model._default_manager.free(presence.mine()) for model in leased_models())


def leased_models() -> list[type[Leased]]:
    """Every kind of row on the work list."""
    return Leased.__subclasses__()
