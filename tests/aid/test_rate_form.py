"""The form of an exchange rate."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aid.models import ExchangeRate
from config.accounts.models import User
from config.kit import writing
from tests.aid.conftest import errors_of
from tests.factories import aid as make

Post = Callable[..., Any]
NEW = "aid:rate"


def rate_data(**fields: Any) -> dict[str, Any]:
    return {"currency": "USD", "valid_from": "01/07/2016", "vnd_per_unit": "21873", "source": "", **fields}


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("21873", "21873"),
        ("19,96", "19.96"),
        ("0,000001", "0.000001"),
        ("21.873,5", "21873.5"),
        ("999999999", "999999999"),
    ],
)
def test_a_rate_is_read_with_up_to_six_places(post: Post, text: str, rate: str) -> None:
    assert post(NEW, rate_data(vnd_per_unit=text)).status_code == 302
    assert ExchangeRate.objects.get().vnd_per_unit == Decimal(rate)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"currency": "VND"}, "Loại tiền"),
        ({"currency": ""}, "Loại tiền: Chưa nhập loại tiền."),
        ({"valid_from": "07/2016"}, "Từ ngày: Ô này cần đủ ngày, tháng, năm, ví dụ 05/03/2016."),
        ({"vnd_per_unit": ""}, "Đồng cho 1 đơn vị: Chưa nhập đồng cho 1 đơn vị."),
        ({"vnd_per_unit": "0"}, "Đồng cho 1 đơn vị: Tỷ giá phải lớn hơn 0."),
        ({"vnd_per_unit": "-5"}, "Đồng cho 1 đơn vị: Tỷ giá phải lớn hơn 0."),
        ({"vnd_per_unit": "1000000000"}, "Đồng cho 1 đơn vị: Số này không được lớn hơn 999.999.999."),
        (
            {"vnd_per_unit": "21.873"},
            "Đồng cho 1 đơn vị: “21.873” có thể hiểu là 21873 hoặc 21,873; hãy ghi lại đúng số cần nhập.",
        ),
        (
            {"valid_from": "01/01/2014"},
            "Từ ngày: Đã có tỷ giá USD từ ngày 01/01/2014. Sửa dòng đó, hoặc ghi ngày khác.",
        ),
        ({"source": "x" * 201}, "Nguồn: Dài 201 ký tự; ở đây nhiều nhất 200 ký tự. Rút ngắn lại."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(post: Post, fields: dict[str, Any], sentence: str) -> None:
    make.make_rate("USD", "21036", date(2014, 1, 1))
    found = errors_of(post(NEW, rate_data(**fields)))
    assert len(found) == 1
    assert found[0].startswith(sentence)
    assert ExchangeRate.objects.count() == 1


def test_too_many_decimals_are_refused(post: Post) -> None:
    assert len(errors_of(post(NEW, rate_data(vnd_per_unit="0,0000001")))) == 1


def test_a_rate_is_changed_on_its_own_day(post: Post) -> None:
    rate = make.make_rate("USD", "21036", date(2016, 7, 1))
    assert post(NEW, rate_data(vnd_per_unit="21900"), pk=rate.pk).status_code == 302
    rate.refresh_from_db()
    assert (rate.vnd_per_unit, rate.version) == (21900, 2)


def test_a_rate_does_not_come_back_to_a_day_that_is_taken(staff_client: Client, staff: User) -> None:
    archived = writing.archive(make.make_rate(), by=staff, reason="Ghi nhầm")
    make.make_rate()
    response = staff_client.post(reverse("aid:rate-restore", args=[archived.pk]), follow=True)
    assert "Đã có tỷ giá USD từ ngày 01/01/2014" in response.content.decode()
    archived.refresh_from_db()
    assert archived.is_archived is True


def test_the_list_says_that_stored_rows_stay(leader_client: Client) -> None:
    assert "mỗi dòng giữ tỷ giá lúc ghi" in leader_client.get(reverse("aid:rate-list")).content.decode()


def test_a_day_that_cannot_be_read_is_asked_for_as_a_day(post: Post) -> None:
    """A month or a year would be refused here, so the sentence does not propose them."""
    errors = errors_of(post(NEW, rate_data(valid_from="tháng bảy")))

    assert errors == ["Từ ngày: Không đọc được ngày “tháng bảy”; hãy ghi theo dạng 05/03/2016."]
