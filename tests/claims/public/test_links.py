import pytest

from claims.public.links import live_link, safe_link


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        ("At least 12", "At%20least%2012"),
        ("Аль-Каида", "%D0%90%D0%BB%D1%8C%2D%D0%9A%D0%B0%D0%B8%D0%B4%D0%B0"),
        ("one, two & three", "one%2C%20two%20%26%20three"),
        ("a b c d e f g h i", "a%20b%20c%20d,f%20g%20h%20i"),
        ("first line\n\nsecond line", "first%20line,second%20line"),
        ("x" * 500, "x" * 500),
    ],
)
def test_a_link_to_the_words_is_percent_encoded(words, directive):
    assert live_link("https://example.org/a", words) == f"https://example.org/a#:~:text={directive}"


def test_a_link_that_has_a_fragment_keeps_it():
    assert live_link("https://example.org/a#part", "words") == "https://example.org/a#part:~:text=words"


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "ftp://example.org/a", "//example.org", "http://[", "/a"]
)
def test_only_addresses_of_the_web_become_links(address):
    assert safe_link(address) == ""
    assert live_link(address, "words") == ""
