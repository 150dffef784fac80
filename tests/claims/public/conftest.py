import pytest

from tests.claims.public.newsroom import Newsroom, make_newsroom


@pytest.fixture
def room(db) -> Newsroom:
    return make_newsroom()
