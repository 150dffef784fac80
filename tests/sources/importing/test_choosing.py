"""Which entries of a feed the desk wants."""

import pytest

from sources.importing.choosing import keys_of, matching, newest_first
from sources.importing.incoming.types import Entry


def entry(title="", address="https://news.example/a", **stated) -> Entry:
    return Entry(address=address, title=title, **stated)


@pytest.mark.parametrize(
    ("words", "title", "is_wanted"),
    [
        ("", "Anything", True),
        (" , ", "Anything", True),
        ("kabul", "Blast in Kabul", True),
        ("iran", "Iranian envoy arrives", False),
        ("iran*", "Iranian envoy arrives", True),
        ("Kabul, Herat", "Road to Herat reopened", True),
        ("Kabul, Herat", "Road to Kandahar reopened", False),
        ("foreign  minister", "The Foreign Minister left", True),
        ("foreign minister", "The foreign trade minister", False),
        ("Афганистан*", "Посол в АФГАНИСТАНЕ", True),
        ("C++ (new)", "c++ (new) standard", True),
        ("*", "Anything", True),
        ("a.b", "a-b", False),
        ("طالبان", "سخنگوی طالبان گفت", True),
    ],
)
def test_titles_are_searched_for_whole_words(words, title, is_wanted):
    assert (matching([entry(title)], words) != []) is is_wanted


def test_without_a_title_the_address_is_read():
    wanted = entry(address="https://news.example/2026/kabul-talks-end.html?x=herat")
    assert matching([wanted], "talks") == [wanted]
    assert matching([wanted], "herat, 2026") == []


def test_one_article_under_two_addresses_is_one():
    entries = [entry("One", "https://news.example/a?utm_source=rss"), entry("Two", "http://www.news.example/a")]
    assert [one.title for one in keys_of(entries).values()] == ["One"]


def test_what_is_no_address_is_left_out():
    assert keys_of([entry(address="https:///nothing")]) == {}


def test_the_newest_come_first_however_their_dates_are_written():
    dates = [
        "2026-11-18",
        "Fri, 20 Nov 2026 10:00:00 +0300",
        "",
        "2026-11-20T08:00:00Z",
        "yesterday",
        "2026-11-19T00:00",
    ]
    entries = {str(n): entry(published=date) for n, date in enumerate(dates)}
    assert list(newest_first(entries)) == ["3", "1", "5", "0", "2", "4"]


def test_the_day_of_change_serves_where_no_other_is_given():
    entries = {"a": entry(published="x", updated="2026-11-18"), "b": entry(updated="2026-11-19")}
    assert list(newest_first(entries)) == ["b", "a"]
