"""What became or ceased to be public, and what people asked us about it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from claims.models.claim import Claim
from claims.models.contradiction import Contradiction
from sources.editing import Editable
from sources.models import Outlet


class Publication(models.Model):
    """One public change. Rows are added, never changed: histories, corrections and feeds read them."""

    class Change(models.TextChoices):
        PUBLICATION = "publication", "Published"
        TYPO = "typo", "Typo"
        UPDATE = "update", "Update"
        CLARIFICATION = "clarification", "Clarification"
        CORRECTION = "correction", "Correction"
        RETRACTION = "retraction", "Retraction"
        HOLD = "hold", "Withheld"
        RELEASE = "release", "Shown again"

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="publications")
    contradiction = models.ForeignKey(Contradiction, models.PROTECT, null=True, blank=True, related_name="publications")
    change = models.CharField(max_length=15, choices=Change)
    note = models.TextField(blank=True, help_text="What changed and why, for readers.")
    record = models.JSONField(default=dict, help_text="The record as shown from then on.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="publications")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claim__isnull=False, contradiction__isnull=True)
                | models.Q(claim__isnull=True, contradiction__isnull=False),
                name="publication_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~models.Q(change__in=["correction", "retraction"]) | ~models.Q(note=""),
                name="publication_correction_has_a_note",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    change__in=[
                        "publication",
                        "typo",
                        "update",
                        "clarification",
                        "correction",
                        "retraction",
                        "hold",
                        "release",
                    ]
                ),
                name="publication_change_known",
            ),
        ]
        indexes = [models.Index(fields=["change", "-id"], name="publication_by_change")]

    def __str__(self) -> str:
        return f"{self.get_change_display()} of {self.claim or self.contradiction}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValidationError("A publication is never changed: publish again.")
        super().save(*args, **kwargs)


class Reply(Editable):
    """A request for comment, or a reader's challenge. Who and the note are private and never leave."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Open"
        UPHELD = "upheld", "Upheld"
        PARTLY = "partly", "Partly upheld"
        NOT_UPHELD = "not_upheld", "Not upheld"
        NO_ANSWER = "no_answer", "No answer"

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="replies")
    contradiction = models.ForeignKey(Contradiction, models.PROTECT, null=True, blank=True, related_name="replies")
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="replies")
    asked_of = models.CharField("who (private)", max_length=300, blank=True)
    question = models.TextField(help_text="What was asked or objected to.")
    received_at = models.DateField("received", null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="In full; readers see it beside ours.")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    note = models.TextField("note for the desk (private)", blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claim__isnull=False, contradiction__isnull=True, outlet__isnull=True)
                | models.Q(claim__isnull=True, contradiction__isnull=False, outlet__isnull=True)
                | models.Q(claim__isnull=True, contradiction__isnull=True, outlet__isnull=False),
                name="reply_on_one_thing",
                violation_error_message="A reply is about one claim, one contradiction or one outlet.",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]
