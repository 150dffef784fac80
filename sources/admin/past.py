"""The past of a row: who changed what, and the row as it stood. Only read, never put back whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from sources.models.edtf_field import EDTFBound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from simple_history.models import ModelDelta

UNKNOWN = "—"
KEPT_BY_THE_HOUSE = {"id", "revision", "created_at", "updated_at"}


class ReadsPast(SimpleHistoryAdmin):
    """Pages of a row's past."""

    object_history_list_template = "admin/past_list.html"
    past_template = "admin/past.html"

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """To go back whole would carry old states past the rules of publishing."""
        return True

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> Changes:
        return Changes(self.model, historical_record)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """The row as it stood, field by field, with what changed then marked."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied("The past is read only.")
        if not (object_id.isdecimal() and version_id.isdecimal()):
            raise Http404
        record = get_object_or_404(self.model.history, id=object_id, history_id=version_id)
        if not self.has_view_or_change_permission(request, record.instance):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"{capfirst(self.opts.verbose_name)} as of {record.history_date:%d %B %Y, %H:%M}",
            "opts": self.opts,
            "object_id": object_id,
            "record": record,
            "fields": self._past_fields(record),
            **(extra_context or {}),
        }
        return render(request, self.past_template, context)

    def _past_fields(self, record: Any) -> list[tuple[str, str, bool]]:
        """Label, value in words and whether it changed then, of each field that means something to people."""
        before = record.prev_record
        changed = set(record.diff_against(before).changed_fields) if before else set()
        return [
            (capfirst(field.verbose_name), said_value(record, field.name), field.name in changed)
            for field in told_fields(self.model)
            if hasattr(record, field.attname)
        ]


class Changes(HistoricalRecordContextHelper):
    """What changed, without what the house keeps for itself."""

    def context_for_delta_changes(self, delta: ModelDelta) -> list[dict[str, Any]]:
        told = {field.name for field in told_fields(self.model)}
        changes = [one for one in delta.changes if one.field in told]
        return super().context_for_delta_changes(replace(delta, changes=changes))


def told_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of which the past is told: not revisions, and not the bounds computed from a date's text."""
    fields = model._meta.fields
    return [one for one in fields if one.name not in KEPT_BY_THE_HOUSE and not isinstance(one, EDTFBound)]


def said_value(record: Any, name: str) -> str:
    """A field's value in words: the label of a choice, the name of a related row, yes or no."""
    shown = getattr(record, f"get_{name}_display", None)
    try:
        value = shown() if shown else getattr(record, name)
    except ObjectDoesNotExist:
        return f"deleted since (number {getattr(record, record._meta.get_field(name).attname)})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return UNKNOWN if value in (None, "") else str(value)
