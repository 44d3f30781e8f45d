"""The approved words, sentence by sentence, with the figures that stand in them there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from config.kit.periods import Period
from reports.printed import narrative, offers
from reports.printed.sections import drafts_of
from reports.printed.summary import (
    Aid,
    Body,
    Count,
    Handed,
    Missions,
    Organisation,
    Side,
    Summary,
    Training,
    Visits,
)
from reports.printed.summary_rows import ComparedLine, Loose
from reports.printed.wording import Measured
from tests.factories.printed import year_of

pytestmark = pytest.mark.page


def usd(dollars: str, rows: int = 1) -> Measured:
    return Measured(int(Decimal(dollars) * 100), rows)


NONE = Measured(0, 0)


# The annual summary ---------------------------------------------------------------

BODY = Body(
    name="Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên",
    short_name="Liên hiệp",
    province_name="tỉnh Thái Nguyên",
)


def summary(**fields: object) -> Summary:
    values = {
        "occasion": year_of(2019),
        "period": Period.calendar_year(2019),
        "before": Period.calendar_year(2018),
        "as_of": date(2019, 12, 31),
        "body": BODY,
    }
    return Summary(**values | fields)  # type: ignore[arg-type]


def test_title_opening_and_closing() -> None:
    assert year_of(2019).full_title == "Tổng kết công tác năm 2019 và phương hướng, nhiệm vụ năm 2020"
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
    sectors=(
        ("Y tế", 187_407_450),
        ("Giáo dục và đào tạo", 120_049_410),
        ("Nông nghiệp và phát triển nông thôn", 85_827_180),
        ("Khác", 5),
    ),
    district=("Huyện Đại Từ", 120_430_000),
    handed_over=(
        Handed("Trạm y tế", "trạm", Decimal(1)),
        Handed("Trường học", "trường", Decimal(2)),
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
        "Viện trợ tập trung vào lĩnh vực y tế (34,5%), giáo dục và đào tạo (22,1%), nông nghiệp và phát triển nông "
        "thôn (15,8%); địa bàn có giá trị giải ngân lớn nhất là huyện Đại Từ (1.204.300 USD)."
    )


def test_handed_over() -> None:
    assert narrative.handed_over(summary(aid=AID)) == (
        "Trong năm bàn giao, đưa vào sử dụng 01 trạm y tế, 02 trường học, 3,5 km đường bê tông."
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


HALF = Period(date(2019, 1, 1), date(2019, 6, 30), "")


def test_a_year_that_is_cut_off_says_up_to_which_day() -> None:
    cut = summary(period=HALF, as_of=HALF.end, aid=AID, visits=VISITS)

    assert narrative.aid_values(cut) == (
        "Giá trị cam kết từ đầu năm đến ngày 30/06/2019 đạt 6.123.456 USD (tương đương 141,2 tỷ đồng), tăng 12,4% so "
        "với cùng kỳ năm 2018. Giá trị giải ngân ước đạt 5.432.100 USD (tương đương 125,3 tỷ đồng), trong đó 320.000 "
        "USD là số ước, giảm 8,1% so với cùng kỳ năm 2018."
    )
    assert narrative.delegations(cut).startswith("Từ đầu năm đến ngày 30/06/2019, tỉnh đón 18 đoàn vào")


def test_nothing_up_to_a_day_is_not_nothing_in_the_year() -> None:
    """The rest of the year may still bring something."""
    aid = replace(AID, committed=Side(NONE, usd("1250000")), disbursed=Side(usd("-12500"), usd("1"), vnd=-290_000_000))
    cut = summary(period=HALF, as_of=HALF.end, aid=aid)

    assert narrative.organisation(cut) == "Từ đầu năm đến ngày 30/06/2019 không phát sinh."
    assert narrative.aid_values(cut) == (
        "Giá trị cam kết từ đầu năm đến ngày 30/06/2019 không phát sinh (cùng kỳ năm 2018: 1.250.000 USD). Về giải "
        "ngân, từ đầu năm đến ngày 30/06/2019 hoàn trả 12.500 USD (tương đương 290 triệu đồng)."
    )


def test_a_report_of_estimates_says_so_once_and_one_of_final_figures_does_not() -> None:
    estimated = summary(period=HALF, as_of=HALF.end, standing="estimate", aid=AID)

    texts = [*drafts_of(estimated).values()]

    assert narrative.opening(estimated).endswith(
        "trên địa bàn tỉnh năm 2019 (số ước, tính đến ngày 30/06/2019) như sau:"
    )
    assert " ".join(texts).count("số ước, tính đến") == 1
    assert narrative.opening(summary(standing="final")) == narrative.opening(summary())


# Another body ------------------------------------------------------------------------

DEPARTMENT = Body(
    name="Sở Ngoại vụ tỉnh Thái Nguyên", short_name="Sở Ngoại vụ", province_name="tỉnh Thái Nguyên", report_symbol="BC"
)


def test_a_department_reports_in_its_own_name() -> None:
    assert narrative.opening(summary(body=DEPARTMENT)).startswith(
        "Thực hiện chức năng, nhiệm vụ được giao, Sở Ngoại vụ tỉnh Thái Nguyên (sau đây gọi tắt là Sở Ngoại vụ) báo "
        "cáo kết quả công tác đối ngoại nhân dân,"
    )
    assert narrative.closing(summary(body=DEPARTMENT)).endswith("nhiệm vụ năm 2020 của Sở Ngoại vụ./.")


def test_member_associations_belong_to_the_union_whoever_reports() -> None:
    found = Organisation(members=5, official=2480)

    assert narrative.organisation(summary(organisation=found, body=DEPARTMENT)) == (
        "Đến ngày 31/12/2019, Liên hiệp các tổ chức hữu nghị tỉnh có 05 hội thành viên với 2.480 hội viên chính thức."
    )
    city = replace(DEPARTMENT, province_name="thành phố Đà Nẵng")
    assert "Liên hiệp các tổ chức hữu nghị thành phố có 05" in narrative.organisation(
        summary(organisation=found, body=city)
    )


def test_a_name_that_is_short_already_is_not_shortened_again() -> None:
    body = replace(DEPARTMENT, name="Sở Ngoại vụ")

    assert "nhiệm vụ được giao, Sở Ngoại vụ báo cáo kết quả" in narrative.opening(summary(body=body))


# What staff are offered ------------------------------------------------------------


def test_offers() -> None:
    lines = (
        ComparedLine("delegations_in_by_year", "Đoàn vào", "đoàn", 18, 15),
        ComparedLine("disbursed_usd", "Giá trị giải ngân", "USD", 2, 1, 2),
        ComparedLine("committed_usd", "Giá trị cam kết", "USD", 1, 2, 2),
        ComparedLine("patient_visits", "Khám bệnh", "lượt người", 5, None),
        ComparedLine("trainees_by_year", "Học viên", "học viên", 10_001, 10_000),
    )
    found = summary(
        compared=lines,
        organisation=Organisation(members=1, overdue=("Hội hữu nghị Việt - Hàn",)),
        visits=replace(VISITS, without_report=3),
        aid=AID,
    )

    assert offers.strengths(found) == (
        "Số đoàn vào, giá trị giải ngân và số học viên tập huấn đều tăng so với năm 2018."
    )
    assert offers.weaknesses(found) == (
        "Giá trị cam kết giảm so với năm 2018. Còn 02 khoản giải ngân mới có số ước, chưa có số chính thức. Còn 03 "
        "đoàn quá hạn chưa có báo cáo kết quả. 01 hội đã hết nhiệm kỳ nhưng chưa tổ chức đại hội (Hội "
        "hữu nghị Việt - Hàn)."
    )
    assert offers.directions(found) == "1. Hướng dẫn Hội hữu nghị Việt - Hàn tổ chức đại hội trong năm 2020."


def test_what_the_text_calls_about_equal_neither_grew_nor_fell() -> None:
    """A dollar more on ten thousand: "xấp xỉ năm 2018"."""
    found = summary(
        compared=(
            ComparedLine("disbursed_usd", "Giá trị giải ngân", "USD", 1_000_100, 1_000_000, 2),
            ComparedLine("committed_usd", "Giá trị cam kết", "USD", 999_900, 1_000_000, 2),
        )
    )

    assert (offers.strengths(found), offers.weaknesses(found)) == ("", "")
