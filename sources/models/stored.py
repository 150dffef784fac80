"""Raw bytes kept in the database, where the newsroom has chosen that over a folder."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One file of the captures: its name tells its SHA-256."""

    name = models.CharField(max_length=200, unique=True)
    data = models.BinaryField()
    stored_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
