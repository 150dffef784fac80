from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.importing.addresses import AddressError, believable_canonical, host_of, normalised, parse, same_site

KEY = "https://example.org/news/1"


@pytest.mark.parametrize(
    "url",
    [
        KEY,
        f"  {KEY}\n",
        "http://example.org/news/1",
        "HTTPS://EXAMPLE.ORG/news/1",
        "https://example.org:443/news/1",
        "http://example.org:80/news/1",
        "https://example.org:/news/1",
        "https://example.org./news/1",
        "https://example.org/news/1/",
        "https://example.org//news///1//",
        "https://example.org/news/./x/../1",
        "https://example.org/../news/1",
        "https://example.org/news/1#part",
        "https://example.org/news/1?",
        "https://example.org/news/1?&&",
        "https://example.org/%6eews/%31",
        "https://www.example.org/news/1",
        "https://m.example.org/news/1",
        "https://amp.example.org/news/1",
        "https://mobile.example.org/news/1",
        "https://www.m.example.org/news/1",
        "https://example.org/news/1/amp",
        "https://example.org/news/1/amp/",
        "https://example.org/amp/news/1",
        "https://example.org/news/1.amp",
        "https://example.org/news/1?amp",
        "https://example.org/news/1?amp=1",
        "https://example.org/news/1?outputType=amp",
        "https://example.org/news/1?print=1",
        "https://example.org/news/1?print=true&printable=yes",
        "https://example.org/news/1?view=print",
        "https://example.org/news/1?utm_source=a&utm_medium=b&UTM_Campaign=c",
        "https://example.org/news/1?%75tm_source=a",
        "https://example.org/news/1?fbclid=a&gclid=b&yclid=c&mc_cid=d&igshid=e",
        "https://example-org.cdn.ampproject.org/c/s/example.org/news/1",
        "https://example-org.cdn.ampproject.org/v/s/www.example.org/news/1/amp?amp_js_v=0.1&usqp=x",
        "https://www.google.com/amp/s/www.example.org/news/1.amp",
        "http://www.google.co.uk/amp/example.org/news/1/",
    ],
)
def test_addresses_of_one_document_have_one_key(url):
    assert normalised(url) == KEY


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/2",
        "https://example.org/News/1",
        "https://example.org:8443/news/1",
        "https://live.example.org/news/1",
        "https://example.com/news/1",
        "https://example.org/news/1?id=2",
        "https://example.org/news/1?id=",
        "https://example.org/news%2F1",
        "https://example.org/news/1.html",
        "https://example.org/news/1?view=full",
        "https://example.org/news/1?p=print",
        "https://example.org/news/1;x",
    ],
)
def test_addresses_of_other_documents_have_other_keys(url):
    assert normalised(url) != KEY


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.org", "https://example.org/"),
        ("https://example.org/?b=2&a=1&a=0", "https://example.org/?a=0&a=1&b=2"),
        ("https://example.org/?q=a+b", "https://example.org/?q=a%20b"),
        ("https://example.org/?q=%e2%82%ac%26", "https://example.org/?q=%E2%82%AC%26"),
        ("https://example.org/é?ü=ö", "https://example.org/%C3%A9?%C3%BC=%C3%B6"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%%341", "https://example.org/%2541"),
        ("https://example.org/%FF", "https://example.org/%FF"),
        ('https://example.org/<"{|}^`>', "https://example.org/%3C%22%7B%7C%7D%5E%60%3E"),
        ("https://example.org/x.amp.html", "https://example.org/x.html"),
        ("https://example.org/amp", "https://example.org/amp"),
        ("https://en.m.wikipedia.org/wiki/AMP", "https://en.wikipedia.org/wiki/AMP"),
        ("https://www.gov.uk/guidance", "https://www.gov.uk/guidance"),
        ("https://m.bbc.co.uk/news", "https://bbc.co.uk/news"),
        ("https://amp.dev/about", "https://amp.dev/about"),
        ("https://m.blogspot.com/", "https://m.blogspot.com/"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("https://xn--BCHER-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://straße.de/", "https://xn--strae-oqa.de/"),
        ("https://новости.рф/а", "https://xn--b1amnebsh.xn--p1ai/%D0%B0"),
        ("https://ｅｘａｍｐｌｅ．ｏｒｇ/", "https://example.org/"),
        ("https://[2606:4700:0:0::1111]:443/x", "https://[2606:4700::1111]/x"),
        ("http://93.184.215.14:8080/x/", "https://93.184.215.14:8080/x"),
        ("http://localhost/", "https://localhost/"),
    ],
)
def test_a_key_is_spelt_in_one_way(url, key):
    assert normalised(url) == key


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "starting with https://"),
        ("example.org/news", "starting with https://"),
        ("//example.org/news", "starting with https://"),
        ("mailto:desk@example.org", "starting with https://"),
        ("ftp://example.org/", "Only http and https"),
        ("file:///etc/passwd", "Only http and https"),
        ("https:///news", "names no server"),
        ("https://:80/news", "names no server"),
        ("https://editor:secret@example.org/", "user name or password"),
        ("https://@example.org/", "user name or password"),
        ("https://example.org/a b", "space"),
        ("https://exa\u200bmple.org\\x", "backslash"),
        ("https://example.org/\x00", "hidden character"),
        ("https://example.org/\ud800", "hidden character"),
        ("https://example.org:0/", "no port"),
        ("https://example.org:65536/", "no port"),
        ("https://example.org:99999999/", "names no server"),
        ("https://example..org/", "not written correctly"),
        ("https://.example.org/", "not written correctly"),
        ("https://exa%6dple.org/", "not written correctly"),
        ("https://exa!mple.org/", "not written correctly"),
        (f"https://{'a' * 64}.org/", "not written correctly"),
        (f"https://{'a.' * 130}org/", "not written correctly"),
        ("https://1.2.3/", "not written correctly"),
        ("https://0x7f.0.0.1/", "not written correctly"),
        ("https://[::zz]/", "names no server"),
        ("https://[1::2::3]/", "not written correctly"),
        (f"https://example.org/{'a' * 2000}", "longer than 2000"),
        (f"https://example.org/{'é' * 700}", "longer than 2000"),
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(url, words):
    with pytest.raises(AddressError, match=words) as raised:
        normalised(url)
    assert str(raised.value).endswith(".")
    assert "secret" not in str(raised.value)


