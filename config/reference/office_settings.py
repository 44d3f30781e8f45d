"""The settings of an office: key, meaning and default of each value that people may change.

The default stands here; a changed value is a row of Setting with its history.
"""

from dataclasses import dataclass

from config.reference.models import Setting


@dataclass(frozen=True)
class OfficeSetting:
    """A whole number that an administrator may change, with its allowed range."""

    key: str
    label: str
    help: str
    default: int
    lowest: int
    highest: int


RATE_MAX_AGE = OfficeSetting(
    "rate-max-age-days",
    "Tỷ giá dùng được trong bao nhiêu ngày",
    "Khoản viện trợ được quy đổi theo tỷ giá mới nhất trước hoặc đúng ngày phát sinh, cũ không quá số ngày này.",
    62,
    1,
    366,
)
EXPIRY_NOTICE = OfficeSetting(
    "expiry-notice-days",
    "Nhắc trước khi giấy đăng ký hết hạn (ngày)",
    "Hồ sơ gia hạn nộp chậm nhất 60 ngày trước khi hết hạn (Điều 12 Nghị định 58/2022/NĐ-CP).",
    60,
    1,
    730,
)
DELEGATION_REPORT_DAYS = OfficeSetting(
    "delegation-report-days",
    "Hạn báo cáo kết quả đoàn sau khi đoàn rời tỉnh (ngày)",
    "Theo quy định của tỉnh; mặc định 10 ngày.",
    10,
    1,
    90,
)
CONGRESS_YEARS = OfficeSetting(
    "congress-term-years",
    "Nhiệm kỳ của hội hữu nghị (năm)",
    "Không quá 5 năm kể từ đại hội trước (Điều 20 Nghị định 45/2010/NĐ-CP).",
    5,
    1,
    5,
)

OFFICE_SETTINGS: tuple[OfficeSetting, ...] = (
    RATE_MAX_AGE,
    EXPIRY_NOTICE,
    DELEGATION_REPORT_DAYS,
    CONGRESS_YEARS,
)


def value_of(setting: OfficeSetting) -> int:
    """The value in force: the office's own, else the default."""
    row = Setting.objects.filter(key=setting.key).values_list("value", flat=True).first()
    return int(row) if row is not None else setting.default
