"""How articles are read from web pages and from text dumps of them, beside other people's extractors.

The pages and their truth stand outside the project and are measured on where they are there; the metric is theirs
(`score_pages.py`). Every figure has its standard error by page: the deviation over samples of the pages drawn with
replacement (B. Efron, Annals of Statistics 7, 1979).
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, stdev
from types import ModuleType
from typing import Any

import trafilatura

from benchmarks import peer_environment
from sources.importing.extraction.decoding import decode
from sources.importing.extraction.reading_document import extract
from sources.importing.types import BODY_KINDS, Extracted, FetchedPage, ImportRefused

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SETS = ("scrapinghub", "fundus")
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SAMPLES = 1000
WARMING = 5  # pages read before time is taken: tables are built at first use
BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 1.01)
BAD = 0.8  # F1 of a page
FIELDS = ("title", "authors", "published", "publisher")

Read = dict[str, Any]


@dataclass(frozen=True)
class Scores:
    """Each page's figures; a field's list holds only the pages whose truth has it."""

    body: list[tuple[float, float]] = field(default_factory=list)  # (precision, recall)
    exact: dict[str, list[bool]] = field(default_factory=dict)


def report() -> None:
    """Print the figures of each set that is there, for pages, for text dumps, and for the peers in the same run."""
    print(
        "Articles: body F1, precision, recall; share of exact title, authors, day, publisher; ± standard error by page"
    )
    if not DATA.exists():
        print("  not measured: the pages are not here")
        return
    for name in SETS:
        _report(name, _metric())


def _report(name: str, metric: ModuleType) -> None:
    folder = DATA / "pages" / name
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {page: gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes()) for page in truth}
    print(f"  {name}: n = {len(truth)}")
    found, ratio = _read_pages(pages)
    results = {page: _as_result(one) for page, one in found.items()}
    _print_scores("Factdesk, pages", _score(truth, results, metric))
    peers = peer_environment.read_pages({page: decode(data, "text/html") for page, data in pages.items()})
    for peer, read in peers.items():
        _print_scores(peer, _score(truth, read["results"], metric))
    _print_speed(ratio, peers)
    _print_agreement(truth, found, metric)
    dumps = json.loads(gzip.decompress((folder / "text-dumps.json.gz").read_bytes()))
    from_text = {page: _as_result(_extracted(text.encode(), f"{page}.txt")) for page, text in dumps.items()}
    _print_scores("Factdesk, text dumps", _score({page: truth[page] for page in dumps}, from_text, metric))


def _metric() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pages", DATA / "score_pages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read_pages(pages: Mapping[str, bytes]) -> tuple[dict[str, Extracted | None], float]:
    """What we read in each page, and our CPU time by that of trafilatura alone: page by page, so that both meet the
    same load."""
    found: dict[str, Extracted | None] = {}
    ours = theirs = 0.0
    for page, data in [*pages.items()][:WARMING]:
        _extracted(data, f"{page}.html")
        trafilatura.extract(data)
    for page, data in pages.items():
        started = time.process_time()
        found[page] = _extracted(data, f"{page}.html")
        between = time.process_time()
        trafilatura.extract(data)
        ours, theirs = ours + between - started, theirs + time.process_time() - between
    return found, ours / theirs


def _extracted(data: bytes, name: str) -> Extracted | None:
    try:
        return extract(FetchedPage(data, NOW, name=name), NOW)
    except ImportRefused:
        return None


def _as_result(one: Extracted | None) -> Read:
    if one is None:
        return {}
    return {
        "body": "\n".join(paragraph.text for paragraph in one.paragraphs if paragraph.kind in BODY_KINDS),
        "title": one.title,
        "authors": [credit.name for credit in one.credits],
        "published": (one.published.moment or one.published.edtf) if one.published else "",
        "publisher": one.publisher,
    }


def _score(truth: Mapping[str, Read], results: Mapping[str, Read], metric: ModuleType) -> Scores:
    found = Scores(exact={name: [] for name in FIELDS})
    for page, want in truth.items():
        got = results.get(page) or {}
        found.body.append(_precision_and_recall(want["articleBody"], got.get("body") or "", metric))
        for name, right in _compared(want, got, metric):
            found.exact[name].append(right)
    return found


def _precision_and_recall(want: str, got: str, metric: ModuleType) -> tuple[float, float]:
    hit, extra, missed = metric.body_counts(want, got)
    return (hit / (hit + extra) if hit + extra else 0.0), (hit / (hit + missed) if hit + missed else 1.0)


def _compared(want: Read, got: Read, metric: ModuleType) -> Iterator[tuple[str, bool]]:
    for name in ("title", "publisher"):
        if want.get(name):
            yield name, metric.fold(want[name]) == metric.fold(str(got.get(name) or ""))
    if want.get("authors"):
        named = {metric.fold(str(one)) for one in got.get("authors") or []}
        yield "authors", {metric.fold(one) for one in want["authors"]} == named
    if want.get("published"):
        yield "published", bool(metric.days(want["published"]) & metric.days(got.get("published") or ""))


def _f1(pairs: list[tuple[float, float]]) -> float:
    precision, recall = mean(one for one, _ in pairs), mean(two for _, two in pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _with_error(values: list[Any], figure: Callable[[list[Any]], float]) -> str:
    draw = random.Random(1)
    spread = stdev(figure(draw.choices(values, k=len(values))) for _ in range(SAMPLES)) if len(values) > 1 else 0.0
    return f"{figure(values):.4f} ± {spread:.4f}"


def _print_scores(name: str, scores: Scores) -> None:
    fields = "  ".join(f"{key} {_with_error(right, mean)}" for key, right in scores.exact.items() if any(right))
    body = ""
    if any(recall for _, recall in scores.body):
        precision, recall = (mean(pair[n] for pair in scores.body) for n in (0, 1))
        body = f"body F1 {_with_error(scores.body, _f1)} (precision {precision:.4f}, recall {recall:.4f})  "
    print(f"    {name:26} {body}{fields}")


def _print_speed(ratio: float, peers: Mapping[str, Read]) -> None:
    print(f"    CPU time of Factdesk, bytes to article: {ratio:.2f} × trafilatura alone on the same pages")
    if {"newspaper4k", "trafilatura"} <= peers.keys():
        slower = peers["newspaper4k"]["seconds"] / peers["trafilatura"]["seconds"] / ratio
        print(f"    newspaper4k takes {slower:.2f} × the CPU time of Factdesk")


def _print_agreement(truth: Mapping[str, Read], found: Mapping[str, Extracted | None], metric: ModuleType) -> None:
    """How many pages are bad, for each band of what the importer says of its own certainty."""
    sure = [
        (one.agreement, _f1([_precision_and_recall(truth[page]["articleBody"], _as_result(one)["body"], metric)]))
        for page, one in found.items()
        if one is not None and one.agreement is not None
    ]
    for low, high in zip(BANDS, BANDS[1:], strict=False):
        band = [score for agreement, score in sure if low <= agreement < high]
        bad = sum(score < BAD for score in band)
        print(f"    agreement {low:.2f} to {min(high, 1):.2f}: {bad} of {len(band)} pages below F1 {BAD}")
