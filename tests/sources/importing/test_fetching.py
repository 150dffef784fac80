"""What a page becomes, and what a failure says."""

from __future__ import annotations

import gzip
import socket
import zlib
from datetime import UTC, datetime

import pytest

from sources.importing.fetching import FetchError, FetchFailed, FetchRefused, Network, fetch
from tests.sources.importing.local_site import chunked, page, redirect
from tests.sources.importing.ssrf_payloads import PUBLIC, PUBLIC_V6

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BODY = b"<p>Words.</p>"


def fetched(site, url="http://news.example/"):
    return fetch(url, now=NOW, network=site.network)


def failure(site, url="http://news.example/"):
    with pytest.raises(FetchFailed) as raised:
        fetched(site, url)
    assert str(raised.value).endswith(".")
    return raised.value


def test_a_page_keeps_what_is_known_of_its_coming(site):
    site.answers["/a?b=1"] = page(BODY, headers='Content-Type: Text/HTML; charset=utf-8\r\nETag: "1"\r\n')
    found = fetched(site, " http://NEWS.example/a?b=1#part ")
    assert found.data == BODY
    assert found.fetched_at == NOW
    assert (found.url, found.final_url) == ("http://NEWS.example/a?b=1#part", "http://news.example/a?b=1")
    assert (found.status, found.media_type) == (200, "text/html")
    assert ("Content-Type", "Text/HTML; charset=utf-8") in found.headers
    assert ("ETag", '"1"') in found.headers


def test_the_request_says_who_asks_and_nothing_of_the_environment(site, monkeypatch, tmp_path):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    (tmp_path / ".netrc").write_text("machine news.example login editor password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    site.answers["/"] = page(BODY, headers="Set-Cookie: id=1\r\n")
    site.answers["/again"] = page(b"", "302 Found", "Set-Cookie: id=2\r\nLocation: /\r\n")
    fetched(site, "http://news.example/again")
    assert [request.split(b"\r\n")[0] for request in site.requests] == [b"GET /again HTTP/1.1", b"GET / HTTP/1.1"]
    for request in site.requests:
        head = request.lower()
        assert b"\r\nhost: news.example\r\n" in head
        assert b"\r\nuser-agent: factdesk/0.1 (+news archive for fact-checking)\r\n" in head
        assert b"\r\naccept-encoding: gzip, deflate\r\n" in head
        assert b"cookie" not in head and b"authorization" not in head and b"proxy" not in head


def test_cookies_are_not_kept_with_the_page(site):
    site.answers["/"] = page(BODY, headers="Set-Cookie: id=1\r\nX-Odd: a\x00b\x1b[1m\xe9\r\n")
    headers = dict(fetched(site).headers)
    assert "Set-Cookie" not in headers
    assert headers["X-Odd"] == "ab[1m\xe9"


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://news.example", "news.example", 80),
        ("HTTP://NEWS.EXAMPLE./", "news.example", 80),
        ("http://news.example:8080/", "news.example", 8080),
        ("http://news.example:8443/", "news.example", 8443),
        ("http://news.example:443/", "news.example", 443),
        ("http://news.example:/", "news.example", 80),
        ("http://новости.example/", "xn--b1amnebsh.example", 80),
        ("http://xn--b1amnebsh.example/", "xn--b1amnebsh.example", 80),
        ("http://straße.example/", "xn--strae-oqa.example", 80),
        ("http://ｎｅｗｓ。example/", "news.example", 80),
        ("http://under_score.example/", "under_score.example", 80),
        ("http://1and1.example/", "1and1.example", 80),
    ],
)
def test_public_names_are_fetched(site, url, host, port):
    site.names[host] = [PUBLIC]
    assert fetched(site, url).status == 200
    assert site.lookups == [host]
    assert site.connects == [(PUBLIC, port)]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (f"http://{PUBLIC}/", PUBLIC),
        (f"http://[{PUBLIC_V6}]/", PUBLIC_V6),
        ("http://[64:ff9b::808:808]/", "64:ff9b::808:808"),
    ],
)
def test_public_numeric_addresses_are_fetched_without_a_look_up(site, url, address):
    assert fetched(site, url).final_url == url
    assert site.connects == [(address, 80)]
    assert site.lookups == []


@pytest.mark.parametrize("code", ["301 x", "302 x", "303 x", "307 x", "308 x"])
@pytest.mark.parametrize(
    ("location", "final"),
    [
        ("/end", "http://news.example/end"),
        ("end?x=1#y", "http://news.example/a/end?x=1"),
        ("//other.example/end", "http://other.example/end"),
        ("http://other.example:8080/end", "http://other.example:8080/end"),
        ("/a b", "http://news.example/a%20b"),
        ("/caf\u00c3\u00a9", "http://news.example/caf%C3%A9"),
    ],
)
def test_redirects_are_followed(site, code, location, final):
    site.names["other.example"] = ["8.8.8.8"]
    site.answers["/a/start"] = redirect(location, code)
    assert fetched(site, "http://news.example/a/start").final_url == final


