"""The members of a delegation on their page: typed, pasted, read from a workbook, saved in one go."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.kit.changes import changes_of
from delegations.forms.members import AT_LEAST
from delegations.member_list import EMPTY
from delegations.models import Delegation, DelegationMember, MemberIdentity
from tests.contracts.posted import main_form
from tests.factories.delegations import make_delegation, make_member
from tests.factories.workbooks import workbook

pytestmark = pytest.mark.django_db

HEADINGS = "STT\tHọ và tên\tChức vụ\tQuốc tịch\tSố hộ chiếu\tNgày sinh"
LIST = f"{HEADINGS}\n1\tBounthong Keo\tVụ trưởng\tLào\tPA0912345\t05/03/1970"


def url(delegation: Delegation) -> str:
    return reverse("delegations:delegation-members", args=[delegation.pk])


def page(client, delegation):
    return client.get(url(delegation)).content.decode()


def send(client, delegation, html=None, **changed):
    """Send the page's own form with some controls changed; double underscores stand for the dashes of a row."""
    form = main_form(html or page(client, delegation))
    values = {name.replace("__", "-"): text for name, text in changed.items()}
    return client.post(url(delegation), form.with_(**values))


def names(delegation):
    return list(delegation.members.values_list("position", "name"))


def test_members_are_typed_and_saved_in_order(staff_client):
    delegation = make_delegation(headcount=12)

    saved = send(
        staff_client,
        delegation,
        members__0__name="Khamla Sisoulith",
        members__0__position="2",
        members__1__name="Bounthong Keo",
        members__1__position="1",
        members__1__nationality="Lào",
        members__1__title="Vụ trưởng",
        members__1__role="Trưởng đoàn",
    )

    assert saved.headers["Location"] == delegation.get_absolute_url()
    assert names(delegation) == [(1, "Bounthong Keo"), (2, "Khamla Sisoulith")]
    first = delegation.members.get(position=1)
    assert (first.title, first.nationality.name, first.role) == ("Vụ trưởng", "Lào", "Trưởng đoàn")


def test_saving_keeps_a_member_who_is_moved_and_deletes_one_who_is_dropped(staff_client):
    delegation = make_delegation()
    first, second, third = (make_member(delegation, name) for name in ("Một", "Hai", "Ba"))

    send(staff_client, delegation, members__0__position="9", members__1__DELETE="on")

    assert list(delegation.members.values_list("pk", "position")) == [(third.pk, 1), (first.pk, 2)]
    assert not DelegationMember.objects.filter(pk=second.pk).exists()


def test_saving_nothing_new_leaves_no_trace(staff_client):
    delegation = make_delegation()
    make_member(delegation, country="LA")
    lines = DelegationMember.history.count()

    send(staff_client, delegation)

    delegation.refresh_from_db()
    assert (delegation.version, DelegationMember.history.count()) == (1, lines)


def test_form_sent_twice_saves_once(staff_client):
    delegation = make_delegation()
    html = page(staff_client, delegation)

    for _ in range(2):
        send(staff_client, delegation, html, members__0__name="Bounthong Keo")

    assert names(delegation) == [(1, "Bounthong Keo")]


def test_second_writer_is_told_and_keeps_what_was_typed(staff_client):
    delegation = make_delegation()
    html = page(staff_client, delegation)
    send(staff_client, delegation, members__0__name="Người trước")

    second = send(staff_client, delegation, html, members__0__name="Người sau")

    assert "vừa được người khác sửa" in second.content.decode()
    assert 'value="Người sau"' in second.content.decode()
    assert names(delegation) == [(1, "Người trước")]


def test_reading_a_list_does_not_hide_that_others_saved_meanwhile(staff_client):
    delegation = make_delegation()
    html = page(staff_client, delegation)
    send(staff_client, delegation, members__0__name="Người trước")

    read = send(staff_client, delegation, html, go="read", secret_pasted="Họ tên\nNgười sau").content.decode()
    second = send(staff_client, delegation, read)

    assert "vừa được người khác sửa" in second.content.decode()
    assert names(delegation) == [(1, "Người trước")]


def test_unknown_nationality_and_missing_name_are_told_at_their_rows(staff_client):
    delegation = make_delegation()

    answer = send(
        staff_client,
        delegation,
        members__0__name="Bounthong",
        members__0__nationality="Atlantis",
        members__1__title="Thư ký",
    )

    errors = answer.context["form"].rows[0].errors
    assert [list(row) for row in errors[:2]] == [["nationality"], ["name"]]
    assert names(delegation) == []


