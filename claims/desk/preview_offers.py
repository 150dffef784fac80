"""What a page says of each field: which of it stands in the form now, and what taking it would write there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sources.importing.types import Extracted
from sources.pinning import GOES_TO, fields_taken

#: Fields that say in other words what the field before them says.
PRINTED = ("written_printed", "published_printed", "modified_printed")


@dataclass(frozen=True)
class Offer:
    """One thing that the page says of a field, and what taking it would write into the form."""

    number: int  # among the candidates of the page
    value: str
    origin: str
    chosen: bool
    fills: dict[str, str]


def candidates_by_field(extracted: Extracted) -> dict[str, list[Offer]]:
    """What the page says, under the field of the form that it could fill: each value once, with all its places."""
    found: dict[str, dict[str, Offer]] = defaultdict(dict)
    for number, one in enumerate(extracted.candidates):
        fills = {name: value for name, value in fields_taken(one.field, one.value).items() if value is not False}
        if not one.value or not (fills or one.field == "author"):
            continue
        offers = found[GOES_TO.get(one.field, one.field)]
        known = offers.get(one.value)
        if known is None:
            offers[one.value] = Offer(number, one.value, one.origin, one.chosen, fills)
        elif one.origin not in known.origin.split(" · "):
            offers[one.value] = replace(
                known, origin=f"{known.origin} · {one.origin}", chosen=known.chosen or one.chosen
            )
    return {name: list(offers.values()) for name, offers in found.items()}


def marked(offers: Iterable[Offer], standing: Mapping[str, str], is_as_read: bool) -> list[Offer]:
    """The offers, with the one chosen that stands in the form; `standing` are the values of its fields.

    Where nobody has changed what was read, the reader's own choice stays marked: it may have tidied the words.
    """
    found = list(offers)
    stands = next((one for one in found if _stands(one, standing, ())), None)
    stands = stands or next((one for one in found if one.chosen and _stands(one, standing, PRINTED)), None)
    stands = stands or next((one for one in found if _stands(one, standing, PRINTED)), None)
    if stands is None and is_as_read:
        return found
    return [replace(one, chosen=one is stands) for one in found]


def marked_names(offers: Iterable[Offer], names: Collection[str], is_as_read: bool) -> list[Offer]:
    """The names that the page credits, with those chosen that stand in the form."""
    return [replace(one, chosen=one.value in names or (is_as_read and one.chosen)) for one in offers]


def _stands(offer: Offer, standing: Mapping[str, str], without: Collection[str]) -> bool:
    return all(standing.get(name, "") == value for name, value in offer.fills.items() if name not in without)
