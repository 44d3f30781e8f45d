"""Made-up deadlines and reports that came, and the day from which due days are followed."""

from datetime import date
from typing import Any

from aid.choices import Reporter, ReportKind
from aid.models import ReportDeadline, ReportReceipt
from config.kit.writing import save
from config.reference.models import Setting
from config.reference.office_settings import FOLLOW_UP_FROM
from tests.factories.aid import make_project


def follow_from(day: date | None) -> None:
    """Follow due days from this day on; None takes the setting away."""
    Setting.objects.filter(key=FOLLOW_UP_FROM.key).delete()
    if day is not None:
        save(Setting(key=FOLLOW_UP_FROM.key, value=FOLLOW_UP_FROM.write(day)), by=None)


def make_deadline(**fields: Any) -> ReportDeadline:
    """A yearly report of the province, due on 15 January of the next year."""
    defaults: dict[str, Any] = {
        "label": "Báo cáo tổng hợp gửi cấp trên",
        "reporter": Reporter.PROVINCE,
        "kind": ReportKind.ANNUAL,
        "month": 1,
        "day": 15,
        "year_offset": 1,
    }
    return save(ReportDeadline(**defaults | fields), by=None)


def make_receipt(**fields: Any) -> ReportReceipt:
    """A yearly report for 2018 that came on 10/01/2019; of a new project unless somebody else is named."""
    defaults: dict[str, Any] = {"kind": ReportKind.ANNUAL, "year": 2018, "received_on": date(2019, 1, 10)}
    values = defaults | fields
    if not values.keys() & {"project", "ngo", "deadline"}:
        values["project"] = make_project()
    return save(ReportReceipt(**values), by=None)
