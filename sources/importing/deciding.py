"""What to do with one extracted document, given what is stored. Pure: it decides, and touches nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sources.importing.types import BODY_KINDS, Extracted, Outcome

FIRST, OUTLET, EXTRACTION = "first", "outlet", "extraction"


@dataclass(frozen=True)
class Known:
    """A stored source that may be the document in hand."""

    source_id: int
    hashes: frozenset[str]  # of the texts of all its versions
    by: str  # how it was found: "bytes", "address" or "text"
    host: str = ""


@dataclass(frozen=True)
class Decision:
    outcome: Outcome
    reason: str
    source_id: int | None = None  # the stored source it is, or adds to
    cause: str = FIRST  # of the version it makes
    new_version: bool = False


def decide(extracted: Extracted, text_hash: str, host: str, known: tuple[Known, ...]) -> Decision:
    """Decide what becomes of a document.

    `host` is the site of its address, empty for a file without one; `known` are the stored sources found
    by the same bytes, then by one of its addresses, then by the same text.
    """
    if not any(paragraph.kind in BODY_KINDS for paragraph in extracted.paragraphs):
        return Decision(
            Outcome.REJECTED, "No article text was found in it. Paste the article's text, or save the whole page."
        )
    for one in known:
        if one.by in ("bytes", "address"):
            return _of_the_same_document(one, text_hash)
    for one in known:
        if not host or not one.host or host == one.host:
            return Decision(Outcome.DUPLICATE, f"The same text is source {one.source_id} already.", one.source_id)
    return Decision(Outcome.NEW, "Stored as a new source.", new_version=True)


def _of_the_same_document(known: Known, text_hash: str) -> Decision:
    if text_hash in known.hashes:
        return Decision(Outcome.SAME, f"Source {known.source_id} has this text already.", known.source_id)
    cause = EXTRACTION if known.by == "bytes" else OUTLET
    why = "We read the page better than before" if cause == EXTRACTION else "The outlet changed its words"
    return Decision(
        Outcome.NEW_VERSION, f"{why}: a new version of source {known.source_id}.", known.source_id, cause, True
    )
