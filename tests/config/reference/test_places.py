"""Administrative units: found by any of their words, kept with their span of time and their successors."""

from typing import Any

import pytest
from django.test import Client

from config.kit.changes import changes_of
from config.kit.text import nfc
from config.reference.actions.places import next_code
from config.reference.models import Place
from tests.factories.reference import loaded_place, make_hamlet, make_succession

pytestmark = pytest.mark.django_db

LIST = "/reference/places/"
NEW = "/reference/places/new/"


def full_names(text: str) -> list[str]:
    return sorted(place.full_name for place in Place.objects.search(text).for_list())


def data_of(**fields: str) -> dict[str, str]:
    least = {
        "name": "Xóm Rừng Vần",
        "level": "hamlet",
        "parent": "Xã La Bằng, Huyện Đại Từ (đến 30/06/2025)",
        "successions-TOTAL_FORMS": "0",
        "successions-INITIAL_FORMS": "0",
    }
    return least | fields


@pytest.mark.parametrize(
    "typed", ["la bang dai tu", "LA BẰNG, ĐẠI TỪ", "dai tu la bang", "xã La Bằng, huyện Đại Từ", "05815"]
)
def test_words_in_any_order_without_marks_find_the_commune_of_its_district(typed: str) -> None:
    assert full_names(typed) == ["Xã La Bằng, Huyện Đại Từ"]


def test_the_name_alone_finds_both_communes_and_one_that_holds_the_same_letters() -> None:
    assert full_names("la bang") == ["Xã Bằng Lãng, Huyện Chợ Đồn", "Xã La Bằng", "Xã La Bằng, Huyện Đại Từ"]


def test_the_list_finds_decomposed_text_too(staff_client: Client) -> None:
    decomposed = "La Ba\u0306\u0300ng Đa\u0323i Tu\u031b\u0300"
    assert nfc(decomposed) == "La Bằng Đại Từ"

    response = staff_client.get(LIST, {"q": decomposed})

    assert response.context["found"] == 1


def test_a_hamlet_gets_a_code_of_the_office(staff_client: Client) -> None:
    response = staff_client.post(NEW, data_of())

    place = Place.objects.get(name="Xóm Rừng Vần")
    assert response.status_code == 302
    assert (place.code, place.parent, place.version) == ("X-001", loaded_place("05815"), 1)
    assert next_code() == "X-002"


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": ""}, "name", "Chưa nhập tên."),
        ({"level": "commune", "parent": "Huyện Đại Từ (đến 30/06/2025)"}, "code", "Chưa nhập mã."),
        ({"parent": ""}, "parent", "Chưa chọn đơn vị cấp trên"),
        ({"level": "district", "code": "999"}, "parent", "không ở cấp trên"),
        ({"level": "province", "code": "99"}, "parent", "Tỉnh không thuộc đơn vị nào"),
        ({"parent": "Nước Lạ"}, "parent", "Không tìm thấy"),
        ({"valid_from": "01/07/2025", "valid_to": "30/06/2025"}, "valid_to", "đứng trước ngày đầu"),
        ({"valid_from": "31/02/2025"}, "valid_from", ""),
        ({"valid_from": "2025"}, "valid_from", "đủ ngày, tháng, năm"),
        ({"code": "05815"}, "code", "Đã có địa bàn mã 05815"),
        ({"name": "Xóm\x00"}, "name", "ký tự"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    staff_client: Client, fields: dict[str, str], field: str, sentence: str
) -> None:
    response = staff_client.post(NEW, data_of(**fields))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert sentence in response.context["form"].errors[field][0]
    assert Place.objects.filter(level="hamlet").count() == 0


def test_a_code_may_be_used_again_from_a_later_day(staff_client: Client) -> None:
    staff_client.post(NEW, data_of(code="05815", valid_from="01/01/2026"))

    assert list(Place.objects.filter(code="05815").order_by("pk").values_list("name", flat=True)) == [
        "Xã La Bằng",
        "Xóm Rừng Vần",
    ]


def edit_of(place: Place, **fields: str) -> dict[str, str]:
    return {
        "name": place.name,
        "level": place.level,
        "parent": place.parent.choice_label if place.parent else "",
        "code": place.code,
        "valid_to": "30/11/2024",
        "version": str(place.version),
        "successions-TOTAL_FORMS": "1",
        "successions-INITIAL_FORMS": "0",
    } | fields


def test_a_successor_is_kept_and_told(staff_client: Client, staff: Any) -> None:
    na_mao = loaded_place("05782")

    staff_client.post(f"{LIST}{na_mao.pk}/edit/", edit_of(na_mao, **{"successions-0-successor": "Xã Phú Thịnh"}))

    assert [row.successor for row in na_mao.successions.all()] == [loaded_place("05800", is_new=True)]
    newest = changes_of(na_mao)[0]
    assert (newest.who, newest.act, newest.subject) == (staff.full_name, "thêm", "địa bàn kế tiếp")


def test_a_place_does_not_come_after_itself(staff_client: Client) -> None:
    na_mao = loaded_place("05782")

    response = staff_client.post(
        f"{LIST}{na_mao.pk}/edit/", edit_of(na_mao, **{"successions-0-successor": na_mao.choice_label})
    )

    assert "chính mình" in response.content.decode()
    assert na_mao.successions.count() == 0


def test_a_successor_stands_once(staff_client: Client) -> None:
    na_mao = loaded_place("05782")
    twice = {
        "successions-TOTAL_FORMS": "2",
        "successions-0-successor": "Xã Phú Thịnh",
        "successions-1-successor": "Xã Phú Thịnh",
    }

    response = staff_client.post(f"{LIST}{na_mao.pk}/edit/", edit_of(na_mao, **twice))

    assert "xuất hiện hai lần" in response.content.decode()
    assert na_mao.successions.count() == 0


def test_filters_give_the_nine_districts_and_the_92_units(staff_client: Client) -> None:
    nine = staff_client.get(LIST, {"level": "district", "parent": "19", "status": "ended"})
    new = staff_client.get(LIST, {"level": "commune", "status": "present"})

    assert nine.context["found"] == 9
    assert new.context["found"] == 92


def test_an_unknown_filter_value_finds_nothing_and_says_so(staff_client: Client) -> None:
    response = staff_client.get(LIST, {"level": "planet"})

    assert response.status_code == 200
    assert response.context["found"] == 0
    assert "chưa lọc" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    staff_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_hamlet(f"Xóm Thử {number}")

    with django_assert_num_queries(9):
        response = staff_client.get(LIST, {"q": "xom thu"})

    assert response.context["found"] == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_detail_asks_a_fixed_number_of_queries(
    staff_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    commune = make_hamlet("Xã Thử", level=Place.Level.COMMUNE, code="99999", parent=loaded_place("171"))
    for number in range(rows):
        make_hamlet(f"Xóm Thử {number}", parent=commune)
        make_succession(commune, Place.objects.filter(valid_from__isnull=False, level="commune")[number])
        make_succession(Place.objects.filter(valid_from=None, level="commune")[number], commune)

    with django_assert_num_queries(18):
        response = staff_client.get(f"{LIST}{commune.pk}/")

    assert [len(table.rows) for table in response.context["tables"]] == [rows, rows, rows]
