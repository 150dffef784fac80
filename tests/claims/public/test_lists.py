import csv
import io

import pytest
from django.urls import reverse

from claims.models import Citation, Claim, Contradiction
from tests.builders import (
    cite,
    make_actor,
    make_event,
    make_outlet,
    make_published_claim,
    make_source,
    make_user,
)
from tests.claims.public.newsroom import add_many, make_denial

pytestmark = pytest.mark.django_db

LISTS = ["claims", "contradictions", "sources", "outlets", "actors", "events"]
SECRETS = ["A draft nobody", "Secret event", "Secret actor", "Secret source", "Secret outlet"]


def _page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("table", LISTS)
def test_an_empty_list_says_that_nothing_is_published(client, table):
    assert "Nothing is published here yet" in _page(client, f"/{table}/")


@pytest.mark.parametrize("address", ["/", *(f"/{table}/" for table in LISTS), "/search/?q=secret", "/corrections/"])
def test_drafts_stand_in_no_list_no_count_and_no_choice(client, room, address):
    text = _page(client, address)
    assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize(("table", "rows"), [("claims", 2), ("contradictions", 1), ("sources", 2), ("outlets", 2)])
def test_lists_count_what_they_show(client, room, table, rows):
    assert f"<strong>{rows}</strong>" in _page(client, f"/{table}/")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("outlet={outlet}", {"left"}),
        ("actor={actor}", {"left"}),
        ("event={event}", {"left", "right"}),
        ("story={story}", {"left", "right"}),
        ("kind=stance", set()),
        ("status=published", {"left", "right", "lone"}),
        ("status=corrected", set()),
        ("contradicted=yes", {"left", "right"}),
        ("contradicted=no", {"lone"}),
        ("date_from=2022-07-04&date_to=2022-07-04", {"left"}),
        ("date_from=2022-07-05&date_to=2023-01-01", set()),
        ("date_to=2020-06-01", {"lone"}),
        ("q=seventeen", {"right"}),
        ("q=seventeen&outlet={outlet}", set()),
    ],
)
def test_claims_are_filtered(client, room, query, shown):
    lone = make_published_claim("A lone claim.", source=make_source(published="2020"))
    text = _page(client, "/claims/?" + query.format(**{name: one.pk for name, one in vars(room).items()}))
    claims = {"left": room.left, "right": room.right, "lone": lone}
    assert {name for name, claim in claims.items() if claim.get_absolute_url() in text} == shown


def test_a_span_is_asked_of_one_source_not_of_several(client):
    claim = make_published_claim("Said twice.", source=make_source(published="2020"))
    cite(claim, make_source(published="2024"))
    assert "Said twice." not in _page(client, "/claims/?date_from=2021-01-01&date_to=2023-01-01")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=number", True),
        ("kind=date", False),
        ("level=speakers", True),
        ("level=outlets", False),
        ("state=confirmed", True),
        ("state=settled", False),
        ("verdict=left", False),
        ("outlet={outlet}", True),
        ("outlet={other}", True),
        ("event={event}", True),
        ("story={story}", True),
        ("q=seventeen", True),
        ("q=eighteen", False),
    ],
)
def test_contradictions_are_filtered(client, room, query, found):
    text = _page(client, "/contradictions/?" + query.format(**{name: one.pk for name, one in vars(room).items()}))
    assert (room.pair.get_absolute_url() in text) == found


@pytest.mark.parametrize(
    ("address", "shown", "hidden"),
    [
        ("/sources/?language=prs", "گذرگاه", "Border talks"),
        ("/sources/?date_from=2022-07-01", "Border talks", "گذرگاه"),
        ("/outlets/?q=MERIDIAN", "Meridian Wire", "Kabul Daily"),
        ("/actors/?kind=person", "Ministry", "nobody"),
        ("/events/?date_to=2022-07-03", "Clash at the crossing", "nobody"),
    ],
)
def test_other_lists_are_filtered(client, room, address, shown, hidden):
    table = _page(client, address).partition("<tbody>")[2]
    assert shown in table and hidden not in table


