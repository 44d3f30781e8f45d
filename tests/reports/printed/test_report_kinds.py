"""Reports of every kind composed from the made-up office (tests/factories/annual.py), in words and numbers added up
by hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.reference.models import IssuingBody
from reports.models import Term
from reports.printed import narrative, narrative_years, offers
from reports.printed.asked import default_body, occasion_named
from reports.printed.compose import summary_of
from reports.printed.document import KeptText, document
from reports.printed.drafts import draft_of
from reports.printed.occasions import Occasion
from reports.printed.summary import Summary
from reports.printed.wording import Measured
from tests.factories.annual import make_aid, make_office, make_people, make_signatory, make_visits
from tests.factories.printed import make_report, year_of
from tests.factories.reports import commit, disburse, make_term, project

pytestmark = pytest.mark.django_db

HALF_YEAR = date(2019, 6, 30)


def asked(kind: str, which: str) -> Occasion:
    found = occasion_named(kind, which)
    assert found is not None
    return found


def summary(kind: str, which: str, as_of: date = date(2026, 1, 1)) -> Summary:
    return summary_of(asked(kind, which), as_of=as_of, body=default_body())


# Half a year, and the year it opens -----------------------------------------------------


def test_a_half_year() -> None:
    make_aid()

    found = summary("half-year", "2019")

    assert narrative.aid_values(found) == (
        "Giá trị cam kết trong 6 tháng đầu năm đạt 6.000.000 USD (tương đương 120,0 tỷ đồng), giảm 15,7% so với cùng "
        "kỳ năm 2018. Giá trị giải ngân đạt 2.000.000 USD (tương đương 40,0 tỷ đồng), giảm 61,0% so với cùng kỳ năm "
        "2018."
    )
    assert narrative_years.outlook(found) == (
        "Ước thực hiện cả năm 2019: giá trị cam kết đạt 6.200.456 USD (tương đương 124,0 tỷ đồng, trong đó 200.456 USD "
        "là số phát sinh sau ngày 30/06/2019); giá trị giải ngân ước đạt 5.768.532 USD (tương đương 115,4 tỷ đồng, "
        "trong đó 3.768.532 USD là số ước và số phát sinh sau ngày 30/06/2019), chưa gồm 01 khoản (85.000 SEK) chưa "
        "quy đổi."
    )
    assert offers.weaknesses(found).startswith("Giá trị cam kết và giá trị giải ngân đều giảm so với cùng kỳ năm 2018.")


def test_a_year_that_is_cut_off_foresees_its_end_and_a_whole_one_does_not() -> None:
    make_aid()

    cut, whole = summary("annual", "2019", HALF_YEAR), summary("annual", "2019")

    assert cut.outlook == summary("half-year", "2019").outlook
    assert (whole.outlook, narrative_years.outlook(whole)) == (None, "")
    # After 30/11 stands one row without a rate, and no estimate.
    assert summary("annual", "2019", date(2019, 11, 30)).outlook is None


def test_final_rows_after_the_day_alone_are_no_estimate_of_the_year() -> None:
    one = project()
    disburse(one, date(2019, 3, 1), "10")
    disburse(one, date(2019, 9, 1), "20")

    assert summary("half-year", "2019").outlook is None


def test_the_decree_year_foresees_its_own_end() -> None:
    one = project()
    disburse(one, date(2018, 12, 15), "10")
    disburse(one, date(2019, 12, 14), "20", status="estimate")
    disburse(one, date(2019, 12, 15), "40", status="estimate")

    found = summary("decree-year", "2019", date(2019, 11, 30))

    assert found.aid.disbursed.now == Measured(1000, 1)
    assert narrative_years.outlook(found) == (
        "Ước thực hiện cả kỳ báo cáo năm 2019: giá trị giải ngân ước đạt 30 USD (tương đương 600.000 đồng, trong đó 20 "
        "USD là số ước và số phát sinh sau ngày 30/11/2019)."
    )


# A term -----------------------------------------------------------------------------------


def test_a_first_term_tells_its_years_and_its_targets_and_compares_nothing() -> None:
    make_office()

    found = summary("term", "2015-2020")

    assert narrative.aid_values(found) == (
        "Giá trị cam kết trong nhiệm kỳ đạt 13.318.483 USD (tương đương 266,4 tỷ đồng). Giá trị giải ngân ước đạt "
        "10.899.106 USD (tương đương 218,0 tỷ đồng), trong đó 86.500 USD là số ước."
    )
    assert narrative_years.money_by_year(found) == (
        "Giá trị cam kết qua các năm: năm 2018 đạt 7,1 triệu USD, năm 2019 đạt 6,2 triệu USD; năm 2015, 2016, 2017, "
        "2020 không phát sinh; cao nhất là năm 2018. Giá trị giải ngân qua các năm: năm 2018 đạt 5,1 triệu USD, năm "
        "2019 đạt 5,8 triệu USD; năm 2015, 2016, 2017, 2020 không phát sinh; cao nhất là năm 2019."
    )
    assert narrative_years.delegations_by_year(found) == (
        "Số đoàn vào qua các năm: năm 2018 đón 02 đoàn, năm 2019 đón 03 đoàn; năm 2015, 2016, 2017, 2020 không phát "
        "sinh; nhiều nhất là năm 2019."
    )
    assert narrative.delegations(found) == (
        "Trong nhiệm kỳ, tỉnh đón 05 đoàn vào với 56 lượt khách từ 02 quốc gia, vùng lãnh thổ; tổ chức 01 đoàn ra với "
        "11 lượt người. Nước có nhiều đoàn nhất là Hàn Quốc (04 đoàn)."
    )
    assert narrative.targets(found).startswith(
        "Kết thúc nhiệm kỳ 2015-2020, giá trị cam kết đạt 13,3 triệu USD, bằng 38,1% chỉ tiêu, chưa đạt chỉ tiêu Đại "
        "hội đề ra. Kết thúc nhiệm kỳ 2015-2020, giá trị giải ngân đạt 10,9 triệu USD, bằng 36,3% chỉ tiêu, chưa đạt "
        "chỉ tiêu Đại hội đề ra."
    )
    assert {line.before for line in found.compared} == {None}
    assert (offers.strengths(found), "so với" in offers.weaknesses(found)) == ("", False)


def test_the_associations_of_a_term() -> None:
    make_office()

    assert narrative.organisation(summary("term", "2015-2020")) == (
        "Đến ngày 31/12/2020, Liên hiệp có 02 hội thành viên với 366 hội viên chính thức và 08 hội viên tập thể. Trong "
        "nhiệm kỳ, thành lập mới 01 hội (Hội hữu nghị Việt - Đức tỉnh); 01 hội tổ chức đại hội nhiệm kỳ (Hội hữu nghị "
        "Việt - Đức tỉnh). Còn 01 hội đã hết nhiệm kỳ nhưng chưa tổ chức đại hội (Hội hữu nghị Việt - Hàn tỉnh)."
    )


def test_a_term_is_compared_with_the_one_recorded_before_it() -> None:
    make_term(name="2010-2014")
    one = project()
    commit(one, date(2010, 5, 1), "100")
    disburse(one, date(2012, 5, 1), "50")
    for year in (2016, 2018):
        commit(one, date(year, 3, 1), "75")
        disburse(one, date(year, 4, 1), "10")

    found = summary("term", "2015-2020")

    # Disbursements are known from 2012 only: a term of which years are missing is not compared with.
    assert narrative.aid_values(found) == (
        "Giá trị cam kết trong nhiệm kỳ đạt 150 USD (tương đương 3 triệu đồng), tăng 50,0% so với nhiệm kỳ 2010-2014. "
        "Giá trị giải ngân đạt 20 USD (tương đương 400.000 đồng), chưa có số liệu nhiệm kỳ 2010-2014 để so sánh."
    )


def test_a_term_that_is_cut_off_is_compared_with_as_many_days_of_the_one_before() -> None:
    make_term(name="2010-2014")
    one = project()
    commit(one, date(2010, 1, 1), "100")
    commit(one, date(2011, 1, 1), "900")
    commit(one, date(2015, 6, 1), "150")

    found = summary("term", "2015-2020", date(2015, 12, 31))

    assert (found.before.start, found.before.end) == (date(2010, 1, 1), date(2010, 12, 31))
    assert narrative.aid_values(found).startswith(
        "Giá trị cam kết từ đầu nhiệm kỳ đến ngày 31/12/2015 đạt 150 USD (tương đương 3 triệu đồng), tăng 50,0% so với "
        "cùng kỳ nhiệm kỳ 2010-2014."
    )


def test_a_running_term_says_what_is_left_to_do() -> None:
    make_office()

    found = summary("term", "2015-2020", date(2019, 12, 31))

    assert found.occasion.full_title.startswith("Sơ kết công tác nhiệm kỳ 2015-2020 và phương hướng, nhiệm vụ thời")
    assert offers.directions(found).split("\n\n") == [
        "1. Vận động cam kết thêm trên 21,68 triệu USD, đôn đốc giải ngân thêm trên 19,10 triệu USD để hoàn thành chỉ "
        "tiêu nhiệm kỳ 2015-2020.",
        "2. Tổ chức ít nhất 01 lớp tập huấn theo chỉ tiêu nhiệm kỳ.",
        "3. Hướng dẫn Hội hữu nghị Việt - Hàn tỉnh tổ chức đại hội trong thời gian còn lại của nhiệm kỳ.",
        "4. Theo dõi 01 giấy đăng ký của tổ chức PCPNN hết hạn trong thời gian còn lại của nhiệm kỳ.",
        "5. Tổ chức hoạt động kỷ niệm 10 năm thành lập Hội hữu nghị Việt - Hàn tỉnh (02/03/2010).",
    ]


def test_anniversaries_of_every_year_to_come() -> None:
    make_people()

    found = summary("term", "2015-2020", date(2018, 12, 31))

    # Of the two associations only the Korean one was a member on that day: ten years in 2020.
    assert found.ahead.anniversaries == (("Hội hữu nghị Việt - Hàn tỉnh", 10, date(2010, 3, 2)),)
    assert summary("term", "2015-2020", date(2015, 1, 31)).ahead.anniversaries == (
        ("Hội hữu nghị Việt - Hàn tỉnh", 5, date(2010, 3, 2)),
        ("Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên", 15, date(2003, 8, 8)),
        ("Hội hữu nghị Việt - Hàn tỉnh", 10, date(2010, 3, 2)),
    )


def test_the_targets_of_a_term_report_are_those_of_its_own_term() -> None:
    """Its last months may lie in the next one as well."""
    make_term(name="2020-2025", start_on=date(2020, 10, 1), end_on=date(2025, 9, 30))

    found = summary("term", "2015-2020")

    assert found.term is not None
    assert (found.term.name, Term.objects.count()) == ("2015-2020", 2)


# Any days -----------------------------------------------------------------------------------


def test_any_days() -> None:
    make_office()

    found = summary("span", "2019-09-01_2019-12-31")

    assert narrative.opening(found).endswith("trên địa bàn tỉnh từ ngày 01/09/2019 đến ngày 31/12/2019 như sau:")
    assert narrative.aid_values(found) == (
        "Giá trị cam kết trong kỳ báo cáo không phát sinh. Giá trị giải ngân ước đạt 3.655.032 USD (tương đương 73,1 "
        "tỷ đồng), trong đó 86.500 USD là số ước, cùng kỳ năm 2018 không phát sinh."
    )
    assert narrative.training(found).startswith("Trong kỳ báo cáo tổ chức 01 lớp tập huấn về")
    assert found.years == ()


# Nothing at all, another body ---------------------------------------------------------------

KINDS = (
    ("annual", "1990"),
    ("decree-year", "1990"),
    ("half-year", "1990"),
    ("nine-months", "1990"),
    ("term", "2015-2020"),
    ("span", "1990-02-01_1990-05-31"),
)


@pytest.mark.parametrize(("kind", "which"), KINDS)
def test_a_time_without_data_is_a_proper_page(kind: str, which: str) -> None:
    make_signatory()

    found = document(summary(kind, which), KeptText(standing="estimate"))

    assert [paragraph.text for paragraph in found.ending] == ["Không có số liệu trong kỳ báo cáo."]
    assert (found.opening, found.blocks, found.annexes) == ((), (), ())
    assert found.title == asked(kind, which).title
    assert (found.head.parent, found.signature.name) == ("UBND TỈNH THÁI NGUYÊN", "Trần Minh Đức")


def test_the_department_signs_with_its_own_symbol_people_and_place() -> None:
    make_visits()
    body = IssuingBody.objects.get(short_name="Sở Ngoại vụ")
    make_signatory(body, name="Lê Thị Hoa", authority="KT. GIÁM ĐỐC", title="PHÓ GIÁM ĐỐC")
    found = summary_of(
        asked("half-year", "2019"), as_of=HALF_YEAR, body=IssuingBody.objects.for_detail().get(pk=body.pk)
    )

    made = document(found, KeptText(number="5", dated_on=date(2019, 7, 4)))

    assert (made.head.symbol, made.issuer) == ("05/BC-SNgV", "Sở Ngoại vụ tỉnh Thái Nguyên")
    assert made.head.place_and_day.replace("\u00a0", " ") == "Thái Nguyên, ngày 04 tháng 7 năm 2019"
    assert (made.signature.authority, made.signature.title) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert (made.signature.name, made.signature.recipients[-1]) == ("Lê Thị Hoa", "Lưu: VT, HTQT.")


def test_the_draft_says_that_its_figures_are_estimates() -> None:
    make_visits()
    make_report(standing="estimate", as_of=date(2019, 11, 30))
    draft = draft_of(year_of(2019), today=date(2019, 12, 5), body=default_body())

    printed = draft.document()

    assert (
        printed.opening[0]
        .text.replace("\u00a0", " ")
        .endswith("trên địa bàn tỉnh năm 2019 (số ước, tính đến ngày 30/11/2019) như sau:")
    )
    assert narrative.opening(draft.summary).endswith("(số ước, tính đến ngày 30/11/2019) như sau:")


# Queries --------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 3])
def test_what_a_report_foresees_asks_four_questions_more(times: int) -> None:
    make_office()
    one = project()
    for _ in range(times):
        disburse(one, date(2019, 11, 2), "1", status="estimate")

    half, days = asked("half-year", "2019"), asked("span", "2019-01-01_2019-06-30")

    assert questions(half) == questions(days) + 4


def questions(occasion: Occasion) -> int:
    """The number of queries that a summary takes."""
    body = default_body()
    with CaptureQueriesContext(connection) as asked_of_database:
        summary_of(occasion, as_of=HALF_YEAR, body=body)
    return len(asked_of_database)
