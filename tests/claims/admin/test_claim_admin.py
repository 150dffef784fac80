"""Claims in the admin: the list and the page."""

import pytest

from claims.models import Attribute, Claim, Contradiction, Judgement
from sources.models import Story
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/claim/"


def page_of(claim) -> str:
    return f"{LIST}{claim.pk}/change/"


@pytest.fixture
def killed():
    return Attribute.objects.get_or_create(name="people killed", defaults={"value_type": "number"})[0]


def test_the_list_shows_what_an_editor_looks_for(killed):
    claim = builders.make_claim(
        "Twelve people were killed.",
        status="in_review",
        hold="legal",
        event=builders.make_event("Clash at the crossing"),
        subject=builders.make_actor("Border guard"),
        attribute=killed,
        value_low=12,
        unit="people",
    )
    builders.cite(claim, builders.make_source())
    builders.cite(claim, builders.make_source())

    page = words_of(Staff().page(LIST))

    expected = "In review Legal check Fact Clash at the crossing Border guard at least 12 people 2"
    assert f"Twelve people were killed. {expected}" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "twelve"}, {"Twelve died."}),
        ({"q": "trade resumed"}, {"Trade goes on."}),  # words of its quotation
        ({"status__exact": "published"}, {"Trade goes on."}),
        ({"hold__exact": "legal"}, {"Twelve died."}),
        ({"kind__exact": "opinion"}, {"It was wrong."}),
    ],
)
def test_it_is_searched_and_filtered(query, found):
    builders.make_claim("Twelve died.", hold="legal")
    builders.make_claim("It was wrong.", kind="opinion")
    builders.cite(builders.make_claim("Trade goes on.", status="published"), builders.make_source(), "Trade resumed")

    shown = Staff().get(LIST, query).context["cl"].queryset

    assert {claim.text for claim in shown} == found


def test_it_is_filtered_by_what_it_is_about(killed):
    event, actor, story = builders.make_event(), builders.make_actor(), Story.objects.create(name="Border")
    event.stories.add(story, Story.objects.create(name="Another"))
    claim = builders.make_claim(event=event, subject=actor, attribute=killed)
    builders.make_claim()
    client = Staff()

    for name, row in (("event", event), ("subject", actor), ("attribute", killed), ("event__stories", story)):
        shown = client.get(LIST, {f"{name}__id__exact": row.pk}).context["cl"].queryset
        assert list(shown) == [claim], name


def test_a_claim_found_by_two_quotations_stands_in_the_list_once():
    claim = builders.make_claim()
    builders.cite(claim, builders.make_source())
    builders.cite(claim, builders.make_source())

    assert Staff().get(LIST, {"q": "people"}).context["cl"].result_count == 1


def test_a_reporter_drafts_a_claim_and_is_its_author():
    client = Staff("reporter")
    form = form_of(client.get(f"{LIST}add/"))

    answer = client.post(f"{LIST}add/", form | {"text": "Trade resumed.", "status": "published"})

    claim = Claim.objects.get()
    assert answer.status_code == 302
    assert claim.author == client.user
    assert claim.status == "draft"


def test_the_status_is_no_field_of_the_form():
    claim = builders.make_claim()
    client = Staff("chief")

    client.post(page_of(claim), form_of(client.get(page_of(claim))) | {"status": "published", "hold": "legal"})

    claim.refresh_from_db()
    assert (claim.status, claim.hold) == ("draft", "")


def test_the_page_shows_the_words_it_rests_on_and_leads_to_them():
    claim, source = builders.make_claim(), builders.make_source(outlet=builders.make_outlet("Border Herald"))
    citation = builders.cite(claim, source, actor=builders.make_actor("The ministry"))

    page = Staff().page(page_of(claim))

    assert "“At least 12 people were killed” Border Herald The ministry asserts" in words_of(page)
    assert f'href="/desk/sources/{source.pk}/"' in page
    assert f"/admin/claims/citation/{citation.pk}/change/" in page


def test_the_page_says_what_is_still_missing():
    assert "It has no citation" in Staff().page(page_of(builders.make_claim()))


