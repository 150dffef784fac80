from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from claims.folding import fold


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Claims"

    def ready(self) -> None:
        connection_created.connect(teach_sqlite_to_fold, dispatch_uid="claims.fold")


def teach_sqlite_to_fold(sender: Any, connection: Any, **kwargs: Any) -> None:
    """SQLite folds letters of ASCII alone, so search brings its own function with each connection."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("factdesk_fold", 1, fold, deterministic=True)
