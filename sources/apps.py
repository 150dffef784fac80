from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from sources.folded import teach_sqlite_to_fold
from sources.triggers import make_triggers


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "Sources"

    def ready(self) -> None:
        connection_created.connect(teach_sqlite_to_fold, dispatch_uid="sources.fold")
        post_migrate.connect(make_triggers, sender=self)
