"""Who may do what: the three groups of a newsroom, as lists of permissions."""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

REPORTER, EDITOR, CHIEF = "reporter", "editor", "chief"


def _each(actions: str, models: str) -> set[str]:
    return {f"{action}_{model}" for action in actions.split() for model in models.split()}


_READ = _each(
    "view",
    "story outlet source sourceversion capture importbatch importitem disagreement "
    "feed feedcheck sourcecheck site outletrule sametext "
    "actor event place attribute claim citation contradiction judgement publication reply",
)
_DRAFT = _each("add change", "source actor event place claim citation reply") | _each("add", "outlet contradiction")
_EDIT = (
    _each("change", "contradiction")
    | _each("add change delete", "feed outletrule")
    | _each("delete", "claim citation")
    | {"judge_contradiction", "publish_claim", "undo_importbatch"}
)
_RUN = (
    _each("add change delete", "outlet story attribute")
    | _each("delete", "source actor event place reply contradiction")
    | _each("view add change", "user")
    | {"retract_claim", "view_group"}
)

#: What each group may do; each includes the one before it.
ROLES = {
    REPORTER: _READ | _DRAFT,
    EDITOR: _READ | _DRAFT | _EDIT,
    CHIEF: _READ | _DRAFT | _EDIT | _RUN,
}


def make_roles(apps: Any = installed, database: str = "default") -> None:
    """Make the groups with their permissions, adding what is missing and taking nothing away.

    Django makes permissions only after the last migration, so they are made here first.
    """
    for label in ("auth", "sources", "claims"):
        create_permissions(installed.get_app_config(label), verbosity=0, using=database)
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for role, codenames in ROLES.items():
        group, _ = group_model.objects.using(database).get_or_create(name=role)
        group.permissions.add(*permission_model.objects.using(database).filter(codename__in=codenames))
