"""Text as both databases take it: without NUL, which PostgreSQL refuses, and without half characters. Pure."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

Value = TypeVar("Value")


def storable(value: Value) -> Value:
    """The same value with every text in it made storable, through tuples and dataclasses at any depth."""
    return cast(Value, _storable(value))


def storable_text(text: str) -> str:
    """NUL taken out, each lone surrogate a question mark."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, tuple):
        return tuple(map(_storable, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _storable(getattr(value, one.name)) for one in fields(value)})
    return value
