"""Documents of NGOs, projects and ledger rows: added all or none, served only as a download to those who may see
the record, never lost from its history."""

import hashlib
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aid.models import AidDocument, ForeignNGO
from config.kit import tokens, writing
from config.kit.attachment_files import kept_names
from config.kit.changes import changes_of
from config.kit.text import nfc
from config.office.demonstration.remove import remove
from config.office.importing import actions
from config.office.importing.undo import undo
from config.reference.models import Setting
from tests.conftest import PASSWORD
from tests.factories import aid as make
from tests.factories import files
from tests.factories.workbooks import NGO_HEAD, workbook

pytestmark = pytest.mark.django_db

OWNERS: dict[str, Callable[..., Any]] = {
    "ngo": make.make_ngo,
    "project": make.make_project,
    "commitment": make.make_commitment,
    "disbursement": make.make_disbursement,
}
every_owner = pytest.mark.parametrize("name", OWNERS)
AGAIN = "Chưa lưu tệp nào. Trình duyệt không giữ các tệp đã chọn: sửa theo lời nhắc rồi chọn lại tất cả."


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> Path:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    return Path(settings.DOCUMENTS_ROOT)


def new_url(name: str, owner: Any) -> str:
    return reverse(f"aid:{name}-document-new", args=[owner.pk])


def url(act: str, document: Any) -> str:
    return reverse(f"aid:document-{act}", args=[document.pk])


def page_of(name: str, owner: Any) -> str:
    return reverse(f"aid:{name}-detail", args=[owner.pk])


def send(client: Client, address: str, *sent: tuple[str, bytes], **data: Any) -> Any:
    return client.post(address, {"files": [files.uploaded(*one) for one in sent], "title": "", **data})


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def errors_of(response: Any) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


# Adding -----------------------------------------------------------------------------


@every_owner
def test_file_is_added_and_given_back_as_it_came(staff_client: Client, staff: Any, root: Path, name: str):
    owner, content = OWNERS[name](), files.docx()

    response = send(staff_client, new_url(name, owner), ("Thỏa thuận viện trợ.docx", content))

    document = AidDocument.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{page_of(name, owner)}#documents")
    assert [str(one) for one in get_messages(response.wsgi_request)] == ["Đã thêm văn bản “Thỏa thuận viện trợ.docx”."]
    assert (document.owner, document.owner_name, str(document)) == (owner, name, "Thỏa thuận viện trợ.docx")
    assert (document.file_kind, document.size, document.version) == ("docx", len(content), 1)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert {path.name: path.read_bytes() for path in root.iterdir()} == {document.stored_as: content}
    assert document.history.get().history_user == staff
    assert content_of(staff_client.get(url("download", document))) == content


@pytest.mark.parametrize(
    ("file_name", "content", "content_type"),
    [
        ("a.pdf", files.pdf(), "application/pdf"),
        ("a.docx", files.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", files.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.png", files.png(), "image/png"),
        ("a.jpg", files.jpeg(), "image/jpeg"),
    ],
    ids=["pdf", "docx", "xlsx", "png", "jpeg"],
)
def test_each_kind_goes_in_and_out(staff_client: Client, file_name: str, content: bytes, content_type: str):
    send(staff_client, new_url("ngo", make.make_ngo()), (file_name, content))

    response = staff_client.get(url("download", AidDocument.objects.get()))

    assert (response["Content-Type"], content_of(response)) == (content_type, content)


def test_three_files_are_added_at_once(staff_client: Client):
    ngo = make.make_ngo()

    response = send(
        staff_client, new_url("ngo", ngo), ("a.pdf", files.pdf()), ("b.xlsx", files.xlsx()), ("c.png", files.png())
    )

    assert [str(one) for one in get_messages(response.wsgi_request)] == ["Đã thêm 3 văn bản."]
    assert [str(one) for one in AidDocument.objects.of(ngo).order_by("pk")] == ["a.pdf", "b.xlsx", "c.png"]


