"""The other lists of claims, their downloads, and what a list may cost."""

import csv
import io

import pytest

from claims.admin.exporting import TABLES
from claims.models import Actor, ActorName, Attribute, Event, Judgement, Place, Publication, Reading, Reply
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db


def test_actors_show_their_other_names_and_are_found_by_them():
    actor = builders.make_actor("Emomali Rahmon", about="President of Tajikistan.")
    ActorName.objects.create(actor=actor, name="Эмомали Рахмон", kind="script")
    client = Staff("reporter")

    assert "Emomali Rahmon Person President of Tajikistan. Эмомали Рахмон" in words_of(
        client.page("/admin/claims/actor/")
    )
    assert list(client.get("/admin/claims/actor/", {"q": "Рахмон"}).context["cl"].queryset) == [actor]


def test_an_actor_gets_names_and_roles_on_one_page():
    client, state = Staff("reporter"), builders.make_actor("Tajikistan", kind="state")
    typed = form_of(client.get("/admin/claims/actor/add/")) | {"name": "Rahmon", "names-TOTAL_FORMS": "1"}
    typed |= {"names-0-name": "Rakhmon", "names-0-kind": "spelling", "roles-TOTAL_FORMS": "1"}
    typed |= {"roles-0-title": "President", "roles-0-organisation": state.pk, "roles-0-period": "1994/.."}

    client.post("/admin/claims/actor/add/", typed)

    actor = Actor.objects.get(name="Rahmon")
    assert [one.name for one in actor.names.all()] == ["Rakhmon"]
    assert [str(one) for one in actor.roles.all()] == ["President, Tajikistan"]


@pytest.mark.parametrize("make", [builders.make_actor, builders.make_event])
def test_stubs_are_marked_as_looked_at(make):
    stub, other = make(is_stub=True), make()
    address = f"/admin/claims/{stub._meta.model_name}/"

    sent = {"action": "looked_at", "_selected_action": [stub.pk, other.pk]}
    answer = Staff("reporter").post(address, sent, follow=True)

    stub.refresh_from_db()
    assert not stub.is_stub
    assert stub.revision == 2
    assert "1 marked as looked at." in messages_of(answer)


def test_events_show_their_date_in_words():
    place = Place.objects.create(name="Mazar-i-Sharif", parent=Place.objects.create(name="Afghanistan"))
    builders.make_event("A mosque was bombed", date="2022-04-21", place=place)
    client = Staff("reporter")

    assert "A mosque was bombed 21 April 2022 Mazar-i-Sharif" in words_of(client.page("/admin/claims/event/"))
    assert "Mazar-i-Sharif Afghanistan" in words_of(client.page("/admin/claims/place/"))
    assert client.get("/admin/claims/event/", {"place__id__exact": place.pk}).context["cl"].result_count == 1


def test_attributes_show_what_they_take():
    Attribute.objects.create(name="wolves seen", value_type="number", unit="wolves", about="Counted by rangers.")

    page = words_of(Staff("reporter").page("/admin/claims/attribute/?q=wolves"))

    assert "wolves seen Number wolves" in page
    assert "Counted by rangers." in page


def test_replies_show_what_they_are_about_and_are_about_one_thing():
    outlet, claim, client = builders.make_outlet("Border Herald"), builders.make_claim(), Staff("reporter")
    Reply.objects.create(outlet=outlet, question="Where does the number come from?")
    form = form_of(client.get("/admin/claims/reply/add/"))

    answer = client.post("/admin/claims/reply/add/", form | {"question": "?", "claim": claim.pk, "outlet": outlet.pk})

    page = words_of(client.page("/admin/claims/reply/"))
    assert "A reply is about one claim, one contradiction or one outlet." in words_of(answer.content.decode())
    assert "Where does the number come from? Border Herald" in page


def test_publications_judgements_and_readings_can_be_read():
    claim, user = builders.make_claim("Twelve died."), builders.make_user("editor")
    contradiction = builders.make_contradiction(claim)
    rows = [
        Publication.objects.create(claim=claim, by=user, change="typo", note="A letter."),
        Judgement.objects.create(contradiction=contradiction, by=user, decision="dismiss", explanation="No."),
        Reading.objects.create(claim=claim, version=1, data={"quantities": []}),
    ]
    user.is_superuser = True
    user.save()
    client = Staff(user=user)

    for row in rows:
        address = f"/admin/claims/{row._meta.model_name}/"
        assert "Twelve died." in client.page(address)
        assert "Twelve died." in client.page(f"{address}{row.pk}/change/")


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.model_name)
def test_a_list_downloads_the_rows_ticked(model):
    fill(2)
    row = model._default_manager.order_by("pk").first()
    address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/"

    answer = Staff("reporter").post(address, {"action": "export_csv_raw", "_selected_action": [row.pk]})

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert answer["Content-Type"].startswith("text/csv")
    assert [one["id"] for one in rows] == [str(row.pk)]


def test_a_list_downloads_all_that_its_filter_shows():
    fill(3)
    builders.make_claim("Not this one.", kind="opinion")
    sent = {"action": "export_csv_raw", "_selected_action": [1], "select_across": "1"}

    answer = Staff("reporter").post("/admin/claims/claim/?kind__exact=fact", sent)

    text = answer.getvalue().decode("utf-8-sig")
    assert "Not this one." not in text
    assert len(list(csv.DictReader(io.StringIO(text)))) == 3 * 3


def fill(rows: int) -> None:
    for _ in range(rows):
        event, actor = builders.make_event(date="2022"), builders.make_actor()
        source = builders.make_source()
        story, _ = source.stories.model.objects.get_or_create(name="Border")
        source.stories.add(story)
        claim = builders.make_claim(event=event, subject=actor, value_actor=actor)
        builders.cite(claim, source, actor=actor)
        ActorName.objects.create(actor=actor, name=f"Also {actor.pk}")
        pair = builders.make_contradiction(builders.make_claim(), builders.make_claim())
        Reply.objects.create(contradiction=pair, question="Why?")


LISTS = ["actor", "attribute", "citation", "claim", "contradiction", "event", "place", "reply"]


@pytest.mark.parametrize("model", LISTS)
def test_a_list_of_200_asks_no_more_than_a_list_of_10(model, django_assert_max_num_queries):
    client, address = Staff(), f"/admin/claims/{model}/?all="
    fill(10)
    client.get(address)
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    fill(190)

    with django_assert_max_num_queries(len(few)):
        answer = client.get(address)

    assert Event.objects.count() == 200
    assert answer.status_code == 200
