"""The words on whole years: what the running one is expected to come to, and how several years went."""

from dataclasses import replace
from decimal import Decimal

import pytest

from config.kit.periods import Period
from reports.printed import occasions
from reports.printed.narrative_years import delegations_by_year, money_by_year, outlook
from reports.printed.summary import Aid, Count, Outlook, Side, Summary, Visits, YearAhead, YearLine, YearSum
from reports.printed.summary_rows import Loose
from reports.printed.wording import Measured

pytestmark = pytest.mark.page

NINE_MONTHS = Period.nine_months(2019)
SUMMARY = Summary(occasions.nine_months(NINE_MONTHS, 2019), NINE_MONTHS, NINE_MONTHS.year_before(), NINE_MONTHS.end)


# The year ahead ----------------------------------------------------------------------

COMMITTED = YearAhead(usd=612_345_600, vnd=141_200_000_000, rows=3, open_usd=50_000_000, later_rows=1, estimate_rows=1)
DISBURSED = YearAhead(usd=543_210_000, vnd=125_300_000_000, rows=9, open_usd=132_000_050, later_rows=3, estimate_rows=2)


def foreseen(committed: YearAhead = COMMITTED, disbursed: YearAhead = DISBURSED) -> str:
    return outlook(replace(SUMMARY, outlook=Outlook("năm 2019", committed, disbursed)))


def test_the_whole_year_with_what_is_estimated() -> None:
    assert foreseen() == (
        "Ước thực hiện cả năm 2019: giá trị cam kết ước đạt 6.123.456 USD (tương đương 141,2 tỷ đồng, trong đó 500.000 "
        "USD là số ước và số phát sinh sau ngày 30/09/2019); giá trị giải ngân ước đạt 5.432.100 USD (tương đương "
        "125,3 tỷ đồng, trong đó 1.320.001 USD là số ước và số phát sinh sau ngày 30/09/2019)."
    )


def test_what_is_only_dated_later_and_what_is_only_estimated() -> None:
    later = replace(COMMITTED, estimate_rows=0)
    estimated = replace(DISBURSED, later_rows=0)

    said = foreseen(later, estimated)

    assert "giá trị cam kết đạt 6.123.456 USD" in said
    assert "trong đó 500.000 USD là số phát sinh sau ngày 30/09/2019)" in said
    assert said.endswith("trong đó 1.320.001 USD là số ước).")


def test_a_side_without_rows_is_left_out_and_rows_without_a_rate_are_told() -> None:
    crowns = replace(DISBURSED, without_usd=(Loose(Decimal(85000), "SEK"), Loose(Decimal(15000), "SEK")))

    assert foreseen(YearAhead(), crowns) == (
        "Ước thực hiện cả năm 2019: giá trị giải ngân ước đạt 5.432.100 USD (tương đương 125,3 tỷ đồng, trong đó "
        "1.320.001 USD là số ước và số phát sinh sau ngày 30/09/2019), chưa gồm 02 khoản (100.000 SEK) chưa quy đổi."
    )


def test_more_taken_back_than_given() -> None:
    less = YearAhead(usd=-1_250_000, vnd=-290_000_000, rows=1, open_usd=-1_250_000, later_rows=1, estimate_rows=1)

    assert "; về giải ngân, hoàn trả 12.500 USD." in foreseen(disbursed=less)


def test_nothing_foreseen() -> None:
    assert outlook(SUMMARY) == ""


# Several years -----------------------------------------------------------------------

YEARS = (
    YearLine(2017, False, YearSum(310_000_000), YearSum(), 0),
    YearLine(2018, False, YearSum(712_000_000), YearSum(99_999_950), 12),
    YearLine(2019, True, YearSum(-1_250_000), YearSum(150_000_000), 12),
)
SOME = Side(Measured(1, 1), None)
TERM = replace(SUMMARY, years=YEARS, aid=Aid(committed=SOME, disbursed=SOME), visits=Visits(incoming=Count(24)))


def test_money_of_several_years() -> None:
    assert money_by_year(TERM) == (
        "Giá trị cam kết qua các năm: năm 2017 đạt 3,1 triệu USD, năm 2018 đạt 7,1 triệu USD, năm 2019 (một phần) "
        "điều chỉnh giảm 12.500 USD; cao nhất là năm 2018. Giá trị giải ngân qua các năm: năm 2018 đạt 1.000.000 USD, "
        "năm 2019 (một phần) đạt 1,5 triệu USD; năm 2017 không phát sinh; cao nhất là năm 2019."
    )


def test_delegations_of_several_years_name_no_best_year_where_two_are_equal() -> None:
    assert delegations_by_year(TERM) == (
        "Số đoàn vào qua các năm: năm 2018 đón 12 đoàn, năm 2019 (một phần) đón 12 đoàn; năm 2017 không phát sinh."
    )


def test_the_only_year_with_anything_is_no_best_one() -> None:
    one = replace(
        TERM, years=(*YEARS[:1], replace(YEARS[1], committed=YearSum()), replace(YEARS[2], committed=YearSum()))
    )

    assert money_by_year(one).startswith(
        "Giá trị cam kết qua các năm: năm 2017 đạt 3,1 triệu USD; năm 2018, 2019 không phát sinh. Giá trị giải ngân"
    )


def test_a_year_whose_rows_have_no_rate_is_no_zero() -> None:
    loose = replace(TERM, years=(*YEARS[:2], replace(YEARS[2], committed=YearSum(is_unconverted=True))))

    assert money_by_year(loose).startswith(
        "Giá trị cam kết qua các năm: năm 2017 đạt 3,1 triệu USD, năm 2018 đạt 7,1 triệu USD; năm 2019 chưa quy đổi; "
        "cao nhất là năm 2018."
    )


def test_a_year_alone_and_a_side_without_dollars_tell_no_development() -> None:
    crowns = Side(Measured(0, 1), None, without_usd=(Loose(Decimal(85000), "SEK"),))

    assert (money_by_year(SUMMARY), delegations_by_year(SUMMARY)) == ("", "")
    assert delegations_by_year(replace(TERM, visits=Visits())) == ""
    assert money_by_year(replace(TERM, aid=Aid(disbursed=crowns))) == ""
