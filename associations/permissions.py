"""Rights over friendship associations, partners, training and events."""

from enum import StrEnum


class AssociationPermission(StrEnum):
    VIEW = "associations.view"
    EDIT = "associations.edit"
