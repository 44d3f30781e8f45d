"""The annexes of reports of every kind, added up by hand over rows that lie on the edges of their time.

Commitments of one project are powers of two, so that a sum tells which rows it holds; payments of another are 1,01
times the same. The rate is 20.000 đồng a dollar (tests/factories/reports.py).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from aid.choices import OutputKind, RelationKind
from config.kit.writing import archive
from config.reference.models import Country
from reports.facts import Facts, gather
from reports.measures import figure
from reports.printed.annexes import annexes
from reports.printed.asked import default_body, occasion_named
from reports.printed.compose import summary_of
from reports.printed.rows.annexes import annexes_of
from reports.printed.sheets import PrintTable
from reports.printed.summary import Summary
from reports.printed.summary_rows import totals_of
from reports.printed.tables.choice import DIVIDED
from reports.printed.text_tables import text_tables
from tests.factories.annual import agency, certified, district, output, related, running
from tests.factories.reports import commit, disburse, giver, project

pytestmark = pytest.mark.django_db

EDGES = (
    date(2018, 12, 14),
    date(2018, 12, 15),
    date(2018, 12, 31),
    date(2019, 1, 1),
    date(2019, 6, 30),
    date(2019, 7, 1),
    date(2019, 12, 14),
    date(2019, 12, 15),
    date(2019, 12, 31),
)


def of_country(code: str, name: str) -> Any:
    return giver(name=name, home_country=Country.objects.get(code=code))


def make_edges() -> None:
    """Two projects with rows on the edge days, one without money, one approved that has not begun."""
    korea, sweden = of_country("KR", "Hội Saemaul"), of_country("SE", "Liên minh Phụ nữ nông thôn")
    dai_tu, vo_nhai = district("Huyện Đại Từ"), district("Huyện Võ Nhai")
    village = running(
        "A",
        donors=[(korea, None)],
        sectors=[("agriculture", None)],
        places=[(dai_tu, None)],
        approval_on=date(2018, 12, 15),
        legal_basis="nd93-2009",
    )
    health = running(
        "B",
        donors=[(korea, "50"), (sweden, "50")],
        sectors=[("health", "60"), ("social", "40")],
        places=[(dai_tu, "30"), (vo_nhai, "70")],
        approval_on=date(2018, 12, 14),
        legal_basis="nd93-2009",
    )
    running("C", donors=[(korea, None), (sweden, None)], approval_on=date(2019, 6, 30), legal_basis="nd93-2009")
    ahead = {"start_on": date(2025, 1, 15), "modality": "non_project"}
    running("D", approval_on=date(2019, 7, 1), donors=[(sweden, None)], **ahead)
    running("E", approval_on=date(2019, 6, 30), stage="rejected")
    for power, day in enumerate(EDGES):
        commit(village, day, str(1000 * 2**power), **({"kind": "amendment"} if power else {}))
        disburse(health, day, f"{Decimal('1.01') * 2**power}")
    rough = (
        (date(2018, 12, 15), "month", 13000),
        (date(2019, 6, 15), "month", 3000),
        (date(2019, 5, 15), "quarter", 5000),
        (date(2019, 11, 15), "quarter", 7000),
        (date(2019, 7, 1), "year", 11000),
        (date(2018, 7, 1), "year", 17000),
    )
    for day, precision, usd in rough:
        disburse(village, day, str(usd), dated_precision=precision)
    for day in EDGES:
        output(village, OutputKind.HOUSE, "1.5" if day == EDGES[4] else "1", "nhà", day)


@dataclass(frozen=True)
class Told:
    """A report with its annexes, and the facts of its time."""

    summary: Summary
    facts: Facts
    tables: dict[str, PrintTable]
    order: list[str]

    def foot(self, table: str, key: str) -> Decimal | None:
        """A total of a division."""
        return self.tables[table].foot[0].cells[DIVIDED.index(key)].value

    def lines(self, table: str, *keys: str) -> list[tuple[Any, ...]]:
        """The lines of a division: the name and the values in these columns."""
        rows = self.tables[table].body
        return [(row.cells[1].text, *(row.cells[DIVIDED.index(key)].value for key in keys)) for row in rows]


KINDS = ("annual/2019", "decree-year/2019", "half-year/2019", "nine-months/2019", "span/2018-12-31_2019-01-01")


def told(kind: str, which: str, as_of: date = date(2026, 11, 26)) -> Told:
    occasion = occasion_named(kind, which)
    assert occasion is not None
    summary = summary_of(occasion, as_of=as_of, body=default_body())
    made = annexes(summary)
    tables = {table.name: table for annex in made for table in annex.tables}
    return Told(summary, gather(summary.period), tables, [annex.key for annex in made])


@pytest.fixture(scope="module")
def reports(django_db_setup: None, django_db_blocker: Any) -> dict[str, Told]:
    """One office, a report of each kind."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_edges()
        found = {name: told(*name.split("/")) for name in KINDS}
        transaction.set_rollback(True)
    return found


