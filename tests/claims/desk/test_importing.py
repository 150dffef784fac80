"""The ways in: most lead to a preview, many addresses to a batch, and bad input keeps everything in the form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.importing import pipeline
from sources.importing.fetching import FetchFailed
from sources.importing.types import FetchedPage
from sources.models import ImportBatch, ImportItem, Source, Story
from tests.builders import make_user
from tests.sources.importing.test_pipeline import NOW, URL, page_html

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/import/"
LIST = "https://meridian.example/1\nhttps://meridian.example/2\nnot an address\n"
LETTER = "Dear desk,\n\nthe ministry says that the bridge stays closed until May.\n\nRegards"


@pytest.fixture
def desk(client):
    client.user = make_user("reporter")
    client.force_login(client.user)
    return client


def answering(monkeypatch, answer):
    """Every address answers so: a page, or a failure."""

    def fetch(url, now):
        if isinstance(answer, Exception):
            raise answer
        return FetchedPage(answer.encode(), now, url=url, final_url=url, media_type="text/html", status=200)

    monkeypatch.setattr(pipeline, "fetched", fetch)


@pytest.mark.parametrize(
    "given",
    [
        {"text": page_html(), "address": URL},
        {"file": SimpleUploadedFile("rain.html", page_html().encode())},
        {"address": URL},
    ],
)
def test_every_way_leads_to_a_preview_that_stores_nothing(desk, monkeypatch, given):
    answering(monkeypatch, page_html())
    response = desk.post(ADDRESS, given, follow=True)
    item = ImportItem.objects.get()
    assert response.redirect_chain[-1][0] == f"{ADDRESS}{item.pk}/"
    assert "Guards closed the border crossing" in response.content.decode()
    assert not Source.objects.exists()
    assert (item.outcome, item.run_after, item.batch.started_by) == ("", None, desk.user)


def test_import_now_skips_the_look(desk):
    story = Story.objects.create(name="Rain")
    given = {"text": page_html(), "address": URL, "story": story.pk, "now": "1"}
    response = desk.post(ADDRESS, given, follow=True)
    source = Source.objects.get()
    assert response.redirect_chain[-1][0] == f"/desk/sources/{source.pk}/"
    assert "New: Stored as a new source." in response.content.decode()
    assert source.url == "https://meridian.example/world/border"
    assert list(source.stories.all()) == [story]
    assert source.captures.get().captured_by == desk.user


def test_a_duplicate_opens_the_article_that_is_there(desk):
    desk.post(ADDRESS, {"text": page_html(), "address": URL, "now": "1"})
    response = desk.post(ADDRESS, {"text": page_html(canonical=""), "now": "1"}, follow=True)
    assert response.redirect_chain[-1][0] == f"/desk/sources/{Source.objects.get().pk}/"


@pytest.mark.parametrize("button", [{}, {"now": "1"}])
def test_an_address_that_fails_is_kept_with_its_reason(desk, monkeypatch, button):
    failure = FetchFailed("The page did not answer within 20 seconds. Try again later.", permanent=False)
    answering(monkeypatch, failure)
    page = desk.post(ADDRESS, {"address": URL, **button}).content.decode()
    assert "did not answer within 20 seconds" in page
    assert f'value="{URL}"' in page
    item = ImportItem.objects.get()
    assert (item.outcome, item.target) == ("failed", URL)


@pytest.mark.parametrize("button", [{}, {"now": "1"}])
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Give an address, choose a file, or paste the article."),
        ({"text": "   "}, "Give an address"),
        ({"file": SimpleUploadedFile("empty.html", b"")}, "empty"),
        ({"file": SimpleUploadedFile("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(600))}, ""),
        ({"file": SimpleUploadedFile("a.html", b"<p>x</p>" * 10), "text": "And text"}, "not both"),
        ({"file": SimpleUploadedFile("large.html", b"x" * 10_000_001)}, "10 MB"),
        ({"address": "not an address"}, "This is no address: write it in full"),
        ({"text": "Just four short words"}, ""),
        ({"file": SimpleUploadedFile("feeds.opml", b"<opml version='2.0'><body/></opml>")}, "names feeds"),
        ({"file": SimpleUploadedFile("empty.csv", b"url\n\n")}, "No address was found"),
    ],
)
def test_bad_input_gets_a_sentence_and_stores_nothing(desk, given, says, button):
    for upload in given.values():
        if isinstance(upload, SimpleUploadedFile):
            upload.seek(0)
    response = desk.post(ADDRESS, {**given, **button})
    assert response.status_code == 200
    page = response.content.decode()
    assert "errorlist" in page
    assert says in page
    assert not Source.objects.exists()


def test_what_was_typed_stays_in_the_form(desk):
    page = desk.post(ADDRESS, {"text": "Four lonely words here", "address": URL}).content.decode()
    assert "Four lonely words here" in page
    assert f'value="{URL}"' in page


@pytest.mark.parametrize(
    "given",
    [
        {"way": "many", "addresses": LIST},
        {"way": "many", "file": SimpleUploadedFile("list.csv", f"url\n{LIST}".encode())},
        {"file": SimpleUploadedFile("list.csv", f"url\n{LIST}".encode())},
    ],
)
def test_a_list_becomes_a_batch_that_the_worker_fetches(desk, given):
    if "file" in given:
        given["file"].seek(0)
    story = Story.objects.create(name="Rain")
    response = desk.post(ADDRESS, {**given, "story": story.pk})
    batch = ImportBatch.objects.get()
    assert response.headers["Location"] == f"/admin/sources/importbatch/{batch.pk}/change/"
    assert (batch.started_by, batch.story) == (desk.user, story)
    waiting = batch.items.filter(outcome="").exclude(run_after=None)
    assert {one.target for one in waiting} == {"https://meridian.example/1", "https://meridian.example/2"}
    assert batch.items.get(outcome="rejected").reason.startswith("“not an address”")


def test_a_feed_in_a_file_becomes_a_batch_of_its_entries(desk):
    feed = b"""<rss version="2.0"><channel><title>Meridian</title>
    <item><title>Rain</title><link>https://meridian.example/rain</link></item></channel></rss>"""
    desk.post(ADDRESS, {"file": SimpleUploadedFile("feed.xml", feed)})
    assert [one.target for one in ImportBatch.objects.get().items.all()] == ["https://meridian.example/rain"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Write the addresses, one a line"),
        ({"addresses": "no address here"}, "No address was found in the list"),
        ({"addresses": "https://a.example/1", "file": SimpleUploadedFile("a.csv", b"url")}, "not both"),
    ],
)
def test_a_list_without_addresses_is_refused(desk, given, says):
    page = desk.post(ADDRESS, {"way": "many", **given}).content.decode()
    assert says in page
    assert not ImportBatch.objects.exists()


