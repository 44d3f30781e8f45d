"""Cells are read as they stand; what is doubtful is refused with a sentence."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from config.kit.importing import (
    CellRefused,
    Names,
    PlaceEntry,
    Places,
    bare_place,
    cell_value,
    currency_names,
    read_date,
    read_day,
    read_decimal,
    read_money,
    read_text,
    read_whole,
    shown,
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (2016.0, Decimal(2016)),
        (76277.24, Decimal("76277.24")),
        (0.1 + 0.2, Decimal("0.3")),
        (-0.07, Decimal("-0.07")),
        (304808941.0, Decimal(304808941)),
        (7, Decimal(7)),
        ("", None),
        (" \u00a0\n", None),
        (" Đại  Từ ", "Đại Từ"),
        ("Đại Từ", "Đại Từ"),
        (True, True),
        (None, None),
        (date(2016, 3, 5), date(2016, 3, 5)),
        (time(8, 30), "08:30:00"),
    ],
)
def test_cell_value(raw: Any, value: Any) -> None:
    assert cell_value(raw) == value


def test_a_whole_number_has_no_decimals_left() -> None:
    assert str(cell_value(44084265.0)) == "44084265"
    assert f"{cell_value(1e15):f}" == "1000000000000000"  # beyond what is kept; refused when read


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1500.5"), "1500,5"),
        (Decimal(2016), "2016"),
        (date(2016, 3, 5), "05/03/2016"),
        (datetime(2016, 3, 5, 23, 30), "05/03/2016 23:30"),  # noqa: DTZ001  a cell has no zone
        (True, "đúng"),
        (None, ""),
        ("a\x00b\ud800c\nd", "a b c d"),
        ("x" * 130, "x" * 119 + "…"),
    ],
)
def test_shown(value: Any, text: str) -> None:
    assert shown(value) == text


def test_text_of_numbers_and_dates() -> None:
    assert read_text(Decimal(100), limit=5) == "100"
    assert read_text(date(2016, 3, 5), limit=10) == "05/03/2016"
    assert read_text("hai\ndòng", limit=20) == "hai dòng"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("a\x00", "Nội dung có ký tự rỗng (NUL) ở vị trí 2; hãy xóa ký tự đó hoặc gõ lại nội dung."),
        ("\ud800", "Nội dung có ký tự bị hỏng (nửa mã Unicode) ở vị trí 1; hãy xóa ký tự đó hoặc gõ lại nội dung."),
        ("x" * 11, "Nội dung dài 11 ký tự, ô này chỉ nhận 10; hãy rút gọn."),
    ],
)
def test_text_refused(value: str, sentence: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_text(value, limit=10)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("value", "places", "number"),
    [
        (Decimal("19.96"), 6, Decimal("19.96")),
        (Decimal("1.234"), 3, Decimal("1.234")),
        ("1.234.567,89", 2, Decimal("1234567.89")),
        ("1,5 triệu", 2, Decimal(1500000)),
        (None, 2, None),
    ],
)
def test_decimal(value: Any, places: int, number: Any) -> None:
    assert read_decimal(value, places=places) == number


@pytest.mark.parametrize(
    ("value", "places", "sentence"),
    [
        (
            Decimal("1.234"),
            2,
            "Số “1,234” có quá 2 chữ số thập phân; hãy làm tròn, hoặc kiểm tra lại dấu chấm, dấu phẩy.",
        ),
        (Decimal(10**15), 2, "Số “1000000000000000” dài quá 15 chữ số; hãy kiểm tra xem có gõ thừa chữ số không."),
        ("1.500", 2, "“1.500” có thể hiểu là 1500 hoặc 1,5; hãy ghi lại đúng số cần nhập."),
        ("mười nghìn", 2, "Không đọc được số “mười nghìn”; hãy ghi theo dạng 1.234.567,89, 1500000 hoặc 1,5 triệu."),
        (date(2016, 3, 5), 2, "Ô này cần một số, nhưng đang ghi “05/03/2016”; hãy ghi lại số."),
        (True, 2, "Ô này cần một số, nhưng đang ghi “đúng”; hãy ghi lại số."),
    ],
)
def test_decimal_refused(value: Any, places: int, sentence: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_decimal(value, places=places)
    assert str(refused.value) == sentence


def test_whole_numbers_have_bounds() -> None:
    assert read_whole(Decimal(85)) == 85
    with pytest.raises(CellRefused, match=r"^Số này phải từ 0 đến 2\.147\.483\.647, nhưng đang ghi -1\.$"):
        read_whole(Decimal(-1))


def test_money_follows_its_currency() -> None:
    assert read_money(Decimal("-1500000"), "KRW") == Decimal(-1500000)
    assert read_money("1.500.000", "VND") == Decimal(1500000)
    assert read_money("35 triệu USD", "USD") == Decimal(35000000)
    with pytest.raises(CellRefused, match=r"có phần thập phân"):
        read_money(Decimal("10.5"), "KRW")
    with pytest.raises(CellRefused, match=r"^Số tiền ghi EUR nhưng cột loại tiền ghi USD; hãy sửa cho khớp.$"):
        read_money("100 EUR", "USD")


def test_dates_are_day_first_and_partial() -> None:
    assert str(read_date(Decimal(42434))) == "05/03/2016"
    assert str(read_date(Decimal(2016))) == "2016"
    assert str(read_date("09/2014")) == "09/2014"
    assert read_day("5/3/2016") == date(2016, 3, 5)
    with pytest.raises(CellRefused, match=r"^Tháng 2 năm 2016 có 29 ngày"):
        read_date("31/02/2016")
    with pytest.raises(CellRefused, match=r"^Cột này cần đủ ngày, tháng, năm, nhưng chỉ có “2016”"):
        read_day(Decimal(2016))
    with pytest.raises(CellRefused, match=r"^Ô này cần một ngày"):
        read_date(True)


def test_names_are_found_folded_and_refused_when_several() -> None:
    names = Names("tổ chức", [("Quỹ Ánh Sáng", 1), ("Ánh sáng Hoa Sen", 2), ("QAS", 1), ("QAS", 3)])

    assert names.get("quy anh sang") == 1
    assert names.find("Không có") is None
    with pytest.raises(CellRefused) as several:
        names.get("qas")
    assert str(several.value) == "“qas” khớp 2 tổ chức: “1”, “3”; hãy ghi đủ tên."
    with pytest.raises(CellRefused) as unknown:
        names.get("Quỹ Ánh Sáng Mới")
    assert str(unknown.value) == (
        "Không có tổ chức “Quỹ Ánh Sáng Mới”; hãy sửa tên hoặc thêm trước khi nhập. Gần nhất: “Quỹ Ánh Sáng”."
    )


@pytest.mark.parametrize(("name", "code"), [("usd", "USD"), ("VNĐ", "VND"), ("euro", "EUR"), ("won Hàn Quốc", "KRW")])
def test_currencies(name: str, code: str) -> None:
    assert currency_names().get(name) == code


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("TP Thái Nguyên", ("thanh pho", "thai nguyen")),
        ("TP.Thái Nguyên", ("thanh pho", "thai nguyen")),
        ("Huyện Đại Từ", ("huyen", "dai tu")),
        ("Thị trấn Hùng Sơn", ("thi tran", "hung son")),
        ("La Bằng", ("", "la bang")),
        ("Xã", ("", "xa")),
    ],
)
def test_bare_place(name: str, parts: tuple[str, str]) -> None:
    assert bare_place(name) == parts


PLACES = Places(
    [
        PlaceEntry("ĐT", "Huyện Đại Từ", "district", "TN", None, date(2025, 6, 30)),
        PlaceEntry("PL", "Huyện Phú Lương", "district", "TN", None, date(2025, 6, 30)),
        PlaceEntry("TX", "Thị xã Phổ Yên", "district", "TN", None, date(2022, 4, 9)),
        PlaceEntry("TP", "Thành phố Phổ Yên", "district", "TN", date(2022, 4, 10), None),
        PlaceEntry("PT1", "Xã Phú Thịnh", "commune", "ĐT", None, None),
        PlaceEntry("PT2", "Xã Phú Thịnh", "commune", "PL", None, None),
    ]
)


def test_places_with_and_without_their_kind() -> None:
    assert PLACES.get("district", "Đại Từ") == "ĐT"
    assert PLACES.get("district", "h. dai tu") == "ĐT"
    assert PLACES.get("district", "TX Phổ Yên") == "TX"
    assert PLACES.get("district", "Phổ Yên", on=date(2023, 1, 1)) == "TP"
    assert PLACES.get("commune", "xã Phú Thịnh", within="PL") == "PT2"


def test_places_refused() -> None:
    with pytest.raises(CellRefused, match=r"^“Phú Thịnh” khớp 2 địa bàn: “PT1”, “PT2”; hãy ghi thêm cột Huyện.$"):
        PLACES.get("commune", "Phú Thịnh")
    with pytest.raises(CellRefused, match=r"^Không có địa bàn “Hà Giang” trong danh mục; hãy sửa tên"):
        PLACES.get("district", "Hà Giang")
    with pytest.raises(CellRefused, match=r"^Không có địa bàn “Đại Từ”"):
        PLACES.get("commune", "Đại Từ")
