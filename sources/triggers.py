"""The one trigger of the house: a version's text never changes.

Django rebuilds tables on SQLite and drops triggers with them, so it is made again after every migration.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

NAME = "source_version_is_immutable"
SENTENCE = "The text of a version never changes: add a version."
GUARDED = ("source_id", "number", "text", "blocks", "sha256")

SQLITE = f"""
CREATE TRIGGER {NAME} BEFORE UPDATE OF {", ".join(GUARDED)} ON sources_sourceversion
BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
"""
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER {NAME} BEFORE UPDATE OF {", ".join(GUARDED)} ON sources_sourceversion
FOR EACH ROW EXECUTE FUNCTION {NAME}();
"""


def make_triggers(using: str = "default", **kwargs: Any) -> None:
    """Make the trigger where the table is; a receiver of post_migrate."""
    connection = connections[using]
    if "sources_sourceversion" not in connection.introspection.table_names():
        return
    table = " ON sources_sourceversion" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}{table}")
        cursor.execute(POSTGRESQL if connection.vendor == "postgresql" else SQLITE)
