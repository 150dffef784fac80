"""The project as an app (its commands and checks), and the admin site it serves."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.core import checks

from factdesk.checks import something_is_said_of_the_proxy


class FactdeskConfig(AppConfig):
    name = "factdesk"

    def ready(self) -> None:
        checks.register(something_is_said_of_the_proxy, checks.Tags.security, deploy=True)


class AdminConfig(DjangoAdminConfig):
    default_site = "factdesk.admin_site.DeskSite"
