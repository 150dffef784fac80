"""Asking whether there is anything newer, and what an answer says of coming back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from sources.importing import introduction
from sources.importing.fetch_failures import LONGEST_WAIT, asked_to_wait
from sources.importing.fetching import FetchFailed, Limits, NotModified, fetch
from tests.sources.importing.local_site import endless, page, redirect

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "http://news.example/"


def header(request: bytes, name: str) -> str:
    found = [line for line in request.decode().split("\r\n") if line.lower().startswith(f"{name.lower()}:")]
    return found[0].partition(":")[2].strip() if found else ""


def test_the_server_is_asked_for_what_is_newer(site):
    site.answers["/"] = page(b"", "304 Not Modified")
    with pytest.raises(NotModified):
        fetch(URL, now=NOW, etag='W/"1"', last_modified="Fri, 20 Nov 2026 10:00:00 GMT", network=site.network)
    assert header(site.requests[0], "If-None-Match") == 'W/"1"'
    assert header(site.requests[0], "If-Modified-Since") == "Fri, 20 Nov 2026 10:00:00 GMT"


def test_what_is_newer_comes_as_a_page(site):
    assert fetch(URL, now=NOW, etag='"1"', network=site.network).data == b"<p>Words.</p>"


def test_nothing_newer_than_what_was_not_asked_is_a_failure(site):
    site.answers["/"] = page(b"", "304 Not Modified")
    with pytest.raises(FetchFailed, match="answered 304"):
        fetch(URL, now=NOW, network=site.network)


@pytest.mark.parametrize(
    "etag", ['"1"\r\nX-Evil: yes', '"1"\nX-Evil: yes', '"1"\x00', '"ж"', '"\u2028"', "x" * 501, "\x7f", " "]
)
def test_a_validator_that_cannot_stand_in_a_header_is_not_sent(site, etag):
    site.answers["/"] = page(b"", "304 Not Modified")
    with pytest.raises(FetchFailed, match="answered 304"):  # so it was not asked
        fetch(URL, now=NOW, etag=etag, last_modified=etag, network=site.network)
    assert b"X-Evil" not in site.requests[0] and b"If-" not in site.requests[0]


def test_feeds_may_be_asked_for(site):
    fetch(URL, now=NOW, accept=introduction.FEEDS, network=site.network)
    assert "application/rss+xml" in header(site.requests[0], "Accept")


@pytest.mark.parametrize(
    ("contact", "site_url", "said"),
    [
        ("desk@news.example", "https://desk.example", "desk@news.example"),
        ("", "https://desk.example", "https://desk.example"),
        ("", "http://127.0.0.1:8000", "news archive for fact-checking"),
        ("", "http://desk:8000", "news archive for fact-checking"),
        ("", "http://10.0.0.7", "news archive for fact-checking"),
        ("a@b.example\r\nX-Evil: yes", "http://127.0.0.1", "news archive for fact-checking"),
        ("Редакция", "https://desk.example", "https://desk.example"),
    ],
)
def test_the_user_agent_says_whom_to_write_to(site, settings, contact, site_url, said):
    settings.CONTACT, settings.SITE_URL = contact, site_url
    fetch(URL, now=NOW, network=site.network)
    assert header(site.requests[0], "User-Agent") == f"Factdesk/0.1 (+{said})"
    assert b"X-Evil" not in site.requests[0]


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 5 ", timedelta(seconds=5)),
        (format_datetime(NOW + timedelta(minutes=10), usegmt=True), timedelta(minutes=10)),
        (str(365 * 86_400), LONGEST_WAIT),
        ("9" * 400, LONGEST_WAIT),
        (format_datetime(NOW + timedelta(days=365), usegmt=True), LONGEST_WAIT),
        (format_datetime(NOW - timedelta(minutes=10), usegmt=True), None),
        ("0", None),
        ("-5", None),
        ("٣", None),
        ("soon", None),
        ("", None),
        ("Fri, 32 Nov 99999 10:00:00 GMT", None),
    ],
)
def test_a_wish_to_be_left_alone_is_read_and_bounded(value, wait):
    assert asked_to_wait(value, NOW) == wait


def test_a_failure_carries_what_the_server_said(site):
    site.answers["/"] = page(b"x", "429 Too Many Requests", "Retry-After: 90\r\n")
    with pytest.raises(FetchFailed) as raised:
        fetch(URL, now=NOW, network=site.network)
    assert (raised.value.status, raised.value.retry_after) == (429, timedelta(seconds=90))


@pytest.mark.parametrize(("status", "gone"), [("410 Gone", True), ("404 Not Found", False)])
def test_gone_for_good_is_told_from_not_found(site, status, gone):
    site.answers["/"] = page(b"x", status)
    with pytest.raises(FetchFailed) as raised:
        fetch(URL, now=NOW, network=site.network)
    assert raised.value.gone is gone


def test_every_address_is_told_before_it_is_asked_for(site):
    site.answers |= {"/": redirect("/b", "301 x"), "/b": redirect("/c")}
    told = []
    fetch(URL, now=NOW, before=lambda *hop: told.append((*hop, len(site.requests))), network=site.network)
    assert told == [(URL, None, 0), (f"{URL}b", 301, 1), (f"{URL}c", 302, 2)]


def test_what_is_raised_before_a_request_ends_the_fetch(site):
    def refuse(url, status):
        raise LookupError(url)

    with pytest.raises(LookupError):
        fetch(URL, now=NOW, before=refuse, network=site.network)
    assert site.requests == []


@pytest.mark.parametrize("endlessly", [False, True])
def test_a_body_may_be_cut_instead_of_refused(site, endlessly):
    body = b"x" * 5000
    site.answers["/"] = (lambda: endless(b"HTTP/1.1 200 OK\r\n\r\n", body)) if endlessly else page(body)
    limits = Limits(seconds=2, data=1000, cut=True)
    assert fetch(URL, now=NOW, limits=limits, network=site.network).data == b"x" * 1000
