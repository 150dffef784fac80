from __future__ import annotations

import json

from claims.contradictions.types import Finding, fingerprint


def test_a_fingerprint_forgets_order_case_and_spaces() -> None:
    assert fingerprint("12 killed", "17  Killed", "number") == fingerprint("17 killed", "12 killed", "number")


def test_a_fingerprint_changes_with_a_value_or_the_kind() -> None:
    prints = {
        fingerprint("12", "17", "number"),
        fingerprint("12", "18", "number"),
        fingerprint("12", "17", "date"),
    }
    assert len(prints) == 3


def test_a_finding_is_plain_json() -> None:
    finding = Finding("conflict", "number", 0.9, "One says 12, the other 17.", "12", "17", ("event",))
    data = json.loads(json.dumps(finding.as_json()))
    assert data["ground"] == ["event"] and data["fingerprint"] == finding.fingerprint
