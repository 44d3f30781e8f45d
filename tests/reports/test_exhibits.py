"""Exhibits: every total is its figure, every number opens its rows, every finding says what the numbers say."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from config.kit.money import percent
from config.kit.numbers import write_usd
from config.kit.periods import Period
from config.kit.writing import save
from delegations.choices import Direction
from reports.exhibits.catalogue import BUILDERS, exhibit, exhibits
from reports.exhibits.delegations import country_finding, kind_finding, visits_finding
from reports.exhibits.exhibit import Exhibit, Seen
from reports.exhibits.money import YearRow, year_finding
from reports.exhibits.partners import partners_finding
from reports.exhibits.shares import DIVIDED, DIVISIONS, drawn, share_finding
from reports.exhibits.training import training_finding
from reports.facts import gather, nothing
from reports.measures import CATALOGUE, Part, figure
from reports.models import Milestone, Target, Term
from reports.scorecards import cards
from reports.targets import every_year
from tests.factories.annual import related
from tests.factories.associations import make_training
from tests.factories.delegations import make_delegation
from tests.factories.reports import commit, disburse, giver, project
from tests.reports.worlds import fill

pytestmark = pytest.mark.django_db

TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")
DAYS = (date(2015, 1, 1), date(2016, 5, 10), date(2017, 7, 1), date(2018, 8, 8), date(2020, 12, 31))
MILLION = 100_000_000  # cents in a million USD


def seen_at(day: date, measure: str = "disbursed") -> Seen:
    """The 2015-2020 term of every installation, with its targets."""
    period = TERM.clipped(day)
    assert period is not None
    facts = gather(period, term=TERM, with_registers=False)
    return Seen(facts, cards(Target.objects.of_term(Term.objects.get()), facts, day), day, measure)


def made(key: str, day: date = TERM.end, measure: str = "disbursed") -> Exhibit:
    found = exhibit(key, seen_at(day, measure))
    assert found is not None
    return found


def figures_of(key: str, measure: str) -> dict[str, str]:
    """The figure that each column of an exhibit's total is."""
    if key in DIVISIONS:
        return {"value": f"{measure}_usd"}
    return {
        "yearly": {"committed": "committed_usd", "disbursed": "disbursed_usd"},
        "training": {"classes": "training_by_year", "trainees": "trainees_by_year"},
        "training_classes": {"trainees": "trainees_by_year"},
        "delegations_in": {"total": "delegations_in_by_year", "guests": "guests_in_by_year"},
        "delegations_out": {"total": "delegations_out_by_year", "guests": "guests_out_by_year"},
        "patient_visits": {"visits": "patient_visits", "medicine": "medicine_vnd"},
    }.get(key, {})


# Totals and rows ----------------------------------------------------------------


def everything() -> None:
    """The small office, with relations and medicine, which it lacks."""
    fill()
    related(giver(), start_on=date(2014, 3, 1))
    make_delegation(["SE"], arrival_on=date(2019, 5, 10), kind="medical", medicine_vnd=4_000_000)


@pytest.mark.parametrize("measure", ["disbursed", "committed"])
@pytest.mark.parametrize("day", DAYS)
def test_every_total_is_its_figure_and_the_sum_of_its_rows(day: date, measure: str) -> None:
    everything()
    seen = seen_at(day, measure)

    for one in exhibits(seen):
        totals, named = one.totals or {}, figures_of(one.key, measure)
        assert set(named) <= set(totals)
        for column in one.columns:
            if column.key in totals and column.kind != "percent":
                assert sum(column.value(item) or 0 for item in one.items) == totals[column.key], (one.key, column.key)
        for column_key, figure_key in named.items():
            assert totals[column_key] == figure(figure_key).total(seen.facts), (one.key, column_key)


def test_each_exhibit_of_the_catalogue_is_there() -> None:
    everything()

    assert [one.key for one in exhibits(seen_at(TERM.end))] == list(BUILDERS)


@pytest.mark.parametrize("measure", ["disbursed", "committed"])
def test_every_number_opens_its_rows(measure: str, leader_client: Client) -> None:
    everything()

    for one in exhibits(seen_at(date(2018, 8, 8), measure)):
        for address, kind, value in numbers_of(one):
            response = leader_client.get(address)
            assert response.status_code == 200, address
            if kind == "usd":
                assert money_of(response) == write_usd(value), (one.key, address)
            elif kind == "rows":
                assert response.context["found"] == value, (one.key, address)


