"""Charts: places worked out by hand, words for those who cannot see, nothing unescaped, nothing cut off."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from config.kit.numbers import write_million_usd
from reports.render.bar_charts import Bar, Moment, YearField, bars, columns, lines_of, timeline, year_fields
from reports.render.charts import (
    Scale,
    Series,
    YearBars,
    YearSpan,
    at,
    cumulative,
    dots_meter,
    meter,
    scale_of,
    yearly,
    years_meter,
)
from reports.render.words import in_cell

MILLION = 100_000_000  # cents in a million USD


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own text


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in tree(svg).iter("text")]


@pytest.mark.parametrize(("hundredths", "text"), [(5699, "56.99%"), (100, "1.00%"), (5, "0.05%"), (-250, "-2.50%")])
def test_places_are_written_in_hundredths(hundredths: int, text: str) -> None:
    assert at(hundredths) == text


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ([35 * MILLION, 30 * MILLION], [0, 10, 20, 30, 40]),
        ([MILLION * 6 // 10], [0, Decimal("0.2"), Decimal("0.4"), Decimal("0.6")]),
        ([-3 * MILLION, 5 * MILLION], [-4, -2, 0, 2, 4, 6]),
    ],
)
def test_the_axis_has_round_steps(values: list[int], lines: list[Decimal]) -> None:
    scale = scale_of(values, top=700, bottom=9100)

    assert [Decimal(value) / MILLION for value in scale.lines] == lines


def test_the_axis_of_nothing_is_still_an_axis() -> None:
    scale = scale_of([], top=700, bottom=9100)

    assert scale.high > scale.low == 0
    assert scale.y(0) == 9100


def test_heights_follow_the_values() -> None:
    scale = Scale(0, 40 * MILLION, 10 * MILLION, MILLION, "triệu USD", 700, 9100)

    # The mock: 35 of 40 millions stand at 17,5 % of the height, 30 at 28 %.
    assert [scale.y(value * MILLION) for value in (0, 30, 35, 40)] == [9100, 2800, 1750, 700]


def term_chart(points: list[tuple[int, int]], today: int = 1461) -> str:
    series = [
        Series("Cam kết", False, points, 35 * MILLION, "trên 35"),
        Series("Giải ngân", True, [(0, 0)], 30 * MILLION, "trên 30"),
    ]
    years = [YearSpan("2015", 0, 365), YearSpan("2016", 365, 731)]
    return cumulative(
        series, years, 2192, today, today_label="đến 31/12/2018", title="Đúng nhịp", description="Đến ngày 31/12/2018 …"
    )


def test_the_cumulative_chart_draws_its_line_pace_and_names() -> None:
    svg = term_chart([(0, 0), (365, 5 * MILLION), (1461, 24 * MILLION)])
    lines = {line.get("class"): [] for line in tree(svg).iter("line")}
    for line in tree(svg).iter("line"):
        lines[line.get("class")].append((line.get("x1"), line.get("y1"), line.get("x2"), line.get("y2")))

    # 365 of 2192 days: 1 % + 84 % · 365/2192 = 14,98 %; 5 of 40 million: 91 − 84/8 = 80,5 %.
    assert lines["l-open"] == [
        ("1.00%", "91.00%", "14.98%", "80.50%"),
        ("14.98%", "80.50%", "56.98%", "40.60%"),
    ]
    assert lines["pace"] == [("1.00%", "91.00%", "85.00%", "17.50%"), ("1.00%", "91.00%", "85.00%", "28.00%")]
    assert {"40 triệu USD", "2015", "2016", "đến 31/12/2018", "trên 35", "trên 30", "Cam kết 24"} <= set(texts(svg))


def test_the_cumulative_chart_shades_what_is_to_come_only() -> None:
    assert 'class="future"' in term_chart([(0, 0), (1461, MILLION)])
    assert 'class="future"' not in term_chart([(0, 0), (2192, MILLION)], today=2192)


def test_a_pace_goes_through_its_milestones() -> None:
    series = [
        Series(
            "Cam kết", False, [(0, 0)], 35 * MILLION, "trên 35", pace=[(0, 0), (365, 5 * MILLION), (731, 35 * MILLION)]
        )
    ]
    svg = cumulative(series, [], 731, 100, today_label="", title="", description="")
    paces = [line for line in tree(svg).iter("line") if line.get("class") == "pace"]

    # 365 of 731 days: 1 % + 84 % · 365/731 = 42,94 %; 5 of 40 million: 91 − 84/8 = 80,5 %.
    assert [(line.get("x1"), line.get("y1"), line.get("x2"), line.get("y2")) for line in paces] == [
        ("1.00%", "91.00%", "42.94%", "80.50%"),
        ("42.94%", "80.50%", "85.00%", "17.50%"),
    ]


def test_a_chart_has_a_role_a_name_and_its_figures_in_words() -> None:
    root = tree(term_chart([(0, 0), (1461, MILLION)]))
    title, description = root.find("title"), root.find("desc")

    assert title is not None
    assert description is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text, description.text) == ("Đúng nhịp", "Đến ngày 31/12/2018 …")


def test_yearly_bars_stand_on_the_axis_and_years_ahead_are_named() -> None:
    svg = yearly(
        [
            YearBars("2015", 5 * MILLION, 4 * MILLION),
            YearBars("2016", -MILLION, 0, "▼ 100,0%"),
            YearBars("2017", None, None),
        ],
        title="Giảm",
        description="Năm 2015 …",
    )
    bars = [(rect.get("class"), rect.get("y"), rect.get("height")) for rect in tree(svg).iter("rect")]

    # The axis runs from −2 to 6 million between 79 % and 13 %: one million is 8,25 %, zero at 62,5 %.
    assert bars == [
        ("open", "21.25%", "41.25%"),
        ("full", "29.50%", "33.00%"),
        ("open", "62.50%", "8.25%"),
        ("full", "62.50%", "0.00%"),
    ]
    assert {"5,0", "4,0", "-1,0", "0,0", "▼ 100,0%", "chưa đến"} <= set(texts(svg))


@pytest.mark.parametrize("value", [0, 1, -1, 333, 334, -667, 9995, 10005, 999_999_999])
def test_cells_are_written_as_the_kit_writes_them(value: int) -> None:
    assert in_cell(value * 10**6) == write_million_usd(value * 10**6)


def test_a_small_sum_keeps_the_digits_it_needs() -> None:
    assert [in_cell(cents) for cents in (0, 4_000, 30_011, -30_011, 499_999, 500_000, 123_456_789_000)] == [
        "0,00",
        "0,0000",
        "0,0003",
        "-0,0003",
        "0,0050",
        "0,01",
        "1.234,57",
    ]


def test_the_meter_marks_the_pace() -> None:
    svg = meter(Decimal("69.1"), Decimal("66.7"), is_over=False)

    assert tree(svg).get("aria-label") == "Đạt 69,1% chỉ tiêu; theo thời gian cần 66,7%"
    assert 'class="full" y="6" height="12" width="68.82%"' in svg
    assert 'class="mark" x1="66.43%"' in svg
    assert texts(svg) == ["nhịp 66,7%"]


def test_above_the_goal_the_meter_widens_and_marks_the_goal() -> None:
    svg = meter(Decimal("206.0"), Decimal("50.0"), is_over=False)

    assert 'class="full" y="6" height="12" width="99.60%"' in svg
    assert 'class="mark" x1="48.35%"' in svg
    assert texts(svg) == ["chỉ tiêu"]


def test_below_zero_the_meter_is_empty_and_says_so() -> None:
    svg = meter(Decimal("-2.0"), Decimal("50.0"), is_over=False)

    assert 'width="0.00%"' in svg
    assert tree(svg).get("aria-label") == "Đạt -2,0% chỉ tiêu; theo thời gian cần 50,0%"


def test_bars_start_from_one_line_and_those_below_zero_go_to_the_left() -> None:
    rows = [Bar("Y tế", 30, "0,30"), Bar("Khác", -10, "-0,10", is_rest=True)]
    svg = bars(rows, name="sector", unit="triệu USD", title="Y tế", description="…")
    found = [(rect.get("class"), rect.get("x"), rect.get("width"), rect.get("y")) for rect in tree(svg).iter("rect")]

    # 60 % hold −10 to 30: zero at 15 %, a unit is 1,5 %. A name takes 16 pixels, a bar 14, then 12 to the next.
    assert found == [("full", "15.00%", "45.00%", "36"), ("rest", "0.00%", "15.00%", "78")]
    assert texts(svg) == ["triệu USD", "Y tế", "0,30", "Khác", "-0,10"]
    assert tree(svg).get("height") == "104"


def test_bars_of_nothing_have_no_length() -> None:
    svg = bars([Bar("Y tế", 0, "0,00")], name="sector", unit="", title="", description="")

    assert [rect.get("width") for rect in tree(svg).iter("rect")] == ["0.00%"]


def test_long_names_take_two_lines_and_no_more() -> None:
    assert lines_of("Sở Nông nghiệp và Phát triển nông thôn") == ["Sở Nông nghiệp và Phát triển nông thôn"]
    assert lines_of("một hai ba bốn năm", 8) == ["một hai", "ba bốn …"]
    assert lines_of("A" * 60) == ["A" * 44 + "…"]


def test_columns_stand_on_the_axis_and_years_ahead_are_named() -> None:
    svg = columns(
        [("2015", 500), ("2016", 0), ("2017", None)], name="visits", unit="lượt người", title="", description=""
    )
    found = [(rect.get("y"), rect.get("height")) for rect in tree(svg).iter("rect")]

    # 500 fills the axis between 88 % and 15 %.
    assert found == [("15.00%", "73.00%"), ("88.00%", "0.00%")]
    assert texts(svg) == ["lượt người", "2015", "500", "2016", "0", "2017", "chưa đến"]


def test_fields_of_years_are_told_apart_by_shade_and_words() -> None:
    fields = [YearField("2015", "full", "2", "đạt"), YearField("2016", "open", "0", "không đạt")]
    svg = year_fields(fields, name="training", title="", description="")

    assert [rect.get("class") for rect in tree(svg).iter("rect")] == ["full", "open"]
    assert texts(svg) == ["2015", "2", "đạt", "2016", "0", "không", "đạt"]


def test_a_line_of_time_has_its_points_by_day() -> None:
    rows = [("Lào <b>", [Moment(0, True, "2015"), Moment(365, False, "2016")])]
    svg = timeline(rows, [("2015", 0)], 730, name="sea", title="", description="")
    found = [(point.get("class"), point.get("cx")) for point in tree(svg).iter("circle")]

    # 2 % to 98 %: half the days are 50 %.
    assert found == [("full", "2.00%"), ("d-open", "50.00%")]
    assert "Lào <b>" in texts(svg)


def test_meters_of_years_and_of_names_escape_and_name() -> None:
    years = years_meter([("2015", "full"), ("2016", "track")], 'năm 2015: đạt; "x"')
    names = dots_meter(["Lào", "<b>"], "Nước")

    assert texts(years) == ["2015", "2016"]
    assert tree(years).get("aria-label") == 'năm 2015: đạt; "x"'
    assert re.findall("<b>", names) == []
    assert texts(names) == ["Lào", "<b>"]
