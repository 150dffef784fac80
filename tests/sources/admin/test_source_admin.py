"""Sources in the admin: the list, the page, and what may be deleted."""

from datetime import UTC, datetime

import pytest

from sources.models import Capture, OutletDomain, Source, SourceAddress, SourceCredit, SourceVersion, Story
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"


def page_of(source) -> str:
    return f"{LIST}{source.pk}/change/"


def make_capture(source, **fields):
    return Capture.objects.create(
        source=source,
        version=source.current_version,
        captured_at=datetime(2022, 7, 5, tzinfo=UTC),
        sha256="a" * 64,
        size=12,
        **fields,
    )


def test_the_list_shows_what_an_editor_looks_for():
    herald = builders.make_outlet("Border Herald")
    builders.make_source(title="Talks ended", outlet=herald, published="2022-07-04", language="en")
    builders.make_source(title="", outlet=None, published="")
    builders.make_source(title="Undated", published="", published_not_stated=True)

    page = words_of(Staff().page(LIST))

    assert "Talks ended Border Herald 4 July 2022 en" in page
    assert "title, outlet, date" in page
    assert "Untitled" in page
    assert "no date stated" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ended"}, {"Talks ended"}),
        ({"q": "olesya"}, {"Trade resumed"}),
        ({"q": "example.org/42"}, {"Trade resumed"}),
        ({"lacking": "something"}, {"Nobody's"}),
        ({"lacking": "outlet"}, {"Nobody's"}),
        ({"language": "ru"}, {"Trade resumed"}),
        ({"kind__exact": "pdf"}, {"Talks ended"}),
    ],
)
def test_it_is_searched_and_filtered(query, found):
    builders.make_source(title="Talks ended", kind="pdf")
    builders.make_source(title="Trade resumed", byline="Olesya K.", url="https://example.org/42", language="ru")
    builders.make_source(title="Nobody's", outlet=None)

    shown = Staff().get(LIST, query).context["cl"].queryset

    assert {source.title for source in shown} == found


def test_outlets_and_stories_are_filtered_by_name():
    story = Story.objects.create(name="Border")
    source = builders.make_source(title="Talks ended")
    source.stories.add(story)
    builders.make_source(title="Other")
    client = Staff()

    by_outlet = client.get(LIST, {"outlet__id__exact": source.outlet_id})
    by_story = client.get(LIST, {"stories__id__exact": story.pk})
    any_outlet = client.get(LIST, {"outlet__id__exact": ""})

    assert [one.title for one in by_outlet.context["cl"].queryset] == ["Talks ended"]
    assert [one.title for one in by_story.context["cl"].queryset] == ["Talks ended"]
    assert any_outlet.context["cl"].queryset.count() == 2
    assert str(source.outlet) in by_outlet.content.decode()


def test_outlets_are_found_by_their_domain_while_typing():
    outlet = builders.make_outlet("Border Herald")
    OutletDomain.objects.create(outlet=outlet, domain="herald.example")
    asked = {"app_label": "sources", "model_name": "source", "field_name": "outlet", "term": "herald.ex"}

    answer = Staff("reporter").get("/admin/autocomplete/", asked)

    assert answer.json()["results"] == [{"id": str(outlet.pk), "text": "Border Herald"}]


@pytest.mark.parametrize(("role", "offered"), [("reporter", True), ("editor", True)])
def test_sources_come_by_import_never_by_an_empty_form(role, offered):
    client = Staff(role)

    page = client.page(LIST)

    assert ("Import articles" in page) is offered
    assert "/desk/import/" in page
    assert client.get(f"{LIST}add/").status_code == 403


def test_the_page_asks_what_is_still_unknown():
    source = builders.make_source(title="", outlet=None, published="", outlet_suggestion="olivium.org")

    page = words_of(Staff().page(page_of(source)))

    for question in source.questions:
        assert question in page


def test_the_page_shows_the_text_escaped_with_the_kind_of_each_paragraph():
    source = builders.make_source("The title\n\n<script>alert(1)</script> was printed.")

    page = Staff().page(page_of(source))

    assert "<script>alert(1)" not in page
    assert "text &lt;script&gt;" in " ".join(page.replace("</span>", "").split())
    assert "block-title" in page