# Sums by hand -------------------------------------------------------------------

BY_HAND = {
    # Commitments, payments, rows known by year alone, rows cut by the time, in cents.
    # 8, 16, 32, 64, 128 and 256 thousand; 1,01 × 504, and 3, 5, 7 and 11 thousand.
    "annual/2019": (50_400_000, 2_650_904, 1, 0),
    # 2, 4, 8, 16, 32 and 64 thousand; 1,01 × 126, and 13, 3, 5, 7 and 11 thousand; December 2018, the last quarter
    # and the year 2019 lie partly outside.
    "decree-year/2019": (12_600_000, 3_912_726, 1, 3),
    # 8 and 16 thousand; 1,01 × 24, and June and the second quarter. The year stands at 01/07.
    "half-year/2019": (2_400_000, 802_424, 0, 0),
    # With 32 thousand; with the year, three months of which lie outside.
    "nine-months/2019": (5_600_000, 1_905_656, 1, 1),
    # 4 and 8 thousand; 1,01 × 12.
    "span/2018-12-31_2019-01-01": (1_200_000, 1_212, 0, 0),
}


@pytest.mark.parametrize("name", KINDS)
def test_sums_equal_a_computation_by_hand(name: str, reports: dict[str, Told]) -> None:
    aid = reports[name].summary.aid

    found = (aid.committed.now.value, aid.disbursed.now.value, aid.disbursed.year_only, aid.disbursed.cut)
    assert found == BY_HAND[name]
    listed = totals_of(reports[name].summary.annexes.project_lines)
    assert (listed.committed, listed.disbursed) == BY_HAND[name][:2]


@pytest.mark.parametrize("name", KINDS)
def test_the_totals_of_the_tables_are_those_of_the_catalogue(name: str, reports: dict[str, Told]) -> None:
    report = reports[name]
    sides = {side: Decimal(figure(f"{side}_usd").total(report.facts)) / 100 for side in ("committed", "disbursed")}

    divided = [table for table in ("sectors", "districts", "countries", "aid_years") if table in report.tables]
    assert divided[:2] == ["sectors", "districts"]
    for table in divided:
        assert {side: report.foot(table, side) for side in sides} == sides
        assert report.foot(table, "projects") == figure("projects_running").total(report.facts)
    found = report.summary.annexes
    approved = sum(len(group.lines) for group in found.approved)
    assert approved == figure("projects_approved").total(report.facts)
    assert len(found.outputs) == figure("outputs_handed_over").total(report.facts)


@pytest.mark.parametrize("name", KINDS)
def test_every_total_is_the_sum_of_its_rows(name: str, reports: dict[str, Told]) -> None:
    report = reports[name]
    checked = 0
    for table in (*report.tables.values(), *text_tables(report.summary).values()):
        body = [_spread(row) for row in table.body]
        for row in (*table.body, *table.foot):
            for at, cell in enumerate(_spread(row)):
                if cell is not None and cell.adds:
                    over = [body[place][at] for place in row.over]
                    assert cell.value == sum(one.value or 0 for one in over if one is not None), (table.name, at)
                    checked += 1
    assert checked >= 10