def numbers_of(one: Exhibit) -> list[tuple[str, str, int]]:
    """Each number of a table that has an address: the address, whether its rows are added or counted, the number."""
    found = []
    for column in one.columns:
        counted = "rows" if column.key not in {"guests", "trainees", "visits", "medicine"} else "other"
        kind = "usd" if column.kind == "usd" else counted
        url = column.url
        found += [(url(item), kind, column.value(item)) for item in one.items if url is not None and url(item)]
        if address := one.total_addresses.get(column.key) or (one.total_address if column.key == "value" else ""):
            found.append((address, kind, (one.totals or {})[column.key]))
    return found


def money_of(response: Any) -> str:
    """The counted sum of a list, of the counted part when it was opened from a share; an empty list has none."""
    found = {cell.label: strip_tags(cell.html) for cell in response.context["total"] or []}
    return (found.get("Phần được tính (USD)") or found.get("USD") or "–").replace("–", "0,00")


def test_a_table_links_its_numbers_and_its_total() -> None:
    everything()
    table = made("yearly").table

    cells = {cell.label: str(cell.html) for cell in table.rows[0].cells}
    assert 'href="/aid/commitments/?counted=1&amp;from=2015-01-01&amp;to=2015-12-31"' in cells["Cam kết (USD)"]
    assert table.total is not None
    assert 'href="/aid/disbursements/?counted=1&amp;from=2015-01-01&amp;to=2020-12-31"' in str(table.total[3].html)
    assert "1.761<" in str(table.total[3].html)


@pytest.mark.parametrize("day", DAYS)
def test_every_drawing_has_its_finding_and_its_figures_in_words(day: date) -> None:
    everything()

    for one in exhibits(seen_at(day)):
        if one.drawing:
            root = ET.fromstring(one.drawing)  # noqa: S314  our own text
            title, description = root.find("title"), root.find("desc")
            assert title is not None
            assert description is not None
            assert title.text is not None
            assert title.text.rstrip(".") == one.finding.rstrip("."), one.key
            assert description.text, one.key
            assert (root.get("role"), root.get("height", "").isdigit()) == ("img", True)
            assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_drawings_of_one_page_share_no_id() -> None:
    everything()

    ids = [
        element.get("id")
        for one in exhibits(seen_at(TERM.end))
        if one.drawing
        for element in ET.fromstring(one.drawing).iter()  # noqa: S314  our own text
        if element.get("id")
    ]

    assert len(ids) == len(set(ids)) == 2 * (len(BUILDERS) - 1)


def test_nothing_is_shown_of_nothing() -> None:
    facts = nothing(TERM)

    assert exhibits(Seen(facts, (), TERM.start)) == []
    assert exhibits(seen_at(date(2018, 1, 1))) == []


def test_names_are_escaped_in_drawings_and_tables() -> None:
    fill()
    one = made("ngo")

    assert "Nhóm bạn &lt;Võ Nhai&gt;" in one.drawing
    assert "<Võ" not in one.drawing
    assert "Nhóm bạn &lt;Võ Nhai&gt;" in "".join(str(row.cells[0].html) for row in one.table.rows)


# Cumulative ---------------------------------------------------------------------


def test_the_cumulative_finding_names_the_distance_from_the_pace() -> None:
    one = project()
    commit(one, date(2015, 5, 1), "24188771.50")
    disburse(one, date(2015, 5, 1), "18400010.75")

    # 1461 of 2192 days: 35 million ask for 23.328.010,95, 30 million for 19.995.437,96.
    found = made("cumulative", date(2018, 12, 31))
    assert said(found.finding) == (
        "Đến ngày 31/12/2018, cam kết 24,19 triệu USD, nhanh hơn nhịp 0,86 triệu USD; "
        "giải ngân 18,40 triệu USD, chậm hơn nhịp 1,60 triệu USD."
    )
    assert [row.day for row in found.items] == [date(year, 12, 31) for year in (2015, 2016, 2017, 2018)]
    assert found.items[-1].gaps == {"committed": 86_076_055, "disbursed": -159_542_721}
    assert found.totals is None
    assert "không cộng với nhau" in found.note


