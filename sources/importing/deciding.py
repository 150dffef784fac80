"""What to do with one extracted document, given what is stored. Pure: it decides, and touches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sources.importing.types import BODY_KINDS, Extracted, Outcome

FIRST, OUTLET, EXTRACTION, DESK = "first", "outlet", "extraction", "desk"
BYTES, ADDRESS, CANONICAL, TEXT = "bytes", "address", "canonical", "text"

#: How alike two texts must be for a page's word that it is the other one: sites put one address on many pages.
ALIKE = 0.3


@dataclass(frozen=True)
class Known:
    """A stored source that may be the document in hand."""

    source_id: int
    by: str  # how it was found: BYTES, ADDRESS, CANONICAL (by a page's word, or a redirect) or TEXT
    versions: Mapping[str, int] = field(default_factory=dict)  # fingerprints of the texts read -> versions
    rereads: frozenset[str] = frozenset()  # fingerprints of what we would read today from its last capture
    likeness: float = 1.0  # of its text to the one in hand, 0 to 1
    host: str = ""


@dataclass(frozen=True)
class Decision:
    outcome: Outcome
    reason: str
    source_id: int | None = None  # the stored source it is, or adds to
    version_id: int | None = None  # the stored version whose words it shows
    cause: str = FIRST  # of the version it makes
    new_version: bool = False


def decide(extracted: Extracted, fingerprint: str, host: str, known: tuple[Known, ...]) -> Decision:
    """Decide what becomes of a document.

    `fingerprint` is that of its words (sources.changes), `host` the site of its address, empty for a file without
    one; `known` are the stored sources found by the same bytes, by one of its addresses, or by the same text.
    """
    if not any(paragraph.kind in BODY_KINDS for paragraph in extracted.paragraphs):
        return Decision(
            Outcome.REJECTED, "No article text was found in it. Paste the article's text, or save the whole page."
        )
    for one in known:
        if one.by in (BYTES, ADDRESS) or (one.by == CANONICAL and _is_alike(one, fingerprint)):
            return _of_the_same_document(one, fingerprint)
    for one in known:
        if one.by == TEXT and (not host or not one.host or host == one.host):
            return Decision(Outcome.DUPLICATE, f"The same text is source {one.source_id} already.", one.source_id)
    return Decision(Outcome.NEW, "Stored as a new source.", new_version=True)


def _is_alike(known: Known, fingerprint: str) -> bool:
    return fingerprint in known.versions or known.likeness >= ALIKE


def _of_the_same_document(known: Known, fingerprint: str) -> Decision:
    if fingerprint in known.versions:
        reason = f"Source {known.source_id} has these words already."
        return Decision(Outcome.SAME, reason, known.source_id, known.versions[fingerprint])
    better = known.by == BYTES or fingerprint in known.rereads
    why = "We read the page better than before" if better else "The outlet changed its words"
    cause = EXTRACTION if better else OUTLET
    reason = f"{why}: a new version of source {known.source_id}."
    return Decision(Outcome.NEW_VERSION, reason, known.source_id, cause=cause, new_version=True)