def test_one_wrong_file_among_three_keeps_none(staff_client: Client):
    response = send(
        staff_client,
        new_url("ngo", make.make_ngo()),
        ("a.pdf", files.pdf()),
        ("b.pdf", files.docx()),
        ("c.docx", b""),
    )

    page = response.content.decode()
    assert errors_of(response) == {
        "files": [
            "Tệp “b.pdf” thực ra là tệp Word (.docx). Đổi đuôi tên tệp thành “.docx” rồi chọn lại.",
            "Tệp “c.docx” trống, không có nội dung nào.",
        ]
    }
    assert (AGAIN in page, AidDocument.objects.count(), kept_names()) == (True, 0, set())


@pytest.mark.parametrize(
    ("sent", "data", "errors"),
    [
        ((), {}, {"files": ["Chưa chọn tệp nào."]}),
        ((("a.pdf", b"x"),) * 11, {}, {"files": ["Đã chọn 11 tệp; mỗi lần nhiều nhất 10 tệp. Chia thành nhiều lần."]}),
        (
            (("a.pdf", files.pdf()), ("b.pdf", files.pdf())),
            {"title": "Quyết định"},
            {
                "title": [
                    "Đã chọn 2 tệp nên không đặt chung một tên được. Để trống ô này; đổi tên từng văn bản sau khi thêm."
                ]
            },
        ),
        (
            (("a.pdf", files.pdf()),),
            {"title": "a\0b"},
            {"title": ["Nội dung có ký tự rỗng (NUL) ở vị trí 2; hãy xóa ký tự đó hoặc gõ lại nội dung."]},
        ),
        (
            (("a.pdf", files.pdf()),),
            {"title": "ệ" * 251},
            {"title": ["Dài 251 ký tự; ở đây nhiều nhất 250 ký tự. Rút ngắn lại."]},
        ),
        (
            (("ệ" * 300 + ".pdf", files.pdf()),),
            {},
            {"files": [f"Tên tệp “{'ệ' * 40}…” dài 255 ký tự; ở đây nhiều nhất 200. Đặt tên ngắn hơn rồi chọn lại."]},
        ),
    ],
)
def test_refusals_keep_what_was_typed(staff_client: Client, sent: Any, data: Any, errors: dict[str, list[str]]):
    response = send(staff_client, new_url("ngo", make.make_ngo()), *sent, **data)

    assert (response.status_code, errors_of(response)) == (200, errors)
    assert response.context["form"]["title"].value() == data.get("title", "")
    assert (AidDocument.objects.count(), kept_names()) == (0, set())


def test_title_is_given_to_one_file_and_the_name_stays(staff_client: Client):
    send(staff_client, new_url("ngo", make.make_ngo()), ("scan001.pdf", files.pdf()), title="  Quyết định  1086 ")

    document = AidDocument.objects.get()
    assert (document.title, document.file_name, str(document)) == ("Quyết định 1086", "scan001.pdf", "Quyết định 1086")


def test_name_of_a_mac_is_composed(staff_client: Client):
    decomposed = "Quye\u0302\u0301t đi\u0323nh.pdf"

    send(staff_client, new_url("ngo", make.make_ngo()), (decomposed, files.pdf()))

    assert AidDocument.objects.get().file_name == nfc(decomposed) == "Quyết định.pdf"


def test_limit_of_size_is_a_setting(staff_client: Client):
    writing.save(Setting(key="document-max-mb", value="1"), by=None)
    address = new_url("ngo", make.make_ngo())

    refused = send(staff_client, address, ("a.pdf", files.pdf().ljust(1024 * 1024 + 1)))
    taken = send(staff_client, address, ("a.pdf", files.pdf().ljust(1024 * 1024)))

    assert ["nặng 1,0\u00a0MB; ở đây mỗi tệp nhiều nhất 1 MB" in one for one in errors_of(refused)["files"]] == [True]
    assert "mỗi tệp không quá 1 MB" in refused.content.decode()
    assert (taken.status_code, AidDocument.objects.count()) == (302, 1)


