"""Rights over what spans all registers."""

from enum import StrEnum


class OfficePermission(StrEnum):
    IMPORT = "office.import"
    SEE_HISTORY = "office.see_history"
