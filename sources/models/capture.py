"""What came: the bytes of one fetch or hand-in, and what was read in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sources.importing.types import FetchedPage
from sources.models.source import SURE, Source, SourceVersion


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
    stated = models.JSONField(
        default=dict, blank=True, help_text="What was taken from it for the source: the next fetch changes that alone."
    )
    read_sha256 = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the words as they were read, before an editor's changes."
    )
    agreement = models.FloatField(
        null=True,
        blank=True,
        help_text="How far the extractors agree on the text, 0 to 1; empty where one alone could read.",
    )

    class Meta:
        ordering = ["-captured_at", "-id"]
        indexes = [
            models.Index(fields=["-captured_at", "-id"], name="capture_by_date"),
            models.Index(fields=["source"], condition=models.Q(agreement__lt=SURE), name="capture_doubtful"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.url or 'hand-in'}, {self.captured_at:%Y-%m-%d %H:%M}"

    def as_page(self, data: bytes) -> FetchedPage:
        """What was fetched or handed in then, as the importer takes it; `data` are its bytes."""
        return FetchedPage(
            data=data,
            fetched_at=self.captured_at,
            name=self.name,
            url=self.url,
            final_url=self.url,
            media_type=self.media_type,
            status=self.status,
            headers=tuple((name, value) for name, value in self.headers),
        )
