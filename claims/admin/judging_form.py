"""The forms by which a person flags and judges a contradiction; the rules are in claims.judging."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

from claims.models import Contradiction, Judgement


def _chosen_by_name(model: type, field: str, site: AdminSite, **options: Any) -> forms.ModelChoiceField:
    related = model._meta.get_field(field)
    return forms.ModelChoiceField(
        related.remote_field.model._default_manager.all(), widget=AutocompleteSelect(related, site), **options
    )


class FlagForm(forms.Form):
    """Two claims that cannot both be true, by hand."""

    def __init__(self, site: AdminSite, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left"] = _chosen_by_name(Contradiction, "left", site, label="One claim")
        self.fields["right"] = _chosen_by_name(
            Contradiction,
            "right",
            site,
            label="The other claim",
            help_text="The same once more where one voice says it and another denies it (kind: said and denied).",
        )
        self.fields["kind"] = forms.ChoiceField(
            label="What they differ in", choices=[("", "choose one"), *Contradiction.Kind.choices]
        )
        for name, rows in (("why", 2), ("settles", 2)):
            field = Contradiction._meta.get_field(name)
            self.fields[name] = field.formfield(widget=forms.Textarea(attrs={"rows": rows, "cols": 80}))


class JudgementForm(forms.Form):
    """One person's decision."""

    # The page has another form with a revision of its own.
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"id": "id_judged_revision"}))

    def __init__(self, site: AdminSite, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("decision", "verdict", "cause", "explanation"):
            self.fields[name] = Judgement._meta.get_field(name).formfield()
        self.fields[
            "decision"
        ].help_text = "Confirm: they cannot both be true. Dismiss: they can. Settle: you know which."
        self.fields["verdict"].help_text = "What the evidence says. The first four need evidence below."
        self.fields["cause"].help_text = "Why the two differ, if you know."
        self.fields["explanation"].widget.attrs = {"rows": 3, "cols": 80}
        self.fields["explanation"].help_text = "Readers see it once the contradiction is public."
        self.fields["evidence"] = _chosen_by_name(
            Judgement,
            "evidence",
            site,
            label="Evidence: a citation",
            required=False,
            help_text="Type words of the quotation or of the source's title.",
        )
        self.fields["evidence_document"] = Judgement._meta.get_field("evidence_document").formfield()

    def refuse(self, error: ValidationError, revision: int) -> None:
        """Keep what was typed and say why it was refused; the next try is made in knowledge of `revision`."""
        self.add_error(None, error)
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = str(revision)
