"""The form of an issuing body with those who sign for it."""

from typing import Any

from django.core.exceptions import ValidationError

from config.kit.fields import DayField, TidyCharField
from config.kit.forms import PartForm, Parts, RecordForm, Section
from config.reference.models import IssuingBody, Signatory

ONE_SIGNS = "Chỉ một người ký mặc định. Bỏ dấu ở các dòng còn lại."


class SignatoryForm(PartForm):
    name = TidyCharField(label="Họ và tên", max_length=120)
    authority = TidyCharField(label="Quyền hạn", max_length=120, required=False, help_text="Ví dụ TM. BAN THƯỜNG VỤ.")
    title = TidyCharField(label="Chức vụ", max_length=120, help_text="Ví dụ CHỦ TỊCH.")

    class Meta:
        model = Signatory
        fields = ["name", "authority", "title", "is_default"]


def check_signatories(rows: list[dict[str, Any]]) -> None:
    """At most one signs by default."""
    if sum(1 for row in rows if row["is_default"]) > 1:
        raise ValidationError(ONE_SIGNS)


class BodyForm(RecordForm):
    """What the head and the foot of a report say about the body that issues it."""

    name = TidyCharField(label="Tên cơ quan ban hành", max_length=250)
    short_name = TidyCharField(label="Gọi tắt", max_length=60, help_text="Dùng sau lần nêu đầu, ví dụ Liên hiệp.")
    name_en = TidyCharField(label="Tên tiếng Anh", max_length=250, required=False)
    parent_body = TidyCharField(label="Cơ quan chủ quản", max_length=250, required=False)
    place_name = TidyCharField(label="Địa danh", max_length=100, help_text="Ghi trước ngày ký, ví dụ Thái Nguyên.")
    province_name = TidyCharField(label="Tên tỉnh", max_length=100, help_text="Dùng trong câu, ví dụ tỉnh Thái Nguyên.")
    report_symbol = TidyCharField(label="Ký hiệu báo cáo", max_length=30, help_text="Ví dụ BC-LHHN.")
    filing_symbol = TidyCharField(label="Ký hiệu nơi lưu", max_length=60, help_text="Ví dụ VT, HTQT.")
    founding_decision = TidyCharField(label="Quyết định thành lập", max_length=100, required=False)
    founded_on = DayField(label="Ngày thành lập", required=False)

    sections = (
        Section(
            "In trên báo cáo",
            (
                "name",
                "short_name",
                "parent_body",
                "place_name",
                "province_name",
                "report_symbol",
                "filing_symbol",
                "recipients",
                "is_default",
            ),
            spans={"name": 6, "recipients": 6, "is_default": 6},
        ),
        Section("Tên tiếng Anh, thành lập", ("name_en", "founding_decision", "founded_on"), is_open=False),
    )
    parts = (Parts("signatories", SignatoryForm, "Người ký", check=check_signatories),)

    class Meta:
        model = IssuingBody
        fields = [
            "name",
            "short_name",
            "name_en",
            "parent_body",
            "place_name",
            "province_name",
            "report_symbol",
            "filing_symbol",
            "recipients",
            "founding_decision",
            "founded_on",
            "is_default",
        ]

    def _get_validation_exclusions(self) -> set[str]:
        """The action takes the default from the old body, so two defaults are no error here."""
        return {*super()._get_validation_exclusions(), "is_default"}  # type: ignore[misc]

    def parts_values(self) -> dict[str, list[dict[str, Any]]]:
        """Rows that lose the default are written before the row that gains it."""
        values = super().parts_values()
        return {**values, "signatories": sorted(values["signatories"], key=lambda row: bool(row["is_default"]))}
