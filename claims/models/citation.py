"""Where a claim is said: in which source, in which words, by whose voice."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from simple_history.models import HistoricalRecords

from claims.models.actor import Actor
from claims.models.claim import Claim, readable
from sources.editing import Editable
from sources.models import Outlet, Source, SourceVersion
from sources.models.edtf_field import EDTFField


class CitationQuerySet(models.QuerySet):
    def public(self) -> CitationQuerySet:
        """Those of claims that readers may read."""
        return self.filter(readable("claim__"))

    def in_full(self) -> CitationQuerySet:
        """With all that a page shows of a citation, in a fixed number of queries."""
        return self.select_related("claim", "source__outlet").prefetch_related(
            models.Prefetch("quotations", Quotation.objects.select_related("version")),
            models.Prefetch("voices", Voice.objects.select_related("outlet", "actor")),
        )


class Citation(Editable):
    class Stance(models.TextChoices):
        ASSERTS = "asserts", "asserts"
        DENIES = "denies", "denies"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.ASSERTS, help_text="Of its last voice.")
    language = models.CharField(max_length=20, blank=True, help_text="Of the quotation: en, ru, prs …")
    translation = models.TextField(blank=True, help_text="The desk's translation. The original always stands first.")
    translator = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(stance__in=["asserts", "denies"]), name="citation_stance_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.stance} {self.claim_id}"

    @property
    def chain(self) -> list[Voice]:
        """Its voices, outermost first."""
        return sorted(self.voices.all(), key=lambda voice: voice.position)

    @property
    def last_voice(self) -> Voice | None:
        return self.chain[-1] if self.chain else None

    @property
    def agencies(self) -> set[int]:
        """The agencies it goes back to, by key: those in its chain, and an agency whose own article it is."""
        outlets = [self.source.outlet, *(voice.outlet for voice in self.chain)]
        return {one.pk for one in outlets if one is not None and one.kind == Outlet.Kind.AGENCY}

    @property
    def shown_quotations(self) -> list[Quotation]:
        """The anchored quotations of the newest version that has any; what is no longer found is not shown."""
        quotations = [one for one in self.quotations.all() if one.state == Quotation.State.ANCHORED]
        newest = max((one.version_id for one in quotations), default=None)
        return sorted((one for one in quotations if one.version_id == newest), key=lambda one: one.start)


class Quotation(models.Model):
    """The exact words in one version. None is ever moved: a new version adds quotations."""

    class State(models.TextChoices):
        ANCHORED = "anchored", "Anchored"
        WAITING = "waiting", "Waits for an editor"
        ORPHAN = "orphan", "Not found"

    citation = models.ForeignKey(Citation, models.CASCADE, related_name="quotations")
    version = models.ForeignKey(SourceVersion, models.PROTECT, related_name="quotations")
    exact = models.TextField()
    prefix = models.CharField(max_length=40, blank=True)
    suffix = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField(help_text="Code points from the beginning of the version's text, included.")
    end = models.PositiveIntegerField(help_text="Excluded.")
    score = models.FloatField(default=1.0)
    state = models.CharField(max_length=10, choices=State, default=State.ANCHORED)
    history = HistoricalRecords()

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="quotation_starts_before_end"),
            models.CheckConstraint(condition=~models.Q(exact=""), name="quotation_has_words"),
            models.CheckConstraint(condition=models.Q(score__gte=0, score__lte=1), name="quotation_score_is_a_share"),
            models.UniqueConstraint(fields=["citation", "version", "start", "end"], name="quotation_once_per_citation"),
            models.CheckConstraint(
                condition=models.Q(end=models.F("start") + Length("exact")), name="quotation_as_long_as_its_words"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["anchored", "waiting", "orphan"]), name="quotation_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["state"], name="quotation_to_look_at", condition=~models.Q(state="anchored")),
        ]

    def __str__(self) -> str:
        return f"“{self.exact}”"

    def save(self, *args, **kwargs) -> None:
        """Raises ValidationError where the words do not stand at the offsets: promise one of the house."""
        if self.version.source_id != self.citation.source_id:
            raise ValidationError("This version is of another source than the citation.")
        if self.state == self.State.ANCHORED and self.version.text[self.start : self.end] != self.exact:
            raise ValidationError("These words do not stand at this place of the version's text.")
        super().save(*args, **kwargs)

    def context(self, characters: int = settings.CONTEXT_CHARACTERS) -> tuple[str, str]:
        """The words before and after, at most `characters` each: what readers may see of others' texts."""
        text = self.version.text
        return text[max(0, self.start - characters) : self.start], text[self.end : self.end + characters]


class VoiceQuerySet(models.QuerySet):
    def public(self) -> VoiceQuerySet:
        """Those in citations of claims that readers may read."""
        return self.filter(readable("citation__claim__"))


class Voice(models.Model):
    """One link in a citation's chain, outermost first: ViewUS, AFP, Nebenzya."""

    class Kind(models.TextChoices):
        ACTOR = "actor", "Named speaker"
        OUTLET = "outlet", "Outlet or agency"
        DESCRIBED = "described", "Described as printed"
        NOT_GIVEN = "not_given", "Not given"
        ITSELF = "outlet_itself", "The outlet itself"

    citation = models.ForeignKey(Citation, models.CASCADE, related_name="voices")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=15, choices=Kind)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="voices")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="voices")
    name_printed = models.CharField("name, as printed", max_length=300, blank=True)
    role_printed = models.CharField("role, as printed", max_length=300, blank=True)
    said = EDTFField("said on")

    history = HistoricalRecords()

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["citation", "position"], name="voice_position_once_per_citation"),
            models.CheckConstraint(
                condition=models.Q(kind="actor", actor__isnull=False, outlet__isnull=True)
                | models.Q(kind="outlet", outlet__isnull=False, actor__isnull=True)
                | (models.Q(kind="described", actor__isnull=True, outlet__isnull=True) & ~models.Q(name_printed=""))
                | models.Q(kind__in=["not_given", "outlet_itself"], actor__isnull=True),
                name="voice_fits_its_kind",
                violation_error_message=(
                    "A named speaker needs an actor, an outlet's voice needs an outlet, "
                    "a described one needs the words as printed."
                ),
            ),
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.ITSELF:
            return str(self.outlet or self.citation.source.outlet or "The document itself")
        if self.kind == self.Kind.NOT_GIVEN:
            return "speaker not given"
        return str(self.actor or self.outlet or self.name_printed)
