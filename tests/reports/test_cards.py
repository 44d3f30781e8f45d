"""The cards of a term as they are read, with figures computed by hand."""

from datetime import date
from typing import Any

import pytest

from aid.choices import PeriodReply, Stage
from aid.models import AidProject, PeriodAnswer
from config.kit.writing import archive, save
from reports.choices import CountingRule, TargetKind
from reports.models import Target, Term
from reports.render.card_views import CardView, card_view
from reports.render.words import about_usd, short_usd_beside
from reports.scorecards import Card, cards
from reports.windows import Window
from tests.factories.associations import country_of, make_partner, make_training
from tests.factories.delegations import make_delegation
from tests.factories.reports import commit, disburse, make_milestone, make_target, make_term, project

pytestmark = pytest.mark.django_db

YEAR_END = date(2018, 12, 31)


def seen(as_of: date, term: Term | None = None) -> list[tuple[Card, CardView]]:
    """The cards of a term, of 2015-2020 without one, at the end of a day."""
    window = Window(term or Term.objects.get(name="2015-2020"), as_of)
    targets = list(Target.objects.of_term(window.term))
    facts = window.facts(measuring=targets)
    return [(card, card_view(card, facts, as_of)) for card in cards(targets, facts, as_of)]


def read(view: CardView) -> list[str]:
    """The sentences, with plain spaces."""
    return [sentence.replace("\xa0", " ") for sentence in view.sentences]


def committed(as_of: date = YEAR_END) -> CardView:
    return seen(as_of)[0][1]


def disbursed(as_of: date = YEAR_END) -> CardView:
    return seen(as_of)[1][1]


# A term that runs ------------------------------------------------------------------


def test_a_card_says_pace_need_forecast_and_the_year_before() -> None:
    """1461 of 2192 days are 23.328.010,95; 35 triệu over 72 months are 486.111,11 each; the 4.130.000 of 365 days make
    8.271.315,07 in the 731 to come."""
    one = project()
    commit(one, date(2016, 5, 1), "17058771.50")
    commit(one, date(2017, 5, 1), "3000000")
    commit(one, date(2018, 5, 1), "4130000")

    view = committed()

    assert (view.words, view.big, view.big_unit) == ("Đúng tiến độ", "24,19", "triệu USD")
    assert view.pair == ("Đạt 69,1%", "chỉ tiêu trên 35 triệu")
    assert read(view) == [
        "24.188.771,50 USD, tương đương 483,8 tỷ đồng.",
        "Nhanh hơn nhịp 0,86 triệu USD, tức 1,8 tháng; theo nhịp đều đến ngày 31/12/2018 cần 23,33 triệu USD.",
        "Cần thêm trên 10,81 triệu USD, trung bình 5,41 triệu USD mỗi năm trong 2 năm còn lại.",
        "Nếu giữ mức 12 tháng qua (4,1 triệu USD) thì cuối nhiệm kỳ đạt khoảng 32,5 triệu USD.",
        "Năm 2018 cam kết 4,13 triệu USD, tăng 37,7% so với năm 2017 (3,00 triệu USD).",
    ]


def test_the_same_period_ends_on_the_same_day_and_tells_rough_rows() -> None:
    """Rows of a year stand at 1 July: that of 2017 lies behind 30/06/2017, and both years' days cut it or not."""
    one = project()
    disburse(one, date(2017, 6, 30), "200000")
    disburse(one, date(2017, 7, 1), "900000", dated_precision="year")
    disburse(one, date(2018, 6, 30), "100000")

    assert read(disbursed(date(2018, 6, 30)))[-1] == (
        "Năm 2018 đến ngày 30/06 giải ngân 0,10 triệu USD, giảm 50,0% so với cùng kỳ năm 2017 (0,20 triệu USD); "
        "1 dòng chỉ biết tháng, quý hoặc năm tính theo ngày quy ước."
    )


