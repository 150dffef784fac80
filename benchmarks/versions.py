"""Does a change of words make a version, and nothing else? Seeded edits of real pages, half of them of furniture.

An article's text node is one whose runs of four words all stand in the key's body; a node of the furniture shares none
with it. Each edit changes one node, or puts a new one beside it, and the edited page is read as a second fetch would.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from sources.changes import fingerprint
from sources.importing.extraction import extract
from sources.importing.extraction.decoding import decode
from sources.importing.extraction.html import DECLARATION
from sources.importing.types import FetchedPage, ImportRefused
from sources.likeness import shingles

PAGES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "pages"
SETS = ("scrapinghub", "fundus")
EDITS = 500
SEED = 2022
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SILENT = frozenset({"script", "style", "title", "noscript", "template", "option", "textarea", "head"})
OTHER_WORDS = "harbour lantern copper window orchard bridge parcel meadow ladder basket".split()


def report() -> None:
    """Print how many edits of words made a version, and how many of furniture did."""
    if not PAGES.exists():
        print("Versions: no pages to edit here")
        return
    print(f"Versions: {EDITS} seeded edits of real pages")
    outcomes = run(EDITS)
    for kind in ("words", "furniture"):
        made, rest = outcomes[kind, True], outcomes[kind, False]
        print(f"  {kind}: {made} of {made + rest} edits made a version")


def run(count: int) -> Counter[tuple[str, bool]]:
    """Edit `count` times, words and furniture in turn: (kind, whether it made a version) -> how often."""
    chance = random.Random(SEED)
    pages = [(path, body) for name in SETS for path, body in _pages(name)]
    outcomes: Counter[tuple[str, bool]] = Counter()
    while outcomes.total() < count:
        path, body = chance.choice(pages)
        kind = ("words", "furniture")[outcomes.total() % 2]
        made = _makes_a_version(gzip.decompress(path.read_bytes()), body, kind, chance)
        if made is not None:
            outcomes[kind, made] += 1
    return outcomes


def _pages(name: str) -> list[tuple[Path, str]]:
    truth = json.loads((PAGES / name / "ground-truth.json").read_text("utf-8"))
    found = [(PAGES / name / "html" / f"{page}.html.gz", _body(key)) for page, key in sorted(truth.items())]
    return [(path, body) for path, body in found if path.exists()]


def _body(key: dict[str, object]) -> str:
    return str(key.get("body") or key.get("articleBody") or "")


def _makes_a_version(data: bytes, body: str, kind: str, chance: random.Random) -> bool | None:
    """Whether one edit of this kind is seen; None where the page offers no place for it."""
    tree = lxml_html.document_fromstring(DECLARATION.sub("", decode(data)))
    article, printed = shingles(body), tree.text_content()
    # What the page prints twice stands once in the article and once in some hidden copy: no edit of the two alone.
    nodes = [node for node in _nodes(tree) if _is_of(node, article, kind) and printed.count(node.text or "") == 1]
    if not nodes:
        return None
    before = _read(_markup(tree))
    _edit(chance.choice(nodes), kind, chance)
    return None if before is None else _read(_markup(tree)) != before


def _markup(tree: etree._Element) -> bytes:
    return lxml_html.tostring(tree, encoding="utf-8")


def _nodes(tree: etree._Element) -> list[etree._Element]:
    """Elements with words of their own that are printed."""
    found = []
    for element in tree.iter(etree.Element):
        hidden = any(one.tag in SILENT for one in (element, *element.iterancestors()))
        if not hidden and re.search(r"\w", element.text or ""):
            found.append(element)
    return found


def _is_of(element: etree._Element, article: frozenset[int], kind: str) -> bool:
    runs = shingles(element.text or "")
    if kind == "words":
        return len(runs) >= 6 and runs <= article
    return bool(runs) and not runs & article and len(runs) < 12


def _edit(element: etree._Element, kind: str, chance: random.Random) -> None:
    words = (element.text or "").split()
    place = chance.choice([n for n, word in enumerate(words) if re.search(r"\w", word)])
    if kind == "furniture" and chance.random() < 0.3:
        element.addnext(lxml_html.fragment_fromstring(chance.choice(("<p>Advertisement</p>", "<p>1,204 views</p>"))))
        return
    how = chance.choice(("replace", "drop", "insert", "number"))
    if how == "drop" and len(words) > 1:
        del words[place]
    elif how == "replace":
        words[place] = chance.choice(OTHER_WORDS)
    else:
        words.insert(place, str(chance.randrange(2, 99)) if how == "number" else chance.choice(OTHER_WORDS))
    element.text = " ".join(words) + " "


def _read(data: bytes) -> str | None:
    try:
        found = extract(FetchedPage(data, NOW, name="page.html"), NOW)
    except ImportRefused:
        return None
    return fingerprint((found.title, *(one.text for one in found.paragraphs)))
