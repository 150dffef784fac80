"""Folded letters in queries, the same on both databases.

Limits: SQLite folds capitals as Python's str.casefold does (ß becomes ss), PostgreSQL by LOWER() and its locale
(ß stays); the Turkish İ folds to i with a dot above on the one and may stay as it is on the other.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, TextField, Transform, Value

from sources.folding import ALIKE_FROM, ALIKE_TO, IGNORED, fold

FUNCTION = "factdesk_fold"


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """A text as it is compared: `title__folded__contains=folded(words)`, `name__folded=folded(name)`."""

    lookup_name = "folded"
    function = FUNCTION  # what SQLite is taught with each connection
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list]:
        """LOWER and TRANSLATE, which drops characters without a counterpart."""
        sql, params = compiler.compile(self.lhs)
        return f"TRANSLATE(LOWER({sql}), %s, %s)", [*params, ALIKE_FROM + IGNORED, ALIKE_TO]


def folded(text: str) -> Folded:
    """A text to compare a folded column with: the database folds both sides by the same rules."""
    return Folded(Value(text, output_field=TextField()))


def teach_sqlite_to_fold(sender: Any, connection: Any, **kwargs: Any) -> None:
    """SQLite folds letters of ASCII alone, so each connection is given a function of ours."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, fold, deterministic=True)
