from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import timezone

from sources.models import Outlet
from sources.tables.admin_action import csv_actions, export_csv
from sources.tables.columns import Column, Table
from sources.tables.download import csv_response

pytestmark = pytest.mark.django_db

OUTLETS = Table("outlets", "Outlets", (Column("name", "Its name.", lambda one: one.name),), lambda rows: rows)


@pytest.fixture(autouse=True)
def outlets():
    return [Outlet.objects.create(name=name) for name in ("=Ariana", "Шамшад")]


def _download(address: str, filename: str = "outlets"):
    return csv_response(RequestFactory().get(address), OUTLETS, Outlet.objects.all(), filename)


def _body(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_a_download_is_a_streamed_attachment_named_by_us():
    response = _download("/outlets/export.csv")
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == f'attachment; filename="outlets-{timezone.now():%Y-%m-%d}.csv"'
    assert _body(response).startswith('\ufeff"name","exported_at"\r\n"\'=Ariana",')


@pytest.mark.parametrize(
    "filename", ['a"; filename=evil.exe', "a\r\nSet-Cookie: x=1", "../../etc/passwd", "Сводка", ""]
)
def test_no_name_escapes_its_header(filename):
    name = _download("/outlets/export.csv", filename)["Content-Disposition"]
    assert name.startswith('attachment; filename="') and name.endswith(f'-{timezone.now():%Y-%m-%d}.csv"')
    assert not set(name.removeprefix('attachment; filename="')[:-1]) & set('"\\/\r\n;')


def test_raw_has_neither_mark_nor_guard():
    assert _body(_download("/outlets/export.csv?profile=raw")).startswith("name,exported_at\r\n=Ariana,")


@pytest.mark.parametrize("profile", ["xlsx", "", "RAW", "raw\0", "excel\r\nX: y"])
def test_an_unknown_profile_is_a_bad_request(profile):
    request = RequestFactory().get("/outlets/export.csv", {"profile": profile})
    response = csv_response(request, OUTLETS, Outlet.objects.all(), "outlets")
    assert response.status_code == 400
    assert response.content == b"Choose profile=excel or raw."


def test_an_error_of_the_first_page_is_raised_before_anything_is_sent():
    def broken(queryset):
        raise OperationalError("database is locked")

    table = Table("outlets", "Outlets", OUTLETS.columns, broken)
    with pytest.raises(OperationalError):
        csv_response(RequestFactory().get("/"), table, Outlet.objects.all(), "outlets")


class ReadingAdmin(admin.ModelAdmin):
    actions = csv_actions(OUTLETS)

    def has_view_permission(self, request, obj=None):
        return True

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_add_permission = has_change_permission


def test_whoever_may_view_may_download():
    request = RequestFactory().get("/admin/")
    model_admin = ReadingAdmin(Outlet, admin.site)
    labels = {name: label for name, label in model_admin.get_action_choices(request) if name}
    assert labels["export_csv_excel"] == "Download as CSV (spreadsheet)"
    assert labels["export_csv_raw"] == "Download as CSV (raw)"


def test_an_action_is_hidden_from_those_who_may_not_view(monkeypatch):
    monkeypatch.setattr(ReadingAdmin, "has_view_permission", lambda self, request, obj=None: False)
    names = ReadingAdmin(Outlet, admin.site).get_actions(RequestFactory().get("/admin/"))
    assert not {"export_csv_excel", "export_csv_raw"} & set(names)


def test_an_action_exports_the_rows_it_is_given(outlets):
    action = export_csv(OUTLETS, "raw")
    response = action(None, RequestFactory().post("/admin/"), Outlet.objects.filter(pk=outlets[1].pk))
    header, row, end = _body(response).split("\r\n")
    assert row.startswith("Шамшад,") and end == ""
