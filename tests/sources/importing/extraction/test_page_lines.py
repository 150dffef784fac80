from __future__ import annotations

import pytest
from lxml import html as lxml_html

from sources.importing.extraction import page_lines


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>One <b>and</b> two</p><p>Three</p>", ["One and two", "Three"]),
        ("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"]),
        ("One<br>Two", ["One", "Two"]),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
        ("<p>One<script>x</script><button>Share</button> two</p>", ["One two"]),
        ("<p><span>Amina Karimi</span><span>12 May</span></p>", ["Amina Karimi 12 May"]),
        ("<p><span>T</span>he end</p>", ["The end"]),
    ],
)
def test_each_block_is_a_line(markup: str, lines: list[str]) -> None:
    tree = lxml_html.document_fromstring(f"<body>{markup}</body>")
    assert [one.line.text for one in page_lines.read(tree)] == lines


def test_a_line_says_where_it_stands() -> None:
    tree = lxml_html.document_fromstring(
        "<body><nav><ul><li><a href='/'>Home</a></li></ul></nav><p>Read <a href='/'>this</a></p></body>"
    )
    found = [(one.element.tag, one.furniture, one.linked) for one in page_lines.read(tree)]
    assert found == [("li", "nav", True), ("p", "", False)]


def test_the_holder_is_the_innermost_element_around_enough_words() -> None:
    tree = lxml_html.document_fromstring("<body><div id=a><div id=b><p>x</p><p>y</p></div><p>z</p></div></body>")
    one, two, three = tree.iter("p")
    assert [
        found.get("id") if (found := page_lines.holder([(one, 50), (two, 45), (three, words)], 0.9)) is not None else ""
        for words in (5, 50)
    ] == ["b", "a"]
    assert page_lines.holder([], 0.9) is None
