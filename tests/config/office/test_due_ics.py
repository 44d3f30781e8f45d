"""The calendar file of what is due, read back by icalendar as telephones read it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from tests.factories.aid import make_certificate, make_ngo, make_project
from tests.factories.delegations import make_delegation, make_follow_up

pytestmark = pytest.mark.django_db

TODAY = date(2019, 12, 10)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.office.views.due.today", lambda: TODAY)


def events_of(content: bytes) -> list[Any]:
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    return list(calendar.walk("VEVENT"))


def test_a_task_is_an_event_of_a_whole_day_with_its_person_and_address(leader_client: Client) -> None:
    delegation = make_delegation(name="Đoàn Daegu")
    task = make_follow_up(delegation, task="Gửi ảnh", due_on=date(2019, 12, 31))

    response = leader_client.get("/due.ics?kind=follow_up")
    (event,) = events_of(response.content)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="viec-den-han.ics"'
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2019, 12, 31), date(2020, 1, 1))
    assert event["uid"] == f"viec-follow_up-{task.pk}@cau-noi.invalid"
    assert event["summary"] == "Gửi ảnh: Đoàn Daegu"
    assert event["description"] == "Việc: Việc theo dõi sau chuyến thăm\nĐầu mối: Nguyễn Thu Hà"
    assert event["url"] == f"http://testserver/delegations/{delegation.pk}/"
    # The beginning of the day in the province.
    assert event.decoded("dtstamp") == datetime(2019, 12, 9, 17, tzinfo=UTC)


def test_two_tasks_of_one_visit_are_two_events_that_keep_their_names(
    leader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    delegation = make_delegation()
    for task in ("Gửi ảnh", "Gửi thư"):
        make_follow_up(delegation, task=task, due_on=date(2019, 12, 20))

    first = {event["uid"] for event in events_of(leader_client.get("/due.ics?kind=follow_up").content)}
    monkeypatch.setattr("config.office.views.due.today", lambda: date(2019, 12, 21))
    later = {event["uid"] for event in events_of(leader_client.get("/due.ics?kind=follow_up").content)}

    assert len(first) == 2
    assert first == later


def test_what_has_no_day_is_left_out_and_the_filter_of_the_page_holds(leader_client: Client) -> None:
    make_project(name="Chưa có cam kết")
    make_certificate(ngo=make_ngo(name="Quỹ A"), expires_on=date(2019, 12, 1))
    make_certificate(ngo=make_ngo(name="Quỹ B"), expires_on=date(2019, 12, 30))

    def labels(query: str) -> list[str]:
        return [str(event["summary"]) for event in events_of(leader_client.get(f"/due.ics?{query}").content)]

    certificates = [f"Giấy đăng ký hoạt động của Quỹ {name} hết hạn" for name in "AB"]
    assert labels("kind=certificate&when=overdue") == certificates[:1]
    assert labels("") == [*certificates, "Lớp tập huấn năm 2019: chưa tổ chức"]
    assert labels("when=missing") == []
    # What cannot be read narrows nothing.
    assert len(labels("when=mai")) == 3


def test_no_name_is_given_twice(leader_client: Client) -> None:
    for name in "ABC":
        make_certificate(ngo=make_ngo(name=f"Quỹ {name}"), expires_on=date(2019, 12, 1))

    names = [event["uid"] for event in events_of(leader_client.get("/due.ics").content)]

    assert len(names) == len(set(names)) == 4


def test_the_same_day_gives_the_same_bytes(leader_client: Client) -> None:
    make_certificate(expires_on=date(2019, 12, 1))

    assert leader_client.get("/due.ics").content == leader_client.get("/due.ics").content


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/due.ics")["Location"] == "/accounts/login/?next=/due.ics"