def hand_in(desk, **given):
    given = {"way": "document", "kind": "email", "title": "The bridge", "text": LETTER, **given}
    return desk.post(ADDRESS, given, follow=True)


def test_a_letter_is_handed_in_whole_with_its_original(desk):
    scan = SimpleUploadedFile("letter.png", b"\x89PNG picture", content_type="image/png")
    given = {"outlet": "Ministry of Works", "date": "2022-04-29", "time": "14:05", "offset": "+04:30", "file": scan}
    answer = hand_in(desk, **given)
    item = ImportItem.objects.get()
    page = answer.content.decode()
    assert "Dear desk," in page
    assert "letter.png" in page
    sent = {name: value[0] for name, value in item.given["draft"]["fields"].items()}
    desk.post(f"{ADDRESS}{item.pk}/", {**sent, "go": "store"})
    source = Source.objects.get()
    assert (source.kind, source.title, source.outlet.name) == ("email", "The bridge", "Ministry of Works")
    assert (source.published, source.published_at) == ("2022-04-29", "2022-04-29T14:05+04:30")
    assert source.current_version.text == "The bridge\n\n" + LETTER
    assert {"outlet", "published", "kind"} <= set(source.pinned)
    assert {one.name for one in source.captures.all()} == {"The bridge", "letter.png"}


def test_a_call_may_state_no_date(desk):
    hand_in(desk, kind="call", no_date="on")
    item = ImportItem.objects.get()
    sent = {name: value[0] for name, value in item.given["draft"]["fields"].items()}
    desk.post(f"{ADDRESS}{item.pk}/", {**sent, "go": "store"})
    assert Source.objects.get().published_not_stated


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"title": ""}, "This field is required"),
        ({"text": " \n "}, "Type in what was written or said."),
        ({"date": "yesterday"}, "is not a date"),
        ({"time": "14:05"}, "Give the day to which this time belongs"),
        ({"date": "2022-04", "time": "14:05"}, "Give the day to which this time belongs"),
        ({"date": "2022-04-29", "offset": "+04:30"}, "Give the time to which this offset belongs"),
        ({"date": "2022-04-29", "time": "14:05", "offset": "Kabul"}, "as +04:30"),
        ({"date": "2022-04-29", "no_date": "on"}, "not both"),
        ({"kind": "article"}, "Select a valid choice"),
    ],
)
def test_a_document_that_says_two_things_is_asked_about(desk, given, says):
    page = hand_in(desk, **given).content.decode()
    assert says in page
    assert not ImportItem.objects.exists()
    if "text" not in given:
        assert "until May" in page


def test_only_staff_who_may_import_see_it(client):
    assert client.get(ADDRESS).status_code == 302
    client.force_login(make_user())
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("way", ["article", "document", "many", "nonsense"])
def test_every_way_has_its_page(desk, way):
    assert desk.get(ADDRESS, {"way": way}).status_code == 200


def test_the_page_asks_the_same_of_the_database_whatever_is_open(desk, django_assert_num_queries):
    for _ in range(3):
        hand_in(desk)
    with django_assert_num_queries(6):
        assert desk.get(ADDRESS, {"way": "many"}).content.decode().count("The bridge") == 3


def test_the_bytes_are_stored_as_they_came(desk):
    desk.post(ADDRESS, {"file": SimpleUploadedFile("rain.html", page_html().encode())})
    item = ImportItem.objects.get()
    assert len(item.document) == 64
    assert NOW.year < item.added_at.year


def test_a_file_that_a_refused_form_lost_is_asked_for_again(desk):
    scan = SimpleUploadedFile("letter.png", b"\x89PNG picture", content_type="image/png")
    page = hand_in(desk, title="", file=scan).content.decode()
    assert "Choose the file again: “letter.png” was not kept." in page
    assert "Choose the file again" not in hand_in(desk, title="").content.decode()


@pytest.mark.parametrize(("role", "is_linked"), [("reporter", False), ("editor", True)])
def test_an_opml_file_is_sent_to_where_the_feeds_are(client, role, is_linked):
    client.force_login(make_user(role))
    upload = SimpleUploadedFile("feeds.opml", b"<opml version='2.0'><body/></opml>")
    page = client.post(ADDRESS, {"file": upload}).content.decode()
    assert "An OPML file names feeds, not articles" in page
    assert ('<a href="/admin/sources/feed/opml/">' in page) is is_linked