# Headcount ----------------------------------------------------------------------


def three(client, delegation, **more):
    return send(client, delegation, members__0__name="Một", members__1__name="Hai", members__2__name="Ba", **more)


def test_more_members_than_persons_is_refused_and_raising_offered(staff_client):
    delegation = make_delegation(headcount=2)

    refused = three(staff_client, delegation)

    assert refused.context["form"].non_field_errors() == [
        "Danh sách có 3 thành viên, nhiều hơn số người đã ghi của đoàn (2). "
        "Đánh dấu “Sửa số người của đoàn thành 3” rồi lưu, hoặc bỏ bớt dòng."
    ]
    assert "Sửa số người của đoàn thành 3" in refused.content.decode()
    assert names(delegation) == []


def test_headcount_is_raised_when_asked(staff_client):
    delegation = make_delegation(headcount=2, headcount_qualifier="khoảng")

    three(staff_client, delegation, raise_headcount="on")

    delegation.refresh_from_db()
    assert (delegation.headcount, delegation.headcount_qualifier, len(names(delegation))) == (3, "", 3)


@pytest.mark.parametrize(
    ("headcount", "qualifier"), [(None, ""), (3, ""), (12, "gần"), *((2, qualifier) for qualifier in AT_LEAST)]
)
def test_headcount_that_does_not_contradict_stays(staff_client, headcount, qualifier):
    delegation = make_delegation(headcount=headcount, headcount_qualifier=str(qualifier))

    three(staff_client, delegation, raise_headcount="on")

    delegation.refresh_from_db()
    assert (delegation.headcount, len(names(delegation))) == (headcount, 3)


# Lists from Excel ---------------------------------------------------------------


def test_reading_fills_the_table_and_saves_nothing(staff_client):
    delegation = make_delegation()

    read = send(staff_client, delegation, go="read", secret_pasted=LIST)
    html = read.content.decode()

    assert names(delegation) == []
    assert "Đã đọc 1 thành viên vào bảng, chưa lưu" in html
    send(staff_client, delegation, html)
    assert [(member.name, member.title, member.nationality.name) for member in delegation.members.all()] == [
        ("Bounthong Keo", "Vụ trưởng", "Lào")
    ]


def test_papers_are_dropped_and_said_so_without_the_right(staff_client):
    delegation = make_delegation()

    html = send(staff_client, delegation, go="read", secret_pasted=LIST).content.decode()
    send(staff_client, delegation, html, secret_columns="1", **{"members-0-secret_passport": "PA0912345"})

    assert "Cột “Số hộ chiếu” không được lấy" in html
    assert "Cột “Ngày sinh” không được lấy" in html
    assert ("PA0912345" in html, "1970" in html) == (False, False)
    assert (names(delegation), MemberIdentity.objects.count()) == ([(1, "Bounthong Keo")], 0)


def test_papers_are_taken_with_the_right(admin_client, admin):
    delegation = make_delegation()

    read = send(admin_client, delegation, go="read", secret_pasted=LIST)
    send(admin_client, delegation, read.content.decode())

    identity = MemberIdentity.objects.get()
    assert (identity.member.name, identity.passport_number, identity.born_on) == (
        "Bounthong Keo",
        "PA0912345",
        date(1970, 3, 5),
    )
    assert "no-store" in read.headers["Cache-Control"]
    told = [(change.who, change.reason) for change in changes_of(delegation) if change.reason]
    assert told == [(admin.full_name, "Ghi giấy tờ của thành viên")]


def test_bad_papers_of_a_list_are_told_at_their_row(admin_client):
    delegation = make_delegation()
    text = "Họ tên\tSố hộ chiếu\tNgày sinh\nBounthong\tPA/09*\t31/02/1970\nKhamla\tPA09\t01/01/2090"

    form = send(admin_client, delegation, go="read", secret_pasted=text).context["form"]

    assert [sorted(row) for row in form.rows[0].errors] == [["secret_born", "secret_passport"], ["secret_born"]]