def test_request_beyond_the_server_is_refused_before_it_is_read(staff_client: Client, settings: Any):
    settings.REQUEST_MAX_BYTES = 1024
    address = new_url("ngo", make.make_ngo())

    response = send(staff_client, address, ("a.pdf", files.pdf().ljust(2048)))

    assert (response.status_code, "nặng hơn 1\u00a0KB" in response.content.decode()) == (413, True)
    assert (AidDocument.objects.count(), kept_names()) == (0, set())


def test_form_sent_twice_is_saved_once(staff_client: Client, staff: Any):
    ngo, token = make.make_ngo(), tokens.new_token(staff)

    answers = [
        send(staff_client, new_url("ngo", ngo), ("a.pdf", files.pdf()), form_token=token)["Location"] for _ in range(3)
    ]

    assert answers == [f"{page_of('ngo', ngo)}#documents"] * 3
    assert (AidDocument.objects.count(), len(kept_names())) == (1, 1)


def test_record_changed_meanwhile_still_takes_a_file_and_keeps_its_version(staff_client: Client):
    ngo = make.make_ngo()
    writing.save(ngo, by=None)

    response = send(staff_client, new_url("ngo", ngo), ("a.pdf", files.pdf()), version="1")

    ngo.refresh_from_db()
    assert (response.status_code, ngo.version, AidDocument.objects.count()) == (302, 2, 1)


def test_failed_write_leaves_neither_row_nor_file(staff_client: Client, monkeypatch: pytest.MonkeyPatch):
    calls: list[Any] = []

    def fail_second(row: Any, **how: Any) -> Any:
        calls.append(row)
        if len(calls) == 2:
            raise RuntimeError("the database is gone")
        return row

    monkeypatch.setattr("config.kit.attachment_acts.writing.save", fail_second)
    with pytest.raises(RuntimeError):
        send(staff_client, new_url("ngo", make.make_ngo()), ("a.pdf", files.pdf()), ("b.pdf", files.pdf()))

    assert (AidDocument.objects.count(), kept_names()) == (0, set())


