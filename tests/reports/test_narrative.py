"""The approved words (narrative.md), sentence by sentence, with the figures that stand in them there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from config.kit.periods import Period
from reports import narrative, offers
from reports.narrative_term import every_year, partners, remaining, total
from reports.summary import (
    Aid,
    Body,
    Count,
    Handed,
    Missions,
    Organisation,
    Side,
    Summary,
    TargetStand,
    TermStand,
    Training,
    Visits,
)
from reports.summary_rows import ComparedLine, Loose, PartnerRow
from reports.wording import Measured, Span, change_of_count, change_of_usd, goal_usd, joined, lower_first, whole_usd

SPAN = Span("năm 2019", "năm 2018")
SAME_STRETCH = Span("năm 2019", "cùng kỳ năm 2018")


def usd(dollars: str, rows: int = 1) -> Measured:
    return Measured(int(Decimal(dollars) * 100), rows)


NONE = Measured(0, 0)


# Change against the year before -------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("1124000", "1000000", "tăng 12,4% so với năm 2018"),
        ("919000", "1000000", "giảm 8,1% so với năm 2018"),
        ("1000000", "1000000", "bằng năm 2018"),
        ("3600000", "1000000", "gấp 3,6 lần năm 2018"),
        # Three times is no more than three times; a cent more is.
        ("3000000", "1000000", "tăng 200,0% so với năm 2018"),
        ("3000000.01", "1000000", "gấp 3,0 lần năm 2018"),
        # Less than a twentieth of a per cent is neither growth nor equality.
        ("1000000.01", "1000000", "xấp xỉ năm 2018"),
        ("999999.99", "1000000", "xấp xỉ năm 2018"),
    ],
)
def test_change_of_a_value(now: str, before: str, words: str) -> None:
    assert change_of_usd(usd(now), usd(before), SPAN) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (usd("5"), NONE, "năm 2018 không phát sinh"),
        (NONE, usd("1250000"), "trong năm 2019 không phát sinh (năm 2018: 1.250.000 USD)"),
        (usd("-12500"), usd("1000"), "năm 2019 hoàn trả 12.500 USD"),
        (usd("-12500"), None, "năm 2019 hoàn trả 12.500 USD"),
        (usd("5"), None, "chưa có số liệu năm 2018 để so sánh"),
        (NONE, NONE, "trong năm 2019 không phát sinh"),
        (NONE, None, "trong năm 2019 không phát sinh"),
        (usd("5"), usd("-7.5"), "năm 2018 hoàn trả 8 USD"),
        (usd("5"), usd("0", 2), "năm 2018: 0 USD"),
        (NONE, usd("-7"), "trong năm 2019 không phát sinh (năm 2018: hoàn trả 7 USD)"),
    ],
)
def test_change_where_a_percentage_would_lie(now: Measured, before: Measured | None, words: str) -> None:
    assert change_of_usd(now, before, SPAN) == words


def test_a_negative_commitment_is_a_decrease_not_a_refund() -> None:
    said = change_of_usd(usd("-12500"), usd("1"), SPAN, decrease="điều chỉnh giảm")

    assert said == "năm 2019 điều chỉnh giảm 12.500 USD"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (18, 15, "tăng 03 đoàn (20,0%) so với năm 2018"),
        (15, 18, "giảm 03 đoàn (16,7%) so với năm 2018"),
        (15, 15, "bằng năm 2018"),
        (18, 5, "gấp 3,6 lần năm 2018"),
        (3, 0, "năm 2018 không phát sinh"),
        (0, 3, "trong năm 2019 không phát sinh (năm 2018: 03 đoàn)"),
        (3, None, "chưa có số liệu năm 2018 để so sánh"),
        (30, 12, "tăng 18 đoàn (150,0%) so với năm 2018"),
    ],
)
def test_change_of_a_count(now: int, before: int | None, words: str) -> None:
    assert change_of_count(now, before, "đoàn", SPAN) == words


def test_a_year_that_is_cut_off_is_compared_with_the_same_stretch() -> None:
    assert change_of_usd(usd("112.4"), usd("100"), SAME_STRETCH) == "tăng 12,4% so với cùng kỳ năm 2018"


def test_small_words() -> None:
    assert whole_usd(612345650) == "6.123.457 USD"
    assert goal_usd(3_500_000_000) == "35 triệu USD"
    assert goal_usd(425_000_000) == "4,25 triệu USD"
    assert goal_usd(12_345_600) == "123.456 USD"
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b và c"
    assert [lower_first(name) for name in ("Huyện Đại Từ", "TP Thái Nguyên", "Y tế")] == [
        "huyện Đại Từ",
        "TP Thái Nguyên",
        "y tế",
    ]


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


# The annual summary ---------------------------------------------------------------

BODY = Body(
    name="Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên",
    short_name="Liên hiệp",
    province_name="tỉnh Thái Nguyên",
)


def summary(**fields: object) -> Summary:
    values = {
        "year": 2019,
        "period": Period.calendar_year(2019),
        "before": Period.calendar_year(2018),
        "as_of": date(2019, 12, 31),
        "span": SPAN,
        "body": BODY,
    }
    return Summary(**values | fields)  # type: ignore[arg-type]


def test_title_opening_and_closing() -> None:
    assert narrative.title(2019) == "Tổng kết công tác năm 2019 và phương hướng, nhiệm vụ năm 2020"
    assert narrative.opening(summary()) == (
        "Thực hiện chức năng, nhiệm vụ được giao, Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên (sau đây gọi tắt là "
        "Liên hiệp) báo cáo kết quả công tác đối ngoại nhân dân, vận động và quản lý viện trợ phi chính phủ nước ngoài "
        "(PCPNN) trên địa bàn tỉnh năm 2019 như sau:"
    )
    assert narrative.closing(summary()) == (
        "Trên đây là báo cáo tổng kết công tác năm 2019 và phương hướng, nhiệm vụ năm 2020 của Liên hiệp./."
    )


def test_organisation() -> None:
    found = Organisation(
        members=5,
        official=2480,
        associate=95200,
        collective=19,
        founded=("Hội hữu nghị Việt - Đức",),
        congresses=("Hội hữu nghị Việt - Lào", "Hội hữu nghị Việt - Nga"),
        overdue=("Hội hữu nghị Việt - Hàn",),
    )

    assert narrative.organisation(summary(organisation=found)) == (
        "Đến ngày 31/12/2019, Liên hiệp có 05 hội thành viên với 2.480 hội viên chính thức, 95.200 hội viên liên kết "
        "và 19 hội viên tập thể. Trong năm, thành lập mới 01 hội (Hội hữu nghị Việt - Đức); 02 hội tổ chức đại hội "
        "nhiệm kỳ (Hội hữu nghị Việt - Lào, Hội hữu nghị Việt - Nga). Còn 01 hội đã hết nhiệm kỳ nhưng chưa tổ chức "
        "đại hội (Hội hữu nghị Việt - Hàn)."
    )


VISITS = Visits(
    incoming=Count(18, 15),
    guests=215,
    outgoing=Count(2, 3),
    travellers=11,
    countries=(
        ("Hàn Quốc", 6),
        ("Lào", 4),
        ("Nhật Bản", 3),
        ("Đức", 2),
        ("Campuchia", 1),
        ("Hoa Kỳ", 1),
        ("Thái Lan", 1),
    ),
    missions=Missions(4, 1520, 812_000_000, ("Đại Từ", "Võ Nhai"), 8, 164, 9, 2_400_000_000),
)


def test_delegations() -> None:
    assert narrative.delegations(summary(visits=VISITS)) == (
        "Trong năm, tỉnh đón 18 đoàn vào với 215 lượt khách từ 07 quốc gia, vùng lãnh thổ, tăng 03 đoàn (20,0%) so với "
        "năm 2018; tổ chức 02 đoàn ra với 11 lượt người. Các nước có nhiều đoàn nhất là Hàn Quốc (06 đoàn), Lào (04 "
        "đoàn)."
    )


def test_missions() -> None:
    assert narrative.missions(summary(visits=VISITS)) == (
        "04 đoàn y tế đã khám, chữa bệnh, cấp thuốc miễn phí cho 1.520 lượt người tại Đại Từ, Võ Nhai, tổng trị giá "
        "thuốc 812 triệu đồng. 08 đoàn sinh viên tình nguyện với 164 tình nguyện viên thực hiện 09 công trình, phần "
        "việc, trị giá 2,4 tỷ đồng."
    )


def test_countries_with_one_delegation_each_are_not_named_as_most() -> None:
    one_each = replace(VISITS, countries=(("Lào", 1), ("Đức", 1)))

    assert narrative.delegations(summary(visits=one_each)).endswith("tổ chức 02 đoàn ra với 11 lượt người.")


def test_rough_and_missing_headcounts_are_told() -> None:
    rough = replace(VISITS, rough_headcount=1, without_headcount=2)

    assert "với khoảng 215 lượt khách (02 đoàn chưa ghi số người) từ 07" in narrative.delegations(summary(visits=rough))


def test_only_outgoing_delegations() -> None:
    visits = Visits(incoming=Count(0, 4), outgoing=Count(1), travellers=3)

    assert narrative.delegations(summary(visits=visits)) == (
        "Trong năm, tỉnh không có đoàn vào (năm 2018: 04 đoàn); tổ chức 01 đoàn ra với 03 lượt người."
    )


AID = Aid(
    related=72,
    direct=33,
    certified=27,
    certified_related=27,
    running=(("Dự án", 38), ("Phi dự án", 7)),
    approved=12,
    approved_running=12,
    committed=Side(usd("6123456"), usd("5448000"), vnd=141_200_000_000),
    disbursed=Side(
        usd("5432100", 5), usd("5910900"), vnd=125_300_000_000, estimate=32_000_000, estimate_rows=2, year_only=4
    ),
    sectors=(("Y tế", 187_407_450), ("Giáo dục và đào tạo", 120_049_410), ("Nông nghiệp", 85_827_180), ("Khác", 5)),
    district=("Huyện Đại Từ", 120_430_000),
    handed_over=(
        Handed("Trạm y tế", "trạm", Decimal(1)),
        Handed("Trường tiểu học", "trường", Decimal(2)),
        Handed("Đường bê tông", "km", Decimal("3.50")),
    ),
)


def test_aid_scope() -> None:
    assert narrative.aid_scope(summary(aid=AID)) == (
        "Đến ngày 31/12/2019, tỉnh có quan hệ với 72 tổ chức PCPNN, trong đó 33 tổ chức có quan hệ trực tiếp, 27 tổ "
        "chức có giấy đăng ký còn hiệu lực. Trong năm có 45 khoản viện trợ được thực hiện (38 dự án, 07 khoản phi dự "
        "án), trong đó 12 khoản phê duyệt mới."
    )


def test_of_which_is_said_only_of_parts() -> None:
    said = narrative.aid_scope(summary(aid=replace(AID, certified_related=26, approved_running=11)))

    assert "quan hệ trực tiếp; 27 tổ chức có giấy" in said
    assert said.endswith("(38 dự án, 07 khoản phi dự án); phê duyệt mới 12 khoản.")


def test_aid_values() -> None:
    assert narrative.aid_values(summary(aid=AID)) == (
        "Giá trị cam kết trong năm đạt 6.123.456 USD (tương đương 141,2 tỷ đồng), tăng 12,4% so với năm 2018. Giá trị "
        "giải ngân ước đạt 5.432.100 USD (tương đương 125,3 tỷ đồng), trong đó 320.000 USD là số ước, giảm 8,1% so với "
        "năm 2018."
    )


def test_refunds_only() -> None:
    aid = replace(AID, committed=Side(NONE, NONE), disbursed=Side(usd("-12500"), usd("1"), vnd=-290_000_000))

    assert narrative.aid_values(summary(aid=aid)) == (
        "Giá trị cam kết trong năm 2019 không phát sinh. Về giải ngân, năm 2019 hoàn trả 12.500 USD (tương đương 290 "
        "triệu đồng)."
    )


def test_nothing_converted_is_not_zero() -> None:
    crowns = (Loose(Decimal(85000), "SEK"),)
    aid = replace(AID, disbursed=Side(Measured(0, 1), None, without_usd=crowns, without_vnd=crowns))

    assert "Giá trị giải ngân trong năm chưa quy đổi được ra USD (xem Ghi chú)." in narrative.aid_values(
        summary(aid=aid)
    )


def test_aid_shares() -> None:
    assert narrative.aid_shares(summary(aid=AID)) == (
        "Viện trợ tập trung vào lĩnh vực y tế (34,5%), giáo dục và đào tạo (22,1%), nông nghiệp (15,8%); địa bàn có "
        "giá trị giải ngân lớn nhất là huyện Đại Từ (1.204.300 USD)."
    )


def test_handed_over() -> None:
    assert narrative.handed_over(summary(aid=AID)) == (
        "Trong năm bàn giao, đưa vào sử dụng 01 trạm y tế, 02 trường tiểu học, 3,5 km đường bê tông."
    )


def test_notes() -> None:
    crowns = (Loose(Decimal("85000.00"), "SEK"),)
    aid = replace(AID, disbursed=replace(AID.disbursed, without_usd=crowns, without_vnd=crowns))

    assert narrative.aid_notes(summary(aid=aid)) == (
        "Ghi chú: 01 khoản giải ngân (85.000 SEK) chưa quy đổi do chưa có tỷ giá, không tính vào số liệu trên; 04 "
        "khoản chỉ xác định được năm."
    )


def test_no_notes_where_nothing_is_lacking() -> None:
    assert narrative.aid_notes(summary(aid=replace(AID, disbursed=replace(AID.disbursed, year_only=0)))) == ""


def test_training() -> None:
    found = Training(
        Count(1, 1),
        85,
        ("Công tác đối ngoại nhân dân",),
        ("cán bộ Liên hiệp, các hội thành viên, sở, ban, ngành và địa phương",),
    )

    assert narrative.training(summary(training=found)) == (
        "Trong năm tổ chức 01 lớp tập huấn về công tác đối ngoại nhân dân với 85 học viên là cán bộ Liên hiệp, các hội "
        "thành viên, sở, ban, ngành và địa phương."
    )
    assert narrative.training(summary()) == "Trong năm chưa tổ chức được lớp tập huấn."


def test_sections_without_data() -> None:
    for draft in (narrative.organisation, narrative.delegations, narrative.aid_scope):
        assert draft(summary()) == "Trong năm 2019 không phát sinh."
    for draft in (narrative.missions, narrative.aid_values, narrative.aid_shares, narrative.handed_over):
        assert draft(summary()) == ""


def test_a_year_that_is_cut_off_says_up_to_which_day() -> None:
    half = Period(date(2019, 1, 1), date(2019, 6, 30), "")
    cut = summary(period=half, as_of=half.end, span=SAME_STRETCH, aid=AID, visits=VISITS)

    assert narrative.aid_values(cut).startswith("Giá trị cam kết từ đầu năm đến ngày 30/06/2019 đạt 6.123.456 USD")
    assert narrative.delegations(cut).startswith("Từ đầu năm đến ngày 30/06/2019, tỉnh đón 18 đoàn vào")


# What staff are offered ------------------------------------------------------------


def test_offers() -> None:
    lines = (
        ComparedLine("delegations_in_by_year", "Đoàn vào", "đoàn", 18, 15),
        ComparedLine("disbursed_usd", "Giá trị giải ngân", "USD", 2, 1, 2),
        ComparedLine("committed_usd", "Giá trị cam kết", "USD", 1, 2, 2),
        ComparedLine("patient_visits", "Khám bệnh", "lượt người", 5, None),
    )
    found = summary(
        compared=lines,
        organisation=Organisation(members=1, overdue=("Hội hữu nghị Việt - Hàn",)),
        visits=replace(VISITS, without_report=3),
        aid=AID,
    )

    assert offers.strengths(found) == "Số đoàn vào và giá trị giải ngân đều tăng so với năm 2018."
    assert offers.weaknesses(found) == (
        "Giá trị cam kết giảm so với năm 2018. Còn 02 khoản giải ngân mới có số ước, chưa có số chính thức. Còn 03 "
        "đoàn quá hạn chưa có báo cáo kết quả. 01 hội đã hết nhiệm kỳ nhưng chưa tổ chức đại hội (Hội "
        "hữu nghị Việt - Hàn)."
    )
    assert offers.directions(found) == "1. Hướng dẫn Hội hữu nghị Việt - Hàn tổ chức đại hội trong năm 2020."
