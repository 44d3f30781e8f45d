"""What a report is about, in words: titles, headings and stretches of every kind, whole and cut off."""

from datetime import date

import pytest

from config.kit.periods import Period
from reports.printed import narrative, occasions
from reports.printed.occasions import Occasion, occasion_of
from reports.printed.outline import entries, numbered
from reports.printed.summary import Body, Summary

pytestmark = pytest.mark.page

NO_TERM = Period(date(2009, 1, 1), date(2014, 12, 31), "")
ANNUAL = occasions.calendar_year(Period.calendar_year(2019), 2019)
DECREE = occasions.decree_year(Period.decree_year(2019), 2019)
HALF = occasions.half_year(Period.half_year(2019, 1), 2019)
NINE = occasions.nine_months(Period.nine_months(2019), 2019)
TERM = occasions.term(Period(date(2015, 1, 1), date(2020, 12, 31), ""), "2015-2020", "1", NO_TERM, "nhiệm kỳ 2010-2015")
FIRST_TERM = occasions.term(TERM.period, "2015-2020", "1", NO_TERM, "")
SPAN = occasions.any_days(Period.between(date(2019, 2, 1), date(2019, 5, 31)))
ALL = (ANNUAL, DECREE, HALF, NINE, TERM, SPAN)


def summary(occasion: Occasion, as_of: date | None = None) -> Summary:
    """A summary of nothing, cut off after a day where one is given."""
    day = as_of or occasion.period.end
    body = Body(name="Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên", short_name="Liên hiệp")
    return Summary(occasion, occasion.period.clipped(day) or occasion.period, occasion.before, day, body=body)


DECREE_DAYS = "từ ngày 15/12/2018 đến ngày 14/12/2019"


@pytest.mark.parametrize(
    ("occasion", "title", "said"),
    [
        (ANNUAL, "Tổng kết công tác năm 2019 và phương hướng, nhiệm vụ năm 2020", "năm 2019"),
        (DECREE, f"Tổng kết công tác năm 2019 ({DECREE_DAYS}) và phương hướng, nhiệm vụ năm 2020", DECREE_DAYS),
        (
            HALF,
            "Kết quả công tác 6 tháng đầu năm 2019 và phương hướng, nhiệm vụ 6 tháng cuối năm 2019",
            "6 tháng đầu năm 2019",
        ),
        (NINE, "Kết quả công tác 9 tháng năm 2019 và phương hướng, nhiệm vụ 3 tháng cuối năm 2019", "9 tháng năm 2019"),
        (
            TERM,
            "Tổng kết công tác nhiệm kỳ 2015-2020 và phương hướng, nhiệm vụ nhiệm kỳ tới",
            "nhiệm kỳ 2015-2020",
        ),
        (
            SPAN,
            "Kết quả công tác từ ngày 01/02/2019 đến ngày 31/05/2019 và phương hướng, nhiệm vụ thời gian tới",
            "từ ngày 01/02/2019 đến ngày 31/05/2019",
        ),
    ],
)
def test_title_opening_and_closing(occasion: Occasion, title: str, said: str) -> None:
    assert occasion.full_title == title
    assert narrative.opening(summary(occasion)).endswith(f"trên địa bàn tỉnh {said} như sau:")
    assert narrative.closing(summary(occasion)) == f"Trên đây là báo cáo {title[0].lower()}{title[1:]} của Liên hiệp./."


