"""What `manage.py check --deploy` says of an installation before readers see it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

NO_WORD_ON_THE_PROXY = Warning(
    "Plain requests are sent to https, but FACTDESK_BEHIND_PROXY is not set: behind a proxy that speaks TLS every "
    "request looks plain, and readers are redirected for ever.",
    hint="Set FACTDESK_BEHIND_PROXY=true if a proxy in front sets X-Forwarded-Proto and X-Forwarded-For itself, "
    "or FACTDESK_BEHIND_PROXY=false if the web server of Factdesk speaks TLS itself.",
    id="factdesk.W001",
)


def something_is_said_of_the_proxy(**kwargs: Any) -> list[CheckMessage]:
    """A warning where the site is https and nobody said who speaks TLS."""
    undeclared = settings.SECURE_SSL_REDIRECT and settings.BEHIND_PROXY is None
    return [NO_WORD_ON_THE_PROXY] if undeclared else []
