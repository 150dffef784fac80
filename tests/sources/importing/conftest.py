"""A local site, emptied for each test."""

from __future__ import annotations

import pytest

from tests.sources.importing.local_site import running_site
from tests.sources.importing.ssrf_payloads import PUBLIC


@pytest.fixture(scope="module")
def shared_site():
    with running_site() as found:
        yield found


@pytest.fixture
def site(shared_site):
    for record in (shared_site.answers, shared_site.requests, shared_site.connects, shared_site.lookups):
        record.clear()
    shared_site.names.clear()
    shared_site.names["news.example"] = [PUBLIC]
    return shared_site
