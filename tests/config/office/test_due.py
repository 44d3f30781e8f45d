"""What is due: each kind by its rule, on its day, and not a day before."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from aid.choices import CertificateEvent, CertificateKind
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive
from config.office.due import DueGroup, When, due_groups
from config.reference.models import Setting
from reports.due import due_items
from tests.factories.aid import make_agency, make_certificate, make_ngo, make_project
from tests.factories.associations import make_agreement, make_association, make_partner, make_training
from tests.factories.delegations import make_delegation, make_follow_up
from tests.factories.reporting import follow_from

pytestmark = pytest.mark.django_db

TODAY = date(2019, 12, 10)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.office.views.due.today", lambda: TODAY)


def told(kind: str) -> list[tuple[str, date | None, str]]:
    return [(item.label, item.due_on, item.said) for item in due_items(TODAY, most=None) if item.kind == kind]


def group_of(key: str, when: When = When.ALL) -> DueGroup:
    return next(group for group in due_groups(TODAY, when) if group.key == key)


def test_certificates_within_the_notice_and_those_that_ran_out() -> None:
    make_certificate(ngo=make_ngo(name="Hôm qua"), expires_on=date(2019, 12, 9))
    make_certificate(ngo=make_ngo(name="Sáu mươi ngày"), expires_on=date(2020, 2, 8))
    make_certificate(ngo=make_ngo(name="Sáu mươi mốt ngày"), expires_on=date(2020, 2, 9))
    make_certificate(ngo=make_ngo(name="Không thời hạn"), expires_on=None)

    assert told("certificate") == [
        ("Giấy đăng ký hoạt động của Hôm qua hết hạn", date(2019, 12, 9), "Quá hạn 1 ngày"),
        ("Giấy đăng ký hoạt động của Sáu mươi ngày hết hạn", date(2020, 2, 8), "Còn 60 ngày"),
    ]


def test_a_new_certificate_of_another_kind_does_not_renew_it() -> None:
    ngo = make_ngo(name="Hội Ánh Trăng")
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 12, 1))
    make_certificate(
        ngo=ngo, issued_on=date(2019, 11, 20), expires_on=date(2024, 11, 20), kind=CertificateKind.PROJECT_OFFICE
    )

    assert [due_on for _, due_on, _ in told("certificate")] == [date(2019, 12, 1)]


def test_a_revoked_certificate_or_one_of_an_archived_giver_is_not_due() -> None:
    ngo, gone = make_ngo(), make_ngo()
    make_certificate(ngo=ngo, expires_on=date(2019, 12, 1))
    make_certificate(ngo=ngo, issued_on=date(2018, 1, 1), expires_on=date(2019, 12, 1), event=CertificateEvent.REVOKED)
    make_certificate(ngo=gone, expires_on=date(2019, 12, 1))
    archive(gone, by=None, reason="Đã chấm dứt hoạt động")

    assert told("certificate") == []


def test_an_archived_renewal_renews_nothing() -> None:
    ngo = make_ngo(name="Hội Ánh Trăng")
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 12, 1))
    renewal = make_certificate(ngo=ngo, issued_on=date(2019, 11, 20), expires_on=date(2024, 11, 20))
    archive(renewal, by=None, reason="Nhập nhầm")

    assert [due_on for _, due_on, _ in told("certificate")] == [date(2019, 12, 1)]


def test_the_notice_is_the_office_s_own() -> None:
    make_certificate(ngo=make_ngo(name="Ba tháng"), expires_on=date(2020, 3, 9))
    Setting.objects.create(key="expiry-notice-days", value="90")

    assert [due_on for _, due_on, _ in told("certificate")] == [date(2020, 3, 9)]


def test_congresses_that_are_late_or_due_soon() -> None:
    make_association(name="Hội Quá hạn", congress_on=date(2014, 12, 9))
    make_association(name="Hội Đúng hôm nay", congress_on=date(2014, 12, 10))
    make_association(name="Hội Còn lâu", congress_on=date(2018, 1, 1))
    make_association(name="Hội Chưa rõ", congress_on=None)

    assert told("congress") == [
        ("Đại hội Hội Đúng hôm nay", date(2019, 12, 10), "Hôm nay là hạn"),
        ("Đại hội Hội Quá hạn", date(2019, 12, 9), "Quá hạn 1 ngày"),
    ]


def test_the_page_shows_all_of_a_kind_and_says_how_many(leader_client: Client) -> None:
    for number in range(22):
        make_certificate(ngo=make_ngo(name=f"Hội {number}"), expires_on=date(2019, 12, 1))

    response = leader_client.get("/due/")

    first = response.context["groups"][0]
    assert (first.key, len(first.items), first.number) == ("certificate", 22, 22)
    assert "Giấy đăng ký của tổ chức PCPNN (22)" in response.content.decode()


def test_work_with_a_day_comes_before_what_is_missing_now() -> None:
    keys = [group.key for group in due_groups(TODAY)]

    assert keys == [
        *("certificate", "project_report", "ngo_report", "province_report"),
        *("report", "permit", "follow_up", "congress", "agreement", "anniversary", "training"),
        *("unconverted", "no_commitment", "no_figures", "incomplete_projects", "incomplete_delegations", "draft"),
    ]


@pytest.fixture
def _some_work() -> None:
    """A certificate overdue, one due on the last of 30 days, one later, and a project without a commitment."""
    for name, ends in (("A", date(2019, 12, 9)), ("B", date(2020, 1, 9)), ("C", date(2020, 1, 10))):
        make_certificate(ngo=make_ngo(name=f"Quỹ {name}"), expires_on=ends)
    make_project(name="Đường bê tông", stage="soliciting")
    make_training(start_on=date(2019, 5, 6))


@pytest.mark.usefixtures("_some_work")
@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("when=overdue", ["Quỹ A"]),
        ("when=soon", ["Quỹ A", "Quỹ B"]),
        ("when=missing", ["Đường bê tông", "1 khoản viện trợ thiếu thông tin"]),
        ("kind=certificate", ["Quỹ A", "Quỹ B", "Quỹ C"]),
        ("kind=no_commitment&kind=certificate&when=soon", ["Quỹ A", "Quỹ B"]),
        ("kind=no_commitment&kind=congress", ["Đường bê tông"]),
        ("kind=permit", []),
    ],
)
def test_the_page_is_narrowed_by_kind_and_by_distance(leader_client: Client, query: str, labels: list[str]) -> None:
    groups = leader_client.get(f"/due/?{query}").context["groups"]

    found = [item.label for group in groups for item in group.items]
    assert [label.removeprefix("Giấy đăng ký hoạt động của ").removesuffix(" hết hạn") for label in found] == labels


@pytest.mark.usefixtures("_some_work")
def test_the_page_says_how_much_there_is_and_what_it_is_narrowed_to(leader_client: Client) -> None:
    page = leader_client.get("/due/?when=soon").content.decode()

    assert "2 việc, <b>1 việc quá hạn</b>. Đang lọc: quá hạn hoặc đến hạn trong 30 ngày." in page
    assert "Giấy đăng ký của tổ chức PCPNN (2)" in page
    assert (
        "Đang lọc: quá hạn; 2 loại việc."
        in leader_client.get("/due/?when=overdue&kind=certificate&kind=permit").content.decode()
    )
    # Nothing within 30 days is not nothing at all.
    assert "Không có gì phải làm" not in page
    assert "Không có việc nào khớp" in leader_client.get("/due/?kind=permit&when=overdue").content.decode()


@pytest.mark.usefixtures("_some_work")
@pytest.mark.parametrize("query", ["kind=khong-co", "when=mai", "kind=certificate&when=%00"])
def test_a_filter_that_cannot_be_read_is_told_and_left_out(leader_client: Client, query: str) -> None:
    response = leader_client.get(f"/due/?{query}")

    assert "Điều kiện lọc chưa đọc được nên chưa lọc." in response.content.decode()
    assert [group.key for group in response.context["groups"]] == [
        "certificate",
        "no_commitment",
        "incomplete_projects",
    ]


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
        make_agreement(make_partner(), date(2014, 12, 20), valid_to=date(2019, 12, 1))
        make_project(approval_on=date(2017, 5, 1), owner=make_agency(f"UBND xã {number}"))
    follow_from(date(2019, 12, 1))

    with django_assert_num_queries(33):
        groups = leader_client.get("/due/").context["groups"]

    assert {group.key: len(group.items) for group in groups} == {
        "certificate": rows,
        "report": rows,
        "follow_up": rows,
        "congress": rows,
        "agreement": rows,
        "training": 1,
        "no_commitment": rows,
        "no_figures": rows,
        "incomplete_projects": 1,
        "incomplete_delegations": 1,
    }


def test_reports_on_aid_stand_by_who_owes_them(leader_client: Client) -> None:
    make_project(name="Trạm y tế", approval_on=date(2017, 5, 1), owner=make_agency("Trạm y tế xã La Bằng"))
    follow_from(date(2019, 1, 1))

    groups = [group_of(key) for key in ("project_report", "ngo_report", "province_report")]

    assert [[(item.label, item.person) for item in group.items] for group in groups] == [
        [
            ("Báo cáo 6 tháng đầu năm 2019: Trạm y tế", "Trạm y tế xã La Bằng"),
            ("Báo cáo năm 2018: Trạm y tế", "Trạm y tế xã La Bằng"),
        ],
        [],
        [],
    ]
    assert [group.list_url for group in groups] == [
        f"/aid/reports-due/?reporter={reporter}&state=open" for reporter in ("project", "ngo", "province")
    ]
    assert "Theo dõi các hạn từ ngày 01/01/2019." in leader_client.get("/due/").content.decode()


def test_reports_told_together_count_as_many_as_they_are() -> None:
    for _ in range(4):
        make_project(approval_on=date(2018, 5, 1), end=PartialDate.of_day(date(2018, 12, 31)))
    follow_from(date(2019, 1, 1))

    group = group_of("project_report")

    assert [(item.label, item.count) for item in group.items][-1] == ("Báo cáo năm 2018: 4 khoản viện trợ chưa gửi", 4)


def test_every_list_opens(leader_client: Client) -> None:
    statuses = {group.key: leader_client.get(group.list_url).status_code for group in due_groups(TODAY)}

    assert set(statuses.values()) == {200}
