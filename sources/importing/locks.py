"""Who may decide on a document: one import at a time for each of the things it is found by."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db import connection
from django.db.transaction import TransactionManagementError

if TYPE_CHECKING:
    from collections.abc import Iterable


def hold(names: Iterable[str]) -> None:
    """Until the transaction ends, let no other import go on that holds one of these names.

    PostgreSQL: an advisory lock for each name's hash. They are taken in one order by everybody, so nobody waits for
    one who waits for him; two names with one hash only wait needlessly. SQLite: our transactions are IMMEDIATE, so
    this one writes alone already. Raises TransactionManagementError outside a transaction, where nothing would be held.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("Locks of an import are held by a transaction: open one first.")
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for key in sorted({_key(name) for name in names}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _key(name: str) -> int:
    """64 bits of the name's hash, as PostgreSQL's bigint."""
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)
