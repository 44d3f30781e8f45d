"""Filters of the register of report periods."""

from config.kit.filters import RegisterFilter
from config.reference.models import ReportPeriod


class PeriodFilter(RegisterFilter):
    class Meta:
        model = ReportPeriod
        fields: list[str] = []
