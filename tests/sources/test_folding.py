"""Letters as they are compared, in Python and in both databases."""

import pytest

from sources.folded import folded
from sources.folding import fold
from sources.models import Outlet
from tests.builders import make_outlet

ALIKE = [
    ("МОСКВА", "москва"),
    ("Королёв", "королев"),
    ("كابل", "کابل"),
    ("می‌شود", "میشود"),
    ("علي", "علی"),
    ("كتاب", "کتـاب"),
    ("the minister’s", "the minister's"),
]


@pytest.mark.parametrize(("written", "typed"), ALIKE)
def test_letters_that_readers_type_for_one_another_are_equal(written, typed):
    assert fold(written) == fold(typed)


def test_nothing_stays_nothing():
    assert fold(None) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("written", "typed"), ALIKE)
def test_the_database_compares_them_the_same_way(written, typed):
    outlet = make_outlet(written)
    make_outlet("Another")
    assert Outlet.objects.get(name__folded=folded(typed)) == outlet
    assert Outlet.objects.named(f" {typed} ").get() == outlet
