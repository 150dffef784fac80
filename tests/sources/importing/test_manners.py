"""One request at a time to a host, with a pause between two, and as its robots.txt says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from sources.importing import manners
from sources.importing.fetching import FetchFailed, FetchRefused, Network, NotModified
from sources.importing.manners import Busy
from sources.models import Site
from tests.sources.importing.local_site import endless, page, redirect
from tests.sources.importing.ssrf_payloads import PUBLIC

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "http://news.example/a"
OPEN = page(b"User-agent: *\nDisallow: /private\n")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(manners, "PAUSE", timedelta(seconds=0.02))


@pytest.fixture
def polite(site):
    site.answers["/robots.txt"] = OPEN
    return site


def fetched(site, url=URL, now=NOW, **options):
    return manners.fetch(url, now, network=site.network, **options)


def asked(site) -> list[str]:
    return [request.split(b" ")[1].decode() for request in site.requests]


@pytest.mark.django_db
class TestAlone:
    def test_robots_txt_is_read_first_and_once_a_day(self, polite):
        for hours in (0, 1, 23, 25):
            fetched(polite, now=NOW + timedelta(hours=hours))
        assert asked(polite) == ["/robots.txt", "/a", "/a", "/a", "/robots.txt", "/a"]

    def test_a_page_that_machines_may_not_read_is_not_asked_for(self, polite):
        with pytest.raises(FetchRefused, match="“Disallow: /private”") as raised:
            fetched(polite, "http://news.example/private/1")
        assert asked(polite) == ["/robots.txt"]
        assert raised.value.permanent

    def test_a_person_may_read_it_and_is_told(self, polite):
        url = "http://news.example/private/1"
        fetched(polite, url, robots=False)
        assert asked(polite) == ["/private/1"]
        assert manners.note(url) == ""  # nobody has read the file yet
        fetched(polite, now=NOW + timedelta(hours=1))
        assert "asks machines to stay away" in manners.note(url)
        assert manners.note(URL) == ""

    def test_a_redirect_is_held_to_the_rules_of_where_it_leads(self, polite):
        polite.names["other.example"] = [PUBLIC]
        polite.answers["/a"] = redirect("http://other.example/private")
        with pytest.raises(FetchRefused, match=r"robots\.txt of “other\.example”"):
            fetched(polite)
        assert "/private" not in asked(polite)

    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(page(b"no", "404 Not Found"), id="not found"),
            pytest.param(page(b"no", "403 Forbidden"), id="forbidden"),
            pytest.param(page(b""), id="empty"),
            pytest.param(redirect("/robots.txt"), id="redirect loop"),
            pytest.param(redirect("http://127.0.0.1/"), id="redirect inside"),
            pytest.param(redirect("file:///etc/passwd"), id="redirect to a file"),
            pytest.param(page(b"\xff\xfe\x00" * 1000), id="bytes"),
            pytest.param(lambda: endless(b"HTTP/1.1 200 OK\r\n\r\n", b"# " + b"x" * 60_000 + b"\n"), id="100 MB"),
        ],
    )
    def test_without_a_robots_txt_everything_is_open(self, site, answer):
        site.answers["/robots.txt"] = answer
        assert fetched(site).status == 200
        assert len(Site.objects.get().robots) <= manners.MOST_BYTES

    @pytest.mark.parametrize("status", ["500 x", "503 x", "429 x"])
    def test_while_robots_txt_cannot_be_had_everything_is_closed(self, site, status):
        site.answers["/robots.txt"] = page(b"", status)
        for minutes in (0, 10):
            with pytest.raises(FetchFailed, match=r"asked for its robots\.txt") as raised:
                fetched(site, now=NOW + timedelta(minutes=minutes))
            assert not raised.value.permanent
        site.answers["/robots.txt"] = OPEN
        assert fetched(site, now=NOW + timedelta(minutes=20)).status == 200
        assert asked(site) == ["/robots.txt", "/robots.txt", "/a"]

    def test_a_site_that_does_not_answer_is_asked_for_nothing_else(self, site):
        def connect(address, port, seconds):
            raise ConnectionRefusedError

        with pytest.raises(FetchFailed, match="try again later"):
            manners.fetch(URL, NOW, network=Network(site.resolve, connect))
        with pytest.raises(Busy):
            fetched(site, now=NOW + timedelta(seconds=30))
        site.answers["/robots.txt"] = OPEN
        assert fetched(site, now=NOW + timedelta(seconds=90)).status == 200

    def test_the_pause_that_robots_txt_asks_for_is_kept(self, site):
        site.answers["/robots.txt"] = page(b"User-agent: *\nCrawl-delay: 30")
        fetched(site)
        with pytest.raises(Busy) as raised:
            fetched(site, now=NOW + timedelta(seconds=20))
        assert NOW + timedelta(seconds=30) <= raised.value.until < NOW + timedelta(seconds=40)
        assert fetched(site, now=raised.value.until).status == 200

    def test_a_person_waits_for_his_turn_as_long_as_he_is_willing_to(self, polite):
        fetched(polite)
        assert fetched(polite, wait_seconds=5).status == 200
        Site.objects.update(not_before=NOW + timedelta(hours=1))
        with pytest.raises(Busy):
            fetched(polite, wait_seconds=0.2)

    @pytest.mark.parametrize(
        ("answer", "wait"),
        [
            (page(b"x", "429 x", "Retry-After: 600\r\n"), timedelta(minutes=10)),
            (page(b"x", "503 x", "Retry-After: 31536000\r\n"), timedelta(days=1)),
            (page(b"x", "429 x"), manners.WAIT_OVERLOADED),
            (page(b"x", "500 x"), timedelta(0)),
            (page(b"x", "404 x"), timedelta(0)),
        ],
    )
    def test_a_site_that_asks_for_time_gets_it(self, polite, answer, wait):
        polite.answers["/a"] = answer
        with pytest.raises(FetchFailed):
            fetched(polite)
        site = Site.objects.get()
        assert NOW + wait <= site.not_before < NOW + wait + timedelta(seconds=30)
        assert bool(site.reason) is bool(wait)
        if wait:
            with pytest.raises(Busy, match="answered"):
                fetched(polite, "http://news.example/b", now=NOW + wait / 2)

    def test_it_is_the_site_that_asked_for_time_that_gets_it(self, polite):
        polite.names["rules.example"] = [PUBLIC]
        polite.answers |= {"/robots.txt": redirect("http://rules.example/r"), "/r": OPEN, "/a": page(b"x", "429 x")}
        with pytest.raises(FetchFailed):
            fetched(polite)
        assert "429" in Site.objects.get(host="news.example").reason
        assert Site.objects.get(host="rules.example").reason == ""

    def test_nothing_newer_gives_the_turn_back(self, polite):
        polite.answers["/a"] = page(b"", "304 x")
        with pytest.raises(NotModified):
            fetched(polite, etag='"1"')
        assert Site.objects.get().busy_token == ""

    def test_a_turn_that_nobody_gives_back_ends(self, polite):
        Site.objects.create(host="news.example", busy_until=NOW + manners.LEASE, busy_token="dead")
        with pytest.raises(Busy):
            fetched(polite)
        assert fetched(polite, now=NOW + manners.LEASE).status == 200

    def test_who_lost_his_turn_does_not_end_that_of_another(self, polite):
        fetched(polite, told=lambda *_: Site.objects.update(busy_token="another"))
        assert Site.objects.get().busy_token == "another"

    def test_a_name_longer_than_the_row_takes_is_no_fault(self, site):
        host = ".".join(["a" * 63] * 3 + ["b" * 53, "example"])
        with pytest.raises(FetchFailed):
            fetched(site, f"http://{host}:8080/")

    @pytest.mark.parametrize("url", ["http://127.0.0.1/", "file:///etc/passwd", "http://localhost/"])
    def test_what_is_not_opened_at_all_stays_so(self, site, url):
        with pytest.raises(FetchRefused):
            fetched(site, url)
        assert site.connects == []

    def test_it_costs_few_queries(self, polite, django_assert_num_queries):
        fetched(polite)
        with django_assert_num_queries(4):  # found, turn taken, rules, turn given back
            fetched(polite, now=NOW + timedelta(hours=1))


def watch(site, hosts):
    """Answers that note how many requests each host has at once, and all hosts together."""
    now, most, lock = dict.fromkeys(hosts, 0), dict.fromkeys([*hosts, "all"], 0), threading.Lock()

    def answer(host):
        def run():
            with lock:
                now[host] += 1
                most[host] = max(most[host], now[host])
                most["all"] = max(most["all"], sum(now.values()))
            time.sleep(0.2)
            with lock:
                now[host] -= 1
            yield page()

        return run

    for host in hosts:
        site.names[host] = [PUBLIC]
        site.answers |= {f"/{host}/{n}": answer(host) for n in range(3)}
    return most


@pytest.mark.postgres  # SQLite in memory refuses a second thread's write at once, instead of letting it wait
@pytest.mark.django_db(transaction=True)
class TestTogether:
    def crowd(self, site, urls):
        """Fetch each address in a thread of its own, until each has had its turn."""
        failures = []

        def work(url):
            try:
                manners.fetch(url, NOW, wait_seconds=20, network=site.network)
            except Exception as error:
                failures.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work, args=(url,)) for url in urls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(40)
        assert failures == []

    def test_one_host_is_never_asked_twice_at_once_and_two_hosts_are(self, polite):
        hosts = ["one.example", "two.example"]
        most = watch(polite, hosts)
        self.crowd(polite, [f"http://{host}/{host}/{n}" for n in range(3) for host in hosts])
        assert most == {"one.example": 1, "two.example": 1, "all": 2}

    def test_a_host_that_others_redirect_to_is_asked_by_one_at_a_time(self, polite):
        most = watch(polite, ["end.example"])
        for n in range(3):
            polite.names[f"start{n}.example"] = [PUBLIC]
            polite.answers[f"/from/{n}"] = redirect(f"http://end.example/end.example/{n}")
        self.crowd(polite, [f"http://start{n}.example/from/{n}" for n in range(3)])
        assert most == {"end.example": 1, "all": 1}


#: What another process does: it asks for each address in its turn, led to the test's own site.
ANOTHER = """
import socket, sys
from datetime import timedelta
import django
django.setup()
from django.utils import timezone
from sources.importing import manners
from sources.importing.fetching import Network
manners.PAUSE = timedelta(seconds=0.02)
port, public, *urls = sys.argv[1:]
connect = lambda address, port_, seconds: socket.create_connection(("127.0.0.1", int(port)), timeout=seconds)
for url in urls:
    manners.fetch(url, timezone.now(), wait_seconds=60, network=Network(lambda host, port_: [public], connect))
"""


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_processes_take_turns_as_well(polite, tmp_path):
    with closing(sqlite3.connect(tmp_path / "factdesk.sqlite3")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    hosts = ["one.example", "two.example"]
    most = watch(polite, hosts)
    environment = {**os.environ, "FACTDESK_VAR": str(tmp_path)}
    urls = [f"http://{host}/{host}/{n}" for host in hosts for n in range(3)]
    command = [sys.executable, "-c", ANOTHER, str(polite.port), PUBLIC]
    running = [subprocess.Popen([*command, *order], env=environment) for order in (urls, urls[::-1], urls)]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    assert (most["one.example"], most["two.example"]) == (1, 1)
    assert sum("/example" not in path and path != "/robots.txt" for path in asked(polite)) == 18


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_network_is_in_use(polite):
    found = []

    def connect(address, port, seconds):
        found.append(connection.in_atomic_block)
        return polite.connect(address, port, seconds)

    manners.fetch(URL, NOW, network=Network(polite.resolve, connect))
    assert found == [False, False]
