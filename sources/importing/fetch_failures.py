"""Why a page could not be had, in sentences that tell an editor what to do; pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

PASTE = "open the page in a browser and paste its text or HTML instead."
PASSING = frozenset({408, 421, 425, 429})  # 4xx that a later try may not meet
CLOSED = frozenset({401, 402, 403, 405, 406, 407, 451})  # a browser may be shown what we are not
LONGEST_WAIT = timedelta(days=1)  # a site that asks for more is asked again after that
PHRASES = {status.value: status.phrase.lower() for status in HTTPStatus}


class FetchError(Exception):
    """A page that could not be had. The message is a sentence; `permanent` says that trying again is no use."""

    def __init__(self, sentence: str, *, permanent: bool) -> None:
        super().__init__(sentence)
        self.permanent = permanent


class FetchRefused(FetchError):
    """We do not open this address, whatever it would answer."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, permanent=True)


class FetchFailed(FetchError):
    """The address may be opened, and gave no page; `status` and `retry_after` are the answer's, if there was one."""

    def __init__(
        self, sentence: str, *, permanent: bool, status: int | None = None, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(sentence, permanent=permanent)
        self.status, self.retry_after = status, retry_after

    @property
    def gone(self) -> bool:
        """Whether the site says that the page was taken away for good (410), not only that it finds none (404)."""
        return self.status == HTTPStatus.GONE


class NotModified(Exception):
    """The server has nothing newer than what we named by ETag or date (304). No failure: there is nothing to read."""


def too_large() -> FetchFailed:
    return FetchFailed(f"The answer is larger than Factdesk reads; {PASTE}", permanent=True)


def asked_to_wait(value: str, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), a day at most; None where nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        wait = timedelta(seconds=min(int(value[:9]), LONGEST_WAIT.total_seconds())) if len(value) < 10 else LONGEST_WAIT
    else:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None


def failure_of_status(status: int, wait: timedelta | None = None) -> FetchFailed:
    """What an answer without success means for the editor: 429, 5xx and a few others are worth a second try."""
    sentence, permanent = _said_of_status(status)
    return FetchFailed(
        f"The page answered {status} {PHRASES.get(status, '')}".rstrip() + f": {sentence}",
        permanent=permanent,
        status=status,
        retry_after=wait,
    )


def _said_of_status(status: int) -> tuple[str, bool]:
    """What to do about it, and whether it is lasting."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "the site asks us to wait; try again later.", False
    if status in PASSING or status >= 500:
        return "try again later.", False
    if status == HTTPStatus.GONE:
        return "the site has taken it away for good; look for the page in a web archive.", True
    if status == HTTPStatus.NOT_FOUND:
        return "check the address, or look for the page in a web archive.", True
    return ("it is not open to us; " if status in CLOSED else "") + PASTE, True
