"""Hours as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delegations.forms.times import UnreadableTime, read_span, read_time, write_time

TIMES = st.times().map(lambda value: time(value.hour, value.minute))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8h30", time(8, 30)),
        ("08h30", time(8, 30)),
        ("8:30", time(8, 30)),
        ("08:30:00", time(8, 30)),
        ("0830", time(8, 30)),
        ("830", time(8, 30)),
        ("14h", time(14)),
        ("14", time(14)),
        ("8g15", time(8, 15)),
        ("8 giờ 30", time(8, 30)),
        ("8 giờ 30 phút", time(8, 30)),
        ("8 GIỜ RƯỠI", time(8, 30)),
        ("8.30", time(8, 30)),
        (" 7h 05 ", time(7, 5)),
        ("0h", time(0)),
        ("23h59", time(23, 59)),
        ("2h chiều", time(14)),
        ("8h30 sáng", time(8, 30)),
        ("12h trưa", time(12)),
        ("1h trưa", time(13)),
        ("7h tối", time(19)),
        ("14h chiều", time(14)),
        ("10h đêm", time(22)),
        ("", None),
        ("  ", None),
        ("cả ngày", None),
        ("Cả ngày", None),
    ],
)
def test_an_hour_is_read(text: str, expected: time | None) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sáng mai", "Không đọc được giờ “sáng mai”. Ghi như 8h30 hoặc 14:00; để trống nếu là cả ngày."),
        ("8h3", "Không đọc được giờ “8h3”. Ghi như 8h30 hoặc 14:00; để trống nếu là cả ngày."),
        ("-8h", "Không đọc được giờ “-8h”. Ghi như 8h30 hoặc 14:00; để trống nếu là cả ngày."),
        ("12345", "Không đọc được giờ “12345”. Ghi như 8h30 hoặc 14:00; để trống nếu là cả ngày."),
        ("25h", "Không có giờ “25h”. Giờ từ 0 đến 23, phút từ 00 đến 59."),
        ("8h75", "Không có giờ “8h75”. Giờ từ 0 đến 23, phút từ 00 đến 59."),
        ("8h30-10h", "“8h30-10h” là hai mốc giờ. Ghi giờ bắt đầu và giờ kết thúc vào hai ô riêng."),
        ("8h đến 10h", "“8h đến 10h” là hai mốc giờ. Ghi giờ bắt đầu và giờ kết thúc vào hai ô riêng."),
        ("24h", "Ghi 23h59 nếu kéo dài đến hết ngày; phần sau nửa đêm ghi thành mục của ngày hôm sau."),
        ("12h đêm", "Ghi 23h59 nếu kéo dài đến hết ngày; phần sau nửa đêm ghi thành mục của ngày hôm sau."),
    ],
)
def test_what_is_no_hour_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableTime) as refused:
        read_time(text)

    assert str(refused.value) == sentence


@given(TIMES)
def test_every_hour_is_read_back_in_each_writing(value: time) -> None:
    written = (write_time(value), f"{value.hour}h{value.minute:02d}", f"{value:%H%M}", f"{value.hour} giờ {value:%M}")

    assert [read_time(text) for text in written] == [value] * 4


@given(st.text(max_size=12))
def test_any_text_is_an_hour_or_is_refused(text: str) -> None:
    try:
        found = read_time(text)
    except UnreadableTime:
        return
    assert found is None or isinstance(found, time)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8h30 - 10h00", ("8h30", "10h00")),
        ("8h30–10h", ("8h30", "10h")),
        ("8h đến 9h", ("8h", "9h")),
        ("8h", ("8h", "")),
    ],
)
def test_a_span_is_two_texts(text: str, expected: tuple[str, str]) -> None:
    assert read_span(text) == expected