def test_five_redirects_are_followed_and_a_sixth_is_not(site):
    for number in range(6):
        site.answers[f"/{number}"] = redirect(f"/{number + 1}")
    assert fetched(site, "http://news.example/1").final_url == "http://news.example/6"
    assert failure(site, "http://news.example/0").permanent


def test_a_redirect_loop_ends(site):
    site.answers["/"] = redirect("/")
    assert "redirects more than 5 times" in str(failure(site))
    assert len(site.requests) == 6


def test_a_redirect_that_names_no_address_fails(site):
    site.answers["/"] = page(b"", "302 Found")
    assert "where to" in str(failure(site))


def test_the_next_address_of_a_server_is_tried(site):
    site.names["news.example"] = [PUBLIC_V6, PUBLIC]

    def connect(address, port, seconds):
        if ":" in address:
            raise OSError("no route")
        return site.connect(address, port, seconds)

    assert fetch("http://news.example/", now=NOW, network=Network(site.resolve, connect)).status == 200


@pytest.mark.parametrize(
    ("status", "permanent", "words"),
    [
        ("400 x", True, "answered 400 bad request"),
        ("401 x", True, "paste its text or HTML"),
        ("402 x", True, "paste its text or HTML"),
        ("403 x", True, "403 forbidden: it is not open to us; open the page in a browser and paste"),
        ("404 x", True, "answered 404 not found: check the address"),
        ("408 x", False, "try again later"),
        ("410 x", True, "web archive"),
        ("418 x", True, "paste"),
        ("429 x", False, "the site asks us to wait; try again later"),
        ("451 x", True, "paste"),
        ("499 x", True, "answered 499: "),
        ("500 x", False, "try again later"),
        ("503 x", False, "503 service unavailable: try again later"),
        ("599 x", False, "answered 599: "),
        ("300 x", True, "paste"),
        ("304 x", True, "paste"),
    ],
)
def test_a_status_other_than_success_says_what_to_do(site, status, permanent, words):
    site.answers["/"] = page(BODY, status)
    found = failure(site)
    assert found.permanent is permanent
    assert words in str(found)


@pytest.mark.parametrize("status", ["200 OK", "204 No Content", "205 Reset Content"])
def test_an_answer_without_content_is_no_page(site, status):
    site.answers["/"] = page(b"", status)
    assert "without any content" in str(failure(site))


def test_content_after_204_is_not_read(site):
    site.answers["/"] = page(BODY, "204 No Content")
    assert failure(site).permanent


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(BODY)),
        ("x-gzip", gzip.compress(BODY)),
        ("GZIP", gzip.compress(BODY)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("identity", BODY),
    ],
)
def test_a_packed_page_is_unpacked(site, encoding, data):
    site.answers["/"] = page(data, headers=f"Content-Encoding: {encoding}\r\n")
    assert fetched(site).data == BODY


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, deflate", "identity, br", "x"])
def test_packings_we_did_not_ask_for_are_not_unpacked(site, encoding):
    site.answers["/"] = page(gzip.compress(gzip.compress(BODY)), headers=f"Content-Encoding: {encoding}\r\n")
    assert failure(site).permanent


def test_damaged_compression_is_a_failure(site):
    site.answers["/"] = page(b"not gzip at all", headers="Content-Encoding: gzip\r\n")
    assert "damaged" in str(failure(site))


def test_a_chunked_page_is_put_together(site):
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(b"Wor", b"ds", b"")
    assert fetched(site).data == b"Words"


def test_a_page_that_breaks_off_is_not_taken_for_whole(site):
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf"
    found = failure(site)
    assert not found.permanent and "broke off" in str(found)


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"\x00\x01\x02\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_web_server_is_a_failure(site, answer):
    site.answers["/"] = answer
    assert failure(site).permanent


def test_a_server_that_says_nothing_and_closes_is_a_passing_failure(site):
    site.answers["/"] = b""
    assert not failure(site).permanent


def test_a_name_that_is_not_found_is_a_lasting_failure(site):
    found = failure(site, "http://nowhere.example/")
    assert found.permanent and "nowhere.example" in str(found)


def test_a_name_server_in_trouble_is_a_passing_failure(site):
    def resolve(host, port):
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    with pytest.raises(FetchFailed) as raised:
        fetch("http://news.example/", now=NOW, network=Network(resolve, site.connect))
    assert not raised.value.permanent


def test_a_refused_connection_is_a_passing_failure(site):
    def connect(address, port, seconds):
        raise ConnectionRefusedError

    with pytest.raises(FetchFailed) as raised:
        fetch("http://news.example/", now=NOW, network=Network(site.resolve, connect))
    assert not raised.value.permanent


def test_both_kinds_of_error_are_one_kind(site):
    assert issubclass(FetchRefused, FetchError) and issubclass(FetchFailed, FetchError)


def test_the_time_of_fetching_must_state_its_offset(site):
    with pytest.raises(ValueError, match="offset"):
        fetch("http://news.example/", now=datetime(2026, 11, 20), network=site.network)