def test_numbers_are_shown_without_idle_noughts():
    claim = builders.make_claim(value_low=1200, value_high=1200)

    form = Staff().get(page_of(claim)).context["adminform"].form

    assert form["value_low"].value() == "1200"


def test_two_tabs_on_one_claim_lose_nothing():
    claim = builders.make_claim("Twelve died.")
    first, second = Staff("editor"), Staff("reporter")
    opened = form_of(second.get(page_of(claim)))
    first.post(page_of(claim), form_of(first.get(page_of(claim))) | {"text": "Twelve people died."})

    refused = second.post(page_of(claim), opened | {"text": "A dozen died."})
    kept = Claim.objects.get().text
    again = second.post(page_of(claim), form_of(refused))

    shown = words_of(refused.content.decode())
    assert refused.status_code == 200
    assert kept == "Twelve people died."
    assert "“Twelve people died.”" in shown
    assert "A dozen died." in shown
    assert again.status_code == 302
    assert Claim.objects.get().text == "A dozen died."


def test_a_form_opened_before_publication_cannot_be_saved_past_it():
    claim = builders.make_claim("Twelve died.", status="in_review")
    builders.cite(claim, builders.make_source())
    reporter, editor = Staff("reporter"), Staff("editor")
    opened = form_of(reporter.get(page_of(claim)))
    editor.post(f"{LIST}{claim.pk}/step/publish/", {"revision": claim.revision})

    answer = reporter.post(page_of(claim), opened | {"text": "Changed in secret."})

    claim.refresh_from_db()
    assert answer.status_code == 403
    assert (claim.text, claim.status) == ("Twelve died.", "published")


def test_saving_says_what_it_seems_to_contradict(killed):
    event, subject = builders.make_event(date="2022-07-03"), builders.make_actor()
    about = {"event": event, "subject": subject, "attribute": killed, "unit": "people"}
    first = builders.make_claim("12 people were killed at the crossing.", value_low=12, value_high=12, **about)
    second = builders.make_claim("17 people were killed at the crossing.", value_low=17, value_high=17, **about)
    for claim in (first, second):
        builders.cite(claim, builders.make_source())
    client = Staff()
    client.post(page_of(first), form_of(client.get(page_of(first))))

    answer = client.post(page_of(second), form_of(client.get(page_of(second))), follow=True)

    found = Contradiction.objects.get()
    assert {found.left, found.right} == {first, second}
    assert "1 suggested contradiction</a> with this claim." in messages_of(answer)
    assert client.get(f"/admin/claims/contradiction/?of={second.pk}").context["cl"].result_count == 1


def test_a_claim_leads_to_flagging_it():
    claim = builders.make_claim()

    assert f"/admin/claims/contradiction/add/?left={claim.pk}" in Staff("reporter").page(page_of(claim))


def test_a_draft_with_its_citations_and_reading_can_be_deleted():
    claim = builders.make_claim()
    builders.cite(claim, builders.make_source())
    client = Staff()
    client.post(page_of(claim), form_of(client.get(page_of(claim))))  # makes its reading

    client.post(f"{LIST}{claim.pk}/delete/", {"post": "yes"})

    assert not Claim.objects.exists()


def test_a_draft_takes_its_suggestions_with_it_and_a_judged_pair_keeps_it():
    draft, judged = builders.make_claim(), builders.make_claim()
    builders.make_contradiction(draft)
    pair, client = builders.make_contradiction(judged), Staff()
    Judgement.objects.create(contradiction=pair, by=client.user, decision="dismiss")

    for claim in (draft, judged):
        client.post(f"{LIST}{claim.pk}/delete/", {"post": "yes"})

    assert Claim.objects.filter(pk__in=[draft.pk, judged.pk]).get() == judged
    assert Contradiction.objects.get() == pair


def test_only_what_readers_see_leads_to_their_page():
    draft, published = builders.make_claim(), builders.make_published_claim()
    client = Staff()

    assert "View on site" not in client.page(page_of(draft))
    assert "View on site" in client.page(page_of(published))
