from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from sources.models import Outlet, Source, SourceCredit
from sources.tables.paging import BadToken, KeyPage, Sort, capped_count, in_key_pages, key_page

pytestmark = pytest.mark.django_db

DATES = [
    "2022-03",
    "",
    "2021",
    "2022-03",
    "",
    "2022-03-01",
    "2020-05-06",
    "",
    "2022-03",
    "2021",
    "2021-08/..",
]
SORTS = [
    Sort("newest", "Newest first", ("-published_lower", "-id")),
    Sort("oldest", "Oldest first", ("published_lower", "id")),
    Sort("mixed", "Mixed", ("-published_lower", "title", "id")),
    Sort("ends", "By both days", ("published_upper", "-published_lower", "-id")),
    Sort("empty-second", "Empty second", ("kind", "-published_upper", "-id")),
    Sort("outlet", "Outlet", ("outlet__name", "-published_lower")),
    Sort("no-key", "Title alone", ("title",)),
    Sort("moment", "Last changed", ("-updated_at", "pk")),
]


@pytest.fixture
def rows() -> list[Source]:
    outlets = [Outlet.objects.create(name=name) for name in ("Ariana", "Шамшад")]
    return [
        Source.objects.create(
            title=f"Title {n % 3}",
            published=published,
            outlet=[*outlets, None][n % 3],
            kind=["article", "pdf"][n % 2],
        )
        for n, published in enumerate(DATES)
    ]


def _forwards(sort: Sort, size: int) -> list[KeyPage]:
    pages = [key_page(Source.objects.all(), sort, size=size)]
    while pages[-1].has_next:
        pages.append(key_page(Source.objects.all(), sort, pages[-1].next_token, size))
    return pages


def _backwards(sort: Sort, size: int, last: KeyPage) -> list[KeyPage]:
    pages = [last]
    while pages[0].has_previous:
        pages.insert(0, key_page(Source.objects.all(), sort, pages[0].previous_token, size))
    return pages


@pytest.mark.parametrize("size", [1, 2, 3, 11, 50])
@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
def test_pages_show_every_row_once_there_and_back(rows, sort, size):
    there = _forwards(sort, size)
    seen = [row.pk for page in there for row in page]
    assert sorted(seen) == [row.pk for row in rows]
    back = [row.pk for page in _backwards(sort, size, there[-1]) for row in page]
    assert back == seen


@pytest.mark.parametrize(("descending", "name"), [(True, "-published_lower"), (False, "published_lower")])
def test_what_is_empty_stands_last_in_both_directions(rows, descending, name):
    (page,) = _forwards(Sort("dated", "Dated", (name, "id")), 50)
    dates = [row.published_lower for row in page]
    filled = [day for day in dates if day]
    assert dates == sorted(filled, reverse=descending) + [None] * 3
    undated = [row.pk for row in page if not row.published_lower]
    assert undated == sorted(undated)


def test_an_empty_second_column_stands_last_among_its_equals(rows):
    page = key_page(Source.objects.all(), SORTS[4])
    for kind in ("article", "pdf"):
        uppers = [row.published_upper for row in page if row.kind == kind]
        filled = [day for day in uppers if day]
        assert uppers == sorted(filled, reverse=True) + [None] * (len(uppers) - len(filled))


def test_an_annotation_may_be_sorted_by(rows):
    for row in rows[3:6]:
        SourceCredit.objects.create(source=row, name="A. Writer")
    queryset, sort = (
        Source.objects.annotate(names=Count("credits")),
        Sort("credits", "Credits", ("-names", "id")),
    )
    first = key_page(queryset, sort, size=2)
    second = key_page(queryset, sort, first.next_token, size=2)
    assert [row.pk for row in [*first, *second]] == [rows[n].pk for n in (3, 4, 5, 0)]


def test_a_row_that_comes_meanwhile_shifts_nothing(rows):
    sort = SORTS[0]
    first = key_page(Source.objects.all(), sort, size=4)
    expected = key_page(Source.objects.all(), sort, first.next_token, size=4)
    Source.objects.create(title="New", published="2026-01-01")
    assert key_page(Source.objects.all(), sort, first.next_token, size=4).items == expected.items


