"""What brings sources by itself: feeds and sitemaps, and when each is asked again."""

from __future__ import annotations

from django.db import models

from sources.editing import Editable
from sources.leasing import Leased
from sources.models.outlet import Outlet
from sources.models.story import Story


class Feed(Editable):
    """A feed or sitemap that the desk follows."""

    class Kind(models.TextChoices):
        FEED = "feed", "Feed (RSS, Atom, JSON)"
        SITEMAP = "sitemap", "Sitemap"

    name = models.CharField(max_length=300, blank=True, help_text="Empty: as it names itself.")
    url = models.URLField("address", max_length=2000, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FEED)
    outlet = models.ForeignKey(
        Outlet, models.SET_NULL, null=True, blank=True, related_name="feeds", help_text="Whose feed it is, if known."
    )
    story = models.ForeignKey(
        Story, models.SET_NULL, null=True, blank=True, related_name="feeds", help_text="What it brings belongs to it."
    )
    words = models.CharField(
        max_length=500,
        blank=True,
        help_text="Import only entries whose title holds one of these words, separated by commas. Whole words; "
        "afghan* for all that begin so. Empty: all.",
    )
    is_active = models.BooleanField("followed", default=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name or self.url


class FeedCheck(Leased):
    """The machine's own row beside a feed: what its server last said, and when to ask again."""

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="checking")
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField("brought something", null=True, blank=True)
    failures = models.PositiveSmallIntegerField("failures in a row", default=0)
    reason = models.TextField("why it failed", blank=True)
    entries = models.PositiveIntegerField("entries seen", default=0)

    class Meta:
        indexes = [models.Index(fields=["run_after"], name="feed_check_due")]

    def __str__(self) -> str:
        return f"Check of {self.feed}"


class SeenEntry(models.Model):
    """An entry of a feed that was met before, so that it is imported once."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="seen_entries")
    key = models.CharField(max_length=64, help_text="SHA-256 of its normalised address.")
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="entry_once_per_feed")]

    def __str__(self) -> str:
        return self.key
