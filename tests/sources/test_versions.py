import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sources.importing.types import PARAGRAPH_KINDS, Paragraph
from sources.versions import compose

PARAGRAPHS = st.lists(st.builds(Paragraph, st.sampled_from(PARAGRAPH_KINDS), st.text(max_size=60)), max_size=6)


def test_the_title_is_the_first_block_and_blocks_are_joined_by_a_blank_line():
    version = compose("A title", [Paragraph("text", "One  two\nthree."), Paragraph("list", "Four.")])
    assert version.text == "A title\n\nOne two three.\n\nFour."
    assert version.blocks == (("title", 0, 7), ("text", 9, 23), ("list", 25, 30))


def test_without_a_title_the_first_block_is_the_first_paragraph():
    assert compose("", [Paragraph("text", "Only this.")]).blocks == (("text", 0, 10),)


@given(st.text(max_size=40), PARAGRAPHS)
def test_every_block_stands_at_its_offsets_in_normalised_text(title, paragraphs):
    version = compose(title, paragraphs)
    assert "\0" not in version.text
    assert version.text == unicodedata.normalize("NFC", version.text) or "\n\n" in version.text
    pieces = [version.text[start:end] for _, start, end in version.blocks]
    assert all(pieces)
    assert "\n\n".join(pieces) == version.text
    assert len(version.sha256) == 64
