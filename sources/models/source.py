"""What was published: a document, the texts it had, and the captures they were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from sources.editing import Editable
from sources.models.edtf_field import EDTFField
from sources.models.outlet import Outlet
from sources.models.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable


class SourceQuerySet(models.QuerySet):
    def lacking_something(self) -> SourceQuerySet:
        """Sources whose title, outlet or date of publication an editor still has to give."""
        undated = models.Q(published="", published_not_stated=False)  # as in is_undated
        return self.filter(models.Q(title="") | models.Q(outlet=None) | undated)


class Source(Editable):
    """One published document at one address, or one handed in."""

    class Kind(models.TextChoices):
        ARTICLE = "article", "Article"
        PDF = "pdf", "PDF document"
        EMAIL = "email", "E-mail"
        CALL = "call", "Call note"
        POST = "post", "Post"
        RECORDING = "recording", "Recording"
        DOCUMENT = "document", "Other document"

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ARTICLE)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="sources")
    outlet_suggestion = models.CharField(
        "outlet, suggested",
        max_length=253,
        blank=True,
        help_text="What the import found but would not decide: the domain of a mail address, a name in the text.",
    )
    stories = models.ManyToManyField(Story, blank=True, related_name="sources")
    title = models.CharField(max_length=500, blank=True, help_text="As the outlet printed it. Empty until known.")
    byline = models.CharField(max_length=500, blank=True, help_text="As printed, with every name and role in it.")
    language = models.CharField(max_length=20, blank=True, help_text="en, ru, prs, ps …")
    url = models.URLField("address", max_length=2000, blank=True, help_text="Where readers find it.")

    written = EDTFField("written", help_text="The day in the dateline: 2022-04-29, or 2022-04 where no day is given.")
    written_printed = models.CharField("written, as printed", max_length=200, blank=True)
    published = EDTFField("published", help_text="The day the outlet states, not the day of import.")
    published_printed = models.CharField("published, as printed", max_length=200, blank=True)
    published_at = models.CharField(
        "published, with the time", max_length=40, blank=True, help_text="ISO 8601 with its offset, where stated."
    )
    published_not_stated = models.BooleanField(
        "no date stated", default=False, help_text="You looked, and the document states none. Readers will be told so."
    )
    modified = EDTFField("modified", help_text="The last change the outlet states.")
    modified_printed = models.CharField("modified, as printed", max_length=200, blank=True)
    truncated = models.BooleanField(default=False, help_text="The page gave only part of the text (paywall, teaser).")
    note = models.TextField("note for the desk", blank=True, help_text="Never shown to readers.")
    current_version = models.ForeignKey(
        "SourceVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published="") | models.Q(published_not_stated=False),
                name="source_dated_or_not_stated",
                violation_error_message="Either give the date of publication or say that none is stated, not both.",
            ),
        ]
        indexes = [
            models.Index(fields=["-published_lower", "-id"], name="source_by_date"),
            models.Index(fields=["title", "id"], name="source_by_title"),
        ]

    def __str__(self) -> str:
        return self.title or f"Untitled document {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("source_detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:80].strip("-")

    @property
    def is_undated(self) -> bool:
        """Whether nobody has given the day of publication, or said that none is stated."""
        return not self.published and not self.published_not_stated

    @property
    def questions(self) -> list[str]:
        """What an editor still has to answer, in sentences."""
        asked = []
        if not self.title:
            asked.append("No title was found: please give the one the outlet printed.")
        if self.outlet_id is None:
            hint = f" The text hints at {self.outlet_suggestion}." if self.outlet_suggestion else ""
            asked.append(f"No outlet is named: please choose who published this.{hint}")
        if self.is_undated:
            asked.append("No date of publication was found: please give it, or tick “no date stated”.")
        if self.truncated:
            asked.append("The page gave only part of the text: import the whole text if you can.")
        return asked


class SourceCredit(models.Model):
    """A name credited with a source."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        AGENCY = "agency", "News agency"
        OTHER = "other", "Role or team"

    source = models.ForeignKey(Source, models.CASCADE, related_name="credits")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        verbose_name = "name credited"
        verbose_name_plural = "names credited"
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="credit_once_per_source")]

    def __str__(self) -> str:
        return self.name


class SourceAddress(models.Model):
    """Every address a source was met under, so that the next import finds it again."""

    class Role(models.TextChoices):
        ORIGINAL = "original", "Asked for"
        FINAL = "final", "Answered"
        CANONICAL = "canonical", "Canonical, as the page says"

    source = models.ForeignKey(Source, models.CASCADE, related_name="addresses")
    role = models.CharField(max_length=10, choices=Role)
    url = models.URLField("address", max_length=2000)
    key = models.CharField("normalised", max_length=2000, db_index=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "source addresses"
        constraints = [models.UniqueConstraint(fields=["source", "role", "key"], name="address_once_per_source")]

    def __str__(self) -> str:
        return self.url


class SourceVersion(models.Model):
    """The immutable text of a source. A trigger in the database refuses every update of the text."""

    class Cause(models.TextChoices):
        FIRST = "first", "First reading"
        OUTLET = "outlet", "The outlet changed its words"
        EXTRACTION = "extraction", "We read the page better"

    source = models.ForeignKey(Source, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.FIRST)
    text = models.TextField()
    blocks = models.JSONField(help_text="[kind, start, end] of each block, in code points.")
    sha256 = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="version_number_once_per_source"),
            models.UniqueConstraint(fields=["source", "sha256"], name="version_text_once_per_source"),
            models.CheckConstraint(condition=~models.Q(text=""), name="version_has_text"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(
                condition=models.Q(cause__in=["first", "outlet", "extraction"]), name="version_cause_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.source_id}"

    def paragraphs(self) -> Iterable[dict]:
        """Each block as {kind, start, end, text}."""
        for kind, start, end in self.blocks:
            yield {"kind": kind, "start": start, "end": end, "text": self.text[start:end]}


class Capture(models.Model):
    """One fetch or hand-in: the bytes as they came, kept once by their hash."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="captures")
    version = models.ForeignKey(SourceVersion, models.PROTECT, related_name="captures")
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField("file", max_length=300, blank=True)
    url = models.URLField("address", max_length=2000, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    media_type = models.CharField(max_length=200, blank=True)
    headers = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField("bytes")
    candidates = models.JSONField(
        default=list, blank=True, help_text="Every metadata candidate, with where it was found and what was chosen."
    )

    class Meta:
        ordering = ["-captured_at", "-id"]
        indexes = [models.Index(fields=["-captured_at", "-id"], name="capture_by_date")]

    def __str__(self) -> str:
        return f"{self.name or self.url or 'hand-in'}, {self.captured_at:%Y-%m-%d %H:%M}"
