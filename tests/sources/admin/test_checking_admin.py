"""Sites and the fetching again of sources, in the admin."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils import timezone

from sources.admin import checking
from sources.models import Site, Source, SourceCheck
from tests import builders
from tests.staff import Staff, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/sources/site/"


def test_sites_say_why_they_are_left_alone():
    later = timezone.now() + timedelta(hours=2)
    Site.objects.create(
        host="news.example", not_before=later, reason="The page answered 429: the site asks us to wait."
    )
    Site.objects.create(host="other.example", robots_status=503, not_before=timezone.now() - timedelta(hours=1))
    client = Staff("reporter")
    assert "answered 429" in words_of(client.page(LIST))
    waiting = client.get(LIST, {"waits": "yes"}).context["cl"].queryset
    closed = client.get(LIST, {"waits": "robots"}).context["cl"].queryset
    assert [site.host for site in waiting] == ["news.example"]
    assert [site.host for site in closed] == ["other.example"]


def test_a_robots_txt_is_shown_escaped_on_its_page_and_not_read_for_the_list(django_assert_max_num_queries):
    site = Site.objects.create(host="news.example", robots="User-agent: *\n<script>alert(1)</script>")
    client = Staff("reporter")
    page = client.page(f"{LIST}{site.pk}/change/")
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    for n in range(30):
        Site.objects.create(host=f"{n}.example", robots="x" * 10_000)
    with django_assert_max_num_queries(8):
        client.page(LIST)


def test_the_row_of_a_source_is_shown_and_not_written():
    source = builders.make_source()
    SourceCheck.objects.create(source=source, status="gone", reason="The page answered 410 gone.")
    inline = checking.CheckInline(Source, admin.site)
    request = RequestFactory().get("/")
    request.user = Staff("chief").user
    assert inline.has_view_permission(request, source)
    assert not inline.has_change_permission(request, source)
    assert not inline.has_add_permission(request, source)
    assert not inline.has_delete_permission(request, source)


class TestFetchingAgain:
    def ask(self, role, pk, method="post", monkeypatch=None):
        request = getattr(RequestFactory(), method)("/")
        request.user = builders.make_user(role)
        return checking.fetch_again(request, pk)

    def test_it_is_done_by_post_and_tells_what_came_of_it(self, monkeypatch):
        source, told = builders.make_source(url="https://news.example/a"), []
        monkeypatch.setattr(checking.rechecking, "look_again", lambda one, now, user: f"Same: {one.pk}.")
        monkeypatch.setattr(checking.messages, "info", lambda request, text: told.append(text))
        answer = self.ask("reporter", source.pk)
        assert (answer.status_code, answer["Location"]) == (302, f"/admin/sources/source/{source.pk}/change/")
        assert told == [f"Same: {source.pk}."]

    def test_a_mere_look_at_the_address_fetches_nothing(self, monkeypatch):
        monkeypatch.setattr(checking.rechecking, "look_again", lambda *_: 1 / 0)
        assert self.ask("chief", builders.make_source().pk, "get").status_code == 405

    def test_who_may_not_change_sources_may_not(self, monkeypatch):
        monkeypatch.setattr(checking.rechecking, "look_again", lambda *_: 1 / 0)
        with pytest.raises(PermissionDenied):
            self.ask("", builders.make_source().pk)


def test_a_source_that_was_never_fetched_has_answered_nothing():
    source = builders.make_source()
    check = SourceCheck.objects.create(source=source)
    client = Staff()
    assert "Never fetched" in client.page(f"/admin/sources/source/{source.pk}/change/")
    SourceCheck.objects.filter(pk=check.pk).update(checked_at=timezone.now())
    assert "Answers" in client.page(f"/admin/sources/source/{source.pk}/change/")