def test_below_a_year_the_need_is_told_by_month_and_below_a_month_as_it_is() -> None:
    commit(project(), date(2020, 1, 1), "29000000")

    assert read(committed(date(2020, 6, 30)))[2] == (
        "Cần thêm trên 6,00 triệu USD, trung bình 1,00 triệu USD mỗi tháng trong 6 tháng còn lại."
    )
    assert read(committed(date(2020, 12, 20)))[2] == "Cần thêm trên 6,00 triệu USD trong 11 ngày còn lại."
    assert read(committed(date(2019, 12, 31))) == ["Chưa có dòng nào trong kỳ."]


def test_the_pace_goes_by_milestones_and_a_last_one_that_differs_is_told() -> None:
    """By the end of 2018 20.000.000 are asked for; 30 triệu over 72 months are 416.666,67 each."""
    target = Target.objects.get(figure="disbursed_usd")
    for year, goal in ((2015, 4_000_000), (2018, 20_000_000), (2020, 28_000_000)):
        make_milestone(target, year, goal)
    disburse(project(), date(2017, 5, 1), "18000000")

    card, view = seen(YEAR_END)[1]

    assert (view.words, str(card.progress.percent), str(card.progress.pace)) == ("Chậm tiến độ", "60.0", "66.7")
    assert read(view)[1:] == [
        "Chậm hơn nhịp 2,00 triệu USD, tức 4,8 tháng; theo mốc hằng năm đến ngày 31/12/2018 cần 20,00 triệu USD.",
        "Cần thêm trên 12,00 triệu USD, trung bình 6,00 triệu USD mỗi năm trong 2 năm còn lại.",
        "12 tháng qua không có thêm giải ngân nên không ước mức cuối nhiệm kỳ.",
        "Trong năm 2018 không phát sinh (năm 2017: 18.000.000 USD).",
        "Mốc cuối 28 triệu khác mức đặt ra 30 triệu; chỉ tiêu nhiệm kỳ vẫn là 30 triệu.",
    ]


def test_a_year_of_refunds_only_has_no_forecast_and_no_growth() -> None:
    one = project()
    disburse(one, date(2017, 3, 3), "500000")
    disburse(one, date(2018, 3, 3), "-20000")
    disburse(one, date(2019, 3, 3), "100000")

    assert read(disbursed())[3:] == [
        "12 tháng qua hoàn trả nhiều hơn giải ngân nên không ước mức cuối nhiệm kỳ.",
        "Năm 2018 hoàn trả 20.000 USD.",
    ]
    assert read(disbursed(date(2019, 12, 31)))[-1] == (
        "Năm 2019 giải ngân 0,10 triệu USD, năm 2018 hoàn trả 20.000 USD."
    )


def test_a_sum_below_zero_is_shown_as_it_is() -> None:
    commit(project(), date(2018, 3, 3), "-700000")

    card, view = seen(YEAR_END)[0]

    assert (card.progress.words, view.big, view.pair[0]) == ("Chậm tiến độ", "-0,70", "Đạt -2,0%")
    assert "12 tháng qua điều chỉnh giảm nhiều hơn cam kết mới nên không ước mức cuối nhiệm kỳ." in read(view)


# Just below, exactly, just above ------------------------------------------------------


@pytest.mark.parametrize(
    ("usd", "big", "unit", "percent", "words", "outcome"),
    [
        ("34960000", "34,96", "triệu USD", "99,9%", "Không đạt", "Kết thúc nhiệm kỳ còn thiếu 40.000,00 USD."),
        ("34999999.99", "34.999.999,99", "USD", "99,9%", "Không đạt", "Kết thúc nhiệm kỳ còn thiếu 0,01 USD."),
        ("35000000", "35,00", "triệu USD", "100,0%", "Không đạt", "Bằng mức đặt ra nhưng chưa vượt."),
        ("35000000.01", "35.000.000,01", "USD", "100,0%", "Đạt", "Vượt chỉ tiêu 0,01 USD."),
    ],
)
def test_at_the_end_of_the_term(usd: str, big: str, unit: str, percent: str, words: str, outcome: str) -> None:
    commit(project(), date(2020, 12, 31), usd)

    view = committed(date(2020, 12, 31))

    assert (view.big, view.big_unit, view.pair[0], view.words) == (big, unit, f"Đạt {percent}", words)
    assert read(view)[1] == outcome


