"""Filters of the register of terms."""

from config.kit.filters import RegisterFilter
from reports.models import Target, Term


class TermFilter(RegisterFilter):
    class Meta:
        model = Term
        fields: list[str] = []


class TargetFilter(RegisterFilter):
    class Meta:
        model = Target
        fields: list[str] = []
