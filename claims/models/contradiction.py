"""Two claims that cannot both be true, what the machine found, and what people judged."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from claims.models.citation import Citation
from claims.models.claim import Claim, readable
from sources.editing import Editable


class Reading(models.Model):
    """What the machine read in a claim: its own row, made anew at will, never an editor's."""

    claim = models.OneToOneField(Claim, models.CASCADE, primary_key=True, related_name="reading")
    version = models.PositiveSmallIntegerField(help_text="Of the reader that made it.")
    data = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Reading of claim {self.claim_id}"


class ReadingWord(models.Model):
    """A content word of a claim, by which claims on the same matter find each other."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="words")
    word = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "word"], name="word_once_per_reading")]

    def __str__(self) -> str:
        return self.word


def persons_needed() -> int:
    """How many persons must confirm a contradiction before readers see it."""
    return 2 if settings.SECOND_PERSON else 1


class ContradictionQuerySet(models.QuerySet):
    def public(self) -> ContradictionQuerySet:
        """Confirmed by as many persons as the house asks for, between claims that readers may read."""
        return self.filter(
            readable("left__"),
            readable("right__"),
            state__in=[Contradiction.State.CONFIRMED, Contradiction.State.SETTLED],
            confirmations__gte=persons_needed(),
        )

    def waiting(self) -> ContradictionQuerySet:
        return self.filter(state=Contradiction.State.SUGGESTED)

    def touching(self, claim: Claim) -> ContradictionQuerySet:
        return self.filter(models.Q(left=claim) | models.Q(right=claim))

    def outdated(self) -> ContradictionQuerySet:
        """Judged by people on words that have changed since."""
        return self.filter(outdated=True)


class Contradiction(Editable):
    class Kind(models.TextChoices):
        NUMBER = "number", "Number"
        DATE = "date", "Date"
        ROLE = "role", "Role of a person"
        PRESENCE = "presence", "Who was present"
        STATUS = "status", "Status"
        POLARITY = "polarity", "Happened or not"
        DENIAL = "denial", "Said and denied"
        OVER_TIME = "over_time", "Changed over time"
        PLACE = "place", "Place"
        RELAY = "relay", "Relayed differently"
        WORDING = "wording", "Wording of a quotation"
        STANCE = "stance", "Stance"
        SUPERLATIVE = "superlative", "First, only, never"
        OTHER = "other", "Other"

    class State(models.TextChoices):
        SUGGESTED = "suggested", "Suggested"
        CONFIRMED = "confirmed", "Confirmed"
        DISMISSED = "dismissed", "Dismissed"
        SETTLED = "settled", "Settled"

    class Level(models.TextChoices):
        OUTLETS = "outlets", "Between outlets"
        SPEAKERS = "speakers", "Between speakers"
        RELAY = "relay", "One origin, told differently"
        WITHIN = "within", "Within one outlet"

    class Label(models.TextChoices):
        CONFLICT = "conflict", "Conflict"
        OVER_TIME = "changed over time", "Changed over time"
        CHECK = "check", "Check"

    # A draft takes its suggestions with it; what a person judged is kept by its judgements.
    left = models.ForeignKey(Claim, models.CASCADE, related_name="contradictions_as_left")
    right = models.ForeignKey(Claim, models.CASCADE, related_name="contradictions_as_right")
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.CharField(max_length=10, choices=Level, default=Level.SPEAKERS, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED, editable=False)
    confirmations = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Persons who confirmed it since it was last dismissed."
    )
    why = models.CharField(
        "why they differ", max_length=500, blank=True, help_text="One neutral sentence, shown to readers."
    )
    settles = models.CharField(
        "what would settle it", max_length=500, blank=True, help_text="One sentence, shown to readers."
    )
    flagged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    # What the detector said, stored as it was; empty where a person flagged the pair.
    label = models.CharField(max_length=20, choices=Label, blank=True, editable=False)
    score = models.FloatField(null=True, blank=True, editable=False)
    reason = models.CharField(max_length=500, blank=True, editable=False)
    finding = models.JSONField(default=dict, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    outdated = models.BooleanField(
        default=False, editable=False, help_text="A value changed since a person judged it: look again."
    )

    objects = ContradictionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right", "kind"], name="contradiction_once_per_pair_and_kind"),
            models.CheckConstraint(condition=models.Q(left__lte=models.F("right")), name="contradiction_ordered"),
            models.CheckConstraint(
                condition=models.Q(state__in=["suggested", "confirmed", "dismissed", "settled"]),
                name="contradiction_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(left=models.F("right")) | models.Q(kind="denial"), name="contradiction_alone_denies"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=["outlets", "speakers", "relay", "within"]),
                name="contradiction_level_known",
            ),
            models.CheckConstraint(
                condition=models.Q(label__in=["", "conflict", "changed over time", "check"]),
                name="contradiction_label_known",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="contradiction_by_state")]
        permissions = [("judge_contradiction", "Can confirm, dismiss and settle contradictions")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.left} / {self.right}"

    def get_absolute_url(self) -> str:
        return reverse("contradiction_detail", args=[self.pk])

    @property
    def is_denial(self) -> bool:
        """One claim, asserted by one voice and denied by another."""
        return self.left_id == self.right_id

    @property
    def sentence(self) -> str:
        """Why they differ: the editor's sentence, else the detector's while it still fits the words."""
        return self.why or ("" if self.outdated else self.reason)

    def mark_outdated(self, newer: dict[str, Any]) -> None:
        """Keep what was judged as it is, with what the detector says now ({} for nothing) beside it."""
        self.finding = {**self.finding, "newer": newer}
        self.outdated = True
        self.revision += 1  # a judge who has the page open must see it
        self.save(update_fields=["finding", "outdated", "revision", "updated_at"])

    def adopt_newer_finding(self) -> None:
        """Take over what the detector says now: a person is judging it on the words as they are."""
        if not self.outdated:
            return
        newer = self.finding.get("newer") or {}
        for field in ("label", "reason", "fingerprint"):
            setattr(self, field, newer.get(field, ""))
        self.score, self.finding, self.outdated = newer.get("score"), newer, False

    @property
    def last_judgement(self) -> Judgement | None:
        judgements = list(self.judgements.all())
        return judgements[-1] if judgements else None


class Judgement(models.Model):
    """What one person decided about a contradiction. Rows are added, never changed."""

    class Decision(models.TextChoices):
        CONFIRM = "confirm", "Confirm"
        DISMISS = "dismiss", "Dismiss"
        SETTLE = "settle", "Settle"

    class Verdict(models.TextChoices):
        LEFT = "left", "The evidence supports the first"
        RIGHT = "right", "The evidence supports the second"
        BOTH_AS_DATED = "both_as_dated", "Both, each at its time"
        NEITHER = "neither", "Neither is supported by the evidence"
        CANNOT_BE_SETTLED = "cannot_be_settled", "Cannot be settled"
        NOT_A_CONTRADICTION = "not_a_contradiction", "Not a contradiction"

    class Cause(models.TextChoices):
        OTHER_PERIOD = "other_period", "Other period"
        OTHER_DEFINITION = "other_definition", "Other definition"
        UNIT_OR_ROUNDING = "unit_or_rounding", "Unit or rounding"
        TRANSLATION = "translation", "Translation"
        SUPERSEDED = "superseded", "Superseded"
        OTHER_SPEAKER = "other_speaker", "Other speaker"
        MISTAKEN_IDENTITY = "mistaken_identity", "Mistaken identity"
        PRECISION = "precision", "Precision"

    NEED_EVIDENCE = (Verdict.LEFT, Verdict.RIGHT, Verdict.BOTH_AS_DATED, Verdict.NEITHER)

    contradiction = models.ForeignKey(Contradiction, models.PROTECT, related_name="judgements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="judgements")
    at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=10, choices=Decision)
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    explanation = models.TextField(blank=True)
    evidence = models.ForeignKey(Citation, models.PROTECT, null=True, blank=True, related_name="judgements")
    evidence_document = models.CharField(
        "evidence: a document", max_length=1000, blank=True, help_text="Its title and where it can be read."
    )
    fingerprint = models.CharField(max_length=64, blank=True, help_text="Of both values as they were.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(verdict__in=["left", "right", "both_as_dated", "neither"])
                | models.Q(evidence__isnull=False)
                | ~models.Q(evidence_document=""),
                name="judgement_verdict_has_evidence",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["confirm", "dismiss"])
                | (models.Q(decision="settle") & ~models.Q(verdict="")),
                name="judgement_decision_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    verdict__in=[
                        "",
                        "left",
                        "right",
                        "both_as_dated",
                        "neither",
                        "cannot_be_settled",
                        "not_a_contradiction",
                    ]
                ),
                name="judgement_verdict_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    cause__in=[
                        "",
                        "other_period",
                        "other_definition",
                        "unit_or_rounding",
                        "translation",
                        "superseded",
                        "other_speaker",
                        "mistaken_identity",
                        "precision",
                    ]
                ),
                name="judgement_cause_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by {self.by}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValidationError("A judgement is never changed: add another one.")
        super().save(*args, **kwargs)