def test_what_is_asked_for_is_escaped_and_otherwise_as_written():
    address = parse("http://Example.org:8080/a//../%7Eb/é?b=1&a=%2f+#c")
    assert (address.scheme, address.host, address.port) == ("http", "example.org", 8080)
    assert address.target == "/a//../%7Eb/%C3%A9?b=1&a=%2f+"
    assert str(address) == "http://example.org:8080/a//../%7Eb/%C3%A9?b=1&a=%2f+"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/x", "example.org"),
        ("http://M.Example.org:8080", "example.org"),
        ("https://live.bbc.co.uk/", "live.bbc.co.uk"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/x", "example.org"),
        ("https://[2606:4700::1111]/", "2606:4700::1111"),
    ],
)
def test_the_host_is_the_site_without_its_layout(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://www.example.org/a", "http://m.example.org/b", True),
        ("https://edition.cnn.com/a", "https://us.cnn.com/a", True),
        ("https://news.bbc.co.uk/", "https://www.bbc.co.uk/", True),
        ("https://bbc.co.uk/", "https://guardian.co.uk/", False),
        ("https://one.blogspot.com/", "https://two.blogspot.com/", False),
        ("https://one.github.io/", "https://two.github.io/", False),
        ("https://example.org/", "https://example.com/", False),
        ("https://example.org/", "https://example.org.evil.com/", False),
        ("https://example.org/", "https://notexample.org/", False),
        ("http://93.184.215.14/", "http://8.8.215.14/", False),
        ("http://93.184.215.14/", "https://93.184.215.14/x", True),
        ("https://one.desk.example/", "https://two.desk.example/", True),
    ],
)
def test_a_site_is_a_registered_domain(a, b, same):
    assert same_site(a, b) is same
    assert same_site(b, a) is same


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("https://example.org/news/1", "https://example.org/news/1"),
        ("https://www.example.org/news/1?utm_source=a#b", "https://www.example.org/news/1?utm_source=a"),
        (" /news/1 ", "https://m.example.org/news/1"),
        ("//example.org/news/1", "https://example.org/news/1"),
        ("?id=2", "https://m.example.org/a/b?id=2"),
        ("https://example.org/?p=12", "https://example.org/?p=12"),
        ("", None),
        ("  ", None),
        ("/", None),
        ("https://example.org", None),
        ("https://example.org/index.html", None),
        ("https://example.org/en/", None),
        ("https://example.org/en-GB/home", None),
        ("https://other.org/news/1", None),
        ("https://example.org.other.org/news/1", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://example.org/news/1", None),
        ("http://[::1", None),
        ("https://u:p@example.org/news/1", None),
        ("https://example.org/a b", None),
    ],
)
def test_a_canonical_address_must_be_believable(canonical, believed):
    assert believable_canonical("https://m.example.org/a/b", canonical) == believed