def test_name_that_stands_in_the_table_is_completed_not_doubled(staff_client):
    delegation = make_delegation()
    member = make_member(delegation, "Bounthong  KEO", role="Trưởng đoàn")

    html = send(staff_client, delegation, go="read", secret_pasted=f"{LIST}\n2\tKhamla\t\tLAO").content.decode()
    send(staff_client, delegation, html)

    assert list(delegation.members.values_list("name", "title", "role")) == [
        ("Bounthong Keo", "Vụ trưởng", "Trưởng đoàn"),
        ("Khamla", "", ""),
    ]
    assert delegation.members.first() == member


def test_workbook_is_read_by_its_content(staff_client):
    delegation = make_delegation()
    content = workbook({"Danh sách": [["Đoàn Lào"], [], ["TT", "Họ tên", "Quốc tịch"], [1, "Bounthong", "Laos"]]})
    form = main_form(page(staff_client, delegation))
    file = SimpleUploadedFile("danh-sach.pdf", content)

    read = staff_client.post(url(delegation), form.with_(go="read") | {"list_file": file})
    wrong = staff_client.post(
        url(delegation), form.with_(go="read") | {"list_file": SimpleUploadedFile("ds.xlsx", b"%PDF-1.4")}
    )

    assert [member.name for member in read.context["read"].members] == ["Bounthong"]
    assert "không phải tệp Excel đọc được" in wrong.context["problem"]


def test_reading_nothing_is_said_and_keeps_what_was_typed(staff_client):
    delegation = make_delegation()

    answer = send(staff_client, delegation, go="read", members__0__name="Bounthong")

    assert answer.context["problem"] == EMPTY
    assert 'value="Bounthong"' in answer.content.decode()


# Ends of sessions, rights, queries ----------------------------------------------


def test_form_is_held_without_papers_when_the_session_ends(admin_client, admin, client_of):
    delegation = make_delegation()
    data = main_form(page(admin_client, delegation)).with_(
        **{
            "members-0-name": "Bounthong",
            "members-0-secret_passport": "PA0912345",
            "secret_pasted": "Họ tên\tPA0912345",
            "secret_columns": "1",
        }
    )
    admin_client.logout()

    admin_client.post(url(delegation), data)
    held = admin_client.session["held_form"]["body"]
    admin_client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    html = page(admin_client, delegation)

    assert ("PA0912345" in held, "Bounthong" in held) == (False, True)
    assert 'value="Bounthong"' in html
    assert "không được giữ lại" in html


def test_archived_delegation_has_no_page_of_members(staff_client):
    delegation = make_delegation()
    staff_client.post(reverse("delegations:delegation-archive", args=[delegation.pk]), {"reason": "Nhập nhầm"})

    assert staff_client.get(url(delegation)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_database_the_same_for_any_number(staff_client, django_assert_num_queries, count):
    delegation = make_delegation(["LA"])
    for number in range(count):
        make_member(delegation, f"Người {number}", country="LA")

    with django_assert_num_queries(10):
        staff_client.get(url(delegation))


@pytest.mark.parametrize("count", [1, 3])
def test_reading_asks_the_database_the_same_for_any_number(staff_client, django_assert_num_queries, count):
    delegation = make_delegation()
    for number in range(count):
        make_member(delegation, f"Người {number}", country="LA")
    text = "Họ tên\tQuốc tịch\n" + "\n".join(f"Khách {letter}\tLào" for letter in "ABC"[:count])
    data = main_form(page(staff_client, delegation)).with_(go="read", secret_pasted=text)

    with django_assert_num_queries(11):
        staff_client.post(url(delegation), data)


# Nonsense -----------------------------------------------------------------------


@pytest.mark.parametrize("go", ["", "read"])
@pytest.mark.parametrize("text", ["a\x00b", "²", "-1", "9" * 40, "<script>alert(1)</script>", "ệ" * 10_000])
def test_nonsense_is_a_sentence_or_a_save_never_a_fault(admin_client, go, text):
    delegation = make_delegation()
    make_member(delegation)
    form = main_form(page(admin_client, delegation))
    rows = [name for name in form.values if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS", "-0-id"))]
    changes = [
        dict.fromkeys(form.texts, text),
        dict.fromkeys(rows, text),
        {"secret_pasted": f"Họ tên\tQuốc tịch\tHộ chiếu\n{text}\t{text}\t{text}", "secret_columns": text},
    ]

    for change in changes:
        answer = admin_client.post(url(delegation), form.with_(**change, go=go))

        assert answer.status_code in (200, 302)
        assert "<script>alert" not in answer.content.decode()
