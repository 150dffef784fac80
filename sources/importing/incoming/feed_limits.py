"""What a feed may ask of its parser, checked before it parses."""

from __future__ import annotations

from xml.parsers import expat

from sources.importing.types import ImportRefused

MOST_BYTES = 10_000_000
MOST_MALFORMED = 1_000_000  # bytes; the parser of malformed feeds is far slower
MOST_ATTRIBUTES = 200  # on one element; the parser's time grows with their square
MOST_ELEMENTS = 100_000  # twenty for each entry that is taken
MOST_DEPTH = 500
MOST_REFERENCES = 1_000_000
MOST_GROWTH = 100_000  # characters that entities may add to a document

TOO_MUCH = "The feed {}, which no honest feed does. Ask its publisher for another, or import its articles one by one."


def check(data: bytes) -> None:
    """Go through a feed in UTF-8 once. Raises ImportRefused where parsing it would cost too much.

    What is not well-formed is checked up to its first fault, which is as far as a strict parser goes.
    """
    if len(data) > 2 * MOST_BYTES:
        raise _too_much(f"is larger than {MOST_BYTES // 1_000_000} MB")
    weight = _Weight(len(data))
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = parser.ordered_attributes = True
    parser.StartElementHandler = weight.start
    parser.EndElementHandler = weight.end
    parser.CharacterDataHandler = weight.text
    parser.EntityDeclHandler = weight.entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        if weight.entities:
            raise _too_much("declares entities and is damaged") from error
        if len(data) > MOST_MALFORMED or data.count(b"<") > 2 * MOST_ELEMENTS:  # each element has two tags
            raise _too_much("is damaged and too large to be read all the same") from error


def check_references(number: int) -> None:
    """Raises ImportRefused for more ampersands than a large feed of escaped markup has."""
    if number > MOST_REFERENCES:
        raise _too_much(f"holds more than {MOST_REFERENCES:,} ampersands")


class _Weight:
    """Counts what one document holds."""

    def __init__(self, size: int) -> None:
        self.most_text = size + MOST_GROWTH
        self.elements = self.depth = self.characters = self.entities = 0

    def start(self, name: str, attributes: list[str]) -> None:
        self.elements += 1
        self.depth += 1
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            raise _too_much(f"puts more than {MOST_ATTRIBUTES} attributes on one element")
        if self.elements > MOST_ELEMENTS:
            raise _too_much(f"holds more than {MOST_ELEMENTS:,} elements")
        if self.depth > MOST_DEPTH:
            raise _too_much(f"nests more than {MOST_DEPTH} elements in each other")
        self.text("".join(attributes))

    def end(self, name: str) -> None:
        self.depth -= 1

    def text(self, characters: str) -> None:
        self.characters += len(characters)
        if self.characters > self.most_text:
            raise _too_much("uses entities that grow")

    def entity(self, *declared: object) -> None:
        self.entities += 1


def _too_much(what: str) -> ImportRefused:
    return ImportRefused(TOO_MUCH.format(what))
