from django.apps import AppConfig
from django.db.models.signals import post_migrate

from sources.triggers import make_triggers


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "Sources"

    def ready(self) -> None:
        post_migrate.connect(make_triggers, sender=self)
