import pytest

from sources.importing.deciding import Known, decide
from sources.importing.types import Extracted, Outcome, Paragraph

ARTICLE = Extracted(title="A title", paragraphs=(Paragraph("text", "Words."),))
HERE, THERE = "here.example", "there.example"


def known(by, host=HERE, **given):
    return Known(7, by, {"stored": 70, "older": 60}, host=host, **given)


@pytest.mark.parametrize(
    ("found", "text_hash", "host", "outcome", "cause"),
    [
        ((), "new", HERE, Outcome.NEW, "first"),
        ((known("address"),), "stored", HERE, Outcome.SAME, None),
        ((known("address"),), "changed", HERE, Outcome.NEW_VERSION, "outlet"),
        ((known("bytes", host=""),), "changed", "", Outcome.NEW_VERSION, "extraction"),
        ((known("address"),), "older", HERE, Outcome.SAME, None),
        ((known("address", rereads=frozenset({"changed"})),), "changed", HERE, Outcome.NEW_VERSION, "extraction"),
        ((known("canonical", likeness=0.9),), "changed", HERE, Outcome.NEW_VERSION, "outlet"),
        ((known("canonical", likeness=0.1),), "changed", HERE, Outcome.NEW, "first"),
        ((known("text"),), "stored", "", Outcome.DUPLICATE, None),
        ((known("text"),), "stored", HERE, Outcome.DUPLICATE, None),
        ((known("text"),), "stored", THERE, Outcome.NEW, "first"),
    ],
)
def test_what_is_stored_decides(found, text_hash, host, outcome, cause):
    decision = decide(ARTICLE, text_hash, host, found)
    assert decision.outcome == outcome
    assert decision.new_version is (cause is not None)
    if cause:
        assert decision.cause == cause


def test_a_page_without_an_article_is_rejected_with_what_to_do():
    captions_only = Extracted(title="A title", paragraphs=(Paragraph("caption", "A picture."),))
    decision = decide(captions_only, "new", "", ())
    assert decision.outcome == Outcome.REJECTED
    assert "Paste the article" in decision.reason
