"""What identifies a member: masked, shown in exchange for a line in the history, typed blind, deleted in time."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from config.accounts.models import Role, User
from config.kit import clock
from config.kit.changes import changes_of
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive, delete, save
from config.office.demonstration import REGISTER
from config.office.demonstration.remove import remove
from config.reference.models import ImportBatch, Setting
from delegations.identities import masked_birth, masked_number, months_after, purge_due_on
from delegations.models import Delegation, DelegationMember, IdentityPurge, MemberIdentity
from tests.contracts.posted import main_form
from tests.factories.delegations import make_delegation, make_member

pytestmark = pytest.mark.django_db

PASSPORT, BORN = "PA0912345", date(1970, 3, 5)


def url(delegation: Delegation, act: str = "") -> str:
    return reverse(f"delegations:delegation-identities{act}", args=[delegation.pk])


@pytest.fixture
def trusted_client(client_of):
    """A staff member whose account says that they may handle papers."""
    return client_of(
        User.objects.create_user("thuky", full_name="Lý Thị Ước", role=Role.STAFF, handles_identities=True)
    )


@pytest.fixture
def delegation():
    return make_delegation(["LA"], arrival_on=date(2026, 5, 10), departure_on=date(2026, 5, 15))


@pytest.fixture
def member(delegation):
    return make_member(delegation, passport=PASSPORT, born=BORN)


def reasons(delegation):
    return [change.reason for change in changes_of(delegation) if change.reason]


# The right ----------------------------------------------------------------------


@pytest.mark.parametrize("act", ["", "-entry"])
def test_page_is_for_those_with_the_right(leader_client, staff_client, trusted_client, admin_client, member, act):
    address = url(member.delegation, act)

    people = (leader_client, staff_client, trusted_client, admin_client)
    assert [client.get(address).status_code for client in people] == [403, 403, 200, 200]
    assert [client.post(address, {"show": member.pk}).status_code for client in people[:2]] == [403, 403]


def test_leader_never_holds_the_right(client_of, member):
    leader = User.objects.create_user("ld", full_name="Phó Chủ tịch", role=Role.LEADER, handles_identities=True)

    assert client_of(leader).get(url(member.delegation)).status_code == 403


def test_right_ends_with_the_account(member):
    person = User(role=Role.STAFF, handles_identities=True, is_active=False)

    assert person.has_perm("delegations.identities") is False


# Masks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "shown"), [("PA0912345", "•••••345"), ("123456", "•••••456"), ("12345", "•••••"), ("", "")]
)
def test_number_is_masked_to_its_last_three_characters(number, shown):
    assert masked_number(number) == shown


def test_year_of_birth_is_hidden():
    assert (masked_birth(BORN), masked_birth(None)) == ("05/03/••••", "")


def test_page_shows_masks_only(trusted_client, member):
    html = trusted_client.get(url(member.delegation)).content.decode()

    assert ("•••••345" in html, "05/03/••••" in html) == (True, True)
    assert (PASSPORT in html, "1970" in html) == (False, False)


# Showing ------------------------------------------------------------------------


def test_post_shows_one_member_once_and_leaves_a_line(trusted_client, delegation, member):
    make_member(delegation, "Khamla", passport="LX7777777")

    shown = trusted_client.post(url(delegation), {"show": member.pk})
    html = shown.content.decode()

    assert (PASSPORT in html, "05/03/1970" in html, "LX7777777" in html) == (True, True, False)
    assert "no-store" in shown.headers["Cache-Control"]
    assert [(line.reason, line.who, line.fields) for line in changes_of(delegation) if line.reason] == [
        ("Xem giấy tờ của thành viên", "Lý Thị Ước", ())
    ]
    assert PASSPORT not in trusted_client.get(url(delegation)).content.decode()


@pytest.mark.parametrize("asked", ["", "abc", "1; drop", "9" * 40])
def test_showing_nobody_is_said(trusted_client, delegation, member, asked):
    answer = trusted_client.post(url(delegation), {"show": asked})

    assert "Chưa chọn thành viên" in answer.content.decode()
    assert reasons(delegation) == []


def test_member_of_another_delegation_is_not_shown(trusted_client, member):
    other = make_delegation()

    assert trusted_client.post(url(other), {"show": member.pk}).status_code == 404
    assert reasons(member.delegation) == []


def test_member_without_papers_has_nothing_to_show(trusted_client, delegation):
    plain = make_member(delegation, "Khamla")

    answer = trusted_client.post(url(delegation), {"show": plain.pk})

    assert "Chưa ghi giấy tờ của thành viên này." in answer.content.decode()
    assert reasons(delegation) == []


def test_looking_does_not_make_an_open_form_out_of_date(trusted_client, delegation, member):
    trusted_client.post(url(delegation), {"show": member.pk})

    delegation.refresh_from_db()
    assert delegation.version == 1


# Entering -----------------------------------------------------------------------


def send(client, delegation, **changed):
    html = client.get(url(delegation, "-entry")).content.decode()
    return client.post(url(delegation, "-entry"), main_form(html).with_(**changed))


def test_form_starts_empty_with_the_mask(trusted_client, delegation, member):
    html = trusted_client.get(url(delegation, "-entry")).content.decode()

    assert main_form(html).values[f"secret_passport_{member.pk}"] == [""]
    assert 'placeholder="•••••345"' in html
    assert (PASSPORT in html, "1970" in html) == (False, False)


def test_typed_papers_are_stored_with_a_line_without_values(trusted_client, delegation):
    member = make_member(delegation)

    send(
        trusted_client,
        delegation,
        **{f"secret_passport_{member.pk}": " lx 123456 ", f"secret_born_{member.pk}": "1/2/1980"},
    )

    identity = MemberIdentity.objects.get()
    assert (identity.passport_number, identity.born_on) == ("LX 123456", date(1980, 2, 1))
    assert [(line.reason, line.fields) for line in changes_of(delegation) if line.reason] == [
        ("Ghi giấy tờ của thành viên", ())
    ]


def test_box_left_empty_changes_nothing(trusted_client, delegation, member):
    send(trusted_client, delegation, **{f"secret_passport_{member.pk}": "LX7654321"})

    identity = MemberIdentity.objects.get()
    assert (identity.passport_number, identity.born_on) == ("LX7654321", BORN)
    assert reasons(delegation) == ["Sửa giấy tờ của thành viên"]


def test_papers_are_deleted_when_ticked(trusted_client, delegation, member):
    send(trusted_client, delegation, **{f"secret_drop_{member.pk}": "on"})

    assert MemberIdentity.objects.count() == 0
    assert reasons(delegation) == ["Xóa giấy tờ của thành viên"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Chưa nhập giấy tờ nào"),
        ({"passport": "Số 12#"}, "Số hộ chiếu chỉ gồm"),
        ({"passport": "a\x00b"}, "ký tự rỗng (NUL)"),
        ({"born": "²"}, "Không đọc được ngày"),
        ({"passport": "A" * 31}, "ở đây nhiều nhất 30 ký tự"),
        ({"born": "31/02/1980"}, "31/02/1980"),
        ({"born": "1980"}, "cần đủ ngày, tháng, năm"),
        ({"born": "01/01/2090"}, "Ngày sinh phải trước hôm nay"),
        ({"passport": "LX1234567", "drop": "on"}, "Vừa ghi vừa xóa"),
    ],
)
def test_bad_papers_are_refused_in_words(trusted_client, delegation, member, typed, sentence):
    answer = send(trusted_client, delegation, **{f"secret_{key}_{member.pk}": text for key, text in typed.items()})

    assert sentence in answer.content.decode()
    assert MemberIdentity.objects.get().passport_number == PASSPORT


def test_second_writer_is_told(trusted_client, delegation, member):
    html = trusted_client.get(url(delegation, "-entry")).content.decode()
    send(trusted_client, delegation, **{f"secret_passport_{member.pk}": "LX1111111"})

    second = trusted_client.post(
        url(delegation, "-entry"), main_form(html).with_(**{f"secret_passport_{member.pk}": "LX2222222"})
    )

    assert "vừa được người khác sửa" in second.content.decode()
    assert MemberIdentity.objects.get().passport_number == "LX1111111"


def test_nothing_typed_is_held_when_the_session_ends(admin_client, admin, delegation, member):
    data = main_form(admin_client.get(url(delegation, "-entry")).content.decode()).with_(
        **{f"secret_passport_{member.pk}": "LX1234567"}
    )
    admin_client.logout()

    admin_client.post(url(delegation, "-entry"), data)

    assert "LX1234567" not in admin_client.session["held_form"]["body"]
    admin_client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    assert "không được giữ lại" in admin_client.get(url(delegation, "-entry")).content.decode()


def test_archived_delegation_shows_masks_and_takes_nothing(trusted_client, delegation, member):
    archive(delegation, by=None, reason="Nhập nhầm")

    assert trusted_client.get(url(delegation)).status_code == 200
    assert trusted_client.get(url(delegation, "-entry")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("act", "queries"), [("", 11), ("-entry", 11)])
def test_pages_ask_the_database_the_same_for_any_number(
    trusted_client, django_assert_num_queries, delegation, count, act, queries
):
    for number in range(count):
        make_member(delegation, f"Người {number}", country="LA", passport=f"PA091234{number}")

    with django_assert_num_queries(queries):
        trusted_client.get(url(delegation, act))


# Purge --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 5, 15), 6, date(2026, 11, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_after(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"departure_on": date(2026, 5, 15)}, date(2026, 11, 15)),
        ({"departure": PartialDate.of_month(2026, 6)}, date(2026, 12, 30)),
        ({"departure": PartialDate.of_year(2026)}, date(2027, 6, 30)),
        ({}, date(2026, 11, 10)),
        ({"arrival": PartialDate.of_month(2026, 5)}, date(2026, 11, 30)),
    ],
)
def test_papers_are_kept_from_the_last_day_it_may_have_left(fields, due):
    rough = {} if "arrival" in fields else {"arrival_on": date(2026, 5, 10)}

    assert purge_due_on(make_delegation(**rough, **fields), 6) == due


def purge(capsys, *arguments):
    call_command("purge_identities", *arguments)
    return capsys.readouterr().out.strip()


def test_purge_deletes_on_the_day_and_not_before(capsys, delegation, member):
    before = purge(capsys, "--today", "2026-11-14")
    kept = MemberIdentity.objects.count()
    on_the_day = purge(capsys, "--today", "2026-11-15")

    assert before == ("Đã xóa giấy tờ của 0 thành viên: đoàn đã rời đi 6 tháng trở lên tính đến ngày 14/11/2026.")
    assert on_the_day == ("Đã xóa giấy tờ của 1 thành viên: đoàn đã rời đi 6 tháng trở lên tính đến ngày 15/11/2026.")
    assert (kept, MemberIdentity.objects.count(), DelegationMember.objects.count()) == (1, 0, 1)
    assert reasons(delegation) == ["Xóa giấy tờ theo thời hạn lưu"]


def test_purge_goes_by_the_setting_and_leaves_the_newer(capsys, delegation, member):
    save(Setting(key="identities-months", value="1"), by=None)
    newer = make_delegation(arrival_on=date(2026, 6, 1), departure_on=date(2026, 6, 2))
    make_member(newer, passport="LX7777777")

    said = purge(capsys, "--today", "2026-06-15")

    assert said == "Đã xóa giấy tờ của 1 thành viên: đoàn đã rời đi 1 tháng trở lên tính đến ngày 15/06/2026."
    assert MemberIdentity.objects.get().member.delegation == newer


def test_archived_and_cancelled_delegations_are_purged_too(capsys, delegation, member):
    archive(delegation, by=None, reason="Nhập nhầm")
    cancelled = make_delegation(arrival_on=date(2026, 5, 1), status="cancelled")
    make_member(cancelled, passport="LX7777777")

    purge(capsys, "--today", "2026-11-15")

    assert MemberIdentity.objects.count() == 0


def test_second_purge_finds_nothing_and_leaves_no_line(capsys, delegation, member):
    purge(capsys, "--today", "2026-11-15")

    said = purge(capsys, "--today", "2026-11-15")

    assert said.startswith("Đã xóa giấy tờ của 0 thành viên")
    assert reasons(delegation) == ["Xóa giấy tờ theo thời hạn lưu"]


def test_dry_run_only_counts(capsys, member):
    said = purge(capsys, "--today", "2026-11-15", "--dry-run")

    assert said == "Sẽ xóa giấy tờ của 1 thành viên; chưa xóa gì."
    assert (MemberIdentity.objects.count(), IdentityPurge.objects.count()) == (1, 0)


def test_purge_refuses_a_clock_set_back(capsys, monkeypatch, member):
    IdentityPurge.objects.create(ran_at=datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 19, 2, 0, tzinfo=UTC))

    with pytest.raises(SystemExit) as ended:
        call_command("purge_identities", "--today", "2026-11-19")

    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith(
        "Chưa xóa gì: lần chạy trước ghi lúc 09:00 20/11/2026, sau giờ hiện tại của máy (09:00 19/11/2026)."
    )
    assert MemberIdentity.objects.count() == 1


def test_clock_may_be_declared_right(capsys, monkeypatch, member):
    IdentityPurge.objects.create(ran_at=datetime(2099, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 19, 2, 0, tzinfo=UTC))

    said = purge(capsys, "--today", "2026-11-19", "--clock-is-right")
    again = purge(capsys, "--today", "2026-11-19")

    assert (said[:31], again[:31]) == ("Đã xóa giấy tờ của 1 thành viên", "Đã xóa giấy tờ của 0 thành viên")


def test_wrong_day_is_refused():
    with pytest.raises(CommandError, match="không phải ngày"):
        call_command("purge_identities", "--today", "19/11/2026")


def test_pages_say_when_papers_were_deleted(capsys, trusted_client, leader_client, delegation, member):
    purge(capsys, "--today", "2026-11-15")
    said = f"Giấy tờ đã xóa ngày {clock.today():%d/%m/%Y}"

    pages = (trusted_client.get(url(delegation)), leader_client.get(delegation.get_absolute_url()))

    assert [said in page.content.decode() for page in pages] == [True, True]


# Accounts -----------------------------------------------------------------------


def test_administrator_gives_the_right_and_the_history_tells(admin_client, staff):
    address = reverse("accounts:user-edit", args=[staff.pk])
    form = main_form(admin_client.get(address).content.decode())

    admin_client.post(address, form.with_(handles_identities="on"))

    staff.refresh_from_db()
    assert staff.has_perm("delegations.identities") is True
    html = admin_client.get(reverse("accounts:user-detail", args=[staff.pk])).content.decode()
    assert "Được xem, nhập giấy tờ của thành viên đoàn" in html


def test_leader_cannot_be_given_the_right(admin_client, leader):
    address = reverse("accounts:user-edit", args=[leader.pk])
    form = main_form(admin_client.get(address).content.decode())

    refused = admin_client.post(address, form.with_(handles_identities="on"))

    assert "Lãnh đạo không xem giấy tờ của thành viên đoàn" in refused.content.decode()
    leader.refresh_from_db()
    assert leader.handles_identities is False


# What goes takes its papers along -------------------------------------------------


def test_papers_go_with_their_member(member):
    delete(member, by=None)

    assert MemberIdentity.objects.count() == 0


def test_papers_go_with_the_demonstration():
    batch = ImportBatch.objects.create(file_name="", content=b"", sha256="0" * 64, register=REGISTER, summary={})
    make_member(make_delegation(import_batch=batch), passport=PASSPORT)
    kept = make_member(make_delegation(), "Khamla", passport="LX7777777")

    remove()

    assert [identity.member for identity in MemberIdentity.objects.all()] == [kept]
