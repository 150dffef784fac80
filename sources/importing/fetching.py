"""The way out: one page from one address, within limits. No other module opens a connection.

    address -> parsed -> port and name checked -> resolved once -> every answer checked -> connected -> read, capped

The connection goes to the checked address, not to the name, so that a second look-up cannot lead elsewhere; the
name stays in the Host header, the TLS greeting and the certificate check. Each redirect starts again at the left.
Nothing is taken from the environment: no proxy, no cookie, no password file.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.exceptions import TimeoutError as TimeoutException

from sources.importing import guard, introduction
from sources.importing.addresses import Address, AddressError, parse
from sources.importing.allowance import Allowance, Counted, Limits
from sources.importing.fetch_failures import (
    PASTE,
    FetchError,
    FetchFailed,
    FetchRefused,
    NotModified,
    asked_to_wait,
    failure_of_status,
    too_large,
)
from sources.importing.types import FetchedPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from urllib3 import BaseHTTPResponse

__all__ = [
    "DEFAULT",
    "INTERNET",
    "FetchError",
    "FetchFailed",
    "FetchRefused",
    "Limits",
    "Network",
    "NotModified",
    "fetch",
]

ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
UNKEPT_HEADERS = frozenset({"set-cookie", "set-cookie2"})  # they would open our session to others
PIECE = 65_536


@dataclass(frozen=True)
class Network:
    """The world outside, as three functions. Addresses are checked between the first and the second, always."""

    resolve: Callable[[str, int], Iterable[str]]  # host, port -> numeric addresses; may raise OSError
    connect: Callable[[str, int, float], socket.socket]  # numeric address, port, seconds; may raise OSError
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


def _resolve(host: str, port: int) -> list[str]:
    return [str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _connect(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


DEFAULT = Limits()
INTERNET = Network(_resolve, _connect)


def _nothing(url: str, status: int | None) -> None:
    """What happens before a request where nobody says otherwise."""


def fetch(
    url: str,
    *,
    now: datetime,
    etag: str = "",
    last_modified: str = "",
    accept: str = introduction.PAGES,
    before: Callable[[str, int | None], None] = _nothing,
    limits: Limits = DEFAULT,
    network: Network = INTERNET,
) -> FetchedPage:
    """Fetch one page; `now` (aware) becomes its `fetched_at`.

    With an `etag` or `last_modified` of an earlier answer the server is asked whether there is anything newer.
    `before` is called with each address before it is asked for, the redirect's status or None beside it; what it
    raises ends the fetch, and what it takes does not count as the page's time.

    Raises FetchRefused where the address, or one it redirects to, is not one we open, and FetchFailed where
    there is no page to be had; both say so in a sentence fit for an editor. Raises NotModified where the server has
    nothing newer (304), and was asked that.
    """
    if now.tzinfo is None:
        raise ValueError("`now` must state its offset from UTC.")
    headers = introduction.headers(accept, etag, last_modified)
    allowance = Allowance(limits, time.monotonic() + limits.seconds)
    address, status = _parsed(url, ""), None
    for _ in range(limits.redirects + 1):
        _refuse_forbidden(address)
        with allowance.stopped():
            before(str(address), status)
        connection = None
        try:
            connection = _connected(address, network, allowance)
            answer = _answer(connection, address, headers)
            status = answer.status
            if status not in REDIRECTS:
                data = _body(answer, allowance, now, is_conditional=not CONDITIONS.isdisjoint(headers))
                return _page(answer, FetchedPage(data, now, url=url.strip(), final_url=str(address)))
            address = _parsed(_location(answer, address), "The page redirects elsewhere. ")
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise _failure(error, address.host) from error
        finally:
            if connection is not None:
                connection.close()
    times = f"more than {limits.redirects} times"
    raise FetchFailed(f"The page redirects {times}; {PASTE}", permanent=True, status=status)


class _Response(http.client.HTTPResponse):
    """An answer read through `Counted`."""

    def __init__(self, sock: socket.socket, *args: Any, allowance: Allowance, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.counted = Counted(self.fp.detach(), sock, allowance)
        self.fp = io.BufferedReader(self.counted, buffer_size=4096)

    def begin(self) -> None:
        super().begin()
        # Chunk by chunk, a body is larger on the wire than in the end; but not without end.
        self.counted.left = 2 * (self.counted.allowance.limits.data + PIECE)


def _parsed(url: str, before: str) -> Address:
    try:
        return parse(url)
    except AddressError as error:
        raise FetchRefused(f"{before}{error}") from error


def _connected(address: Address, network: Network, allowance: Allowance) -> HTTPConnection:
    """A connection to a checked address of the server. Raises FetchRefused, OSError."""
    candidates = _checked(address, network, allowance)
    sock = _first_socket(candidates, address.port, network, allowance)
    try:
        sock.settimeout(allowance.seconds())
        if address.scheme == "https":
            sock = network.trust().wrap_socket(sock, server_hostname=address.host)
        connection = HTTPConnection(address.host, address.port, timeout=allowance.seconds())
    except BaseException:
        sock.close()
        raise
    connection.sock = sock
    connection.auto_open = 0  # it must never connect by itself, by name
    connection.response_class = partial(_Response, allowance=allowance)  # type: ignore[assignment]
    return connection


def _refuse_forbidden(address: Address) -> None:
    """Refuse what can be told from the address alone: the port, a local name, a number that is not public."""
    if address.port not in guard.ALLOWED_PORTS:
        ports = ", ".join(str(port) for port in sorted(guard.ALLOWED_PORTS))
        raise FetchRefused(f"Factdesk opens the ports {ports} only, not {address.port}; leave the port out.")
    if why := guard.why_unopened(address.host):
        raise _not_public(address.host, why)


def _not_public(host: str, why: str) -> FetchRefused:
    return FetchRefused(f"“{host}” is not on the public internet ({why}), so Factdesk does not open it; {PASTE}")


def _checked(address: Address, network: Network, allowance: Allowance) -> list[str]:
    """The server's numeric addresses, looked up once and all of them allowed."""
    candidates = list(dict.fromkeys(_looked_up(address, network, allowance)))
    if why := next(filter(None, map(guard.why_forbidden, candidates)), ""):
        raise _not_public(address.host, why)
    if not candidates:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    return candidates