def _spread(row: Any) -> list[Any]:
    """The cells of a row by column; what a cell spans besides is None."""
    return [part for cell in row.cells for part in (cell, *(None,) * (cell.colspan - 1))]


# Which annexes, in which order ----------------------------------------------------


def test_a_report_prints_the_annexes_of_its_kind(reports: dict[str, Told]) -> None:
    whole = ["projects", "term", "divided", "approved", "outputs"]

    assert reports["annual/2019"].order == reports["decree-year/2019"].order == whole
    assert reports["half-year/2019"].order == ["projects", "approved", "divided"]
    assert reports["span/2018-12-31_2019-01-01"].order == ["projects", "term", "divided", "outputs"]


def test_a_half_year_prints_fewer_columns(reports: dict[str, Told]) -> None:
    whole, half = (reports[name].tables["projects"] for name in ("annual/2019", "half-year/2019"))

    heads = [cell.text for cell in half.head[0].cells]
    assert "Tổng vốn viện trợ" in heads
    assert (len(whole.widths), len(half.widths)) == (15, 12)
    assert not {"Lĩnh vực", "Quyết định phê duyệt (số, ngày)", "Đối ứng"} & set(heads)
    assert "countries" not in reports["half-year/2019"].tables
    assert half.unit == "Đơn vị tính: USD; kỳ báo cáo từ ngày 01/01/2019 đến ngày 30/06/2019"


def test_years_are_told_apart_only_where_there_are_several(reports: dict[str, Told]) -> None:
    report = reports["decree-year/2019"]

    assert "aid_years" not in reports["annual/2019"].tables
    # 2018: 2 and 4 thousand; 1,01 × 6 and December's 13 thousand.
    assert report.lines("aid_years", "committed", "disbursed") == [
        ("2018 (*)", Decimal("6000"), Decimal("13006.06")),
        ("2019 (*)", Decimal("120000"), Decimal("26121.20")),
    ]
    assert "Dấu (*): năm chỉ tính một phần." in report.tables["aid_years"].notes[0]


# How the money divides ------------------------------------------------------------


def test_money_divides_row_by_row_to_the_cent(reports: dict[str, Told]) -> None:
    report = reports["half-year/2019"]

    # 8,08 and 16,16 by 30 and 70 per cent: 2,42 and 5,66, 4,85 and 11,31.
    assert report.lines("districts", "committed", "disbursed") == [
        ("Huyện Đại Từ", Decimal("24000"), Decimal("8007.27")),
        ("Huyện Võ Nhai", None, Decimal("16.97")),
        ("Nhiều địa bàn (chưa phân bổ)", None, None),
    ]
    assert [line.percent for line in report.summary.annexes.by_district.lines] == [
        Decimal("99.8"),
        Decimal("0.2"),
        Decimal("0.0"),
    ]


def test_givers_and_grants_are_counted_apart_and_do_not_add_up(reports: dict[str, Told]) -> None:
    report = reports["annual/2019"]

    lines = report.lines("countries", "donors", "projects")
    assert lines == [
        ("Hàn Quốc", 1, 2),
        ("Thụy Điển", 1, 1),
        ("Nhiều bên tài trợ (chưa phân bổ)", 2, 1),
    ]
    assert (report.foot("countries", "donors"), report.foot("countries", "projects")) == (2, 3)
    assert [sum(line[place] for line in lines) for place in (1, 2)] == [4, 4]


