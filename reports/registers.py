"""The registers of reports."""

from config.kit.registers import Register
from reports.models import Report, Target, Term
from reports.permissions import ReportPermission

RIGHTS = {"view": ReportPermission.VIEW, "edit": ReportPermission.EDIT}

TERMS = Register(Term, "reports:term", "dashboard", "nhiệm kỳ", "Nhiệm kỳ và chỉ tiêu", **RIGHTS, is_searched=False)
TARGETS = Register(Target, "reports:target", "dashboard", "chỉ tiêu", "Chỉ tiêu", **RIGHTS, is_searched=False)

# A report has pages of its own; it is found by its time, never in the search.
REPORTS = Register(Report, "reports:report", "reports", "báo cáo", "Báo cáo", **RIGHTS, is_searched=False)

REGISTERS = (TERMS, TARGETS)
