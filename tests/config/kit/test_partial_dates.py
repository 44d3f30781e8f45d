from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.partial_dates import (
    PartialDate,
    PartialDateColumns,
    Precision,
    ReversedRange,
    UnreadableDate,
    long_date,
    read_date_range,
    read_partial_date,
)

day, month, quarter, year = (
    PartialDate.of_day,
    PartialDate.of_month,
    PartialDate.of_quarter,
    PartialDate.of_year,
)
MARCH_5 = day(date(2016, 3, 5))
UNKNOWN_FORM = (
    "Không đọc được ngày “{}”; hãy ghi theo dạng 05/03/2016, hoặc 03/2016, quý I/2016, 2016 nếu không biết ngày."
)


# The value


@pytest.mark.parametrize(
    ("dated", "on", "first", "last", "shown"),
    [
        (day(date(2016, 3, 5)), date(2016, 3, 5), date(2016, 3, 5), date(2016, 3, 5), "05/03/2016"),
        (month(2016, 2), date(2016, 2, 15), date(2016, 2, 1), date(2016, 2, 29), "02/2016"),
        (month(2017, 12), date(2017, 12, 15), date(2017, 12, 1), date(2017, 12, 31), "12/2017"),
        (quarter(2016, 1), date(2016, 2, 15), date(2016, 1, 1), date(2016, 3, 31), "quý I/2016"),
        (quarter(2016, 2), date(2016, 5, 15), date(2016, 4, 1), date(2016, 6, 30), "quý II/2016"),
        (quarter(2016, 3), date(2016, 8, 15), date(2016, 7, 1), date(2016, 9, 30), "quý III/2016"),
        (quarter(2016, 4), date(2016, 11, 15), date(2016, 10, 1), date(2016, 12, 31), "quý IV/2016"),
        (year(2016), date(2016, 7, 1), date(2016, 1, 1), date(2016, 12, 31), "2016"),
    ],
)
def test_a_partial_date_stands_at_a_fixed_day_of_its_span(dated, on, first, last, shown):
    assert (dated.on, dated.first, dated.last, str(dated)) == (on, first, last, shown)


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        (Precision.DAY, day(date(2016, 12, 31))),
        (Precision.MONTH, month(2016, 12)),
        (Precision.QUARTER, quarter(2016, 4)),
        (Precision.YEAR, year(2016)),
        ("quarter", quarter(2016, 4)),
    ],
)
def test_any_day_of_the_span_gives_the_same_value(precision, expected):
    assert PartialDate(date(2016, 12, 31), precision) == expected


def test_a_time_of_day_is_cut_off():
    assert type(PartialDate.of_day(datetime.fromisoformat("2016-03-05T23:30")).on) is date


def test_an_unknown_precision_is_refused():
    with pytest.raises(ValueError, match="week"):
        PartialDate(date(2016, 1, 1), "week")


def test_order_goes_by_the_stand_in_day_then_by_exactness():
    ordered = [
        day(date(2016, 2, 14)),
        day(date(2016, 2, 15)),
        month(2016, 2),
        quarter(2016, 1),
        month(2016, 6),
        year(2016),
        month(2016, 7),
    ]

    assert sorted(ordered, key=str) != ordered
    assert sorted(sorted(ordered, key=str)) == ordered
    assert month(2016, 2) <= month(2016, 2)
    assert not quarter(2016, 1) < month(2016, 2)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(Precision))
def test_what_is_shown_is_read_again_and_lies_in_its_span(on, precision):
    dated = PartialDate(on, precision)

    assert read_partial_date(str(dated)) == dated
    assert dated.first <= min(on, dated.on) <= max(on, dated.on) <= dated.last


# Reading one date


