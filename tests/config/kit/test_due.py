"""The words of what is due, and what is read one time for several kinds."""

from datetime import date
from typing import Any

import pytest

from config.kit.due import Asked, missing, nearest_first, told

TODAY = date(2019, 1, 14)


def asked(**fields: Any) -> Asked:
    return Asked(**{"today": TODAY, "settings": {}} | fields)


@pytest.mark.parametrize(
    ("due_on", "tone", "said"),
    [
        (date(2016, 1, 14), "bad", "Quá hạn 1.096 ngày"),
        (date(2019, 1, 13), "bad", "Quá hạn 1 ngày"),
        (date(2019, 1, 14), "warn", "Hôm nay là hạn"),
        (date(2019, 2, 13), "warn", "Còn 30 ngày"),
        (date(2019, 2, 14), "", "Còn 31 ngày"),
    ],
)
def test_the_distance_stands_in_words_and_tone(due_on: date, tone: str, said: str) -> None:
    item = asked().due("permit", 7, "Đoàn Busan", due_on, "/delegations/7/", person="Sở Ngoại vụ")

    assert (item.tone, item.said, item.ref, item.person, item.count) == (tone, said, "7", "Sở Ngoại vụ", 1)


def test_the_nearest_comes_first_and_what_has_no_day_last() -> None:
    days = (date(2019, 1, 20), date(2019, 1, 13), date(2019, 1, 15))
    dated = [asked().due("permit", day, str(day), day, "/") for day in days]
    rest = [missing("draft", pk, f"Báo cáo {pk}", "/", "Còn là dự thảo") for pk in (2, 1)]

    ordered = nearest_first([*rest, *dated], TODAY)

    assert [item.due_on for item in ordered] == [days[1], days[2], days[0], None, None]
    assert [item.ref for item in ordered[3:]] == ["2", "1"]


def test_what_several_kinds_build_on_is_read_one_time() -> None:
    calls: list[date] = []

    def read(one: Asked) -> list[str]:
        calls.append(one.today)
        return ["một", "hai"]

    once = asked()

    assert [once.once(read), once.once(read)] == [["một", "hai"], ["một", "hai"]]
    assert calls == [TODAY]


def test_many_are_told_together() -> None:
    def together(number: int) -> Any:
        return missing("no_commitment", "", f"{number} khoản", "/", "Thiếu cam kết", count=number)

    def items(number: int) -> list[Any]:
        return [missing("no_commitment", pk, "Một khoản", "/", "Thiếu cam kết") for pk in range(number)]

    assert [len(told(items(number), together)) for number in (0, 20, 21)] == [0, 20, 1]
    assert told(items(21), together)[0].count == 21
