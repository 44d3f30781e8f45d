"""The register of delegations."""

from config.kit.registers import Register
from delegations.models import Delegation, DelegationDocument
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

# Documents have no list of their own: they are opened from the delegation they belong to.
DOCUMENTS = Register(
    DelegationDocument,
    "delegations:document",
    "delegations",
    "văn bản của đoàn",
    "Văn bản, ảnh của đoàn",
    view=DelegationPermission.VIEW,
    edit=DelegationPermission.EDIT,
    is_searched=False,
)

REGISTERS = (DELEGATIONS,)
