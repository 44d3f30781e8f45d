"""A programme as a calendar file (RFC 5545) that telephones and mail programs take, in the province's time."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event

from config.kit.ics import NAMESPACE, ZONE, new_calendar
from delegations.choices import DelegationStatus


def programme_calendar(delegation: Any, items: Iterable[Any], *, changed_at: datetime) -> bytes:
    """One event a line, all named for good by the line: a file imported again replaces the events of the first.

    `changed_at` is when the delegation was last saved and its version the sequence of every event, so that the
    same data give the same bytes. A line without hours is an event of the whole day.
    """
    calendar = new_calendar(delegation.name, "Chương trình làm việc của đoàn")
    for item in items:
        calendar.add_component(_event(delegation, item, changed_at.astimezone(UTC).replace(microsecond=0)))
    return bytes(calendar.to_ical())


def _event(delegation: Any, item: Any, changed_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"doan-{delegation.pk}-muc-{item.pk}@{NAMESPACE}")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", delegation.version)
    is_off = delegation.status == DelegationStatus.CANCELLED or delegation.is_archived
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("summary", item.content)
    if item.place:
        event.add("location", item.place)
    event.add("description", _description(delegation, item))
    _add_hours(event, item)
    return event


def _add_hours(event: Event, item: Any) -> None:
    """A day ends on the day after; an end no later than the beginning is left out (RFC 5545, 3.8.2.2)."""
    if item.starts_at is None:
        event.add("dtstart", item.day)
        event.add("dtend", item.day + timedelta(days=1))
        return
    zone = ZoneInfo(ZONE)
    event.add("dtstart", datetime.combine(item.day, item.starts_at, zone))
    if item.ends_at is not None and item.ends_at > item.starts_at:
        event.add("dtend", datetime.combine(item.day, item.ends_at, zone))


def _description(delegation: Any, item: Any) -> str:
    lines = (
        ("Đoàn", delegation.name),
        ("Thành phần, người tiếp", item.counterpart),
        ("Phụ trách", item.in_charge),
        ("Xe", item.vehicle),
        ("Phiên dịch", item.interpreter),
        ("Nội dung bằng tiếng Anh", item.content_en),
        ("Địa điểm bằng tiếng Anh", item.place_en),
    )
    return "\n".join(f"{label}: {text}" for label, text in lines if text)
