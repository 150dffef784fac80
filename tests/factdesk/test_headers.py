"""Headers that every answer carries."""

import pytest

from factdesk.static_headers import guard_static_file
from tests.builders import make_source
from tests.staff import Staff

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/claims/", "/claims/export.csv", "/nothing/", "/healthz", "/admin/login/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_from_elsewhere_runs_on_any_page(client, address):
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_static_files_are_guarded_too():
    headers = {}
    guard_static_file(headers, "favicon.svg", "/static/factdesk/favicon.svg")
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/desk/import/", "/desk/sources/{}/", "/desk/claims.json", "/admin/"])
def test_no_cache_keeps_the_desk(address):
    answer = Staff("reporter").get(address.format(make_source().pk))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
