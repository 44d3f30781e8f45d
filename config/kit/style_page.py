"""The style page: every component in its normal, empty, wrong and long-named states, drawn with the
kit's own classes, so that what is seen here is what the product shows."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from config.kit.attachment_pages import DocumentPanel
from config.kit.attachments import size_text
from config.kit.changes import Change, FieldChange
from config.kit.fields import DayField, NumberField, PartialDateField, PercentField, PickWidget, TidyCharField, VndField
from config.kit.filters import RegisterFilter, choice
from config.kit.forms import AmountField, CurrencyField, HouseForm, MoneyFormMixin, PartForm, PartRows, Parts
from config.kit.tables import Column, Fact, FactGroup, Link, Pill, Table, make_row, make_table, make_total

LONG_NAME = (
    "Mô hình nông thôn mới xóm Rừng Vần, xã La Bằng, huyện Đại Từ, giai đoạn II, "
    "gồm nhà văn hóa, trạm y tế, đường bê tông liên xóm và tập huấn kỹ thuật trồng chè"
)
STAGES = {
    "calling": Pill("Đang vận động"),
    "running": Pill("Đang thực hiện", "live", "half"),
    "done": Pill("Đã bàn giao", "ok", "check"),
    "estimate": Pill("Ước", "warn", "warn"),
    "refused": Pill("Chưa quy đổi", "bad", "bad"),
}
ROWS = (
    ("Thư viện thân thiện", "VT-2015-017", "running", (Decimal("12400.50"), "USD"), 1240050, "18/12/2018", ""),
    (LONG_NAME, "VT-2016-014", "estimate", (Decimal(96000000), "KRW"), 8622653, "12/2018", "is-warn"),
    ("Trạm y tế Dân Tiến", "VT-2015-008", "refused", (Decimal(3400000), "JPY"), None, "02/11/2018", "is-bad"),
)
COLUMNS = (
    Column("name", "Dự án", lambda row: row[0], sort=("name",), sub=lambda row: row[1]),
    Column("stage", "Tình trạng", lambda row: STAGES[row[2]], kind="pill"),
    Column("day", "Ngày", lambda row: row[5], sort=("day",)),
    Column("amount", "Nguyên tệ", lambda row: row[3], kind="money"),
    Column("usd", "USD", lambda row: row[4], kind="usd", sort=("usd",)),
)


class DemoRow(HouseForm):
    """A row of places with shares."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    place = TidyCharField(label="Địa bàn", widget=PickWidget("style-places"))
    percent = PercentField(label="Tỷ lệ (%)", required=False)

    shown_fields = PartForm.shown_fields


