"""How readers' pages answer: kept by caches for a minute, found by number, named by slug."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]
SECONDS = 60


class Moved(Exception):
    """The page lives at another address, because its slug is a different one."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def public_page(view: View) -> View:
    """A page that only shows: GET and HEAD, kept for a minute where nobody is logged in, moved where its slug is."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Moved as moved:
            response = HttpResponsePermanentRedirect(moved.address)
        return _cached(request, response)

    return answer


def shown(rows: QuerySet, pk: int, slug: str) -> Any:
    """The row with this number. Raises Http404 where readers may not see it, Moved where its slug is another."""
    row = found(rows, pk)
    if row.slug != slug:
        raise Moved(row.get_absolute_url())
    return row


def found(rows: QuerySet, pk: int) -> Any:
    """The row with this number, or Http404: a number too great for the database is nobody's."""
    row: Model | None = rows.filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise Http404("There is no such page, or it is not published.")
    return row


def _cached(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    patch_vary_headers(response, ["Cookie"])
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    elif isinstance(response, HttpResponse) and response.status_code in (200, 301, 410):
        patch_cache_control(response, public=True, max_age=SECONDS)
    return response
