"""What is about to be stored, field by field, with everything the page says of it: all can be changed before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from claims.desk.importing_forms import NO_ADDRESS
from claims.desk.preview_known import credits_kept, values_kept
from claims.desk.preview_offers import candidates_by_field, marked
from sources.importing.addresses import AddressError, host_of
from sources.importing.extraction.disagreeing import questions
from sources.importing.previews import Kept
from sources.importing.types import Credit, Extracted
from sources.models import Outlet, Source, SourceCredit
from sources.pinning import CREDITS, DATES, GOES_TO, GROUP_OF, pinned_with

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?")
MOST_CREDITS = 60
PDF = b"%PDF-"  # how its bytes begin
TOP_NAMES = 500  # outlets offered while typing


class PreviewForm(forms.ModelForm):
    """The fields of the source to be. What is sent unchanged is what was read; what was changed is an editor's."""

    outlet = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "known-outlets", "autocomplete": "off"}),
        help_text="As it names itself. A name that is not known yet makes a new outlet.",
    )

    url = forms.URLField(
        required=False,
        max_length=2000,
        assume_scheme="https",
        label="Address",
        help_text="Where readers find it.",
        error_messages={"invalid": NO_ADDRESS},
    )

    class Meta:
        model = Source
        fields = [
            "title", "byline", "language", "section", "url",
            "published", "published_printed", "published_at", "published_not_stated",
            "written", "written_printed", "modified", "modified_printed",
            "kind", "truncated", "paywalled", "text_checked",
        ]  # fmt: skip
        labels = {"truncated": "Only part of the text", "paywalled": "Not free to read"}

    #: The form's parts in reading order: a heading, and its fields; those after the first of a row stand beside it.
    PARTS = (
        ("What it is", (("title",), ("outlet",), ("byline",), ("kind",))),
        (
            "Dates it states",
            (
                ("published", "published_printed", "published_at", "published_not_stated"),
                ("written", "written_printed"),
                ("modified", "modified_printed"),
            ),
        ),
        ("Where it stands", (("url",), ("language",), ("section",))),
        ("Is it whole?", (("truncated", "paywalled"),)),
    )

    def __init__(self, data: QueryDict | None, kept: Kept, known: Source | None = None) -> None:
        self.candidates = candidates_by_field(kept.extracted)
        self.asked = {GOES_TO.get(one.field, one.field) for one in questions(kept.extracted)}
        self.read, self.known = values_read(kept), known
        super().__init__(data, initial=self.read | values_kept(known, self.read), label_suffix="")
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_published_at(self) -> str:
        given = self.cleaned_data["published_at"].strip()
        if given and not MOMENT.fullmatch(given):
            raise ValidationError("Write the moment as 2022-04-29T14:05+04:30, or leave it empty.")
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        moment, day = cleaned.get("published_at", ""), cleaned.get("published", "")
        if moment and day and "published" not in self.errors and moment[:10] != day[:10]:
            self.add_error("published_at", f"This moment is not on the day given before ({day}): correct one of them.")
        return cleaned

    def parts(self) -> list[dict[str, Any]]:
        """The form as the template shows it: each row with the candidates that could stand in it."""
        return [{"heading": heading, "rows": [self._row(names) for names in rows]} for heading, rows in self.PARTS]

    def edited(self) -> dict[str, Any]:
        """Fields of Source that differ from what was read, with those that belong to them; the outlet as its name."""
        names = {*self.changed_data, *pinned_with(self.changed_data)}
        if self.known is None and self.initial["kind"] != Source.Kind.ARTICLE:
            names.add("kind")  # what the bytes are, which nothing else stores
        return {name: value for name, value in self.cleaned_data.items() if name in names}

    def _row(self, names: tuple[str, ...]) -> dict[str, Any]:
        standing = {one.name: _plain(one.value()) for one in self}
        is_as_read = all(standing[name] == _plain(self.read.get(name)) for name in names)
        return {
            "name": names[0],
            "fields": [self[name] for name in names],
            "offers": marked(self.candidates.get(names[0], []), standing, is_as_read),
            "is_asked": names[0] in self.asked and not self.is_pinned(names[0]),
            "is_pinned": self.is_pinned(names[0]),
        }

    def is_pinned(self, name: str) -> bool:
        """Whether an editor has set this field of the source that is stored."""
        return self.known is not None and GROUP_OF.get(name) in {GROUP_OF.get(one) for one in self.known.pinned} - {
            None
        }

    def are_authors_asked(self) -> bool:
        return CREDITS in self.asked and not self.is_pinned(CREDITS)

    def are_authors_pinned(self) -> bool:
        return self.is_pinned(CREDITS)


