"""Why a page could not be had, in sentences that tell an editor what to do; pure."""

from __future__ import annotations

from http import HTTPStatus

PASTE = "open the page in a browser and paste its text or HTML instead."
PASSING = frozenset({408, 421, 425, 429})  # 4xx that a later try may not meet
CLOSED = frozenset({401, 402, 403, 405, 406, 407, 451})  # a browser may be shown what we are not
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
    """The address may be opened, and gave no page."""


def too_large() -> FetchFailed:
    return FetchFailed(f"The answer is larger than Factdesk reads; {PASTE}", permanent=True)


def failure_of_status(status: int) -> FetchFailed:
    """What an answer without success means for the editor: 429, 5xx and a few others are worth a second try."""
    said = f"The page answered {status} {PHRASES.get(status, '')}".rstrip() + ": "
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return FetchFailed(said + "the site asks us to wait; try again later.", permanent=False)
    if status in PASSING or status >= 500:
        return FetchFailed(said + "try again later.", permanent=False)
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return FetchFailed(said + "check the address, or look for the page in a web archive.", permanent=True)
    return FetchFailed(said + ("it is not open to us; " if status in CLOSED else "") + PASTE, permanent=True)
