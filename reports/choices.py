"""Kinds of targets and of reports, and the states of both."""

from django.db import models


class CountingRule(models.TextChoices):
    """Which days of a term count. "5 năm (2015-2020)" touches six calendar years, so a term says which it means."""

    DAYS = "days", "Từ ngày bắt đầu đến ngày kết thúc"
    ALL_YEARS = "all_years", "Trọn các năm nhiệm kỳ đi qua"
    WITHOUT_FIRST = "without_first", "Trọn các năm, bỏ năm đầu"
    WITHOUT_LAST = "without_last", "Trọn các năm, bỏ năm cuối"


class TargetKind(models.TextChoices):
    TOTAL = "total", "Tổng trong nhiệm kỳ"
    EVERY_YEAR = "every_year", "Mỗi năm ít nhất"
    COUNT = "count", "Số lượng"
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


class ReportKind(models.TextChoices):
    """What time a report is about; the value stands in its address."""

    ANNUAL = "annual", "Tổng kết năm"
    DECREE_YEAR = "decree-year", "Năm báo cáo 15/12-14/12 (NĐ 58/2022)"
    HALF_YEAR = "half-year", "6 tháng đầu năm"
    NINE_MONTHS = "nine-months", "9 tháng"
    TERM = "term", "Tổng kết nhiệm kỳ"
    SPAN = "span", "Hai ngày bất kỳ"


class ReportStage(models.TextChoices):
    """A draft follows the figures; an issued report is frozen."""

    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã ban hành"


class Standing(models.TextChoices):
    """What the figures of a report are: December reports estimate the year, February gives the final figures."""

    ESTIMATE = "estimate", "Số ước"
    FINAL = "final", "Số chính thức"


class FileFormat(models.TextChoices):
    """The three files of a report."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"


class JobState(models.TextChoices):
    """How far a file is that is made outside the request."""

    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang lập"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không lập được"


class PublishedUnit(models.TextChoices):
    USD = "usd", "USD"
    VND = "vnd", "đồng"
    PERCENT_PER_YEAR = "percent_per_year", "% mỗi năm"
    NGOS = "ngos", "tổ chức"
    DELEGATIONS = "delegations", "đoàn"
    VISITS = "visits", "lượt người"
