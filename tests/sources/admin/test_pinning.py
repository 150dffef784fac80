"""What an editor sets is pinned; a candidate is taken with one click; a page that says two things is asked about."""

from datetime import UTC, datetime

import pytest

from sources.models import Capture, Disagreement, SameText, SourceCredit
from tests import builders
from tests.staff import Staff, form_of, messages_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"
CANDIDATES = [
    {"field": "title", "value": "Talks ended", "from": "og:title", "chosen": True},
    {"field": "title", "value": "Border: talks ended", "from": "h1", "chosen": False},
    {"field": "published", "value": "2022-07-03T23:30:00+04:30", "from": "time element", "chosen": False},
    {"field": "publisher", "value": "Border Herald", "from": "og:site_name", "chosen": False},
    {"field": "author", "value": "Olesya K.", "from": "JSON-LD author", "chosen": False},
    {"field": "published", "value": "soon", "from": "line 3", "chosen": False},
    {"field": "canonical", "value": "nowhere", "from": "canonical link", "chosen": False},
]


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


def save(client, source, **changed):
    sent = form_of(client.get(page_of(source))) | changed
    return client.post(page_of(source), {name: value for name, value in sent.items() if value is not None}, follow=True)


def send(client, source, what, **more):
    sent = {"take": what, "revision": source.revision, **more}
    answer = client.post(f"{LIST}{source.pk}/take/", sent, follow=True)
    source.refresh_from_db()
    return answer


@pytest.mark.parametrize(
    ("changed", "pinned"),
    [
        ({"title": "Another"}, {"title"}),
        ({"section": "World"}, {"section"}),
        ({"published": "2022-07-05"}, {"published", "published_printed", "published_at", "published_not_stated"}),
        ({"modified_printed": "yesterday"}, {"modified", "modified_printed"}),
        ({"credits-0-name": "Olesya K.", "credits-0-kind": "person", "credits-TOTAL_FORMS": "1"}, {"credits"}),
        ({"note": "Ask them."}, set()),
        ({}, set()),
    ],
)
def test_what_is_changed_in_the_form_is_pinned(changed, pinned):
    source = builders.make_source()
    save(Staff(), source, **changed)
    source.refresh_from_db()
    assert set(source.pinned) == pinned


def test_the_page_says_what_is_pinned_and_lets_it_go():
    source = builders.make_source()
    client = Staff()
    save(client, source, title="Another", section="World")
    said = words_of(client.page(page_of(source)))
    assert "A later fetch does not change these." in said
    save(client, source, unpin=["title"])
    source.refresh_from_db()
    assert source.pinned == ["section"]
    assert source.title == "Another"


def test_what_is_changed_while_it_is_let_go_stays_pinned():
    source = builders.make_source()
    client = Staff()
    save(client, source, title="Another")
    save(client, source, title="A third", unpin=["title"])
    source.refresh_from_db()
    assert source.pinned == ["title"]


def test_nothing_is_offered_to_let_go_where_nothing_is_pinned():
    assert "Pinned" not in words_of(Staff().page(page_of(builders.make_source())))


@pytest.mark.parametrize(
    ("number", "then"),
    [
        (1, {"title": "Border: talks ended"}),
        (2, {"published": "2022-07-03", "published_at": "2022-07-03T23:30:00+04:30", "published_not_stated": False}),
    ],
)
def test_one_click_takes_a_candidate(number, then):
    source = builders.make_source(published="", published_not_stated=True)
    capture = make_capture(source, candidates=CANDIDATES)
    client = Staff("reporter")
    assert f'value="candidate:{capture.pk}:{number}"' in client.page(page_of(source))
    answer = send(client, source, f"candidate:{capture.pk}:{number}")
    assert {name: getattr(source, name) for name in then} == then
    assert set(then) <= set(source.pinned)
    assert source.revision == 2
    assert source.history.first().history_user == client.user
    assert "is taken and pinned" in messages_of(answer)


