"""Rows made in passing while citing, which somebody has to look at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.db import transaction

from sources.admin.base import Waiting

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class CompletesStubs:
    """The list action and the front page's line of a model with `is_stub`."""

    actions = ["looked_at"]

    @admin.action(description="Looked at: no longer to be completed", permissions=["change"])
    def looked_at(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            found = list(queryset.filter(is_stub=True).select_for_update(of=("self",)))
            stubs = [row for row in found if self.has_change_permission(request, row)]
            for row in stubs:
                row.is_stub = False
                row.revision += 1
                row.save(update_fields=["is_stub", "revision", "updated_at"])
        self.message_user(request, f"{len(stubs)} marked as looked at.", messages.SUCCESS)
        if len(found) > len(stubs):
            kept = f"{len(found) - len(stubs)} left as they are: readers see them, so an editor looks at them."
            self.message_user(request, kept, messages.WARNING)

    def stubs_waiting(self, what: str, stubs: QuerySet) -> Waiting:
        return Waiting(what, stubs, self.changelist_address(is_stub__exact=1), rank=6)
