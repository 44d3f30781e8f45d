"""Figures of the ledger: committed and disbursed, how they divide, what they lack."""

from collections.abc import Callable, Mapping
from functools import partial

from reports import addresses
from reports.breakdowns import (
    Part,
    by_country,
    by_district,
    by_form,
    by_modality,
    by_ngo,
    by_owner,
    by_sector,
    ledger_of,
)
from reports.facts import Facts, Mark, cut_rows
from reports.measure import Basis, Figure, Subject, Unit, years_as_parts

SIDES = {"committed": ("commitment", "cam kết"), "disbursed": ("disbursement", "giải ngân")}
BASES = {
    name: Basis(
        subject,
        "trong kỳ",
        "ngày ghi ở dòng (chỉ biết tháng, quý, năm thì đứng ở giữa tháng, quý, năm đó)",
        "mọi dòng, trừ dòng đã lưu trữ và khoản viện trợ đã lưu trữ hoặc không được phê duyệt",
    )
    for name, subject in (("committed", Subject.COMMITTED), ("disbursed", Subject.DISBURSED))
}

WHAT_COUNTS = {
    "committed": (
        "Cộng các dòng cam kết (ban đầu, điều chỉnh, đóng cam kết) có ngày trong kỳ; dòng giảm được trừ. Không tính "
        "dòng đã lưu trữ và khoản viện trợ đã lưu trữ hoặc không được phê duyệt."
    ),
    "disbursed": (
        "Cộng các dòng giải ngân có ngày trong kỳ, kể cả của khoản viện trợ phê duyệt trước kỳ; hoàn trả được trừ. "
        "Không tính dòng đã lưu trữ và khoản viện trợ đã lưu trữ hoặc không được phê duyệt."
    ),
}
CONVERTED = {
    Unit.USD: "Mỗi dòng quy ra USD theo tỷ giá của ngày đó rồi mới cộng; dòng chưa quy đổi được nêu riêng.",
    Unit.VND: "Mỗi dòng quy ra đồng theo tỷ giá của ngày đó rồi mới cộng; dòng chưa quy đổi được nêu riêng.",
}
DIVIDED = {
    "sector": (
        "theo lĩnh vực",
        "Chia từng dòng, đúng đến xu, theo tỷ lệ lĩnh vực ghi ở khoản viện trợ; không có tỷ lệ thì vào “Nhiều lĩnh "
        "vực”.",
        by_sector,
    ),
    "district": (
        "theo địa bàn",
        "Chia theo tỷ lệ địa bàn ghi ở khoản viện trợ; xã tính vào huyện, xã từ ngày 01/7/2025 tính riêng; không có "
        "tỷ lệ thì vào “Nhiều địa bàn”.",
        by_district,
    ),
    "country": (
        "theo nước của bên tài trợ",
        "Theo nước của bên tài trợ ghi ở dòng, nếu không ghi thì theo tỷ lệ bên tài trợ của khoản viện trợ; không có "
        "tỷ lệ thì vào “Nhiều bên tài trợ”.",
        by_country,
    ),
    "ngo": (
        "theo bên tài trợ",
        "Theo bên tài trợ ghi ở dòng, nếu không ghi thì theo tỷ lệ bên tài trợ của khoản viện trợ; không có tỷ lệ thì "
        "vào “Nhiều bên tài trợ”.",
        by_ngo,
    ),
    "owner": (
        "theo chủ khoản viện trợ",
        "Mỗi dòng tính trọn cho chủ khoản viện trợ hiện nay của khoản đó, kể cả khi chủ đã thay đổi; khoản chưa ghi "
        "chủ vào “Chưa rõ chủ khoản viện trợ”.",
        by_owner,
    ),
    "modality": (
        "theo hình thức viện trợ",
        "Mỗi dòng tính trọn cho hình thức của khoản viện trợ: chương trình, dự án, phi dự án, cứu trợ khẩn cấp.",
        by_modality,
    ),
    "form": (
        "theo tiền, hiện vật, chuyên gia",
        "Mỗi dòng tính trọn theo cách viện trợ ghi ở dòng: tiền, hiện vật hoặc chuyên gia, tình nguyện viên; dòng "
        "không ghi vào “Chưa rõ”.",
        by_form,
    ),
}


def _sum(facts: Facts, side: str, field: str) -> int:
    by_year: Mapping[int, int] = getattr(ledger_of(facts, side), field)
    return sum(by_year.values())


