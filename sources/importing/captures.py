"""Raw bytes as they came, compressed, kept once by their SHA-256."""

from __future__ import annotations

import gzip
import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import storages


def keep(data: bytes) -> str:
    """Store the bytes unless they are stored, and return their SHA-256 in hexadecimal."""
    sha256 = sha256_of(data)
    storage, name = storages["captures"], _name(sha256)
    if not storage.exists(name):
        storage.save(name, ContentFile(gzip.compress(data, mtime=0)))
    return sha256


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read(sha256: str) -> bytes:
    """The bytes with this hash. Raises FileNotFoundError where they are gone."""
    with storages["captures"].open(_name(sha256)) as kept:
        return gzip.decompress(kept.read())


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}.gz"