def test_a_previous_page_that_is_gone_becomes_the_first(rows):
    sort = Sort("id", "Id", ("id",))
    second = key_page(Source.objects.all(), sort, key_page(Source.objects.all(), sort, size=2).next_token, size=2)
    Source.objects.filter(pk__in=[rows[0].pk, rows[1].pk]).delete()
    page = key_page(Source.objects.all(), sort, second.previous_token, size=2)
    assert page.items == rows[2:4]
    assert not page.has_previous


def test_an_empty_list_is_one_empty_page(db):
    page = key_page(Source.objects.all(), SORTS[0])
    assert (page.items, page.has_next, page.has_previous) == ([], False, False)


def test_a_page_costs_one_query_for_each_half_that_may_follow(rows):
    counts = []
    token = ""
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = key_page(Source.objects.all(), SORTS[0], token, size=5)
        counts.append(len(queries))
        token = page.next_token
    assert counts == [2, 2, 1]


def _packed(content: object) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "=",
        "%%%",
        "é",
        "AAAA",
        "\0",
        "a" * 5000,
        _packed("newest"),
        _packed({"newest": 1}),
        _packed(["newest", 0]),
        _packed(["oldest", 0, ["2022-03-01", 1]]),
        _packed(["newest", 2, ["2022-03-01", 1]]),
        _packed(["newest", 0, ["2022-03-01"]]),
        _packed(["newest", 0, ["2022-03-01", 1, 1]]),
        _packed(["newest", 0, ["2022-13-01", 1]]),
        _packed(["newest", 0, ["", 1]]),
        _packed(["newest", 0, ["2022-03-01", "one"]]),
        _packed(["newest", 0, ["2022-03-01", 2**63]]),
        _packed(["newest", 0, ["2022-03-01", None]]),
        _packed(["newest", 0, ["2022-03-01", [1]]]),
        _packed(["newest", 0, ["2022-03-01\0", 1]]),
        _packed(["newest", 0, [float("nan"), 1]]),
        _packed(["newest", 0, ["2022-03-01", float("inf")]]),
        urlsafe_b64encode(b"[" * 3000).decode(),
    ],
)
def test_garbage_is_refused(rows, token):
    with pytest.raises(BadToken):
        key_page(Source.objects.all(), SORTS[0], token)


def test_text_that_no_database_takes_is_refused(rows):
    for text in ("\0", "\ud800"):
        with pytest.raises(BadToken):
            key_page(Source.objects.all(), SORTS[6], _packed(["no-key", 0, [text, 1]]))


@pytest.mark.parametrize("size", [1, 4, 11, 100])
def test_a_walk_meets_every_row_once_whatever_the_joins(rows, size):
    for row in rows[:3]:
        SourceCredit.objects.create(source=row, name="A. Writer")
        SourceCredit.objects.create(source=row, name="B. Writer")
    joined = Source.objects.filter(credits__name__contains="Writer").order_by("-title")
    assert [row.pk for row in in_key_pages(joined, size)] == [row.pk for row in rows[:3]]
    assert [row.pk for row in in_key_pages(Source.objects.all(), size)] == [row.pk for row in rows]


def test_a_walk_prefetches_page_by_page(rows):
    with CaptureQueriesContext(connection) as queries:
        names = [len(row.credits.all()) for row in in_key_pages(Source.objects.prefetch_related("credits"), 4)]
    assert len(names) == 11
    assert len(queries) == 2 * 3


def test_a_walk_reads_no_further_than_it_is_asked(rows):
    with CaptureQueriesContext(connection) as queries:
        next(in_key_pages(Source.objects.all(), 4))
    assert len(queries) == 1


@pytest.mark.parametrize(("cap", "expected"), [(3, (3, True)), (10, (10, True)), (11, (11, False)), (50, (11, False))])
def test_a_count_goes_no_further_than_its_cap(rows, cap, expected):
    assert capped_count(Source.objects.order_by("title"), cap) == expected