def test_the_goal_itself_is_not_over_it_while_the_term_runs() -> None:
    commit(project(), date(2018, 1, 1), "35000000")

    view = committed()

    assert (view.words, view.pair[0]) == ("Đúng tiến độ", "Đạt 100,0%")
    assert read(view)[1] == "Bằng mức đặt ra nhưng chưa vượt: chỉ tiêu là trên 35 triệu USD."


def test_a_forecast_never_reads_like_the_goal_it_misses() -> None:
    assert about_usd(3_496_000_000, beside=3_500_000_000).replace("\xa0", " ") == "34,96 triệu USD"
    assert about_usd(3_499_990_000, beside=3_500_000_000).replace("\xa0", " ") == "34.999.900 USD"
    assert about_usd(3_499_999_999, beside=3_500_000_000).replace("\xa0", " ") == "34.999.999,99 USD"
    assert about_usd(3_500_000_000, beside=3_500_000_000).replace("\xa0", " ") == "35,0 triệu USD"
    assert about_usd(95_050).replace("\xa0", " ") == "951 USD"


def test_a_number_beside_its_goal() -> None:
    assert short_usd_beside(3_499_999_999, None) == ("35,00", "triệu USD")
    assert short_usd_beside(3_500_000_000, 3_500_000_000) == ("35,00", "triệu USD")
    assert short_usd_beside(3_499_999_999, 3_500_000_000) == ("34.999.999,99", "USD")


# Edges of the term --------------------------------------------------------------------


def test_on_the_first_day_of_the_term() -> None:
    """1 of 2192 days is 15.967,15; 71 months and 30/31 are left, 5,997 years."""
    commit(project(), date(2015, 1, 1), "100")

    assert read(committed(date(2015, 1, 1)))[1:] == [
        "Chậm hơn nhịp 15.867,15 USD; theo nhịp đều đến ngày 01/01/2015 cần 15.967,15 USD.",
        "Cần thêm trên 35,00 triệu USD, trung bình 5,84 triệu USD mỗi năm trong 5 năm 11 tháng còn lại.",
        "Nhiệm kỳ chưa qua 3 tháng nên không ước mức cuối nhiệm kỳ.",
        "Cùng kỳ năm 2014 không thuộc nhiệm kỳ nên không so sánh.",
    ]


def test_rows_on_both_sides_of_an_edge() -> None:
    one = project()
    for day in (date(2014, 12, 31), date(2015, 1, 1), date(2020, 12, 31), date(2021, 1, 1)):
        commit(one, day, "100")

    assert committed(date(2020, 12, 31)).big == "200,00"


def test_a_term_that_has_not_begun_says_nothing_more() -> None:
    view = seen(date(2014, 12, 31))[0][1]

    assert (read(view), view.url, view.missing) == (["Nhiệm kỳ chưa bắt đầu."], "", ())


def test_the_counted_days_decide_and_not_those_of_the_term() -> None:
    """By the rule that leaves the first year out, 2015 does not count: 1096 of 1827 days are gone."""
    term = Term.objects.get()
    term.counting = CountingRule.WITHOUT_FIRST
    save(term, by=None)
    one = project()
    commit(one, date(2015, 5, 1), "1000000")
    commit(one, date(2016, 5, 1), "2000000")

    card, view = seen(YEAR_END)[0]

    assert (view.big, str(card.progress.pace)) == ("2,00", "60.0")
    assert "theo nhịp đều đến ngày 31/12/2018 cần 21,00 triệu USD" in read(view)[1]


# Kinds of targets -----------------------------------------------------------------------


def card_of(term: Term, as_of: date = date(2012, 12, 31), **fields: Any) -> tuple[Card, CardView]:
    """The card of the one target of a term of 2010-2014."""
    make_target(term, **fields)
    return seen(as_of, term)[-1]


