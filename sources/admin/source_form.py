"""The form of a source: what an editor sets in it is pinned, and can be let go again."""

from __future__ import annotations

from typing import Any

from django import forms

from sources.editing import RevisionForm
from sources.pinning import TOGETHER, groups_pinned, pinned_with


class SourceForm(RevisionForm):
    unpin = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Pinned by an editor",
        help_text="A later fetch does not change these. Tick one to let the page speak for it again.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unpin" in self.fields:
            self.fields["unpin"].choices = groups_pinned(self.instance)

    def save(self, commit: bool = True) -> Any:
        set_here = [name for name in self.changed_data if name != "unpin"]
        let_go = {name for group in self.cleaned_data.get("unpin", ()) for name in TOGETHER[group]}
        self.instance.pinned = sorted(
            {*self.instance.pinned, *pinned_with(set_here)} - (let_go - pinned_with(set_here))
        )
        return super().save(commit)
