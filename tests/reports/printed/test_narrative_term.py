"""The approved words on the targets of the term."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from config.kit.periods import Period
from reports.printed import narrative
from reports.printed.narrative_term import behind, count, every_year, partners, remaining, total
from reports.printed.summary import Body, Summary, TargetStand, TermStand
from reports.printed.summary_rows import PartnerRow
from tests.factories.printed import year_of

pytestmark = pytest.mark.page


def summary(term: TermStand | None) -> Summary:
    year, before = Period.calendar_year(2019), Period.calendar_year(2018)
    body = Body(name="Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên", short_name="Liên hiệp")
    return Summary(year_of(2019), year, before, date(2019, 12, 31), body=body, term=term)


# Targets of the term -------------------------------------------------------------

TERM = TermStand("2015-2020", date(2015, 1, 1), date(2020, 12, 31), "", date(2018, 12, 31))
ENDED = replace(TERM, as_of=date(2020, 12, 31))


def money_target(state: str, actual: str, goal: str = "35", share: str = "0", **fields: object) -> TargetStand:
    """A target of millions of dollars."""
    return TargetStand(
        kind="total",
        label="Giá trị cam kết",
        noun=str(fields.pop("noun", "giá trị cam kết")),
        unit="USD",
        state=state,
        words="",
        comparison="more_than",
        actual=int(Decimal(actual) * 10**8),
        goal=int(Decimal(goal) * 10**8),
        percent=Decimal(share),
        pace=Decimal("66.7"),
        **fields,  # type: ignore[arg-type]
    )


def test_running_and_on_course() -> None:
    assert total(money_target("on_course", "29.8", share="85.1"), TERM) == (
        "Lũy kế từ đầu nhiệm kỳ đến ngày 31/12/2018, giá trị cam kết đạt 29,8 triệu USD, bằng 85,1% chỉ tiêu nhiệm kỳ "
        "(trên 35 triệu USD), đúng tiến độ."
    )


def test_running_and_behind() -> None:
    target = money_target("behind", "15.6", goal="30", share="52.0", noun="giá trị giải ngân")

    assert total(target, TERM) == (
        "Lũy kế từ đầu nhiệm kỳ đến ngày 31/12/2018, giá trị giải ngân đạt 15,6 triệu USD, bằng 52,0% chỉ tiêu nhiệm "
        "kỳ (trên 30 triệu USD), chậm so với tiến độ (66,7% thời gian nhiệm kỳ đã qua)."
    )


def test_running_and_behind_its_milestones() -> None:
    target = money_target("behind", "15.6", goal="30", share="52.0", noun="giá trị giải ngân", due=Decimal("61.7"))

    assert total(target, TERM).endswith(", chậm so với tiến độ (theo mốc hằng năm phải đạt 61,7%).")


def test_a_plain_count() -> None:
    target = TargetStand(
        "count",
        "Mở rộng quan hệ",
        "tổ chức PCPNN có quan hệ",
        "tổ chức",
        "not_yet",
        "",
        comparison="at_least",
        actual=72,
        goal=90,
        percent=Decimal("80.0"),
    )

    assert count(target, TERM) == (
        "Tổ chức PCPNN có quan hệ đến ngày 31/12/2018: 72 tổ chức, bằng 80,0% chỉ tiêu nhiệm kỳ (ít nhất 90 tổ chức), "
        "chưa đạt chỉ tiêu."
    )
    assert count(replace(target, actual=90, state="met", percent=Decimal("100.0")), TERM).endswith(", đạt chỉ tiêu.")
    assert count(replace(target, state="no_goal", goal=None), TERM).endswith(
        "tổ chức. Nhiệm kỳ chưa đặt chỉ tiêu bằng số."
    )
    assert count(replace(target, actual=None), TERM) == (
        "Tổ chức PCPNN có quan hệ đến ngày 31/12/2018: chưa có số liệu."
    )


def test_already_over_the_goal() -> None:
    assert total(money_target("met", "36.2", months_early=14), TERM) == (
        "Lũy kế từ đầu nhiệm kỳ đến ngày 31/12/2018, giá trị cam kết đạt 36,2 triệu USD, vượt chỉ tiêu nhiệm kỳ "
        "(trên 35 triệu USD) trước 14 tháng."
    )


def test_over_the_goal_in_the_last_month() -> None:
    assert total(money_target("met", "36.2", months_early=0), TERM).endswith("(trên 35 triệu USD).")


def test_ended_and_met() -> None:
    assert total(money_target("met", "36.2", share="103.4"), ENDED) == (
        "Kết thúc nhiệm kỳ 2015-2020, giá trị cam kết đạt 36,2 triệu USD, bằng 103,4% chỉ tiêu, hoàn thành chỉ tiêu "
        "Đại hội đề ra."
    )


def test_ended_and_missed() -> None:
    target = money_target("not_met", "28.9", goal="30", share="96.3", noun="giá trị giải ngân")

    assert total(target, ENDED) == (
        "Kết thúc nhiệm kỳ 2015-2020, giá trị giải ngân đạt 28,9 triệu USD, bằng 96,3% chỉ tiêu, chưa đạt chỉ tiêu "
        "Đại hội đề ra."
    )


def test_no_goal_set() -> None:
    target = replace(money_target("no_goal", "3"), goal=None, percent=None)

    assert total(target, TERM) == (
        "Lũy kế từ đầu nhiệm kỳ đến ngày 31/12/2018, giá trị cam kết đạt 3,0 triệu USD. Nhiệm kỳ chưa đặt chỉ tiêu "
        "bằng số."
    )


def test_several_targets_without_a_goal_say_so_once() -> None:
    bare = replace(money_target("no_goal", "3"), goal=None, percent=None)
    term = replace(TERM, targets=(bare, replace(bare, noun="giá trị giải ngân")))

    said = narrative.targets(summary(term=term))

    assert said.count("Nhiệm kỳ chưa đặt chỉ tiêu bằng số.") == 1
    assert said.endswith("giá trị giải ngân đạt 3,0 triệu USD. Nhiệm kỳ chưa đặt chỉ tiêu bằng số.")


def test_nothing_known_of_a_target() -> None:
    target = replace(money_target("no_data", "0"), actual=None)

    assert total(target, TERM) == "Chưa có số liệu về giá trị cam kết của nhiệm kỳ 2015-2020."


def classes(states: dict[int, str], state: str = "on_course", goal: int | None = 1) -> TargetStand:
    years = tuple((year, 1 if stand == "đạt" else 0, stand) for year, stand in states.items())
    return TargetStand(
        "every_year", "Tập huấn", "lớp tập huấn", "lớp", state, "", comparison="at_least", goal=goal, years=years
    )


def test_training_in_all_years() -> None:
    target = classes(dict.fromkeys(range(2015, 2021), "đạt"), "met")

    assert every_year(target, ENDED) == "Mỗi năm trong nhiệm kỳ đều tổ chức ít nhất 01 lớp tập huấn, đạt chỉ tiêu."


def test_training_with_gaps() -> None:
    states = {**dict.fromkeys(range(2015, 2021), "đạt"), 2017: "không đạt"}

    assert every_year(classes(states, "not_met"), ENDED) == (
        "Có 05/06 năm tổ chức lớp tập huấn; năm 2017 chưa tổ chức được."
    )


def test_another_figure_with_gaps() -> None:
    states = {**dict.fromkeys(range(2015, 2021), "đạt"), 2017: "không đạt"}
    delegations = replace(classes(states, "not_met", goal=2), noun="số đoàn vào theo năm", unit="đoàn")
    money = replace(classes(states, "not_met", goal=500_000_000), noun="giá trị giải ngân theo năm", unit="USD")

    assert every_year(delegations, ENDED) == "Có 05/06 năm có đủ 02 đoàn; năm 2017 chưa đủ."
    assert every_year(money, ENDED) == "Có 05/06 năm có đủ 5 triệu USD; năm 2017 chưa đủ."
    assert behind(replace(ENDED, targets=(delegations,))) == ["Năm 2017 chưa đủ đoàn theo chỉ tiêu nhiệm kỳ."]


def test_training_so_far() -> None:
    states = {2015: "đạt", 2016: "đạt", 2017: "chưa hết năm", 2018: "chưa đến"}

    assert every_year(classes(states), TERM) == "Có 02/03 năm tổ chức lớp tập huấn; năm 2017 chưa tổ chức được."
    assert every_year(classes({2015: "đạt", 2016: "chưa đến"}), TERM) == (
        "Có 01/01 năm tổ chức lớp tập huấn, đúng tiến độ."
    )


def test_partners_of_southeast_asia() -> None:
    on = date(2016, 1, 1)
    rows = [PartnerRow(f"Hội {number}", country, on, True) for number, country in enumerate(("Thái Lan", "Campuchia"))]
    rows += [PartnerRow("Hội 3", "Thái Lan", on, True), PartnerRow("Hội Lào", "Lào", on, False)]

    assert partners(replace(TERM, partners=tuple(rows))) == (
        "Trong nhiệm kỳ đã thiết lập quan hệ với 03 tổ chức nhân dân của 02 nước Đông Nam Á (Campuchia, Thái Lan); mở "
        "rộng quan hệ với 01 đối tác đã có (Lào)."
    )


def test_partners_none_so_far() -> None:
    assert partners(TERM) == "Trong nhiệm kỳ chưa thiết lập thêm quan hệ với tổ chức nhân dân các nước Đông Nam Á."


def test_a_year_outside_every_term_says_so() -> None:
    assert narrative.targets(summary(term=None)) == "Năm 2019 không thuộc nhiệm kỳ nào đã ghi trong phần mềm."


def test_a_department_says_whose_term_it_is() -> None:
    term = replace(ENDED, targets=(money_target("met", "36.2", share="103.4"),))
    body = Body(name="Sở Ngoại vụ tỉnh Thái Nguyên", short_name="Sở Ngoại vụ", province_name="tỉnh Thái Nguyên")

    assert narrative.targets(replace(summary(term), body=body)) == (
        "Thực hiện chỉ tiêu nhiệm kỳ 2015-2020 của Liên hiệp các tổ chức hữu nghị tỉnh: kết thúc nhiệm kỳ 2015-2020, "
        "giá trị cam kết đạt 36,2 triệu USD, bằng 103,4% chỉ tiêu, hoàn thành chỉ tiêu Đại hội đề ra."
    )
    assert narrative.targets(replace(summary(replace(term, targets=())), body=body)) == ""


def test_what_is_left_to_reach_never_says_more_than_is_missing() -> None:
    term = replace(
        TERM,
        targets=(
            money_target("behind", "30.38922795"),
            money_target("behind", "24.16854235", goal="30", noun="giá trị giải ngân"),
        ),
    )

    assert remaining(term) == (
        "Vận động cam kết thêm trên 4,61 triệu USD, đôn đốc giải ngân thêm trên 5,83 triệu USD để hoàn thành chỉ tiêu "
        "nhiệm kỳ 2015-2020."
    )
