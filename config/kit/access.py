"""Who may do what. Permissions are the StrEnums of the apps; config.roles maps a role to its set."""

from typing import Any, Self

from django.contrib.auth.mixins import AccessMixin
from django.db import models
from django.http import HttpRequest, HttpResponseBase


def can(user: Any, permission: str) -> bool:
    """Whether this user holds the permission; nobody anonymous holds any."""
    return bool(getattr(user, "is_authenticated", False) and user.has_perm(permission))


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows are reached only through `visible_to`, so that a rule per row finds its place later."""

    view_permission = ""

    def visible_to(self, user: Any) -> Self:
        """The rows this user may see: none without the right."""
        return self if can(user, self.view_permission) else self.none()


class PermissionRequired(AccessMixin):
    """Anonymous → sign-in; signed in without the right → the 403 page that says so."""

    permission_required = ""
    request: HttpRequest

    def has_permission(self) -> bool:
        return can(self.request.user, self.permission_required)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.request = request
        if not self.permission_required:
            raise AssertionError(f"{type(self).__name__} names no permission")
        if not self.has_permission():
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
