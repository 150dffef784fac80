"""Rows that readers see are an editor's to change; what they decide about contradictions follows."""

import pytest
from django.urls import reverse

from claims.models import Place, Reply
from sources.models import Story
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db


def shown_rows() -> dict:
    """One row of each kind, used by a published claim."""
    story = Story.objects.create(name="Border")
    source = builders.make_source()
    source.stories.add(story)
    place = Place.objects.create(name="Hairatan", parent=Place.objects.create(name="Afghanistan"))
    actor, event = builders.make_actor(is_stub=True), builders.make_event(place=place)
    claim = builders.make_published_claim(source=source, event=event)
    builders.cite(claim, source, "Trade resumed", actor=actor)
    return {
        "actor": actor,
        "event": event,
        "place": place,
        "parent": place.parent,
        "source": source,
        "outlet": source.outlet,
        "story": story,
    }


def unseen_rows() -> dict:
    source = builders.make_source()
    builders.cite(builders.make_claim(), source)
    return {
        "actor": builders.make_actor(),
        "event": builders.make_event(),
        "place": Place.objects.create(name="Hairatan"),
        "source": source,
    }


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def post(client, row):
    """Post what the form of an editor would send, unchanged."""
    return client.post(page_of(row), form_of(Staff("chief").get(page_of(row))))


@pytest.mark.parametrize("kind", ["actor", "event", "place", "parent", "source", "outlet", "story"])
def test_what_readers_see_is_changed_by_an_editor_and_not_by_a_reporter(kind):
    row = shown_rows()[kind]

    page, refused = Staff("reporter").page(page_of(row)), post(Staff("reporter"), row)
    done = post(Staff("chief"), row)

    assert 'name="_save"' not in page
    assert refused.status_code == 403
    assert done.status_code == 302


@pytest.mark.parametrize("kind", ["actor", "event", "place", "source"])
def test_what_readers_do_not_see_a_reporter_may_change(kind):
    assert post(Staff("reporter"), unseen_rows()[kind]).status_code == 302


def test_a_list_action_leaves_what_readers_see_to_an_editor():
    seen, unseen = shown_rows()["actor"], builders.make_actor(is_stub=True)
    sent = {"action": "looked_at", "_selected_action": [seen.pk, unseen.pk]}

    answer = Staff("reporter").post("/admin/claims/actor/", sent, follow=True)

    seen.refresh_from_db()
    unseen.refresh_from_db()
    assert (seen.is_stub, unseen.is_stub) == (True, False)
    assert "1 left as they are" in messages_of(answer)


def test_the_date_that_published_claims_rest_on_is_not_taken_away():
    source, client = shown_rows()["source"], Staff("editor")

    answer = client.post(page_of(source), form_of(client.get(page_of(source))) | {"published": ""})

    source.refresh_from_db()
    assert "Published claims rest on this source" in words_of(answer.content.decode())
    assert source.published


def test_another_outlet_or_another_kind_of_outlet_computes_levels_anew():
    outlet, client = builders.make_outlet(), Staff("chief")
    left, right = (builders.make_published_claim(source=builders.make_source(outlet=outlet)) for _ in range(2))
    pair = builders.make_contradiction(left, right, level="within")
    source = right.citations.get().source

    client.post(page_of(outlet), form_of(client.get(page_of(outlet))) | {"kind": "agency"})
    pair.refresh_from_db()
    as_agency = pair.level
    client.post(page_of(source), form_of(client.get(page_of(source))) | {"outlet": builders.make_outlet().pk})
    pair.refresh_from_db()

    assert (as_agency, pair.level) == ("relay", "outlets")


def test_a_reporter_drafts_a_reply_and_an_editor_writes_its_answer():
    reply = Reply.objects.create(claim=builders.make_published_claim(), question="Where from?")
    reporter, editor = Staff("reporter"), Staff("editor")

    typed = form_of(reporter.get(page_of(reply))) | {
        "question": "Where is it from?",
        "answer": "X",
        "outcome": "upheld",
    }
    reporter.post(page_of(reply), typed)
    reply.refresh_from_db()
    drafted = (reply.question, reply.answer, reply.outcome)
    editor.post(page_of(reply), form_of(editor.get(page_of(reply))) | {"answer": "From us.", "outcome": "upheld"})
    typed = form_of(reporter.get(page_of(reply))) | {"question": "Changed in secret.", "note": "They rang."}
    reporter.post(page_of(reply), typed)
    reply.refresh_from_db()

    assert drafted == ("Where is it from?", "", "open")
    assert (reply.question, reply.answer, reply.outcome) == ("Where is it from?", "From us.", "upheld")
    assert reply.note == "They rang."


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("actor", lambda: builders.make_actor("Москва")),
        ("event", lambda: builders.make_event("Москва говорит")),
        ("claim", lambda: builders.make_claim("Москва признала их.")),
        ("contradiction", lambda: builders.make_contradiction(why="Москва говорит одно.")),
        ("citation", lambda: builders.cite(builders.make_claim("Москва говорит."), builders.make_source())),
    ],
)
def test_lists_are_searched_in_small_letters_of_any_script(address, make):
    row = make()

    shown = Staff().get(f"/admin/claims/{address}/", {"q": "МОСКВА"}).context["cl"].queryset

    assert list(shown) == [row]
