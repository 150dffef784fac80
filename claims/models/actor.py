"""Who acts and speaks: persons, organisations, states, armed groups."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from sources.editing import Editable
from sources.folded import folded
from sources.models.edtf_field import EDTFField


class ActorQuerySet(models.QuerySet):
    def known_as(self, name: str) -> ActorQuerySet:
        """Actors with this name or one of their other names, whatever its case, in any script."""
        wanted = folded(name.strip())
        return self.filter(models.Q(name__folded=wanted) | models.Q(names__name__folded=wanted)).distinct()


class Actor(Editable):
    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Organisation"
        STATE = "state", "State"
        ARMED_GROUP = "armed_group", "Armed group"

    name = models.CharField(max_length=300, help_text="The name the desk uses.")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PERSON)
    about = models.TextField(blank=True, help_text="Who this is, in a sentence a reader understands.")
    wikidata_id = models.CharField(
        "Wikidata",
        max_length=20,
        null=True,  # noqa: DJ001 - empty is NULL, so that UNIQUE lets many go without one
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", "A Wikidata id is a Q and a number: Q7747.")],
    )
    is_stub = models.BooleanField(
        "to be completed", default=False, help_text="Made in passing while citing; untick once you have looked at it."
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="actor_has_a_name")]
        indexes = [
            models.Index(fields=["name", "id"], name="actor_by_name"),
            models.Index(fields=["is_stub"], name="actor_to_complete", condition=models.Q(is_stub=True)),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.wikidata_id = self.wikidata_id or None

    def get_absolute_url(self) -> str:
        return reverse("actor_detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.name)


class ActorName(models.Model):
    """Another name of an actor: an alias, another script, a spelling met in print."""

    class Kind(models.TextChoices):
        ALIAS = "alias", "Alias"
        SPELLING = "spelling", "Spelling"
        SCRIPT = "script", "Other script"
        ERROR = "error", "Error in source"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names")
    name = models.CharField(max_length=300, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS)
    language = models.CharField(max_length=20, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        verbose_name = "other name"
        constraints = [models.UniqueConstraint(fields=["actor", "name"], name="name_once_per_actor")]

    def __str__(self) -> str:
        return self.name


class ActorRole(models.Model):
    """An office or position held over a time; it rests on a citation like a claim does."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="roles")
    title = models.CharField(max_length=300, help_text="Foreign Minister, ambassador to Kabul, spokesman")
    organisation = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="offices")
    period = EDTFField("held", help_text="2021-08/.. since August 2021; 2019/2022-03 until March 2022.")
    citation = models.ForeignKey(
        "claims.Citation", models.SET_NULL, null=True, blank=True, related_name="+", help_text="Where it is said."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["period_lower", "id"]
        verbose_name = "role"

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title
