"""Rights over reference data: staff add places and agencies, administrators change the rest."""

from enum import StrEnum


class ReferencePermission(StrEnum):
    VIEW = "reference.view"
    EDIT = "reference.edit"
    ADMINISTER = "reference.administer"