@pytest.mark.parametrize(
    ("committed", "words"),
    [
        ("36200000", "cam kết 36,20 triệu USD, vượt 1,20 triệu USD so với chỉ tiêu"),
        ("35000000", "cam kết 35,00 triệu USD, bằng chỉ tiêu nhưng chưa vượt"),
        ("34000000", "cam kết 34,00 triệu USD, thiếu 1,00 triệu USD so với chỉ tiêu"),
        ("-500", "cam kết -500,00 USD, thiếu 35,00 triệu USD so với chỉ tiêu"),
    ],
)
def test_a_term_that_is_over_is_measured_by_its_goal(committed: str, words: str) -> None:
    commit(project(), date(2015, 5, 1), committed)

    assert said(made("cumulative").finding) == f"Hết nhiệm kỳ, {words}; chưa có giải ngân."


def test_without_goals_the_cumulative_table_has_no_pace() -> None:
    commit(project(), date(2015, 5, 1), "1000000")
    facts = gather(TERM, with_registers=False)
    found = exhibit("cumulative", Seen(facts, cards([], facts, TERM.end), TERM.end))

    assert found is not None
    assert said(found.finding) == "Hết nhiệm kỳ, cam kết 1,00 triệu USD; chưa có giải ngân."
    assert [column.key for column in found.columns] == ["day", "committed", "disbursed"]
    assert 'class="pace"' not in found.drawing


def test_the_pace_goes_by_milestones() -> None:
    commit(project(), date(2015, 5, 1), "5000000")
    target = Target.objects.get(figure="committed_usd")
    save(Milestone(target=target, year=2015, goal=4_000_000), by=None)

    assert "cam kết 5,00 triệu USD, nhanh hơn nhịp 1,00 triệu USD" in said(
        made("cumulative", date(2015, 12, 31)).finding
    )


def test_the_edge_days_of_a_term_count_and_their_neighbours_do_not() -> None:
    one = project()
    for day in (TERM.start - timedelta(1), TERM.start, TERM.end, TERM.end + timedelta(1)):
        commit(one, day, "1000000")

    assert [row.sums["committed"] for row in made("cumulative").items] == [MILLION] * 5 + [2 * MILLION]
    assert made("yearly").totals == {"committed": 2 * MILLION, "disbursed": 0, "share": Decimal("0.0")}


# Year by year -------------------------------------------------------------------


def test_years_grow_and_shrink() -> None:
    one = project()
    for year, usd in ((2015, "4000000"), (2016, "5000000"), (2017, "4500000")):
        disburse(one, date(year, 5, 1), usd)

    found = made("yearly", date(2017, 12, 31))

    assert said(found.finding) == (
        "Giải ngân năm 2017 đạt 4,50 triệu USD, giảm 10,0% so với năm 2016; cao nhất là năm 2016 (5,00 triệu USD)."
    )
    assert [row.growth["disbursed"] for row in found.items] == [None, Decimal("25.0"), Decimal("-10.0")]
    assert "▲ 25,0%" in found.drawing
    assert "▼ 10,0%" in found.drawing
    assert "chưa đến" in found.drawing
    assert said(made("yearly", date(2017, 12, 31), "committed").finding) == "Chưa có dòng cam kết nào trong kỳ."


def test_a_year_that_is_not_over_is_compared_with_none() -> None:
    one = project()
    disburse(one, date(2015, 5, 1), "4000000")
    disburse(one, date(2016, 5, 1), "1000000")

    found = made("yearly", date(2016, 6, 30))

    assert said(found.finding) == (
        "Giải ngân năm 2016 (đến ngày 30/06) đạt 1,00 triệu USD; cao nhất là năm 2015 (4,00 triệu USD)."
    )
    assert [row.growth["disbursed"] for row in found.items] == [None, None]


