"""Single columns whose cells follow a rule of their own."""

import pytest

from claims.models import Attribute, Claim, Quotation
from tests.builders import add_version, cite, make_claim, make_published_claim, make_source
from tests.claims.exports.test_tables import exported

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("value_type", "complete"), [("list", "true"), ("number", "")])
def test_only_a_list_can_be_complete(value_type, complete):
    attribute = Attribute.objects.create(name="of this type", value_type=value_type)
    cite(make_claim(status=Claim.Status.PUBLISHED, attribute=attribute), make_source())
    cite(make_claim(status=Claim.Status.PUBLISHED), make_source())
    assert [row["list_complete"] for row in exported("claims")] == [complete, ""]


def test_the_words_are_those_readers_see():
    source = make_source()
    citation = cite(make_published_claim(), source)
    newer = add_version(source, "Border talks ended\n\nMore than 12 people were killed.")
    Quotation.objects.create(citation=citation, version=newer, exact="gone", start=0, end=4, state="orphan")
    assert {"At least 12 people were killed"} == {row["quotation"] for row in exported("citations")}
    Quotation.objects.create(citation=citation, version=newer, exact="More than 12 people", start=20, end=39)
    (row,) = (row for row in exported("citations") if row["id"] == str(citation.pk))
    assert (row["quotation"], row["version"], row["positions"]) == ("More than 12 people", "2", "20-39")
