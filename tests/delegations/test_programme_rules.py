"""What stands against a programme: arithmetic of hours, and who or what is wanted twice. No database."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.partial_dates import PartialDate, read_partial_date
from delegations.programme import (
    naming,
    outside_stay,
    overlap,
    own_overlaps,
    person_key,
    persons,
    shared_with,
    span_of,
    stay_of,
    vehicles,
)

DAY = date(2018, 3, 5)
ARRIVAL, DEPARTURE = PartialDate.of_day(DAY), PartialDate.of_day(date(2018, 3, 8))


@dataclass(frozen=True)
class Visitors:
    name: str = "Đoàn A"
    host_leader: str = ""
    arrival: PartialDate | None = ARRIVAL
    departure: PartialDate | None = DEPARTURE


@dataclass(frozen=True)
class Line:
    day: date = DAY
    starts_at: time | None = None
    ends_at: time | None = None
    content: str = "Làm việc"
    counterpart: str = ""
    vehicle: str = ""
    interpreter: str = ""
    delegation: Any = None


def line(hours: str, content: str = "Làm việc", **fields: Any) -> Line:
    starts, _, ends = hours.partition("-")
    known = {"starts_at": time.fromisoformat(starts) if starts else None}
    known["ends_at"] = time.fromisoformat(ends) if ends else None
    return Line(content=content, **known, **fields)


# Hours --------------------------------------------------------------------------

TIMES = st.times().map(lambda value: time(value.hour, value.minute))
LINES = st.builds(
    lambda a, b, shape: {
        "whole": Line(),
        "open": Line(starts_at=a),
        "span": Line(starts_at=min(a, b), ends_at=max(a, b)),
    }[shape],
    TIMES,
    TIMES,
    st.sampled_from(["whole", "open", "span"]),
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("08:00-10:00", "09:00-11:00", True),
        ("08:00-10:00", "10:00-11:00", False),
        ("08:00-10:00", "08:30-09:00", True),
        ("08:00-10:00", "10:00", False),
        ("08:00-10:00", "09:59", True),
        ("10:00", "10:00-11:00", True),
        ("10:00", "10:00", True),
        ("10:00", "10:01", False),
        ("", "23:59", True),
        ("", "", True),
    ],
)
def test_lines_at_one_time(first: str, second: str, expected: bool) -> None:
    assert overlap(line(first), line(second)) is expected


def test_lines_of_two_days_are_never_at_one_time() -> None:
    assert overlap(line("08:00-10:00"), line("08:00-10:00", day=date(2018, 3, 6))) is False


@given(LINES, LINES)
def test_overlap_is_the_same_both_ways_and_is_a_minute_of_both(first: Line, second: Line) -> None:
    minutes = [set(range(*span_of(one.starts_at, one.ends_at))) for one in (first, second)]

    assert overlap(first, second) == overlap(second, first) == bool(minutes[0] & minutes[1])


@given(LINES)
def test_a_line_takes_at_least_a_minute_and_is_at_one_time_with_itself(one: Line) -> None:
    first, last = span_of(one.starts_at, one.ends_at)

    assert 0 <= first < last <= 24 * 60
    assert overlap(one, one)


def test_own_lines_at_one_time_are_told_and_whole_days_are_not() -> None:
    lines = [line("", "Khám bệnh"), line("08:30-10:00", "Tiếp xã giao"), line("09:00-11:00", "Hội đàm"), line("11:00")]

    assert [caution.text for caution in own_overlaps(lines)] == [
        "Ngày 05/03/2018: “Tiếp xã giao” (08:30 – 10:00) trùng giờ với “Hội đàm” (09:00 – 11:00)."
    ]


# The stay -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrival", "departure", "first", "last", "text"),
    [
        ("05/03/2018", "08/03/2018", "2018-03-05", "2018-03-08", "05/03/2018 – 08/03/2018"),
        ("05/03/2018", None, "2018-03-05", None, "từ 05/03/2018"),
        ("03/2018", None, "2018-03-01", "2018-03-31", "03/2018"),
        ("03/2018", "04/2018", "2018-03-01", "2018-04-30", "03/2018 – 04/2018"),
        ("30/12/2018", "02/01/2019", "2018-12-30", "2019-01-02", "30/12/2018 – 02/01/2019"),
        ("05/03/2018", "05/03/2018", "2018-03-05", "2018-03-05", "05/03/2018"),
    ],
)
def test_the_days_of_a_stay(arrival: str, departure: str | None, first: str, last: str | None, text: str) -> None:
    ends = read_partial_date(departure) if departure else None
    stay = stay_of(Visitors(arrival=read_partial_date(arrival), departure=ends))
    begins, day = date.fromisoformat(first), timedelta(days=1)

    assert (stay.first, stay.last, stay.text) == (begins, last and date.fromisoformat(last), text)
    assert (stay.holds(begins), stay.holds(begins - day)) == (True, False)
    assert (stay.last is None) or (stay.holds(stay.last), stay.holds(stay.last + day)) == (True, False)


def test_a_stored_line_outside_the_stay_is_told() -> None:
    lines = [line("", "Tiễn đoàn", day=date(2018, 3, 9)), line("")]

    assert [caution.text for caution in outside_stay(Visitors(), lines)] == [
        "Mục “Tiễn đoàn” ghi ngày 09/03/2018, ngoài thời gian của đoàn (05/03/2018 – 08/03/2018). "
        "Sửa ngày của mục, hoặc sửa ngày của đoàn trước."
    ]


# Who and what is wanted twice -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Nguyễn Văn An, Phó Chủ tịch UBND tỉnh", "nguyen van an"),
        ("Ông Nguyễn Văn An", "nguyen van an"),
        ("đ/c Nguyễn Văn An (PCT)", "nguyen van an"),
        ("Chủ tịch UBND tỉnh", "chu tich ubnd tinh"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_a_person_is_compared_without_titles_and_marks(text: str, expected: str) -> None:
    assert person_key(text) == expected


def test_interpreters_and_cars_are_told_apart() -> None:
    assert list(persons("Phạm Minh Châu, bà Lê Thu; Kim và Trần Đức")) == [
        "pham minh chau",
        "le thu",
        "kim",
        "tran duc",
    ]
    assert list(vehicles("Xe 29 chỗ 20B-001.23; 20A 12345")) == ["20b00123", "20a12345"]
    assert list(vehicles("Xe 16 chỗ")) == ["xe 16 cho"]
    assert [list(vehicles(text)) for text in ("", "2 xe")] == [[], []]
    assert [list(persons(text)) for text in ("", "3 phiên dịch")] == [[], []]


def test_a_line_names_a_leader_by_whole_words() -> None:
    lines = [
        line("", counterpart="Đ/c Nguyễn Văn An, PCT UBND tỉnh"),
        line("", "Ông nguyễn văn an tiếp xã giao"),
        line("", counterpart="Nguyễn Văn Anh"),
    ]

    assert naming("Ông Nguyễn Văn An, Phó Chủ tịch", lines) == lines[:2]
    assert naming("", lines) == []


def told(ours: Visitors, items: list[Line], others: list[Line]) -> list[str]:
    return [caution.text for caution in shared_with(ours, items, others)]


def test_one_leader_for_two_delegations_at_one_time() -> None:
    ours, other = Visitors(host_leader="Ông Lê Toàn"), Visitors("Đoàn B", host_leader="Lê Toàn, Chủ tịch")
    items = [line("08:30-10:00", "Tiếp xã giao", counterpart="Lê Toàn"), line("14:00-15:00", "Thăm trường")]
    theirs = [
        line("14:00-15:00", "Hội đàm", delegation=other),
        line("09:30-11:00", "Chào xã giao", delegation=other, counterpart="ông Lê Toàn"),
    ]

    assert told(ours, items, theirs) == [
        "Ngày 05/03/2018: Ông Lê Toàn tiếp đoàn này cùng lúc với đoàn “Đoàn B” – “Tiếp xã giao” "
        "(08:30 – 10:00) và “Chào xã giao” (09:30 – 11:00)."
    ]


def test_a_leader_whom_no_line_names_may_be_in_any() -> None:
    ours, other = Visitors(host_leader="Lê Toàn"), Visitors("Đoàn B", host_leader="Lê Toàn")
    theirs = [line("09:00-11:00", "Hội đàm", delegation=other), line("09:30", "Trao quà", delegation=other)]

    assert told(ours, [line("08:30-10:00", "Tiếp xã giao")], theirs) == [
        "Ngày 05/03/2018: Lê Toàn tiếp đoàn này cùng lúc với đoàn “Đoàn B” – “Tiếp xã giao” (08:30 – 10:00) và "
        "“Hội đàm” (09:00 – 11:00)."
    ]
    assert told(Visitors(host_leader="Lê Toàn"), [line("08:30-09:00")], theirs) == []


def test_one_car_and_one_interpreter_for_two_delegations_at_one_time() -> None:
    other = Visitors("Đoàn B")
    items = [line("08:00-09:00", "Đón đoàn", vehicle="Xe 20A-123.45", interpreter="Phạm Châu")]
    theirs = [line("", "Khám bệnh", vehicle="xe Ford 20A 12345", interpreter="bà phạm châu, Kim", delegation=other)]

    assert told(Visitors(), items, theirs) == [
        "Ngày 05/03/2018: Xe 20A-123.45 phục vụ đoàn này cùng lúc với đoàn “Đoàn B” – “Đón đoàn” (08:00 – 09:00) và "
        "“Khám bệnh” (cả ngày).",
        "Ngày 05/03/2018: phiên dịch Phạm Châu làm việc với đoàn này cùng lúc với đoàn “Đoàn B” – “Đón đoàn” "
        "(08:00 – 09:00) và “Khám bệnh” (cả ngày).",
    ]


def test_nothing_is_told_when_hours_cars_or_persons_differ() -> None:
    other = Visitors("Đoàn B", host_leader="Trần Đức")
    items = [line("08:00-09:00", vehicle="20A-123.45", interpreter="Phạm Châu")]
    theirs = [
        line("09:00-10:00", vehicle="20A-123.45", interpreter="Phạm Châu", delegation=other),
        line("08:00-09:00", vehicle="20A-123.46", interpreter="Phạm Chân", delegation=other),
    ]

    assert told(Visitors(host_leader="Lê Toàn"), items, theirs) == []