def test_no_canonical_address_is_believed_of_a_page_without_one():
    assert believable_canonical("", "https://example.org/news/1") is None


LABELS = st.sampled_from(
    ["www", "m", "amp", "mobile", "news", "example", "co", "uk", "org", "bücher", "ß", "1", "0x1", "_"]
)
SEGMENTS = st.sampled_from(
    ["amp", ".amp", "x.amp", "x.amp.html", ".amp.html", "amp.amp", "..", ".", "", "%61mp", "é", "a%2"]
)
PARAMETERS = st.sampled_from(
    ["a=1", "b", "amp", "%75tm_x=1", "utm_x", "a=+", "a=%2b", "print", "=", "", "%26=1", "amp%3B=1"]
)
CACHES = st.sampled_from(["", "x.cdn.ampproject.org/c/s/", "google.com/amp/", "www.google.com/amp/s/"])
ADDRESSES = st.builds(
    lambda scheme, cache, labels, port, path, query: (
        f"{scheme}://{cache}{'.'.join(labels)}{port}/{'/'.join(path)}?{'&'.join(query)}"
    ),
    st.sampled_from(["http", "https", "HTTP"]),
    CACHES,
    st.lists(LABELS, min_size=1, max_size=5),
    st.sampled_from(["", ":80", ":443", ":8080", ":"]),
    st.lists(SEGMENTS, max_size=5),
    st.lists(PARAMETERS, max_size=5),
)
WILD = st.text(string.printable + "éß。℀․⒈ⅷ１／＠：İǅ\u200b\u0301\u202e\ud800%", max_size=60)


@given(st.one_of(ADDRESSES, WILD.map("http://".__add__), WILD.map("http://example.org/".__add__), st.text()))
@example("http://x.amp/x.amp/amp")
@example("http://m.google.com/amp/s/x.org/y/../amp")
@example("http://x.cdn.ampproject.org/c/s/www/../x.amp/.amp")
@example("http://example.org/amp/x.amp/amp?amp")
def test_normalising_a_key_gives_the_key_and_nothing_else_goes_wrong(text):
    try:
        key = normalised(text)
    except AddressError:
        return
    assert normalised(key) == key
    assert key.isascii() and len(key) <= 2000
    assert host_of(key) == host_of(text)
    assert same_site(key, text)


@given(st.one_of(ADDRESSES, WILD, st.text()), st.one_of(ADDRESSES, WILD, st.text()))
def test_no_canonical_address_makes_anything_go_wrong(page_url, canonical):
    found = believable_canonical(page_url, canonical)
    assert found is None or same_site(page_url, found)
