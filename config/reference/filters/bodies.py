"""Filters of the register of issuing bodies."""

from config.kit.filters import RegisterFilter
from config.reference.models import IssuingBody


class BodyFilter(RegisterFilter):
    class Meta:
        model = IssuingBody
        fields: list[str] = []
