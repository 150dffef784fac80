"""A property that is worked out once for each object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class once(Generic[Owner, Value]):
    """`functools.cached_property` without its lock, which costs more than most of what is asked of a line.

    The value takes this descriptor's place in the object, so it works for frozen dataclasses without slots.
    """

    def __init__(self, work_out: Callable[[Owner], Value]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, one: None, owner: type[Owner]) -> once[Owner, Value]: ...

    @overload
    def __get__(self, one: Owner, owner: type[Owner]) -> Value: ...

    def __get__(self, one: Owner | None, owner: type[Owner]) -> once[Owner, Value] | Value:
        if one is None:
            return self
        value = one.__dict__[self._name] = self._work_out(one)
        return value
