"""The project as an app (its commands), and the admin site it serves."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class FactdeskConfig(AppConfig):
    name = "factdesk"


class AdminConfig(DjangoAdminConfig):
    default_site = "factdesk.admin_site.DeskSite"
