import pytest

from sources.importing import guard
from tests.sources.importing import ssrf_payloads as payloads


@pytest.mark.parametrize("address", [*payloads.IPV4_SPECIAL, *payloads.IPV6_SPECIAL, *payloads.embedded()])
def test_it_names_why_an_address_is_forbidden(address):
    assert guard.why_forbidden(address)


@pytest.mark.parametrize(
    "address", ["", "x", "localhost", "127.1", "0x7f.0.0.1", "fe80::1%eth0", "2600::1%1", "1.1.1.1 "]
)
def test_it_forbids_what_is_no_plain_numeric_address(address):
    assert guard.why_forbidden(address)


@pytest.mark.parametrize(
    "address",
    [
        *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.215.14", "100.63.255.255", "100.128.0.0"),
        *("126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0"),
        *("191.255.255.255", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255"),
        *("198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255"),
        *("2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700::1111", "2a00:1450:4001::5e", "3ffd::1"),
        *("64:ff9b::808:808", "64:ff9b::5db8:d70e"),
    ],
)
def test_the_public_neighbours_of_every_block_stay_open(address):
    assert guard.why_forbidden(address) == ""


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "x.localhost", "db", "a.internal", "b.local", "c.home.arpa"]
)
def test_local_names_are_not_looked_up(host):
    assert guard.why_local(host)


@pytest.mark.parametrize(
    "host", ["news.example", "localhost.example.org", "internal.example.org", "1.1.1.1", "2600::1"]
)
def test_other_names_may_be_looked_up(host):
    assert guard.why_local(host) == ""
