"""What the desk follows."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from sources.editing import Editable


class Story(Editable):
    name = models.CharField(max_length=200, unique=True, help_text="As readers know it: “Russia and Afghanistan”.")
    summary = models.TextField(blank=True, help_text="One or two sentences shown at the top of the story's page.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("story_detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.name)