def test_full_disk_is_told_and_nothing_is_kept(staff_client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("config.kit.attachment_files.RESERVE", 10**18)

    response = send(staff_client, new_url("ngo", make.make_ngo()), ("a.pdf", files.pdf()))

    assert "Chưa lưu tệp nào: ổ đĩa của máy chủ chỉ còn" in errors_of(response)["__all__"][0]
    assert (response.status_code, AidDocument.objects.count(), kept_names()) == (200, 0, set())


def test_ended_session_gives_the_title_back_and_asks_for_the_file_again(client: Client, staff: Any):
    address = new_url("ngo", make.make_ngo())
    send(client, address, ("a.pdf", files.pdf()), title="Quyết định", form_token=tokens.new_token(staff))
    client.post(
        f"{reverse('accounts:login')}?next={address}", {"username": "nhanvien", "password": PASSWORD, "next": address}
    )

    response = client.get(address)

    sentence = "các tệp đã chọn không giữ lại được. Chọn lại tệp rồi bấm Thêm văn bản."
    assert (sentence in response.content.decode(), errors_of(response)) == (True, {})
    assert response.context["form"]["title"].value() == "Quyết định"
    assert AidDocument.objects.count() == 0


@every_owner
def test_archived_record_takes_no_file(staff_client: Client, name: str):
    owner = OWNERS[name]()
    document = make.make_document(owner)
    writing.archive(owner, by=None, reason="Nhập trùng")

    statuses = [send(staff_client, new_url(name, owner), ("a.pdf", files.pdf())).status_code]
    statuses += [staff_client.get(url(act, document)).status_code for act in ("rename", "archiving", "restoring")]
    page = staff_client.get(page_of(name, owner)).content.decode()

    assert (statuses, AidDocument.objects.count()) == ([404] * 4, 1)
    assert (url("download", document) in page, "Thêm văn bản" in page, "Đổi tên" in page) == (True, False, False)


# Who may ------------------------------------------------------------------------------

ACTS = ("rename", "archiving", "restoring")


@every_owner
def test_stranger_is_asked_to_sign_in(client: Client, name: str):
    owner = OWNERS[name]()
    document = make.make_document(owner)

    addresses = [new_url(name, owner), *(url(act, document) for act in ("download", *ACTS))]

    locations = [client.get(address)["Location"] for address in addresses]
    assert locations == [f"{reverse('accounts:login')}?next={address}" for address in addresses]


@every_owner
def test_leader_reads_and_changes_nothing(leader_client: Client, name: str):
    owner = OWNERS[name]()
    document = make.make_document(owner)
    addresses = [new_url(name, owner), *(url(act, document) for act in ACTS)]

    page = leader_client.get(page_of(name, owner)).content.decode()
    statuses = {leader_client.get(address).status_code for address in addresses}
    statuses |= {leader_client.post(address, {"reason": "thử"}).status_code for address in addresses}

    assert statuses == {403}
    assert [address in page for address in addresses] == [False] * 4
    assert url("download", document) in page
    assert content_of(leader_client.get(url("download", document))) == files.pdf(document.file_name)


def test_who_may_not_see_the_record_does_not_get_its_file(staff_client: Client, monkeypatch: pytest.MonkeyPatch):
    """A rule per row, as a later one may be, reaches the files too."""
    document = make.make_document()
    monkeypatch.setattr(type(ForeignNGO.objects.all()), "visible_to", lambda self, user: self.none())

    statuses = [staff_client.get(url(act, document)).status_code for act in ("download", "rename", "archiving")]

    assert statuses == [404] * 3


def test_admin_may_what_staff_may(admin_client: Client):
    document = make.make_document()

    assert [admin_client.get(url(act, document)).status_code for act in ("download", "rename", "archiving")] == [
        200
    ] * 3


# Download -----------------------------------------------------------------------------


def test_download_is_a_download_and_nothing_else(staff_client: Client):
    document = make.make_document(name="Đề nghị “gia hạn”; bản 2.pdf")

    response = staff_client.get(url("download", document), headers={"range": "bytes=0-3"})

    assert (response.status_code, content_of(response)) == (200, files.pdf(document.file_name))
    assert {name: response[name] for name in response.headers} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(document.size),
        "Content-Disposition": 'attachment; filename="De nghi gia han ban 2.pdf"; '
        "filename*=UTF-8''%C4%90%E1%BB%81%20ngh%E1%BB%8B%20%E2%80%9Cgia%20h%E1%BA%A1n%E2%80%9D%3B%20b%E1%BA%A3n%202.pdf",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Vary": "Cookie",
    }


def test_head_tells_without_sending(staff_client: Client):
    document = make.make_document()

    response = staff_client.head(url("download", document))

    assert (response.status_code, response["Content-Length"], response.getvalue()) == (200, str(document.size), b"")


def test_renamed_document_keeps_the_name_of_its_file(staff_client: Client):
    document = make.make_document(name="scan.pdf", title="Quyết định 1086/QĐ-UBND")

    assert 'filename="scan.pdf"' in staff_client.get(url("download", document))["Content-Disposition"]


@pytest.mark.parametrize("fault", ["gone", "changed", "name"])
def test_lost_file_is_told_and_logged(staff_client: Client, root: Path, caplog: pytest.LogCaptureFixture, fault: str):
    document = make.make_document(name="Quyết định.pdf")
    path = root / document.stored_as
    if fault == "gone":
        path.unlink()
    elif fault == "changed":
        path.write_bytes(b"x" * document.size)
    else:
        document.stored_as = "../../etc/passwd"
        writing.save(document, by=None)

    response = staff_client.get(url("download", document))

    page = response.content.decode()
    assert (response.status_code, "Tệp của “Quyết định.pdf” không còn trên máy chủ" in page) == (404, True)
    assert [record.levelname for record in caplog.records if record.name == "config.kit.attachment_pages"] == ["ERROR"]
    assert f"Attachment {document.pk} of aid.AidDocument" in caplog.text