def test_a_year_of_refunds_only_is_said_and_compared_with_nothing() -> None:
    disburse(project(), date(2015, 5, 1), "-500")

    found = made("yearly", date(2016, 12, 31))

    assert [row.growth["disbursed"] for row in found.items] == [None, None]
    assert said(found.finding) == "Giải ngân năm 2016 đạt 0,00 USD."
    assert said(made("yearly", date(2015, 12, 31)).finding) == (
        "Giải ngân năm 2015 là -500,00 USD, hoàn trả nhiều hơn chi."
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([5 * MILLION], "Giải ngân năm 2015 đạt 5,00 triệu USD."),
        (
            [5 * MILLION, 5 * MILLION],
            "Giải ngân năm 2016 đạt 5,00 triệu USD, bằng năm 2015; các năm bằng nhau.",
        ),
        (
            [5 * MILLION, 5 * MILLION + 1],
            "Giải ngân năm 2016 đạt 5,00 triệu USD, xấp xỉ năm 2015, cao nhất trong các năm.",
        ),
        (
            [MILLION, 2 * MILLION],
            "Giải ngân năm 2016 đạt 2,00 triệu USD, tăng 100,0% so với năm 2015, cao nhất trong các năm.",
        ),
        (
            [2 * MILLION, 2 * MILLION, MILLION],
            "Giải ngân năm 2017 đạt 1,00 triệu USD, giảm 50,0% so với năm 2016; "
            "cao nhất là năm 2015, 2016 (2,00 triệu USD).",
        ),
    ],
)
def test_the_finding_of_years(values: Sequence[int], words: str) -> None:
    disburse(project(), date(2015, 5, 1), "1")
    rows = []
    for place, value in enumerate(values):
        before = values[place - 1] if place else 0
        growth = percent(value - before, before)
        part = Part(str(2015 + place), str(2015 + place), value, "")
        rows.append(YearRow(part.label, False, {"disbursed": part}, {"disbursed": growth}))

    assert said(year_finding(seen_at(TERM.end), rows)) == words


def test_130_per_cent_disbursed_is_shown_as_it_is() -> None:
    one = project()
    commit(one, date(2015, 5, 1), "1000000")
    disburse(one, date(2016, 5, 1), "1300000")

    found = made("yearly")

    assert found.totals is not None
    assert found.totals["share"] == Decimal("130.0")
    assert [row.share for row in found.items][:2] == [Decimal("0.0"), None]


def test_what_the_sums_lack_is_said() -> None:
    fill()

    # Disbursed: one row in crowns, one estimate, one known by its year; the day cuts that year.
    assert made("sector", date(2017, 7, 31)).note.endswith(
        "1 dòng chỉ biết năm, tính vào năm đó; 1 dòng chỉ biết tháng, quý hoặc năm, mà mốc số liệu cắt ngang."
    )
    assert made("sector").note.endswith(
        "1 dòng chưa quy đổi ra USD không nằm trong tổng; 1 dòng là số ước; 1 dòng chỉ biết năm, tính vào năm đó."
    )


# Shares -------------------------------------------------------------------------


def test_sectors_of_a_small_office() -> None:
    fill()
    found = made("sector")

    # Cents by hand: each row of the divided project is split 50,01 : 49,99 to the cent.
    assert [(part.label, part.value) for part in found.items] == [
        ("Y tế", 53_015),
        ("Giáo dục và đào tạo", 52_992),
        ("Ứng phó biến đổi khí hậu", 101),
        ("Nhiều lĩnh vực", 70_007),
    ]
    assert said(found.finding) == "Y tế nhiều nhất: 530,15 USD, 30,1%; “Nhiều lĩnh vực” 700,07 USD, 39,8%."
    assert found.totals == {"value": 176_115, "share": Decimal("100.0")}
    assert found.heading == "Giải ngân theo lĩnh vực"
    assert made("sector", measure="committed").heading == "Cam kết theo lĩnh vực"


