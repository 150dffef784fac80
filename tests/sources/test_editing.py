"""What a form does not edit, it does not write: others' work survives a save."""

import pytest
from django.db import transaction
from django.forms import modelform_factory

from sources.editing import RevisionForm
from sources.models import Source
from tests.builders import add_version, make_outlet, make_source

pytestmark = pytest.mark.django_db
TitleForm = modelform_factory(Source, form=RevisionForm, fields=["title"])


def save(source, **answers):
    with transaction.atomic():
        form = TitleForm({"revision": source.revision, **answers}, instance=source)
        assert form.is_valid(), form.errors
        form.save()


def test_a_version_imported_while_the_form_was_open_stays_the_current_one():
    source = make_source()
    opened = Source.objects.select_related("current_version").get(pk=source.pk)
    newer = add_version(source, "Border talks ended\n\nTwo more were found.")
    save(opened, title="Talks over")
    stored = Source.objects.get(pk=source.pk)
    assert (stored.title, stored.current_version) == ("Talks over", newer)
    assert opened.current_version == newer


def test_no_field_that_the_form_does_not_show_is_written():
    source, outlet = make_source(published="2022-07-04"), make_outlet()
    opened = Source.objects.get(pk=source.pk)
    Source.objects.filter(pk=source.pk).update(outlet=outlet, note="Call them.", truncated=True)
    save(opened, title="Talks over")
    stored = Source.objects.get(pk=source.pk)
    assert (stored.outlet, stored.note, stored.truncated, stored.revision) == (outlet, "Call them.", True, 2)
    assert stored.published_lower.isoformat() == "2022-07-04"


def test_what_is_refused_changes_nothing():
    source = make_source()
    form = TitleForm({"revision": 7, "title": "Talks over"}, instance=Source.objects.get(pk=source.pk))
    with transaction.atomic():
        assert not form.is_valid()
    assert Source.objects.get(pk=source.pk).title == source.title