@pytest.mark.parametrize(
    ("occasion", "first", "ahead"),
    [
        (ANNUAL, "NĂM 2019", "NĂM 2020"),
        (DECREE, "NĂM 2019", "NĂM 2020"),
        (HALF, "6 THÁNG ĐẦU NĂM 2019", "6 THÁNG CUỐI NĂM 2019"),
        (NINE, "9 THÁNG NĂM 2019", "3 THÁNG CUỐI NĂM 2019"),
        (TERM, "NHIỆM KỲ 2015-2020", "NHIỆM KỲ TỚI"),
        (SPAN, "TỪ NGÀY 01/02/2019 ĐẾN NGÀY 31/05/2019", "THỜI GIAN TỚI"),
    ],
)
def test_main_headings(occasion: Occasion, first: str, ahead: str) -> None:
    main = [one.text for one in numbered(entries(()), occasion) if one.heading.level == 2]

    assert main == [
        f"I. KẾT QUẢ CÔNG TÁC {first}",
        "II. ĐÁNH GIÁ CHUNG",
        f"III. PHƯƠNG HƯỚNG, NHIỆM VỤ {ahead}",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    ]


def test_the_headings_of_the_house() -> None:
    under = [one.text for one in numbered(entries(()), ANNUAL) if one.heading.level == 3]

    assert under == [
        "1. Công tác tham mưu, chỉ đạo",
        "2. Xây dựng tổ chức, phát triển hội thành viên",
        "3. Hoạt động hòa bình, đoàn kết, hữu nghị",
        "4. Vận động, quản lý và sử dụng viện trợ PCPNN",
        "5. Tập huấn, thông tin đối ngoại",
        "6. Công tác phối hợp",
        "7. Công tác khác, thi đua, khen thưởng",
        "1. Ưu điểm",
        "2. Hạn chế, khó khăn",
        "3. Nguyên nhân",
    ]


@pytest.mark.parametrize(
    ("occasion", "within", "nothing"),
    [
        (ANNUAL, "trong năm", "Trong năm 2019 không phát sinh."),
        (DECREE, "trong kỳ báo cáo", "Trong kỳ báo cáo năm 2019 không phát sinh."),
        (HALF, "trong 6 tháng đầu năm", "Trong 6 tháng đầu năm 2019 không phát sinh."),
        (NINE, "trong 9 tháng đầu năm", "Trong 9 tháng năm 2019 không phát sinh."),
        (TERM, "trong nhiệm kỳ", "Trong nhiệm kỳ 2015-2020 không phát sinh."),
        (SPAN, "trong kỳ báo cáo", "Trong kỳ báo cáo không phát sinh."),
    ],
)
def test_the_stretch_of_a_whole_report(occasion: Occasion, within: str, nothing: str) -> None:
    whole = summary(occasion)

    assert whole.within == within
    assert [narrative.organisation(whole), narrative.delegations(whole), narrative.aid_scope(whole)] == [nothing] * 3


@pytest.mark.parametrize(
    ("occasion", "within", "that"),
    [
        (ANNUAL, "từ đầu năm đến ngày 30/04/2019", "cùng kỳ năm 2018"),
        (DECREE, "từ ngày 15/12/2018 đến ngày 30/04/2019", "cùng kỳ năm 2018"),
        (HALF, "từ đầu năm đến ngày 30/04/2019", "cùng kỳ năm 2018"),
        (NINE, "từ đầu năm đến ngày 30/04/2019", "cùng kỳ năm 2018"),
        (TERM, "từ đầu nhiệm kỳ đến ngày 30/04/2019", "cùng kỳ nhiệm kỳ 2010-2015"),
        (SPAN, "từ ngày 01/02/2019 đến ngày 30/04/2019", "cùng kỳ năm 2018"),
    ],
)
def test_the_stretch_of_a_report_that_is_cut_off(occasion: Occasion, within: str, that: str) -> None:
    cut = summary(occasion, date(2019, 4, 30))

    assert (cut.within, cut.span.within, cut.span.that) == (within, within, that)
    assert narrative.aid_scope(cut) == f"{within[0].upper()}{within[1:]} không phát sinh."


def test_what_a_whole_report_is_compared_with() -> None:
    assert [summary(occasion).span.that for occasion in ALL] == [
        "năm 2018",
        "kỳ báo cáo năm 2018",
        "cùng kỳ năm 2018",
        "cùng kỳ năm 2018",
        "nhiệm kỳ 2010-2015",
        "cùng kỳ năm 2018",
    ]


