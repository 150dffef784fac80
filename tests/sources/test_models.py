import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from sources.models import Outlet, OutletDomain, Source, SourceVersion
from tests.builders import add_version, make_outlet, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", ["text = 'x'", "sha256 = 'x'", "number = 9", "blocks = '[]'"])
def test_the_database_refuses_to_change_the_text_of_a_version(change):
    version = make_source().current_version
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE sources_sourceversion SET {change} WHERE id = %s", [version.pk])


def test_the_trigger_stands_again_after_each_migration():
    with connection.cursor() as cursor:
        table = " ON sources_sourceversion" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER source_version_is_immutable{table}")
    call_command("migrate", verbosity=0)
    version = make_source().current_version
    with pytest.raises(DatabaseError), transaction.atomic():
        SourceVersion.objects.filter(pk=version.pk).update(text="x")


def test_a_source_with_nothing_known_is_valid():
    source = Source()
    source.full_clean()
    source.save()
    assert source.get_absolute_url() == f"/sources/{source.pk}/"
    assert len(source.questions) == 3


def test_a_source_is_dated_or_not_stated_never_both():
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(published="2022", published_not_stated=True)
    with pytest.raises(ValidationError, match="not both"):
        Source(published="2022", published_not_stated=True).full_clean()


def test_a_date_keeps_its_bounds_when_only_the_date_is_saved():
    source = make_source(published="2022-04")
    source.published = "2023"
    source.save(update_fields=["published", "published_lower", "published_upper"])
    source.refresh_from_db()
    assert (source.published_lower.year, source.published_upper.month) == (2023, 12)


def test_the_same_text_is_one_version():
    source = make_source("One.")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_version(source, "One.")


def test_an_outlet_is_found_by_its_domain_and_those_below_it():
    outlet = make_outlet("Meridian")
    OutletDomain.objects.create(outlet=outlet, domain="meridian.example")
    assert Outlet.objects.at_domain("m.news.meridian.example").get() == outlet
    assert not Outlet.objects.at_domain("notmeridian.example").exists()


@pytest.mark.parametrize("domain", ["https://a.example/", "localhost", "a.example/path"])
def test_a_domain_is_given_alone(domain):
    with pytest.raises(ValidationError, match="domain alone"):
        OutletDomain(outlet=make_outlet(), domain=domain).full_clean()
