"""Raw bytes as they came, compressed, kept once by their SHA-256.

Bytes come before the row that names them. So nothing deletes them at once: what no row needs goes an hour after
somebody last kept it (`clearing`), and who keeps bytes that are there already begins that hour anew.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

from sources.importing.database_storage import DatabaseStorage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

LEVEL = 3  # of gzip: half the time of level 6 for a tenth more room
ASIDE = ".unfinished-old"  # what is about to be deleted; what a killed process leaves so is cleared up


class Damaged(OSError):
    """The bytes are there and cannot be unpacked: the file was cut short or overwritten."""


def keep(data: bytes) -> str:
    """Store the bytes unless they are stored whole, and return their SHA-256 in hexadecimal."""
    sha256 = sha256_of(data)
    if not (_is_whole(sha256) and _touched(_name(sha256))):
        _write(_name(sha256), gzip.compress(data, compresslevel=LEVEL, mtime=0))
    return sha256


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read(sha256: str) -> bytes:
    """The bytes with this hash. Raises FileNotFoundError where they are gone, Damaged where they are broken."""
    with storages["captures"].open(_name(sha256)) as kept:
        packed = kept.read()
    try:
        return gzip.decompress(packed)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Damaged(f"The bytes {sha256} among the captures are damaged ({error}).") from error


def forget(sha256: str) -> None:
    """Delete the bytes with this hash; nothing happens where they are gone already."""
    storages["captures"].delete(_name(sha256))


def forget_old(sha256: str, before: datetime) -> bool:
    """Delete the bytes with this hash unless somebody kept them at `before` or later; whether they are deleted."""
    storage, name = storages["captures"], _name(sha256)
    if isinstance(storage, DatabaseStorage):
        return storage.delete_old(name, before)
    try:
        if storage.get_modified_time(name) >= before:
            return False
        if isinstance(storage, FileSystemStorage):
            return _deleted_file(storage.path(name), before.timestamp())
        storage.delete(name)
    except FileNotFoundError:  # another has deleted it meanwhile
        return False
    return True


def _deleted_file(path: str, before: float) -> bool:
    """Move the file aside first: who keeps the bytes from then on does not find them, and writes them anew."""
    aside = f"{path}{ASIDE}"
    os.replace(path, aside)
    if os.path.getmtime(aside) >= before:
        os.replace(aside, path)  # somebody kept them just before, and counts on them
        return False
    os.unlink(aside)
    return True


def stored_in(folder: str) -> Iterator[str]:
    """The hashes of the bytes that are stored, of those that begin with these two characters."""
    storage = storages["captures"]
    names = storage.names(f"{folder}/") if isinstance(storage, DatabaseStorage) else _listed(folder)
    yield from (name.rpartition("/")[2].removesuffix(".gz") for name in names if name.endswith(".gz"))


def _listed(folder: str) -> Iterator[str]:
    storage = storages["captures"]
    if storage.exists(folder):
        for below in storage.listdir(folder)[0]:
            yield from storage.listdir(f"{folder}/{below}")[1]


def _is_whole(sha256: str) -> bool:
    """Whether the bytes are there and are what their name says: an import killed in mid-write may have left half."""
    try:
        return sha256_of(read(sha256)) == sha256
    except OSError:
        return False


def _touched(name: str) -> bool:
    """Note that somebody counts on this file from now on; False where it is gone meanwhile, or cannot be noted."""
    storage = storages["captures"]
    if isinstance(storage, DatabaseStorage):
        return storage.touch(name)
    if not isinstance(storage, FileSystemStorage):
        return False  # it is written again, which gives it a new time
    try:
        os.utime(storage.path(name))
    except FileNotFoundError:
        return False
    return True


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