# On the page of the record --------------------------------------------------------------


def panel_of(client: Client, name: str, owner: Any) -> list[str]:
    """What the documents' section says, tag by tag."""
    page = client.get(page_of(name, owner)).content.decode()
    section = page.split('id="documents"')[1].split("</section>")[0]
    return [" ".join(text.split()) for text in re.sub(r"<[^>]+>", "\n", section).split("\n") if text.strip()][1:]


@every_owner
def test_page_lists_the_documents(staff_client: Client, staff: Any, name: str):
    owner = OWNERS[name]()
    first = make.make_document(owner, "scan.pdf", title="Quyết định 1086", by=staff)
    second = make.make_document(owner, "Biên bản.pdf")
    writing.archive(second, by=None, reason="Gửi nhầm hồ sơ")

    assert panel_of(staff_client, name, owner) == [
        "Văn bản đính kèm",
        "Thêm văn bản",
        "Quyết định 1086",
        f"scan.pdf · PDF, {first.size} byte · Đặng Văn Thưởng, {first_time(first)}",
        "Đổi tên",
        "Quyết định 1086",
        "Lưu trữ",
        "Quyết định 1086",
        "Văn bản đã lưu trữ: 1",
        "Biên bản.pdf",
        f"PDF, {second.size} byte · Hệ thống, {first_time(second)}",
        f"Đã lưu trữ {first_time(second)[-10:]}. Lý do: Gửi nhầm hồ sơ",
        "Khôi phục",
        "Biên bản.pdf",
    ]


def first_time(document: Any) -> str:
    return timezone.localtime(document.history.order_by("history_id")[0].history_date).strftime("%H:%M ngày %d/%m/%Y")


@every_owner
def test_page_of_a_record_without_documents_says_so(leader_client: Client, name: str):
    assert panel_of(leader_client, name, OWNERS[name]()) == ["Văn bản đính kèm", "Chưa có văn bản nào."]


def test_markup_in_names_is_shown_as_text(staff_client: Client):
    ngo = make.make_ngo()
    make.make_document(ngo, "a.pdf", title="<script>alert('đ')</script>")

    page = staff_client.get(page_of("ngo", ngo)).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


# Rename, archive, restore -----------------------------------------------------------------


def test_rename(staff_client: Client):
    document = make.make_document(name="scan.pdf")

    opened = staff_client.get(url("rename", document))
    response = staff_client.post(url("rename", document), {"title": "Quyết định 1086", "version": "1"})
    same = staff_client.post(url("rename", document), {"title": "Quyết định 1086", "version": "2"})

    document.refresh_from_db()
    assert (opened.context["form"]["title"].value(), f"scan.pdf · {document.ngo}" in opened.content.decode()) == (
        "",
        True,
    )
    assert response["Location"] == f"{page_of('ngo', document.ngo)}#documents"
    assert (document.title, document.file_name, document.version) == ("Quyết định 1086", "scan.pdf", 2)
    assert [str(one) for one in get_messages(same.wsgi_request)][-1] == "Tên văn bản giữ nguyên như cũ."


def test_second_writer_is_told_and_nothing_is_replaced(staff_client: Client):
    document = make.make_document()
    staff_client.post(url("rename", document), {"title": "Một", "version": "1"})

    responses = [
        staff_client.post(url("rename", document), {"title": "Hai", "version": "1"}),
        staff_client.post(url("archiving", document), {"reason": "thử", "version": "1"}),
        staff_client.post(url("rename", document), {"title": "Hai", "version": "²"}),
    ]

    document.refresh_from_db()
    assert ["Hồ sơ vừa được người khác sửa" in one.content.decode() for one in responses] == [True] * 3
    assert (document.title, document.is_archived) == ("Một", False)


