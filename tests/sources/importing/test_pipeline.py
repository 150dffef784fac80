"""The way in, on rows: what is stored, what is found again, and that a refusal loses nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sources.importing import captures, pipeline, saving
from sources.importing.documents import from_file, from_text
from sources.importing.fetching import FetchFailed
from sources.importing.types import ImportRefused, Outcome
from sources.models import Capture, ImportBatch, ImportItem, Outlet, OutletDomain, Source, SourceVersion, Story
from tests.builders import make_outlet, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
URL = "https://www.meridian.example/world/border?utm_source=x"
BODY = (
    "Guards closed the border crossing on Tuesday after a night of rain, the district office said in a statement.",
    "Drivers waited in a queue of three kilometres, and some of them turned back towards the city before noon.",
    "The office said that the road would be open again by the weekend, once the bridge had been looked at.",
)


def page_html(body=BODY, published="2024-04-30", canonical="https://meridian.example/world/border", title="Rain"):
    paragraphs = "".join(f"<p>{one}</p>" for one in body)
    return f"""<html lang="en"><head><title>{title}</title><link rel="canonical" href="{canonical}">
    <meta property="og:title" content="{title}"><meta property="og:site_name" content="Meridian">
    <meta property="article:published_time" content="{published}T08:00:00+03:00"></head>
    <body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>{title}</h1>{paragraphs}</article>
    <footer>© Meridian</footer></body></html>"""


def take(text, url=URL, story=None, user=None):
    return pipeline.import_page(from_text(text, NOW, url=url), NOW, user, story)


def test_a_page_becomes_a_source_with_what_it_states():
    story = Story.objects.create(name="The border")
    done = take(page_html(), story=story, user=make_user("reporter", username="rita"))
    source = done.source
    assert done.outcome == Outcome.NEW
    assert (source.title, source.published, source.published_lower.day) == ("Rain", "2024-04-30", 30)
    assert source.outlet.name == "Meridian"
    assert list(source.stories.all()) == [story]
    assert source.current_version.text == "\n\n".join(("Rain", *BODY))
    capture = source.captures.get()
    assert captures.read(capture.sha256).decode() == page_html()
    assert capture.captured_by.username == "rita"
    assert any(one["field"] == "title" and one["chosen"] for one in capture.candidates)


def test_importing_twice_changes_nothing():
    first = take(page_html()).source
    before = list(Source.objects.values())
    again = take(page_html())
    assert (again.outcome, again.source) == (Outcome.SAME, first)
    assert list(Source.objects.values()) == before
    assert (SourceVersion.objects.count(), Capture.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://meridian.example/world/border",
        "https://m.meridian.example/world/border/?fbclid=1",
        "https://www.meridian.example/world/border#top",
    ],
)
def test_an_article_is_found_again_under_other_forms_of_its_address(url):
    source = take(page_html()).source
    assert take(page_html(), url=url).source == source


def test_changed_words_make_a_version_and_old_words_are_that_version_again():
    source = take(page_html()).source
    changed = (*BODY[:2], "The office said that the road would stay closed until the bridge had been rebuilt in June.")
    done = take(page_html(changed))
    assert done.outcome == Outcome.NEW_VERSION
    source.refresh_from_db()
    assert (source.current_version.number, source.current_version.cause) == (2, "outlet")
    take(page_html())
    source.refresh_from_db()
    assert (source.versions.count(), source.current_version.number) == (2, 1)


def test_an_editors_words_survive_another_import():
    source = take(page_html()).source
    source.title = "Rain closes the crossing"
    source.save()
    take(page_html(BODY[:2], title="Rain again"))
    source.refresh_from_db()
    assert source.title == "Rain closes the crossing"


def test_the_outlet_that_owns_the_domain_wins_over_the_name_in_the_page():
    owner = make_outlet("Meridian Group")
    OutletDomain.objects.create(outlet=owner, domain="meridian.example")
    assert take(page_html()).source.outlet == owner
    assert Outlet.objects.count() == 1


def test_the_same_text_without_an_address_is_a_duplicate():
    source = take(page_html()).source
    done = pipeline.import_page(from_text(page_html(canonical="") + " ", NOW), NOW)
    assert (done.outcome, done.source) == (Outcome.DUPLICATE, source)
    assert (Source.objects.count(), Capture.objects.count()) == (1, 1)


def test_agency_text_at_another_outlet_is_a_source_of_its_own():
    take(page_html())
    other = page_html(canonical="https://other.example/rain").replace("Meridian", "Other")
    assert take(other, url="https://other.example/rain").outcome == Outcome.NEW
    assert Source.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", ""),
        (b"MZ\x90\x00" + b"\x00" * 500, ""),
    ],
)
def test_what_is_no_article_is_rejected_with_a_sentence_and_nothing_is_stored(data, says):
    batch = ImportBatch.objects.create(origin="command")
    page = replace(from_text("x", NOW, name="thing.html"), data=data)
    done = pipeline.import_document(batch, page, NOW)
    assert done.outcome == Outcome.REJECTED
    assert done.reason.strip().endswith(".")
    assert says in done.reason.lower()
    assert not Source.objects.exists()
    assert ImportItem.objects.get().reason == done.reason


def test_broken_encoding_is_read_as_far_as_it_goes():
    broken = page_html().encode().replace(b"night of rain", b"night of r\xe9in \xff")
    batch = ImportBatch.objects.create(origin="command")
    done = pipeline.import_document(batch, replace(from_text("x", NOW, url=URL), data=broken), NOW)
    assert done.outcome == Outcome.NEW
    assert "after a night of r" in done.source.current_version.text


def test_an_address_that_times_out_is_a_failed_item_with_its_reason(monkeypatch):
    def slow(url, now):
        raise FetchFailed("The page did not answer within 20 seconds. Try again later.", permanent=False)

    monkeypatch.setattr(pipeline, "fetched", slow)
    batch = ImportBatch.objects.create(origin="command")
    done = pipeline.import_address(batch, URL, NOW)
    assert done.outcome == Outcome.FAILED
    assert "20 seconds" in ImportItem.objects.get().reason
    assert not Source.objects.exists()


def test_a_document_of_50_mb_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ImportRefused, match="50 MB"):
        from_file(path, NOW)


def test_a_failure_in_the_middle_leaves_nothing_half(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(saving, "add_capture", fail)
    with pytest.raises(RuntimeError):
        take(page_html())
    assert not Source.objects.exists()
    assert not SourceVersion.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "A sentence of an endless article stands here. " * 25_000,
        "\n\n".join(f"The sentence number {n} of this endless article stands here." for n in range(5_001)),
    ],
)
def test_a_text_as_long_as_a_book_is_refused_with_what_to_do(text):
    batch = ImportBatch.objects.create(origin="command")
    done = pipeline.import_document(batch, from_text(text, NOW), NOW)
    assert done.outcome == Outcome.REJECTED
    assert "Import the part" in done.reason
    assert not Source.objects.exists()
