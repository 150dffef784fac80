"""A date of known precision in the database: its EDTF text and the two days that bound it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from sources import edtf


def validate_edtf(value: str) -> None:
    """Refuse text that is no EDTF date, with a sentence that says how to write one."""
    try:
        edtf.parse(value)
    except edtf.EDTFError as error:
        raise ValidationError(str(error), code="edtf") from error


class EDTFBound(models.DateField):
    """The first or the last day an EDTFField may mean; written from its text on every save, never by hand."""

    def __init__(self, *args: Any, of: str = "", side: int = 0, **kwargs: Any) -> None:
        self.of, self.side = of, side
        kwargs.update(null=True, blank=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, args, kwargs = super().deconstruct()
        for key in ("null", "blank", "editable"):
            kwargs.pop(key, None)
        return name, path, args, {**kwargs, "of": self.of, "side": self.side}

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        value = edtf.bounds(getattr(model_instance, self.of) or "")[self.side]
        setattr(model_instance, self.attname, value)
        return value


class EDTFField(models.CharField):
    """EDTF text; brings `<name>_lower` and `<name>_upper` along. Empty means "not stated"."""

    def __init__(self, *args: Any, with_bounds: bool = True, **kwargs: Any) -> None:
        self.with_bounds = with_bounds
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_edtf]

    def deconstruct(self) -> tuple[str, str, list, dict]:
        # Migrations and history tables list the bounds by themselves.
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "with_bounds": False}

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if not self.with_bounds:
            return
        self.with_bounds = False
        for side, suffix in enumerate(("lower", "upper")):
            day = "first" if side == 0 else "last"
            bound = EDTFBound(f"{self.verbose_name}, {day} day", of=name, side=side)
            bound.contribute_to_class(cls, f"{name}_{suffix}")
