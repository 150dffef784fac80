"""Who publishes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from sources.editing import Editable
from sources.folded import folded
from sources.importing.addresses import is_public_suffix


class OutletQuerySet(models.QuerySet):
    def at_domain(self, host: str) -> OutletQuerySet:
        """Outlets that own the host or a domain above it: m.example.org is example.org's."""
        labels = host.lower().split(".")
        return self.filter(domains__domain__in=[".".join(labels[n:]) for n in range(len(labels) - 1)])

    def named(self, name: str) -> OutletQuerySet:
        """Outlets of this name, whatever its case, in any script."""
        return self.filter(name__folded=folded(name.strip()))


class Outlet(Editable):
    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", "Newspaper"
        AGENCY = "agency", "News agency"
        BROADCASTER = "broadcaster", "Broadcaster"
        THINK_TANK = "think_tank", "Think tank"
        OFFICIAL = "official", "Official body"
        BLOG = "blog", "Blog"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200, unique=True, help_text="As it names itself.")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    country = models.CharField(max_length=2, blank=True, help_text="Two letters, as in ISO 3166: AF, RU, US.")
    language = models.CharField(max_length=20, blank=True, help_text="The language it mostly writes in: en, ru, prs.")
    owner = models.CharField(max_length=300, blank=True, help_text="Who owns it, as far as it says so.")
    about = models.TextField(blank=True, help_text="What a reader should know about it, in a sentence.")

    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="outlet_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outlet_detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.name)


class OutletDomain(models.Model):
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, unique=True, help_text="Without www: example.org")

    class Meta:
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain

    def clean(self) -> None:
        self.domain = self.domain.strip().lower().removeprefix("www.")
        if "/" in self.domain or "." not in self.domain:
            raise ValidationError({"domain": "Give the domain alone, as in example.org, without https:// or a path."})
        if is_public_suffix(self.domain):
            raise ValidationError({"domain": "Below this name anybody may register: give the outlet's own domain."})
