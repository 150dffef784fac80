"""Looking before storing: what is shown, what can be changed, and that what is stored is what was shown."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sources.importing import captures, documents, pipeline, previews
from sources.importing.extraction.handed_in import as_typed
from sources.importing.pipeline import import_page
from sources.importing.types import ImportRefused
from sources.models import ImportBatch, ImportItem, Outlet, OutletDomain, Source
from tests.builders import make_outlet, make_user
from tests.sources.importing.test_pipeline import BODY, NOW, URL, page_html
from tests.staff import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.user = make_user("reporter")
    client.force_login(client.user)
    return client


def keep(user, text=None, url=URL, cuts=(("Share this", -1), ("Read more of Meridian", 0))):
    kept = documents.looked_at(documents.from_text(text or page_html(), NOW, url=url), NOW)
    return previews.keep(previews.Kept(kept.page, kept.extracted, tuple(cuts)), user)


def address_of(item):
    return f"/desk/import/{item.pk}/"


def sent_from(page, **changed):
    """What a browser would send of the form just shown, with these changes; None takes a field out."""
    form, credits = page.context["form"], page.context["credits"]
    fields = [*form, *credits.management_form, *(field for row in credits.forms for field in row)]
    sent = {one.html_name: one.value() for one in fields}
    lines = [line for run in page.context["runs"] for line in run["lines"]]
    sent |= {f"kind-{line.number}": line.kind for line in lines} | {"page": page.context["number"]}
    sent["turn"] = [line.number for line in lines if line.turned]
    return {name: value for name, value in (sent | changed).items() if value is not None and value is not False}


def store(desk, item, **changed):
    page = desk.get(address_of(item))
    return desk.post(address_of(item), sent_from(page, go="store", **changed), follow=True)


def line_of(page, text):
    return next(line.number for run in page.context["runs"] for line in run["lines"] if text in line.text)


def test_it_shows_what_will_be_stored_what_was_cut_and_every_candidate(desk):
    page = desk.get(address_of(keep(desk.user)))
    said = words_of(page.content.decode())
    assert "This will be a new source. Nothing stored has its address or its words." in said
    for text in (*BODY, "Share this", "Read more of Meridian", "og:title", "article:published_time"):
        assert text in said
    assert "3 paragraphs will be stored, 2 lines left out stand in grey where they were found." in said
    texts = [line.text for run in page.context["runs"] for line in run["lines"]]
    assert texts == ["Share this", BODY[0], "Read more of Meridian", BODY[1], BODY[2]]
    assert not Source.objects.exists()


def test_what_is_stored_unchanged_is_what_was_shown_and_pins_nothing(desk):
    item = keep(desk.user)
    answer = store(desk, item)
    source = Source.objects.get()
    assert answer.redirect_chain[-1][0] == f"/desk/sources/{source.pk}/"
    assert source.current_version.text == "\n\n".join(("Rain", *BODY))
    assert (source.published, source.outlet.name, source.pinned) == ("2024-04-30", "Meridian", [])
    assert captures.read(source.captures.get().sha256).decode() == page_html()
    item.refresh_from_db()
    assert (item.outcome, item.source) == ("new", source)
    assert "reading" not in item.given


def test_values_given_in_the_preview_are_stored_and_pinned(desk):
    herald = make_outlet("Border Herald")
    store(
        desk,
        keep(desk.user),
        title="Rain closes the border",
        outlet="border herald",
        published="2024-04-29",
        published_printed="29 April",
        published_at="",
        section="World",
        truncated="on",
        **{"credits-0-name": "Laila Darani", "credits-1-name": "Meridian desk", "credits-1-kind": "other"},
    )
    source = Source.objects.get()
    assert (source.title, source.outlet, source.published, source.published_at) == (
        "Rain closes the border",
        herald,
        "2024-04-29",
        "",
    )
    assert source.truncated
    assert [(one.name, one.kind) for one in source.credits.all()] == [
        ("Laila Darani", "person"),
        ("Meridian desk", "other"),
    ]
    assert {"title", "outlet", "published", "published_printed", "section", "truncated", "credits"} <= set(
        source.pinned
    )
    assert "byline" not in source.pinned


def test_an_outlet_that_is_not_known_is_made(desk):
    store(desk, keep(desk.user), outlet="Border Herald")
    assert Source.objects.get().outlet == Outlet.objects.get(name="Border Herald")


def test_a_paragraph_is_dropped_a_cut_line_taken_in_and_a_kind_changed(desk):
    item = keep(desk.user)
    page = desk.get(address_of(item))
    turned = [line_of(page, BODY[1]), line_of(page, "Read more of Meridian")]
    kinds = {f"kind-{turned[1]}": "heading", f"kind-{line_of(page, BODY[2])}": "quote"}
    desk.post(address_of(item), sent_from(page, go="store", turn=turned, **kinds))
    version = Source.objects.get().current_version
    assert version.text == "\n\n".join(("Rain", BODY[0], "Read more of Meridian", BODY[2]))
    assert [kind for kind, _, _ in version.blocks] == ["title", "text", "heading", "quote"]


def test_one_click_takes_a_candidate_and_loses_nothing_else(desk):
    item = keep(desk.user)
    page = desk.get(address_of(item))
    offer = page.context["form"].candidates["published"][0]
    sent = sent_from(page, go=f"take:{offer.number}", published="", published_printed="", byline="By somebody")
    again = desk.post(address_of(item), sent, follow=True)
    form = again.context["form"]
    assert form["published"].value() == "2024-04-30"
    assert form["published_at"].value() == "2024-04-30T08:00:00+03:00"
    assert form["byline"].value() == "By somebody"
    assert not Source.objects.exists()


def test_what_was_changed_is_there_after_coming_back(desk):
    item = keep(desk.user)
    page = desk.get(address_of(item))
    number = line_of(page, "Share this")
    desk.post(address_of(item), sent_from(page, go="keep", title="Rain again", turn=[number]))
    again = desk.get(address_of(item))
    assert again.context["form"]["title"].value() == "Rain again"
    assert [line.number for run in again.context["runs"] for line in run["lines"] if line.turned] == [number]
    desk.post(address_of(item), {"go": "undo"})
    assert desk.get(address_of(item)).context["form"]["title"].value() == "Rain"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"published": "last Tuesday"}, "“last Tuesday” is not a date"),
        ({"published": "2024-04-30", "published_not_stated": "on"}, "not both"),
        ({"published_at": "noon"}, "Write the moment as"),
        ({"published": "2024-04-29"}, "This moment is not on the day"),
        ({"url": "nowhere at all"}, "This is no address: write it in full"),
        ({"turn": [1, 3, 4]}, "Every paragraph is left out"),
        ({"credits-0-name": "x" * 301}, "at most 300 characters"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(desk, changed, says):
    item = keep(desk.user)
    answer = store(desk, item, byline="Typed before", **changed)
    assert answer.status_code == 200
    assert says in words_of(answer.content.decode())
    assert answer.context["form"]["byline"].value() == "Typed before"
    assert not Source.objects.exists()
    assert desk.get(address_of(item)).context["form"]["byline"].value() == "Typed before"


@pytest.mark.parametrize(
    "sent",
    [
        {"go": "take:999"},
        {"go": "take:x"},
        {"go": "page:99999"},
        {"go": "nonsense"},
        {"go": "store"},
        {"go": "store", "credits-TOTAL_FORMS": "x", "credits-INITIAL_FORMS": "-1"},
        {"go": "store", "page": "\x00", "turn": ["a", "-1", "9" * 30], "kind-0": "script", "title": "\x00"},
        {"page": "9" * 50},
    ],
)
def test_garbage_is_no_fault(desk, sent):
    item = keep(desk.user)
    assert desk.post(address_of(item), sent, follow=True).status_code == 200
    assert desk.get(address_of(item), {"page": "x"}).status_code == 200


def test_it_says_that_the_article_is_stored_already(desk):
    source = import_page(documents.from_text(page_html(), NOW, url=URL), NOW).source
    page = words_of(desk.get(address_of(keep(desk.user))).content.decode())
    assert f"We have this already. Source {source.pk} has these words already. Rain" in page


def test_it_shows_the_words_that_a_new_version_changes(desk):
    import_page(documents.from_text(page_html(), NOW, url=URL), NOW)
    changed = (BODY[0].replace("Tuesday", "Monday"), *BODY[1:])
    item = keep(desk.user, page_html(body=changed))
    page = desk.get(address_of(item)).content.decode()
    assert "This will be a new version." in page
    assert "<del>Tuesday " in page
    assert "<ins>Monday " in page
    store(desk, item)
    assert Source.objects.get().versions.count() == 2


def test_it_names_who_has_nearly_the_same_text(desk):
    other = documents.from_text(page_html(title="Storm", canonical=""), NOW, url="https://herald.example/storm")
    source = import_page(other, NOW).source
    page = words_of(desk.get(address_of(keep(desk.user))).content.decode())
    assert (
        f"This will be a new source. {'Nothing stored has its address or its words.'} Nearly the same text as" in page
    )
    assert f"{source} (" in page


def test_it_asks_to_compare_the_text_where_the_readers_disagree(desk):
    item = keep(desk.user)
    item.given["reading"]["agreement"] = 0.41
    item.save()
    said = words_of(desk.get(address_of(item)).content.decode())
    assert "Compare the text with the page: the readers agree on 41 % of it." in said
    store(desk, item, text_checked="on")
    assert Source.objects.get().text_checked


def test_the_outlet_of_the_address_stands_in_the_form(desk):
    outlet = make_outlet("The Meridian")
    OutletDomain.objects.create(outlet=outlet, domain="meridian.example")
    item = keep(desk.user)
    assert desk.get(address_of(item)).context["form"]["outlet"].value() == "The Meridian"
    store(desk, item)
    source = Source.objects.get()
    assert (source.outlet, source.pinned) == (outlet, [])


def test_other_peoples_previews_are_not_found(desk):
    item = keep(make_user("editor"))
    assert desk.get(address_of(item)).status_code == 404
    assert desk.post(address_of(item), {"go": "discard"}).status_code == 404
    chief = Client()
    chief.force_login(make_user("chief"))
    assert chief.get(address_of(item)).status_code == 200


def test_an_item_of_a_batch_is_no_preview(desk):
    batch = ImportBatch.objects.create(origin="admin", started_by=desk.user)
    item = batch.items.create(target="https://meridian.example/1")
    assert desk.get(address_of(item)).status_code == 404


def test_discarding_leaves_nothing(desk):
    item = keep(desk.user)
    answer = desk.post(address_of(item), {"go": "discard"}, follow=True)
    assert "nothing was stored" in answer.content.decode()
    assert not ImportItem.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not Source.objects.exists()


def test_storing_twice_stores_once(desk):
    item = keep(desk.user)
    sent = sent_from(desk.get(address_of(item)), go="store", title="Once")
    desk.post(address_of(item), sent)
    desk.post(address_of(item), {**sent, "title": "Twice"})
    assert Source.objects.get().title == "Once"
    assert desk.get(address_of(item)).headers["Location"] == f"/desk/sources/{Source.objects.get().pk}/"


def test_a_preview_whose_bytes_are_gone_is_not_found(desk):
    item = keep(desk.user)
    item.given["page"]["sha256"] = "0" * 64
    item.save()
    assert desk.get(address_of(item)).status_code == 404


def long_one(user, blocks=1_200):
    text = "\n\n".join(f"Paragraph number {n} of the report." for n in range(blocks))
    page = documents.typed_in(text, NOW, "Report")
    return previews.keep(previews.Kept(page, as_typed(text, "Report"), typed=True), user)


def test_a_long_document_is_shown_in_parts_and_stored_whole(desk):
    item = long_one(desk.user)
    first = desk.get(address_of(item))
    assert sum(len(run["lines"]) for run in first.context["runs"]) == 400
    desk.post(address_of(item), sent_from(first, go="page:3", turn=[0]))
    third = desk.get(address_of(item), {"page": "3"})
    assert line_of(third, "number 1199 ") == 1199
    desk.post(address_of(item), sent_from(third, go="store", turn=[1199]))
    blocks = list(Source.objects.get().current_version.paragraphs())
    assert len(blocks) == 1 + 1_198
    assert blocks[1]["text"] == "Paragraph number 1 of the report."


def test_the_page_asks_the_same_of_the_database_however_long_the_text(desk, django_assert_num_queries):
    short, long = long_one(desk.user, 90), long_one(desk.user, 900)
    for item in (short, long):
        with django_assert_num_queries(10):
            desk.get(address_of(item))


def test_those_that_nobody_came_back_to_are_swept_after_a_day(desk):
    old, new = keep(desk.user), keep(desk.user)
    stored = keep(desk.user)
    store(desk, stored)
    day_before = timezone.now() - timedelta(hours=25)
    ImportItem.objects.filter(pk__in=[old.pk, stored.pk]).update(added_at=day_before)
    assert previews.sweep(timezone.now()) == 1
    assert set(ImportItem.objects.all()) == {new, stored}


def chosen_in(page, field):
    row = next(row for part in page.context["form"].parts() for row in part["rows"] if row["name"] == field)
    return [offer.value for offer in row["offers"] if offer.chosen]


def add_candidate(item, field, value):
    """Let the page say one thing more; its number among all it says."""
    found = item.given["reading"]["candidates"]
    item.given["reading"]["candidates"] = [
        *found,
        {"field": field, "value": value, "origin": "somewhere", "chosen": False},
    ]
    item.save()
    return len(found)


def test_the_mark_goes_with_the_candidate_that_stands_in_the_form(desk):
    item = keep(desk.user)
    add_candidate(item, "title", "Heavy rain")
    page = desk.get(address_of(item))
    assert chosen_in(page, "title") == ["Rain"]
    offer = next(one for one in page.context["form"].candidates["title"] if one.value == "Heavy rain")
    taken = desk.post(address_of(item), sent_from(page, go=f"take:{offer.number}"), follow=True)
    assert chosen_in(taken, "title") == ["Heavy rain"]
    desk.post(address_of(item), sent_from(taken, go="keep", title="Mine"))
    assert chosen_in(desk.get(address_of(item)), "title") == []


def test_an_agency_among_the_candidates_is_no_fault(desk):
    item = keep(desk.user)
    number = add_candidate(item, "agency", "TASS")
    page = desk.get(address_of(item))
    assert f"take:{number}" not in page.content.decode()
    assert desk.post(address_of(item), sent_from(page, go=f"take:{number}"), follow=True).status_code == 200


def stored_one(**fields):
    source = import_page(documents.from_text(page_html(), NOW, url=URL), NOW).source
    Source.objects.filter(pk=source.pk).update(**fields)
    source.refresh_from_db()
    return source


def test_what_is_pinned_stands_in_the_form_and_stays(desk):
    stored_one(title="Ours", pinned=["title"])
    item = keep(desk.user)
    page = desk.get(address_of(item))
    assert page.context["form"]["title"].value() == "Ours"
    assert chosen_in(page, "title") == []
    assert page.content.decode().count("Pinned by an editor: this stays") == 1
    store(desk, item)
    source = Source.objects.get()
    assert (source.title, source.pinned) == ("Ours", ["title"])


def test_a_kind_that_an_editor_gave_is_shown_and_stays(desk):
    stored_one(kind="post")
    item = keep(desk.user)
    assert desk.get(address_of(item)).context["form"]["kind"].value() == "post"
    store(desk, item)
    assert Source.objects.get().kind == "post"


def test_nothing_new_to_store_is_said(desk):
    stored_one()
    item = keep(desk.user)
    page = desk.get(address_of(item))
    said = words_of(page.content.decode())
    assert "Nothing new to store: every paragraph is stored already, 2 lines left out" in said
    assert "will be stored" not in said.replace("what will be stored", "")
    number = line_of(page, "Share this")
    changed = desk.post(address_of(item), sent_from(page, go="keep", title="Ours", turn=[number]), follow=True)
    said = words_of(changed.content.decode())
    assert "Your changes to the text make a new version of 4 paragraphs. What you changed will be stored" in said
    assert "and pinned: Title, 1 line left out stands" in said


def test_a_page_that_went_back_to_an_earlier_text_is_said_to(desk):
    stored_one()
    changed = (BODY[0].replace("Tuesday", "Monday"), *BODY[1:])
    import_page(documents.from_text(page_html(body=changed), NOW, url=URL), NOW)
    item = keep(desk.user)
    page = desk.get(address_of(item)).content.decode()
    assert "The words are again those of version 1." in page
    assert "<del>Monday " in page
    assert "Version 1 will be the current one again" in page
    store(desk, item)
    assert Source.objects.get().current_version.number == 1


@pytest.mark.parametrize(
    ("role", "is_known", "has_domain", "says"),
    [
        ("reporter", False, True, "meridian.example is now a domain of Border Herald"),
        ("reporter", True, False, "ask a chief to add it to the domains of Border Herald"),
        ("chief", True, True, "meridian.example is now a domain of Border Herald"),
    ],
)
def test_the_outlet_named_gets_the_host_of_its_page(client, role, is_known, has_domain, says):
    client.user = make_user(role)
    client.force_login(client.user)
    if is_known:
        make_outlet("Border Herald")
    answer = store(client, keep(client.user), outlet="Border Herald")
    assert says in words_of(answer.content.decode())
    source = Source.objects.get()
    assert source.outlet.name == "Border Herald"
    assert source.outlet.domains.filter(domain="meridian.example").exists() is has_domain


def test_a_host_that_an_outlet_owns_stays_its_own(desk):
    owner = make_outlet("The Meridian")
    OutletDomain.objects.create(outlet=owner, domain="meridian.example")
    store(desk, keep(desk.user), outlet="Border Herald")
    assert OutletDomain.objects.get().outlet == owner


def test_an_outlet_made_for_what_is_not_stored_is_taken_back(desk, monkeypatch):
    def refuse(*args, **kwargs):
        raise ImportRefused("Not today.")

    monkeypatch.setattr(pipeline, "import_page", refuse)
    assert "Not today." in store(desk, keep(desk.user), outlet="Border Herald").content.decode()
    assert not Outlet.objects.exists()
    assert not OutletDomain.objects.exists()


def test_a_pdf_is_stored_as_a_pdf(desk):
    page = documents.typed_in("A report.\n\nIts words.", NOW, "Report")
    page = replace(page, data=b"%PDF-1.7 and so on", name="report.pdf", media_type="application/pdf")
    item = previews.keep(previews.Kept(page, as_typed("A report.", "Report")), desk.user)
    assert desk.get(address_of(item)).context["form"]["kind"].value() == "pdf"
    store(desk, item)
    assert Source.objects.get().kind == "pdf"
