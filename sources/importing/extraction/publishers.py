"""Under which name a page publishes: the name that most of its independent statements and its domain agree on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sources.importing.extraction.page import Page
from sources.importing.types import Candidate

#: What a statement counts. The first two are made for readers of shared links and for search engines: brands.
WEIGHTS = {
    "JSON-LD publisher": 3.0,
    "og:site_name": 3.0,
    "og:site:name": 3.0,
    "http://ogp.me/ns#site_name": 3.0,
    "JSON-LD WebSite": 2.0,
    "JSON-LD isPartOf": 2.0,
    "application-name": 2.0,
    "citation_journal_title": 2.0,
    "title element": 2.0,
    "title of the feed": 2.0,
    "apple-mobile-web-app-title": 1.0,
    "dc.publisher": 1.0,
    "publisher": 1.0,
    "copyright": 1.0,
}
OF_COMPANY, OF_ADDRESS = 0.3, 0.5  # shares of a weight
LIKE_DOMAIN, INITIALS, WITHIN = 3.0, 4.0, 1.5  # what the domain adds to a name that is its own, or partly
LONGEST = 80  # characters
#: Of a company and not of a brand: "Verlag GmbH", "Ediciones El Norte S.L.", "A/S". In the case they are written in.
COMPANY = re.compile(
    r"(?:\bGmbH\b|\bmbH\b|\bAG$|\bKG\b|\bOHG\b|\be\. ?V\.$|\bLtd\b|\bLimited$|\bInc\b|\bLLC\b|\bPLC\b|\bplc\b|\bCorp\b|"
    r"\bS\. ?[Aà]\. ?$|\bS\.?A\.?U?\.?$|\bS\. ?L\.|\bS\.?r\.?l\.?$|\bS\. ?p\. ?A\.|\bA/S$|\bApS$|\bASA?$|\bAB$|\bOyj?$|"
    r"\bN\.?V\.?$|\bB\.?V\.?$|\bPty\b|\bd\.o\.o\.|\bs\.r\.o\.|\ba\.s\.$|\bsp\. z o|\bKft\b|\bZrt\b|\bEOOD\b|\bTbk\b|"
    r"\bООО\b|\bОАО\b|\bЗАО\b|\bАО\b|\bТОВ\b|株式会社|有限公司)"
)
BRACKET = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")
NOTICE = re.compile(
    r"^(?:\s|©|\(c\)|copyright|\d{4}|[-–,.])+|[\s,.|–-]*(?:all rights reserved|alle rechte vorbehalten)\.?$", re.I
)
STROKES = re.compile(r"\s+[|·•»«–—:*-]\s+|\s*[|：»]\s*")
FEED = re.compile(r"[\s|»:–-]*\b(?:rss|feed|atom|xml)\b.*$|\s*[|»].*$|\s+[–-]\s.*$", re.IGNORECASE)
ARTICLES = re.compile(r"^(?:the|der|die|das|le|la|les|el|los|il|lo|l['’]|o|a|os|het|de|den|det)\s+", re.IGNORECASE)
HOST_NAME = re.compile(r"^(?:www\.)?([^\W_][\w-]*)((?:\.[a-z]{2,3})?\.[a-z]{2,10})$", re.IGNORECASE)
OF_COUNTRY = re.compile(r"(?<=\w)(?:\.(?:com?|net|org))?\.[a-z]{2}$", re.IGNORECASE)
SECOND_LEVEL = frozenset("ac co com edu gob gov net or org".split())
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "å": "aa"})
PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "ı": "i", "đ": "d"})


@dataclass(frozen=True)
class Statement:
    name: str  # as the page writes it
    origin: str
    brand: str  # the part of it that names the publication
    weight: float


def choose(page: Page, host: str, found: list[Candidate]) -> str:
    """The publisher's name. `host` is the host of the page's address, "" where it is not known.

    Names are compared by their letters without a leading article; those that are the domain's label, or of which the
    label is the initials, go before others. The chosen form is the one printed most.
    """
    label = label_of(host)
    statements = list(_weighed(list(_stated(page, label)), label))
    groups: dict[str, list[Statement]] = {}
    for one in statements:
        groups.setdefault(letters(ARTICLES.sub("", one.brand)), []).append(one)
    best = max(groups.values(), key=lambda group: _score(group, label), default=[])
    forms: dict[str, float] = {}
    for one in best:
        forms[one.brand] = forms.get(one.brand, 0.0) + one.weight
    chosen = max(forms, key=lambda form: (not form.islower(), forms[form]), default="")
    marked = next((one for one in best if one.brand == chosen), None)
    found.extend(
        Candidate("publisher", one.brand, _origin(one), chosen=one is marked) for one in statements if one.brand
    )
    return chosen


def _score(group: list[Statement], label: str) -> float:
    return sum(one.weight for one in group) + max(affinity(one.brand, label) for one in group)


def _origin(one: Statement) -> str:
    return one.origin if one.brand == one.name else f"{one.origin}: {one.name}"


def _stated(page: Page, label: str) -> Iterator[tuple[str, str]]:
    """(name, where) of every statement that may name the publication."""
    named = [(name, "JSON-LD publisher") for name, _ in page.structured.names("publisher")]
    named += [(page.structured.site_name, "JSON-LD WebSite")]
    named += [(name, "JSON-LD isPartOf") for name in page.structured.part_of()]
    named += [(content, name) for name, content in page.meta(*WEIGHTS)]
    usable = [(name, origin) for name, origin in named if 1 < len(name) <= LONGEST and not re.search("https?:|@", name)]
    yield from usable
    known = {letters(ARTICLES.sub("", _unadorned(name))) for name, _ in usable}
    feeds = [name for title in page.feed_titles() if 1 < len(name := FEED.sub("", title).strip(' "')) <= LONGEST]
    feeds = list(dict.fromkeys(feeds))
    tail = STROKES.split(next(iter(page.texts("title")), ""))[1:][-1:]
    # A last part of the title is a section or a name, a feed's title may be a section's: either needs a witness.
    both = [name for name in tail if name in feeds]
    for name in both:
        yield from ((name, "title of the feed"), (name, "title element"))
    for name, origin in [(one, "title element") for one in tail] + [(one, "title of the feed") for one in feeds]:
        witnessed = letters(ARTICLES.sub("", _unadorned(name))) in known or affinity(_unadorned(name), label)
        if 1 < len(name) <= LONGEST and name not in both and witnessed:
            yield name, origin


def _unadorned(name: str) -> str:
    """A name without a bracket behind it ("(SRF)", "(www.dw.com)") and without the words of a copyright notice."""
    bare = BRACKET.sub("", NOTICE.sub("", name)).strip(" ,;·|")
    return OF_COUNTRY.sub("", bare) if len(bare.split()) <= 4 else bare


def _weighed(stated: list[tuple[str, str]], label: str) -> Iterator[Statement]:
    """Each statement with its brand. "golem.de" is Golem; "site.com" is so where it is as often printed bare."""
    words = [word for name, _ in stated for word in {*re.findall(r"[\w-]+(?:\.\w+)*", name.casefold())}]
    for name, origin in dict.fromkeys(stated):
        weight = WEIGHTS[origin]
        parts = [part for part in STROKES.split(BRACKET.sub("", NOTICE.sub("", name))) if part.strip()]
        brand = max(parts, key=lambda part: affinity(_unadorned(part), label), default="").strip(" ,;")
        if match := HOST_NAME.match(brand):
            weight *= OF_ADDRESS
            bare = words.count(match[1].casefold()) >= words.count(brand.casefold())
            brand = match[1] if bare or OF_COUNTRY.search(brand) else brand
        if COMPANY.search(name):
            weight *= OF_COMPANY
        if brand:
            yield Statement(name, origin, _unadorned(brand), weight)


def label_of(host: str) -> str:
    """The label that a site chose for itself: "www.gazette.co.uk" -> "gazette"."""
    parts = [part for part in host.lower().split(".") if part]
    if len(parts) < 2:
        return ""
    second = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in SECOND_LEVEL
    return parts[-3] if second else parts[-2]


def affinity(name: str, label: str) -> float:
    """How far a name is the domain's: the same letters, its initials, or one within the other."""
    own = label.replace("-", "")
    if not own or not name:
        return 0.0
    spellings = {letters(one) for one in (name, ARTICLES.sub("", name))} | {letters(name, german=True)}
    match = HOST_NAME.match(name)
    if own in spellings or (match and letters(match[1]) == own):
        return LIKE_DOMAIN
    words = re.findall(r"[^\W\d_]+", name)
    initials = {"".join(letters(word)[:1] for word in some) for some in (words, [w for w in words if w[0].isupper()])}
    if len(words) > 1 and own in initials:
        return INITIALS
    near = any(len(one) > 2 and len(own) > 2 and (own in one or one in own) for one in spellings)
    return WITHIN if near else 0.0


def letters(text: str, german: bool = False) -> str:
    """The letters and digits of a name in one case and without accents, as domains spell it."""
    plain = text.casefold().translate(GERMAN if german else PLAIN)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", plain)))