def test_a_choice_that_is_not_public_is_refused_as_one_that_does_not_exist(client, room):
    secret = room.draft.event
    refused, unknown = (_page(client, f"/claims/?event={key}") for key in (secret.pk, 999999))
    assert "is not public or does not exist" in refused and "is not public or does not exist" in unknown


def test_active_filters_are_chips_that_can_be_removed(client, room):
    text = _page(client, f"/claims/?q=people&outlet={room.outlet.pk}&sort=earliest&kind=")
    assert 'href="?q=people&amp;sort=earliest"' in text
    assert f'href="?outlet={room.outlet.pk}&amp;sort=earliest"' in text
    assert "Outlet: <bdi>Meridian Wire</bdi>" in text and "Search: <bdi>people</bdi>" in text


def test_markup_in_a_search_stays_text(client, room):
    assert "<script>" not in _page(client, "/claims/?q=<script>x</script>")


def test_choices_are_capped_and_keep_the_chosen_one(client, room):
    add_many(room, 300)
    last = make_published_claim(
        event=make_event("Zzz the last event"), subject=make_actor("Zzz the last actor")
    ).subject
    text = _page(client, f"/claims/?actor={last.pk}")
    assert text.count("<option") < 700
    assert f'<option value="{last.pk}" selected>Zzz the last actor</option>' in text


def test_choices_are_those_of_the_newest_claims_and_none_is_looked_for_further(client, room, monkeypatch):
    monkeypatch.setattr("claims.public.filters.LOOKED_AT", 3)
    monkeypatch.setattr("claims.public.choices.LOOKED_AT", 3)
    add_many(room, 10)
    page = _page(client, "/claims/")
    assert ">Event 9</option>" in page and ">Actor of many 9</option>" in page
    assert ">Event 6</option>" not in page and ">Actor of many 6</option>" not in page
    assert f'<option value="{room.event.pk}" selected' in _page(client, f"/claims/?event={room.event.pk}")


def test_a_language_of_older_sources_can_still_be_asked_for(client, room, monkeypatch):
    monkeypatch.setattr("claims.public.choices.LOOKED_AT", 3)
    add_many(room, 3)
    page = _page(client, "/sources/")
    assert '<option value="prs"' not in page
    table = _page(client, "/sources/?language=prs").partition("<tbody>")[2]
    assert "گذرگاه" in table and "Border talks" not in table
    assert "choose one of the list" in _page(client, "/sources/?language=tlh")


def test_every_voice_and_stance_of_one_article_stands_in_lists(client, room):
    cite(room.left, room.source, stance="denies", actor=make_actor("Governor"))
    witness = make_actor("Witness")
    for _ in range(2):
        cite(room.left, room.source, actor=witness)
    text = _page(client, f"/claims/?event={room.event.pk}&q=twelve")
    assert "asserted by <bdi>Meridian Wire › Ministry</bdi>" in text
    assert "<em>denied by</em> <bdi>Meridian Wire › Governor</bdi>" in text
    assert text.count("Meridian Wire › Witness") == 1


def test_a_denial_is_shown_however_many_assert(client, room):
    for n in range(6):
        cite(room.left, make_source(outlet=make_outlet(f"Paper {n}")))
    cite(room.left, make_source(outlet=make_outlet("Last Paper")), stance="denies")
    text = _page(client, "/claims/?q=twelve")
    assert "<em>denied by</em> <bdi>Last Paper</bdi>" in text and "and 4 more" in text


def test_pages_lead_forwards_and_back_through_every_row(client, room):
    add_many(room, 65)
    seen, address = [], "/claims/?sort=earliest"
    while address:
        page = client.get(address).context["listing"]
        seen += [claim.pk for claim in page.page]
        back, address = page.previous_link, page.next_link and f"/claims/{page.next_link}"
    assert seen == sorted(Claim.objects.published().values_list("pk", flat=True))
    assert client.get(f"/claims/{back}").context["listing"].page.items[0].pk == seen[30]


