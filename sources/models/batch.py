"""One import run, and each address or file in it: waiting, in work, or with what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from sources.importing.types import Outcome
from sources.leasing import Leased, LeasedQuerySet
from sources.models.feed import Feed
from sources.models.source import Source, SourceVersion
from sources.models.story import Story

if TYPE_CHECKING:
    from datetime import datetime


class ImportBatch(models.Model):
    class Origin(models.TextChoices):
        COMMAND = "command", "Command line"
        ADMIN = "admin", "The desk"
        DEMO = "demo", "The demo newsroom"
        FEED = "feed", "A feed"
        RECHECK = "recheck", "A second look"

    origin = models.CharField(max_length=10, choices=Origin)
    name = models.CharField(max_length=300, blank=True, help_text="The file, feed or archive the items came from.")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="batches")
    story = models.ForeignKey(Story, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "import batches"
        permissions = [("undo_importbatch", "Can undo an import batch")]

    def __str__(self) -> str:
        return f"Import {self.pk}"


class ImportItemQuerySet(LeasedQuerySet):
    def waiting(self) -> ImportItemQuerySet:
        return self.filter(outcome="")

    def due(self, now: datetime) -> ImportItemQuerySet:
        return super().due(now).waiting()


class ImportItem(Leased):
    """One address or document of a batch. Without an outcome it still waits."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="items")
    target = models.CharField("address or file", max_length=2000)
    document = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of the bytes in hand, kept among the captures; empty: to be fetched.",
    )
    given = models.JSONField(
        default=dict, blank=True, help_text="What is known beside the bytes: file name, address, media type, headers …"
    )
    outcome = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Outcome])
    reason = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.SET_NULL, null=True, blank=True, related_name="import_items")
    version = models.ForeignKey(
        SourceVersion, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The version this item made."
    )
    added_at = models.DateTimeField(auto_now_add=True, null=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone = models.TextField("on undoing", blank=True, help_text="Removed, or why it was kept.")

    objects = ImportItemQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=[one.value for one in Outcome]),
                name="import_item_outcome_known",
            ),
        ]
        indexes = [
            models.Index(fields=["outcome", "-id"], name="import_item_by_outcome"),
            models.Index(fields=["run_after", "id"], condition=Q(outcome=""), name="import_item_due"),
            models.Index(fields=["-batch", "run_after", "id"], condition=Q(outcome=""), name="item_due_by_batch"),
            models.Index(fields=["batch"], condition=Q(undone="") & ~Q(outcome=""), name="import_item_not_undone"),
            models.Index(fields=["document"], condition=~Q(document=""), name="import_item_document"),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.outcome or 'waiting'}"
