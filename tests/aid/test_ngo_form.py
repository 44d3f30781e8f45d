"""The form of an organisation: names that change places, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from aid.models import ForeignNGO, NGOAlias
from config.kit import writing
from tests.aid.conftest import errors_of, rows_posted
from tests.factories import aid as make

Post = Callable[..., Any]


def ngo_data(**fields: Any) -> dict[str, Any]:
    aliases, stored = fields.pop("aliases", []), fields.pop("stored", 0)
    data = {"name": "Hội Saemaul", "code": "TC-001", "donor_kind": "ngo"}
    return (
        data
        | rows_posted("relations", [])
        | rows_posted("aliases", aliases, stored)
        | rows_posted("contacts", [])
        | fields
    )


def test_aliases_that_change_places_are_stored(post: Post) -> None:
    ngo = make.make_ngo(code="TC-001")
    first, second = (writing.save(NGOAlias(ngo=ngo, name=name), by=None) for name in ("Saemaul", "Kieng Sang Buk"))
    rows = [{"id": first.pk, "name": "Kieng Sang Buk"}, {"id": second.pk, "name": "Saemaul"}]
    assert post("aid:ngo", ngo_data(aliases=rows, stored=2), pk=ngo.pk).status_code == 302
    assert set(ngo.aliases.values_list("name", flat=True)) == {"Saemaul", "Kieng Sang Buk"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Tên gốc: Chưa nhập tên gốc."),
        ({"name": "x" * 251}, "Tên gốc: Dài 251 ký tự; ở đây nhiều nhất 250 ký tự. Rút ngắn lại."),
        ({"code": "TC-009"}, "Mã: Mã này đã dùng cho hồ sơ khác. Ghi lại, hoặc mở hồ sơ đã có."),
        (
            {"aliases": [{"name": "Saemaul"}, {"name": "Saemaul"}]},
            "Tên gọi khác, tên cũ: “Saemaul” xuất hiện hai lần. Gộp lại thành một dòng.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(post: Post, fields: dict[str, Any], sentence: str) -> None:
    make.make_ngo(code="TC-009")
    assert errors_of(post("aid:ngo", ngo_data(**fields))) == [sentence]
    assert ForeignNGO.objects.count() == 1
