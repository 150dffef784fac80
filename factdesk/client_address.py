"""The address a request comes from, as far as somebody we trust says so."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Behind our one proxy the last entry of X-Forwarded-For, which the proxy wrote; else the connection's own end.

    What stands before that entry, or in any such header without a proxy, is the visitor's own invention.
    """
    connected = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_PROXY:
        return connected
    last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return connected
