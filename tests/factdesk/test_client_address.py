"""Who asks: behind a proxy its word, elsewhere the connection; never what the visitor claims."""

import pytest
from axes.models import AccessAttempt
from django.test import RequestFactory

from factdesk.client_address import client_address
from tests.builders import make_user

SPOOFED = {"HTTP_X_FORWARDED_FOR": "198.51.100.7", "HTTP_X_REAL_IP": "198.51.100.7", "HTTP_FORWARDED": "for=1.2.3.4"}


@pytest.mark.parametrize(
    ("behind_proxy", "headers", "address"),
    [
        (False, {}, "192.0.2.1"),
        (False, SPOOFED, "192.0.2.1"),
        (None, SPOOFED, "192.0.2.1"),
        (True, {}, "192.0.2.1"),
        (True, {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "198.51.100.7"),
        (True, {"HTTP_X_FORWARDED_FOR": "10.9.8.7, 198.51.100.7"}, "198.51.100.7"),
        (True, {"HTTP_X_FORWARDED_FOR": "2001:DB8::7 "}, "2001:db8::7"),
        (True, {"HTTP_X_FORWARDED_FOR": "198.51.100.7, <script>"}, "192.0.2.1"),
        (True, {"HTTP_X_FORWARDED_FOR": ","}, "192.0.2.1"),
    ],
)
def test_the_last_entry_counts_and_only_behind_a_proxy(settings, behind_proxy, headers, address):
    settings.BEHIND_PROXY = behind_proxy
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **headers)) == address


@pytest.mark.django_db
@pytest.mark.parametrize(("behind_proxy", "shut"), [(False, True), (True, False)])
def test_wrong_passwords_are_counted_for_the_one_who_sent_them(client, settings, behind_proxy, shut):
    settings.BEHIND_PROXY = behind_proxy
    user = make_user("editor")
    for n in range(settings.AXES_FAILURE_LIMIT + 1):
        answer = client.post(
            "/admin/login/",
            {"username": user.username, "password": "wrong"},
            REMOTE_ADDR="192.0.2.1",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{n}",
        )
    assert (answer.status_code == 429) is shut
    assert (AccessAttempt.objects.filter(ip_address="192.0.2.1").exists()) is shut
