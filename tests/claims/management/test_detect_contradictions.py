"""Comparing every claim: beside people who go on working."""

import time

import pytest
from django.core.management import call_command
from django.db import connection

from claims.management.commands import detect_contradictions
from tests.builders import cite, make_claim, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    made = [make_claim() for _ in range(3)]
    for claim in made:
        cite(claim, make_source())
    return made


def test_a_claim_deleted_meanwhile_is_passed_over(claims, monkeypatch, capsys):
    suggest_for, compared = detect_contradictions.suggest_for, []

    def delete_the_next(claim):
        compared.append(claim.pk)
        if claim.pk == claims[0].pk:
            claims[1].citations.all().delete()
            claims[1].delete()
        return suggest_for(claim)

    monkeypatch.setattr(detect_contradictions, "suggest_for", delete_the_next)
    last = claims[2].pk
    call_command("detect_contradictions", all=True)
    assert compared == [claims[0].pk, last]
    assert "2 claims compared" in capsys.readouterr().out


def test_on_sqlite_others_get_their_turn_after_each_claim(claims, monkeypatch):
    pauses = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    call_command("detect_contradictions", all=True)
    assert pauses == ([0.02] * 3 if connection.vendor == "sqlite" else [])
