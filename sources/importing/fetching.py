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

from sources.importing import guard
from sources.importing.addresses import Address, AddressError, parse
from sources.importing.fetch_failures import PASTE, FetchError, FetchFailed, FetchRefused, failure_of_status, too_large
from sources.importing.types import FetchedPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from urllib3 import BaseHTTPResponse

__all__ = ["DEFAULT", "INTERNET", "FetchError", "FetchFailed", "FetchRefused", "Limits", "Network", "fetch"]

REQUEST_HEADERS = {
    "User-Agent": "Factdesk/0.1 (+news archive for fact-checking)",
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
UNKEPT_HEADERS = frozenset({"set-cookie", "set-cookie2"})  # they would open our session to others
PIECE = 65_536


@dataclass(frozen=True)
class Limits:
    """How much one page may cost, redirects included."""

    seconds: float = 20.0  # of wall time, for everything
    connect_seconds: float = 8.0  # for one of a server's addresses
    data: int = 10_000_000  # bytes after decompression
    head: int = 65_536  # bytes of status line and headers
    redirects: int = 5


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


def fetch(url: str, *, now: datetime, limits: Limits = DEFAULT, network: Network = INTERNET) -> FetchedPage:
    """Fetch one page; `now` (aware) becomes its `fetched_at`.

    Raises FetchRefused where the address, or one it redirects to, is not one we open, and FetchFailed where
    there is no page to be had; both say so in a sentence fit for an editor.
    """
    if now.tzinfo is None:
        raise ValueError("`now` must state its offset from UTC.")
    allowance = _Allowance(limits, time.monotonic() + limits.seconds)
    address = _parsed(url, "")
    for _ in range(limits.redirects + 1):
        connection = None
        try:
            connection = _connected(address, network, allowance)
            answer = _answer(connection, address)
            if answer.status not in REDIRECTS:
                data = _body(answer, allowance)
                return _page(answer, FetchedPage(data, now, url=url.strip(), final_url=str(address)))
            address = _parsed(_location(answer, address), "The page redirects elsewhere. ")
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise _failure(error, address.host) from error
        finally:
            if connection is not None:
                connection.close()
    raise FetchFailed(f"The page redirects more than {limits.redirects} times; {PASTE}", permanent=True)


@dataclass(frozen=True)
class _Allowance:
    """The limits, and the moment by which everything must be done."""

    limits: Limits
    deadline: float

    def seconds(self) -> float:
        """The wall time left. Raises TimeoutError where there is none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("no time left")
        return left


class _Counted(io.RawIOBase):
    """One answer's bytes as they come: no read lasts beyond the deadline, and no head or body is endless.

    A socket's own timeout starts anew with every byte, which would let a slow server hold us for ever.
    """

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, allowance: _Allowance) -> None:
        self.raw, self.sock, self.allowance = raw, sock, allowance
        self.left = allowance.limits.head

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(self.allowance.seconds())
        count = self.raw.readinto(buffer) or 0
        self.left -= count
        if self.left < 0:
            raise too_large()
        return count

    def close(self) -> None:
        self.raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """An answer read through `_Counted`."""

    def __init__(self, sock: socket.socket, *args: Any, allowance: _Allowance, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.counted = _Counted(self.fp.detach(), sock, allowance)
        self.fp = io.BufferedReader(self.counted, buffer_size=4096)

    def begin(self) -> None:
        super().begin()
        # Chunk by chunk, a body is larger on the wire than in the end; but not without end.
        self.counted.left = 2 * self.counted.allowance.limits.data + PIECE


def _parsed(url: str, before: str) -> Address:
    try:
        return parse(url)
    except AddressError as error:
        raise FetchRefused(f"{before}{error}") from error


def _connected(address: Address, network: Network, allowance: _Allowance) -> HTTPConnection:
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


def _checked(address: Address, network: Network, allowance: _Allowance) -> list[str]:
    """The server's numeric addresses, looked up once and all of them allowed."""
    if address.port not in guard.ALLOWED_PORTS:
        ports = ", ".join(str(port) for port in sorted(guard.ALLOWED_PORTS))
        raise FetchRefused(f"Factdesk opens the ports {ports} only, not {address.port}; leave the port out.")
    why = guard.why_local(address.host)
    candidates = [] if why else list(dict.fromkeys(_looked_up(address, network, allowance)))
    why = why or next(filter(None, map(guard.why_forbidden, candidates)), "")
    if why:
        raise FetchRefused(
            f"“{address.host}” is not on the public internet ({why}), so Factdesk does not open it; {PASTE}"
        )
    if not candidates:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    return candidates


def _looked_up(address: Address, network: Network, allowance: _Allowance) -> list[str]:
    """Look the name up, in a thread of its own: a name server's silence has no time limit we could set."""
    if ":" in address.host or address.host.rpartition(".")[2].isdigit():
        return [address.host]
    found: Future[list[str]] = Future()

    def look_up() -> None:
        try:
            found.set_result(list(network.resolve(address.host, address.port)))
        except Exception as error:
            found.set_exception(error)

    threading.Thread(target=look_up, daemon=True).start()
    return found.result(timeout=allowance.seconds())


def _first_socket(candidates: list[str], port: int, network: Network, allowance: _Allowance) -> socket.socket:
    failure: OSError = OSError("no address")
    for candidate in candidates:
        try:
            return network.connect(candidate, port, min(allowance.seconds(), allowance.limits.connect_seconds))
        except OSError as error:
            failure = error
    raise failure


def _answer(connection: HTTPConnection, address: Address) -> BaseHTTPResponse:
    headers = {"Host": address.netloc, **REQUEST_HEADERS}
    connection.request("GET", address.target, headers=headers, preload_content=False)
    return connection.getresponse()


def _location(answer: BaseHTTPResponse, address: Address) -> str:
    """The absolute address a redirect names; servers send it in UTF-8 and with spaces, against the rules."""
    location = answer.headers.get("Location", "").strip()
    if not location:
        raise FetchFailed(f"The page redirects, but does not say where to; {PASTE}", permanent=True)
    location = location.encode("latin-1", "replace").decode("utf-8", "replace").replace(" ", "%20")
    return urljoin(str(address), location)


def _body(answer: BaseHTTPResponse, allowance: _Allowance) -> bytes:
    """The decoded body of a successful answer. Raises FetchFailed."""
    if not 200 <= answer.status < 300:
        raise failure_of_status(answer.status)
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise FetchFailed(f"The page came packed in a way Factdesk did not ask for; {PASTE}", permanent=True)
    data = bytearray()
    for piece in answer.stream(PIECE, decode_content=True):
        allowance.seconds()
        data += piece
        if len(data) > allowance.limits.data:
            raise too_large()
    if answer.status in (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT) or not data:
        raise FetchFailed(f"The page answered without any content; {PASTE}", permanent=True)
    return bytes(data)


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