def _money_by_year(facts: Facts, side: str, field: str) -> tuple[Part, ...]:
    by_year: Mapping[int, int] = getattr(ledger_of(facts, side), field)
    return years_as_parts(facts.period, by_year, partial(addresses.ledger_rows, side))


def _estimates(facts: Facts, side: str) -> tuple[Part, ...]:
    sums: dict[int, int] = {}
    for mark in ledger_of(facts, side).marks:
        if mark.is_estimate:
            sums[mark.year] = sums.get(mark.year, 0) + mark.usd_cents
    rows = partial(addresses.ledger_rows, side, status="estimate")
    return tuple(part for part in years_as_parts(facts.period, sums, rows) if int(part.key) in sums)


def _marked(facts: Facts, side: str, is_counted: Callable[[Mark], bool]) -> int:
    return sum(mark.rows for mark in ledger_of(facts, side).marks if is_counted(mark))


def _unconverted(facts: Facts, side: str) -> int:
    return len(ledger_of(facts, side).unconverted)


def money_figures(name: str) -> list[Figure]:
    """All figures of one side of the ledger."""
    return [*_sums_of(name), *_breakdowns_of(name), *_missing_figures(name)]


def _sums_of(name: str) -> list[Figure]:
    side, word = SIDES[name]
    rows, basis, label = partial(addresses.ledger_rows, side), BASES[name], f"Giá trị {word}"
    by_year = f"{label} chia theo năm dương lịch của ngày ghi ở dòng."
    figures = []
    for unit, field, code in ((Unit.USD, "usd_by_year", "usd"), (Unit.VND, "vnd_by_year", "vnd")):
        meaning = f"{WHAT_COUNTS[name]} {CONVERTED[unit]}"
        whole = partial(_sum, side=side, field=field)
        years = partial(_money_by_year, side=side, field=field)
        figures += [
            Figure(f"{name}_{code}", label, unit, meaning, whole, rows, basis=basis),
            Figure(f"{name}_{code}_by_year", f"{label} theo năm", unit, by_year, years, rows, True, basis=basis),
        ]
    return figures


def _breakdowns_of(name: str) -> list[Figure]:
    side, word = SIDES[name]
    return [
        Figure(
            f"{name}_usd_by_{key}",
            f"Giá trị {word} {words}",
            Unit.USD,
            sentence,
            partial(divide, side=side),
            partial(addresses.ledger_rows, side),
            True,
            basis=BASES[name],
        )
        for key, (words, sentence, divide) in DIVIDED.items()
    ]


def _missing_figures(name: str) -> list[Figure]:
    """What the sums of one side hold only roughly or not at all."""
    side, word = SIDES[name]
    rows, basis = partial(addresses.ledger_rows, side), BASES[name]
    return [
        Figure(
            f"{name}_estimate_usd",
            f"Phần ước trong giá trị {word}",
            Unit.USD,
            "Tổng USD của các dòng ghi là số ước; đã nằm trong tổng.",
            partial(_estimates, side=side),
            partial(rows, status="estimate"),
            True,
            basis=basis,
        ),
        Figure(
            f"{name}_estimate_rows",
            f"Số dòng {word} là số ước",
            Unit.ROWS,
            "Đếm các dòng trong kỳ ghi là số ước.",
            partial(_marked, side=side, is_counted=lambda mark: mark.is_estimate),
            partial(rows, status="estimate"),
            basis=basis,
        ),
        Figure(
            f"{name}_unconverted_rows",
            f"Số dòng {word} chưa quy đổi",
            Unit.ROWS,
            "Đếm các dòng trong kỳ chưa có giá trị USD hoặc giá trị đồng; tổng của loại tiền đó không gồm chúng.",
            partial(_unconverted, side=side),
            partial(rows, converted="no"),
            basis=basis,
        ),
        Figure(
            f"{name}_year_only_rows",
            f"Số dòng {word} chỉ biết năm",
            Unit.ROWS,
            "Đếm các dòng trong kỳ chỉ biết năm; mỗi dòng đứng ở ngày 01/7 của năm đó.",
            partial(_marked, side=side, is_counted=lambda mark: mark.precision == "year"),
            partial(rows, precision="year"),
            basis=basis,
        ),
        Figure(
            f"{name}_cut_rows",
            f"Số dòng {word} bị kỳ cắt ngang",
            Unit.ROWS,
            "Đếm các dòng trong kỳ chỉ biết tháng, quý hoặc năm mà kỳ chỉ gồm một phần của tháng, quý, năm đó.",
            lambda facts: cut_rows(ledger_of(facts, side).marks, facts.period),
            partial(rows, cut="1"),
            basis=basis,
        ),
    ]
