"""Rights over the dashboard and the reports."""

from enum import StrEnum


class ReportPermission(StrEnum):
    VIEW = "reports.view"
    EDIT = "reports.edit"