class CreditForm(forms.Form):
    name = forms.CharField(required=False, max_length=300)
    kind = forms.ChoiceField(choices=SourceCredit.Kind.choices, required=False)


class BaseCredits(forms.BaseFormSet):
    def credits(self) -> tuple[Credit, ...]:
        """The names in order, each once."""
        found = {}
        for one in self.cleaned_data:
            if name := " ".join(one.get("name", "").split()):
                found.setdefault(name, Credit(name, one.get("kind") or "person"))
        return tuple(found.values())


Credits = forms.formset_factory(CreditForm, formset=BaseCredits, extra=2, max_num=MOST_CREDITS, absolute_max=100)


def values_read(kept: Kept) -> dict[str, Any]:
    """What would be stored if nobody changed it, by field of the form."""
    extracted, page = kept.extracted, kept.page
    found: dict[str, Any] = {
        "outlet": _outlet_read(extracted, page.final_url or page.url),
        "url": extracted.canonical or page.final_url or page.url,
        "kind": Source.Kind.PDF if kept.page.data[:1024].lstrip().startswith(PDF) else Source.Kind.ARTICLE,
        "published_at": extracted.published.moment[:40] if extracted.published else "",
    }
    found |= {name: getattr(extracted, name) for name in ("title", "byline", "language", "section")}
    found |= {name: getattr(extracted, name) for name in ("truncated", "paywalled")}
    for name in DATES:
        stated = getattr(extracted, name)
        found |= {name: stated.edtf if stated else "", f"{name}_printed": stated.printed[:200] if stated else ""}
    return found


def sent_with(kept: Kept, stated: dict[str, str]) -> dict[str, list[str]]:
    """What a browser would send of the form as it opens, but for what was stated beside the document."""
    form, credits = PreviewForm(None, kept), credits_for(None, kept)
    fields = [*form, *credits.management_form, *(field for row in credits.forms for field in row)]
    sent = {one.html_name: one.value() for one in fields} | stated
    return {
        name: ["on" if value is True else str(value)]
        for name, value in sent.items()
        if value is not None and value is not False
    }


def credits_for(data: QueryDict | None, kept: Kept, known: Source | None = None) -> BaseCredits:
    """The names credited, each with its kind, and free rows for more."""
    shown = [{"name": one.name, "kind": one.kind} for one in credits_kept(known, kept.extracted)]
    return Credits(data, initial=shown, prefix="credits", form_kwargs={"label_suffix": ""})


def _plain(value: Any) -> str:
    """A value as a field of the form shows it."""
    return "" if value is None or value is False else "on" if value is True else str(value)


def _outlet_read(extracted: Extracted, url: str) -> str:
    """The outlet that owns the address, else the name the page gives, unless that outlet has addresses of its own."""
    try:
        owner = Outlet.objects.at_domain(host_of(url)).first() if url else None
    except AddressError:
        owner = None
    if owner is not None:
        return owner.name
    name = extracted.publisher[:200]
    known_elsewhere = url and name and Outlet.objects.named(name).exclude(domains=None).exists()
    return "" if known_elsewhere else name


def known_outlets() -> Iterable[str]:
    """Names to choose from while typing."""
    return Outlet.objects.order_by("name").values_list("name", flat=True)[:TOP_NAMES]
