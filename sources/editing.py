"""Editing without losing anyone's work: revisions, the form that compares them, history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from simple_history.models import HistoricalRecords


class Editable(models.Model):
    """A row that people edit: each save by a form raises its revision, each change is kept as history."""

    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("added", auto_now_add=True)
    updated_at = models.DateTimeField("changed", auto_now=True)
    history = HistoricalRecords(inherit=True, excluded_fields=["created_at"])

    class Meta:
        abstract = True


class RevisionForm(forms.ModelForm):
    """A form that refuses to overwrite a newer save, and shows both texts instead.

    Use it inside a transaction: the row stays locked until the save.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["revision"] = self.instance.revision

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._compare_with_the_stored_row(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk:
            self.instance.revision = self._stored_revision + 1
        return super().save(commit)

    def _take_over(self, stored: models.Model) -> None:
        """What this form does not edit is as it is stored now: the save writes whole rows, others' work included."""
        for field in self.instance._meta.concrete_fields:
            if field.name not in self.fields:
                setattr(self.instance, field.attname, getattr(stored, field.attname))

    def _compare_with_the_stored_row(self, cleaned: dict[str, Any]) -> None:
        stored = type(self.instance)._default_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        self._stored_revision = stored.revision
        self._take_over(stored)
        if cleaned.get("revision") == stored.revision:
            return
        self.add_error(
            None,
            "Somebody saved this after you opened it. Nothing of yours is lost: it stands in the form below. "
            "Compare, then save again to keep what the form shows.",
        )
        theirs = forms.model_to_dict(stored, fields=list(self.fields))
        for name in theirs:
            if self.fields[name].has_changed(theirs[name], self[name].data):
                self.add_error(name, f"Saved meanwhile by somebody else: “{_in_words(stored, name)}”")
        # The next save is made in knowledge of the stored text.
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = str(stored.revision)


def _in_words(row: models.Model, name: str) -> str:
    """A field's value as a person reads it: names of related rows, labels of choices."""
    value = getattr(row, name)
    if isinstance(value, models.Manager):
        return ", ".join(map(str, value.all()))
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else "" if value is None else value)
