"""The invented ledger: commitments with their changes, and disbursements in instalments.

data/projects.txt plans each project in thousands of USD, by year; here the plan becomes dated rows in the
project's currency. Whole numbers and decimals only, so that every database holds the same amounts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from aid.actions.ledger import convert
from aid.choices import AidForm, Basis, CommitmentKind, Sector, Stage, Status
from aid.models import AidProject, Commitment, Disbursement, ForeignNGO, LedgerRow
from aid.rules.conversion import RateBook
from config.kit.money import allocate
from config.kit.partial_dates import PartialDate, Precision
from config.office.demonstration.amendments import add_amendments
from config.office.demonstration.store import Store
from config.office.demonstration.tables import Row, read, shares

# What payments are rounded to; cents where nothing is said.
STEPS = {"KRW": Decimal(1000), "JPY": Decimal(1000), "VND": Decimal(1000)}
CENT = Decimal("0.01")
INCREASES = (
    "Điều chỉnh tăng: bổ sung hạng mục",
    "Điều chỉnh tăng: mở rộng địa bàn",
    "Điều chỉnh tăng: gia hạn hoạt động",
)
DECREASES = ("Điều chỉnh giảm: bớt hạng mục", "Điều chỉnh giảm: bên tài trợ cắt giảm ngân sách")
GOODS: dict[str, tuple[str, ...]] = {
    Sector.HEALTH: ("thiết bị y tế", "thuốc và vật tư y tế"),
    Sector.EDUCATION: ("sách và đồ dùng học tập", "máy tính, bàn ghế"),
    Sector.DISASTER: ("gạo, chăn màn và nước sạch",),
}
STATED_IN_DECISION = ("VT-2014-006", "VT-2016-008", "VT-2019-006")
ESTIMATED_FROM = date(2020, 11, 2)
# One disbursement in a currency for which no rate is published: it stays unconverted.
WITHOUT_RATE = ("VT-2016-012", date(2018, 10, 22), Decimal("18500.00"), "CHF", "Thuê chuyên gia quan trắc nguồn nước")
# Money paid back when a project was closed: code, day, amount in USD, why.
REFUNDS = (
    ("VT-2010-014", date(2011, 6, 20), Decimal("-1240.00"), "Hoàn trả tiền mua xe lăn còn dư"),
    ("VT-2013-003", date(2016, 12, 5), Decimal("-8615.40"), "Hoàn trả kinh phí chưa sử dụng"),
    ("VT-2015-012", date(2018, 12, 17), Decimal("-2350.00"), "Hoàn trả học phí của học viên bỏ học"),
    ("VT-2017-009", date(2020, 3, 9), Decimal("-1980.75"), "Hoàn trả kinh phí hội thảo không tổ chức"),
)


@dataclass(frozen=True)
class Desk:
    """What the rows are made with."""

    book: RateBook
    ngos: dict[str, ForeignNGO]
    random: Random

    def tail(self) -> Decimal:
        """The odd part of a sum that was computed, not rounded, in thousands."""
        return Decimal(self.random.randint(0, 99)) / 100

    def amount(self, thousands: Decimal, currency: str, on: date) -> Decimal:
        """Thousands of USD in another currency on a day, rounded as people pay."""
        usd = thousands * 1000
        if currency == "USD":
            return usd.quantize(CENT)
        dong = usd * self._rate("USD", on)
        there = dong if currency == "VND" else dong / self._rate(currency, on)
        step = STEPS.get(currency, CENT)
        return (there / step).quantize(Decimal(1)) * step

    def _rate(self, currency: str, on: date) -> Decimal:
        rate = self.book.rate_for(currency, on)
        assert rate is not None, (currency, on)  # noqa: S101  a fault of the tables
        return rate.vnd_per_unit


def add_ledger(store: Store, projects: dict[str, AidProject], desk: Desk) -> None:
    """Store commitments and disbursements of all projects in order of time."""
    table = [(row, projects[row["code"]]) for row in read("projects")]
    commitments = [one for row, project in table if row["committed"] for one in _commitments(row, project, desk)]
    paid = [one for row, project in table for one in _disbursements(row, project, desk)]
    paid += _special(projects)
    stored = store.add(Commitment, [_as_decided(convert(one, desk.book)) for one in sorted(commitments, key=_in_time)])
    add_amendments(store, stored)
    store.add(Disbursement, [convert(one, desk.book) for one in _with_documents(sorted(paid, key=_in_time))])


def _in_time(row: LedgerRow) -> tuple[date, str]:
    return row.dated_on, row.project.code


# Commitments -------------------------------------------------------------------


def _commitments(row: Row, project: AidProject, desk: Desk) -> Iterator[Commitment]:
    """The first commitment and its changes; a withdrawn project closes with all it had."""
    on = project.approval_on or date(int(project.code[3:7]), 6, 15)
    first = desk.amount(int(row["committed"]) + desk.tail(), row["currency"], on)
    yield Commitment(
        project=project,
        amount=first,
        currency=row["currency"],
        dated_on=on,
        document=project.approval_number or "Thư cam kết của bên tài trợ",
        note="Cam kết ban đầu",
    )
    for change in row["changes"].split():
        day, _, by = change.partition(":")
        yield _change(project, row["currency"], date.fromisoformat(day), by, first, desk)


def _change(project: AidProject, currency: str, on: date, by: str, first: Decimal, desk: Desk) -> Commitment:
    if by == "closing":
        kind, amount, note = CommitmentKind.CLOSING, -first, "Thu hồi phê duyệt, đóng cam kết"
    else:
        kind, amount = CommitmentKind.AMENDMENT, desk.amount(Decimal(by), currency, on)
        note = desk.random.choice(INCREASES if amount > 0 else DECREASES)
    return Commitment(
        project=project,
        kind=kind,
        amount=amount,
        currency=currency,
        dated_on=on,
        document=f"{on.timetuple().tm_yday * 9 + desk.random.randint(0, 40)}/QĐ-UBND",
        note=note,
    )


def _as_decided(row: Commitment) -> Commitment:
    """Some decisions state the value in đồng themselves, in whole millions."""
    if row.project.code in STATED_IN_DECISION and row.kind == CommitmentKind.INITIAL and row.vnd is not None:
        row.vnd, row.vnd_basis = row.vnd // 1_000_000 * 1_000_000, Basis.DOCUMENT
    return row


# Disbursements -----------------------------------------------------------------


def _disbursements(row: Row, project: AidProject, desk: Desk) -> Iterator[Disbursement]:
    """The instalments of each planned year, numbered through the project's life."""
    number = 0
    for plan in row["paid"].split():
        year, _, thousands = plan.partition(":")
        days = _days(project, int(year), int(thousands), desk.random)
        for on, cents in zip(days, _parts(int(thousands), len(days), desk), strict=True):
            number += 1
            yield _instalment(row, project, on, Decimal(cents) / 100_000, number, desk)


