"""Filters of the register of users."""

from typing import Any

from config.accounts.models import Role, User
from config.kit.filters import RegisterFilter, choice


class UserFilter(RegisterFilter):
    """Accounts are never archived: in that place stands whether they are in use."""

    role = choice("Vai trò", Role.choices)
    archived = choice("Tài khoản", [("on", "Đang dùng"), ("off", "Đã tắt")], method="of_state")

    class Meta:
        model = User
        fields: list[str] = []

    def of_state(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(is_active=value == "on")
