"""Forms of reports that came, and of the deadlines."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from aid.choices import LegalBasis, Reporter, ReportKind
from aid.models import ReportDeadline
from config.kit.fields import DayField, NumberField, TidyCharField
from config.kit.forms import HouseForm, RecordForm, Section

LONGEST_REASON = 480
FIRST_YEAR, LAST_YEAR = 1945, 2100
NO_YEAR = "Năm báo cáo nằm ngoài khoảng {first}-{last}. Ghi đủ bốn chữ số, ví dụ 2019."
YEAR_OFFSETS = [("0", "Ngay trong năm báo cáo"), ("1", "Năm sau năm báo cáo")]
NGO_KINDS = [pair for pair in ReportKind.choices if pair[0] != ReportKind.FINAL]


class ReportYearField(NumberField):
    """A calendar year a report is about."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Năm báo cáo", lowest=None, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not FIRST_YEAR <= value <= LAST_YEAR:
            raise ValidationError(NO_YEAR.format(first=FIRST_YEAR, last=LAST_YEAR))


class SentForm(HouseForm):
    """A report of the province: the deadline says which."""

    year = ReportYearField()
    received_on = DayField(label="Ngày gửi")
    document = TidyCharField(
        label="Số, ký hiệu văn bản", max_length=150, required=False, help_text="Ví dụ: 15/BC-LHHN ngày 10/01/2019."
    )
    note = TidyCharField(label="Ghi chú", max_length=300, required=False)

    sections = (
        Section(
            "",
            ("kind", "year", "received_on", "document", "note", "reason"),
            spans={"kind": 2, "year": 2, "received_on": 2, "document": 3, "note": 3, "reason": 6},
        ),
    )


class ReceiptForm(SentForm):
    """A report of an NGO."""

    kind = forms.ChoiceField(label="Loại báo cáo", choices=NGO_KINDS)
    received_on = DayField(label="Ngày nhận")

    field_order = ("kind", "year", "received_on", "document", "note")


class ProjectReceiptForm(ReceiptForm):
    """A report of a project's owner; of a final one the year is that of the project's end."""

    kind = forms.ChoiceField(label="Loại báo cáo", choices=ReportKind.choices)


class ReasonMixin(forms.Form):
    reason = TidyCharField(label="Lý do sửa", max_length=LONGEST_REASON)


class SentCorrectionForm(ReasonMixin, SentForm):
    """A correction says why."""


class ReceiptCorrectionForm(ReasonMixin, ReceiptForm):
    """A correction says why."""


class ProjectReceiptCorrectionForm(ReasonMixin, ProjectReceiptForm):
    """A correction says why."""


class TakeOutForm(HouseForm):
    """Why a report that was written down is taken out."""

    reason = TidyCharField(label="Lý do bỏ", max_length=LONGEST_REASON)


# Deadlines ------------------------------------------------------------------------------------------

NO_SUCH_DAY = "Tháng {month} không có ngày {day}. Xem lại ngày, tháng."
WANTS_DAY = "Ghi cả ngày và tháng phải báo cáo hằng năm."
WANTS_MONTHS = "Báo cáo kết thúc cần số tháng sau khi kết thúc, ví dụ 6."
NOT_WITH_FINAL = "Báo cáo kết thúc tính từ ngày kết thúc; để trống ô này."
NOT_WITH_YEARLY = "Chỉ báo cáo kết thúc mới tính theo số tháng; để trống ô này."
ONLY_PROJECTS = "Chỉ chủ khoản viện trợ mới có hạn theo cơ sở pháp lý hoặc báo cáo kết thúc. Để trống, hoặc chọn lại."
SECOND_HALF = "Báo cáo 6 tháng của chủ khoản viện trợ và tổ chức là 6 tháng đầu năm; chọn “Ngay trong năm báo cáo”."
REVERSED = "Ngày cuối ({last:%d/%m/%Y}) trước ngày đầu ({first:%d/%m/%Y}). Xem lại hai ngày."
# A leap year: 29/02 is a day.
ANY_YEAR = 2024


class DeadlineForm(RecordForm):
    """When a kind of report is due."""

    label = TidyCharField(label="Báo cáo", max_length=200)
    legal_basis = forms.ChoiceField(
        label="Theo cơ sở pháp lý", choices=[("", "Mọi cơ sở pháp lý"), *LegalBasis.choices], required=False
    )
    day = NumberField(label="Ngày", lowest=1, highest=31, required=False)
    month = NumberField(label="Tháng", lowest=1, highest=12, required=False)
    year_offset = forms.TypedChoiceField(label="Năm đến hạn", choices=YEAR_OFFSETS, coerce=int)
    months_after_end = NumberField(label="Số tháng sau khi kết thúc", lowest=1, highest=60, required=False)
    in_force_from = DayField(
        label="Áp dụng từ ngày", required=False, help_text="Chỉ tính hạn rơi vào khoảng áp dụng; để trống nếu không rõ."
    )
    in_force_to = DayField(label="Áp dụng đến hết ngày", required=False)
    source = TidyCharField(label="Căn cứ", max_length=200, required=False)

    sections = (
        Section("Báo cáo", ("label", "reporter", "kind", "legal_basis", "source"), spans={"label": 6, "source": 3}),
        Section(
            "Hạn",
            ("day", "month", "year_offset", "months_after_end", "in_force_from", "in_force_to"),
            spans={"day": 1, "month": 1, "year_offset": 2, "months_after_end": 2},
        ),
    )

    class Meta:
        model = ReportDeadline
        fields = [
            "label",
            "reporter",
            "kind",
            "legal_basis",
            "day",
            "month",
            "year_offset",
            "months_after_end",
            "in_force_from",
            "in_force_to",
            "source",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_kind(cleaned)
        if "kind" in cleaned and not {"day", "month", "months_after_end"} & self.errors.keys():
            self._check_day(cleaned)
        first, last = cleaned.get("in_force_from"), cleaned.get("in_force_to")
        if first and last and last < first:
            self.add_error("in_force_to", REVERSED.format(first=first, last=last))
        return cleaned

    def _check_kind(self, cleaned: dict[str, Any]) -> None:
        reporter, kind = cleaned.get("reporter"), cleaned.get("kind")
        if reporter and reporter != Reporter.PROJECT:
            if cleaned.get("legal_basis"):
                self.add_error("legal_basis", ONLY_PROJECTS)
            if kind == ReportKind.FINAL:
                self.add_error("kind", ONLY_PROJECTS)
        if reporter != Reporter.PROVINCE and kind == ReportKind.HALF_YEAR and cleaned.get("year_offset"):
            self.add_error("year_offset", SECOND_HALF)

    def _check_day(self, cleaned: dict[str, Any]) -> None:
        day, month, months = (cleaned.get(name) for name in ("day", "month", "months_after_end"))
        if cleaned["kind"] == ReportKind.FINAL:
            wrong = [(name, NOT_WITH_FINAL) for name in ("day", "month") if cleaned.get(name) is not None]
            wrong += [("months_after_end", WANTS_MONTHS)] if months is None else []
        else:
            wrong = [(name, WANTS_DAY) for name in ("day", "month") if cleaned.get(name) is None]
            wrong += [("months_after_end", NOT_WITH_YEARLY)] if months is not None else []
            if day is not None and month is not None and not _exists(day, month):
                wrong.append(("day", NO_SUCH_DAY.format(day=day, month=month)))
        for name, sentence in wrong:
            self.add_error(name, sentence)


def _exists(day: int, month: int) -> bool:
    try:
        date(ANY_YEAR, month, day)
    except ValueError:
        return False
    return True
