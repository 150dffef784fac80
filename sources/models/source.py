"""What was published: a document, the texts it had, and the captures they were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


SURE = 0.8  # agreement of the extractors below which an editor is asked to compare the text with the page


class SourceQuerySet(models.QuerySet):
    def lacking_something(self) -> SourceQuerySet:
        """Sources whose title, outlet or date of publication an editor still has to give."""
        undated = models.Q(published="", published_not_stated=False)  # as in is_undated
        return self.filter(models.Q(title="") | models.Q(outlet=None) | undated)

    def saying_two_things(self) -> SourceQuerySet:
        """Sources whose page says two different things of itself, which nobody has settled yet."""
        return self.filter(pk__in=Disagreement.objects.filter(answered=False).values("source"))

    def with_doubtful_text(self) -> SourceQuerySet:
        """Sources whose text the extractors did not agree on, and that nobody has compared with the page."""
        doubtful = self.filter(captures__agreement__lt=SURE, captures__version=models.F("current_version"))
        return self.filter(text_checked=False, pk__in=doubtful.values("pk"))


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
    section = models.CharField(
        max_length=200, blank=True, help_text="The part of the outlet it stands in, as it names it."
    )
    truncated = models.BooleanField(default=False, help_text="The page gave only part of the text (paywall, teaser).")
    paywalled = models.BooleanField(default=False, help_text="The page says that its text is not free to read.")
    text_checked = models.BooleanField(
        "text looked at", default=False, help_text="You compared the text we hold with the page, and it is the article."
    )
    pinned = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Fields that an editor has set: no later fetch changes them.",
    )
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
        if (agreement := self.doubtful_agreement()) is not None:
            asked.append(
                f"The extractors agree on {agreement:.0%} of the text only: please compare the text with the page, "
                "then tick “text looked at”."
            )
        return asked

    def doubtful_agreement(self) -> float | None:
        """How far the extractors agree on the text shown, where that is too little and nobody has looked at it."""
        if self.text_checked or self.current_version_id is None:
            return None
        lowest = self.captures.filter(version=self.current_version_id).aggregate(lowest=models.Min("agreement"))
        return lowest["lowest"] if lowest["lowest"] is not None and lowest["lowest"] < SURE else None

    def same_texts(self) -> list[dict]:
        """The sources with nearly the same text, as {source, similarity, agency}, the likest first."""
        found = [
            {"source": other, "similarity": pair.similarity, "agency": pair.agency}
            for pairs, side in ((self.same_text_right, "right"), (self.same_text_left, "left"))
            for pair in pairs.select_related(f"{side}__outlet")
            for other in (getattr(pair, side),)
        ]
        return sorted(found, key=lambda one: (-one["similarity"], one["source"].pk))


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


class Disagreement(models.Model):
    """A page that says two different things of itself: a question to an editor until he has answered it."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="disagreements")
    field = models.CharField(max_length=20)
    values = models.JSONField(help_text="Each value with where it was found.")
    answered = models.BooleanField(default=False)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["source", "field"], name="disagreement_once_per_field")]

    def __str__(self) -> str:
        return f"{self.field} of {self.source_id}"


class SourceVersion(models.Model):
    """The immutable text of a source. A trigger in the database refuses every update of the text."""

    class Cause(models.TextChoices):
        FIRST = "first", "First reading"
        OUTLET = "outlet", "The outlet changed its words"
        EXTRACTION = "extraction", "We read the page better"
        DESK = "desk", "Changed at the desk"

    class Significance(models.TextChoices):
        MINOR = "minor", "A few words"
        WORDS = "words", "Wording"
        FACTS = "facts", "A number, date, name or denial"

    source = models.ForeignKey(Source, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.FIRST)
    text = models.TextField()
    blocks = models.JSONField(help_text="[kind, start, end] of each block, in code points.")
    sha256 = models.CharField(max_length=64, db_index=True)
    significance = models.CharField(
        max_length=10, choices=Significance, blank=True, help_text="How far it differs from the version before."
    )
    changed_share = models.FloatField(
        null=True, blank=True, help_text="Words added and taken out, by all words, 0 to 1."
    )
    is_edited = models.BooleanField(
        "changed at the desk", default=False, help_text="An editor left something out of what was read, or took it in."
    )
    note_found = models.CharField(
        "note on the page", max_length=500, blank=True, help_text="Where the page itself notes the change, its words."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="version_number_once_per_source"),
            models.UniqueConstraint(fields=["source", "sha256"], name="version_text_once_per_source"),
            models.CheckConstraint(condition=~models.Q(text=""), name="version_has_text"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(
                condition=models.Q(cause__in=["first", "outlet", "extraction", "desk"]), name="version_cause_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of source {self.source_id}"

    def paragraphs(self) -> Iterable[dict]:
        """Each block as {kind, start, end, text}."""
        for kind, start, end in self.blocks:
            yield {"kind": kind, "start": start, "end": end, "text": self.text[start:end]}
