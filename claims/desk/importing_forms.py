"""The ways in: an article by address, file or paste; a document handed in; many addresses at once."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from sources.importing import documents
from sources.importing.types import FetchedPage
from sources.models import Source, Story
from sources.models.edtf_field import validate_edtf

OFFSET = re.compile(r"Z|[+-](?:0\d|1[0-4]):[0-5]\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NO_ADDRESS = "This is no address: write it in full, as https://example.org/article, or leave the field empty."
#: What may be handed in: everything but the article that stands at an address.
HANDED_IN = [choice for choice in Source.Kind.choices if choice[0] != Source.Kind.ARTICLE]


class WayIn(forms.Form):
    """What all ways in have in common."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    @property
    def lost_file(self) -> str:
        """The name of the file that was sent with a form that is shown again: no browser keeps it chosen."""
        return self.files["file"].name if self.errors and "file" in self.files else ""

    def files_to_read(self) -> FetchedPage | None:
        """The file that was chosen, if any. Raises ImportRefused where it is too large."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        documents.refuse_if_too_large(upload.size)
        media_type = upload.content_type if upload.content_type not in (None, "application/octet-stream") else ""
        return FetchedPage(
            upload.read(), timezone.now(), name=upload.name, url=self.cleaned_data.get("address", ""),
            media_type=media_type or "",
        )  # fmt: skip


class ArticleForm(WayIn):
    address = forms.URLField(
        required=False,
        assume_scheme="https",
        max_length=2000,
        error_messages={"invalid": NO_ADDRESS},
        help_text="Where the article stands. Given alone, the page is fetched; with a file or text, it is only kept.",
    )
    file = forms.FileField(
        required=False,
        help_text="A saved page, a PDF or a text, up to 10 MB. A WARC, a feed, a sitemap or a list of addresses is "
        "imported as a batch.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        label="HTML or text",
        help_text="Paste the page's source, or everything the page shows.",
    )
    story = forms.ModelChoiceField(Story.objects.all(), required=False, help_text="The story it belongs to.")

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if not (cleaned.get("address") or cleaned.get("file") or cleaned.get("text", "").strip()) and not self.errors:
            raise ValidationError("Give an address, choose a file, or paste the article.")
        if cleaned.get("file") and cleaned.get("text", "").strip():
            raise ValidationError("Give either a file or pasted text, not both.")
        return cleaned

    def document(self) -> FetchedPage | None:
        """The document in hand; None where there is only an address to fetch. Raises ImportRefused."""
        text = self.cleaned_data["text"]
        if text.strip():
            return documents.from_text(text, timezone.now(), url=self.cleaned_data["address"])
        return self.files_to_read()


class HandInForm(WayIn):
    """A letter, a call, a post or a recording, as a person typed it in."""

    kind = forms.ChoiceField(choices=HANDED_IN, initial=Source.Kind.EMAIL)
    title = forms.CharField(max_length=500, help_text="What it is, in a line: its subject, or who spoke with whom.")
    outlet = forms.CharField(
        required=False,
        max_length=200,
        label="Who it is from",
        widget=forms.TextInput(attrs={"list": "known-outlets", "autocomplete": "off"}),
        help_text="The outlet, agency or body that said or sent it. Empty until known.",
    )
    byline = forms.CharField(required=False, max_length=500, label="Who wrote or spoke", help_text="As it is given.")
    date = forms.CharField(
        required=False, max_length=60, validators=[validate_edtf], help_text="2022-04-29, or 2022-04 for the month."
    )
    time = forms.TimeField(
        required=False,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "14:05"}),
        help_text="Its own local time.",
    )
    offset = forms.CharField(
        required=False, max_length=6, help_text="From UTC, as +04:30. Empty: not stated.",
        widget=forms.TextInput(attrs={"placeholder": "+04:30"}),
    )  # fmt: skip
    no_date = forms.BooleanField(required=False, label="It states no date", help_text="Readers will be told so.")
    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Its words in full. Every paragraph is kept; nothing is cut.",
    )
    file = forms.FileField(
        required=False, label="Attach the original", help_text="The letter, picture or recording itself, up to 10 MB."
    )
    story = forms.ModelChoiceField(Story.objects.all(), required=False, help_text="The story it belongs to.")

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError("Type in what was written or said.")
        return text

    def clean_offset(self) -> str:
        given = self.cleaned_data["offset"].strip().upper()
        if given and not OFFSET.fullmatch(given):
            raise ValidationError("Write the offset from UTC as +04:30, or leave it empty.")
        return given

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        date, time = cleaned.get("date", ""), cleaned.get("time")
        if cleaned.get("no_date") and (date or time):
            self.add_error("no_date", "Either give the date or say that none is stated, not both.")
        if time and not DAY.fullmatch(date) and "date" not in self.errors:
            self.add_error("date", "Give the day to which this time belongs, as 2022-04-29.")
        if cleaned.get("offset") and not time and "time" not in self.errors:
            self.add_error("time", "Give the time to which this offset belongs.")
        return cleaned

    def stated(self) -> dict[str, str]:
        """What was said beside the text, by the field of the source it goes into."""
        given = self.cleaned_data
        moment = f"{given['date']}T{given['time']:%H:%M}{given['offset']}" if given["time"] else ""
        found = {name: given[name] for name in ("kind", "title", "outlet", "byline")}
        found |= {"published": given["date"], "published_at": moment}
        return found | ({"published_not_stated": "on"} if given["no_date"] else {})


class ManyForm(WayIn):
    addresses = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "placeholder": "https://…", "spellcheck": "false"}),
        help_text="One a line; or rows of a table with a column for the address.",
    )
    file = forms.FileField(required=False, label="Or a CSV file", help_text="With a column named url or address.")
    story = forms.ModelChoiceField(Story.objects.all(), required=False, help_text="The story they belong to.")

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        given = [bool(cleaned.get("addresses", "").strip()), bool(cleaned.get("file"))]
        if not any(given) and not self.errors:
            raise ValidationError("Write the addresses, one a line, or choose a CSV file.")
        if all(given):
            raise ValidationError("Give either a file or a list, not both.")
        return cleaned

    def document(self) -> FetchedPage:
        """The list as a document. Raises ImportRefused where it is too large."""
        return self.files_to_read() or documents.from_list(self.cleaned_data["addresses"], timezone.now())
