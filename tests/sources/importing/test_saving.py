"""Whose an article is: by its address, or by a name that its address does not speak against."""

import pytest

from sources.importing import pipeline
from sources.importing.documents import from_text
from sources.models import Outlet, OutletDomain
from tests.builders import make_outlet
from tests.sources.importing.test_pipeline import NOW, page_html

pytestmark = pytest.mark.django_db
EVIL = "https://evil.example/rain"


def take(url=EVIL, publisher="Meridian"):
    html = page_html(canonical=url).replace("Meridian", publisher)
    return pipeline.import_page(from_text(html, NOW, url=url), NOW).source


def domains():
    return list(OutletDomain.objects.values_list("outlet__name", "domain"))


def test_a_name_in_a_page_at_anothers_address_is_only_a_suggestion():
    outlet = make_outlet("Meridian")
    OutletDomain.objects.create(outlet=outlet, domain="meridian.example")
    source = take()
    assert source.outlet is None
    assert source.outlet_suggestion == "Meridian"
    assert "The text hints at Meridian" in " ".join(source.questions)
    assert domains() == [("Meridian", "meridian.example")]


def test_an_outlet_without_domains_is_taken_by_name_and_is_given_none():
    outlet = make_outlet("Meridian")
    assert take().outlet == outlet
    assert domains() == []


def test_a_document_without_an_address_is_the_outlets_it_names():
    outlet = make_outlet("Meridian")
    OutletDomain.objects.create(outlet=outlet, domain="meridian.example")
    assert take(url="").outlet == outlet


def test_a_domain_above_the_host_is_the_outlets_own():
    outlet = make_outlet("Meridian")
    OutletDomain.objects.create(outlet=outlet, domain="meridian.example")
    assert take("https://news.meridian.example/rain", "Elsewhere").outlet == outlet


def test_a_name_not_met_before_makes_an_outlet_with_the_host_as_its_domain():
    assert take().outlet == Outlet.objects.get(name="Meridian")
    assert domains() == [("Meridian", "evil.example")]


def test_a_name_is_known_whatever_its_case_in_any_script():
    outlet = make_outlet("Меридиан")
    assert take(publisher="МЕРИДИАН").outlet == outlet
    assert Outlet.objects.count() == 1
