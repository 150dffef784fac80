"""Whether two texts are nearly the same, and how such texts are found among many; pure.

A text is its set of shingles: runs of four words. Two texts are compared by the share of the shorter one's shingles
that stand in the other. What to compare is found by a MinHash signature cut into bands (A. Broder, "On the resemblance
and containment of documents", 1997), made in one pass by one permutation (P. Li, A. Owen, C.-H. Zhang, "One
permutation hashing", 2012) whose empty bins borrow from the next (A. Shrivastava, P. Li, "Densifying one permutation
hashing", 2014).
"""

from __future__ import annotations

import re
from hashlib import blake2b

RUN = 4  # words
BINS, ROWS = 64, 2  # texts that have a third of all their shingles in common share a band: 1 - (1 - 1/9)^32 = .977
NEARLY = 0.5  # half of the shorter text stands in the other word by word: nobody writes so twice
FEWEST = 20  # shingles; a shorter text may be a formula
#: A word, or one character of a script that is written without spaces.
TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def shingles(text: str) -> frozenset[int]:
    """The runs of words of a text, each as 64 bits of its hash; letter case does not count."""
    words = TOKEN.findall(text.casefold())
    runs = {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    return frozenset(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)


def similarity(some: frozenset[int], others: frozenset[int]) -> float:
    """The share of the smaller set that stands in the other, 0 to 1; 0 where it is too small to say."""
    smaller = min(len(some), len(others))
    return len(some & others) / smaller if smaller >= FEWEST else 0.0


def bands(found: frozenset[int]) -> list[int]:
    """The bands of a text's signature, each with its place as a signed 64-bit number; none for too short a text."""
    if len(found) < FEWEST:
        return []
    signature = _densified(_smallest(found))
    return [_hashed(n, signature[n : n + ROWS]) for n in range(0, BINS, ROWS)]


def _smallest(found: frozenset[int]) -> list[int | None]:
    """The smallest hash that falls into each bin; the bin is chosen by the remainder, the order by the rest."""
    signature: list[int | None] = [None] * BINS
    for value in found:
        rest, place = divmod(value, BINS)
        known = signature[place]
        if known is None or rest < known:
            signature[place] = rest
    return signature


def _densified(signature: list[int | None]) -> list[tuple[int, int]]:
    """Every bin filled: an empty one has the next full one's value, with how far away that was."""
    filled = []
    for place in range(BINS):
        away = next(n for n in range(BINS) if signature[(place + n) % BINS] is not None)
        filled.append((signature[(place + away) % BINS] or 0, away))
    return filled


def _hashed(place: int, rows: list[tuple[int, int]]) -> int:
    return int.from_bytes(blake2b(repr((place, rows)).encode(), digest_size=8).digest(), signed=True)
