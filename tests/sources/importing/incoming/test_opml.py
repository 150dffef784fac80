"""OPML: the feeds another reader kept."""

import pytest

from sources.importing.incoming import opml
from sources.importing.incoming.types import FeedAddress
from sources.importing.types import ImportRefused

OPML = """<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Мир"><outline text="folder in a folder">
<outline type="rss" text="short" title="News &amp; Co" xmlUrl="https://news.example/rss" htmlUrl="https://news.example/"/>
</outline></outline>
<outline text="other" xmlurl="feed://other.example/rss"/><outline text="third" xmlUrl="feed:https://third.example/rss"/>
<outline text="again" xmlUrl="https://news.example/rss"/>
<outline text="wrong" xmlUrl="file:///etc/passwd"/></body></opml>""".encode()


def test_it_reads_nested_outlines_in_their_order_and_each_address_once():
    *good, wrong = opml.read(OPML)
    assert good == [
        FeedAddress("News & Co", "https://news.example/rss", "https://news.example/"),
        FeedAddress("other", "http://other.example/rss"),
        FeedAddress("third", "https://third.example/rss"),
    ]
    assert (wrong.title, wrong.address) == ("wrong", "")
    assert wrong.problem.startswith("“file:///etc/passwd”: ")
    assert wrong.problem.endswith(".")


def test_a_damaged_file_gives_what_stands_before():
    assert [feed.title for feed in opml.read(OPML[: OPML.index(b'<outline text="third')])] == ["News & Co", "other"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<rss/>", "no OPML"),
        (b"https://news.example/rss", "no OPML"),
        (b"<opml><body><outline text='a'/></body></opml>", "names no feed"),
        (
            b"<opml>" + b"".join(b"<outline xmlUrl='https://a.example/%d'/>" % n for n in range(5001)) + b"</opml>",
            "5,001",
        ),
    ],
)
def test_what_is_no_list_of_feeds_is_refused(data, reason):
    with pytest.raises(ImportRefused, match=reason):
        opml.read(data)
