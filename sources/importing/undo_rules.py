"""What undoing a batch would do with each of its items, and why. Reads rows, changes none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources import deleting
from sources.importing.types import Outcome
from sources.models import Capture, ImportBatch, ImportItem, Source, SourceVersion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

REMOVED, KEPT, NOTHING = "Removed", "Kept", "Nothing to remove"


@dataclass(frozen=True)
class Fate:
    """What becomes of what an item made, in a sentence; the source or version to remove, if any."""

    said: str
    source: Source | None = None
    version: SourceVersion | None = None
    before: SourceVersion | None = None  # shown again in the version's place

    @property
    def removes(self) -> bool:
        return self.source is not None or self.version is not None


def fates(batch: ImportBatch, items: Iterable[ImportItem]) -> dict[int, Fate]:
    """The fate of each of these items of a batch, by its key, at a cost in queries that does not grow with them."""
    rows = ImportItem.objects.filter(pk__in=[item.pk for item in items]).select_related("source", "version")
    chosen = list(rows.defer("version__text", "version__blocks"))
    surroundings = _Surroundings(batch, {item.source_id for item in chosen if item.source_id})
    return {item.pk: surroundings.fate(item) for item in chosen}


class _Surroundings:
    """What else there is about the sources that a batch met."""

    def __init__(self, batch: ImportBatch, sources: set[int]) -> None:
        self.last: dict[int, datetime] = {}  # when this batch was done with a source
        self.own: set[int] = set()  # the versions it made
        for item in batch.items.filter(source__in=sources).exclude(finished_at=None).order_by("finished_at"):
            self.last[item.source_id] = item.finished_at
            if item.version_id and not item.undone.startswith(KEPT):
                self.own.add(item.version_id)
        others = ImportItem.objects.filter(source__in=sources).exclude(batch=batch).order_by("pk")
        self.others = dict(others.values_list("source", "batch"))
        self.versions: dict[int, list[SourceVersion]] = defaultdict(list)
        for version in SourceVersion.objects.filter(source__in=sources).defer("text", "blocks").order_by("number"):
            self.versions[version.source_id].append(version)
        keys = [one.pk for versions in self.versions.values() for one in versions]
        self.captures = list(
            Capture.objects.filter(source__in=sources).order_by("captured_at", "pk").values_list(
                "source", "version", "captured_at"
            )
        )  # fmt: skip
        self.on_source, self.on_version = deleting.held(Source, sources), deleting.held(SourceVersion, keys)
        self.touched = self._touched(sources)

    def _touched(self, sources: set[int]) -> set[int]:
        """The sources that were saved anew after this batch was done with them."""
        before: dict[int, int] = {}
        after: dict[int, int] = {}
        rows = Source.history.filter(id__in=sources).values_list("id", "revision", "history_date")
        for pk, revision, moment in rows:
            side = before if pk in self.last and moment <= self.last[pk] else after
            side[pk] = max(revision, side.get(pk, 0))
        return {pk for pk, revision in after.items() if revision > before.get(pk, 0)}

    def fate(self, item: ImportItem) -> Fate:
        if item.outcome == Outcome.NEW and item.source is not None:
            why = self._keeps_source(item.source)
            return Fate(f"{KEPT}: {why}.") if why else Fate(f"{REMOVED}: source {item.source_id}.", source=item.source)
        if item.outcome == Outcome.NEW_VERSION and item.version is not None:
            return self._fate_of_version(item, item.version)
        if item.outcome in (Outcome.NEW, Outcome.NEW_VERSION):
            return Fate(f"{NOTHING}: what it made is gone already.")
        return Fate(f"{NOTHING}: it made no source and no version.")

    def _keeps_source(self, source: Source) -> str:
        """Why a source stays, as a clause; empty where it may go."""
        if source.pk in self.on_source:
            return deleting.in_words(self.on_source[source.pk])
        for version in self.versions[source.pk]:
            if version.pk in self.on_version:
                return deleting.in_words(self.on_version[version.pk])
        if source.pk in self.touched:
            return "it was edited since"
        if source.pk in self.others:
            return f"import {self.others[source.pk]} met it too"
        later = [one.number for one in self.versions[source.pk] if one.pk not in self.own]
        return f"version {later[0]} of it came from elsewhere" if later else ""

    def _fate_of_version(self, item: ImportItem, version: SourceVersion) -> Fate:
        why, before = self._keeps_version(item, version), self._before(version)
        if why or before is None:
            return Fate(f"{KEPT}: {why or 'it is the only text of its source'}.")
        said = f"version {version.number} of source {version.source_id}; version {before.number} is shown again"
        return Fate(f"{REMOVED}: {said}.", version=version, before=before)

    def _keeps_version(self, item: ImportItem, version: SourceVersion) -> str:
        if version.pk in self.on_version:
            return deleting.in_words(self.on_version[version.pk])
        if item.source is None or item.source.current_version_id != version.pk:
            return "the source shows another version since"
        if item.source_id in self.touched:
            return "its source was edited since"
        seen = [moment for _, shown, moment in self.captures if shown == version.pk]
        return "a later fetch saw the same text" if any(moment > item.finished_at for moment in seen) else ""

    def _before(self, version: SourceVersion) -> SourceVersion | None:
        """The version that was shown before this one: the last that was seen, else the one numbered below."""
        others = {one.pk: one for one in self.versions[version.source_id] if one.pk != version.pk}
        seen = [shown for source, shown, _ in self.captures if source == version.source_id and shown in others]
        lower = [one for one in others.values() if one.number < version.number]
        return others[seen[-1]] if seen else lower[-1] if lower else None
