"""A reading of a page that owes nothing to its markup's names: the run of lines that is densest in sentences.

It is the rule for text dumps, on the lines of the page. Alone it is worse than an extractor that knows markup; that
both give the same text is the best sign that the text is the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sources.importing.extraction import alignment, furniture, text_dump, titles
from sources.importing.extraction.alignment import Shingles
from sources.importing.extraction.page_lines import PageLine
from sources.importing.types import BODY_KINDS, CAPTION, HEADING, LIST, QUOTE, SUBTITLE, TEXT, Paragraph

KINDS = {"li": LIST, "dt": LIST, "dd": LIST, "blockquote": QUOTE} | {f"h{level}": HEADING for level in range(1, 7)}


def densest(lines: list[PageLine]) -> list[Paragraph]:
    """The page's densest run of sentences as paragraphs; none where it has no sentence."""
    start, end = text_dump.find_body([one.line for one in lines])
    return list(paragraphs(one for one in lines[start:end] if one.furniture not in {"nav", "footer"}))


def paragraphs(lines: Iterable[PageLine]) -> Iterator[Paragraph]:
    """Lines as paragraphs, with the kinds that their elements give them."""
    for one in lines:
        caption = one.furniture in {"figure", "figcaption"} or furniture.is_caption(one.line.text)
        yield Paragraph(CAPTION if caption else _kind(one), one.line.text)


def _kind(one: PageLine) -> str:
    around = (one.element, *one.element.iterancestors())
    return next((KINDS[str(element.tag)] for element in around if str(element.tag) in KINDS), TEXT)


def opinions(lines: list[PageLine], title: str, stated: str = "") -> list[Shingles]:
    """What there is to compare a reading with: the densest run, and the text that the page states as data."""
    headline = titles.fold(title)
    dense = _text(one for one in densest(lines) if titles.fold(one.text) != headline)
    return [alignment.shingles(text) for text in (dense, stated) if text]


def agreement(found: Iterable[Paragraph], others: list[Shingles]) -> float:
    """0 to 1: how like the likest of the other opinions the text found is.

    The subtitle does not count: whether it stands in the run says nothing of the text.
    """
    runs = alignment.shingles(_text(one for one in found if one.kind != SUBTITLE))
    return round(max((alignment.likeness(runs, other) for other in others), default=0.0), 3)


def _text(found: Iterable[Paragraph]) -> str:
    return "\n".join(one.text for one in found if one.kind in BODY_KINDS)
