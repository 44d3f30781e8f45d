"""Filters of the register of countries."""

from config.kit.filters import RegisterFilter, choice
from config.reference.models import Country


class CountryFilter(RegisterFilter):
    region = choice("Khu vực", Country.Region.choices)

    class Meta:
        model = Country
        fields: list[str] = []
