"""Whom a page credits: the byline and the names of its best source, people told apart from agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sources.importing.extraction import names, titles, wires
from sources.importing.extraction.page import Page
from sources.importing.extraction.publishers import HOST_NAME, affinity, letters
from sources.importing.types import Candidate, Credit, Extracted

METAS = (
    "author",
    "article:author",
    "og:article:author",
    "article:author_name",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "twitter:creator:name",
)
#: "Editor: Paul Novak": had a hand in the article and did not write it.
NOT_WRITTEN_BY = re.compile(
    r"^\W*(?:editor|edited by|editing by|redakteur(?:in)?|redaktor|redaktion|rédacteur en chef|editado por|a cura di|"
    r"penyunting|redigiert von|redaktör|redaktør|редактор|photos?(?: by)?|fotos?|image|illustration)"
    r"\s*[:：]\s*(.+)$",
    re.IGNORECASE,
)
OF_JSON_LD, OF_LINK = "JSON-LD author", "link marked as the author's"
PRINTED = frozenset({OF_LINK, "element marked as the author", "printed byline"})
MOST_AUTHORS = 8  # a page that links to more lists its staff
ITSELF = " (the publication itself)"
DIGIT = re.compile(r"\d")  # in a printed byline: an hour, a day, a number of comments
INVERTED = re.compile(r"^(dc\.|dcterms\.|citation_)")  # library metas, which write "Karimi, Amina"
Source = tuple[str, tuple[Credit, ...]]  # where, whom


def read(page: Page, sites: list[str], label: str, found: list[Candidate]) -> tuple[str, tuple[Credit, ...]]:
    """The byline as printed and the credits of the best source that names somebody.

    `sites` are the names of the publication, `label` its domain's label. A page that states nobody but its own
    publication may print somebody: it gives candidates alone here, and `completed` takes them if nobody is found.
    """
    printed = [(origin, text, names.credits_in(names.strip_label(text))) for origin, text in page.bylines()]
    printed = [one for one in printed if one[2] and not NOT_WRITTEN_BY.match(one[1])]
    others = _only_edited(page, printed)
    structured = [(OF_JSON_LD, _structured(page)), *_metas(page), *_labelled(page)]
    sources = [(origin, _of_others(credits, sites, label)) for origin, credits in structured]
    sources += [(origin, _of_others(_likely(credits, sites), sites, label)) for origin, _, credits in printed]
    sources = [
        (origin, tuple(one for one in credits if letters(one.name) not in others)) for origin, credits in sources
    ]
    named = [one for one in sources if one[1]]
    if not named:
        return "", ()
    origin, chosen = _best(named)
    if all(one.kind == "other" for one in chosen):
        found.extend(Candidate("author", one.name, f"{origin}{ITSELF}") for one in chosen)
        return "", ()
    _note(named, origin, chosen, found)
    byline = next((names.strip_label(text) for _, text, credits in printed if _same(credits, chosen)), "")
    byline = byline or ", ".join(credit.name for credit in chosen)
    found.append(Candidate("byline", byline, origin, chosen=True))
    return byline, chosen


def completed(stated: Extracted) -> Extracted:
    """`stated` with the people that its printed byline names beside those known, or else with its own publication.

    The publication is the author where the page's statements name it and nobody else is credited; the credit is of
    kind "other", but for an agency that signs on its own site.
    """
    stated = _with_byline(stated)
    own = [] if stated.credits else [one for one in stated.candidates if one.origin.endswith(ITSELF)]
    if not own:
        return stated
    credits = tuple(_own(Credit(one.value, "other")) for one in own)
    byline = stated.byline or ", ".join(one.name for one in credits)
    marked = tuple(replace(one, chosen=one.chosen or one in own) for one in stated.candidates)
    return replace(
        stated, byline=byline, credits=credits, candidates=(*marked, Candidate("byline", byline, own[0].origin, True))
    )


def _with_byline(stated: Extracted) -> Extracted:
    """With all people of the byline as printed, where it names those of the page's metas and more.

    A further name that stands in the title is the place or the subject: "Amina Karimi, Dasht-e Soz".
    """
    origin = next((one.origin for one in stated.candidates if one.field == "author" and one.chosen), OF_JSON_LD)
    printed = names.credits_in(names.strip_label(stated.byline)) if stated.credits and origin != OF_JSON_LD else ()
    known, title = {letters(one.name) for one in stated.credits}, letters(stated.title)
    printed = tuple(one for one in printed if letters(one.name) in known or letters(one.name) not in title)
    more = [one for one in printed if letters(one.name) not in known]
    fuller = known < {letters(one.name) for one in printed} and _all_people(printed) and len(printed) <= MOST_AUTHORS
    if not fuller:
        return stated
    found = tuple(Candidate("author", one.name, "byline as printed", chosen=True) for one in more)
    return replace(stated, credits=printed, candidates=(*stated.candidates, *found))


def _best(named: list[Source]) -> Source:
    """The first source that names a person or a known agency; then one with anybody else, the publication last.

    Of the page's elements those whose every name looks like a person's go first. A later source that names the same
    people and more is more complete, but JSON-LD is what sites keep best.
    """
    likely = [one for one in named if one[0] not in PRINTED or _all_people(one[1])]
    for group, kinds in ((likely, {"person"}), (named, {"person"}), (named, {"agency"}), (named, {"other"})):
        for origin, credits in group:
            wired = any(one.kind == "agency" and wires.is_agency(one.name) for one in credits)
            if wired or any(one.kind in kinds for one in credits):
                others = tuple(one for one in credits if one.kind != "other") or credits
                return (origin, others) if origin == OF_JSON_LD else _fuller((origin, others), likely)
    return named[0]


def _fuller(chosen: Source, likely: list[Source]) -> Source:
    """The source with all of the chosen names and most people more."""
    known = {letters(one.name) for one in chosen[1]}
    links = unique(one for origin, credits in likely if origin == OF_LINK for one in credits)
    fuller = [
        (origin, credits)
        for origin, credits in [*likely, (OF_LINK, links)]
        if known < {letters(one.name) for one in credits} and _all_people(credits) and len(credits) <= MOST_AUTHORS
    ]
    return max(fuller, key=lambda one: len(one[1]), default=chosen)


def _all_people(credits: tuple[Credit, ...]) -> bool:
    return all(names.looks_like_a_person(one.name) or wires.is_agency(one.name) for one in credits)


def _own(one: Credit) -> Credit:
    """An agency that signs on its own site is one all the same."""
    return replace(one, kind="agency") if wires.is_agency(one.name) else one


def _likely(credits: tuple[Credit, ...], sites: list[str]) -> tuple[Credit, ...]:
    """Of a printed byline that names people, those and agencies; what else stands in it is a place, a role, a time."""
    stations = tuple(f"{titles.fold(site)} " for site in sites if site)  # "MDR THÜRINGEN" of the MDR
    people = {
        one.name
        for one in credits
        if names.looks_like_a_person(one.name) and not titles.fold(one.name).startswith(stations)
    }
    likely = [one for one in credits if one.name in people or wires.is_agency(one.name)]
    return tuple(likely if people else [one for one in credits if not DIGIT.search(one.name)])


def _of_others(credits: tuple[Credit, ...], sites: list[str], label: str) -> tuple[Credit, ...]:
    """Credits with those of the publication itself, by name or address, marked as such and put last."""
    marked = [replace(one, kind="other") if _is_site(one, sites, label) else one for one in credits]
    return tuple(sorted(marked, key=lambda one: one.kind == "other"))


def _is_site(one: Credit, sites: list[str], label: str) -> bool:
    name = letters(one.name)
    hosts = any(HOST_NAME.match(word) and "." in word[1:-1] for word in one.name.split())
    return hosts or name in map(letters, sites) or affinity(one.name, label) > 2


def _only_edited(page: Page, printed: list[tuple[str, str, tuple[Credit, ...]]]) -> set[str]:
    """The names that are printed as an editor's or photographer's, where somebody else is printed as the author."""
    edited = {letters(match[1]) for _, text in page.bylines() if (match := NOT_WRITTEN_BY.match(text))}
    written = {letters(one.name) for _, _, credits in printed for one in credits if one.kind == "person"}
    return edited if written - edited else set()


def _note(named: list[Source], origin: str, chosen: tuple[Credit, ...], found: list[Candidate]) -> None:
    known = {letters(credit.name) for credit in chosen}
    noted: set[tuple[str, str]] = set()
    for place, credits in named:
        for one in credits:
            if (place, one.name) not in noted:
                noted.add((place, one.name))
                found.append(Candidate("author", one.name, place, place == origin and letters(one.name) in known))


def _same(some: tuple[Credit, ...], others: tuple[Credit, ...]) -> bool:
    return {letters(one.name) for one in some} == {letters(one.name) for one in others}


def _structured(page: Page) -> tuple[Credit, ...]:
    stated = page.structured.names("author") or page.structured.names("creator")
    return unique(
        one
        for name, organisation in stated
        for one in ([names.credit(name, True)] if organisation else names.credits_in(names.strip_label(name)))
    )


def _metas(page: Page) -> list[Source]:
    by_name: dict[str, list[str]] = {}
    for name, content in page.meta(*METAS):
        by_name.setdefault(name, []).append(content)
    return [
        (
            name,
            unique(one for content in _upright(name, contents) for one in names.credits_in(names.strip_label(content))),
        )
        for name, contents in by_name.items()
    ]


def _upright(name: str, contents: list[str]) -> list[str]:
    """The contents of a meta, with "Karimi, Amina" turned round where a library meta writes all names so."""
    parts = [[part.strip() for part in content.split(",")] for content in contents]
    inverted = INVERTED.match(name) and all(
        len(pair) == 2 and all(pair) and len(pair[0].split()) <= 3 for pair in parts
    )
    whole = any(names.looks_like_a_person(pair[0]) and names.looks_like_a_person(pair[-1]) for pair in parts)
    return [f"{first} {last}" for last, first in parts] if inverted and not whole else contents


def _labelled(page: Page) -> list[Source]:
    """What stands behind a label of a shared link's card: twitter:label1 "Written by", twitter:data1 the name."""
    stated = list(page.meta("twitter:misc:written by"))
    for number in "12":
        label = next((content for _, content in page.meta(f"twitter:label{number}")), "")
        if names.is_bare_label(label) or names.is_written_by(label):
            stated += page.meta(f"twitter:data{number}")
    return [(name, unique(names.credits_in(names.strip_label(content)))) for name, content in stated]


def unique(credits: Iterable[Credit | None]) -> tuple[Credit, ...]:
    """Credits in their order, each name once whatever its case and accents."""
    found: dict[str, Credit] = {}
    for one in credits:
        if one:
            found.setdefault(letters(one.name), one)
    return tuple(found.values())
