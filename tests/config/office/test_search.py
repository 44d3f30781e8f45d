"""One search over all registers: what is found, in which order, and what it costs."""

from typing import Any

import pytest
from django.test import Client

from aid.models import ForeignNGO
from config.kit.writing import archive, save
from config.office.registers import SEARCHED
from config.office.search import PER_REGISTER, TOLD, search_everywhere
from tests.factories.aid import make_ngo, make_project
from tests.factories.associations import make_association, make_event, make_partner, make_training
from tests.factories.delegations import make_delegation
from tests.factories.reference import loaded_place

pytestmark = pytest.mark.django_db

URL = "/search/"


def titles(client: Client, text: str) -> dict[str, list[str]]:
    groups = client.get(URL, {"q": text}).context["groups"]
    return {group.register.title: [hit.title for hit in group.hits] for group in groups}


def one_of_each(word: str) -> None:
    """A record in every register that people fill, each with the word in its name."""
    make_ngo(name=f"Hội {word}")
    make_project(name=f"Trường {word}")
    make_delegation(name=f"Đoàn {word}")
    make_association(name=f"Hội hữu nghị {word}")
    make_partner(name=f"Đối tác {word}")
    make_training(title=f"Lớp {word}")
    make_event(name=f"Hội nghị {word}")


def test_every_searched_register_is_told() -> None:
    assert {register.model for register in SEARCHED} == set(TOLD)


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(URL, {"q": "a"})["Location"] == "/accounts/login/?next=/search/%3Fq%3Da"


def test_results_stand_by_register_with_links(leader_client: Client) -> None:
    one_of_each("Ánh Trăng Rằm")

    found = titles(leader_client, "ram trang")

    assert found == {
        "Tổ chức phi chính phủ nước ngoài": ["Hội Ánh Trăng Rằm"],
        "Viện trợ PCPNN": ["Trường Ánh Trăng Rằm"],
        "Đoàn vào, đoàn ra": ["Đoàn Ánh Trăng Rằm"],
        "Hội hữu nghị": ["Hội hữu nghị Ánh Trăng Rằm"],
        "Đối tác nước ngoài": ["Đối tác Ánh Trăng Rằm"],
        "Lớp tập huấn": ["Lớp Ánh Trăng Rằm"],
        "Sự kiện": ["Hội nghị Ánh Trăng Rằm"],
    }
    for group in leader_client.get(URL, {"q": "ram trang"}).context["groups"]:
        for hit in group.hits:
            assert leader_client.get(hit.url).status_code == 200


def test_a_place_is_found_by_its_name_and_that_of_its_district(leader_client: Client) -> None:
    place = loaded_place("05815")

    [group] = leader_client.get(URL, {"q": "la bang dai tu"}).context["groups"]

    assert [(hit.title, hit.url, hit.below) for hit in group.hits] == [
        ("Xã La Bằng", f"/reference/places/{place.pk}/", "Xã La Bằng, Huyện Đại Từ (đến 30/06/2025) · 05815")
    ]


def test_the_exact_code_comes_first(leader_client: Client) -> None:
    make_ngo(code="TC-900", name="An Bình TC-9")
    make_ngo(code="TC-9", name="Ý Nguyện")

    assert titles(leader_client, "tc-9")["Tổ chức phi chính phủ nước ngoài"] == ["Ý Nguyện", "An Bình TC-9"]


def test_words_side_by_side_come_before_words_apart(leader_client: Client) -> None:
    make_ngo(name="Bàn Tay và Tay Xanh")
    make_ngo(name="Quỹ Tay Bàn")

    assert titles(leader_client, "tay bàn")["Tổ chức phi chính phủ nước ngoài"] == [
        "Quỹ Tay Bàn",
        "Bàn Tay và Tay Xanh",
    ]


def test_ten_are_shown_and_the_list_shows_all(leader_client: Client) -> None:
    for number in range(PER_REGISTER + 1):
        make_ngo(name=f"Hội Ánh Trăng {number}")

    [group] = leader_client.get(URL, {"q": "Ánh Trăng"}).context["groups"]

    assert (len(group.hits), group.has_more) == (10, True)
    assert group.list_url == "/aid/ngos/?q=%C3%81nh+Tr%C4%83ng"
    assert leader_client.get(group.list_url).context["found"] == 11


def test_exactly_ten_need_no_further_link(leader_client: Client) -> None:
    for number in range(PER_REGISTER):
        make_ngo(name=f"Hội Ánh Trăng {number}")

    [group] = leader_client.get(URL, {"q": "Ánh Trăng"}).context["groups"]

    assert (len(group.hits), group.has_more) == (10, False)


def test_an_archived_record_is_not_found(leader_client: Client) -> None:
    archive(make_ngo(name="Hội Ánh Trăng"), by=None, reason="Nhập trùng")

    response = leader_client.get(URL, {"q": "ánh trăng"})

    assert response.context["groups"] == []
    assert "Không tìm thấy hồ sơ nào" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "Gõ tên, mã hoặc nơi cần tìm"),
        ({"q": ""}, "Gõ tên, mã hoặc nơi cần tìm"),
        ({"q": "   "}, "Gõ tên, mã hoặc nơi cần tìm"),
        ({"q": "–?!"}, "Chưa có chữ hoặc số nào để tìm"),
        ({"q": "%"}, "Chưa có chữ hoặc số nào để tìm"),
        ({"q": "a\x00b"}, "ký tự"),
        ({"q": "a" * 201}, "Rút ngắn lại"),
    ],
)
def test_what_cannot_be_searched_gets_a_sentence(leader_client: Client, asked: dict[str, str], sentence: str) -> None:
    make_ngo()

    response = leader_client.get(URL, asked)

    assert response.status_code == 200
    assert sentence in response.context["note"]
    assert "groups" not in response.context


def test_bytes_that_are_no_text_do_not_break_the_page(leader_client: Client) -> None:
    assert leader_client.get("/search/?q=%FF%FE").status_code == 200
    assert leader_client.get("/search/?q=%ED%A0%80").status_code == 200


def test_markup_in_the_query_is_printed_as_text(leader_client: Client) -> None:
    page = leader_client.get(URL, {"q": "<script>x"}).content.decode()

    assert "<script>x" not in page


def test_nothing_is_found_without_the_right(db: None) -> None:
    make_ngo(name="Hội Ánh Trăng")

    assert search_everywhere("ánh trăng", None) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_fixed_number_of_queries(
    leader_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        one_of_each("Ánh Trăng Rằm" if rows == 1 else f"Ánh Trăng Rằm {ForeignNGO.objects.count()}")

    with django_assert_num_queries(18):
        groups = leader_client.get(URL, {"q": "ánh trăng rằm"}).context["groups"]

    assert [len(group.hits) for group in groups] == [rows] * 7


def test_a_renamed_record_is_found_by_its_new_name(leader_client: Client) -> None:
    ngo = make_ngo(name="Hội Cũ")
    ngo.name = "Hội Ánh Trăng"
    save(ngo, by=None)

    assert titles(leader_client, "anh trang") == {"Tổ chức phi chính phủ nước ngoài": ["Hội Ánh Trăng"]}
