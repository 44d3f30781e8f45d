"""The calendar file, read back by icalendar as mail programs read it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from config.kit.writing import archive, save
from delegations.choices import DelegationStatus
from delegations.ics import programme_calendar
from delegations.models import Delegation
from tests.factories.delegations import make_delegation, make_item

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 5)
CHANGED = datetime(2018, 3, 1, 3, 15, 42, 900, tzinfo=UTC)
LONG = "Tiếp xã giao, hội đàm; trao quà \\ lưu niệm: " + "ở hội trường lớn " * 12


def visit(**fields: Any) -> Delegation:
    return make_delegation(**{"arrival_on": DAY, "departure_on": date(2018, 3, 8), "name": "Đoàn Daegu"} | fields)


def file_of(delegation: Delegation) -> bytes:
    return programme_calendar(delegation, delegation.programme.all(), changed_at=CHANGED)


def events_of(content: bytes) -> list[Any]:
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    assert [event.errors for event in calendar.walk("VEVENT")] == [[] for _ in calendar.walk("VEVENT")]
    return list(calendar.walk("VEVENT"))


def test_an_event_has_its_hours_in_the_time_of_the_province() -> None:
    delegation = visit()
    item = make_item(delegation, DAY, "08:30-10:00", "Tiếp xã giao", place="UBND tỉnh", counterpart="Lê Toàn")

    (event,) = events_of(file_of(delegation))

    start, end = event.decoded("dtstart"), event.decoded("dtend")
    assert (start.isoformat(), end.isoformat()) == ("2018-03-05T08:30:00+07:00", "2018-03-05T10:00:00+07:00")
    assert event["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert (event["summary"], event["location"]) == ("Tiếp xã giao", "UBND tỉnh")
    assert event["description"] == "Đoàn: Đoàn Daegu\nThành phần, người tiếp: Lê Toàn"
    assert (event["uid"], event["status"]) == (f"doan-{delegation.pk}-muc-{item.pk}@cau-noi.invalid", "CONFIRMED")


def test_stamp_and_sequence_come_from_the_record() -> None:
    delegation = save(visit(), by=None)
    make_item(delegation, DAY, "08:30")

    (event,) = events_of(file_of(delegation))

    assert (event.decoded("dtstamp"), event["sequence"]) == (datetime(2018, 3, 1, 3, 15, 42, tzinfo=UTC), 2)


def test_a_line_without_hours_is_a_whole_day() -> None:
    delegation = visit()
    make_item(delegation, DAY, "", "Khám bệnh")

    (event,) = events_of(file_of(delegation))

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (DAY, DAY + timedelta(days=1))
    assert event["dtstart"].params["VALUE"] == "DATE"


@pytest.mark.parametrize("hours", ["08:30", "08:30-08:30"])
def test_an_end_that_is_not_later_is_left_out(hours: str) -> None:
    delegation = visit()
    make_item(delegation, DAY, hours)

    (event,) = events_of(file_of(delegation))

    assert "dtend" not in event


def test_long_and_awkward_text_is_folded_escaped_and_read_back_whole() -> None:
    delegation = visit(name="Đoàn “김영희”; Lào, ລາວ")
    make_item(delegation, DAY, "08:30", LONG, place="Nhà khách\\số 1; tầng 2, phòng 3")

    content = file_of(delegation)
    (event,) = events_of(content)

    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert (event["summary"], event["location"]) == (LONG, "Nhà khách\\số 1; tầng 2, phòng 3")
    assert "Đoàn “김영희”; Lào, ລາວ" in event["description"]


def test_the_zone_stands_in_the_file_and_is_seven_hours_ahead() -> None:
    delegation = visit()

    calendar = Calendar.from_ical(file_of(delegation))

    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Asia/Ho_Chi_Minh"
    assert zone.to_tz().utcoffset(datetime(2018, 3, 5, 8, 30)) == timedelta(hours=7)  # noqa: DTZ001
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")


@pytest.mark.parametrize("what", ["cancelled", "archived"])
def test_events_of_a_delegation_that_does_not_come_are_cancelled(what: str) -> None:
    delegation = visit(status=DelegationStatus.CANCELLED if what == "cancelled" else DelegationStatus.PLANNED)
    make_item(delegation, DAY, "08:30")
    if what == "archived":
        delegation = archive(delegation, by=None, reason="Nhập trùng.")

    (event,) = events_of(file_of(delegation))

    assert event["status"] == "CANCELLED"


def test_the_same_data_give_the_same_bytes() -> None:
    delegation = visit()
    make_item(delegation, DAY, "08:30")

    assert file_of(delegation) == file_of(delegation)


def test_the_file_is_given_to_who_may_see_the_delegation(client: Client, leader_client: Client) -> None:
    delegation = visit()
    make_item(delegation, DAY, "08:30-10:00", "Tiếp xã giao")
    url = f"/delegations/{delegation.pk}/programme.ics"

    response = leader_client.get(url)

    assert client.get(url).status_code == 302
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="chuong-trinh-doan-daegu.ics"'
    assert [event["summary"] for event in events_of(response.content)] == ["Tiếp xã giao"]
    stamp = delegation.history.latest().history_date.replace(microsecond=0)
    assert events_of(response.content)[0].decoded("dtstamp") == stamp


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_file_do_not_grow(count: int, leader_client: Client, django_assert_num_queries: Any) -> None:
    delegation = make_delegation(["KR", "LA", "TH"][:count], arrival_on=DAY)
    for _ in range(count):
        make_item(delegation, DAY, "08:30")

    with django_assert_num_queries(10):
        leader_client.get(f"/delegations/{delegation.pk}/programme.ics")
