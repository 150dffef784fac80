from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims import visibility
from claims.exports import TABLES
from claims.public.filters import FILTERS
from factdesk.management.commands.export import PUBLIC
from tests.builders import make_claim, make_outlet, make_published_claim, make_source

pytestmark = pytest.mark.django_db


def _printed(*arguments: str) -> str:
    output = io.StringIO()
    call_command("export", *arguments, stdout=output, stderr=io.StringIO())
    return output.getvalue()


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_table_can_be_exported():
    assert set(PUBLIC) == set(TABLES)
    assert set(FILTERS) <= set(TABLES)
    for name in TABLES:
        assert _printed(name, "--profile", "raw").split("\r\n")[0] == ",".join(TABLES[name].header)


def test_it_prints_what_readers_may_see():
    make_claim("A draft.")
    make_published_claim("=Twelve.")
    assert [row["claim"] for row in _rows(_printed("claims"))] == ["'=Twelve."]
    assert [row["claim"] for row in _rows(_printed("claims", "--profile", "raw"))] == ["=Twelve."]


def test_it_narrows_as_the_readers_list_does():
    outlet = make_outlet("Ariana")
    make_published_claim("Twelve.", source=make_source(outlet=outlet), kind="stance")
    make_published_claim("Seventeen.", source=make_source(outlet=outlet))
    make_published_claim("Twenty.", kind="stance")
    both = _printed("claims", "--filter", f"outlet={outlet.pk}", "--filter", "kind=stance")
    assert [row["claim"] for row in _rows(both)] == ["Twelve."]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["claims", "--filter", "author=1"], "claims has no filter “author=1”: it has q, outlet, actor"),
        (["claims", "--filter", "kind"], "Write one as NAME=VALUE."),
        (["claims", "--filter", "status__in=draft"], "has no filter"),
        (["stories", "--filter", "q=x"], "stories has no filter “q=x”: it has none."),
        (["claims", "--filter", "kind=rumour"], "“Kind”"),
        (["claims", "--filter", "outlet=999999"], "“Outlet”"),
        (["claims", "--filter", "status=draft"], "“Status”"),
    ],
)
def test_a_filter_that_cannot_be_used_is_refused_in_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        _printed(*arguments)


@pytest.mark.parametrize("arguments", [["users"], ["claims", "--profile", "xlsx"]])
def test_an_unknown_table_or_profile_is_refused(arguments):
    with pytest.raises(CommandError):
        _printed(*arguments)


def test_a_file_has_a_sidecar_that_shows_whether_it_is_whole(tmp_path: Path):
    for n in range(3):
        make_published_claim(f"Двенадцать {n}")
    path = tmp_path / "claims.csv"
    _printed("claims", "--output", str(path), "--filter", "kind=fact")
    about = json.loads((tmp_path / "claims.csv.json").read_text())
    assert about["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert about["rows"] == 3 == visibility.claims().count()
    assert (about["table"], about["profile"], about["filters"]) == ("claims", "excel", ["kind=fact"])
    assert about["columns"] == TABLES["claims"].header
    assert about["exported_at"] == _rows(path.read_text(encoding="utf-8"))[0]["exported_at"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["claims.csv", "claims.csv.json"]


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path):
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        _printed("claims", "--output", str(tmp_path / "missing" / "claims.csv"))
