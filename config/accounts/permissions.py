"""Rights over users."""

from enum import StrEnum


class AccountPermission(StrEnum):
    ADMINISTER = "accounts.administer"
