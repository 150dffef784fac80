"""Nothing that an address, a name server or a redirect says leads a connection to a forbidden address."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest

from sources.importing.fetching import FetchError, FetchRefused, Network, fetch
from tests.sources.importing import ssrf_payloads as payloads
from tests.sources.importing.local_site import redirect, running_site
from tests.sources.importing.ssrf_payloads import PUBLIC

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

LITERALS = [
    *(f"http://{address}/" for address in payloads.IPV4_SPECIAL),
    *(f"http://[{address}]/" for address in [*payloads.IPV6_SPECIAL, *payloads.embedded()]),
    *(f"https://{address}:8443/x" for address in payloads.IPV4_SPECIAL[::8]),
]
TARGETS = ["http://127.0.0.1/", "http://10.0.0.1:8080/", "https://169.254.169.254/latest", "http://[::1]/"]
TARGETS += ["http://[::ffff:7f00:1]/", "//192.168.0.1/", "http://inside.example/", "http://localhost/"]
TARGETS += ["file:///etc/passwd", "gopher://news.example/", "http://news.example:22/", "http://u:p@news.example/"]
TARGETS += ["http://2130706433/", "http://0x7f.1/"]
CODES = ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]


class World:
    """A network that answers as the most trusting system would, and opens nothing."""

    def __init__(self, names: dict[str, list[str]] | None = None) -> None:
        self.names = {"news.example": [PUBLIC], **(names or {})}
        self.connects: list[str] = []
        self.network = Network(self.resolve, self.connect)

    def resolve(self, host: str, port: int) -> list[str]:
        if host in self.names:
            return self.names[host]
        return [socket.inet_ntoa(socket.inet_aton(host))]  # 127.1 and 0x7f000001 too, as a C library does

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connects.append(address)
        raise ConnectionRefusedError


@pytest.fixture(scope="module")
def site():
    with running_site() as found:
        found.names["inside.example"] = ["10.0.0.7"]
        yield found


@pytest.mark.parametrize("url", [*LITERALS, *payloads.encoded(), *payloads.SCHEMES])
def test_it_refuses_without_connecting(url):
    world = World()
    with pytest.raises(FetchRefused) as refusal:
        fetch(url, now=NOW, network=world.network)
    assert world.connects == []
    assert refusal.value.permanent
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("host", payloads.NAMES)
def test_it_refuses_a_name_if_any_of_its_addresses_is_forbidden(host):
    world = World(payloads.NAMES)
    with pytest.raises(FetchRefused):
        fetch(f"http://{host}/", now=NOW, network=world.network)
    assert world.connects == []


@pytest.mark.parametrize("url", payloads.CONFUSIONS)
def test_an_address_that_readers_take_differently_never_leads_inside(url):
    world = World()
    with pytest.raises(FetchError):
        fetch(url, now=NOW, network=world.network)
    assert set(world.connects) <= {PUBLIC}


@pytest.mark.parametrize("port", payloads.PORTS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_it_refuses_ports_that_serve_no_pages(scheme, port):
    world = World()
    with pytest.raises(FetchRefused):
        fetch(f"{scheme}://news.example:{port}/", now=NOW, network=world.network)
    assert world.connects == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("target", TARGETS)
def test_a_redirect_is_checked_like_the_first_address(site, code, target):
    site.answers["/"] = redirect(target, code)
    site.connects.clear()
    with pytest.raises(FetchRefused):
        fetch("http://news.example/", now=NOW, network=site.network)
    assert site.connects == [(PUBLIC, 80)]


def test_a_later_redirect_is_checked_too(site):
    site.answers |= {"/1": redirect("/2"), "/2": redirect("/3"), "/3": redirect("http://127.0.0.1/")}
    site.connects.clear()
    with pytest.raises(FetchRefused):
        fetch("http://news.example/1", now=NOW, network=site.network)
    assert site.connects == [(PUBLIC, 80)] * 3


@pytest.mark.parametrize("later", [["127.0.0.1"], ["::1"], ["169.254.169.254"], [PUBLIC, "10.0.0.1"]])
def test_a_name_that_changes_its_answer_is_looked_up_once(site, later):
    answers = [[PUBLIC], later, later]
    network = Network(lambda host, port: answers.pop(0), site.connect)
    site.connects.clear()
    site.answers["/rebinding"] = b"HTTP/1.1 200 OK\r\n\r\nwords"
    assert fetch("http://news.example/rebinding", now=NOW, network=network).data == b"words"
    assert site.connects == [(PUBLIC, 80)]
    assert len(answers) == 2


def test_a_name_that_changes_its_answer_is_refused_at_the_redirect(site):
    answers = [[PUBLIC], ["127.0.0.1"]]
    network = Network(lambda host, port: answers.pop(0), site.connect)
    site.answers["/first"] = redirect("/second")
    site.connects.clear()
    with pytest.raises(FetchRefused):
        fetch("http://news.example/first", now=NOW, network=network)
    assert site.connects == [(PUBLIC, 80)]


def test_every_class_of_attack_has_its_share():
    classes = [LITERALS, payloads.encoded(), payloads.NAMES, payloads.SCHEMES, payloads.CONFUSIONS, payloads.PORTS]
    assert sum(len(one) for one in classes) + len(TARGETS) * len(CODES) >= 476


def test_a_refusal_never_repeats_a_password():
    with pytest.raises(FetchRefused) as refusal:
        fetch("https://editor:s3cret@news.example/", now=NOW, network=World().network)
    assert "s3cret" not in str(refusal.value) and "editor" not in str(refusal.value)


def test_a_refusal_does_not_tell_where_an_inner_name_leads():
    with pytest.raises(FetchRefused) as refusal:
        fetch("https://inner.example/", now=NOW, network=World({"inner.example": ["10.9.8.7"]}).network)
    assert "10.9.8.7" not in str(refusal.value)
