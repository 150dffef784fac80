"""Users and groups: a chief runs the newsroom's accounts, but nobody rises above their own rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q

from claims.roles import ROLES

if TYPE_CHECKING:
    from django.db.models import Field, QuerySet
    from django.forms import ModelMultipleChoiceField
    from django.http import HttpRequest

admin.site.unregister([User, Group])


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    list_display = ["username", "get_full_name", "email", "show_roles", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_superuser"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_help_text = "A name, a user name or an address."
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        (
            "What they may do",
            {
                "fields": ["is_active", "is_staff", "groups"],
                "description": "Reporters draft and cite. Editors also judge and publish. Chiefs also run outlets, "
                "users and retractions. Untick “active” instead of deleting: their work keeps their name. "
                "Only staff can enter the desk.",
            },
        ),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    superuser_fieldset = ("Above the desk", {"fields": ["is_superuser", "user_permissions"], "classes": ["collapse"]})

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, self.superuser_fieldset] if obj and request.user.is_superuser else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Dates are facts; nobody but a superuser changes their own rank."""
        fixed = ["last_login", "date_joined"]
        own = obj is not None and obj.pk == request.user.pk and not request.user.is_superuser
        return [*fixed, "is_active", "is_staff", "groups"] if own else fixed

    def formfield_for_manytomany(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        if db_field.name == "groups" and not request.user.is_superuser:
            kwargs["queryset"] = Group.objects.filter(name__in=ROLES)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)

    @admin.display(description="may act as")
    def show_roles(self, user: User) -> str:
        if user.is_superuser:
            return "superuser"
        return ", ".join(group.name for group in user.groups.all())


def _may_touch(user: User, other: User | None) -> bool:
    """Nobody touches an account, its password included, that may do more than they may themselves."""
    if other is None or user.is_superuser:
        return True
    return not other.is_superuser and _granted(other) <= _granted(user)


def _granted(user: User) -> set[int]:
    """The permissions an account has, whether it is active or not."""
    return set(Permission.objects.filter(Q(user=user) | Q(group__user=user)).values_list("pk", flat=True))


@admin.register(Group)
class DeskGroupAdmin(GroupAdmin):
    """The three roles are the house's rules: only a superuser changes what a group may do."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser
