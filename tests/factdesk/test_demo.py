"""The demo newsroom: what it holds, that it loads once, and that it goes without a trace."""

import re
from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from claims import judging
from claims.models import Actor, Attribute, Claim, Contradiction, Event, Publication, Quotation
from factdesk.demo.loading import FOLDER, read_file
from factdesk.demo.measuring import is_dismissed, measure
from factdesk.models import DemoRow
from sources.models import Capture, Outlet, Source, SourceVersion, Story
from tests.builders import cite, make_published_claim, make_source, make_user

LISTS = ("claims", "contradictions", "sources", "outlets", "actors", "events", "corrections")
LINE = "Factdesk demonstration: this outlet and this article are invented."
MODELS = (Actor, Attribute, Capture, Claim, Contradiction, DemoRow, Event, Outlet, Publication, Source, SourceVersion,
          Story, User)  # fmt: skip

#: Said of every test, so that all come before those that empty the database.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo, loaded once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo")
        yield read_file()
        transaction.set_rollback(True)


@pytest.fixture
def newsroom(loaded, django_db_blocker):
    """The loaded demo, given back as it was after each test."""
    with django_db_blocker.unblock():
        point = transaction.savepoint()
        yield loaded
        transaction.savepoint_rollback(point)


def test_it_comes_from_five_outlets_in_at_least_twelve_articles(newsroom):
    assert Source.objects.count() == len(newsroom["articles"]) >= 12
    assert Outlet.objects.filter(sources__in=Source.objects.all()).distinct().count() == 5
    assert {"ru", "prs"} <= set(Source.objects.values_list("language", flat=True))


def test_each_article_says_that_it_is_invented_and_the_import_leaves_that_line_out(newsroom):
    for given in newsroom["articles"]:
        assert LINE in (FOLDER / given["file"]).read_text()
    assert not SourceVersion.objects.filter(text__contains="Factdesk demonstration").exists()


def test_each_article_is_imported_as_its_key_says(newsroom):
    wrong = []
    for given in newsroom["articles"]:
        source = Source.objects.get(captures__name=given["file"].rpartition("/")[2])
        expected = given["expected"]
        found = {
            "title": source.title,
            "byline": source.byline,
            "authors": [one.name for one in source.credits.all()],
            "published": source.published[:10],
        }
        wrong += [(given["file"], name, found[name], expected[name]) for name in found if found[name] != expected[name]]
        assert source.outlet.domains.filter(domain__in=[given["url"].split("/")[2].removeprefix("www.")]).exists()
    assert not wrong


def test_every_quotation_stands_in_its_article(newsroom):
    for quotation in Quotation.objects.select_related("version"):
        assert quotation.version.text[quotation.start : quotation.end] == quotation.exact


def test_its_key_has_contradictions_of_many_kinds_and_near_misses(newsroom):
    kinds = Counter(one["kind"] for one in newsroom["contradictions"] if not is_dismissed(one))
    assert kinds.total() >= 12
    assert len(kinds) >= 6
    assert len(newsroom["near_misses"]) >= 12


def test_the_machine_finds_six_in_ten_of_the_kinds_it_knows_and_is_right_in_eight_of_ten(newsroom):
    figures = measure(newsroom)
    assert figures.recall >= 0.6, figures
    assert figures.precision >= 0.8, figures


def test_readers_have_something_to_see_of_everything(newsroom, client):
    for path in (
        "/",
        "/claims/",
        "/contradictions/",
        "/sources/",
        "/outlets/",
        "/actors/",
        "/events/",
        "/corrections/",
    ):
        assert client.get(path).status_code == 200, path
    assert Contradiction.objects.public().count() >= 10
    page = client.get(Contradiction.objects.public().first().get_absolute_url()).content.decode()
    assert re.search(r"<blockquote|<q|<mark", page)


def test_it_loads_once(newsroom, capsys):
    before = {model: model.objects.count() for model in MODELS}
    call_command("demo")
    assert "is loaded" in capsys.readouterr().out
    assert {model: model.objects.count() for model in MODELS} == before


def test_what_others_built_on_stays_and_is_named(newsroom, capsys):
    demo_source = Source.objects.filter(title__contains="wheat").first() or Source.objects.first()
    own_claim = make_published_claim(source=make_source(title="Our own"))
    cite(own_claim, demo_source, demo_source.current_version.text[:40].strip())
    theirs = Claim.objects.exclude(pk=own_claim.pk).order_by("pk").first()
    judging.flag(own_claim, theirs, "place", make_user("editor"))
    call_command("demo", remove=True)
    out = capsys.readouterr().out
    assert f"source {demo_source.pk}" in out
    assert f"claim {theirs.pk}" in out
    assert own_claim.citations.count() == 2
    assert Contradiction.objects.get().right == own_claim or Contradiction.objects.get().left == own_claim
