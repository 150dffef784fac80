"""Taking what a page says of itself with one click, and answering where it says two things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from sources.models import Capture, Disagreement, Source
from sources.pinning import label_of, take

if TYPE_CHECKING:
    from django.urls import URLPattern

LEAVE = "leave"


class TakesCandidates:
    """Part of the admin of sources: the address that its "take this" buttons send to."""

    def get_urls(self) -> list[URLPattern]:
        address = path("<int:pk>/take/", self.admin_site.admin_view(self.take_view), name="sources_source_take")
        return [address, *super().get_urls()]

    def take_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take one value that the page states, or leave a question as it is answered now."""
        source = get_object_or_404(Source, pk=pk)
        if request.method != "POST" or not self.has_change_permission(request, source):
            raise PermissionDenied
        kind, row, place = (request.POST.get("take", "").split(":") + ["", "", ""])[:3]
        if kind == "answer" and place == LEAVE:
            question = get_object_or_404(source.disagreements, pk=_number(row))
            source.disagreements.filter(pk=question.pk).update(answered=True)
            self.message_user(request, f"{label_of(question.field)}: left as it is.")
        else:
            field, value = _chosen(source, kind, _number(row), _number(place))
            self._take(request, source, field, value)
        return redirect("admin:sources_source_change", pk)

    def outlet_changed(self, source: Source) -> None:
        """Called when a source got another outlet by a click: what is computed from it is computed anew."""

    def _take(self, request: HttpRequest, source: Source, field: str, value: str) -> None:
        try:
            taken = take(source.pk, _number(request.POST.get("revision", "")), field, value)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return
        if taken.outlet_id != source.outlet_id:
            self.outlet_changed(taken)
        self.log_change(request, taken, f"Took “{value[:200]}” as {label_of(field).lower()}.")
        self.message_user(request, f"{label_of(field)}: “{value}” is taken and pinned.", messages.SUCCESS)


def _chosen(source: Source, kind: str, row: int, place: int) -> tuple[str, str]:
    """The field and the value that a button stands for; 404 where there is none such."""
    if kind == "candidate":
        capture = get_object_or_404(Capture, pk=row, source=source)
        values: list[Any] = [(one["field"], one["value"]) for one in capture.candidates]
    else:
        question = get_object_or_404(Disagreement, pk=row, source=source)
        values = [(question.field, value) for value, _ in question.values]
    if not 0 <= place < len(values):
        raise Http404
    return values[place]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else -1
