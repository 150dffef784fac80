"""No server can take more of our time and memory than the limits give."""

from __future__ import annotations

import gzip
import resource
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sources.importing.fetching import FetchFailed, Limits, Network, fetch
from tests.sources.importing.local_site import chunked, endless, page, redirect
from tests.sources.importing.ssrf_payloads import PUBLIC

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SMALL = Limits(seconds=0.6, connect_seconds=0.3, data=20_000)


def failure(site, url="http://news.example/", limits=SMALL):
    with pytest.raises(FetchFailed) as raised:
        fetch(url, now=NOW, limits=limits, network=site.network)
    return raised.value


def test_a_page_of_the_largest_size_is_read_and_one_byte_more_is_not(site):
    site.answers |= {"/": page(b"x" * SMALL.data), "/more": page(b"x" * (SMALL.data + 1))}
    limits = replace(SMALL, seconds=5)
    assert len(fetch("http://news.example/", now=NOW, limits=limits, network=site.network).data) == SMALL.data
    assert "larger" in str(failure(site, "http://news.example/more", limits))


def packed_zeros(pack) -> bytes:
    return b"".join([*(pack.compress(bytes(1_000_000)) for _ in range(200)), pack.flush()])


@pytest.mark.parametrize(
    ("encoding", "window"), [pytest.param("gzip", 31, id="gzip"), pytest.param("deflate", 15, id="deflate")]
)
def test_a_bomb_of_200_megabytes_is_left_unexploded(site, encoding, window):
    bomb = packed_zeros(zlib.compressobj(1, zlib.DEFLATED, window))
    site.answers["/"] = page(bomb, headers=f"Content-Encoding: {encoding}\r\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "larger" in str(failure(site, limits=replace(SMALL, data=10_000_000, seconds=5)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GZIP = CHUNKED[:-2] + b"Content-Encoding: gzip\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "piece", "pause"),
    [
        pytest.param(CHUNKED, chunked(b"x" * 1000), 0, id="endless chunks"),
        pytest.param(CHUNKED, chunked(b"x"), 0, id="endless small chunks"),
        pytest.param(CHUNKED, b"1;" + b"x" * 900 + b"\r\nx\r\n", 0, id="endless chunk extensions"),
        pytest.param(CHUNKED + b"1\r\nx\r\n0\r\n", b"A: b\r\n", 0, id="endless trailers"),
        pytest.param(GZIP, chunked(gzip.compress(b"")), 0, id="endless empty packings"),
        pytest.param(OK + b"\r\n", b"x" * 1000, 0, id="endless body"),
        pytest.param(OK, b"X-A: b\r\n", 0, id="endless headers"),
        pytest.param(OK + b"X-A: ", b"x" * 1000, 0, id="endless header line"),
        pytest.param(b"", b"x" * 1000, 0, id="endless status line"),
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0, id="endless patience asked for"),
        pytest.param(OK + b"\r\n", b"x", 0.05, id="slow drip of body"),
        pytest.param(CHUNKED, chunked(b"x"), 0.05, id="slow drip of chunks"),
        pytest.param(CHUNKED, b"0", 0.05, id="slow drip of a chunk's size"),
        pytest.param(OK, b"X-A: b\r\n", 0.05, id="slow drip of headers"),
        pytest.param(b"", b"H", 0.05, id="slow drip of a status line"),
    ],
)
def test_no_endless_answer_is_waited_for(site, head, piece, pause):
    site.answers["/"] = lambda: endless(head, piece, pause)
    started = time.monotonic()
    failure(site)
    assert time.monotonic() - started < SMALL.seconds + 0.7


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param("X-A: b\r\n" * 5000, id="5000 headers"),
        pytest.param("".join(f"X-{n}: b\r\n" for n in range(150)), id="150 headers"),
        pytest.param("X-A: " + "b" * 1_000_000 + "\r\n", id="a header of 1 MB"),
        pytest.param("".join(f"X-{n}: {'b' * 2000}\r\n" for n in range(60)), id="120 kB in 60 headers"),
    ],
)
def test_too_many_and_too_large_headers_are_refused(site, headers):
    site.answers["/"] = page(b"words", headers=headers)
    assert failure(site).permanent


def test_a_silent_server_is_left_in_time(site):
    site.answers["/"] = lambda: iter([time.sleep(1.5) or b""])
    started = time.monotonic()
    found = failure(site)
    assert time.monotonic() - started < 1.2
    assert not found.permanent and "time allowed" in str(found)


def test_redirects_share_one_time_limit(site):
    def slow():
        time.sleep(0.3)
        yield redirect("/")

    site.answers["/"] = slow
    started = time.monotonic()
    assert "time allowed" in str(failure(site))
    assert time.monotonic() - started < 1.2


def test_a_silent_name_server_is_left_in_time(site):
    def resolve(host, port):
        time.sleep(1.5)
        return [PUBLIC]

    started = time.monotonic()
    with pytest.raises(FetchFailed):
        fetch("http://news.example/", now=NOW, limits=SMALL, network=Network(resolve, site.connect))
    assert time.monotonic() - started < 1.2
    assert site.connects == []


def test_every_connection_gets_the_time_that_is_left_and_no_more(site):
    given = []

    def connect(address, port, seconds):
        given.append(seconds)
        raise TimeoutError

    site.names["news.example"] = [PUBLIC, "8.8.8.8", PUBLIC]
    with pytest.raises(FetchFailed):
        fetch("http://news.example/", now=NOW, limits=SMALL, network=Network(site.resolve, connect))
    assert len(given) == 2 and all(0 < seconds <= SMALL.connect_seconds for seconds in given)
