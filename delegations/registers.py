"""The register of delegations."""

from config.kit.registers import Register
from delegations.models import Delegation
from delegations.permissions import DelegationPermission

DELEGATIONS = Register(
    Delegation,
    "delegations:delegation",
    "delegations",
    "đoàn",
    "Đoàn vào, đoàn ra",
    view=DelegationPermission.VIEW,
    edit=DelegationPermission.EDIT,
)

REGISTERS = (DELEGATIONS,)