@pytest.mark.parametrize(
    "value",
    [
        # mixed-dates.xlsx, GN01-10, 14, 15
        datetime.fromisoformat("2016-03-05"),
        42434,
        "05/03/2016",
        "5/3/2016",
        "05-03-2016",
        "05.03.2016",
        "2016-03-05",
        "ngày 5 tháng 3 năm 2016",
        "05/03/16",
        datetime.fromisoformat("2016-03-05T23:30"),
        "\u00a005/03/2016 ",
        "42434",
        # others
        date(2016, 3, 5),
        Decimal(42434),
        Decimal("42434.979"),
        "2016-03-05 00:00:00",
        "2016-03-05T23:30:15.5Z",
        "2016/3/5",
        "05/03/2016 23:30",
        "5 / 3 / 2016",
        "5–3–2016",
        "Ngày 05/3/2016",
        "5 tháng 3/2016",
        "NGAY 5 THANG 3, 2016",
        "nga\u0300y 5 tha\u0301ng 3 na\u0306m 2016",
    ],
)
def test_one_day_is_read_in_all_its_writings(value):
    assert read_partial_date(value) == MARCH_5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("25/12/2015", day(date(2015, 12, 25))),  # GN13
        ("3/2016", month(2016, 3)),  # GN16
        (2016, year(2016)),  # GN17, not a serial day of 1905
        ("01/03/2016", day(date(2016, 3, 1))),
        ("5/3/2026", day(date(2026, 3, 5))),  # Django's vi reads 3 May
        ("05/06/2025", day(date(2025, 6, 5))),
        ("31/12/2025", day(date(2025, 12, 31))),
        ("tháng 3/2016", month(2016, 3)),
        ("tháng 3 năm 2016", month(2016, 3)),
        ("T3/2016", month(2016, 3)),
        ("03/2016", month(2016, 3)),
        ("3-2016", month(2016, 3)),
        ("2016-03", month(2016, 3)),
        ("quý III/2016", quarter(2016, 3)),
        ("quý 3 năm 2016", quarter(2016, 3)),
        ("Quý IV năm 2016", quarter(2016, 4)),
        ("Q3/2016", quarter(2016, 3)),
        ("III/2016", quarter(2016, 3)),
        ("I/2016", quarter(2016, 1)),
        ("2016", year(2016)),
        ("năm 2016", year(2016)),
        (Decimal(2016), year(2016)),
        (Decimal("2016.0"), year(2016)),
        ("29/02/2016", day(date(2016, 2, 29))),
        ("1/1/00", day(date(2000, 1, 1))),
        ("1/1/68", day(date(2068, 1, 1))),
        ("1/1/69", day(date(1969, 1, 1))),
        ("1/1/99", day(date(1999, 1, 1))),
        (20000, day(date(1954, 10, 3))),
        (73050, day(date(2099, 12, 31))),
    ],
)
def test_a_date_is_read(value, expected):
    assert read_partial_date(value) == expected


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("31/02/2016", "Tháng 2 năm 2016 có 29 ngày; ghi lại ngày hoặc chỉ ghi 02/2016."),  # GN11
        ("29/02/2018", "Tháng 2 năm 2018 có 28 ngày; ghi lại ngày hoặc chỉ ghi 02/2018."),
        ("0/3/2016", "Tháng 3 năm 2016 có 31 ngày; ghi lại ngày hoặc chỉ ghi 03/2016."),
        ("12/25/2015", "Không có tháng 25; hãy ghi theo thứ tự ngày/tháng/năm, ví dụ 25/12/2015."),
        ("13/2016", "Không có tháng 13; hãy ghi theo thứ tự ngày/tháng/năm, ví dụ 25/12/2015."),
        ("1850", "Năm 1850 nằm ngoài khoảng 1900-2100; hãy kiểm tra lại năm."),
        (1850, "Năm 1850 nằm ngoài khoảng 1900-2100; hãy kiểm tra lại năm."),
        ("05/03/2206", "Năm 2206 nằm ngoài khoảng 1900-2100; hãy kiểm tra lại năm."),
        (date(1066, 1, 1), "Năm 1066 nằm ngoài khoảng 1900-2100; hãy kiểm tra lại năm."),
        ("01/01/0000", "Năm 0000 không có; hãy kiểm tra lại năm."),
        (None, "Chưa ghi ngày; hãy ghi ngày, hoặc tháng, quý, năm nếu không biết ngày."),  # GN12
        ("  ", "Chưa ghi ngày; hãy ghi ngày, hoặc tháng, quý, năm nếu không biết ngày."),
        ("5\x003", "Nội dung có ký tự rỗng (NUL) ở vị trí 2; hãy xóa ký tự đó hoặc gõ lại nội dung."),
    ],
)
def test_a_wrong_date_is_refused_with_what_to_do(value, sentence):
    with pytest.raises(UnreadableDate) as caught:
        read_partial_date(value)

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "value",
    [
        "abc",
        "5/3",
        "05/03-2016",
        "5/3/216",
        "5/3/2016 25",
        "20160305",
        "２０１６",
        "quý V/2016",
        "Q5/2016",
        "tháng ba",
        "March 5, 2016",
        "2016.5",
        "-2016",
        "19999",
        "80001",
    ],
)
def test_text_in_no_known_form_is_refused(value):
    with pytest.raises(UnreadableDate) as caught:
        read_partial_date(value)

    assert str(caught.value) == UNKNOWN_FORM.format(value)


