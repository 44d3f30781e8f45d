"""The settings of an office: key, meaning and default of each value that people may change.

The default stands here; a changed value is a row of Setting with its history.
"""

from dataclasses import dataclass
from datetime import date

from config.kit.numbers import write_number
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

    def read(self, text: str | None) -> int:
        """The number a stored row means; the default where there is none."""
        return int(text) if text is not None else self.default

    def write(self, value: int) -> str:
        return str(value)

    def say(self, value: int) -> str:
        return write_number(value)


@dataclass(frozen=True)
class DaySetting:
    """A day that an administrator may change. It has no default in code: a migration writes the first one.

    It is stored as people write it, 26/11/2026, so that its history reads well.
    """

    key: str
    label: str
    help: str

    def read(self, text: str | None) -> date | None:
        """The day a stored row means; None where there is none."""
        if text is None:
            return None
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day)

    def write(self, value: date) -> str:
        return f"{value:%d/%m}/{value.year:04d}"

    def say(self, value: date) -> str:
        return self.write(value)


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
IDENTITIES_MONTHS = OfficeSetting(
    "identities-months",
    "Xóa giấy tờ của thành viên đoàn sau khi đoàn rời đi (tháng)",
    "Số hộ chiếu, ngày sinh bị xóa khi hết hạn này; danh sách thành viên còn nguyên.",
    6,
    1,
    24,
)
DOCUMENT_MAX_MB = OfficeSetting(
    "document-max-mb",
    "Dung lượng lớn nhất của một tệp đính kèm (MB)",
    "Tệp nặng hơn bị từ chối khi thêm vào hồ sơ; các tệp đã lưu không bị ảnh hưởng.",
    20,
    1,
    100,
)
FOLLOW_UP_FROM = DaySetting(
    "follow-up-from",
    "Theo dõi hạn báo cáo từ ngày",
    "Báo cáo đến hạn trước ngày này coi như việc cũ, không nhắc. Lúc đầu là ngày cài đặt phần mềm.",
)

OFFICE_SETTINGS: tuple[OfficeSetting | DaySetting, ...] = (
    RATE_MAX_AGE,
    EXPIRY_NOTICE,
    DELEGATION_REPORT_DAYS,
    CONGRESS_YEARS,
    IDENTITIES_MONTHS,
    DOCUMENT_MAX_MB,
    FOLLOW_UP_FROM,
)


def value_of(setting: OfficeSetting) -> int:
    """The value in force: the office's own, else the default."""
    return setting.read(_stored(setting.key))


def day_of(setting: DaySetting) -> date | None:
    """The day in force; None when its row is missing."""
    return setting.read(_stored(setting.key))


def values_in_force() -> dict[str, int | date | None]:
    """Every setting by its key, as in force. One query."""
    stored = dict(Setting.objects.values_list("key", "value"))
    return {setting.key: setting.read(stored.get(setting.key)) for setting in OFFICE_SETTINGS}


def _stored(key: str) -> str | None:
    return Setting.objects.filter(key=key).values_list("value", flat=True).first()
