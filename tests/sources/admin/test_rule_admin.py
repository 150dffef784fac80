"""An outlet's rules: refused where they are no selectors, and tried on stored pages before they are saved."""

import pytest

from sources.importing import documents
from sources.importing.pipeline import import_page
from sources.importing.types import Edits
from sources.models import OutletRule, Source, SourceVersion
from tests import builders
from tests.sources.importing.test_pipeline import BODY, NOW, URL, page_html
from tests.staff import Staff, form_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/outletrule/"
TRY = f"{LIST}try/"


@pytest.fixture
def stored():
    """A page of an outlet with an address, stored as it was fetched."""
    page = documents.from_text(page_html(), NOW, url=URL)
    return import_page(page, NOW).source


def given(source, **rule):
    return {
        "outlet": source.outlet_id,
        "path": "",
        "body": "",
        "title": "",
        "author": "",
        "date": "",
        "drop": "",
        **rule,
    }


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"body": "article >>> p"}, "“article >>> p” is no CSS selector"),
        ({"drop": ".ad\n]["}, "“][” is no CSS selector"),
        ({"path": "news/"}, "starting with “/”"),
    ],
)
def test_what_is_no_selector_is_refused_with_a_sentence(stored, rule, says):
    client = Staff()
    page = client.post(f"{LIST}add/", given(stored, **rule)).content.decode()
    assert says in words_of(page)
    assert not OutletRule.objects.exists()
    tried = client.post(TRY, given(stored, **rule))
    assert says in words_of(tried.content.decode())


def test_an_editor_adds_a_rule(stored):
    Staff().post(f"{LIST}add/", given(stored, body="article p", drop=".ad\n.share", is_active="on"))
    assert OutletRule.objects.get().as_rules().drop == (".ad", ".share")


def test_trying_shows_both_texts_and_stores_nothing(stored):
    client = Staff()
    before = list(Source.objects.values()), SourceVersion.objects.count()
    answer = client.post(TRY, given(stored, body="article p:first-of-type", title="h1", author=".nobody"))
    page = answer.content.decode()
    tried = answer.context["tried"]
    assert [one.text for one in tried.extracted.paragraphs] == [BODY[0]]
    gone = "".join(one.text for one in tried.changes if one.op == "gone")
    assert BODY[1] in gone
    assert '<span class="op">left out:</span> <del>' in page
    said = words_of(page)
    assert "Body: article p:first-of-type points at 1 element" in said
    assert "Author: .nobody points at nothing on this page" in said
    assert not OutletRule.objects.exists()
    assert (list(Source.objects.values()), SourceVersion.objects.count()) == before


def test_a_saved_rule_is_tried_with_what_stands_in_the_form(stored):
    rule = OutletRule.objects.create(outlet=stored.outlet, body="article p")
    client = Staff()
    sent = form_of(client.get(f"{LIST}{rule.pk}/change/")) | {"rule": rule.pk, "body": "article p:last-of-type"}
    answer = client.post(TRY, {name: value for name, value in sent.items() if value is not None})
    assert [one.text for one in answer.context["tried"].extracted.paragraphs] == [BODY[2]]
    rule.refresh_from_db()
    assert rule.body == "article p"


def test_the_stored_page_is_chosen_and_narrowed_by_path(stored):
    other = documents.from_text(page_html(title="Snow", canonical=""), NOW, url="https://www.meridian.example/sport/1")
    import_page(other, NOW, edits=Edits(values=(("outlet", stored.outlet),)))
    client = Staff()
    both = client.post(TRY, given(stored)).context["captures"]
    sport = client.post(TRY, given(stored, path="/sport/")).context["captures"]
    assert (len(both), len(sport)) == (2, 1)
    first = client.post(TRY, {**given(stored), "capture": both[1].pk})
    assert first.context["tried"].capture == both[1]


def test_an_outlet_without_stored_pages_says_so():
    source = builders.make_source()
    assert "No web page of this outlet" in Staff().post(TRY, given(source)).content.decode()


def test_bytes_that_are_gone_are_said_to_be(stored):
    stored.captures.update(sha256="0" * 64)
    assert "The bytes of this page are gone" in Staff().post(TRY, given(stored)).content.decode()


@pytest.mark.parametrize(("role", "status"), [("reporter", 403), ("editor", 200), ("chief", 200)])
def test_rules_are_for_editors(stored, role, status):
    client = Staff(role)
    assert client.post(TRY, given(stored)).status_code == status
    assert client.get(f"{LIST}add/").status_code == status
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"outlet": "x"}, {"rule": "9" * 30}, {"capture": "x"}])
def test_garbage_is_no_fault(stored, sent):
    assert Staff().post(TRY, {**given(stored), **sent}).status_code in (200, 404)
    assert Staff().get(TRY).status_code == 403


def test_an_outlet_without_a_domain_is_warned_about(stored):
    rule = OutletRule.objects.create(outlet=stored.outlet, body="article p")
    client = Staff()
    says = "has no domain, so this rule is not used yet"
    assert says not in client.page(f"{LIST}{rule.pk}/change/")
    stored.outlet.domains.all().delete()
    assert says in client.page(f"{LIST}{rule.pk}/change/")
    assert says in client.post(TRY, given(stored)).content.decode()
