"""How the detector does on pairs whose key was written by people who had not seen its rules.

`pairs.jsonl` holds 80 pairs with fields, half of them near misses. A finding counts as positive where its label is
a conflict or a change over time. Intervals are Wilson's (E. B. Wilson, JASA 22, 1927).
"""

from __future__ import annotations

import json
import time
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import Any

from claims.contradictions.detector import detect
from claims.contradictions.statements import from_pair
from claims.contradictions.types import CHECK

HERE = Path(__file__).resolve().parent
HEADLINES = HERE.parent.parent / "shared" / "data" / "contradictions" / "news_headlines.jsonl"
POSITIVE = {"conflict", "changed over time", "contradiction", "tension"}
Z = 1.96


def report() -> None:
    """Print precision, recall and false-positive rate for each set that is there."""
    print("Contradictions: pairs as `manage.py compare` sees them")
    _report("pairs with fields", HERE / "pairs.jsonl")
    if HEADLINES.exists():
        _report("news headlines, text alone", HEADLINES)


def _report(name: str, path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    lines = [line for line in lines if line["label"] != "unclear"]
    started = time.perf_counter()
    outcomes = Counter((line["label"] in POSITIVE, _is_flagged(line)) for line in lines)
    took = (time.perf_counter() - started) / len(lines) * 1000
    hits, missed, alarms = outcomes[True, True], outcomes[True, False], outcomes[False, True]
    rest = outcomes[False, False]
    print(f"  {name}: n = {len(lines)}, base rate {(hits + missed) / len(lines):.2f}, {took:.1f} ms a pair")
    print(f"    precision {_share(hits, hits + alarms)}")
    print(f"    recall    {_share(hits, hits + missed)}")
    print(f"    false-positive rate {_share(alarms, alarms + rest)}")
    _report_kinds(lines)


def _report_kinds(lines: list[dict[str, Any]]) -> None:
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in lines:
        if line.get("kind", "none") != "none":
            total[line["kind"]] += 1
            found[line["kind"]] += _is_flagged(line)
    for kind, n in total.items():
        print(f"      {kind}: {found[kind]} of {n} found")


def _is_flagged(line: dict[str, Any]) -> bool:
    finding = detect(*from_pair(line))
    return finding is not None and finding.label != CHECK


def _share(part: int, whole: int) -> str:
    """A share with its 95 % Wilson interval."""
    if whole == 0:
        return "not measured (n = 0)"
    p, n = part / whole, whole
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return f"{p:.2f} [{middle - half:.2f}, {middle + half:.2f}] ({part} of {whole})"
