"""Gzip, unpacked up to a limit."""

from __future__ import annotations

import gzip
import io
import zlib

from sources.importing.types import ImportRefused

MAGIC = b"\x1f\x8b"


def unpacked(data: bytes, most: int) -> bytes:
    """The bytes themselves, or what they hold if they are gzip.

    Raises ImportRefused for more than `most` bytes, packed or not, and for damaged packing.
    """
    if data.startswith(MAGIC):
        try:
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(most + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise ImportRefused("The compressed file is damaged or cut short. Fetch or copy it again.") from error
    if len(data) > most:
        raise ImportRefused(
            f"The file is larger than {most // 1_000_000} MB when unpacked. Split it and import the parts."
        )
    return data


def unpacked_head(data: bytes, most: int) -> bytes:
    """The first bytes of what `data` holds, as far as they can be read."""
    if not data.startswith(MAGIC):
        return data[:most]
    try:
        return zlib.decompressobj(wbits=31).decompress(data, most)
    except zlib.error:
        return b""