@pytest.mark.parametrize("table", LISTS)
def test_each_order_offered_works(client, room, table):
    for sort in client.get(f"/{table}/").context["listing"].sorts:
        page = client.get(f"/{table}/?sort={sort.name}").context["listing"]
        assert page.sort == sort and page.page.items and not page.problems


def test_who_says_it_stands_in_lists_in_order(client, room):
    assert "Meridian Wire › Ministry" in _page(client, "/claims/")


def test_a_denial_in_a_list_sets_no_outlet_against_itself(client):
    make_denial()
    text = _page(client, "/contradictions/")
    assert "Asserted by" in text and "Denied by" in text
    assert text.count("The crossing was closed.") == 1


@pytest.mark.parametrize(
    ("name", "rows"),
    [("claim", 2), ("contradiction", 1), ("source", 2), ("outlet", 2), ("actor", 1), ("event", 1), ("citation", 2)],
)
def test_each_list_leaves_as_csv_without_drafts(client, room, name, rows):
    response = client.get(reverse(f"{name}_export"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == rows
    assert not [secret for secret in SECRETS if secret in text]


def test_the_csv_holds_what_the_filters_show(client, room):
    response = client.get(f"/claims/export.csv?outlet={room.outlet.pk}&profile=raw")
    text = b"".join(response.streaming_content).decode()
    assert "Twelve people died." in text and "Seventeen" not in text


def test_the_csv_refuses_filters_it_cannot_read(client, room):
    response = client.get("/claims/export.csv?kind=nonsense")
    assert response.status_code == 400 and "choose one of the list" in response.content.decode()


def test_a_list_links_to_its_csv_with_its_filters(client, room):
    assert f'href="/claims/export.csv?outlet={room.outlet.pk}"' in _page(client, f"/claims/?outlet={room.outlet.pk}")


def test_pages_are_kept_a_minute_where_nobody_is_logged_in(client, room):
    response = client.get("/claims/")
    assert response["Cache-Control"] == "public, max-age=60" and "Cookie" in response["Vary"]
    client.force_login(make_user("editor"))
    response = client.get("/claims/")
    assert "private" in response["Cache-Control"] and "public" not in response["Cache-Control"]


def test_the_way_to_the_desk_is_shown_to_staff_only(client, room):
    assert "The desk" not in _page(client, "/")
    client.force_login(make_user())
    assert "The desk" not in _page(client, "/")
    client.force_login(make_user("reporter"))
    assert 'href="/admin/"' in _page(client, "/")


@pytest.mark.parametrize("address", ["/", "/claims/", "/claims/export.csv", "/search/", "/method/"])
def test_readers_pages_only_show(client, room, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(
    ("site", "address"),
    [("http://127.0.0.1:8000", "http://testserver/"), ("https://desk.example", "https://desk.example/")],
)
def test_the_csv_links_to_where_readers_are_unless_the_house_has_an_address(client, room, settings, site, address):
    settings.SITE_URL = site
    response = client.get("/claims/export.csv?profile=raw")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert [row["permalink"].startswith(f"{address}claims/") for row in rows] == [True, True]


def test_search_finds_each_kind_and_leads_on(client, room):
    add_many(room, 12)
    text = _page(client, "/search/?q=of+many")
    assert "Claim of many" in text and "Actor of many" in text and "Outlet of many" in text
    assert 'href="/claims/?q=of%20many"' in text


def test_counts_are_of_public_things(client, room):
    make_outlet("Nobody cites this")
    assert Citation.objects.count() == 3 and Contradiction.objects.count() == 1
    text = _page(client, "/")
    assert "<strong>2</strong> claims" in text and "<strong>2</strong> outlets" in text