def test_a_giver_of_a_row_alone_is_counted_in_its_country() -> None:
    """The row's donor wins: its country has the money, so it has the giver and the grant too."""
    japan, sweden = of_country("JP", "Hội Mori"), of_country("SE", "Quỹ Rừng")
    one = running("A", donors=[(sweden, None)])
    disburse(one, date(2019, 3, 1), "10", donor=japan)
    disburse(one, date(2019, 3, 2), "5")

    report = told("annual", "2019")

    assert report.lines("countries", "donors", "projects", "disbursed") == [
        ("Nhật Bản", 1, 1, Decimal("10")),
        ("Thụy Điển", 1, 1, Decimal("5")),
    ]
    assert (report.foot("countries", "donors"), report.foot("countries", "projects")) == (2, 1)


def test_after_refunds_there_is_no_share() -> None:
    one = running("A", sectors=[("health", None)])
    disburse(one, date(2019, 3, 1), "-10")

    report = told("annual", "2019")

    assert report.lines("sectors", "disbursed", "percent") == [("Y tế", Decimal("-10"), None)]
    assert report.foot("sectors", "percent") is None


# Approved -------------------------------------------------------------------------


def approved(report: Told) -> dict[str, list[str]]:
    return {group.label: [line.name for line in group.lines] for group in report.summary.annexes.approved}


def test_grants_approved_on_the_edges_of_the_time(reports: dict[str, Told]) -> None:
    names = {
        name: [line.on for group in report.summary.annexes.approved for line in group.lines]
        for name, report in reports.items()
    }

    assert names == {
        "annual/2019": [date(2019, 6, 30), date(2019, 7, 1)],
        "decree-year/2019": [date(2018, 12, 15), date(2019, 6, 30), date(2019, 7, 1)],
        "half-year/2019": [date(2019, 6, 30)],
        "nine-months/2019": [date(2019, 6, 30), date(2019, 7, 1)],
        "span/2018-12-31_2019-01-01": [],
    }


def test_grants_stand_under_the_decree_on_record() -> None:
    bases = {"Cũ": "nd93-2009", "Mới": "nd80-2020", "Rất cũ": "qd64-2001", "Chưa ghi": "", "Bị từ chối": "nd80-2020"}
    for number, (name, basis) in enumerate(bases.items()):
        stage = "rejected" if name == "Bị từ chối" else "implementing"
        days = {"Cũ": date(2020, 9, 16), "Mới": date(2020, 9, 17)}
        day = days.get(name, date(2020, 5, 1))
        made = running(
            f"P{number}", name=name, legal_basis=basis, approval_on=day, stage=stage, recipients="Trạm y tế xã"
        )
        if name == "Mới":
            commit(made, date(2020, 10, 1), "700")
            commit(made, date(2020, 11, 1), "-100")
            commit(made, date(2021, 1, 1), "9000", kind="amendment")
        if name == "Cũ":
            commit(made, date(2020, 10, 1), None)
    archive(running("X", approval_on=date(2020, 9, 17), legal_basis="nd80-2020"), by=None, reason="Thử")

    report = told("annual", "2020")

    assert approved(report) == {
        "Quyết định 64/2001/QĐ-TTg": ["Rất cũ"],
        "Nghị định 93/2009/NĐ-CP": ["Cũ"],
        "Nghị định 80/2020/NĐ-CP": ["Mới"],
        "Chưa ghi cơ sở pháp lý": ["Chưa ghi"],
    }
    assert [[cell.words for cell in row.cells] for row in report.tables["approved"].body[2:6]] == [
        ["", "B. Nghị định 93/2009/NĐ-CP (1 khoản)", "0", "0", "", ""],
        ["2", "Cũ", "", "Trạm y tế xã", "DA", "…", "…", "1024/QĐ-UBND\n16/09/2020", ""],
        ["", "C. Nghị định 80/2020/NĐ-CP (1 khoản)", "600", "12.000.000", "", ""],
        ["3", "Mới", "", "Trạm y tế xã", "DA", "600", "12.000.000", "1024/QĐ-UBND\n17/09/2020", ""],
    ]
    note = report.tables["approved"].notes[0]
    assert "Giá trị: cam kết của khoản đến ngày 31/12/2020, gồm cả điều chỉnh." in note
    assert "Giá trị không gồm 01 khoản cam kết chưa quy đổi ra USD (85.000 SEK)." in note
    assert "Giá trị bằng đồng không gồm 01 khoản cam kết (85.000 SEK)." in note