def _looked_up(address: Address, network: Network, allowance: Allowance) -> list[str]:
    """Look the name up, in a thread of its own: a name server's silence has no time limit we could set."""
    if guard.is_numeric(address.host):
        return [address.host]
    found: Future[list[str]] = Future()

    def look_up() -> None:
        try:
            found.set_result(list(network.resolve(address.host, address.port)))
        except Exception as error:
            found.set_exception(error)

    threading.Thread(target=look_up, daemon=True).start()
    return found.result(timeout=allowance.seconds())


def _first_socket(candidates: list[str], port: int, network: Network, allowance: Allowance) -> socket.socket:
    failure: OSError = OSError("no address")
    for candidate in candidates:
        try:
            return network.connect(candidate, port, min(allowance.seconds(), allowance.limits.connect_seconds))
        except OSError as error:
            failure = error
    raise failure


def _answer(connection: HTTPConnection, address: Address, headers: dict[str, str]) -> BaseHTTPResponse:
    connection.request("GET", address.target, headers={"Host": address.netloc, **headers}, preload_content=False)
    return connection.getresponse()


def _location(answer: BaseHTTPResponse, address: Address) -> str:
    """The absolute address a redirect names; servers send it in UTF-8 and with spaces, against the rules."""
    location = answer.headers.get("Location", "").strip()
    if not location:
        raise FetchFailed(f"The page redirects, but does not say where to; {PASTE}", permanent=True)
    location = location.encode("latin-1", "replace").decode("utf-8", "replace").replace(" ", "%20")
    return urljoin(str(address), location)


def _body(answer: BaseHTTPResponse, allowance: Allowance, now: datetime, *, is_conditional: bool) -> bytes:
    """The decoded body of a successful answer. Raises FetchFailed, NotModified."""
    status = answer.status
    if status == HTTPStatus.NOT_MODIFIED and is_conditional:
        raise NotModified
    if not 200 <= status < 300:
        raise failure_of_status(status, asked_to_wait(answer.headers.get("Retry-After", ""), now))
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise FetchFailed(f"The page came packed in a way Factdesk did not ask for; {PASTE}", permanent=True)
    data = _read(answer, allowance)
    if status in (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT) or not data:
        raise FetchFailed(f"The page answered without any content; {PASTE}", permanent=True, status=status)
    return data


def _read(answer: BaseHTTPResponse, allowance: Allowance) -> bytes:
    data, limits = bytearray(), allowance.limits
    for piece in answer.stream(PIECE, decode_content=True):
        allowance.seconds()
        data += piece
        if len(data) > limits.data:
            if limits.cut:
                break
            raise too_large()
    return bytes(data[: limits.data])


def _page(answer: BaseHTTPResponse, page: FetchedPage) -> FetchedPage:
    headers = tuple(
        (name, "".join(character for character in value if character.isprintable()))
        for name, value in answer.headers.items()
        if name.lower() not in UNKEPT_HEADERS
    )
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return replace(page, status=answer.status, headers=headers, media_type=media_type)


def _failure(error: Exception, host: str) -> FetchFailed:
    """What went wrong on the way, as a sentence."""
    if isinstance(error, TimeoutError | TimeoutException):
        return FetchFailed(f"“{host}” did not answer in full in the time allowed; try again later.", permanent=False)
    if isinstance(error, socket.gaierror):
        lasting = error.errno != socket.EAI_AGAIN
        return FetchFailed(f"No server named “{host}” was found; check the address.", permanent=lasting)
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchFailed(
            f"“{host}” could not prove that it is that site ({error.verify_message}); {PASTE}", permanent=True
        )
    if isinstance(error, DecodeError):
        return FetchFailed(f"The page came in damaged compression; try again later, or {PASTE}", permanent=False)
    if isinstance(error, OSError | HTTPError):
        return FetchFailed(f"The connection to “{host}” failed or broke off; try again later.", permanent=False)
    return FetchFailed(f"“{host}” answered with something that is no web page; {PASTE}", permanent=True)
