"""One affirmative proposition in the desk's neutral words, and what a claim may give a value for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from claims.models.actor import Actor
from claims.models.event import Event, Place
from sources.editing import Editable
from sources.models.edtf_field import EDTFField

#: SQLite keeps decimals as floating-point numbers: beyond these they would not come back as they were given.
LARGEST = 10**14
EXACT_NUMBERS = [MinValueValidator(-LARGEST), MaxValueValidator(LARGEST)]


class Attribute(Editable):
    """What a claim gives a value for: "people killed", "office held"."""

    class ValueType(models.TextChoices):
        NUMBER = "number", "Number"
        DATE = "date", "Date"
        ACTOR = "actor", "Actor"
        TEXT = "text", "Text"
        YES_NO = "yes_no", "Yes or no"
        LIST = "list", "List"

    name = models.CharField(max_length=100, unique=True)
    value_type = models.CharField(max_length=10, choices=ValueType)
    unit_family = models.CharField(max_length=30, blank=True, help_text="people, money, mass, length …")
    unit = models.CharField(max_length=30, blank=True, help_text="The unit that is usual here.")
    single_valued = models.BooleanField(default=True, help_text="Can it have only one true value at a time?")
    needs_object = models.BooleanField(default=False, help_text="Recognises whom? Listed by whom?")
    tolerance = models.DecimalField(
        max_digits=5, decimal_places=4, default=0, help_text="Differences up to this share are none: 0.05 is 5 %."
    )
    separators = models.JSONField(
        default=list, blank=True, help_text='What lets several values stand side by side: ["period", "place", "object"]'
    )
    about = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tolerance__gte=0, tolerance__lt=1), name="attribute_tolerance_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def readable(claim: str = "") -> models.Q:
    """The one rule of what readers may read, for a claim or for one reached over a relation ("claim__")."""
    return models.Q(**{f"{claim}status__in": Claim.PUBLISHED, f"{claim}hold": ""})


class ClaimQuerySet(models.QuerySet):
    def published(self) -> ClaimQuerySet:
        """What readers may read."""
        return self.filter(readable())

    def public(self) -> ClaimQuerySet:
        """What has a page for readers: the published, and the tombstones of the retracted."""
        return self.filter(status__in=[*Claim.PUBLISHED, Claim.Status.RETRACTED], hold="")

    def comparable(self) -> ClaimQuerySet:
        """What may take part in a contradiction."""
        return self.filter(kind__in=[Claim.Kind.FACT, Claim.Kind.STANCE]).exclude(status=Claim.Status.RETRACTED)

    def about(self, actor: Actor) -> ClaimQuerySet:
        return self.filter(models.Q(subject=actor) | models.Q(object=actor) | models.Q(value_actor=actor))


class Claim(Editable):
    class Kind(models.TextChoices):
        FACT = "fact", "Fact"
        STANCE = "stance", "Stance"
        OPINION = "opinion", "Opinion"
        FORECAST = "forecast", "Forecast"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        PUBLISHED = "published", "Published"
        CORRECTED = "corrected", "Corrected"
        RETRACTED = "retracted", "Retracted"

    class Hold(models.TextChoices):
        LEGAL = "legal", "Legal check"
        EMBARGO = "embargo", "Embargo"
        REPLY = "reply", "Awaiting a reply"

    class Modality(models.TextChoices):
        PLAIN = "", "It is so"
        MAY = "may", "It may be so"
        WILL = "will", "It will be so"
        WOULD = "would", "It would be so, if …"

    PUBLISHED = (Status.PUBLISHED, Status.CORRECTED)
    MOVES = {
        Status.DRAFT: {Status.IN_REVIEW},
        Status.IN_REVIEW: {Status.DRAFT, Status.PUBLISHED},
        Status.PUBLISHED: {Status.CORRECTED, Status.RETRACTED},
        Status.CORRECTED: {Status.CORRECTED, Status.RETRACTED},
        Status.RETRACTED: set(),
    }

    text = models.TextField(help_text="One affirmative sentence in neutral words. Who says it is not part of it.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FACT)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    hold = models.CharField(max_length=10, choices=Hold, blank=True, help_text="Keeps it from readers until released.")
    hold_reason = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="claims", editable=False
    )

    subject = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="claims_as_subject")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="claims")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="claims")
    attribute = models.ForeignKey(
        Attribute, models.PROTECT, null=True, blank=True, related_name="claims", help_text="What it gives a value for."
    )
    object = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_as_object",
        help_text="Recognises whom? Listed by whom?",
    )
    value_low = models.DecimalField(
        "at least", max_digits=24, decimal_places=4, null=True, blank=True, validators=EXACT_NUMBERS
    )
    value_high = models.DecimalField(
        "at most", max_digits=24, decimal_places=4, null=True, blank=True, validators=EXACT_NUMBERS
    )
    unit = models.CharField(max_length=30, blank=True, help_text="people, tonnes, USD …")
    approximate = models.BooleanField(default=False, help_text="About, around, nearly.")
    value_date = EDTFField("value: a date")
    value_actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="claims_as_value", verbose_name="value: an actor"
    )
    value_text = models.CharField("value: text", max_length=500, blank=True)
    value_yes = models.BooleanField("value: yes or no", null=True, blank=True)
    list_complete = models.BooleanField("the list is complete", default=True, help_text="Untick for “A, B and others”.")
    modality = models.CharField(max_length=10, choices=Modality, blank=True, default=Modality.PLAIN)
    condition = models.CharField(max_length=300, blank=True, help_text="… if what?")
    period = EDTFField("holds for", help_text="When it is true: 2022-04, or 2021-08/.. since August 2021.")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="claim_has_text"),
            models.CheckConstraint(
                condition=models.Q(value_low__isnull=True)
                | models.Q(value_high__isnull=True)
                | models.Q(value_low__lte=models.F("value_high")),
                name="claim_value_in_order",
                violation_error_message="“At least” must not be greater than “at most”.",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "in_review", "published", "corrected", "retracted"]),
                name="claim_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["fact", "stance", "opinion", "forecast"]), name="claim_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(hold__in=["", "legal", "embargo", "reply"]), name="claim_hold_known"
            ),
            models.CheckConstraint(
                condition=models.Q(modality__in=["", "may", "will", "would"]), name="claim_modality_known"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "hold", "-id"], name="claim_for_readers"),
        ]
        permissions = [("publish_claim", "Can publish and correct claims"), ("retract_claim", "Can retract claims")]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119].rstrip()}…"

    @classmethod
    def from_db(cls, db: str | None, field_names: list[str], values: list[Any]) -> Claim:
        claim = super().from_db(db, field_names, values)
        claim._stored_status = claim.__dict__.get("status")
        return claim

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._stored_status = self.status

    def save(self, *args: Any, **kwargs: Any) -> None:
        stored = getattr(self, "_stored_status", None)
        if stored and self.status != stored and self.status not in self.MOVES[stored]:
            raise ValidationError(
                f"A claim that is {self.Status(stored).label.lower()} cannot become "
                f"{self.Status(self.status).label.lower()}."
            )
        super().save(*args, **kwargs)
        self._stored_status = self.status

    def get_absolute_url(self) -> str:
        return reverse("claim_detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.text)[:80].strip("-")

    @property
    def is_published(self) -> bool:
        return self.status in self.PUBLISHED and not self.hold

    @property
    def value(self) -> str:
        """The typed value in words; empty where none was given."""
        if self.value_low is not None or self.value_high is not None:
            return self._number_in_words()
        if self.value_yes is not None:
            return "yes" if self.value_yes else "no"
        return self.value_date or (str(self.value_actor) if self.value_actor_id else "") or self.value_text

    def _number_in_words(self) -> str:
        low, high = (None if n is None else f"{n.normalize():,f}" for n in (self.value_low, self.value_high))
        if low == high:
            said = str(low)
        elif high is None:
            said = f"at least {low}"
        elif low is None:
            said = f"at most {high}"
        else:
            said = f"{low} to {high}"
        return " ".join(filter(None, ["about" if self.approximate else "", said, self.unit]))
