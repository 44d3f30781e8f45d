"""Kinds of targets, their comparison, and what staff say of a qualitative one."""

from django.db import models


class TargetKind(models.TextChoices):
    TOTAL = "total", "Tổng trong nhiệm kỳ"
    EVERY_YEAR = "every_year", "Mỗi năm ít nhất"
    PARTNERS = "partners", "Đối tác Đông Nam Á"
    ASSESSED = "assessed", "Đánh giá bằng lời"


class Comparison(models.TextChoices):
    """ "Trên 35 triệu" is strictly more than; "ít nhất 1" is at least."""

    MORE_THAN = "more_than", "trên"
    AT_LEAST = "at_least", "ít nhất"


class Assessment(models.TextChoices):
    """What staff say of a qualitative target."""

    NOT_YET = "not_yet", "Chưa đánh giá"
    ON_COURSE = "on_course", "Đang thực hiện"
    MET = "met", "Đạt"
    NOT_MET = "not_met", "Không đạt"


class PublishedUnit(models.TextChoices):
    USD = "usd", "USD"
    VND = "vnd", "đồng"
    PERCENT_PER_YEAR = "percent_per_year", "% mỗi năm"
    NGOS = "ngos", "tổ chức"
    DELEGATIONS = "delegations", "đoàn"
    VISITS = "visits", "lượt người"
