"""A preview of a source that is stored already: what stays as it is, and how its text stands to those we hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sources.importing.saving import RESTATED
from sources.importing.types import Credit, Outcome
from sources.pinning import CREDITS, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sources.importing.deciding import Decision
    from sources.importing.types import Extracted, FetchedPage
    from sources.models import Source, SourceVersion

#: Fields that an import never changes in a source that is stored.
KEPT = ("outlet", "url", "kind", "text_checked")


def values_kept(known: Source | None, read: Mapping[str, Any]) -> dict[str, Any]:
    """What the source keeps whatever the page says now, by field of the form: what is pinned or never restated."""
    if known is None:
        return {}
    kept = {"outlet": str(known.outlet or "")} | {name: getattr(known, name) for name in KEPT if name != "outlet"}
    for group, names in TOGETHER.items():
        if group in (CREDITS, *KEPT) or not _stays(known, group, read):
            continue
        kept |= {name: getattr(known, name) for name in names}
    return kept


def _stays(known: Source, group: str, read: Mapping[str, Any]) -> bool:
    """Whether an import leaves this group of fields as it is; as sources.importing.saving decides it."""
    if {group, *TOGETHER[group]} & set(known.pinned) or read[group] == "":
        return True
    if group == "published" and known.published_not_stated:
        return True
    return group not in RESTATED and getattr(known, group) not in ("", read[group])


def credits_kept(known: Source | None, extracted: Extracted) -> tuple[Credit, ...]:
    """The names credited once the document is stored and nobody changes them."""
    stored = tuple(Credit(one.name, one.kind) for one in known.credits.all()) if known else ()
    return stored if known and (stored or CREDITS in known.pinned) else extracted.credits


def shown_again(known: Source | None, decision: Decision, page: FetchedPage) -> SourceVersion | None:
    """The earlier version whose words the page shows again, if it will be the one shown; else None."""
    if known is None or decision.outcome != Outcome.SAME or decision.version_id in (None, known.current_version_id):
        return None
    if known.captures.filter(captured_at__gt=page.fetched_at).exists():
        return None  # an old capture shows what was, not what is
    return known.versions.filter(pk=decision.version_id).first()


def said_of_storing(decision: Decision, again: SourceVersion | None, counts: Mapping[str, int], new: list[str]) -> str:
    """What storing would do to the text and the fields; `new` are the labels of what an editor has changed.

    A sentence without its full stop: the page goes on with the lines left out.
    """
    some = f"{counts['taken']:,} paragraph{'' if counts['taken'] == 1 else 's'}"
    if decision.outcome == Outcome.DUPLICATE:
        return "Nothing new to store: the text is stored already"
    if decision.outcome != Outcome.SAME:
        return f"{some} will be stored"
    said = [f"Your changes to the text make a new version of {some}"] if counts["edited"] else []
    if new:
        said.append(f"What you changed will be stored and pinned: {', '.join(new)}")
    if again is not None and not counts["edited"]:
        said.append(f"Version {again.number} will be the current one again")
    return ". ".join(said) or "Nothing new to store: every paragraph is stored already"