@pytest.mark.parametrize(
    "value",
    [0, 5, -2016, 999, 19999, 80001, 10**30, True, Decimal("2016.5"), Decimal("NaN"), 42434.0, b"2016"],
)
def test_numbers_that_are_no_date_are_refused(value):
    with pytest.raises(UnreadableDate):
        read_partial_date(value)


def test_the_years_that_may_occur_can_be_narrowed():
    assert read_partial_date("1990", earliest_year=1990) == year(1990)
    with pytest.raises(UnreadableDate) as caught:
        read_partial_date(datetime.fromisoformat("1905-07-08"), earliest_year=1990, latest_year=2030)

    assert str(caught.value) == "Năm 1905 nằm ngoài khoảng 1990-2030; hãy kiểm tra lại năm."


def test_a_long_text_is_cut_in_the_message():
    with pytest.raises(UnreadableDate) as caught:
        read_partial_date("x" * 500)

    assert str(caught.value) == UNKNOWN_FORM.format("x" * 60)


@given(st.text(max_size=15), st.sampled_from([read_partial_date, read_date_range]))
def test_any_text_is_read_or_refused_in_words(text, read):
    message = "."
    try:
        read(text)
    except UnreadableDate as error:
        message = str(error)

    assert message.endswith(".")


@given(st.integers(20000, 73050))
def test_excel_serials_count_days(serial):
    assert read_partial_date(serial).on - date(2016, 3, 5) == timedelta(days=serial - 42434)


# Reading a span


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        # delegations.xlsx, lines 1 to 6
        ("28/12/2018 - 03/01/2019", day(date(2018, 12, 28)), day(date(2019, 1, 3))),
        ("Từ 30/12/2018 đến 02/01/2019", day(date(2018, 12, 30)), day(date(2019, 1, 2))),
        ("12-15/6/2017", day(date(2017, 6, 12)), day(date(2017, 6, 15))),
        ("Tháng 6/2017", month(2017, 6), month(2017, 6)),
        ("2016", year(2016), year(2016)),
        (datetime.fromisoformat("2019-04-14"), day(date(2019, 4, 14)), day(date(2019, 4, 14))),
        # others
        ("12 - 15/6/2017", day(date(2017, 6, 12)), day(date(2017, 6, 15))),
        ("12–15/6/2017", day(date(2017, 6, 12)), day(date(2017, 6, 15))),
        ("28/5-03/6/2019", day(date(2019, 5, 28)), day(date(2019, 6, 3))),
        ("từ ngày 12 đến hết ngày 15 tháng 6 năm 2017", day(date(2017, 6, 12)), day(date(2017, 6, 15))),
        ("ngày 28 tháng 5 tới ngày 3 tháng 6 năm 2019", day(date(2019, 5, 28)), day(date(2019, 6, 3))),
        ("28-12-2018 - 03-01-2019", day(date(2018, 12, 28)), day(date(2019, 1, 3))),
        ("2016-03-05 - 2016-03-07", day(date(2016, 3, 5)), day(date(2016, 3, 7))),
        ("5-3-2016", MARCH_5, MARCH_5),
        ("15/6/2017-15/6/2017", day(date(2017, 6, 15)), day(date(2017, 6, 15))),
        ("giai đoạn 2015-2020", year(2015), year(2020)),
        ("tháng 6 đến tháng 8/2017", month(2017, 6), month(2017, 8)),
        ("quý I - quý III/2016", quarter(2016, 1), quarter(2016, 3)),
        ("tháng 11/2016 - 02/2017", month(2016, 11), month(2017, 2)),
        # Not certainly reversed: the end may be any day of June.
        ("20/6/2017 - tháng 6/2017", day(date(2017, 6, 20)), month(2017, 6)),
    ],
)
def test_a_span_is_read(value, start, end):
    assert read_date_range(value) == (start, end)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            "28/12-03/01/2019",
            "Ngày bắt đầu 28/12 chưa ghi năm; hãy ghi đủ năm, ví dụ 28/12/2018 - 03/01/2019.",
        ),
        # delegations.xlsx, line 8
        ("29/02/2017", "Tháng 2 năm 2017 có 28 ngày; ghi lại ngày hoặc chỉ ghi 02/2017."),
        ("30/02/2018 - 03/03/2018", "Tháng 2 năm 2018 có 28 ngày; ghi lại ngày hoặc chỉ ghi 02/2018."),
        ("1800-1850", "Năm 1800 nằm ngoài khoảng 1900-2100; hãy kiểm tra lại năm."),
        ("", "Chưa ghi ngày; hãy ghi ngày, hoặc tháng, quý, năm nếu không biết ngày."),
        (None, "Chưa ghi ngày; hãy ghi ngày, hoặc tháng, quý, năm nếu không biết ngày."),
        (
            "6-8/2017",  # June to August, or 6 August?
            "Không đọc được thời gian “6-8/2017”; hãy ghi đủ hai ngày, ví dụ 28/12/2018 - 03/01/2019, "
            "hoặc một ngày, một tháng, một năm.",
        ),
    ],
)
def test_a_wrong_span_is_refused_with_what_to_do(value, sentence):
    with pytest.raises(UnreadableDate) as caught:
        read_date_range(value)

    assert str(caught.value) == sentence


