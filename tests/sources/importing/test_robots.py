"""What a robots.txt says to us."""

from datetime import timedelta

import pytest

from sources.importing.robots import Robots

HOST = "https://news.example"


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("", "/a", ""),
        ("User-agent: *\nDisallow:", "/a", ""),
        ("User-agent: *\nDisallow: /", "/a", "Disallow: /"),
        ("\ufeffUser-agent: *\r\nDisallow: /a # not this\r\n", "/a/b", "Disallow: /a"),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", ""),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", "Disallow: /a"),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", "Disallow: /*.pdf$"),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", ""),
        ("User-agent: *\nDisallow: /*?print=", "/x?print=1", "Disallow: /*?print="),
        ("User-agent: *\nDisallow: /%D0%B6", "/%d0%b6/1", "Disallow: /%D0%B6"),
        ("User-agent: *\nDisallow: /a\nDisallow: /abc", "/abcd", "Disallow: /abc"),
        ("User-agent: factdesk\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", ""),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Factdesk/0.1\nDisallow: /a", "/a", "Disallow: /a"),
        ("User-agent: factdesk\nDisallow:\n\nUser-agent: *\nDisallow: /", "/b", ""),
        ("User-agent: factdesk\nUser-agent: other\nDisallow: /a", "/a", "Disallow: /a"),
        ("User-agent: fact\nDisallow: /", "/a", ""),
        ("User-agent: GPTBot\nDisallow: /\nUser-agent: *\nDisallow: /a", "/b", ""),
        ("User-agent: *\nSitemap: https://news.example/s.xml\nDisallow: /a", "/a", "Disallow: /a"),
        ("User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/b", "Disallow: /b"),
        ("user agent *\ndisallow /a", "/a", "disallow /a"),
        ("Disallow: /", "/a", ""),
        ("<html><body>Not found</body></html>", "/a", ""),
        ("User-agent: *\nDisallow: /", "/robots.txt", ""),
    ],
)
def test_the_rule_that_keeps_us_out_is_named(text, path, line):
    assert Robots(text).refuses(HOST + path) == line


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 5", 5),
        ("User-agent: *\nCrawl-delay: 2.5\nDisallow: /a", 2.5),
        ("User-agent: other\nCrawl-delay: 5", 0),
        ("User-agent: *\nCrawl-delay: 86400", 60),
        ("User-agent: *\nCrawl-delay: 1e300", 60),
        ("User-agent: *\nCrawl-delay: -4", 0),
        ("User-agent: *\nCrawl-delay: nan", 0),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("", 0),
    ],
)
def test_the_pause_it_asks_for_is_kept_up_to_a_minute(text, seconds):
    assert Robots(text).delay == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(f"User-agent: a{n}\n" for n in range(15_000)) + "Allow: /a\n" * 25_000, id="multiplied"),
        pytest.param("User-agent: *\n" + "Disallow: /" + "*a" * 250_000 + "b", id="one rule of half a megabyte"),
        pytest.param("User-agent: *\n" + "".join(f"Disallow: /{'*a' * 20}b{n}$\n" for n in range(9000)), id="stars"),
        pytest.param("User-agent: *\n" + "Disallow: /a\n" * 38_000, id="many rules"),
        pytest.param("\x00\x0b\u2028" * 50_000, id="breaks"),
    ],
)
def test_a_hostile_file_is_read_within_bounds(text):
    robots = Robots(text)
    assert robots.refuses(f"{HOST}/{'a' * 1900}") in ("", "Disallow: /a")
    assert len(robots._lines) <= text.count("\n") + 1