@pytest.mark.parametrize(
    ("comparison", "usd", "words", "sentence"),
    [
        ("at_least", "-1", "Chậm tiến độ", "Cần thêm 1,00 USD, trung bình 0,50 USD mỗi năm trong 2 năm còn lại."),
        ("at_least", "1", "Đã đạt", "Vượt chỉ tiêu 1,00 USD trước 2 năm."),
        ("more_than", "1", "Đã đạt", "Vượt chỉ tiêu 1,00 USD trước 2 năm."),
    ],
)
def test_a_goal_of_zero_has_no_percentage_and_no_pace(comparison: str, usd: str, words: str, sentence: str) -> None:
    commit(project(), date(2012, 1, 1), usd)

    card, view = card_of(make_term(), goal=0, comparison=comparison)

    assert (card.progress.percent, view.words, view.pair[0], str(view.meter)) == (None, words, "", "")
    assert read(view)[1] == sentence


def test_without_a_goal_the_forecast_stands_alone() -> None:
    """366 days of 2012 bring 366.000, the 730 to come 730.000."""
    commit(project(), date(2012, 1, 1), "366000")

    _, view = card_of(make_term(), goal=None)

    assert read(view)[1:] == [
        "Nếu giữ mức 12 tháng qua (0,4 triệu USD) thì cuối nhiệm kỳ đạt khoảng 1,1 triệu USD.",
        "Năm 2012 cam kết 0,37 triệu USD, năm 2011 không phát sinh.",
        "Nhiệm kỳ chưa đặt chỉ tiêu bằng số.",
    ]


def test_without_a_goal_a_year_is_filled_by_what_was_held() -> None:
    make_training(start_on=date(2012, 4, 1))

    view = seen(date(2012, 12, 31), make_term())[2][1]

    assert (view.meter.count('class="full"'), view.meter.count('class="track"')) == (1, 2)


def test_a_count_stands_as_it_stands_and_has_no_pace() -> None:
    make_partner(first_contact_on=date(2011, 1, 1))
    make_partner(first_contact_on=date(2012, 1, 1), country=country_of("TH"))

    card, view = card_of(
        make_term(), kind=TargetKind.COUNT, figure="sea_partners_established", comparison="at_least", goal=5
    )

    assert (view.words, view.tone, view.icon, view.big, view.big_unit) == ("Chưa đạt", "live", "half", "2", "đối tác")
    assert (view.pair[0], card.progress.pace) == ("Đạt 40,0%", None)
    assert read(view) == ["Cần thêm 3 đối tác trong 2 năm còn lại."]


def test_a_count_is_judged_by_the_milestone_of_the_last_year_over() -> None:
    make_partner(first_contact_on=date(2011, 1, 1))
    term = make_term()
    target = make_target(term, kind=TargetKind.COUNT, figure="sea_partners_established", comparison="at_least", goal=5)
    make_milestone(target, 2012, 3)
    make_milestone(target, 2014, 5)

    before, after = (seen(day, term)[0] for day in (date(2012, 12, 30), date(2012, 12, 31)))

    assert (before[1].words, read(before[1])[1:]) == ("Chưa đạt", [])
    assert (after[1].words, str(after[0].progress.pace)) == ("Chậm tiến độ", "60.0")
    assert read(after[1])[1:] == ["Mốc đến hết năm 2012 là 3 đối tác: còn thiếu 2 đối tác."]


def test_a_count_that_nothing_holds_says_so() -> None:
    _, view = card_of(
        make_term(), kind=TargetKind.COUNT, figure="sea_partners_established", comparison="at_least", goal=5
    )

    assert (view.words, read(view)) == ("Chưa có số liệu", ["Chưa có số liệu trong kỳ."])


def test_a_sum_of_counts_has_a_pace_in_its_own_unit() -> None:
    """1096 of 1826 days of ten are 6,0; three years of five over 60 months: two behind are 12 months."""
    for day in (1, 2, 3, 4):
        make_delegation(["KR"], arrival_on=date(2011, 5, day))

    _, view = card_of(make_term(), figure="delegations_in_by_year", comparison="at_least", goal=10)

    assert (view.words, view.big, view.big_unit) == ("Chậm tiến độ", "4", "đoàn")
    assert read(view) == [
        "Chậm hơn nhịp 2 đoàn, tức 12,0 tháng; theo nhịp đều đến ngày 31/12/2012 cần 6 đoàn.",
        "Cần thêm 6 đoàn, trung bình 3,0 đoàn mỗi năm trong 2 năm còn lại.",
    ]


