"""Pages of the bodies that issue reports."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from config.kit import tokens
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Pill, Table, make_table
from config.kit.views import RecordArchive, RecordCreate, RecordDetail, RecordEdit
from config.reference.actions.bodies import DEFAULT_STAYS, save_body
from config.reference.filters.bodies import BodyFilter
from config.reference.forms.bodies import BodyForm
from config.reference.models import IssuingBody
from config.reference.registers import BODIES

DEFAULT = Pill("Dùng mặc định", "ok", "check")


class BodyList(RegisterList):
    register = BODIES
    filterset_class = BodyFilter
    default_sort = "name"
    lede = "Tên, ký hiệu và người ký in trên báo cáo; mỗi báo cáo chọn một cơ quan."
    columns = (
        Column("name", "Cơ quan", lambda body: body.name, sort=("name",), sub=lambda body: body.parent_body),
        Column("symbol", "Ký hiệu báo cáo", lambda body: body.report_symbol, sort=("report_symbol",)),
        Column("place", "Địa danh", lambda body: body.place_name, sort=("place_name",), is_wide=True),
        Column("default", "Mặc định", lambda body: DEFAULT if body.is_default else None, kind="pill"),
    )


class BodyDetail(RecordDetail):
    register = BODIES

    def pills(self, record: IssuingBody) -> Sequence[Pill]:
        return [DEFAULT] if record.is_default else []

    def facts(self, record: IssuingBody) -> Sequence[FactGroup]:
        printed = (
            Fact("Cơ quan chủ quản", record.parent_body),
            Fact("Gọi tắt", record.short_name),
            Fact("Tên tiếng Anh", record.name_en),
            Fact("Địa danh", record.place_name),
            Fact("Tên tỉnh", record.province_name),
            Fact("Ký hiệu báo cáo", record.report_symbol),
            Fact("Ký hiệu nơi lưu", record.filing_symbol),
            Fact("Nơi nhận", "; ".join(record.recipients.splitlines())),
        )
        founding = (
            Fact("Quyết định thành lập", record.founding_decision),
            Fact("Ngày thành lập", record.founded_on, kind="date"),
        )
        return [FactGroup("In trên báo cáo", printed), FactGroup("Thành lập", founding)]

    def tables(self, record: IssuingBody) -> Sequence[Table]:
        columns = (
            Column("name", "Họ và tên", lambda row: row.name),
            Column("authority", "Quyền hạn", lambda row: row.authority),
            Column("title", "Chức vụ", lambda row: row.title),
            Column("default", "Ký mặc định", lambda row: "có" if row.is_default else ""),
        )
        empty = "Chưa ghi người ký. Bấm Sửa để thêm; báo cáo khi đó in chỗ ký để trống tên."
        return [make_table("Người ký", columns, record.signatories.all(), empty=empty)]


class BodyFormPage:
    """Saving a body may take the default from another one: one action for both."""

    request: HttpRequest

    def perform(self, form: Any) -> IssuingBody:
        return save_body(form.instance, parts=form.parts_values(), has_changed=form.has_changed(), by=self.request.user)


class BodyCreate(BodyFormPage, RecordCreate):
    register = BODIES
    form_class = BodyForm


class BodyEdit(BodyFormPage, RecordEdit):
    register = BODIES
    form_class = BodyForm


class BodyArchive(RecordArchive):
    """As every register archives, but the body in use by default stays."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.visible(), pk=pk)
        if not record.is_default:
            return super().post(request, pk)
        context = self.page(record=record, error=DEFAULT_STAYS, token=tokens.new_token(request.user))
        return render(request, self.template_name, context)
