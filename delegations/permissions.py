"""Rights over delegations."""

from enum import StrEnum


class DelegationPermission(StrEnum):
    VIEW = "delegations.view"
    EDIT = "delegations.edit"
    SEE_IDENTITIES = "delegations.identities"
