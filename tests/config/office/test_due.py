"""What is due: each kind by its rule, on its day, and not a day before."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from aid.choices import CertificateEvent, CertificateKind
from config.kit.writing import archive
from config.office.due import unconverted
from config.reference.models import Setting
from reports.queries import Kind, due_items
from tests.factories.aid import make_certificate, make_commitment, make_disbursement, make_ngo, make_project
from tests.factories.associations import make_association
from tests.factories.delegations import make_delegation, make_follow_up
from tests.factories.reporting import follow_from

pytestmark = pytest.mark.django_db

TODAY = date(2019, 12, 10)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.office.views.due.today", lambda: TODAY)


def told(kind: Kind) -> list[tuple[str, date, str]]:
    return [(item.label, item.due_on, item.said) for item in due_items(TODAY, most=None) if item.kind is kind]


def test_certificates_within_the_notice_and_those_that_ran_out() -> None:
    make_certificate(ngo=make_ngo(name="Hôm qua"), expires_on=date(2019, 12, 9))
    make_certificate(ngo=make_ngo(name="Sáu mươi ngày"), expires_on=date(2020, 2, 8))
    make_certificate(ngo=make_ngo(name="Sáu mươi mốt ngày"), expires_on=date(2020, 2, 9))
    make_certificate(ngo=make_ngo(name="Không thời hạn"), expires_on=None)

    assert told(Kind.CERTIFICATE) == [
        ("Giấy đăng ký hoạt động của Hôm qua hết hạn", date(2019, 12, 9), "Quá hạn 1 ngày"),
        ("Giấy đăng ký hoạt động của Sáu mươi ngày hết hạn", date(2020, 2, 8), "Còn 60 ngày"),
    ]


def test_a_new_certificate_of_another_kind_does_not_renew_it() -> None:
    ngo = make_ngo(name="Hội Ánh Trăng")
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 12, 1))
    make_certificate(
        ngo=ngo, issued_on=date(2019, 11, 20), expires_on=date(2024, 11, 20), kind=CertificateKind.PROJECT_OFFICE
    )

    assert [due_on for _, due_on, _ in told(Kind.CERTIFICATE)] == [date(2019, 12, 1)]


def test_a_revoked_certificate_or_one_of_an_archived_giver_is_not_due() -> None:
    ngo, gone = make_ngo(), make_ngo()
    make_certificate(ngo=ngo, expires_on=date(2019, 12, 1))
    make_certificate(ngo=ngo, issued_on=date(2018, 1, 1), expires_on=date(2019, 12, 1), event=CertificateEvent.REVOKED)
    make_certificate(ngo=gone, expires_on=date(2019, 12, 1))
    archive(gone, by=None, reason="Đã chấm dứt hoạt động")

    assert told(Kind.CERTIFICATE) == []


def test_an_archived_renewal_renews_nothing() -> None:
    ngo = make_ngo(name="Hội Ánh Trăng")
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 12, 1))
    renewal = make_certificate(ngo=ngo, issued_on=date(2019, 11, 20), expires_on=date(2024, 11, 20))
    archive(renewal, by=None, reason="Nhập nhầm")

    assert [due_on for _, due_on, _ in told(Kind.CERTIFICATE)] == [date(2019, 12, 1)]


def test_the_notice_is_the_office_s_own() -> None:
    make_certificate(ngo=make_ngo(name="Ba tháng"), expires_on=date(2020, 3, 9))
    Setting.objects.create(key="expiry-notice-days", value="90")

    assert [due_on for _, due_on, _ in told(Kind.CERTIFICATE)] == [date(2020, 3, 9)]


def test_congresses_that_are_late_or_due_soon() -> None:
    make_association(name="Hội Quá hạn", congress_on=date(2014, 12, 9))
    make_association(name="Hội Đúng hôm nay", congress_on=date(2014, 12, 10))
    make_association(name="Hội Còn lâu", congress_on=date(2018, 1, 1))
    make_association(name="Hội Chưa rõ", congress_on=None)

    assert told(Kind.CONGRESS) == [
        ("Đại hội Hội Đúng hôm nay", date(2019, 12, 10), "Hôm nay là hạn"),
        ("Đại hội Hội Quá hạn", date(2019, 12, 9), "Quá hạn 1 ngày"),
    ]


def test_rows_that_no_total_holds_are_counted_and_open_as_a_list(leader: Any, leader_client: Client) -> None:
    project = make_project()
    make_commitment(project=project, amount="85000", currency="SEK")
    make_commitment(project=project, amount="1000", currency="USD")
    make_disbursement(project=project, amount="1000000", currency="VND")

    found = [(ledger.label, ledger.rows) for ledger in unconverted(leader)]

    assert found == [("Sổ cam kết", 2), ("Sổ giải ngân", 1)]
    for ledger in unconverted(leader):
        assert leader_client.get(ledger.list_url).context["found"] == ledger.rows


def test_the_page_shows_all_of_a_kind_and_says_how_many(leader_client: Client) -> None:
    for number in range(22):
        make_certificate(ngo=make_ngo(name=f"Hội {number}"), expires_on=date(2019, 12, 1))

    response = leader_client.get("/due/")

    first = response.context["groups"][0]
    assert len(first.items) == 22
    assert "(22)" in response.content.decode()


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/due/")["Location"] == "/accounts/login/?next=/due/"


def test_an_empty_office_has_nothing_due(leader_client: Client) -> None:
    page = leader_client.get("/due/").content.decode()

    assert "Không có giấy đăng ký nào sắp hết hạn." in page
    assert "Không có đoàn nào quá hạn báo cáo." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_fixed_number_of_queries(
    leader_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_certificate(ngo=make_ngo(name=f"Hội {number}"), expires_on=date(2019, 12, 1))
        delegation = make_delegation(arrival_on=date(2019, 10, 1), departure_on=date(2019, 10, 3))
        make_follow_up(delegation, due_on=date(2019, 10, 9))
        make_association(name=f"Hội hữu nghị {number}", congress_on=date(2014, 1, 1))

        make_project(approval_on=date(2017, 5, 1))
    follow_from(date(2019, 12, 1))

    with django_assert_num_queries(29):
        groups = leader_client.get("/due/").context["groups"]

    assert [len(group.items) for group in groups] == [rows, rows, 0, rows, rows, 1, 0, 0, 0]


def test_reports_on_aid_stand_by_who_owes_them(leader_client: Client) -> None:
    make_project(name="Trạm y tế", approval_on=date(2017, 5, 1))
    follow_from(date(2019, 1, 1))

    page = leader_client.get("/due/")

    groups = page.context["groups"][6:]
    assert [[item.label for item in group.items] for group in groups] == [
        ["Báo cáo 6 tháng đầu năm 2019: Trạm y tế", "Báo cáo năm 2018: Trạm y tế"],
        [],
        [],
    ]
    assert [group.list_url for group in groups] == [
        f"/aid/reports-due/?reporter={reporter}&state=open" for reporter in ("project", "ngo", "province")
    ]
    assert "Theo dõi các hạn từ ngày 01/01/2019." in page.content.decode()
