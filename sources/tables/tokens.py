"""What a link to the next page carries: the sort, the direction, and the keys of the row it starts from."""

from __future__ import annotations

import binascii
import json
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field

LONGEST = 4000


class BadToken(ValueError):
    """A token that no page of ours has given out for this list."""


@dataclass(frozen=True)
class Position:
    """Beyond which row a page lies, and on which side of it."""

    values: list[Any]
    backwards: bool = False


def write_token(sort: str, position: Position) -> str:
    """The position as text that is safe in an address."""
    content = [sort, int(position.backwards), position.values]
    packed = json.dumps(content, default=_as_text, separators=(",", ":"))
    return urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_token(token: str, sort: str, fields: list[tuple[Field, bool]]) -> Position:
    """The position a token stands for, its values as the fields read them; beside each, whether it may be empty.

    Raises BadToken where it is garbage, too long, of another sort, or holds what the fields cannot.
    """
    try:
        if len(token) > LONGEST:
            raise ValueError("too long")
        packed = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        name, backwards, values = json.loads(packed)
        if name != sort or backwards not in (0, 1) or not isinstance(values, list):
            raise ValueError("of another list")
        read = [_value(*column, value) for column, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, ArithmeticError, RecursionError, binascii.Error, ValidationError) as error:
        raise BadToken("This link to a page of the list is not one of ours.") from error
    return Position(read, bool(backwards))


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _value(field: Field, nullable: bool, value: Any) -> Any:
    if isinstance(value, (list, dict)) or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError("no single value")
    if isinstance(value, str):
        value.encode()  # lone surrogates
        if "\0" in value:
            raise ValueError("no text of ours")
    read = field.to_python(value)
    if read is None and not (nullable and value is None):
        raise ValueError("no value")
    if isinstance(read, int) and not -(2**63) <= read < 2**63:
        raise ValueError("no number of ours")
    return read
