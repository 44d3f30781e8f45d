"""Tỷ giá: VND for one unit of a currency, from a date. Natural key: currency and date."""

from collections.abc import Sequence
from decimal import Decimal

from aid.models import ExchangeRate
from config.kit.importing import read_day, read_decimal
from config.kit.numbers import write_number
from config.office.importing.headings import ImportColumn
from config.office.importing.known import Known
from config.office.importing.plan import Action, Add, Change, RowPlan
from config.office.importing.rows import ARCHIVED, RowReader, built, changed_values, differences

NAME = "rates"
TITLE = "Tỷ giá"
SHEET_NAMES = ("Tỷ giá", "Tỷ giá hối đoái", "Tỉ giá")
COLUMNS = (
    ImportColumn("valid_from", "Từ ngày", ("Ngày", "Ngày áp dụng", "Hiệu lực từ"), "ngày/tháng/năm", True),
    ImportColumn("currency", "Loại tiền", ("Mã tiền", "Đồng tiền", "Tiền tệ", "Nguyên tệ"), "mã tiền tệ", True),
    ImportColumn(
        "vnd_per_unit", "VND cho 1 đơn vị", ("Tỷ giá", "Tỷ giá VND", "Đồng cho 1 đơn vị"), "số, tối đa 6 số lẻ", True
    ),
    ImportColumn("source", "Nguồn", ("Nguồn tỷ giá", "Thông báo")),
)
_TOO_BIG = Decimal(10**9)


def plan(readers: Sequence[RowReader], known: Known) -> list[RowPlan]:
    return [_plan_row(reader, known) for reader in readers]


def _plan_row(reader: RowReader, known: Known) -> RowPlan:
    reader.require("valid_from", "currency", "vnd_per_unit")
    day = reader.read("valid_from", read_day)
    currency = reader.named("currency", known.currencies.get)
    value = reader.read("vnd_per_unit", lambda cell: read_decimal(cell, places=6))
    if currency == "VND":
        reader.refuse("currency", "Đồng Việt Nam không cần tỷ giá; hãy bỏ dòng này.")
    if value is not None and not 0 < value < _TOO_BIG:
        reader.refuse("vnd_per_unit", "Tỷ giá phải lớn hơn 0 và nhỏ hơn 1 tỷ đồng.")
    source = reader.texts(ExchangeRate, "source")
    if day is None or currency is None or value is None:
        return reader.plan(Action.REFUSED, currency or "")
    values = {"vnd_per_unit": value, **source}
    title = f"{currency} từ {day:%d/%m/%Y}"
    detail = f"1 {currency} = {write_number(value)} đồng"
    known.seen_rates.refuse_double(reader, "currency", (currency, day), "loại tiền và ngày")
    stored = known.rates.get((currency, day))
    if stored is None:
        rate = built(ExchangeRate, {"currency": currency, "valid_from": day, **values})
        known.rates[currency, day] = rate
        return reader.plan(Action.NEW, title, detail, operations=[Add(rate)])
    if stored.is_archived:
        reader.refuse("currency", ARCHIVED.format(f"Tỷ giá {title}"))
    changes = differences(stored, values, reader)
    if not changes:
        return reader.plan(Action.SAME, title, detail)
    told = {"currency": currency, "valid_from": day, "source": stored.source, **values}
    known.rates[currency, day] = built(ExchangeRate, told)
    return reader.plan(
        Action.CHANGED, title, detail, changes=changes, operations=[Change(stored, changed_values(stored, values))]
    )