@pytest.mark.parametrize("value", ["03/01/2019 - 28/12/2018", "15-12/6/2017", "2020-2015", "7/2017 - 30/6/2017"])
def test_an_end_before_the_start_is_refused(value):
    with pytest.raises(ReversedRange):
        read_date_range(value)


def test_a_reversed_span_names_both_days():
    with pytest.raises(ReversedRange) as caught:  # delegations.xlsx, line 7
        read_date_range("03/01/2019 - 28/12/2018")

    assert str(caught.value) == (
        "Ngày kết thúc (28/12/2018) đứng trước ngày bắt đầu (03/01/2019); hãy kiểm tra và ghi lại hai ngày."
    )


@given(st.dates(date(1900, 1, 1), date(2100, 12, 1)), st.integers(0, 30), st.sampled_from([" - ", "-", " đến "]))
def test_a_span_written_in_full_is_read_again(start, days, between):
    end = min(start + timedelta(days=days), date(2100, 12, 31))

    assert read_date_range(f"{start:%d/%m/%Y}{between}{end:%d/%m/%Y}") == (day(start), day(end))


# Long form


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2003, 8, 8), "ngày 08 tháng 8 năm 2003"),
        (date(2016, 1, 5), "ngày 05 tháng 01 năm 2016"),
        (date(2016, 2, 29), "ngày 29 tháng 02 năm 2016"),
        (date(2016, 3, 1), "ngày 01 tháng 3 năm 2016"),
        (date(2016, 12, 10), "ngày 10 tháng 12 năm 2016"),
    ],
)
def test_long_date_follows_the_decree(on, expected):
    assert long_date(on) == expected


# Columns of a model


class Row:
    dated = PartialDateColumns("dated_on", "dated_precision")

    def __init__(self):
        self.dated_on = None
        self.dated_precision = ""


def test_columns_without_a_date_read_as_none():
    assert Row().dated is None


def test_columns_keep_a_date_and_its_precision():
    row = Row()

    row.dated = month(2016, 3)

    assert (row.dated_on, row.dated_precision, type(row.dated_precision)) == (date(2016, 3, 15), "month", str)
    assert row.dated == month(2016, 3)


def test_columns_are_emptied_by_none():
    row = Row()
    row.dated = year(2016)

    row.dated = None

    assert (row.dated_on, row.dated_precision) == (None, "")


def test_columns_without_precision_hold_an_exact_day():
    row = Row()
    row.dated_on = date(2016, 3, 5)

    assert row.dated == MARCH_5


def test_columns_refuse_a_bare_date():
    with pytest.raises(TypeError):
        Row().dated = date(2016, 3, 5)


def test_columns_on_the_class_are_the_descriptor():
    assert (Row.dated.on_name, Row.dated.precision_name) == ("dated_on", "dated_precision")
