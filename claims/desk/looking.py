"""One look at a preview: what is kept, what an editor has changed so far, and what would be stored of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import Http404, QueryDict
from django.utils import timezone

from claims.desk import preview_lines
from claims.desk.preview_form import BaseCredits, PreviewForm, credits_for
from claims.desk.preview_known import credits_kept
from claims.desk.preview_outlets import NamedOutlet, outlet_named
from sources.importing import pipeline, previews
from sources.importing.pipeline import MOST_BLOCKS, MOST_CHARACTERS, Preview
from sources.importing.types import BODY_KINDS, NO_EDITS, Edits, Outcome
from sources.models import ImportItem, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass
class Looking:
    """One look at a preview: what is kept, what was changed so far, and which lines this page shows."""

    item: ImportItem
    sent: QueryDict | None  # what this request sends
    number: int  # the page of lines

    @cached_property
    def kept(self) -> previews.Kept:
        try:
            return previews.of(self.item)
        except FileNotFoundError as error:
            raise Http404("The document is gone from the captures: import it again.") from error

    @cached_property
    def data(self) -> QueryDict | None:
        """The fields as sent now, or as kept before; None where nobody has changed one."""
        if self.sent is not None:
            return self.sent
        fields = self.kept.draft.get("fields")
        return _as_sent(fields) if fields else None

    @cached_property
    def form(self) -> PreviewForm:
        return PreviewForm(self.data, self.kept, self.known)

    @cached_property
    def credits(self) -> BaseCredits:
        return credits_for(self.data, self.kept, self.known)

    @cached_property
    def choices(self) -> preview_lines.Choices:
        """What was chosen for the lines: kept before, and sent now for those that the page showed."""
        before = self.kept.draft.get("lines", {})
        if self.sent is None:
            return before
        shown = preview_lines.page_of(self._lines({}), self.number)
        return {**before, **preview_lines.posted(shown, self.sent)}

    @cached_property
    def lines(self) -> list[preview_lines.Line]:
        return self._lines(self.choices)

    @cached_property
    def met(self) -> Source | None:
        """The stored source that it is, or whose text it has."""
        rows = Source.objects.select_related("current_version", "outlet")
        return rows.filter(pk=self.preview.decision.source_id).first()

    @property
    def known(self) -> Source | None:
        """The stored source that it would add to."""
        return None if self.preview.decision.outcome == Outcome.DUPLICATE else self.met

    @cached_property
    def preview(self) -> Preview:
        return pipeline.look(self.kept.page, timezone.now(), self.kept.extracted)

    def _lines(self, choices: preview_lines.Choices) -> list[preview_lines.Line]:
        return preview_lines.lines_of(self.kept.extracted.paragraphs, self.kept.cuts, choices)

    def keep(self, data: QueryDict) -> None:
        """Keep what was changed so far, so that nothing is lost on the way to another page of lines."""
        names = {field.html_name for field in self.form}
        fields = {name: data.getlist(name) for name in data if name in names or name.startswith("credits-")}
        previews.write_draft(self.item, {"fields": fields, "lines": self.choices})

    def is_complete(self) -> bool:
        """Whether it can be stored; what is wrong is said on the form."""
        valid = [self.form.is_valid(), self.credits.is_valid()]
        taken = [line for line in self.lines if line.is_taken]
        if not any(line.kind in BODY_KINDS for line in taken):
            self.form.add_error(None, "Every paragraph is left out: take in at least one, or discard the document.")
        if len(taken) >= MOST_BLOCKS or sum(len(line.text) for line in taken) > MOST_CHARACTERS:
            self.form.add_error(None, f"An article may have {MOST_BLOCKS:,} paragraphs: leave some of them out.")
        return all(valid) and not self.form.errors

    def named_outlet(self, user: User) -> NamedOutlet | None:
        """The outlet that an editor named, made where there is none; None where he named none."""
        page, given = self.kept.page, self.form.cleaned_data
        address = page.final_url or page.url or given["url"]
        return outlet_named(self.form.edited().get("outlet", ""), address, given["kind"], user)

    def edits(self, named: NamedOutlet | None) -> Edits:
        """What differs from what would be stored unchanged."""
        values = self.form.edited()
        if "outlet" in values:
            values["outlet"] = named.outlet if named else None
        credits = self.credits.credits()
        edits = Edits(
            values=tuple(values.items()),
            credits=credits if credits != credits_kept(self.known, self.kept.extracted) else None,
            paragraphs=preview_lines.paragraphs(self.lines) if self.is_text_edited() else None,
        )
        return edits if edits != Edits() else NO_EDITS

    def is_text_edited(self) -> bool:
        return preview_lines.paragraphs(self.lines) != self.kept.extracted.paragraphs

    def changed(self) -> list[str]:
        """The labels of what was changed in the form."""
        if self.data is None:
            return []
        labels = [str(self.form[name].label) for name in self.form.changed_data]
        return labels + (["Names credited"] if self.credits.has_changed() else [])


def _as_sent(fields: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data
