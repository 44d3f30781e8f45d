"""What every page shows around its content: navigation, the office's name, notices."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from aid.permissions import AidPermission
from associations.permissions import AssociationPermission
from config.kit.access import can
from config.office.demonstration import is_demonstration
from config.office.permissions import OfficePermission
from config.reference.permissions import ReferencePermission
from config.reference.queries import name_in_use
from delegations.permissions import DelegationPermission
from reports.permissions import ReportPermission


@dataclass(frozen=True)
class NavEntry:
    """An entry of the main navigation, drawn only for those who may open it."""

    section: str
    label: str
    url_name: str
    permission: str


NAVIGATION = (
    NavEntry("dashboard", "Tổng quan", "reports:dashboard", ReportPermission.VIEW),
    NavEntry("ngos", "Tổ chức PCPNN", "aid:ngo-list", AidPermission.VIEW),
    NavEntry("aid", "Viện trợ PCPNN", "aid:project-list", AidPermission.VIEW),
    NavEntry("delegations", "Đoàn", "delegations:delegation-list", DelegationPermission.VIEW),
    NavEntry("associations", "Hội hữu nghị, đối tác", "associations:association-list", AssociationPermission.VIEW),
    NavEntry("training", "Tập huấn, sự kiện", "associations:training-list", AssociationPermission.VIEW),
    NavEntry("reports", "Báo cáo", "reports:report-list", ReportPermission.VIEW),
    NavEntry("import", "Nhập dữ liệu", "office:import", OfficePermission.IMPORT),
    NavEntry("admin", "Quản trị", "office:administration", ReferencePermission.EDIT),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html: two queries a page; a stranger sees the names and no navigation."""
    user = getattr(request, "user", None)
    return {
        "navigation": [(entry, reverse(entry.url_name)) for entry in NAVIGATION if can(user, entry.permission)],
        "office_name": name_in_use(),
        "is_demonstration": is_demonstration(),
    }
