import pytest

from tests.claims.public.newsroom import Newsroom, make_newsroom


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Nobody logs in by password here, so it need not be hard to guess from its hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def room(db) -> Newsroom:
    return make_newsroom()