def part(label: str, value: int, *, is_rest: bool = False) -> Part:
    return Part(label, label, value, "", is_rest=is_rest)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([part("Y tế", 5 * MILLION)], "Toàn bộ giải ngân 5,00 triệu USD thuộc một lĩnh vực: Y tế."),
        (
            [part("Y tế", 2 * MILLION), part("Giáo dục", 2 * MILLION), part("Khác", MILLION)],
            "Y tế và Giáo dục cùng nhiều nhất, mỗi lĩnh vực 2,00 triệu USD, 40,0%.",
        ),
        (
            [part(name, MILLION) for name in "ABCDE"],
            "Năm lĩnh vực cùng nhiều nhất, mỗi lĩnh vực 1,00 triệu USD, 20,0%.",
        ),
        (
            [part("A", 4 * MILLION), part("B", 3 * MILLION), part("C", 2 * MILLION), part("D", MILLION)],
            "A nhiều nhất: 4,00 triệu USD, 40,0%; ba lĩnh vực đầu chiếm 90,0%.",
        ),
        (
            [part("A", 3 * MILLION), part("Nhiều lĩnh vực", MILLION, is_rest=True)],
            "A nhiều nhất: 3,00 triệu USD, 75,0%; “Nhiều lĩnh vực” 1,00 triệu USD, 25,0%.",
        ),
        # Refunds of one part make the share of another larger than the whole: no share is said.
        ([part("A", 3 * MILLION), part("B", -MILLION)], "A nhiều nhất: 3,00 triệu USD; một lĩnh vực âm."),
        (
            [part("A", -3 * MILLION)],
            "Tổng giải ngân -3,00 triệu USD: hoàn trả nhiều hơn chi, nên không có tỷ trọng.",
        ),
        (
            [part("Nhiều lĩnh vực", MILLION, is_rest=True)],
            "1,00 triệu USD giải ngân đều chưa rõ lĩnh vực.",
        ),
        ([part("A", 0)], "Tổng giải ngân bằng 0."),
        ([part("A", MILLION), part("B", -MILLION)], "A nhiều nhất: 1,00 triệu USD; một lĩnh vực âm."),
    ],
)
def test_the_finding_of_shares(parts: list[Part], words: str) -> None:
    facts = nothing(TERM)
    total = sum(one.value for one in parts)

    assert said(share_finding(parts, total, "lĩnh vực", Seen(facts, (), TERM.end))) == words


def test_a_side_below_zero_has_no_shares() -> None:
    disburse(project(sectors=[("health", None)]), date(2016, 5, 1), "-500")
    found = made("sector")

    assert found.totals == {"value": -50_000, "share": None}
    assert "hoàn trả nhiều hơn chi" in found.finding
    commit(project(sectors=[("health", None)]), date(2016, 5, 1), "-500")
    assert "điều chỉnh giảm nhiều hơn cam kết mới" in made("sector", measure="committed").finding


def test_many_parts_are_drawn_as_the_first_and_one_for_the_others() -> None:
    parts = [part(f"Bên {number:02d}", 100 - number) for number in range(13)]
    rows = drawn([*parts, part("Nhiều bên tài trợ", 7, is_rest=True)], 1000, DIVISIONS["ngo"])

    assert [row.name for row in rows][9:] == ["Bên 09", "3 bên tài trợ khác", "Nhiều bên tài trợ"]
    assert sum(row.value for row in rows) == sum(one.value for one in parts) + 7
    # 90 + 89 + 88 of 1000 cents.
    assert (rows[10].value, rows[10].words, rows[10].is_rest) == (267, "0,0000 (26,7%)", True)
    assert len(drawn(parts[:11], 1000, DIVISIONS["ngo"])) == 11


def test_a_figure_the_catalogue_does_not_know_has_no_exhibit(monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    monkeypatch.delitem(CATALOGUE, "disbursed_usd_by_form")

    assert DIVIDED["form"](seen_at(TERM.end)) is None


# Training, partners -------------------------------------------------------------


def held(*counts: int) -> list[Part]:
    return [part(str(2015 + place), count) for place, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "goal", "day", "words"),
    [
        ((2, 1, 1, 1, 1, 1), 1, date(2020, 12, 31), "Năm nào cũng có lớp: 7 lớp."),
        ((2, 1, 0, 1, 0, 1), 1, date(2020, 12, 31), "Năm 2017 và 2019 không có lớp nào; cả kỳ 7 lớp."),
        ((2, 2, 1, 2, 2, 2), 2, date(2020, 12, 31), "Năm 2017 không đủ 2 lớp; cả kỳ 7 lớp."),
        ((2, 1, 0), 1, date(2017, 6, 30), "Năm 2017 chưa có lớp, năm chưa hết; cả kỳ 7 lớp."),
        ((2, 1, 0), None, date(2017, 6, 30), "7 lớp; nhiều nhất năm 2015 (2 lớp)."),
        ((1, 1), None, date(2016, 12, 31), "7 lớp."),
        ((0, 0), None, date(2016, 12, 31), "7 lớp."),
    ],
)
def test_the_finding_of_classes(counts: tuple[int, ...], goal: int | None, day: date, words: str) -> None:
    parts = held(*counts)
    years = every_year({int(one.key): one.value for one in parts}, goal, TERM, day)

    assert training_finding(years, goal, parts, "7 lớp") == words


