"""The three roles and their rights, in one table."""

from dataclasses import dataclass

from aid.permissions import AidPermission
from associations.permissions import AssociationPermission
from config.accounts.models import Role
from config.accounts.permissions import AccountPermission
from config.office.permissions import OfficePermission
from config.reference.permissions import ReferencePermission
from delegations.permissions import DelegationPermission
from reports.permissions import ReportPermission


@dataclass(frozen=True)
class RoleRights:
    """A role as people know it, with the set of permissions it holds.

    `personal` are rights that a single person of the role holds when an administrator says so on their account
    (User.handles_identities).
    """

    label: str
    description: str
    permissions: frozenset[str]
    personal: frozenset[str] = frozenset()


READ = frozenset(
    {
        AidPermission.VIEW,
        DelegationPermission.VIEW,
        AssociationPermission.VIEW,
        ReferencePermission.VIEW,
        ReportPermission.VIEW,
        OfficePermission.SEE_HISTORY,
    }
)
ENTER = READ | {
    AidPermission.EDIT,
    DelegationPermission.EDIT,
    AssociationPermission.EDIT,
    ReferencePermission.EDIT,
    ReportPermission.EDIT,
    OfficePermission.IMPORT,
}
ADMINISTER = ENTER | {
    ReferencePermission.ADMINISTER,
    AccountPermission.ADMINISTER,
    DelegationPermission.SEE_IDENTITIES,
}
# A leader never holds them, whatever the account says.
BY_PERSON = frozenset({DelegationPermission.SEE_IDENTITIES})

ROLES: dict[str, RoleRights] = {
    Role.LEADER: RoleRights("Lãnh đạo", "Xem mọi số liệu, mở từng con số, in báo cáo; không nhập.", READ),
    Role.STAFF: RoleRights("Chuyên viên", "Nhập, sửa, lưu trữ hồ sơ; nhập tệp Excel; soạn báo cáo.", ENTER, BY_PERSON),
    Role.ADMIN: RoleRights(
        "Quản trị", "Như chuyên viên; thêm người dùng, đổi thiết lập, danh mục và người ký.", ADMINISTER
    ),
}
