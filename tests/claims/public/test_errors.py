import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("404.html", "There is no such page"),
        ("500.html", "Something went wrong"),
        ("locked_out.html", "Too many attempts"),
    ],
)
def test_error_pages_need_neither_a_request_nor_the_database(template, words):
    assert words in render_to_string(template)


@pytest.mark.django_db
def test_an_unknown_address_is_answered_with_our_page(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404 and "There is no such page" in response.content.decode()
