"""The pages of the import: upload, preview, confirm, undo; who may; what a page says."""

import html
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from aid.models import AidProject, ForeignNGO
from config.kit import workbook as reading
from config.kit import writing
from config.office.importing.planning import plan_workbook
from config.reference.models import ImportBatch
from tests.factories.workbooks import LEDGER_HEAD, NGO_HEAD, PROJECT_HEAD, Rows, project_sheets, workbook

pytestmark = pytest.mark.django_db


def file_of(sheets: dict[str, Rows], name: str = "sổ viện trợ.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(sheets))


def upload(client: Client, sheets: dict[str, Rows], **fields: Any) -> Any:
    return client.post("/import/", {"file": file_of(sheets), **fields})


def text_of(response: Any) -> str:
    """The main part of a page as words."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


# The start page ---------------------------------------------------------------


def test_start_page_offers_a_file_and_names_the_sheets(staff_client: Client) -> None:
    response = staff_client.get("/import/")

    assert response.status_code == 200
    assert "Chưa có lô nào. Tệp đầu tiên tải lên sẽ nằm ở đây." in text_of(response)
    assert 'name="form_token"' in response.content.decode()


@pytest.mark.parametrize("path", ["", "template.xlsx", "1/", "1/confirm/", "1/undo/", "1/discard/"])
def test_leaders_get_403_and_strangers_the_sign_in(leader_client: Client, client: Client, path: str) -> None:
    assert leader_client.get(f"/import/{path}").status_code == 403
    assert leader_client.post(f"/import/{path}").status_code == 403
    assert client.get(f"/import/{path}").url == f"/accounts/login/?next=/import/{path}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_batches_takes_one_query(
    staff_client: Client, django_assert_num_queries: Callable[..., Any], count: int
) -> None:
    for number in range(count):
        upload(staff_client, {"Tổ chức": [NGO_HEAD, (f"Quỹ {number}", "")]})

    with django_assert_num_queries(8):
        response = staff_client.get("/import/")

    assert response.content.decode().count("sổ viện trợ.xlsx") == count


def test_the_template_holds_every_sheet_and_is_recognised(staff_client: Client) -> None:
    response = staff_client.get("/import/template.xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert book.sheet_names == [
        "Tỷ giá", "Tổ chức", "Dự án", "Cam kết", "Giải ngân", "Tập huấn", "Đoàn vào, đoàn ra",
    ]  # fmt: skip
    heads = {name: book.get_sheet_by_name(name).to_python()[0] for name in book.sheet_names}
    rows = {name: [head, ["x"] * len(head)] for name, head in heads.items()}
    plan = plan_workbook(workbook(rows))
    assert [len(sheet.columns.unmatched) for sheet in plan.sheets if sheet.columns] == [0] * 7


# Upload -----------------------------------------------------------------------


def test_upload_leads_to_the_preview_and_writes_nothing_else(staff_client: Client, staff: Any) -> None:
    response = upload(staff_client, project_sheets())

    batch = ImportBatch.objects.get()
    assert (response.status_code, response.url) == (302, f"/import/{batch.pk}/")
    assert (batch.state, batch.file_name, batch.created_by) == ("preview", "sổ viện trợ.xlsx", staff)
    assert batch.summary == {"new": 2, "changed": 0, "same": 0, "refused": 0}
    assert ForeignNGO.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Chưa chọn tệp. Chọn một tệp Excel (.xlsx) rồi bấm “Xem trước”."),
        ({"file": ""}, "Chưa chọn tệp. Chọn một tệp Excel (.xlsx) rồi bấm “Xem trước”."),
        (
            {"file": SimpleUploadedFile("a.xlsx", b"abc")},
            "Tệp này không phải tệp Excel đọc được. Mở tệp bằng Excel, chọn “Lưu thành” loại .xlsx rồi nhập lại.",
        ),
        ({"file": SimpleUploadedFile("a.xlsx", b"")}, "Tệp này rỗng (0 byte). Kiểm tra lại tệp rồi nhập lại."),
    ],
)
def test_a_wrong_file_is_told_on_the_page(staff_client: Client, data: dict[str, Any], sentence: str) -> None:
    response = staff_client.post("/import/", data)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert ImportBatch.objects.count() == 0


def test_a_too_large_file_is_not_read(staff_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.office.views.importing.MAX_BYTES", 100)

    response = upload(staff_client, project_sheets())

    assert "Tệp lớn hơn 10 MB. Tách thành nhiều tệp nhỏ hơn rồi nhập từng tệp." in text_of(response)
    assert reading.MAX_BYTES == 10 * 1024 * 1024


def test_the_same_form_sent_twice_makes_one_batch(staff_client: Client) -> None:
    page = staff_client.get("/import/").content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token is not None

    first = upload(staff_client, project_sheets(), form_token=token[1])
    second = upload(staff_client, project_sheets(), form_token=token[1])

    assert first.url == second.url
    assert ImportBatch.objects.count() == 1


def test_one_register_may_be_chosen(staff_client: Client) -> None:
    upload(staff_client, {"Sheet1": [LEDGER_HEAD, ("DA-1", "2016", 5, "USD")]}, register="disbursements")

    batch = ImportBatch.objects.get()
    assert (batch.register, batch.summary["refused"]) == ("disbursements", 1)


# Preview ----------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_preview_shows_every_row_and_takes_a_fixed_number_of_queries(
    staff_client: Client, django_assert_num_queries: Callable[..., Any], count: int
) -> None:
    rows = [(f"DA-{number}", f"Dự án {number}", "Quỹ A", "Dự án") for number in range(count)]
    url = upload(staff_client, {"Tổ chức": [NGO_HEAD, ("Quỹ A", "")], "Dự án": [PROJECT_HEAD, *rows]}).url

    with django_assert_num_queries(15):
        response = staff_client.get(url)

    assert response.content.decode().count('<th role="rowheader" scope="row">Dự án ') == count
    assert f"Ghi {count + 1} dòng" in text_of(response)


def test_preview_puts_refused_rows_first_with_reasons_and_no_button(staff_client: Client) -> None:
    sheets = project_sheets(**{"Cam kết": [LEDGER_HEAD, ("DA-1", "31/02/2016", "1.500", "USD")]})

    words = text_of(staff_client.get(upload(staff_client, sheets).url))
    rows = words.partition("Lý do, thay đổi")[2]

    assert "Cần xem (3) Từ chối (1) Có lưu ý (0) Tất cả (3)" in words
    assert rows.index("“1.500” có thể hiểu là 1500 hoặc 1,5; hãy ghi lại đúng số cần nhập.") < rows.index("DA-1")
    assert "Cột “Ngày”: “31/02/2016” Tháng 2 năm 2016 có 29 ngày; ghi lại ngày hoặc chỉ ghi 02/2016." in words
    assert "Còn 1 dòng bị từ chối nên chưa ghi được dòng nào." in words
    assert "Ghi 2 dòng" not in words


def test_preview_escapes_what_the_file_holds(staff_client: Client) -> None:
    sheets = {"Tổ chức": [(*NGO_HEAD, "<i>Cột</i>"), ("<script>alert(1)</script>", "<b>Đức</b>", "<u>x</u>")]}

    page = staff_client.get(upload(staff_client, sheets).url).content.decode()

    for raw in ("<script>alert", "<b>Đức", "<i>Cột", "<u>x"):
        assert raw not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_preview_pages_its_rows_by_two_hundred(staff_client: Client) -> None:
    url = upload(staff_client, {"Tổ chức": [NGO_HEAD, *((f"Quỹ {number:03d}", "") for number in range(201))]}).url

    first, second = staff_client.get(url), staff_client.get(f"{url}?page=2")

    assert "Dòng 1–200 trong 201" in text_of(first)
    assert "Dòng 201–201 trong 201" in text_of(second)
    assert "Quỹ 200" in text_of(second)
    for query in ("?page=x&show=y", "?show=refused", "?page=999"):
        assert staff_client.get(url + query).status_code == 200


def test_the_same_file_again_is_pointed_out(staff_client: Client) -> None:
    content = workbook(project_sheets())
    urls = []
    for _ in range(2):
        urls.append(staff_client.post("/import/", {"file": SimpleUploadedFile("a.xlsx", content)}).url)  # type: ignore[attr-defined]  # noqa: PERF401
    staff_client.post(f"{urls[0]}confirm/")

    words = text_of(staff_client.get(urls[1]))

    assert "Chính tệp này đã được ghi ở lô" in words
    assert "Mọi dòng đã có trong dữ liệu, không có gì để ghi." in words


# Confirm, undo, discard -------------------------------------------------------


def test_confirm_twice_saves_once_and_says_so(staff_client: Client) -> None:
    url = upload(staff_client, project_sheets()).url

    answers = [staff_client.post(f"{url}confirm/", follow=True) for _ in range(2)]

    number = ImportBatch.objects.get().pk
    for answer in answers:
        said = f"Đã ghi lô {number}: 2 dòng mới, 0 dòng thay đổi. Cả lô hoàn tác được ở trang này."
        assert said in text_of(answer)
    assert (ForeignNGO.objects.count(), AidProject.objects.count()) == (1, 1)


def test_confirm_of_a_refused_file_says_why(staff_client: Client) -> None:
    url = upload(staff_client, {"Dự án": [PROJECT_HEAD, ("DA-1", "", "", "")]}).url

    answer = staff_client.post(f"{url}confirm/", follow=True)

    assert "Chưa ghi gì: còn 1 dòng bị từ chối." in text_of(answer)
    assert AidProject.objects.count() == 0


def test_undo_asks_first_then_takes_all_back(staff_client: Client) -> None:
    url = upload(staff_client, project_sheets()).url
    staff_client.post(f"{url}confirm/")
    assert "Hoàn tác cả lô" in text_of(staff_client.get(f"{url}undo/"))
    assert ForeignNGO.objects.count() == 1

    answer = staff_client.post(f"{url}undo/", follow=True)

    assert "Đã hoàn tác lô" in text_of(answer)
    assert (ForeignNGO.objects.count(), ImportBatch.objects.get().state) == (0, "undone")


def test_undo_refused_names_the_records(staff_client: Client) -> None:
    url = upload(staff_client, project_sheets()).url
    staff_client.post(f"{url}confirm/")
    writing.archive(AidProject.objects.get(), by=None, reason="trùng")

    answer = staff_client.post(f"{url}undo/", follow=True)

    assert "Hồ sơ đã sửa sau khi nhập: khoản viện trợ “Trạm y tế xã Tức Tranh”." in text_of(answer)
    assert AidProject.objects.count() == 1


def test_discard_forgets_the_file(staff_client: Client) -> None:
    url = upload(staff_client, project_sheets()).url

    answer = staff_client.post(f"{url}discard/", follow=True)

    assert "Đã bỏ tệp “sổ viện trợ.xlsx”. Chưa ghi gì vào dữ liệu." in text_of(answer)
    assert ImportBatch.objects.count() == 0


def test_acts_opened_as_addresses_lead_back_and_do_nothing(staff_client: Client) -> None:
    url = upload(staff_client, project_sheets()).url

    for act in ("confirm", "undo", "discard"):
        assert staff_client.get(f"{url}{act}/").url == url  # type: ignore[attr-defined]

    assert ImportBatch.objects.get().state == "preview"


def test_batches_that_are_not_there(staff_client: Client) -> None:
    demo = ImportBatch.objects.create(file_name="mẫu", content=b"", sha256="", register="demo")

    for number in (demo.pk, demo.pk + 1):
        assert staff_client.get(f"/import/{number}/").status_code == 404
        assert staff_client.post(f"/import/{number}/undo/").status_code == 404
    assert "mẫu" not in re.sub("Tải tệp mẫu", "", text_of(staff_client.get("/import/")))


def test_a_form_held_over_a_new_sign_in_asks_for_the_file_again(
    staff_client: Client, client: Client, client_of: Callable[[Any], Client], staff: Any
) -> None:
    page = staff_client.get("/import/").content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token is not None
    upload(client, project_sheets(), form_token=token[1])
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")

    words = text_of(client.get("/import/"))

    assert "Phiên làm việc đã hết trước khi tệp được gửi. Chọn lại tệp rồi bấm “Xem trước”." in words
    assert ImportBatch.objects.count() == 0
