"""Raw bytes as they came, compressed, kept once by their SHA-256."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages


def keep(data: bytes) -> str:
    """Store the bytes unless they are stored whole, and return their SHA-256 in hexadecimal."""
    sha256 = sha256_of(data)
    if not _is_whole(sha256):
        _write(_name(sha256), gzip.compress(data, mtime=0))
    return sha256


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read(sha256: str) -> bytes:
    """The bytes with this hash. Raises FileNotFoundError where they are gone."""
    with storages["captures"].open(_name(sha256)) as kept:
        return gzip.decompress(kept.read())


def _is_whole(sha256: str) -> bool:
    """Whether the bytes are there and are what their name says: an import killed in mid-write may have left half."""
    try:
        return sha256_of(read(sha256)) == sha256
    except (OSError, EOFError, zlib.error):
        return False


def _write(name: str, packed: bytes) -> None:
    """Put the file there, in the place of a broken one; in a file system it appears whole or not at all."""
    storage = storages["captures"]
    if not isinstance(storage, FileSystemStorage):
        storage.delete(name)  # or the storage would give the new one another name
        storage.save(name, ContentFile(packed))
        return
    unfinished = storage.save(f"{name}.unfinished", ContentFile(packed))
    with storage.open(unfinished) as file:
        os.fsync(file.fileno())
    os.replace(storage.path(unfinished), storage.path(name))


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}.gz"