# Handed over, organisations ---------------------------------------------------------


def test_outputs_of_the_time_in_order(reports: dict[str, Told]) -> None:
    table = reports["annual/2019"].tables["outputs"]

    assert [row.cells[-1].text for row in table.body] == [f"{day:%d/%m/%Y}" for day in EDGES[3:]]
    assert [row.cells[2].words for row in table.body] == ["1", "1,5", "1", "1", "1", "1"]
    assert table.body[1].cells[2].value == Decimal("1.50")
    assert table.notes[0].startswith("Cộng theo loại: 6,5 nhà ở.")


def test_organisations_stand_as_on_the_last_day() -> None:
    names = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khanh", "Lan")
    made = {name: giver(name=name) for name in names}
    for name in names[:5]:
        related(made[name], RelationKind.INDIRECT if name == "Bình" else RelationKind.DIRECT)
    related(made["Bình"], RelationKind.DIRECT, start_on=date(2020, 1, 1))
    related(made["Lan"], end_on=date(2019, 12, 30), end_precision="day")
    certified(made["An"], date(2021, 1, 1))
    certified(made["An"], date(2019, 6, 1), number="cũ", issued_on=date(2016, 1, 1))
    certified(made["Bình"], date(2020, 1, 31))
    certified(made["Cường"], date(2019, 12, 30))
    certified(made["Dũng"], date(2021, 1, 1))
    certified(made["Dũng"], None, number="dừng", issued_on=date(2019, 5, 1), event="suspended")
    certified(made["Hà"], None)
    archive(made["Khanh"], by=None, reason="Thử")
    certified(made["Khanh"], None)

    report = told("annual", "2019")

    told_lines = [(line.name, line.relation, line.state) for line in report.summary.annexes.ngos]
    assert told_lines == [
        ("An", "Trực tiếp", "Còn hiệu lực"),
        ("Bình", "Qua tổ chức khác", "Sắp hết hạn"),
        ("Cường", "Trực tiếp", "Đã hết hạn"),
        ("Dũng", "Trực tiếp", "Bị đình chỉ từ ngày 01/05/2019"),
        ("Giang", "Trực tiếp", "Chưa có giấy đăng ký"),
        ("Hà", "Chưa ghi quan hệ", "Còn hiệu lực"),
    ]
    assert report.summary.annexes.ngos[0].expires_on == date(2021, 1, 1)
    aid = report.summary.aid
    assert (aid.related, aid.direct, aid.certified) == (5, 4, 3)
    assert (
        report.tables["ngos"]
        .notes[0]
        .startswith(
            "Danh sách có 6 tổ chức: 5 tổ chức có quan hệ, trong đó 4 có quan hệ trực tiếp; 3 tổ chức có giấy đăng ký "
            "còn hiệu lực."
        )
    )


# Footnotes ------------------------------------------------------------------------


