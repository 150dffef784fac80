"""A site on 127.0.0.1 that answers just what a test says, and the network by which `fetch` is led to it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sources.importing.fetching import Network
from tests.sources.importing.ssrf_payloads import PUBLIC

Answer = bytes | Callable[[], Iterable[bytes]]


@dataclass
class Site:
    """Answers by path; `requests` are the heads as they came, `connects` what `fetch` asked to connect to."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: {"news.example": [PUBLIC]})
    requests: list[bytes] = field(default_factory=list)
    connects: list[tuple[str, int]] = field(default_factory=list)
    lookups: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        self.lookups.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return self.names[host]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Whatever checked address is asked for, the way leads to the local server."""
        self.connects.append((address, port))
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    @property
    def network(self) -> Network:
        return Network(self.resolve, self.connect)


def page(body: bytes = b"<p>Words.</p>", status: str = "200 OK", headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode("latin-1") + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return page(b"", status, f"Location: {to}\r\n")


def chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


def endless(head: bytes, piece: bytes, pause: float = 0.0) -> Iterator[bytes]:
    """An answer that never ends; only its reader's going away ends it."""
    yield head
    while True:
        yield piece
        time.sleep(pause)


@contextmanager
def running_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        site = Site(server.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(server, site, tls), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(2)


def _serve(server: socket.socket, site: Site, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(connection, site, tls), daemon=True).start()


def _answer(connection: socket.socket, site: Site, tls: ssl.SSLContext | None) -> None:
    """One request; a client that went away ends it."""
    with contextlib.suppress(OSError):
        connection.settimeout(5)
        if tls is not None:
            connection = tls.wrap_socket(connection, server_side=True)
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                received = connection.recv(4096)
                if not received:
                    return
                head += received
            site.requests.append(head)
            path = head.split(b" ")[1].decode()
            answer = site.answers.get(path, page())
            for piece in [answer] if isinstance(answer, bytes) else answer():
                connection.sendall(piece)
