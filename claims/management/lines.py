"""Files of JSON lines, read with errors that name the line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError


def json_lines(path: str, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number and object; every needed field is text.

    Raises CommandError, naming the line, where a line is no such object.
    """
    try:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _object(line, number, needed)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from error


def _object(line: str, number: int, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise CommandError(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in needed):
        raise CommandError(f"Line {number} needs the text fields {', '.join(needed)}.")
    return found
