"""Filters of the exchange rates."""

from aid.filters.options import YearFilter
from aid.models import ExchangeRate
from config.kit.filters import RegisterFilter, choice
from config.kit.money import currency_choices


class RateFilter(RegisterFilter):
    currency = choice("Loại tiền", [pair for pair in currency_choices() if pair[0] != "VND"])
    year = YearFilter(label="Năm", field_name="valid_from", lookup_expr="year")

    class Meta:
        model = ExchangeRate
        fields: list[str] = []
