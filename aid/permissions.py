"""Rights over foreign NGOs, aid projects, the ledger and exchange rates."""

from enum import StrEnum


class AidPermission(StrEnum):
    VIEW = "aid.view"
    EDIT = "aid.edit"
