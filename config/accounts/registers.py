"""The register of users, for administrators only."""

from config.accounts.models import User
from config.accounts.permissions import AccountPermission
from config.kit.registers import Register

USERS = Register(
    User,  # type: ignore[arg-type]  # not a Record: accounts are switched off, never archived
    "accounts:user",
    "admin",
    "người dùng",
    "Người dùng",
    view=AccountPermission.ADMINISTER,
    edit=AccountPermission.ADMINISTER,
)
