"""Are near-copies known as such, and different articles on one event not?

Copies are made of real articles as outlets make them: a headline and a sentence of one's own, paragraphs left out from
the end, a word here and there changed. The articles on one event were written for this, each in its own words, many of
them with the same official quotations.
"""

from __future__ import annotations

import json
import random
from itertools import combinations
from pathlib import Path

from sources.likeness import NEARLY, bands, shingles, similarity

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent.parent / "shared" / "data" / "pages"
ONE_EVENT = HERE / "one_event.jsonl"
COPIES = 100
SEED = 2023
OWN = (
    "Our desk has seen the report and is in touch with those named in it.",
    "The following was first made known by an agency on the same evening.",
    "More is expected in the course of the day, and this page will be updated.",
)


def report() -> None:
    """Print how many copies were found, how many other articles were taken for copies, and of one event how many."""
    print("Likeness: which texts are nearly the same")
    if PAGES.exists():
        originals = _originals()
        found, wrong, pairs = of_copies(originals)
        print(f"  {found} of {len(originals)} near-copies found; {wrong} of {pairs} other pairs taken for copies")
    alike, pairs, highest = of_one_event()
    print(f"  one event: {alike} of {pairs} pairs of different articles taken for copies (highest {highest:.2f})")


def of_copies(originals: list[str]) -> tuple[int, int, int]:
    """How many copies are found by their bands and told by their words, and how many other pairs are."""
    chance = random.Random(SEED)
    sides = [[shingles(text) for text in originals], [shingles(_copied(text, chance)) for text in originals]]
    marks = [[set(bands(one)) for one in side] for side in sides]
    outcomes = {
        (n, m): bool(marks[0][n] & marks[1][m]) and similarity(sides[0][n], sides[1][m]) >= NEARLY
        for n in range(len(originals))
        for m in range(len(originals))
    }
    found = sum(outcomes[n, n] for n in range(len(originals)))
    return found, sum(outcomes.values()) - found, len(outcomes) - len(originals)


def of_one_event() -> tuple[int, int, float]:
    """Pairs taken for copies, all pairs, and the highest similarity among articles on one event."""
    articles = [json.loads(line) for line in ONE_EVENT.read_text("utf-8").splitlines()]
    sets = [shingles(" ".join((one["title"], *one["paragraphs"]))) for one in articles]
    found = [similarity(some, others) for some, others in combinations(sets, 2)]
    return sum(one >= NEARLY for one in found), len(found), max(found)


def _originals() -> list[str]:
    truth = json.loads((PAGES / "fundus" / "ground-truth.json").read_text("utf-8"))
    texts = [str(key["articleBody"]) for _, key in sorted(truth.items())]
    return [text for text in texts if len(shingles(text)) >= 60][:COPIES]


def _copied(text: str, chance: random.Random) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    kept = lines[: max(2, round(len(lines) * chance.uniform(0.5, 1)))]
    words = " ".join([chance.choice(OWN), *kept]).split()
    return " ".join(chance.choice(words) if chance.random() < 0.04 else word for word in words)
