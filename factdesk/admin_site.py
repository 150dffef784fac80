"""The newsroom's admin: its name, its front page with what waits, and the order of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: What editors use most stands first; every other app follows by name.
APPS = ("claims", "sources", "auth")


class DeskSite(admin.AdminSite):
    site_header = "Factdesk"
    site_title = "Factdesk"
    index_title = "The desk"
    site_url = "/"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().index(request, {"waiting": self.waiting(request), **(extra_context or {})})

    def waiting(self, request: HttpRequest) -> list:
        """What waits for the person asking: each model's admin says it for itself in `waiting(request)`."""
        found = [
            one
            for model_admin in self._registry.values()
            if hasattr(model_admin, "waiting") and model_admin.has_view_permission(request)
            for one in model_admin.waiting(request)
        ]
        return sorted(found, key=lambda one: one.rank)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        known = {label: place for place, label in enumerate(APPS)}
        return sorted(apps, key=lambda app: known.get(app["app_label"], len(known)))
