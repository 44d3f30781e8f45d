"""The landing page of administration, and the table of roles."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views import View

from aid.permissions import AidPermission
from associations.permissions import AssociationPermission
from config.accounts.permissions import AccountPermission
from config.kit.access import PermissionRequired, can
from config.office.permissions import OfficePermission
from config.reference.permissions import ReferencePermission
from delegations.permissions import DelegationPermission
from reports.permissions import ReportPermission


@dataclass(frozen=True)
class Task:
    """Something to administer: what it is, where it is done, who may."""

    title: str
    text: str
    url_name: str
    permission: str


TASKS = (
    Task(
        "Địa bàn",
        "Tỉnh, huyện, xã trước và sau 01/07/2025; thêm xóm.",
        "reference:place-list",
        ReferencePermission.EDIT,
    ),
    Task(
        "Cơ quan, đơn vị",
        "Sở, ngành, UBND các cấp, trường học, cơ sở y tế.",
        "reference:agency-list",
        ReferencePermission.EDIT,
    ),
    Task("Vai trò", "Mỗi vai trò được làm những gì.", "office:roles", ReferencePermission.EDIT),
    Task(
        "Người dùng",
        "Thêm người, đổi vai trò, tắt tài khoản, đặt lại mật khẩu.",
        "accounts:user-list",
        AccountPermission.ADMINISTER,
    ),
    Task(
        "Cơ quan ban hành",
        "Tên, ký hiệu văn bản, người ký in trên báo cáo.",
        "reference:body-list",
        ReferencePermission.ADMINISTER,
    ),
    Task(
        "Thiết lập",
        "Số ngày dùng được của tỷ giá, số ngày nhắc trước hạn, ngày bắt đầu theo dõi hạn báo cáo.",
        "reference:settings",
        ReferencePermission.ADMINISTER,
    ),
    Task(
        "Hạn báo cáo",
        "Ngày phải nộp báo cáo của chủ khoản viện trợ, tổ chức PCPNN và của tỉnh.",
        "aid:deadline-list",
        ReferencePermission.ADMINISTER,
    ),
    Task("Kỳ báo cáo", "Năm, 6 tháng, 9 tháng, quý.", "reference:period-list", ReferencePermission.ADMINISTER),
    Task(
        "Nước, vùng lãnh thổ",
        "Tên nước, tên gọi khác, khu vực.",
        "reference:country-list",
        ReferencePermission.ADMINISTER,
    ),
)

# What each right lets a person do, in the order of the table; every right of config/roles.py stands here.
RIGHTS: dict[str, str] = {
    AidPermission.VIEW: "Xem tổ chức PCPNN, khoản viện trợ, sổ cam kết, sổ giải ngân, tỷ giá",
    DelegationPermission.VIEW: "Xem đoàn vào, đoàn ra",
    AssociationPermission.VIEW: "Xem hội hữu nghị, đối tác, lớp tập huấn, sự kiện",
    ReportPermission.VIEW: "Xem trang Tổng quan, báo cáo; in báo cáo",
    ReferencePermission.VIEW: "Xem danh mục dùng chung",
    OfficePermission.SEE_HISTORY: "Xem lịch sử thay đổi",
    AidPermission.EDIT: "Nhập, sửa, lưu trữ tổ chức, khoản viện trợ, cam kết, giải ngân, tỷ giá",
    DelegationPermission.EDIT: "Nhập, sửa, lưu trữ đoàn",
    DelegationPermission.SEE_IDENTITIES: "Xem, nhập số hộ chiếu, ngày sinh của thành viên đoàn "
    "(chuyên viên: khi tài khoản được cho phép)",
    AssociationPermission.EDIT: "Nhập, sửa, lưu trữ hội, đối tác, lớp tập huấn, sự kiện",
    ReportPermission.EDIT: "Soạn, ban hành báo cáo; sửa nhiệm kỳ, chỉ tiêu",
    OfficePermission.IMPORT: "Nhập dữ liệu từ tệp Excel",
    ReferencePermission.EDIT: "Thêm, sửa địa bàn, cơ quan",
    ReferencePermission.ADMINISTER: "Đổi thiết lập, cơ quan ban hành, người ký, kỳ báo cáo, danh mục nước",
    AccountPermission.ADMINISTER: "Thêm người dùng, đổi vai trò, đặt lại mật khẩu",
}


class Administration(PermissionRequired, View):
    """What the person may administer, each with one sentence."""

    permission_required = ReferencePermission.EDIT
    template_name = "office/administration.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        tasks = [(task, reverse(task.url_name)) for task in TASKS if can(request.user, task.permission)]
        return render(request, self.template_name, {"tasks": tasks, "section": "admin"})


class Roles(PermissionRequired, View):
    """The table of rights: config/roles.py as people read it."""

    permission_required = ReferencePermission.EDIT
    template_name = "office/roles.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        roles: list[Any] = list(import_string(settings.ROLE_TABLE).values())
        rows = [(label, [(role.label, right in role.permissions) for role in roles]) for right, label in RIGHTS.items()]
        return render(request, self.template_name, {"roles": roles, "rows": rows, "section": "admin"})