def test_the_page_shows_every_candidate_and_which_was_chosen():
    source = builders.make_source()
    make_capture(
        source,
        candidates=[
            {"field": "title", "value": "Talks <b>ended</b>", "origin": "JSON-LD headline", "chosen": True},
            {"field": "title", "value": "Herald", "origin": "og:title", "chosen": False},
        ],
    )

    page = Staff().page(page_of(source))

    assert "Title Talks <b>ended</b> JSON-LD headline chosen" in words_of(page)
    assert "Title Herald og:title" in words_of(page)
    assert "Talks &lt;b&gt;" in page


def test_the_page_leads_to_the_reading_desk():
    source = builders.make_source()

    assert f'href="/desk/sources/{source.pk}/"' in Staff("reporter").page(page_of(source))


def test_a_reporter_fills_in_what_is_missing_and_credits_a_name():
    source = builders.make_source(title="", outlet=None)
    client = Staff("reporter")
    outlet = builders.make_outlet()

    typed = {"title": "Talks ended", "outlet": outlet.pk, "credits-0-name": "Olesya K.", "credits-0-kind": "person"}
    form = form_of(client.get(page_of(source))) | typed | {"credits-TOTAL_FORMS": "1"}
    answer = client.post(page_of(source), form)

    source.refresh_from_db()
    assert answer.status_code == 302
    assert (source.title, source.outlet) == ("Talks ended", outlet)
    assert [one.name for one in SourceCredit.objects.filter(source=source)] == ["Olesya K."]


def test_a_date_that_is_none_is_refused_with_a_sentence():
    source = builders.make_source()
    client = Staff()

    answer = client.post(page_of(source), form_of(client.get(page_of(source))) | {"published": "4th of July"})

    assert "“4th of July” is not a date" in words_of(answer.content.decode())


def test_addresses_and_captures_are_only_read():
    source = builders.make_source()
    make_capture(source, name="talks.pdf")
    SourceAddress.objects.create(source=source, role="final", url="https://example.org/1", key="example.org/1")

    page = Staff().page(page_of(source))

    assert "talks.pdf" in page
    assert "https://example.org/1" in page
    assert 'name="captures-0-name"' not in page
    assert 'name="addresses-0-url"' not in page


def test_a_source_that_something_rests_on_is_not_deleted():
    source = builders.make_source(title="Talks ended")
    builders.cite(builders.make_claim(), source)

    answer = Staff("chief").post(f"{LIST}{source.pk}/delete/", {"post": "yes"}, follow=True)

    assert Source.objects.filter(pk=source.pk).exists()
    assert "“Talks ended” cannot be deleted: 1 citation and 1 quotation rest on it." in messages_of(answer)


def test_a_source_that_nothing_rests_on_goes_with_its_texts():
    source = builders.make_source()
    make_capture(source)
    builders.add_version(source, "Another text")

    Staff("chief").post(f"{LIST}{source.pk}/delete/", {"post": "yes"})

    assert not Source.objects.exists()
    assert not SourceVersion.objects.exists()


def test_many_sources_are_never_deleted_at_once():
    answer = Staff("chief").get(LIST)

    assert "delete_selected" not in answer.content.decode()


def test_a_version_and_a_capture_can_be_read():
    source = builders.make_source(title="Talks ended")
    capture = make_capture(source, url="https://example.org/1", headers=[["Content-Type", "text/html"]])
    client = Staff("reporter")

    version_page = words_of(client.page(f"/admin/sources/sourceversion/{source.current_version_id}/change/"))
    capture_page = words_of(client.page(f"/admin/sources/capture/{capture.pk}/change/"))

    assert "At least 12 people were killed" in version_page
    assert "Content-Type text/html" in capture_page
    assert "Talks ended" in words_of(client.page("/admin/sources/sourceversion/"))
    assert "Talks ended" in words_of(client.page("/admin/sources/capture/"))


def test_sources_without_a_language_are_filtered_as_not_given():
    builders.make_source(title="Talks ended", language="en")
    builders.make_source(title="Wordless")
    client = Staff()

    shown = client.get(LIST, {"language": ""}).context["cl"].queryset

    assert "not given" in words_of(client.page(LIST))
    assert [source.title for source in shown] == ["Wordless"]
