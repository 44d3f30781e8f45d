"""The calendar of delegations: its arithmetic, and the pages of a month and of a year."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from config.kit import clock
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive
from delegations.calendar import (
    Cell,
    Run,
    Stay,
    grid_span,
    in_order,
    lanes_of,
    next_month,
    runs_of,
    stay_of,
    weeks_of,
)
from delegations.models import Delegation
from delegations.views.calendar import read_month
from tests.factories.delegations import make_delegation

CALENDAR = "/delegations/calendar/"
START = date(2019, 12, 1)


def stay(key: int, first: int, last: int) -> Stay:
    """Days of December 2019; 0 and less are in November, 32 and more in January."""
    return Stay(key, START + timedelta(days=first - 1), START + timedelta(days=last - 1))


@st.composite
def some_stays(draw: Any) -> list[Stay]:
    spans = draw(st.lists(st.tuples(st.integers(-10, 45), st.integers(0, 20)), max_size=12))
    return [stay(key, first, first + days) for key, (first, days) in enumerate(spans)]


def most_on_one_day(stays: list[Stay]) -> int:
    days = [START + timedelta(days=number) for number in range(-12, 70)]
    return max(sum(1 for one in stays if one.touches(day, day)) for day in days)


class TestLanes:
    @given(some_stays())
    def test_no_two_of_one_lane_share_a_day(self, stays: list[Stay]) -> None:
        for lane in lanes_of(stays):
            assert [a for a, b in pairwise(lane) if a.last >= b.first] == []

    @given(some_stays())
    def test_as_few_lanes_as_the_most_stays_of_a_day(self, stays: list[Stay]) -> None:
        assert len(lanes_of(stays)) == most_on_one_day(stays)

    @given(some_stays(), st.randoms())
    def test_every_stay_once_and_the_order_given_does_not_matter(self, stays: list[Stay], random: Any) -> None:
        mixed = list(stays)
        random.shuffle(mixed)

        assert lanes_of(mixed) == lanes_of(stays)
        assert in_order(one for lane in lanes_of(stays) for one in lane) == in_order(stays)

    def test_the_first_and_longest_stay_uppermost(self) -> None:
        short, long, later = stay(1, 2, 3), stay(2, 2, 9), stay(3, 4, 4)

        assert lanes_of([later, short, long]) == [[long], [short, later]]


class TestWeeks:
    def test_december_2019_begins_on_monday_25_november(self) -> None:
        weeks = weeks_of(2019, 12, [])

        assert grid_span(2019, 12) == (date(2019, 11, 25), date(2020, 1, 5))
        assert [week.days[0] for week in weeks] == [date(2019, 11, 25) + timedelta(days=7 * n) for n in range(6)]

    def test_a_stay_goes_on_over_the_end_of_week_and_year(self) -> None:
        guests = stay(1, 27, 35)

        weeks = weeks_of(2019, 12, [guests])

        assert weeks[4].lanes == ((Cell(1),) * 4 + (Cell(3, guests, begins=True, ends=False),),)
        assert weeks[5].lanes == ((Cell(6, guests, begins=False, ends=True), Cell(1)),)

    def test_one_lane_holds_stays_that_follow_one_another(self) -> None:
        first, second = stay(1, 2, 3), stay(2, 5, 8)

        assert weeks_of(2019, 12, [first, second])[1].lanes == ((Cell(2, first), Cell(1), Cell(4, second)),)

    @given(some_stays())
    def test_each_lane_is_seven_days(self, stays: list[Stay]) -> None:
        lengths = [sum(cell.days for cell in lane) for week in weeks_of(2019, 12, stays) for lane in week.lanes]

        assert lengths == [7] * len(lengths)


class TestRuns:
    def test_days_are_cut_where_somebody_comes_or_goes(self) -> None:
        long, short = stay(1, -3, 4), stay(2, 3, 3)

        assert runs_of(date(2019, 12, 1), date(2019, 12, 31), [short, long]) == [
            Run(date(2019, 12, 1), date(2019, 12, 2), (long,)),
            Run(date(2019, 12, 3), date(2019, 12, 3), (long, short)),
            Run(date(2019, 12, 4), date(2019, 12, 4), (long,)),
        ]

    @given(some_stays())
    def test_every_day_names_exactly_who_is_here(self, stays: list[Stay]) -> None:
        first, last = date(2019, 12, 1), date(2019, 12, 31)
        runs = runs_of(first, last, stays)

        for number in range(31):
            day = first + timedelta(days=number)
            named = [run.stays for run in runs if run.first <= day <= run.last]
            here = tuple(one for one in in_order(stays) if one.touches(day, day))
            assert named == ([here] if here else [])

    def test_nobody_is_no_run(self) -> None:
        assert runs_of(date(2019, 12, 1), date(2019, 12, 31), []) == []


def test_a_stay_is_drawn_only_with_days_that_are_known() -> None:
    day = PartialDate.of_day(date(2019, 12, 4))

    assert stay_of(1, day, None) == Stay(1, day.on, day.on, is_open=True)
    assert stay_of(1, day, PartialDate.of_day(date(2019, 12, 5))) == Stay(1, day.on, date(2019, 12, 5))
    assert stay_of(1, day, PartialDate.of_month(2019, 12)) is None
    assert stay_of(1, PartialDate.of_month(2019, 12), None) is None


def test_months_follow_over_new_year() -> None:
    assert (next_month(2019, 12), next_month(2020, 1, -1)) == ((2020, 1), (2019, 12))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2019-12", (2019, 12)),
        ("12/2019", (2019, 12)),
        ("1-2019", (2019, 1)),
        ("2019-13", None),
        ("2019-00", None),
        ("1899-12", None),
        ("2101-01", None),
        ("tháng chạp", None),
        ("٢٠١٩-١٢", None),
    ],
)
def test_a_month_is_read_as_it_is_written(text: str, month: tuple[int, int] | None) -> None:
    assert read_month(text) == month


def bars(response: Any) -> list[list[tuple[str, int, str]]]:
    """By week: the name, the days and the shape of each bar, lane by lane."""
    return [
        [(bar.entry.name, bar.days, bar.css) for lane in week["lanes"] for bar in lane if bar.entry]
        for week in response.context["weeks"]
    ]


@pytest.mark.django_db
class TestPages:
    def test_overlapping_stays_stand_in_lanes_of_their_own(self, leader_client: Client) -> None:
        make_delegation(["KR"], name="Đoàn y tế Daegu", arrival_on=date(2019, 12, 4), departure_on=date(2019, 12, 10))
        make_delegation(
            ["LA"], name="Đoàn sang Lào", direction="out", arrival_on=date(2019, 12, 5), departure_on=date(2019, 12, 5)
        )

        response = leader_client.get(CALENDAR, {"month": "2019-12"})

        weeks = bars(response)
        assert weeks[1] == [("Đoàn y tế Daegu", 5, "begins"), ("Đoàn sang Lào", 1, "out begins ends")]
        assert weeks[2] == [("Đoàn y tế Daegu", 2, "ends")]
        assert [week for number, week in enumerate(weeks) if number not in (1, 2)] == [[], [], [], []]
        assert [len(week["lanes"]) for week in response.context["weeks"]] == [0, 2, 1, 0, 0, 0]
        assert [run["when"] for run in response.context["runs"]] == [
            "Thứ Tư 04/12",
            "Thứ Năm 05/12",
            "Thứ Sáu 06/12 – Thứ Ba 10/12",
        ]

    def test_a_stay_over_new_year_is_in_both_years_and_months(self, leader_client: Client) -> None:
        make_delegation(name="Đoàn Lào", arrival_on=date(2018, 12, 28), departure_on=date(2019, 1, 3))

        for query in ({"month": "2018-12"}, {"month": "2019-01"}, {"year": "2018"}, {"year": "2019"}):
            response = leader_client.get(CALENDAR, query)
            assert (response.context["found"], "Đoàn Lào" in response.content.decode()) == (1, True)
        assert leader_client.get(CALENDAR, {"month": "2019-02"}).context["found"] == 0
        rows = leader_client.get(CALENDAR, {"year": "2019"}).context["months"][0]["rows"]
        assert [(row["entry"].name, row["x"], row["width"]) for row in rows] == [("Đoàn Lào", 0, 3)]

    def test_what_is_known_by_month_only_stands_below(self, leader_client: Client) -> None:
        make_delegation(name="Đoàn Pháp", arrival=PartialDate.of_month(2019, 12))
        make_delegation(name="Đoàn Đức", arrival=PartialDate.of_month(2020, 1))
        make_delegation(name="Đoàn Áo", arrival_on=date(2019, 11, 30), departure=PartialDate.of_month(2019, 12))

        response = leader_client.get(CALENDAR, {"month": "2019-12"})

        assert [entry.name for entry in response.context["rough"]] == ["Đoàn Áo", "Đoàn Pháp"]
        assert response.context["found"] == 0
        assert "Trong tháng, chưa rõ ngày" in response.content.decode()

    def test_cancelled_and_archived_ones_are_not_expected(self, leader_client: Client) -> None:
        make_delegation(name="Đoàn hủy", status="cancelled", arrival_on=date(2019, 12, 4))
        gone = make_delegation(name="Đoàn trùng", arrival_on=date(2019, 12, 4))
        archive(gone, by=None, reason="Nhập trùng.")

        assert bars(leader_client.get(CALENDAR, {"month": "2019-12"})) == [[]] * 6

    def test_an_unknown_departure_is_said(self, leader_client: Client) -> None:
        make_delegation(name="Đoàn Nhật", arrival_on=date(2019, 12, 4))

        page = leader_client.get(CALENDAR, {"month": "2019-12"})

        assert bars(page)[1] == [("Đoàn Nhật", 1, "begins")]
        assert "chưa rõ ngày rời đi" in page.content.decode()

    def test_the_present_month_with_today_marked(self, leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("delegations.views.calendar.today", lambda: date(2019, 12, 18))

        response = leader_client.get(CALENDAR)

        assert response.context["heading"] == "Lịch đoàn tháng 12/2019"
        days = [day for week in response.context["weeks"] for day in week["days"]]
        assert [day["text"] for day in days if day["is_today"]] == ["18"]
        assert response.content.decode().count('aria-current="date"') == 1
        assert (response.context["previous"]["url"], response.context["following"]["url"]) == (
            "?month=2019-11",
            "?month=2020-01",
        )

    @pytest.mark.parametrize(
        "query",
        [
            {"month": "2019-13"},
            {"month": "\x00"},
            {"year": "19"},
            {"year": "0000"},
            {"month": "9" * 400},
            {"year": "٢٠١٩"},
        ],
    )
    def test_what_cannot_be_read_is_said(
        self, query: dict[str, str], leader_client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("delegations.views.calendar.today", lambda: date(2019, 12, 18))

        response = leader_client.get(CALENDAR, query)

        assert response.status_code == 200
        assert response.context["heading"] == "Lịch đoàn tháng 12/2019"
        assert response.context["notice"].startswith("Chưa đọc được “")

    def test_there_is_nothing_before_1900_and_after_2100(self, leader_client: Client) -> None:
        first, last = (leader_client.get(CALENDAR, {"month": month}).context for month in ("1900-01", "2100-12"))

        assert (first["previous"], last["following"]) == (None, None)

    @pytest.mark.parametrize("query", [{"month": "2019-12"}, {"year": "2019"}])
    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, number: int, query: dict[str, str], leader_client: Client, django_assert_num_queries: Any
    ) -> None:
        for day in range(number):
            make_delegation(["LA", "KR"], arrival_on=date(2019, 12, 4 + day), departure_on=date(2019, 12, 20))
        assert Delegation.objects.count() == number

        with django_assert_num_queries(10):
            leader_client.get(CALENDAR, query)


def test_today_is_the_kit_clock() -> None:
    from delegations.views import calendar, year_table

    assert calendar.today is year_table.today is clock.today