def test_archive_and_restore(staff_client: Client, root: Path):
    document = make.make_document()
    content = (root / document.stored_as).read_bytes()

    refused = staff_client.post(url("archiving", document), {"reason": "  ", "version": "1"})
    archived = staff_client.post(url("archiving", document), {"reason": "Gửi nhầm", "version": "1"})
    acts = [staff_client.get(url(act, document)).status_code for act in ACTS]
    download = content_of(staff_client.get(url("download", document)))
    restored = staff_client.post(url("restoring", document), {"version": "2"})

    document.refresh_from_db()
    assert errors_of(refused) == {"reason": ["Chưa nhập lý do lưu trữ."]}
    assert (archived.status_code, acts, download) == (302, [404, 404, 200], content)
    assert (restored.status_code, document.is_archived, document.version) == (302, False, 3)
    assert kept_names() == {document.stored_as}


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("a\0b", "ký tự rỗng (NUL)"), ("dài " * 200, "Rút ngắn lại")],
)
def test_reason_that_cannot_be_kept_is_refused(staff_client: Client, reason: str, sentence: str):
    document = make.make_document()

    response = staff_client.post(url("archiving", document), {"reason": reason, "version": "1"})

    document.refresh_from_db()
    assert (sentence in errors_of(response)["reason"][0], document.is_archived) == (True, False)


@pytest.mark.parametrize("act", ACTS)
def test_act_sent_twice_is_done_once(staff_client: Client, staff: Any, act: str):
    document = make.make_document()
    if act == "restoring":
        document = writing.archive(document, by=None, reason="thử")
    data = {"title": "Mới", "reason": "thử", "version": str(document.version), "form_token": tokens.new_token(staff)}

    answers = [staff_client.post(url(act, document), data) for _ in range(3)]

    page, version = f"{page_of('ngo', document.ngo)}#documents", document.version
    document.refresh_from_db()
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, page)] * 3
    assert document.version == version + 1


@pytest.mark.parametrize(
    ("act", "is_archived", "sentence"),
    [
        ("rename", True, "Văn bản này đã lưu trữ nên không đổi tên được. Khôi phục văn bản trước."),
        ("archiving", True, "Hồ sơ này đã được lưu trữ trước đó."),
        ("restoring", False, "Hồ sơ này đang được dùng, không cần khôi phục."),
    ],
)
def test_act_that_came_too_late_is_told(staff_client: Client, act: str, is_archived: bool, sentence: str):
    document = make.make_document()
    if is_archived:
        document = writing.archive(document, by=None, reason="thử")

    response = staff_client.post(url(act, document), {"title": "x", "reason": "x", "version": str(document.version)})

    version = document.version
    document.refresh_from_db()
    assert (response.status_code, errors_of(response), document.version) == (200, {"__all__": [sentence]}, version)


# History ------------------------------------------------------------------------------------


@every_owner
def test_history_of_the_record_tells_each_act_by_name(staff_client: Client, staff: Any, name: str):
    owner = OWNERS[name]()
    send(staff_client, new_url(name, owner), ("scan.pdf", files.pdf()))
    document = AidDocument.objects.get()
    staff_client.post(url("rename", document), {"title": "Quyết định 1086", "version": "1"})
    staff_client.post(url("archiving", document), {"reason": "Gửi nhầm", "version": "2"})
    staff_client.post(url("restoring", document), {"version": "3"})

    told = [(one.act, one.subject, one.reason) for one in changes_of(owner) if one.subject]

    assert told == [
        ("sửa", "văn bản đính kèm “Quyết định 1086”", "Khôi phục từ lưu trữ"),
        ("sửa", "văn bản đính kèm “Quyết định 1086”", "Lưu trữ: Gửi nhầm"),
        ("sửa", "văn bản đính kèm “Quyết định 1086”", ""),
        ("thêm", "văn bản đính kèm “scan.pdf”", ""),
    ]
    added = changes_of(owner)[3]
    assert [(one.label, one.new) for one in added.fields] == [
        ("tên tệp", "scan.pdf"),
        ("loại tệp", "PDF"),
        ("dung lượng (byte)", str(len(files.pdf()))),
    ]