def _days(project: AidProject, year: int, thousands: int, random: Random) -> list[date]:
    """Working days of the year between approval and the project's end, one to three by size."""
    assert project.approval_on is not None  # noqa: S101  every paid project of the table is approved
    first = max(project.approval_on + timedelta(days=12), date(year, 1, 8))
    last = date(year, 12, 28)
    if project.end_on is not None and first + timedelta(days=60) < project.end_on:
        last = min(last, project.end_on)
    wanted = 1 if thousands < 12 else random.choice((1, 1, 2)) if thousands < 150 else random.choice((2, 2, 3))
    offsets = sorted(random.sample(range((last - first).days), wanted))
    return [_working_day(first + timedelta(days=offset)) for offset in offsets]


def _working_day(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _parts(thousands: int, count: int, desk: Desk) -> list[int]:
    """A year's plan in cents, divided unevenly."""
    weights = [Decimal(desk.random.randint(60, 140)) for _ in range(count)]
    return allocate(thousands * 100_000 + desk.random.randint(-40_000, 40_000), weights)


def _instalment(row: Row, project: AidProject, on: date, thousands: Decimal, number: int, desk: Desk) -> Disbursement:
    dated = _known(project, on, desk.random)
    currency = _paid_in(row["currency"], desk.random)
    form, what = _form(row, desk.random)
    is_estimate = on >= ESTIMATED_FROM and project.stage == Stage.IMPLEMENTING
    paid = Disbursement(
        project=project,
        donor=_donor(row, desk),
        amount=desk.amount(thousands, currency, dated.on),
        currency=currency,
        status=Status.ESTIMATE if is_estimate else Status.FINAL,
        form=form,
        note=f"Đợt {number}{what}",
    )
    paid.dated = dated
    return paid


def _known(project: AidProject, on: date, random: Random) -> PartialDate:
    """Old papers give some dates by month, quarter or year only."""
    drawn = random.randint(1, 100)
    if project.approval_on is None or on.year == project.approval_on.year or on >= ESTIMATED_FROM or drawn > 8:
        return PartialDate.of_day(on)
    precision = Precision.MONTH if drawn <= 4 else Precision.QUARTER if drawn <= 6 else Precision.YEAR
    return PartialDate(on, precision)


def _paid_in(currency: str, random: Random) -> str:
    """Most money comes in the currency of the commitment; some in USD, some straight to a builder in đồng."""
    drawn = random.randint(1, 100)
    if currency == "VND" or drawn > 17:
        return currency
    return "USD" if drawn <= 12 else "VND"


def _form(row: Row, random: Random) -> tuple[AidForm, str]:
    """The form of an instalment; goods say what they are."""
    drawn = random.randint(1, 100)
    goods = next((GOODS[sector] for sector, _ in shares(row["sectors"]) if sector in GOODS), ())
    if drawn <= 18 and goods:
        return AidForm.GOODS, f": {random.choice(goods)}"
    return (AidForm.EXPERTS, ": chi phí chuyên gia") if drawn > 97 else (AidForm.CASH, "")


def _donor(row: Row, desk: Desk) -> ForeignNGO | None:
    """Where several donors give without shares, the paper often says whose money it was."""
    donors = shares(row["donors"])
    is_open = len(donors) > 1 and donors[0][1] is None
    if not is_open or desk.random.randint(1, 100) > 60:
        return None
    return desk.ngos[desk.random.choice(donors)[0]]


def _special(projects: dict[str, AidProject]) -> list[Disbursement]:
    """The row without a rate, and the refunds."""
    code, on, amount, currency, note = WITHOUT_RATE
    rows = [Disbursement(project=projects[code], dated_on=on, amount=amount, currency=currency, note=note)]
    for code, on, amount, note in REFUNDS:
        rows.append(
            Disbursement(project=projects[code], dated_on=on, amount=amount, currency="USD", is_refund=True, note=note)
        )
    return rows


def _with_documents(rows: list[Disbursement]) -> Iterator[Disbursement]:
    """Papers numbered within each year, in order of time."""
    year, number = 0, 0
    for row in rows:
        year, number = (row.dated_on.year, number + 3) if row.dated_on.year == year else (row.dated_on.year, 1)
        if row.is_estimate:
            row.document = "Ước theo khối lượng thực hiện"
        elif row.form == AidForm.GOODS:
            row.document = f"Biên bản giao nhận số {number:02d}/{year}"
        else:
            row.document = f"Giấy báo có {number:04d}"
        yield row