def test_an_outlet_and_a_name_credited_are_taken_too():
    source = builders.make_source(outlet=None)
    capture = make_capture(source, candidates=CANDIDATES)
    client = Staff()
    send(client, source, f"candidate:{capture.pk}:3")
    send(client, source, f"candidate:{capture.pk}:4")
    assert source.outlet.name == "Border Herald"
    assert [one.name for one in SourceCredit.objects.filter(source=source)] == ["Olesya K."]
    assert {"outlet", "credits"} <= set(source.pinned)


@pytest.mark.parametrize(
    ("what", "revision", "says"),
    [
        ("candidate:{}:1", 7, "Somebody saved this source meanwhile"),
        ("candidate:{}:5", 1, "cannot be read as a date"),
        ("candidate:{}:6", 1, "valid URL"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(what, revision, says):
    source = builders.make_source()
    capture = make_capture(source, candidates=CANDIDATES)
    before = type(source).objects.filter(pk=source.pk).values().get()
    answer = send(Staff(), source, what.format(capture.pk), revision=revision)
    assert says in messages_of(answer)
    assert type(source).objects.filter(pk=source.pk).values().get() == before


@pytest.mark.parametrize("what", ["", "candidate", "candidate:1:99", "candidate:x:1", "answer:9:9", "nonsense:1:1"])
def test_garbage_is_not_found(what):
    source = builders.make_source()
    make_capture(source, candidates=CANDIDATES)
    assert send(Staff(), source, what).status_code == 404


def test_a_capture_of_another_source_gives_nothing():
    source, other = builders.make_source(), builders.make_source()
    capture = make_capture(other, candidates=CANDIDATES)
    assert send(Staff(), source, f"candidate:{capture.pk}:1").status_code == 404


def test_taking_is_for_those_who_may_change_and_by_post_alone():
    source = builders.make_source()
    assert Staff().get(f"{LIST}{source.pk}/take/").status_code == 403
    visitor = builders.make_user("reporter")
    visitor.groups.clear()
    assert Staff(user=visitor).post(f"{LIST}{source.pk}/take/").status_code == 403


def ask(source):
    values = [["2022-07-04", "JSON-LD datePublished"], ["2022-07-09", "printed under the title"]]
    return Disagreement.objects.create(source=source, field="published", values=values)


def test_a_page_that_says_two_things_waits_in_the_queue():
    source = builders.make_source()
    ask(source)
    client = Staff()
    assert "1 Pages that say two things of themselves" in words_of(client.page("/admin/"))
    assert [one.pk for one in client.get(LIST, {"asked": "two"}).context["cl"].queryset] == [source.pk]
    said = words_of(client.page(page_of(source)))
    assert "Published: the page says two things of itself." in said
    assert "2022-07-09 printed under the title" in said


@pytest.mark.parametrize(("answer", "day"), [("1", "2022-07-09"), ("leave", "2022-07-04")])
def test_it_is_answered_by_taking_one_or_leaving_it(answer, day):
    source = builders.make_source()
    question = ask(source)
    send(Staff(), source, f"answer:{question.pk}:{answer}")
    question.refresh_from_db()
    assert question.answered
    assert source.published == day


def test_it_is_answered_by_typing_into_the_form():
    source = builders.make_source()
    question = ask(source)
    save(Staff(), source, published="2022-07-06")
    question.refresh_from_db()
    assert question.answered


def test_a_text_that_the_extractors_read_differently_is_asked_about():
    source = builders.make_source()
    make_capture(source, agreement=0.55)
    builders.make_source()
    client = Staff()
    assert "1 Texts to compare with the page" in words_of(client.page("/admin/"))
    assert [one.pk for one in client.get(LIST, {"asked": "text"}).context["cl"].queryset] == [source.pk]
    assert "agree on 55% of the text only" in words_of(client.page(page_of(source)))
    save(client, source, text_checked="on")
    assert "agree on" not in words_of(client.page(page_of(source)))
    assert not client.get(LIST, {"asked": "text"}).context["cl"].queryset.exists()


@pytest.mark.parametrize("agreement", [None, 0.8, 1.0])
def test_a_text_that_is_sure_is_not_asked_about(agreement):
    source = builders.make_source()
    make_capture(source, agreement=agreement)
    assert source.questions == []


def test_the_page_names_the_sources_with_the_same_text():
    herald = builders.make_outlet("Border Herald")
    some = builders.make_source(title="Talks ended", outlet=herald)
    source, other = builders.make_source(), builders.make_source(title="Talks over")
    SameText.objects.create(left=some, right=source, similarity=0.93, agency="AFP")
    SameText.objects.create(left=source, right=other, similarity=0.61)
    said = words_of(Staff().page(page_of(source)))
    assert "Same text as Talks ended Border Herald, 93 % of the shorter text, both credit AFP Talks over" in said


def test_versions_are_listed_with_what_changed():
    source = builders.make_source()
    version = builders.add_version(source, "Border talks ended\n\nAt least 17 people were killed, the ministry said.")
    type(version).objects.filter(pk=version.pk).update(
        significance="facts", changed_share=0.345, note_found="Corrected on Monday.", cause="outlet"
    )
    said = words_of(Staff().page(page_of(source)))
    assert "A number, date, name or denial, 34 % of the words see the words" in said
    assert "Corrected on Monday." in said


def test_a_version_shows_the_words_that_changed():
    source = builders.make_source()
    first = source.current_version
    version = builders.add_version(source, first.text.replace("12", "17") + "\n\n<b>More</b>")
    client = Staff("reporter")
    page = client.page(f"/admin/sources/sourceversion/{version.pk}/change/")
    assert "<del>12 </del>" in page
    assert "<ins>17 </ins>" in page
    assert "<b>More" not in page
    assert "version 1" in page
    assert "first version: there is nothing to compare" in client.page(
        f"/admin/sources/sourceversion/{first.pk}/change/"
    )


def test_the_page_asks_the_same_of_the_database_however_much_is_asked(django_assert_max_num_queries):
    source = builders.make_source()
    make_capture(source, candidates=CANDIDATES * 20, agreement=0.2)
    ask(source)
    for _ in range(5):
        left, right = sorted((source, builders.make_source()), key=lambda one: one.pk)
        SameText.objects.create(left=left, right=right, similarity=0.9)
    client = Staff()
    with django_assert_max_num_queries(26):
        client.page(page_of(source))


@pytest.mark.parametrize(
    ("field", "label"),
    [("agency", "News agency"), ("body", "Text"), ("drop", "Rule"), ("never_heard_of", "Never heard of")],
)
def test_a_candidate_of_what_is_no_field_is_shown_and_cannot_be_taken(field, label):
    source = builders.make_source()
    capture = make_capture(source, candidates=[{"field": field, "value": "TASS", "from": "line 1", "chosen": True}])
    client = Staff()
    page = client.page(page_of(source))
    assert f"{label} TASS line 1 chosen" in words_of(page)
    assert "take this" not in page
    answer = send(client, source, f"candidate:{capture.pk}:0")
    assert f"{label} is no field of a source" in messages_of(answer)
    assert source.pinned == []


def test_the_versions_table_marks_the_one_shown_and_a_version_is_named_by_its_source():
    source = builders.make_source()
    version = builders.add_version(source, source.current_version.text + "\n\nMore.")
    client = Staff()
    said = words_of(client.page(page_of(source)))
    assert "version 2 current" in said
    assert "version 1 current" not in said
    page = client.page(f"/admin/sources/sourceversion/{version.pk}/change/")
    assert f"Version 2 of “{source.title}”" in words_of(page)
    assert 'href="#first-change"' in page
    assert page.count('id="first-change"') == 1
    assert f"Version 2 of {source.pk}" not in words_of(page)
