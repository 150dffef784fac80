"""Near-identical texts: what they are found by, and the pairs that were found."""

from __future__ import annotations

from django.db import models

from sources.models.source import Source, SourceVersion


class TextBand(models.Model):
    """One band of a version's MinHash signature: versions that share one may have nearly the same text."""

    version = models.ForeignKey(SourceVersion, models.CASCADE, related_name="bands")
    value = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "version"], name="band_once_per_version")]

    def __str__(self) -> str:
        return f"Band of version {self.version_id}"


class SameText(models.Model):
    """Two sources whose current texts are nearly the same, the one with the lower number left."""

    left = models.ForeignKey(Source, models.CASCADE, related_name="same_text_right")
    right = models.ForeignKey(Source, models.CASCADE, related_name="same_text_left")
    similarity = models.FloatField(help_text="Share of the shorter text's word runs that stand in the other, 0 to 1.")
    agency = models.CharField(max_length=300, blank=True, help_text="The news agency that both credit, if any.")
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["left", "right"]
        verbose_name_plural = "same texts"
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="same_text_once"),
            models.CheckConstraint(condition=models.Q(left__lt=models.F("right")), name="same_text_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} and {self.right_id}"
