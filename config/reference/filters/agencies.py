"""Filters of the register of agencies."""

from config.kit.filters import RegisterFilter, choice
from config.reference.models import Agency


class AgencyFilter(RegisterFilter):
    kind = choice("Loại", Agency.Kind.choices)

    class Meta:
        model = Agency
        fields: list[str] = []