def test_classes_by_year_and_by_name() -> None:
    make_training(title="Lớp cũ", start_on=date(2015, 7, 1), start_precision="year", trainee_count=None)
    make_training(title="Lớp mới", start_on=date(2016, 5, 1), trainee_count=40)

    years, classes = made("training", date(2016, 12, 31)), made("training_classes", date(2016, 12, 31))

    assert said(years.finding) == "Năm nào cũng có lớp: 2 lớp, 40 học viên."
    assert [(row.classes.value, row.trainees, row.words) for row in years.items] == [(1, 0, "đạt"), (1, 40, "đạt")]
    assert years.note == "1 lớp chưa ghi số học viên."
    assert [strip_tags(row.cells[1].html) for row in classes.table.rows] == ["2015", "01/05/2016"]
    assert said(classes.finding) == "2 lớp, 40 học viên; lớp gần nhất: Lớp mới, 40 học viên."


def test_without_classes_the_years_are_shown_for_their_target_only() -> None:
    commit(project(), date(2015, 5, 1), "1")
    seen = seen_at(date(2016, 12, 31))

    found = exhibit("training", seen)
    assert found is not None
    assert said(found.finding) == "Năm 2015 và 2016 không có lớp nào; cả kỳ 0 lớp, 0 học viên."
    assert exhibit("training", Seen(seen.facts, (), seen.as_of)) is None


def test_partners_stand_apart_and_their_days_as_they_are_known() -> None:
    fill()
    found = made("southeast_asia")

    assert [(row.line.name, str(row.on), row.result) for row in found.items] == [
        ("Hội Campuchia – Việt", "01/06/2016", "Thiết lập mới"),
        ("Hội Thái – Việt", "02/02/2017", "Mở rộng: ký thêm thỏa thuận"),
    ]
    assert found.totals is None
    assert "không cộng với nhau" in found.note


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            (2, 1, ["Lào", "Campuchia"]),
            "Đã thiết lập mới 2, mở rộng quan hệ 1 tổ chức nhân dân; nước lần đầu có quan hệ: Lào và Campuchia.",
        ),
        ((0, 3, []), "Đã mở rộng quan hệ 3 tổ chức nhân dân."),
        ((1, 0, []), "Đã thiết lập mới 1 tổ chức nhân dân."),
    ],
)
def test_the_finding_of_partners(counts: tuple[int, int, list[str]], words: str) -> None:
    assert partners_finding(*counts) == words


# Delegations --------------------------------------------------------------------


def test_delegations_by_kind_and_country_of_a_small_office() -> None:
    fill()
    kinds, countries = made("delegations_in"), made("delegations_in_countries")

    assert kinds.finding == (
        "2 đoàn vào, 19 lượt khách; nhiều nhất là loại “Hữu nghị nhân dân” và “Y tế” (mỗi loại 1 đoàn)."
    )
    assert kinds.totals is not None
    assert (kinds.totals["2016"], kinds.totals["2018"], kinds.totals["total"], kinds.totals["guests"]) == (1, 1, 2, 19)
    # One delegation has guests of two countries: three in all, of two delegations.
    assert [(row.part.label, row.part.value, row.guests) for row in countries.items] == [
        ("Hàn Quốc", 2, 19),
        ("Thụy Điển", 1, 7),
    ]
    assert countries.finding == "Hàn Quốc nhiều nhất: 2 trong 2 đoàn vào."
    assert countries.totals is None
    assert "không cộng lại" in countries.note
    assert (
        made("delegations_out").finding == "1 đoàn ra, 5 lượt người, đều thuộc loại “Hữu nghị nhân dân”; "
        "năm 2019 nhiều nhất (1 đoàn)."
    )