def test_every_year_of_another_figure_speaks_of_it() -> None:
    make_delegation(["KR"], arrival_on=date(2010, 5, 1))
    make_delegation(["KR"], arrival_on=date(2012, 5, 1))

    _, view = card_of(
        make_term(),
        kind=TargetKind.EVERY_YEAR,
        figure="delegations_in_by_year",
        comparison="at_least",
        goal=1,
        goal_text="mỗi năm 1 đoàn",
    )

    assert (view.big, view.big_unit, view.pair) == ("2/3", "năm đạt mức", ("2 đoàn", "chỉ tiêu mỗi năm 1 đoàn"))
    assert read(view) == ["Năm 2011 không có đoàn nào: một năm không đủ là không đạt chỉ tiêu."]
    assert [line.text for line in view.missing] == ["Năm 2011: chưa đủ mức"]
    assert "arrived_from=2011-01-01" in view.missing[0].url


def test_a_sum_in_dong_is_told_in_ty() -> None:
    commit(project(), date(2012, 1, 1), "1000000")

    _, view = card_of(make_term(), figure="committed_vnd", comparison="at_least", goal=40_000_000_000)

    assert (view.big, view.big_unit, view.pair[0]) == ("20,0", "tỷ đồng", "Đạt 50,0%")
    assert read(view)[1] == "Cần thêm 20,0 tỷ đồng, trung bình 10,0 tỷ đồng mỗi năm trong 2 năm còn lại."


# What is missing ------------------------------------------------------------------------


def running(**fields: Any) -> AidProject:
    """A project carried out from March 2016 on."""
    return project(start_on=date(2016, 3, 1), start_precision="day", **fields)


def test_projects_without_figures_are_told_for_each_year_that_is_over(leader_client: Any) -> None:
    """Of three projects one has money in 2017, one has said of 2016 that nothing was paid."""
    running()
    disburse(running(), date(2017, 7, 1), "5")
    quiet = running()
    save(PeriodAnswer(project=quiet, start_on=date(2016, 7, 1), end_on=date(2016, 9, 30), reply="nothing"), by=None)

    lines = disbursed(date(2018, 6, 30)).missing

    assert [line.text for line in lines] == ["2 khoản viện trợ chưa có số liệu 2016", "2 khoản năm 2017"]
    for line in lines:
        assert leader_client.get(line.url).context["found"] == 2


def test_who_is_not_asked_for_figures_of_a_year() -> None:
    """A programme, a refused, withdrawn, archived, unapproved, ended project; but one whose payment was archived."""
    programme = running()
    disburse(running(parent=programme), date(2016, 7, 1), "5")
    running(stage=Stage.REJECTED)
    running(stage=Stage.SOLICITING)
    running(stage=Stage.REVOKED)
    archive(running(), by=None, reason="Nhập trùng")
    ended = project(start_on=date(2014, 1, 1), start_precision="day", end_on=date(2015, 12, 31), end_precision="day")
    disburse(ended, date(2015, 7, 1), "5")
    assert [line.text for line in disbursed(date(2016, 12, 31)).missing] == []

    one = running()
    archive(disburse(one, date(2016, 7, 1), "7"), by=None, reason="Nhập trùng")
    save(PeriodAnswer(project=one, start_on=date(2016, 1, 1), end_on=date(2016, 12, 31), reply="waiting"), by=None)

    assert [line.text for line in disbursed(date(2016, 12, 31)).missing] == ["1 khoản viện trợ chưa có số liệu 2016"]
    assert PeriodReply.WAITING == "waiting"


def test_what_a_sum_lacks_is_told_with_its_rows(leader_client: Any) -> None:
    one = project()
    commit(one, date(2016, 5, 1), None)
    commit(one, date(2016, 5, 1), "10", status="estimate")
    project()

    lines = committed().missing

    assert [line.text for line in lines] == [
        "1 dòng chưa quy đổi (85.000 SEK)",
        "1 khoản viện trợ thiếu cam kết",
        "Trong đó 10,00 USD là số ước (1 dòng)",
    ]
    for line in lines:
        assert leader_client.get(line.url).context["found"] == 1
