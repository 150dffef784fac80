import pytest

pytestmark = pytest.mark.django_db


def _page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_method_and_an_empty_search_have_pages(client, db):
    assert "How a contradiction is found" in _page(client, "/method/")
    assert "Nothing public holds all these words" not in _page(client, "/search/")
    assert "Nothing public holds all these words" in _page(client, "/search/?q=nothing")
    assert "a part of a word" in _page(client, "/claims/?q=nothing")


@pytest.mark.parametrize("mark", ['"', "“", "-", " ' - \" "])
def test_a_search_of_signs_alone_says_what_to_type(client, room, mark):
    text = client.get("/search/", {"q": mark}).content.decode()
    assert "There is nothing to look for in this" in text or "Nothing public holds" in text


def test_a_lone_quotation_mark_changes_nothing(client, room):
    assert room.left.text in client.get("/search/", {"q": '"twelve people'}).content.decode()
    assert room.left.text in client.get("/claims/", {"q": '"'}).content.decode()


@pytest.mark.parametrize(("second", "said"), [(True, "Two people who have read"), (False, "An editor who has read")])
def test_the_method_follows_the_rule_of_the_house(client, db, settings, second, said):
    settings.SECOND_PERSON = second
    assert said in _page(client, "/method/")