@pytest.mark.parametrize(
    ("kinds", "years", "words"),
    [
        ([("Y tế", 3)], [("2015", 3)], "3 đoàn vào, 40 lượt khách, đều thuộc loại “Y tế”."),
        (
            [("Y tế", 2), ("Khác", 1)],
            [("2015", 1), ("2016", 2)],
            "3 đoàn vào, 40 lượt khách; nhiều nhất là loại “Y tế” (2 đoàn); năm 2016 nhiều nhất (2 đoàn).",
        ),
        ([(name, 1) for name in "ABCD"], [("2015", 2), ("2016", 2)], "4 đoàn vào, 40 lượt khách."),
    ],
)
def test_the_finding_of_kinds(kinds: list[tuple[str, int]], years: list[tuple[str, int]], words: str) -> None:
    parts, by_year = [part(*one) for one in kinds], [part(*one) for one in years]

    assert kind_finding(parts, by_year, sum(one.value for one in parts), 40, Direction.IN) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([part("Lào", 2), part("Đức", 1)], "Lào nhiều nhất: 2 trong 3 đoàn vào."),
        ([part("Lào", 2), part("Đức", 2)], "Lào và Đức cùng nhiều nhất, mỗi nước 2 trong 3 đoàn vào."),
        ([part(name, 1) for name in "ABCD"], "3 đoàn vào; 4 nước cùng nhiều nhất, mỗi nước 1 đoàn."),
        ([part("Chưa rõ nước", 3, is_rest=True)], "3 đoàn vào, đều chưa ghi nước."),
    ],
)
def test_the_finding_of_countries(parts: list[Part], words: str) -> None:
    assert country_finding(parts, 3, "đoàn vào") == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((500, 0), "500 lượt người được khám, chữa bệnh, đều trong năm 2015."),
        ((500, 1500), "2.000 lượt người được khám, chữa bệnh; năm 2016 nhiều nhất (1.500)."),
        ((500, 500), "1.000 lượt người được khám, chữa bệnh."),
        ((500,), "500 lượt người được khám, chữa bệnh."),
        ((0, 0), "Chưa ghi lượt người được khám, chữa bệnh; có ghi trị giá thuốc."),
    ],
)
def test_the_finding_of_visits(counts: tuple[int, ...], words: str) -> None:
    assert visits_finding(held(*counts), sum(counts)) == words


def test_visits_and_medicine_by_year() -> None:
    everything()
    found = made("patient_visits")

    assert [(row[0].value, row[1].value) for row in found.items] == [
        (0, 0),
        (0, 0),
        (0, 0),
        (500, 0),
        (0, 4_000_000),
        (0, 0),
    ]
    assert found.totals == {"visits": 500, "medicine": 4_000_000}


# Organisations ------------------------------------------------------------------


def test_organisations_up_to_the_day_with_what_was_published() -> None:
    related(giver(), start_on=date(2014, 3, 1))
    related(giver(), start_on=date(2018, 3, 1))

    found = made("ngos", date(2018, 6, 30))

    assert found.finding == "Từ 1 tổ chức cuối năm 2014 đến 2 tổ chức có quan hệ (ngày 30/06/2018)."
    assert [strip_tags(row.cells[0].html) for row in found.table.rows][-2:] == ["2017", "2018đến 30/06"]
    assert [[strip_tags(cell.html) for cell in row.cells[1:]] for row in found.table.rows] == [
        *([["1", "1"]] * 4),
        ["2", "2"],
    ]
    assert found.totals is None
    assert "1995-1996: khoảng 5-6 tổ chức" in said(found.note)
    assert "khoảng 5-6" in said(found.drawing)
    assert found.drawing.count('class="d-open"') >= 3


# Cost ---------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 3])
def test_exhibits_ask_the_same_number_of_questions(times: int, django_assert_num_queries: Any) -> None:
    for _ in range(times):
        everything_small()
    seen = seen_at(TERM.end)

    # Organisations over the years alone ask: two of their relations, one of the published figures.
    with django_assert_num_queries(3):
        exhibits(seen)


def everything_small() -> None:
    one = project(donors=[(giver(), None)])
    commit(one, date(2016, 1, 1), "1")
    disburse(one, date(2016, 1, 1), "1")
    make_training(start_on=date(2016, 1, 1))
    make_delegation(["KR"], arrival_on=date(2016, 5, 10), headcount=12)
    related(giver(), start_on=date(2014, 3, 1))


def said(text: str) -> str:
    """The text with plain spaces for those that hold a number and its unit together."""
    return text.replace("\u00a0", " ")
