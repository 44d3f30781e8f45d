"""The form of a project: what it proposes, what it refuses in words, and that nothing is stored twice."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aid.choices import LegalBasis, Modality, Sector
from aid.models import AidProject
from config.accounts.models import User
from config.kit import tokens, writing
from config.kit.partial_dates import PartialDate
from tests.aid.conftest import errors_of, project_data
from tests.factories import aid as make

Post = Callable[..., Any]
D = Decimal
NEW = "aid:project"


def saved(response: Any) -> AidProject:
    assert response.status_code == 302, [error["text"] for error in response.context["form"].all_errors]
    return AidProject.objects.get()


def test_the_least_is_a_name_and_a_modality(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aid.forms.projects.today", lambda: date(2016, 3, 5))
    project = saved(post(NEW, project_data()))
    assert (project.name, project.code, project.legal_basis) == ("Nước sạch xã La Bằng", "VT-2016-001", "")


def test_a_new_form_proposes_the_next_code(staff_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aid.forms.projects.today", lambda: date(2016, 3, 5))
    make.make_project(code="VT-2016-013")
    page = staff_client.get(reverse("aid:project-create"))
    assert page.context["form"]["code"].value() == "VT-2016-014"


def test_a_new_ngo_form_proposes_the_next_code(staff_client: Client) -> None:
    make.make_ngo(code="TC-004")
    assert staff_client.get(reverse("aid:ngo-create")).context["form"]["code"].value() == "TC-005"


def test_a_full_project_is_stored_as_typed(post: Post) -> None:
    ngo, other = make.make_ngo(), make.make_ngo()
    district = make.make_place()
    commune = make.make_place("Xã Suối Thử Nghiệm", level="commune", parent=district)
    owner = make.make_agency()
    data = project_data(
        code="VT-2016-014",
        owner="ubnd huyen dai tu",
        start="12/5/2016",
        end="quý II/2019",
        approval_number="1086/QĐ-UBND",
        approval_on="28/04/2016",
        approval_issuer="UBND tỉnh",
        counterpart_vnd="1,12 tỷ",
        beneficiary_count="1.284",
        beneficiary_unit="người",
        is_call_for_aid="on",
        donors=[{"ngo": f"{ngo} ({ngo.code})", "percent": "62,5"}, {"ngo": other.code, "percent": "37,5"}],
        sector_shares=[{"sector": Sector.HEALTH, "percent": ""}],
        place_shares=[{"place": "xa suoi thu nghiem"}],
        outputs=[{"kind": "road", "quantity": "1,2", "unit": "km", "place": "", "handed_over_on": "19/12/2016"}],
    )
    project = saved(post(NEW, data))
    assert (project.owner, project.approval_on, project.legal_basis) == (
        owner,
        date(2016, 4, 28),
        LegalBasis.ND_93_2009,
    )
    assert (project.start, project.end) == (PartialDate.of_day(date(2016, 5, 12)), PartialDate.of_quarter(2019, 2))
    assert (project.counterpart_vnd, project.beneficiary_count, project.is_call_for_aid) == (1_120_000_000, 1284, True)
    assert [(row.ngo, row.percent) for row in project.donors.order_by("pk")] == [(ngo, D("62.5")), (other, D("37.5"))]
    assert [(row.sector, row.percent) for row in project.sector_shares.all()] == [(Sector.HEALTH, None)]
    assert [row.place for row in project.place_shares.all()] == [commune]
    assert [(row.kind, row.quantity, row.unit) for row in project.outputs.all()] == [("road", D("1.2"), "km")]


ENDS_FIRST = "Kết thúc: Kết thúc ({}) trước khi bắt đầu ({}). Xem lại hai mốc thời gian."


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("01/09/2017", "30/06/2017"),
        ("09/2017", "08/2017"),
        ("2017", "2016"),
        ("01/09/2017", "08/2017"),
        ("quý III/2017", "30/06/2017"),
    ],
)
def test_an_end_before_the_start_is_refused(post: Post, start: str, end: str) -> None:
    assert errors_of(post(NEW, project_data(start=start, end=end))) == [ENDS_FIRST.format(end, start)]
    assert AidProject.objects.count() == 0


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("01/09/2017", "01/09/2017"),
        ("15/09/2017", "09/2017"),
        ("31/12/2017", "2017"),
        ("2017", "01/01/2017"),
        ("2017", "quý I/2017"),
    ],
)
def test_spans_that_may_be_in_order_are_taken(post: Post, start: str, end: str) -> None:
    assert saved(post(NEW, project_data(start=start, end=end))).end is not None


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, "Tên khoản viện trợ: Chưa nhập tên khoản viện trợ."),
    ({"name": "x" * 501}, "Tên khoản viện trợ: Dài 501 ký tự; ở đây nhiều nhất 500 ký tự. Rút ngắn lại."),
    ({"modality": ""}, "Hình thức viện trợ: Chưa nhập hình thức viện trợ."),
    (
        {"code": "VT-2010-001"},
        "Mã: Mã này đã dùng cho hồ sơ khác. Ghi lại, hoặc mở hồ sơ đã có.",
    ),
    ({"start": "31/02/2016"}, "Bắt đầu: Tháng 2 năm 2016 có 29 ngày; ghi lại ngày hoặc chỉ ghi 02/2016."),
    ({"approval_on": "04/2016"}, "Ngày quyết định phê duyệt: Ô này cần đủ ngày, tháng, năm, ví dụ 05/03/2016."),
    ({"counterpart_vnd": "-1"}, "Vốn đối ứng (đồng): Số này không được nhỏ hơn 0."),
    ({"beneficiary_count": "3000000000"}, "Số đối tượng thụ hưởng: Số này không được lớn hơn 2.147.483.647."),
    (
        {"owner": "Sở Không Có"},
        "Chủ khoản viện trợ: Không tìm thấy “Sở Không Có”. Chọn trong danh sách gợi ý hoặc thêm mới trước.",
    ),
    (
        {"start": "05/2016", "handed_over_on": "30/04/2016"},
        "Ngày bàn giao: Bàn giao (30/04/2016) trước khi bắt đầu (05/2016). Xem lại hai mốc thời gian.",
    ),
    (
        {"sector_shares": [{"sector": "health", "percent": "60"}, {"sector": "education", "percent": "39,99"}]},
        "Lĩnh vực: Tỷ lệ cộng lại được 99,99%, chưa đủ 100%. Sửa cho đủ 100%, hoặc để trống tất cả nếu chưa rõ.",
    ),
    (
        {"sector_shares": [{"sector": "health", "percent": "60"}, {"sector": "education"}]},
        "Lĩnh vực: Có dòng ghi tỷ lệ, có dòng để trống. Ghi đủ mọi dòng cho được 100%, hoặc để trống tất cả.",
    ),
    (
        {"sector_shares": [{"sector": "health"}, {"sector": "health"}]},
        "Lĩnh vực: “Y tế” xuất hiện hai lần. Gộp lại thành một dòng.",
    ),
    (
        {"sector_shares": [{"sector": "health", "percent": "50"}]},
        "Lĩnh vực: Tỷ lệ cộng lại được 50%, chưa đủ 100%. Sửa cho đủ 100%, hoặc để trống tất cả nếu chưa rõ.",
    ),
    (
        {"sector_shares": [{"sector": "health", "percent": "0"}]},
        "Lĩnh vực, dòng 1: Tỷ lệ phải lớn hơn 0; bỏ dòng này nếu không có phần nào.",
    ),
    ({"sector_shares": [{"sector": "health", "percent": "101"}]}, "Lĩnh vực, dòng 1: Số này không được lớn hơn 100."),
    (
        {"outputs": [{"kind": "road", "quantity": "0", "unit": "km"}]},
        "Kết quả, công trình, dòng 1: Số lượng phải lớn hơn 0.",
    ),
    (
        {"outputs": [{"kind": "road", "quantity": "1", "unit": ""}]},
        "Kết quả, công trình, dòng 1: Chưa nhập đơn vị tính (km, m, bộ…).",
    ),
]


@pytest.mark.parametrize(
    ("fields", "sentence"), WRONG, ids=[str(next(iter(fields))) + str(n) for n, (fields, _) in enumerate(WRONG)]
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_stored(
    post: Post, fields: dict[str, Any], sentence: str
) -> None:
    make.make_project(code="VT-2010-001")
    assert errors_of(post(NEW, project_data(**fields))) == [sentence]
    assert AidProject.objects.count() == 1


def test_an_unreadable_character_is_refused_in_every_text(post: Post) -> None:
    sent = dict.fromkeys(("name", "code", "owner", "start", "approval_on", "note", "objectives", "name_en"), "a\x00b")
    found = errors_of(post(NEW, project_data(**sent)))
    assert len(found) == len(sent)
    assert {sentence.split(": ", 1)[1] for sentence in found} == {
        "Nội dung có ký tự rỗng (NUL) ở vị trí 2; hãy xóa ký tự đó hoặc gõ lại nội dung."
    }


def test_markup_in_a_name_is_shown_as_text(post: Post, staff_client: Client) -> None:
    name = "<script>alert(1)</script> & 'Nhà văn hóa'"
    ngo = make.make_ngo(name="<b>Hội</b>")
    project = saved(post(NEW, project_data(name=name, donors=[{"ngo": ngo.code}])))
    for address in (
        project.get_absolute_url(),
        reverse("aid:project-list"),
        reverse("aid:project-edit", args=[project.pk]),
    ):
        page = staff_client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>Hội</b>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_was_typed_comes_back_with_the_error(post: Post) -> None:
    response = post(NEW, project_data(start="hôm qua", note="Ghi chú dài", donors=[{"ngo": "Không có"}]))
    form = response.context["form"]
    assert (form["start"].value(), form["note"].value()) == ("hôm qua", "Ghi chú dài")
    assert form.rows[0].forms[0]["ngo"].value() == "Không có"


def test_a_form_sent_twice_is_stored_once(post: Post, staff: User) -> None:
    token = tokens.new_token(staff)
    first, second = (post(NEW, project_data(), token=token) for _ in range(2))
    assert AidProject.objects.count() == 1
    assert first["Location"] == second["Location"] == AidProject.objects.get().get_absolute_url()


def test_saving_without_a_change_writes_nothing(post: Post) -> None:
    ngo = make.make_ngo()
    project = make.make_project(donors=[(ngo, None)], code="VT-2016-001")
    donor = project.donors.get()
    data = project_data(
        name=project.name,
        code=project.code,
        stage="implementing",
        donors=[{"id": donor.pk, "ngo": f"{ngo} ({ngo.code})", "percent": ""}],
        stored={"donors": 1},
    )
    assert post(NEW, data, pk=project.pk).status_code == 302
    project.refresh_from_db()
    assert (project.version, project.history.count(), donor.history.count()) == (1, 1, 1)


def test_a_changed_share_raises_the_version_and_keeps_its_row(post: Post) -> None:
    project = make.make_project(sectors=[(Sector.HEALTH, "60"), (Sector.EDUCATION, "40")])
    first, second = project.sector_shares.order_by("pk")
    data = project_data(
        name=project.name,
        code=project.code,
        stage="implementing",
        sector_shares=[
            {"id": first.pk, "sector": "health", "percent": "50"},
            {"id": second.pk, "sector": "education", "percent": "50"},
        ],
        stored={"sector_shares": 2},
    )
    assert post(NEW, data, pk=project.pk).status_code == 302
    project.refresh_from_db()
    assert project.version == 2
    assert [(row.pk, row.percent) for row in project.sector_shares.order_by("pk")] == [(first.pk, 50), (second.pk, 50)]


def test_shares_that_change_places_are_stored(post: Post) -> None:
    ngo, other = make.make_ngo(), make.make_ngo()
    project = make.make_project(donors=[(ngo, "60"), (other, "40")])
    first, second = project.donors.order_by("pk")
    data = project_data(
        name=project.name,
        code=project.code,
        stage="implementing",
        donors=[
            {"id": first.pk, "ngo": f"{other} ({other.code})", "percent": "60"},
            {"id": second.pk, "ngo": f"{ngo} ({ngo.code})", "percent": "40"},
        ],
        stored={"donors": 2},
    )
    assert post(NEW, data, pk=project.pk).status_code == 302
    assert {(row.ngo, row.percent) for row in project.donors.all()} == {(other, D(60)), (ngo, D(40))}


def test_the_second_writer_is_told_and_nothing_is_overwritten(post: Post, leader: User) -> None:
    project = make.make_project(name="Tên cũ")
    data = project_data(code=project.code, stage="implementing")
    assert post(NEW, data | {"name": "Tên của người thứ nhất"}, pk=project.pk).status_code == 302
    response = post(NEW, data | {"name": "Tên cũ", "note": "Ghi chú của người thứ hai"}, pk=project.pk, version=1)
    assert response.status_code == 200
    form = response.context["form"]
    assert (form["name"].value(), form["note"].value()) == ("Tên của người thứ nhất", "Ghi chú của người thứ hai")
    assert [change.fields[0].new for change in response.context["others"]] == ["Tên của người thứ nhất"]
    project.refresh_from_db()
    assert (project.name, project.note, project.version) == ("Tên của người thứ nhất", "", 2)


def test_the_parent_is_a_programme_and_its_refusal_a_sentence(post: Post) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME, name="Chương trình nước sạch")
    assert post(NEW, project_data(parent=programme.code)).status_code == 302
    assert programme.components.get().name == "Nước sạch xã La Bằng"
    make.make_commitment(project=make.make_project(modality=Modality.PROGRAMME, code="VT-2016-777", name="Có tiền"))
    assert errors_of(post(NEW, project_data(parent="VT-2016-777"))) == [
        "Thuộc chương trình: “Có tiền” đang có dòng cam kết, giải ngân. Chuyển các dòng đó sang dự án thành phần "
        "trước, vì tiền chỉ ghi ở một cấp."
    ]


def test_a_programme_with_components_does_not_become_a_project(post: Post) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME, name="Chương trình nước sạch")
    make.make_project(parent=programme)
    data = project_data(name=programme.name, code=programme.code, stage="implementing")
    assert errors_of(post(NEW, data, pk=programme.pk)) == [
        "Hình thức viện trợ: “Chương trình nước sạch” đang có dự án thành phần nên phải là chương trình và không thuộc "
        "chương trình khác."
    ]


def test_an_organisations_page_fills_the_first_donor(staff_client: Client) -> None:
    ngo = make.make_ngo(name="Hội Saemaul")
    form = staff_client.get(f"{reverse('aid:project-create')}?donor={ngo.pk}").context["form"]
    assert form.rows[0].forms[0]["ngo"].value() == f"Hội Saemaul ({ngo.code})"


def test_a_donor_archived_since_stays_while_the_rest_is_changed(post: Post, staff: User) -> None:
    ngo = make.make_ngo()
    project = make.make_project(donors=[(ngo, None)])
    writing.archive(ngo, by=staff, reason="Gộp với tổ chức khác")
    data = project_data(
        name="Tên mới",
        code=project.code,
        stage="implementing",
        donors=[{"id": project.donors.get().pk, "ngo": f"{ngo} ({ngo.code})", "percent": ""}],
        stored={"donors": 1},
    )
    assert post(NEW, data, pk=project.pk).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.donors.get().ngo) == ("Tên mới", ngo)
