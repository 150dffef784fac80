"""What an editor says about an outlet's pages where our own reading of them fails."""

from __future__ import annotations

from django.db import models

from sources.editing import Editable
from sources.importing.types import Rules
from sources.models.outlet import Outlet

SELECTOR = "CSS selector, as in article .text > p. Empty: as we read it ourselves."


class OutletRule(Editable):
    """CSS selectors for the pages of one outlet, or for those whose path begins alike."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="rules")
    path = models.CharField(
        max_length=300, blank=True, help_text="Only pages whose path begins so: /news/. Empty: all."
    )
    body = models.CharField(max_length=500, blank=True, help_text=SELECTOR)
    title = models.CharField(max_length=500, blank=True, help_text=SELECTOR)
    author = models.CharField(max_length=500, blank=True, help_text=SELECTOR)
    date = models.CharField("date of publication", max_length=500, blank=True, help_text=SELECTOR)
    drop = models.TextField(blank=True, help_text="CSS selectors of what to leave out, one a line.")
    is_active = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ["outlet", "path"]
        constraints = [models.UniqueConstraint(fields=["outlet", "path"], name="rule_once_per_outlet_and_path")]

    def __str__(self) -> str:
        return f"{self.outlet}{f', {self.path}' if self.path else ''}"

    def as_rules(self) -> Rules:
        drop = tuple(line.strip() for line in self.drop.splitlines() if line.strip())
        return Rules(self.body.strip(), self.title.strip(), self.author.strip(), self.date.strip(), drop)


class RecurringLine(models.Model):
    """A line that stands in several articles of one outlet, folded: furniture, unless it stands amid the prose."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="recurring_lines")
    line = models.CharField(max_length=300)
    is_left_out = models.BooleanField("left out", default=True, help_text="Untick it where the line is the article's.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["outlet", "line"], name="recurring_line_once_per_outlet")]

    def __str__(self) -> str:
        return self.line
