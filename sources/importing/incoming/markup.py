"""What the readers of feeds, sitemaps and OPML share: addresses, plain text, and XML that expands nothing."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from sources.importing.addresses import LONGEST, AddressError, parse
from sources.importing.extraction.decoding import decode
from sources.importing.storable import storable_text
from sources.importing.types import ImportRefused

TAG = re.compile(r"<[^<>]*>")
BREAKING = re.compile(r"(?=<(?:br|p|div|li|td|h[1-6])\b)", re.IGNORECASE)
ELEMENT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
LAST = 4096  # bytes at the end of a document in which its end is looked for
SUBSET_END = re.compile(r"\]\s*>")
#: The scheme by which browsers once handed an address to a feed reader: before it, or in its place.
FEED_BEFORE, FEED_IN_PLACE = re.compile(r"feed:(?://)?(?=https?:)", re.I), re.compile(r"feed:(?=//)", re.I)
#: Encodings that the first character shows without a byte order mark (XML 1.0, appendix F), the longer ones first.
UNMARKED = (
    (b"<\0\0\0", codecs.BOM_UTF32_LE),
    (b"\0\0\0<", codecs.BOM_UTF32_BE),
    (b"<\0", codecs.BOM_UTF16_LE),
    (b"\0<", codecs.BOM_UTF16_BE),
)


def text_of(data: bytes, media_type: str = "") -> str:
    """The text of an XML or JSON document, without white space before it. Raises ImportRefused."""
    data = next((mark + data for start, mark in UNMARKED if data.startswith(start)), data)
    return decode(data, media_type).lstrip()


def web_address(text: str, base: str = "") -> str:
    """The http or https address that `text` gives, made absolute, or "" where it gives none.

    Line breaks inside it are dropped and spaces escaped, as browsers do (WHATWG URL, section 4.4).
    """
    text = text.strip()
    if not text or len(text) > 2 * LONGEST:
        return ""
    if (before := FEED_BEFORE.match(text)) is not None:
        text = text[before.end() :]
    elif (in_place := FEED_IN_PLACE.match(text)) is not None:
        text = f"http:{text[in_place.end() :]}"
    text = re.sub("[\t\r\n]", "", text).replace(" ", "%20")
    try:
        return str(parse(urljoin(base, text) if base else text))
    except ValueError:  # AddressError is one; urljoin raises others
        return ""


def address_problem(text: str) -> str:
    """The sentence that says why a text is no address, or ""."""
    try:
        parse(text)
    except AddressError as error:
        return str(error)
    return ""


def short(text: str, most: int) -> str:
    """One line of storable text with at most `most` characters."""
    text = " ".join(storable_text(text[: most * 4]).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def plain(markup: str) -> str:
    """The words of a piece of HTML, without scripts and styles."""
    if "<" not in markup and "&" not in markup:
        return markup
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(BREAKING.sub(" ", f"<body>{markup}").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return TAG.sub(" ", markup)
    etree.strip_elements(tree, "script", "style", with_tail=False)
    return str(tree.text_content())


def root_name(text: str) -> str:
    """The name of the first element in lower case and without its prefix, or "" where no markup begins the text."""
    at = 0
    while (at := _after_space(text, at)) < len(text):
        if text.startswith("<?", at):
            at = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _after(text, "-->", at)
        elif text.startswith("<!", at):
            at = _after_doctype(text, at)
        else:
            found = ELEMENT.match(text, at)
            return found[1].lower() if found else ""
    return ""


def elements(data: bytes, names: set[str], event: str = "end") -> Iterator[Any]:
    """The elements with these local names, in the order they end (or start); a damaged file gives those before.

    No entity is expanded, no DTD or other file read, no deeper nesting than 256 taken.
    Raises ImportRefused for a document that declares entities.
    """
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise ImportRefused("The file declares XML entities, which no sitemap or OPML needs. Remove its DOCTYPE.")
    found = etree.iterparse(
        io.BytesIO(data),
        events=(event,),
        tag=[f"{{*}}{name}" for name in sorted(names)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in found:
            yield element
            if event == "end":
                _forget(element)
    except etree.XMLSyntaxError:
        return


def is_whole(data: bytes, name: str) -> bool:
    """Whether an XML document holds the end of its root element, after which nothing but comments stands."""
    tail = data[-2 * LAST :].replace(b"\0", b"")[-LAST:]
    return re.search(rb"</(?:[\w.-]+:)?%s\s*>" % name.encode(), tail, re.IGNORECASE) is not None or b"/>" in tail[-9:]


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _forget(element: Any) -> None:
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        del element.getparent()[0]


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _after(text: str, end: str, at: int) -> int:
    found = text.find(end, at)
    return len(text) if found < 0 else found + len(end)


def _after_doctype(text: str, at: int) -> int:
    close, subset = text.find(">", at), text.find("[", at)
    if close < 0:
        return len(text)
    if 0 <= subset < close:
        found = SUBSET_END.search(text, subset)
        return found.end() if found else len(text)
    return close + 1
