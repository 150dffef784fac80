import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.importing import pipeline
from sources.importing.fetching import FetchFailed
from sources.models import ImportItem, Source, Story
from tests.builders import make_user
from tests.sources.importing.test_pipeline import URL, page_html

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/import/"


@pytest.fixture
def desk(client):
    client.force_login(make_user("reporter"))
    return client


def test_it_imports_pasted_html_and_opens_the_article(desk):
    story = Story.objects.create(name="Rain")
    response = desk.post(ADDRESS, {"text": page_html(), "address": URL, "story": story.pk}, follow=True)
    source = Source.objects.get()
    assert response.redirect_chain[-1][0] == f"/desk/sources/{source.pk}/"
    assert "New: Stored as a new source." in response.content.decode()
    assert source.url == "https://meridian.example/world/border"
    assert list(source.stories.all()) == [story]
    assert source.captures.get().captured_by.username.startswith("reporter")


def test_it_imports_a_file(desk):
    upload = SimpleUploadedFile("rain.html", page_html().encode())
    desk.post(ADDRESS, {"file": upload})
    assert Source.objects.get().title == "Rain"


def test_it_fetches_an_address(desk, monkeypatch):
    asked = []

    def fetch(url, *, now):
        asked.append(url)
        raise FetchFailed(
            "The page did not answer within 20 seconds. Try again later, or paste its text.", permanent=False
        )

    monkeypatch.setattr(pipeline, "fetch", fetch)
    page = desk.post(ADDRESS, {"address": URL}).content.decode()
    assert asked == [URL]
    assert "did not answer within 20 seconds" in page
    assert f'value="{URL}"' in page
    assert ImportItem.objects.get().outcome == "failed"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Give an address, choose a file, or paste the article."),
        ({"text": "   "}, "Give an address"),
        ({"file": SimpleUploadedFile("empty.html", b"")}, "empty"),
        ({"file": SimpleUploadedFile("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(600))}, ""),
        ({"file": SimpleUploadedFile("a.html", b"<p>x</p>" * 10), "text": "And text"}, "not both"),
        ({"file": SimpleUploadedFile("large.html", b"x" * 10_000_001)}, "10 MB"),
        ({"address": "not an address"}, "valid URL"),
        ({"text": "Just four short words"}, ""),
    ],
)
def test_bad_input_gets_a_sentence_and_stores_nothing(desk, given, says):
    response = desk.post(ADDRESS, given)
    assert response.status_code == 200
    page = response.content.decode()
    assert "errorlist" in page
    assert says in page
    assert not Source.objects.exists()


def test_what_was_typed_stays_in_the_form(desk):
    page = desk.post(ADDRESS, {"text": "Four lonely words here", "address": URL}).content.decode()
    assert "Four lonely words here" in page
    assert f'value="{URL}"' in page


def test_a_duplicate_opens_the_article_that_is_there(desk):
    desk.post(ADDRESS, {"text": page_html(), "address": URL})
    response = desk.post(ADDRESS, {"text": page_html(canonical="")}, follow=True)
    assert "has this text already" in response.content.decode() or "is source" in response.content.decode()
    assert Source.objects.count() == 1


def test_only_staff_who_may_import_see_it(client):
    assert client.get(ADDRESS).status_code == 302
    client.force_login(make_user())
    assert client.get(ADDRESS).status_code == 302
