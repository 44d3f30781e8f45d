"""Choices that several registers share."""

from django.db import models


class Precision(models.TextChoices):
    """How exactly a date is known (kit.partial_dates)."""

    DAY = "day", "ngày"
    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    YEAR = "year", "năm"


class Qualifier(models.TextChoices):
    """What a text says before an approximate figure; it belongs to the number (docs/rules.md)."""

    EXACT = "", "đúng bằng"
    OVER = "hơn", "hơn"
    ABOVE = "trên", "trên"
    ABOUT = "khoảng", "khoảng"
    NEARLY = "gần", "gần"
