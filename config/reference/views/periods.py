"""Pages of the kinds of report period."""

from collections.abc import Sequence

from config.kit.clock import today
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.filters.periods import PeriodFilter
from config.reference.forms.periods import PeriodForm
from config.reference.models import ReportPeriod
from config.reference.registers import PERIODS


def start_of(period: ReportPeriod) -> str:
    """The first day, as the year of the report sees it: "15/12 năm trước"."""
    text = f"{period.start_day:02d}/{period.start_month:02d}"
    return f"{text} năm trước" if period.start_year_offset == -1 else text


def end_of(period: ReportPeriod) -> str:
    return f"{period.end_day:02d}/{period.end_month:02d}"


class PeriodList(RegisterList):
    register = PERIODS
    filterset_class = PeriodFilter
    default_sort = "name"
    lede = "Các kỳ mà báo cáo cộng số liệu; kỳ năm theo Nghị định 58/2022/NĐ-CP chạy từ 15/12 năm trước."
    columns = (
        Column("name", "Kỳ báo cáo", lambda period: period.name, sort=("name",)),
        Column("start", "Từ ngày", start_of, sort=("start_year_offset", "start_month", "start_day")),
        Column("end", "Đến hết ngày", end_of, sort=("end_month", "end_day")),
        Column("label", "Cách ghi", lambda period: period.label, is_wide=True),
    )


class PeriodDetail(RecordDetail):
    register = PERIODS

    def facts(self, record: ReportPeriod) -> Sequence[FactGroup]:
        example = record.of_year(today().year)
        facts = (
            Fact("Mã", record.key),
            Fact("Từ ngày", start_of(record)),
            Fact("Đến hết ngày", end_of(record)),
            Fact("Cách ghi", record.label),
            Fact("Năm nay", f"{example.label}: {example.start:%d/%m/%Y}–{example.end:%d/%m/%Y}"),
        )
        return [FactGroup("Thông tin chính", facts)]


class PeriodCreate(RecordCreate):
    register = PERIODS
    form_class = PeriodForm


class PeriodEdit(RecordEdit):
    register = PERIODS
    form_class = PeriodForm
