"""Files and pasted text as documents for the pipeline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from sources.importing.types import FetchedPage, ImportRefused


def from_file(path: Path, now: datetime) -> FetchedPage:
    """Read a file. Raises ImportRefused where it cannot be read or is too large."""
    try:
        refuse_if_too_large(path.stat().st_size)
        return FetchedPage(data=path.read_bytes(), fetched_at=now, name=path.name)
    except FileNotFoundError as error:
        raise ImportRefused(f"There is no file {path}: check the path.") from error
    except IsADirectoryError as error:
        raise ImportRefused(f"{path} is a folder: name the files in it.") from error
    except OSError as error:
        raise ImportRefused(f"{path} cannot be read ({error.strerror}): check its permissions.") from error


def from_text(text: str, now: datetime, *, url: str = "", name: str = "") -> FetchedPage:
    """Pasted HTML or text, perhaps with the address it stands at."""
    data = text.encode("utf-8", "replace")
    refuse_if_too_large(len(data))
    looks_like_html = "<" in text[:2000] and ("<html" in text.lower() or "</p>" in text.lower())
    media_type = "text/html; charset=utf-8" if looks_like_html else "text/plain; charset=utf-8"
    return FetchedPage(data=data, fetched_at=now, url=url, name=name, media_type=media_type)


def refuse_if_too_large(size: int) -> None:
    limit = settings.MAX_DOCUMENT_BYTES
    if size > limit:
        raise ImportRefused(
            f"It is {size / 1e6:.0f} MB; Factdesk takes documents up to {limit / 1e6:.0f} MB. "
            "Save the article alone, without pictures and attachments."
        )
