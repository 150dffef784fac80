"""The ledger as CSV: what it tells, and what it keeps to itself."""

import csv
import io

import pytest

from claims import publishing
from claims.holding import hold
from tests.builders import make_claim, make_published_claim, make_user

pytestmark = pytest.mark.django_db


def ledger(client) -> list[dict[str, str]]:
    answer = client.get("/corrections/export.csv?profile=raw")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_each_change_is_a_row_with_its_kind_note_and_address(client):
    claim = make_published_claim("Twelve people were killed.")
    publishing.change_published(claim, make_user("editor"), "correction", "The number was wrong.")
    (row,) = ledger(client)
    assert (row["kind"], row["of"], row["number"]) == ("correction", "claim", str(claim.pk))
    assert (row["claim"], row["note"]) == (claim.text, "The number was wrong.")
    assert row["permalink"].endswith(claim.get_absolute_url())


def test_a_retracted_claim_has_no_words_and_a_withheld_one_no_reason(client):
    retracted, withheld = make_published_claim("Secret words."), make_published_claim("Other secret words.")
    publishing.retract(retracted, make_user("chief"), "It was never said.")
    hold(withheld, make_user("editor"), "legal", "A private secret reason.")
    hold(make_claim("A secret draft."), make_user("editor"), "legal", "A secret.")
    rows = ledger(client)
    assert sorted(row["kind"] for row in rows) == ["hold", "retraction"]
    assert "ecret" not in str(rows)


def test_the_list_leads_to_it(client):
    publishing.change_published(make_published_claim(), make_user("editor"), "update", "A later count.")
    assert "/corrections/export.csv" in client.get("/corrections/").content.decode()