class DemoForm(MoneyFormMixin, HouseForm):
    """One field of each kind."""

    name = TidyCharField(label="Tên dự án", max_length=200)
    modality = forms.ChoiceField(
        label="Hình thức viện trợ",
        choices=[("programme", "Chương trình"), ("project", "Dự án"), ("relief", "Cứu trợ khẩn cấp")],
        widget=forms.RadioSelect,
    )
    decision = TidyCharField(
        label="Số quyết định", help_text="Ghi như trên văn bản, ví dụ 1290/QĐ-UBND.", required=False
    )
    place = TidyCharField(
        label="Địa bàn", help_text="Gõ vài chữ rồi chọn.", widget=PickWidget("style-places"), required=False
    )
    stage = forms.ChoiceField(label="Giai đoạn", choices=[("calling", "Đang vận động"), ("running", "Đang thực hiện")])
    start = PartialDateField(label="Bắt đầu", required=False)
    end = DayField(label="Ngày kết thúc", required=False)
    amount = AmountField(label="Giá trị cam kết", help_text="Gõ số hoặc gõ gọn: 392180; 1,5 triệu; 4 tỷ.")
    currency = CurrencyField()
    counterpart = VndField(label="Vốn đối ứng (đồng)", required=False)
    households = NumberField(label="Số hộ hưởng lợi", required=False)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    is_call = forms.BooleanField(label="Đang kêu gọi viện trợ", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.clean_money(cleaned)
        return cleaned


WRONG = {
    "name": LONG_NAME,
    "start": "2018",
    "end": "31/02/2018",
    "amount": "1.500",
    "currency": "USD",
    "households": "nhiều",
    "stage": "running",
}
SPANS = {"name": 6, "modality": 6, "stage": 2, "start": 2, "end": 2, "amount": 6, "note": 6, "is_call": 6}


class DemoFilter(RegisterFilter):
    """A filter bar."""

    state = choice("Giai đoạn", [("running", "Đang thực hiện"), ("done", "Đã bàn giao")])
    district = choice("Địa bàn", [("vo-nhai", "Võ Nhai"), ("dai-tu", "Đại Từ")])


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Any signed-in person may open it; nothing is read from the database."""
    context = {
        "section": "admin",
        "pills": STAGES.values(),
        "groups": _groups(),
        "changes": _changes(),
        "nobody": (),
        "tables": _tables(),
        "documents": _documents(),
        "tabs": [("Thông tin", "#h-folds", True), ("Sổ tiền (9)", "#h-folds", False)],
        **_list(request),
        **_form(),
    }
    return render(request, "ui/style_page.html", context)


def _groups() -> list[FactGroup]:
    return [
        FactGroup(
            "Thông tin chính",
            (
                Fact("Chủ dự án", "UBND huyện Đại Từ"),
                Fact("Vốn đối ứng (đồng)", 1120000000, "vnd"),
                Fact("Quyết định phê duyệt", None),
                Fact("Tổ chức", Link("Hội Saemaul tỉnh Gyeongsangbuk-do", "#h-facts"), "link"),
            ),
        ),
        FactGroup("Tên dài, ô trống", (Fact("Tên đầy đủ", LONG_NAME), Fact("Ghi chú", ""))),
    ]


@dataclass(frozen=True)
class DemoDocument:
    """A file as ui/documents.html prints it."""

    file_name: str
    size_text: str
    get_file_kind_display: str
    title: str = ""
    added_by: str | None = "Nguyễn Thu Hà"
    archived_at: datetime | None = None
    archive_reason: str = ""
    added_at: datetime = datetime(2019, 1, 9, 15, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    download_url: str = "#documents"
    rename_url: str = "#documents"
    archive_url: str = "#documents"
    restore_url: str = "#documents"

    def __str__(self) -> str:
        return self.title or self.file_name


def _documents() -> DocumentPanel:
    kept = DemoDocument("Quyết định 1086-QĐ-UBND.pdf", size_text(1_887_437), "PDF")
    long = DemoDocument("scan0001.docx", size_text(98_304), "Word", title=f"Biên bản bàn giao: {LONG_NAME}")
    old = replace(kept, added_by=None, archived_at=kept.added_at, archive_reason="Đã có bản ký số")
    return DocumentPanel([kept, long], [old], "#documents")


def _changes() -> list[Change]:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    first = (FieldChange("tên", "–", LONG_NAME), FieldChange("giai đoạn", "–", "Đang vận động"))
    moved = (
        FieldChange("ngày kết thúc", "31/12/2018", "30/06/2019"),
        FieldChange("giai đoạn", "Đang vận động", "Đang thực hiện"),
    )
    return [
        Change(datetime(2019, 1, 9, 15, 42, tzinfo=zone), "Nguyễn Thu Hà", "sửa", "", "", moved),
        Change(datetime(2018, 12, 28, 10, 5, tzinfo=zone), "Lê Văn Toàn", "xóa", "địa bàn", "Nhập trùng", first[:1]),
        Change(
            datetime(2017, 6, 2, 14, 10, tzinfo=zone),
            "Hệ thống",
            "thêm",
            "",
            "Nhập từ tệp “PCPNN 2010-2017.xlsx”",
            first,
        ),
    ]


def _tables() -> list[Table]:
    total = make_total(COLUMNS, "Tổng 3 dòng", {"usd": 9862703}, "chưa gồm 1 dòng chưa quy đổi")
    full = Table("Giải ngân quý IV năm 2018", COLUMNS, _rows(), total)
    return [full, make_table("Kết quả, công trình", COLUMNS, (), empty="Chưa ghi kết quả nào.")]


def _rows() -> list[Any]:
    return [make_row(COLUMNS, row, url="#h-list", css=row[-1]) for row in ROWS]


def _list(request: HttpRequest) -> dict[str, Any]:
    page = Paginator(range(214), 50).page(2)
    states = {"name": ("", "sort"), "day": ("descending", "down"), "usd": ("", "sort")}
    heads = [
        {"column": column, "url": "#h-list" if column.sort else "", "aria": aria, "icon": icon}
        for column, (aria, icon) in ((column, states.get(column.key, ("", ""))) for column in COLUMNS)
    ]
    numbers = [{"number": n, "is_gap": n == 4, "is_current": n == 2, "url": "#h-list"} for n in range(1, 6)]
    return {
        "filters": DemoFilter({"state": "running"}, queryset=get_user_model().objects.none(), request=request),
        "heads": heads,
        "rows": _rows(),
        "total": make_total(COLUMNS, "Tổng 214 dòng đang lọc", {"usd": 2418877150}),
        "page": page,
        "pages": numbers,
        "found": 214,
    }


def _form() -> dict[str, Any]:
    empty, wrong = DemoForm(prefix="blank", initial={"modality": "project"}), DemoForm(WRONG)
    wrong.is_valid()
    places = format_html_join("", '<option value="{}"></option>', (("Võ Nhai",), ("Đại Từ",), ("Định Hóa",)))
    datalist = format_html('<datalist id="dl-style-places">{}</datalist>', places)
    return {
        "blank_fields": _fields(empty),
        "wrong_fields": _fields(wrong),
        "errors": [
            {"target": wrong[name].id_for_label or wrong[name].auto_id, "text": f"{wrong[name].label}: {faults[0]}"}
            for name, faults in wrong.errors.items()
        ],
        "part_rows": _part_rows(),
        "datalists": [datalist],
    }


def _fields(form: DemoForm) -> list[dict[str, Any]]:
    return [{"field": form[name], "span": SPANS.get(name, 3)} for name in form.fields if name != "currency"]


def _part_rows() -> Any:
    factory = formset_factory(DemoRow, formset=PartRows, extra=1, can_delete=True)
    data = {
        "places-TOTAL_FORMS": "3",
        "places-INITIAL_FORMS": "0",
        "places-0-place": "Đại Từ",
        "places-0-percent": "80",
        "places-1-place": "",
        "places-1-percent": "hai mươi",
    }
    rows: Any = factory(data, prefix="places")
    rows.parts = Parts(
        "places", cast("type[PartForm]", DemoRow), "Địa bàn theo tỷ lệ", help="Cộng đủ 100%, hoặc để trống mọi tỷ lệ."
    )
    return rows