def test_history_of_the_office_tells_uploads(staff_client: Client):
    ngo = make.make_ngo()
    send(staff_client, new_url("ngo", ngo), ("scan.pdf", files.pdf()))

    entry = staff_client.get(reverse("office:history"), {"register": "aid:document"}).context["entries"][0]

    assert (entry.title, entry.change.act, entry.url) == ("scan.pdf", "thêm", f"{page_of('ngo', ngo)}#documents")


# What may not go under it ----------------------------------------------------------------------


def test_import_is_not_undone_under_a_document(staff: Any):
    batch = actions.confirm(
        actions.preview(workbook({"Tổ chức": [NGO_HEAD, ("Quỹ A", "Đức")]}), "a.xlsx", by=staff), by=staff
    )
    ngo = ForeignNGO.objects.get(import_batch=batch)
    make.make_document(ngo, "Quyết định.pdf")

    with pytest.raises(
        writing.RuleBroken, match=r"đang được hồ sơ khác dùng: văn bản đính kèm “Quỹ A: Quyết định.pdf”"
    ):
        undo(batch, by=staff)

    assert ForeignNGO.objects.filter(pk=ngo.pk).count() == 1


def test_demonstration_is_not_removed_under_a_document():
    call_command("seed_demo", verbosity=0)
    make.make_document(ForeignNGO.objects.order_by("pk").first(), "Quyết định.pdf")

    with pytest.raises(writing.RuleBroken, match=r"1 hồ sơ do đơn vị nhập .*: văn bản đính kèm “Quyết định.pdf”"):
        remove()

    assert AidDocument.objects.count() == 1


# Counts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_once_for_all_documents(leader_client: Client, django_assert_num_queries: Any, rows: int):
    disbursement = make.make_disbursement()
    for number in range(rows):
        make.make_document(disbursement, f"{number}.pdf")
        writing.archive(make.make_document(disbursement, f"cũ {number}.pdf"), by=None, reason="thử")
    leader_client.get(page_of("disbursement", disbursement))

    with django_assert_num_queries(15):
        leader_client.get(page_of("disbursement", disbursement))


@pytest.mark.parametrize("rows", [1, 3])
def test_download_asks_a_fixed_number_of_queries(staff_client: Client, django_assert_num_queries: Any, rows: int):
    document = make.make_document(make.make_commitment())
    for number in range(rows - 1):
        make.make_document(document.owner, f"{number}.pdf")

    with django_assert_num_queries(7):
        staff_client.get(url("download", document))


# The check of the disk -----------------------------------------------------------------------------


def check() -> tuple[int, list[str]]:
    out = StringIO()
    try:
        call_command("check_documents", stdout=out)
    except SystemExit as left:
        return int(str(left.code)), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_check_finds_missing_changed_and_stray_files(root: Path):
    good, gone, changed = (make.make_document(name=f"{name}.pdf") for name in ("tốt", "mất", "đổi"))
    total = sum(one.size for one in (good, gone, changed))
    (root / gone.stored_as).unlink()
    (root / changed.stored_as).write_bytes(files.pdf("khác"))
    (root / "la.pdf.part").write_bytes(b"x")

    assert check() == (
        1,
        [
            f"Thiếu: văn bản số {gone.pk} “mất.pdf”, tệp {gone.stored_as}",
            f"Bị đổi: văn bản số {changed.pk} “đổi.pdf”, tệp {changed.stored_as}",
            "Thừa: la.pdf.part",
            f"{root}: 3 văn bản, {total}\u00a0byte; 2 tệp thiếu hoặc bị đổi, 1 tệp thừa.",
        ],
    )


def test_check_of_a_sound_folder_is_quiet(root: Path):
    document = make.make_document()
    (root / "thua.pdf").write_bytes(b"x")

    assert check() == (
        0,
        ["Thừa: thua.pdf", f"{root}: 1 văn bản, {document.size}\u00a0byte; 0 tệp thiếu hoặc bị đổi, 1 tệp thừa."],
    )