def test_a_footnote_names_what_the_sums_lack(reports: dict[str, Told]) -> None:
    one = running("A", start_on=date(2017, 1, 15), sectors=[("health", None)])
    commit(one, date(2018, 3, 1), None)
    commit(one, date(2019, 3, 1), "1000", rate_source="Kho bạc Nhà nước, thông báo tháng 3/2019")
    disburse(one, date(2019, 4, 1), None)
    disburse(one, date(2019, 5, 1), "86500", status="estimate")
    disburse(one, date(2019, 7, 1), "7", dated_precision="year")

    report = told("nine-months", "2019")

    lacking = (
        "Số liệu trong kỳ không gồm 01 khoản giải ngân chưa quy đổi ra USD (85.000 SEK); đã gồm 01 khoản giải ngân là "
        "số ước (86.500 USD), 01 khoản chỉ xác định được năm và 01 khoản chỉ biết tháng, quý hoặc năm mà mốc số liệu "
        "cắt ngang."
    )
    rates = (
        "Quy đổi: từng khoản theo tỷ giá mới nhất trước hoặc đúng ngày phát sinh, không cũ quá 62 ngày (Kho bạc Nhà "
        "nước), rồi mới cộng; giá trị quy đổi ghi trong văn bản được giữ nguyên."
    )
    earlier = (
        "Số lũy kế đến ngày cuối kỳ không gồm 01 khoản cam kết chưa quy đổi ra USD (85.000 SEK) và 01 khoản giải ngân "
        "chưa quy đổi ra USD (85.000 SEK)."
    )
    assert report.tables["projects"].notes[0].endswith(f"Dấu “-”: không phát sinh. {earlier} {rates} {lacking}")
    assert report.tables["districts"].notes[0].endswith(f"{rates} {lacking}")
    assert report.tables["sectors"].notes == ()
    for table in text_tables(report.summary).values():
        assert rates in table.notes[0]
    assert lacking in text_tables(report.summary)["compared"].notes[0]
    # The term begins in 2015: the commitment of 2018 without a rate lies in it.
    assert (
        "Số liệu trong nhiệm kỳ không gồm 01 khoản cam kết chưa quy đổi ra USD (85.000 SEK)"
        in (text_tables(report.summary)["targets"].notes[0])
    )
    assert "không gồm" not in reports["half-year/2019"].tables["projects"].notes[0]


# The term -------------------------------------------------------------------------


def test_a_term_goes_by_its_years_first() -> None:
    make_edges()

    report = told("term", "2015-2020")

    # No organisation is in relation, nobody came, no class was held.
    assert report.order == ["term", "divided", "projects", "outputs"]
    assert list(report.tables)[1:3] == ["aid_years", "sectors"]
    years = report.lines("aid_years", "committed", "disbursed")
    assert [year for year, *_ in years] == ["2015", "2016", "2017", "2018", "2019", "2020"]
    # 1, 2 and 4 thousand; 1,01 × 7, December and the year.
    assert years[3] == ("2018", Decimal("7000"), Decimal("30007.07"))
    assert years[4] == ("2019", Decimal("504000"), Decimal("26509.04"))
    heads = [cell.text for cell in report.tables["projects"].head[0].cells]
    assert heads[-2:] == ["Cam kết trong kỳ", "Giải ngân trong kỳ"]
    assert len(heads) == 9


# Queries ---------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "queries"), [("annual", 23), ("decree-year", 24)])
@pytest.mark.parametrize("times", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(
    kind: str, queries: int, times: int, django_assert_num_queries: Any
) -> None:
    """A query more for each year of a report that touches several."""
    make_rows(times)
    occasion = occasion_named(kind, "2019")
    assert occasion is not None
    facts = gather(occasion.period)

    with django_assert_num_queries(queries):
        annexes_of(facts)


def make_rows(times: int) -> None:
    for number in range(times):
        ngo = of_country("KR", f"Hội {number}")
        related(ngo)
        certified(ngo, date(2021, 1, 1))
        made = project(
            donors=[(ngo, None)],
            sectors=[("health", None)],
            places=[(district("Huyện Đại Từ"), None)],
            start_on=date(2019, 1, 15),
            start_precision="month",
            approval_on=date(2019, 1, 2),
            owner=agency(f"Sở số {number}"),
        )
        commit(made, date(2019, 3, 1), "10")
        disburse(made, date(2019, 3, 1), "10", dated_precision="month")
        output(made, OutputKind.HOUSE, "1", "nhà", date(2019, 4, 1), place=district("Huyện Đại Từ"))
