"""No page asks the database more often because there is more in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.claims.public.newsroom import add_many, add_many_to_each

pytestmark = pytest.mark.django_db

LISTS = {
    "/": 15,
    "/claims/": 14,
    "/contradictions/": 13,
    "/sources/": 10,
    "/outlets/": 3,
    "/actors/": 5,
    "/events/": 7,
    "/search/?q=people": 8,
    "/corrections/": 1,
}
DETAILS = {"left": 13, "pair": 15, "source": 7, "outlet": 14, "actor": 13, "event": 15, "story": 14}


def _queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


def test_lists_ask_as_often_for_a_thousand_rows_as_for_ten(client, room):
    add_many(room, 10)
    few = {address: _queries(client, address) for address in LISTS}
    add_many(room, 1000)
    assert {address: _queries(client, address) for address in LISTS} == few == LISTS


def test_details_ask_as_often_whatever_belongs_to_them(client, room):
    add_many_to_each(room, 10)
    addresses = {name: getattr(room, name).get_absolute_url() for name in DETAILS}
    few = {name: _queries(client, address) for name, address in addresses.items()}
    add_many_to_each(room, 300)
    assert {name: _queries(client, address) for name, address in addresses.items()} == few == DETAILS
