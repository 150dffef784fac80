"""Who says what of an event: for each matter the values, and for each value the outlets that print it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.models import Citation, Claim, Voice
from claims.public.presenting import names_in_order, published, value
from sources.models import Outlet

MOST_OUTLETS = 8  # columns that a page has room for


@dataclass(frozen=True)
class Entry:
    """One value as one outlet prints it: its own word, or somebody's it quotes."""

    value: str
    claim: Claim
    denies: bool
    voice: str
    published: str


@dataclass
class Row:
    matter: str
    cells: dict[int, list[Entry]] = field(default_factory=dict)
    columns: list[Outlet] = field(default_factory=list)

    @property
    def in_order(self) -> list[list[Entry]]:
        """The entries column by column."""
        return [self.cells.get(outlet.pk, []) for outlet in self.columns]


@dataclass(frozen=True)
class Grid:
    outlets: list[Outlet]
    rows: list[Row]
    left_out: int

    def __bool__(self) -> bool:
        return bool(self.rows and self.outlets)


@dataclass
class ValueGroup:
    """One value with everyone who prints it: three outlets with two values are two groups."""

    value: str
    claims: list[Claim] = field(default_factory=list)
    sayings: list[str] = field(default_factory=list)


def grid(claims: Iterable[Claim]) -> Grid:
    """The grid of claims that have an attribute and a value; their citations come with voices."""
    rows: dict[tuple, Row] = {}
    outlets: dict[int, Outlet] = {}
    for claim in claims:
        if not (claim.attribute_id and value(claim)):
            continue
        row = rows.setdefault(_matter_key(claim), Row(_matter(claim)))
        for citation in claim.citations.all():
            outlet = citation.source.outlet
            if outlet is not None:
                outlets[outlet.pk] = outlet
                row.cells.setdefault(outlet.pk, []).append(_entry(claim, citation))
    columns = sorted(outlets.values(), key=lambda outlet: outlet.name.casefold())
    kept = columns[:MOST_OUTLETS]
    for row in rows.values():
        row.columns = kept
    filled = [row for row in rows.values() if any(row.in_order)]
    return Grid(kept, sorted(filled, key=lambda row: row.matter), len(columns) - len(kept))


def value_groups(claims: Iterable[Claim]) -> list[ValueGroup]:
    """The claims by their value, each value once, with who prints it."""
    groups: dict[str, ValueGroup] = {}
    for claim in claims:
        group = groups.setdefault(value(claim), ValueGroup(value(claim)))
        group.claims.append(claim)
        for citation in claim.citations.all():
            stance = "denied" if citation.stance == Citation.Stance.DENIES else "asserted"
            saying = f"{stance} by {names_in_order(citation)}"
            if saying not in group.sayings:
                group.sayings.append(saying)
    return list(groups.values())


def _matter_key(claim: Claim) -> tuple:
    return (claim.attribute_id, claim.subject_id, claim.object_id, claim.place_id, claim.period)


def _matter(claim: Claim) -> str:
    """What the value is of: "people killed", "recognises (Russia, Afghanistan)"."""
    details = ", ".join(str(one) for one in (claim.subject, claim.object, claim.place) if one is not None)
    return f"{claim.attribute} ({details})" if details else str(claim.attribute)


def _entry(claim: Claim, citation: Citation) -> Entry:
    last = citation.last_voice
    own = last is None or last.kind == Voice.Kind.ITSELF
    return Entry(
        value=value(claim),
        claim=claim,
        denies=citation.stance == Citation.Stance.DENIES,
        voice="" if own else names_in_order(citation).rpartition(" › ")[2],
        published=published(citation.source),
    )
