"""One import run, and what became of each address or file in it."""

from django.conf import settings
from django.db import models

from sources.importing.types import Outcome
from sources.models.source import Source


class ImportBatch(models.Model):
    class Origin(models.TextChoices):
        COMMAND = "command", "Command line"
        ADMIN = "admin", "The desk"
        DEMO = "demo", "The demo newsroom"

    origin = models.CharField(max_length=10, choices=Origin)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        return f"Import {self.pk}"


class ImportItem(models.Model):
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="items")
    target = models.CharField("address or file", max_length=2000)
    outcome = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Outcome])
    reason = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.SET_NULL, null=True, blank=True, related_name="import_items")
    finished_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=[one.value for one in Outcome]), name="import_item_outcome_known"
            ),
        ]
        indexes = [models.Index(fields=["outcome", "-id"], name="import_item_by_outcome")]

    def __str__(self) -> str:
        return f"{self.target}: {self.outcome}"
