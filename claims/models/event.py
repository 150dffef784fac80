"""What happened, and where."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from claims.models.actor import Actor
from sources.editing import Editable
from sources.models import Story
from sources.models.edtf_field import EDTFField


class Place(Editable):
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", help_text="The place it lies in."
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name", "parent"], name="place_once_in_its_parent"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(parent=None), name="place_once_at_the_top"),
        ]

    def __str__(self) -> str:
        return self.name

    def within(self) -> list[Place]:
        """The places it lies in, nearest first."""
        chain: list[Place] = []
        place = self.parent
        while place is not None and place not in chain:
            chain.append(place)
            place = place.parent
        return chain


class Event(Editable):
    title = models.CharField(max_length=300, help_text="What happened, in neutral words.")
    date = EDTFField(
        "date", help_text="2022-04-21, 2022-04, 2021-08/2021-10 for a span, [2021-08..2021-10] for some day between."
    )
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="events")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", help_text="The larger event it belongs to."
    )
    actors = models.ManyToManyField(Actor, blank=True, related_name="events")
    stories = models.ManyToManyField(Story, blank=True, related_name="events")
    summary = models.TextField(blank=True)
    is_stub = models.BooleanField(
        "to be completed", default=False, help_text="Made in passing while citing; untick once you have looked at it."
    )

    class Meta:
        ordering = ["-date_lower", "-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="event_has_a_title")]
        indexes = [
            models.Index(fields=["-date_lower", "-id"], name="event_by_date"),
            models.Index(fields=["is_stub"], name="event_to_complete", condition=models.Q(is_stub=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("event_detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:80].strip("-")
