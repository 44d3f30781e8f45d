"""Days with their weekday, as programmes and calendars head them, in Vietnamese and in English. Pure."""

from datetime import date

from config.kit.partial_dates import PartialDate, Precision

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def written_day(day: date) -> str:
    """The day as documents write it in a line: "05/3/2018".

    Days below 10 and the months 1 and 2 get a leading zero, other months do not (Nghị định 30/2020/NĐ-CP,
    Phụ lục I).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def weekday_and_day(day: date) -> str:
    """ "Thứ Hai, ngày 05/3/2018"."""
    return f"{WEEKDAYS[day.weekday()]}, ngày {written_day(day)}"


def weekday_and_day_en(day: date) -> str:
    """ "Monday, 5 March 2018"."""
    return f"{WEEKDAYS_EN[day.weekday()]}, {day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def partial_en(value: PartialDate) -> str:
    """A day, month, quarter or year for foreigners: "5 March 2018", "March 2018", "third quarter of 2018", "2018"."""
    match value.precision:
        case Precision.DAY:
            return f"{value.on.day} {MONTHS_EN[value.on.month - 1]} {value.year}"
        case Precision.MONTH:
            return f"{MONTHS_EN[value.on.month - 1]} {value.year}"
        case Precision.QUARTER:
            return f"{('first', 'second', 'third', 'fourth')[value.quarter - 1]} quarter of {value.year}"
        case Precision.YEAR:
            return str(value.year)
