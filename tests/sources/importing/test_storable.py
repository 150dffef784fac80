"""Text that a database refuses is taken out once, wherever it stands in what was read."""

from dataclasses import replace

import pytest

from sources.importing import pipeline
from sources.importing.documents import from_text
from sources.importing.storable import storable
from sources.importing.types import Candidate, Credit, Extracted, Outcome, Paragraph, StatedDate
from sources.models import ImportBatch, ImportItem
from tests.sources.importing.test_pipeline import NOW, URL, page_html


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("A\0B", "AB"),
        ("a lone \ud83d half", "a lone ? half"),
        ("whole 😀 می‌شود", "whole 😀 می‌شود"),
        ((("x-name", "a\0"),), (("x-name", "a"),)),
        (None, None),
        (200, 200),
        (b"\0", b"\0"),
    ],
)
def test_nul_goes_and_a_lone_surrogate_becomes_a_question_mark(given, kept):
    assert storable(given) == kept


def test_it_reaches_every_text_of_what_was_extracted():
    bad, good = "A\0B\udc80", "AB?"

    def filled(text):
        return Extracted(
            title=text,
            byline=text,
            credits=(Credit(text, text),),
            published=StatedDate(text, "2024", text),
            publisher=text,
            paragraphs=(Paragraph("text", text),),
            candidates=(Candidate("title", text, text, True),),
        )

    assert storable(filled(bad)) == filled(good)


def test_what_needs_no_change_is_the_same_object():
    page = from_text(page_html(), NOW, url=URL)
    assert storable(page) == page


@pytest.mark.django_db
def test_a_page_with_nul_in_its_metadata_is_imported():
    data = '{"@type": "NewsArticle", "author": {"name": "Ann\\u0000a \\ud83dBell"}, "headline": "Ra\\u0000in"}'
    html = page_html().replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    page = from_text(html, NOW, url=URL)
    page = replace(page, name="a\0.html", media_type="text/html\0", headers=(("x-\0", "\udc80"),), status=200)
    batch = ImportBatch.objects.create(origin="command")
    done = pipeline.import_document(batch, page, NOW)
    assert done.outcome == Outcome.NEW, done.reason
    capture = done.source.captures.get()
    kept = repr([done.source.byline, *done.source.credits.values_list("name"), capture.name, capture.headers])
    assert "Anna ?Bell" in kept
    assert "\\x00" not in kept
    assert "\\ud" not in kept + repr(capture.candidates)
    assert ImportItem.objects.get().target == "a.html"
