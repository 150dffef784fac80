"""Django's storage interface over one table: captures in the database, backed up with it, without a shared folder."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import models
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.deconstruct import deconstructible

from sources.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


@deconstructible
class DatabaseStorage(Storage):
    """Files as rows, each written whole or not at all. Names are not made unique: a second save replaces the first."""

    def exists(self, name: str) -> bool:
        return StoredFile.objects.filter(name=name).exists()

    def delete(self, name: str) -> None:
        StoredFile.objects.filter(name=name).delete()

    def size(self, name: str) -> int:
        return self._value(name, Length("data", output_field=models.IntegerField()))

    def get_modified_time(self, name: str) -> datetime:
        return self._value(name, models.F("stored_at"))

    def touch(self, name: str) -> bool:
        """Give a file the time of now; False where there is none."""
        return StoredFile.objects.filter(name=name).update(stored_at=timezone.now()) == 1

    def delete_old(self, name: str, before: datetime) -> bool:
        """Delete a file that was stored or touched earlier than this, in one statement; whether it was."""
        return StoredFile.objects.filter(name=name, stored_at__lt=before).delete()[0] == 1

    def names(self, start: str) -> Iterator[str]:
        """The names that begin so."""
        return StoredFile.objects.filter(name__startswith=start).order_by().values_list("name", flat=True).iterator()

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _open(self, name: str, mode: str = "rb") -> File:
        """Raises FileNotFoundError."""
        if mode != "rb":
            raise ValueError(f"Files of this storage are read or saved whole, not opened for “{mode}”.")
        return ContentFile(bytes(self._value(name, models.F("data"))), name)

    def _save(self, name: str, content: File) -> str:
        packed = io.BytesIO()
        for chunk in content.chunks():
            packed.write(chunk)
        StoredFile.objects.update_or_create(name=name, defaults={"data": packed.getvalue()})
        return name

    def _value(self, name: str, wanted: models.F | models.Func):
        row = StoredFile.objects.filter(name=name).values_list(wanted).first()
        if row is None:
            raise FileNotFoundError(f"No file {name} is stored.")
        return row[0]
