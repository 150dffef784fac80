"""Whatever stands in an address, a reader gets a page and a sentence, never an error of ours."""

import pytest

from claims.public.filters import FILTERS

LISTS = ["claims", "contradictions", "sources", "outlets", "actors", "events"]
GARBAGE = [
    "",
    "\0",
    "a\0b",
    str(10**30),
    "9" * 5000,
    "-1",
    "1.5",
    "²",
    "١٢",
    "NaN",
    "null",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "0000-00-00",
    "9999-12-31",
    "99999-01-01",
    "x" * 3000,
    '"' * 150,
    "-" * 150,
    "%",
    "[]",
    "../../etc/passwd",
    "\u202e\u200f",
]
WORST = ["\0", str(10**30), "9999-12-31", "%"]
PARAMETERS = (
    "q outlet actor event story kind status contradicted level state verdict language place source claim stance "
    "date_from date_to sort page profile unknown"
).split()
RAW = [
    "%00",
    "q=%FF%FE",
    "q=%",
    "&&&",
    "q[]=1",
    "=",
    "q=1&q=2",
    "outlet=1&outlet=2",
    "page=" + "A" * 5000,
    "q=%ED%A0%80",
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", GARBAGE)
def test_lists_and_exports_stand_whatever_is_asked(client, room, value):
    asked = dict.fromkeys(PARAMETERS, value)
    for table in LISTS:
        assert client.get(f"/{table}/", asked).status_code == 200
    for table in [*LISTS, "citations"]:
        assert client.get(f"/{table}/export.csv", asked).status_code in (200, 400)


@pytest.mark.parametrize("value", WORST)
@pytest.mark.parametrize("table", LISTS)
def test_each_parameter_stands_alone_too(client, room, table, value):
    for name in (*FILTERS[table].base_filters, "sort", "page", "unknown"):
        assert client.get(f"/{table}/", {name: value}).status_code == 200, name


@pytest.mark.parametrize("query", RAW)
def test_addresses_that_are_no_queries_are_answered(client, room, query):
    for address in (*(f"/{table}/" for table in LISTS), "/", "/search/", "/corrections/", "/method/"):
        assert client.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("value", GARBAGE)
def test_search_and_corrections_stand(client, room, value):
    assert client.get("/search/", {"q": value}).status_code == 200
    assert client.get("/corrections/", {"page": value}).status_code == 200


@pytest.mark.parametrize("table", [*LISTS, "stories"])
@pytest.mark.parametrize("tail", ["0/", f"{10**30}/", f"{2**63}/", "9" * 5000 + "/", "999999/x/", "999999/%00/"])
def test_numbers_of_nothing_are_no_page(client, room, table, tail):
    assert client.get(f"/{table}/{tail}").status_code == 404


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("outlet=999999", "choose one of the list"),
        ("kind=nonsense", "choose one of the list"),
        ("date_from=yesterday", "write a day as 2022-04-29"),
        ("date_from=2023-01-01&date_to=2022-01-01", "The last day lies before the first"),
        ("q=%00x", "Null characters are not allowed"),
        ("q=-only", "add a word to look for"),
        ("q=" + "x" * 300, "at most 200 characters"),
        ("sort=loudest", "no such order"),
        ("page=garbage", "a page this list does not have"),
    ],
)
def test_what_cannot_be_read_gives_a_sentence_and_no_rows(client, room, query, sentence):
    page = client.get(f"/claims/?{query}")
    assert sentence in page.content.decode()
    assert room.left.text not in page.content.decode()