def test_a_first_term_and_several_years_have_nothing_to_be_compared_with() -> None:
    several = occasions.any_days(Period.between(date(2016, 1, 1), date(2019, 12, 31)))
    winter = occasions.any_days(Period.between(date(2018, 11, 1), date(2019, 2, 28)))

    assert [summary(one).is_compared for one in (FIRST_TERM, several, winter, TERM)] == [False, False, True, True]
    assert not summary(FIRST_TERM, date(2018, 6, 30)).is_compared
    assert summary(winter).span.that == "cùng kỳ năm trước"


@pytest.mark.parametrize("as_of", [None, date(2019, 4, 30)])
def test_no_sentence_says_in_from_the_day(as_of: date | None) -> None:
    for occasion in ALL:
        found = summary(occasion, as_of)
        said = [*(one.text for one in numbered(entries(()), occasion)), narrative.opening(found)]
        said += [draft(found) for draft in (narrative.organisation, narrative.training, narrative.targets)]
        assert "trong từ" not in " ".join(said).lower()


def test_a_term_that_is_not_over_is_reviewed() -> None:
    running, over = TERM.seen_on(date(2018, 6, 30)), TERM.seen_on(date(2020, 12, 31))

    assert running.full_title == (
        "Sơ kết công tác nhiệm kỳ 2015-2020 và phương hướng, nhiệm vụ thời gian còn lại của nhiệm kỳ"
    )
    assert running.coming == Period(date(2018, 7, 1), date(2020, 12, 31), "thời gian còn lại của nhiệm kỳ")
    assert (over, TERM.seen_on(date(2014, 1, 1)), HALF.seen_on(date(2019, 2, 1))) == (TERM, TERM, HALF)


def test_the_year_a_report_is_signed_in() -> None:
    """A whole year is reported in the next one, 15/12-14/12 and what is cut off in its own."""
    assert [summary(one).signed_in for one in ALL] == [2020, 2019, 2019, 2019, 2021, 2019]
    assert summary(ANNUAL, date(2019, 11, 30)).signed_in == 2019


def test_years_that_an_office_lets_begin_in_december() -> None:
    moved = occasions.calendar_year(Period.decree_year(2019), 2019)
    half = occasions.half_year(Period.between(date(2018, 12, 15), date(2019, 6, 14)), 2019)

    assert summary(moved, date(2019, 4, 30)).within == "từ ngày 15/12/2018 đến ngày 30/04/2019"
    assert summary(half, date(2019, 4, 30)).within == "từ ngày 15/12/2018 đến ngày 30/04/2019"
    assert half.coming == Period(date(2019, 6, 15), date(2019, 12, 31), "6 tháng cuối năm 2019")
    # Neither the year it lies in nor a year of its own ends where this half's year would.
    assert half.foreseen is None


def test_the_year_a_report_may_foresee() -> None:
    year = Period.calendar_year(2019)

    assert [one.foreseen for one in (ANNUAL, HALF, NINE, TERM, SPAN)] == [year, year, year, None, None]
    assert DECREE.foreseen == Period(date(2018, 12, 15), date(2019, 12, 14), "kỳ báo cáo năm 2019")


def test_the_days_to_come() -> None:
    assert [one.coming.label for one in ALL] == [
        "năm 2020",
        "năm 2020",
        "6 tháng cuối năm 2019",
        "3 tháng cuối năm 2019",
        "năm 2021",
        "thời gian đến hết năm 2019",
    ]
    to_the_end = occasions.half_year(Period.calendar_year(2019), 2019)
    assert to_the_end.coming == Period.calendar_year(2020)


def test_stored_days_name_the_same_occasion() -> None:
    for one in (ANNUAL, DECREE, HALF, NINE, SPAN):
        again = occasion_of(one.kind, one.period.start, one.period.end)
        assert (again.kind, again.which, again.title) == (one.kind, one.which, one.title)
