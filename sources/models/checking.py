"""The machine's own rows beside sources and sites: when to look again, and what was met the last time."""

from __future__ import annotations

from django.db import models

from sources.leasing import Leased
from sources.models.source import Source


class SourceCheck(Leased):
    """When a source's page is fetched again, and what its server last said."""

    class Status(models.TextChoices):
        LIVE = "live", "Answers"
        FAILING = "failing", "Failed the last time"
        GONE = "gone", "Gone (410), or not found for long"
        REFUSED = "refused", "Refused by the site's robots.txt or by us"

    source = models.OneToOneField(Source, models.CASCADE, related_name="checking")
    status = models.CharField(max_length=10, choices=Status, default=Status.LIVE)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField("words changed", null=True, blank=True)
    failures = models.PositiveSmallIntegerField("failures in a row", default=0)
    reason = models.TextField("why it failed", blank=True)

    class Meta:
        indexes = [models.Index(fields=["run_after"], name="source_check_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["live", "failing", "gone", "refused"]), name="source_check_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Check of {self.source_id}: {self.status}"


class Site(models.Model):
    """One host that we fetch from: its robots.txt, and whose turn it is."""

    host = models.CharField(max_length=253, unique=True)
    robots = models.TextField("robots.txt", blank=True)
    robots_status = models.PositiveSmallIntegerField(null=True, blank=True)
    robots_at = models.DateTimeField("robots.txt read", null=True, blank=True)
    not_before = models.DateTimeField("next request not before", null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    busy_token = models.CharField(max_length=16, blank=True)
    reason = models.TextField("why it waits", blank=True)

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host
