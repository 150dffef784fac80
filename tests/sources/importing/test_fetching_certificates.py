"""The server proves by its certificate that it is the site of the name, though the address is what we connect to."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sources.importing import fetching
from sources.importing.fetching import FetchFailed, Limits, fetch
from tests.sources.importing.local_site import endless, running_site
from tests.sources.importing.ssrf_payloads import PUBLIC

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SHORT = Limits(seconds=0.6, connect_seconds=0.3)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("the openssl command, which makes the certificate, is not here")
    folder = tmp_path_factory.mktemp("certificate")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example -keyout key.pem -out cert.pem"
    names = ["-addext", "subjectAltName=DNS:news.example"]
    subprocess.run([*command.split(), *names], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def safe_site(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    greeted = []
    context.sni_callback = lambda sock, name, context: greeted.append(name)
    with running_site(context) as found:
        found.names |= {"other.example": [PUBLIC]}
        yield found, greeted


def trusting(certificate, site):
    return replace(site.network, trust=lambda: ssl.create_default_context(cafile=certificate / "cert.pem"))


def test_a_safe_page_is_fetched_by_name_at_the_checked_address(certificate, safe_site):
    site, greeted = safe_site
    found = fetch("https://news.example/", now=NOW, network=trusting(certificate, site))
    assert found.data == b"<p>Words.</p>"
    assert site.connects[-1] == (PUBLIC, 443)
    assert greeted[-1] == "news.example"
    assert b"\r\nHost: news.example\r\n" in site.requests[-1]


@pytest.mark.parametrize("url", ["https://other.example/", f"https://{PUBLIC}/"])
def test_a_certificate_for_another_name_is_refused(certificate, safe_site, url):
    site, _ = safe_site
    with pytest.raises(FetchFailed, match="could not prove") as raised:
        fetch(url, now=NOW, network=trusting(certificate, site))
    assert raised.value.permanent


def test_a_certificate_nobody_vouches_for_is_refused(safe_site):
    site, _ = safe_site
    with pytest.raises(FetchFailed, match="could not prove"):
        fetch("https://news.example/", now=NOW, network=site.network)


def test_a_safe_drip_ends_in_time_too(certificate, safe_site):
    site, _ = safe_site
    site.answers["/drip"] = lambda: endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05)
    started = time.monotonic()
    with pytest.raises(FetchFailed, match="time allowed"):
        fetch("https://news.example/drip", now=NOW, limits=SHORT, network=trusting(certificate, site))
    assert time.monotonic() - started < 1.5


def test_a_server_that_never_finishes_the_greeting_is_left_in_time(site):
    silent = socket.create_server(("127.0.0.1", 0))
    network = replace(
        site.network, connect=lambda address, port, seconds: socket.create_connection(silent.getsockname())
    )
    started = time.monotonic()
    with silent, pytest.raises(FetchFailed, match="time allowed"):
        fetch("https://news.example/", now=NOW, limits=SHORT, network=network)
    assert time.monotonic() - started < 1.2


def test_the_world_outside_verifies_certificates_and_asks_the_system_for_names():
    context = fetching.INTERNET.trust()
    assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname
    assert fetching.INTERNET.resolve("127.0.0.1", 80) == ["127.0.0.1"]
    assert Limits(seconds=20, connect_seconds=8, data=10_000_000, head=65_536, redirects=5) == fetching.DEFAULT
