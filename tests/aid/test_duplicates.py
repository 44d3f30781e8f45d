"""Names that may be one organisation: the list, the question before saving, the page of merging and its undo."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aid.forms.picks import pick_ngo
from aid.models import AidProject, ForeignNGO, NGOAlias, ProjectDonor
from aid.rosters import NGO_ROSTER
from config.accounts.models import User
from config.kit import tokens, writing
from config.kit.writing import archive, save
from config.office.importing.planning import plan_workbook
from config.office.search import search_everywhere
from config.reference.actions.merges import merge, tell_apart
from config.reference.models import Agency, AgencyAlias, DistinctPair, RecordMerge
from config.reference.rosters import AGENCY_ROSTER
from tests.aid.conftest import errors_of
from tests.aid.test_ngo_form import ngo_data
from tests.factories.aid import make_agency, make_certificate, make_ngo, make_project
from tests.factories.merging import everything, make_two_ngos
from tests.factories.workbooks import NGO_HEAD, workbook

pytestmark = pytest.mark.django_db

LIST = "/aid/ngos/duplicates/"
REASON = "Cùng một hội, nhập hai lần"
Post = Callable[..., Any]


def moons() -> tuple[ForeignNGO, ForeignNGO]:
    return make_ngo(name="Hội Ánh Trăng"), make_ngo(name="Hội Trăng Ánh")


def merging(kept: Any, gone: Any, user: User, **fields: Any) -> dict[str, Any]:
    """The form of the merge page as it is sent."""
    opened = {"with": gone.pk, "version": kept.version, "other_version": gone.version, "reason": REASON}
    return {"form_token": tokens.new_token(user)} | opened | fields


# The list -----------------------------------------------------------------------


def test_the_list_tells_each_pair_why_and_what_hangs_on_it(leader_client: Client) -> None:
    one, other = moons()
    make_project(donors=[(one, "100")])
    make_certificate(ngo=one)
    archive(make_certificate(ngo=other), by=None, reason="Nhập nhầm")
    make_ngo(name="Quỹ Bàn tay Xanh")

    [pair] = leader_client.get(LIST).context["pairs"]

    assert [(side["record"], side["uses"]) for side in pair["sides"]] == [
        (one, "1 giấy đăng ký, 1 khoản viện trợ"),
        (other, ""),
    ]
    assert (pair["likeness"].in_words, pair["likeness"].why.value) == ("Rất giống", "cùng các từ, khác thứ tự")
    page = leader_client.get(LIST).content.decode()
    assert ("So sánh, gộp" in page, "Không trùng" in page) == (False, False)


def test_an_alias_counts_as_a_name(staff_client: Client) -> None:
    one, other = make_ngo(name="Hội Saemaul tỉnh Gyeongsangbuk"), make_ngo(name="Kiêng Sang Búk")
    assert staff_client.get(LIST).context["found"] == 0

    save(NGOAlias(ngo=one, name="Kieng Sang Buk"), by=None)

    [pair] = staff_client.get(LIST).context["pairs"]
    assert [side["record"] for side in pair["sides"]] == [one, other]
    assert (pair["likeness"].one, pair["likeness"].score) == ("Kieng Sang Buk", 100)


@pytest.mark.parametrize("pairs", [1, 3])
@pytest.mark.parametrize("address", [LIST, "/reference/agencies/duplicates/"])
def test_the_list_asks_a_fixed_number_of_queries(
    staff_client: Client, django_assert_num_queries: Any, address: str, pairs: int
) -> None:
    for word in ("Trăng", "Sao", "Mây")[:pairs]:
        records = [make_ngo(name=f"Hội {word} Ánh"), make_ngo(name=f"Hội Ánh {word}")]
        owners = [make_agency(f"Phòng {word} Ánh"), make_agency(f"Phòng Ánh {word}")]
        apart = [make_ngo(name=f"Quỹ {word} Lam"), make_ngo(name=f"Quỹ Lam {word}")]
        make_project(donors=[(ngo, None) for ngo in records], owner=owners[0])
        tell_apart(NGO_ROSTER, apart[0].pk, apart[1].pk, by=None)
        gone = (make_ngo(name=f"Hội Cũ {word}"), make_agency(f"Phòng Cũ {word}"))
        merge(NGO_ROSTER, records[0].pk, gone[0].pk, versions={}, reason=REASON, by=None)
        merge(AGENCY_ROSTER, owners[0].pk, gone[1].pk, versions={}, reason=REASON, by=None)

    with django_assert_num_queries(21 if address == LIST else 20):
        response = staff_client.get(address)

    assert (response.context["found"], len(response.context["merges"])) == (pairs, pairs)


def test_a_pair_is_marked_as_two_and_the_mark_taken_back(staff_client: Client, staff: User) -> None:
    one, other = moons()
    sent = {"first": one.pk, "second": other.pk}

    token = staff_client.get(LIST).context["pairs"][0]["token"]
    marked = staff_client.post(LIST, sent | {"act": "apart", "form_token": token}, follow=True)
    again = staff_client.post(LIST, sent | {"act": "apart", "form_token": token}, follow=True)

    assert [response.context["found"] for response in (marked, again)] == [0, 0]
    assert DistinctPair.history.get().history_user == staff
    [entry] = marked.context["apart"]
    unmarked = staff_client.post(LIST, sent | {"act": "again", "form_token": entry["token"]}, follow=True)
    assert (unmarked.context["found"], unmarked.context["apart"]) == (1, [])


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "apart"},
        {"act": "apart", "first": "1", "second": "x"},
        {"act": "apart", "first": "1", "second": "²"},
        {"act": "apart", "first": "99999", "second": "99998"},
        {"act": "merge", "first": "1", "second": "2"},
    ],
)
def test_a_crafted_mark_is_refused_in_a_sentence(staff_client: Client, sent: dict[str, str]) -> None:
    page = staff_client.post(LIST, sent, follow=True).content.decode()

    assert "Không tìm thấy hồ sơ muốn gộp. Chọn lại trong danh sách." in page
    assert DistinctPair.objects.count() == 0


def test_a_leader_reads_the_list_and_changes_nothing(leader_client: Client) -> None:
    one, other = moons()
    pair = {"act": "apart", "first": one.pk, "second": other.pk}
    address = f"/aid/ngos/{one.pk}/merge/?with={other.pk}"

    sent = [leader_client.post(LIST, pair), leader_client.get(address), leader_client.post(address)]
    sent += [leader_client.get("/aid/ngos/like/?name=Ánh"), leader_client.post(f"/aid/ngos/{one.pk}/merge/undo/")]

    assert [response.status_code for response in sent] == [403] * 5
    assert (DistinctPair.objects.count(), RecordMerge.objects.count()) == (0, 0)


# While typing, and before saving --------------------------------------------------


def test_what_is_typed_is_answered_with_names_and_links(staff_client: Client) -> None:
    ngo = make_ngo(name="Good Neighbors International", abbreviation="GNI")
    make_ngo(name="Quỹ Bàn tay Xanh")

    for typed in ({"name": "good neighbours"}, {"name_vi": "Neighbors Good"}, {"abbreviation": "gni"}):
        page = staff_client.get(f"/aid/ngos/like/?{urlencode(typed)}").content.decode()
        assert (f'href="/aid/ngos/{ngo.pk}/"' in page, page.count("<li>")) == (True, 1)
    quiet = ({}, {"name": "go"}, {"name": "Hội Phụ nữ"}, {"name": "a\x00b"}, {"name": "  "})
    quiet += ({"name": "Good Neighbors", "pk": str(ngo.pk)}, {"name": "x" * 5000})
    assert {staff_client.get(f"/aid/ngos/like/?{urlencode(each)}").content.decode().strip() for each in quiet} == {""}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_answer_while_typing_asks_a_fixed_number_of_queries(
    staff_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        ngo = make_ngo(name="Hội Ánh Trăng")
        save(NGOAlias(ngo=ngo, name=f"Trăng Ánh {number}"), by=None)

    with django_assert_num_queries(8):
        page = staff_client.get("/aid/ngos/like/?name=hội+ánh+trăng").content.decode()

    assert page.count("<li>") == rows


def test_a_new_name_like_a_known_one_is_asked_about_once(post: Post) -> None:
    known = make_ngo(code="TC-009", name="Good Neighbors International")
    data = ngo_data(name="Good Neighbours Intl", representative="Kim Min-jae")

    asked = post("aid:ngo", data)

    [error] = errors_of(asked)
    assert error == (
        "Vẫn là tổ chức khác: Tên này rất giống hồ sơ đã có: “Good Neighbors International”. "
        "Mở hồ sơ đã có, hoặc đánh dấu “Vẫn là tổ chức khác” rồi lưu lại."
    )
    page = asked.content.decode()
    assert (f'<a href="/aid/ngos/{known.pk}/">' in page, 'value="Kim Min-jae"' in page) == (True, True)
    assert ForeignNGO.objects.count() == 1
    assert post("aid:ngo", data | {"is_other": "on"}).status_code == 302
    assert ForeignNGO.objects.count() == 2


def test_the_question_stands_while_other_faults_are_mended(post: Post) -> None:
    make_ngo(code="TC-009", name="Good Neighbors International")
    data = ngo_data(name="Good Neighbours Intl", code="TC-009")

    assert errors_of(post("aid:ngo", data)) == ["Mã: Mã này đã dùng cho hồ sơ khác. Ghi lại, hoặc mở hồ sơ đã có."]
    kept = post("aid:ngo", data | {"is_other": "on"})
    assert errors_of(kept) == ["Mã: Mã này đã dùng cho hồ sơ khác. Ghi lại, hoặc mở hồ sơ đã có."]
    assert 'name="is_other"' in kept.content.decode()


def test_a_change_of_a_record_is_not_asked_about(post: Post) -> None:
    one, _ = moons()

    assert post("aid:ngo", ngo_data(name="Hội Ánh Trăng", code=one.code), pk=one.pk).status_code == 302


def test_an_agency_is_asked_about_by_the_same_means(staff_client: Client) -> None:
    make_agency("Trường Tiểu học Rừng Vần")
    data = {"name": "Trường Tiểu học Vần Rừng", "kind": "school"} | {
        f"aliases-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")
    }

    asked = staff_client.post("/reference/agencies/new/", data)

    assert list(asked.context["form"].errors) == ["is_other"]
    assert staff_client.post("/reference/agencies/new/", data | {"is_other": "on"}).status_code == 302
    assert Agency.objects.filter(name__startswith="Trường Tiểu học").count() >= 2


def test_an_import_is_not_held_up() -> None:
    make_ngo(name="Good Neighbors International")

    [row] = plan_workbook(workbook({"Tổ chức": [NGO_HEAD, ("Good Neighbours Intl", "Hàn Quốc")]})).rows

    assert (row.action.value, row.errors) == ("new", ())


# Merging ------------------------------------------------------------------------


def test_without_the_other_one_the_page_asks_for_it(staff_client: Client) -> None:
    one, other = moons()
    address = f"/aid/ngos/{one.pk}/merge/"

    page = staff_client.get(address)

    assert [entry["url"] for entry in page.context["found"]] == [f"{address}?with={other.pk}"]
    chosen = staff_client.get(address, {"other": "trăng ánh"})
    assert chosen["Location"] == f"{address}?with={other.pk}"
    unknown = staff_client.get(address, {"other": "Không có tên này"})
    assert [error["text"] for error in unknown.context["form"].all_errors] == [
        "Hồ sơ trùng với hồ sơ này: Không tìm thấy “Không có tên này”. Chọn trong danh sách gợi ý hoặc thêm mới trước."
    ]


def test_the_preview_shows_everything_and_writes_nothing(staff_client: Client) -> None:
    kept, gone = make_two_ngos()
    before = everything()

    response = staff_client.get(f"/aid/ngos/{kept.pk}/merge/?with={gone.pk}")

    page = response.content.decode()
    shown = ("<b>2 dòng cam kết</b>", "tỷ lệ 30% và 50% cộng thành 80%", "“Kieng Sang Buk Saemaul”; “KSB”")
    assert [text in page for text in (*shown, "Lấy “Kim Min-jae”", "Giữ “saemaul.example”")] == [True] * 5
    assert response.context["swap_url"] == f"/aid/ngos/{gone.pk}/merge/?with={kept.pk}"
    assert everything() == before


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_asks_a_fixed_number_of_queries(
    staff_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    kept, gone = moons()
    for _ in range(rows):
        make_project(donors=[(gone, "100")])
        make_project(donors=[(kept, "60"), (gone, "40")])
        make_certificate(ngo=gone)

    with django_assert_num_queries(21):
        staff_client.get(f"/aid/ngos/{kept.pk}/merge/?with={gone.pk}")


def test_two_become_one_and_two_again(staff_client: Client, staff: User, leader_client: Client) -> None:
    kept, gone = make_two_ngos()
    before = everything()

    sent = merging(kept, gone, staff)
    answers = [staff_client.post(f"/aid/ngos/{kept.pk}/merge/", sent) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [f"/aid/ngos/{kept.pk}/"] * 2
    assert RecordMerge.objects.get().merged_by == staff
    undo = f"/aid/ngos/{gone.pk}/merge/undo/"
    pages = [client.get(f"/aid/ngos/{gone.pk}/").content.decode() for client in (staff_client, leader_client)]
    link = f'Thay cho hồ sơ này: <a href="/aid/ngos/{kept.pk}/">'
    assert [(link in page, undo in page, "Khôi phục hồ sơ" in page) for page in pages] == [
        (True, True, False),
        (True, False, False),
    ]
    history = staff_client.get(f"/aid/ngos/{kept.pk}/history/").content.decode()
    assert f"Gộp hồ sơ: {REASON}" in history

    asked = staff_client.get(undo)
    assert asked.context["merge"].kept == kept
    done = [staff_client.post(undo, {"form_token": asked.context["token"]}) for _ in range(2)]
    assert [answer["Location"] for answer in done] == [f"/aid/ngos/{gone.pk}/"] * 2
    assert everything() == before


def test_a_merged_one_comes_back_only_by_undoing(staff_client: Client, staff: User) -> None:
    kept, gone = make_two_ngos()
    staff_client.post(f"/aid/ngos/{kept.pk}/merge/", merging(kept, gone, staff))

    answer = staff_client.post(f"/aid/ngos/{gone.pk}/restore/")

    gone.refresh_from_db()
    assert (answer["Location"], gone.is_archived) == (f"/aid/ngos/{gone.pk}/merge/undo/", True)


def test_an_archived_one_that_was_never_merged_is_restored_as_before(staff_client: Client) -> None:
    ngo = archive(make_ngo(), by=None, reason="Nhập nhầm")

    assert "Khôi phục hồ sơ" in staff_client.get(f"/aid/ngos/{ngo.pk}/").content.decode()
    staff_client.post(f"/aid/ngos/{ngo.pk}/restore/")
    ngo.refresh_from_db()
    assert ngo.is_archived is False
    led = staff_client.get(f"/aid/ngos/{ngo.pk}/merge/undo/", follow=True)
    assert "Hồ sơ này chưa gộp vào hồ sơ nào." in led.content.decode()


def test_each_refusal_is_a_sentence_and_the_reason_stays(staff_client: Client, staff: User) -> None:
    kept, gone, old = *moons(), archive(make_ngo(name="Hội Cũ"), by=None, reason="Đã giải thể")
    address = f"/aid/ngos/{kept.pk}/merge/"
    before = everything()
    cases: list[tuple[dict[str, Any], str]] = [
        ({"with": kept.pk}, "Hai hồ sơ phải khác nhau"),
        ({"with": old.pk}, "“Hội Cũ” đã lưu trữ nên không gộp được"),
        ({"with": 10**9}, "Không tìm thấy hồ sơ muốn gộp"),
        ({"with": "x"}, "Không tìm thấy hồ sơ muốn gộp"),
        ({"reason": " "}, "Chưa nhập lý do gộp."),
        ({"reason": "x" * 201}, "Rút ngắn lại"),
        ({"reason": "a\x00b"}, "ký tự rỗng (NUL)"),
        ({"version": 99}, "vừa được người khác sửa"),
        ({"other_version": ""}, "vừa được người khác sửa"),
    ]

    for fields, sentence in cases:
        page = staff_client.post(address, merging(kept, gone, staff, **fields))
        assert (page.status_code, sentence in page.content.decode()) == (200, True), sentence
    stale = staff_client.post(address, merging(kept, gone, staff, version=99)).content.decode()
    assert (REASON in stale, f'name="version" value="{kept.version}"' in stale) == (True, True)
    for shown in (f"{address}?with={kept.pk}", f"{address}?with={old.pk}", f"{address}?with=%C2%B2"):
        assert staff_client.get(shown).status_code == 200
    assert everything() == before


def test_undoing_after_a_change_names_it_and_keeps_everything(staff_client: Client, staff: User) -> None:
    kept, gone = make_two_ngos()
    staff_client.post(f"/aid/ngos/{kept.pk}/merge/", merging(kept, gone, staff))
    row = ProjectDonor.objects.get(project__name="Trạm y tế xã Phú Xuyên", ngo=kept)
    writing.delete(row, by=None)
    before = everything()

    answer = staff_client.post(f"/aid/ngos/{gone.pk}/merge/undo/", {"form_token": tokens.new_token(staff)})

    assert f"bên tài trợ số {row.pk or ''}" in answer.content.decode()
    assert everything() == before


def test_a_form_in_flight_is_given_back_after_signing_in(client: Client, staff: User, staff_client: Client) -> None:
    kept, gone = moons()
    address = f"/aid/ngos/{kept.pk}/merge/"
    client.post(address, merging(kept, gone, staff))

    client.post("/accounts/login/", {"username": staff.username, "password": "cau-noi-2015", "next": address})
    page = client.get(address)

    assert (page.context["gone"], REASON in page.content.decode()) == (gone, True)


# Found by the name that went ------------------------------------------------------


def test_a_merged_name_finds_the_one_that_stands(staff: User) -> None:
    kept, gone = make_two_ngos()
    merge(NGO_ROSTER, kept.pk, gone.pk, versions={}, reason=REASON, by=None)
    project = AidProject.objects.get(name="Nước sạch xã La Bằng")

    [group] = search_everywhere("kiêng sang buk sae", staff)[:1]
    found = pick_ngo(label="Bên tài trợ")
    with CaptureQueriesContext(connection) as queries:
        picked = found.clean("kieng sang buk saemaul")

    assert [hit.title for hit in group.hits] == [kept.name]
    assert (picked, len(queries)) == (kept, 2)
    assert project in AidProject.objects.search("kieng sang")


def test_a_sheet_that_names_the_merged_one_or_its_code_means_the_one_that_stands() -> None:
    kept, gone = make_two_ngos()
    merge(NGO_ROSTER, kept.pk, gone.pk, versions={}, reason=REASON, by=None)
    head = ("Mã tổ chức", "Tên tổ chức", "Trang tin")

    for code, name in (("", "Kieng Sang Buk Saemaul"), (gone.code, "Tên khác"), ("", "KSB Saemaul")):
        found = plan_workbook(workbook({"Tổ chức": [head, (code, name, "moi.example")]}))
        [row] = found.rows
        assert (row.action.value, [change.old for change in row.changes]) == ("changed", ["saemaul.example"])


def test_agencies_are_found_by_their_other_names(staff: User) -> None:
    kept, gone = make_agency("Phòng Ánh Trăng"), make_agency("Ban Sao Mai", abbreviation="BSM")
    save(AgencyAlias(agency=gone, name="Ban Mai Sao"), by=None)
    merge(AGENCY_ROSTER, kept.pk, gone.pk, versions={}, reason=REASON, by=None)

    for text in ("sao mai", "BSM", "mai sao"):
        assert list(Agency.objects.active().search(text)) == [kept]
        assert [hit.title for group in search_everywhere(text, staff) for hit in group.hits] == [kept.name]
    assert list(Agency.objects.called("ban mai SAO")) == [kept]
