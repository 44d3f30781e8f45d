"""What is due: each kind by its rule, on its day, and not a day before."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from aid.choices import CertificateEvent, CertificateKind
from config.kit import clock
from config.kit.writing import archive
from config.office.due import SHOWN, certificates_due, congresses_due, reports_due, unconverted
from config.reference.models import Setting
from delegations.choices import DelegationStatus
from tests.factories.aid import make_certificate, make_commitment, make_disbursement, make_ngo, make_project
from tests.factories.associations import make_association
from tests.factories.delegations import make_delegation

pytestmark = pytest.mark.django_db

TODAY = date(2019, 12, 10)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr("config.office.views.due.today", lambda: TODAY)


def told(group: Any) -> list[tuple[str, date | None, bool]]:
    return [(item.title, item.due_on, item.is_late) for item in group.items]


def test_certificates_within_the_notice_and_those_that_ran_out_newest_first(leader: Any) -> None:
    make_certificate(ngo=make_ngo(name="Hôm qua"), expires_on=date(2019, 12, 9))
    make_certificate(ngo=make_ngo(name="Hôm nay"), expires_on=TODAY)
    make_certificate(ngo=make_ngo(name="Sáu mươi ngày"), expires_on=date(2020, 2, 8))
    make_certificate(ngo=make_ngo(name="Sáu mươi mốt ngày"), expires_on=date(2020, 2, 9))
    make_certificate(ngo=make_ngo(name="Không thời hạn"), expires_on=None)

    group = certificates_due(leader, TODAY)

    assert told(group) == [
        ("Sáu mươi ngày", date(2020, 2, 8), False),
        ("Hôm nay", TODAY, False),
        ("Hôm qua", date(2019, 12, 9), True),
    ]
    assert group.total == 3


def test_a_renewed_certificate_is_not_due(leader: Any) -> None:
    ngo = make_ngo()
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 12, 1))
    make_certificate(
        ngo=ngo, issued_on=date(2019, 11, 20), expires_on=date(2024, 11, 20), event=CertificateEvent.RENEWED
    )

    assert told(certificates_due(leader, TODAY)) == []


def test_a_new_certificate_of_another_kind_does_not_renew_it(leader: Any) -> None:
    ngo = make_ngo(name="Hội Ánh Trăng")
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 12, 1))
    make_certificate(
        ngo=ngo, issued_on=date(2019, 11, 20), expires_on=date(2024, 11, 20), kind=CertificateKind.PROJECT_OFFICE
    )

    assert told(certificates_due(leader, TODAY)) == [("Hội Ánh Trăng", date(2019, 12, 1), True)]


def test_a_revoked_certificate_or_one_of_an_archived_giver_is_not_due(leader: Any) -> None:
    ngo, gone = make_ngo(), make_ngo()
    make_certificate(ngo=ngo, expires_on=date(2019, 12, 1))
    make_certificate(ngo=ngo, issued_on=date(2018, 1, 1), expires_on=date(2019, 12, 1), event=CertificateEvent.REVOKED)
    make_certificate(ngo=gone, expires_on=date(2019, 12, 1))
    archive(gone, by=None, reason="Đã chấm dứt hoạt động")

    assert told(certificates_due(leader, TODAY)) == []


def test_an_archived_renewal_renews_nothing(leader: Any) -> None:
    ngo = make_ngo(name="Hội Ánh Trăng")
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 12, 1))
    renewal = make_certificate(ngo=ngo, issued_on=date(2019, 11, 20), expires_on=date(2024, 11, 20))
    archive(renewal, by=None, reason="Nhập nhầm")

    assert told(certificates_due(leader, TODAY)) == [("Hội Ánh Trăng", date(2019, 12, 1), True)]


def test_the_notice_is_the_office_s_own(leader: Any) -> None:
    make_certificate(ngo=make_ngo(name="Ba tháng"), expires_on=date(2020, 3, 9))
    Setting.objects.create(key="expiry-notice-days", value="90")

    assert told(certificates_due(leader, TODAY)) == [("Ba tháng", date(2020, 3, 9), False)]


def test_a_report_is_late_from_the_eleventh_day_after_departure(leader: Any) -> None:
    make_delegation(name="Mười ngày", arrival_on=date(2019, 11, 25), departure_on=date(2019, 11, 30))
    make_delegation(name="Mười một ngày", arrival_on=date(2019, 11, 25), departure_on=date(2019, 11, 29))

    assert told(reports_due(leader, TODAY)) == [("Mười một ngày", date(2019, 12, 9), True)]


def test_a_report_sent_or_a_visit_cancelled_or_archived_is_not_due(leader: Any) -> None:
    span = {"arrival_on": date(2019, 10, 1), "departure_on": date(2019, 10, 3)}
    make_delegation(**span, report_sent_on=date(2019, 10, 8))
    make_delegation(**span, status=DelegationStatus.CANCELLED)
    archive(make_delegation(**span), by=None, reason="Nhập trùng")

    assert told(reports_due(leader, TODAY)) == []


def test_congresses_that_are_late_or_due_soon_earliest_first(leader: Any) -> None:
    make_association(name="Hội Quá hạn", congress_on=date(2014, 12, 9))
    make_association(name="Hội Đúng hôm nay", congress_on=date(2014, 12, 10))
    make_association(name="Hội Còn lâu", congress_on=date(2018, 1, 1))
    make_association(name="Hội Chưa rõ", congress_on=None)

    assert told(congresses_due(leader, TODAY)) == [
        ("Hội Quá hạn", date(2019, 12, 9), True),
        ("Hội Đúng hôm nay", date(2019, 12, 10), False),
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


def test_the_page_shows_the_nearest_and_says_how_many_there_are(leader_client: Client) -> None:
    for number in range(SHOWN + 2):
        make_certificate(ngo=make_ngo(name=f"Hội {number}"), expires_on=date(2019, 12, 1))

    response = leader_client.get("/due/")

    first = response.context["groups"][0]
    assert (len(first.items), first.total) == (20, 22)
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
        make_delegation(arrival_on=date(2019, 10, 1), departure_on=date(2019, 10, 3))
        make_association(name=f"Hội hữu nghị {number}", congress_on=date(2014, 1, 1))

    with django_assert_num_queries(18):
        groups = leader_client.get("/due/").context["groups"]

    assert [len(group.items) for group in groups] == [rows] * 3
