"""What is due: each kind on its first and its last day, and what is not due."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from aid.choices import RelationKind, Stage
from aid.models import NGORelation
from config.kit.due import DueItem
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive, save
from config.reference.models import IssuingBody
from delegations.choices import DelegationStatus, Direction, PermitKind
from reports.due import KINDS, asked_on, due_items
from tests.factories.aid import make_certificate, make_commitment, make_ngo, make_project
from tests.factories.associations import make_agreement, make_association, make_partner, make_training
from tests.factories.delegations import make_delegation, make_follow_up, make_permit
from tests.factories.printed import make_issued, make_report
from tests.factories.reporting import follow_from, make_receipt
from tests.factories.reports import make_target, make_term

pytestmark = pytest.mark.django_db

TODAY = date(2019, 1, 14)


@pytest.fixture(autouse=True)
def _a_class_was_held() -> None:
    make_training(start_on=date(2019, 1, 5))


def found(today: date = TODAY) -> list[tuple[str, date | None, str, str]]:
    return [(item.label, item.due_on, item.tone, item.said) for item in due_items(today)]


def test_nothing_is_due_in_an_empty_office() -> None:
    assert due_items(TODAY) == []


def test_a_certificate_is_due_from_sixty_days_before_its_end() -> None:
    ngo = make_ngo(name="Quỹ Trẻ em miền núi", representative="Anna Berg")
    certificate = make_certificate(ngo=ngo, expires_on=date(2019, 3, 15))

    assert due_items(TODAY) == [
        DueItem(
            kind="certificate",
            ref=str(certificate.pk),
            label="Giấy đăng ký hoạt động của Quỹ Trẻ em miền núi hết hạn",
            due_on=date(2019, 3, 15),
            url=f"/aid/ngos/certificates/{certificate.pk}/",
            tone="",
            said="Còn 60 ngày",
            person="Anna Berg",
        )
    ]
    assert found(date(2019, 1, 13)) == []
    assert found(date(2019, 2, 13))[0][2:] == ("warn", "Còn 30 ngày")
    assert found(date(2019, 3, 15))[0][2:] == ("warn", "Hôm nay là hạn")
    assert found(date(2019, 3, 16))[0][2:] == ("bad", "Quá hạn 1 ngày")


def test_a_renewed_certificate_is_not_due() -> None:
    ngo = make_ngo()
    make_certificate(ngo=ngo, issued_on=date(2014, 1, 1), expires_on=date(2019, 1, 20))
    make_certificate(ngo=ngo, issued_on=date(2018, 12, 1), expires_on=date(2023, 1, 20))

    assert found() == []


def test_a_delegation_owes_its_report_when_the_days_allowed_are_over() -> None:
    make_delegation(name="Đoàn bác sĩ Daegu", arrival_on=date(2018, 12, 28), departure_on=date(2019, 1, 3))

    assert found(date(2019, 1, 13)) == []
    assert found() == [("Báo cáo kết quả: Đoàn bác sĩ Daegu", date(2019, 1, 13), "bad", "Quá hạn 1 ngày")]


def test_a_sent_report_a_cancelled_and_an_archived_delegation_owe_nothing() -> None:
    left = {"arrival_on": date(2018, 12, 1), "departure_on": date(2018, 12, 3)}
    make_delegation(**left, report_sent_on=date(2018, 12, 10))
    make_delegation(**left, status=DelegationStatus.CANCELLED)
    archive(make_delegation(**left), by=None, reason="Nhập trùng")

    assert found() == []


def test_an_incoming_delegation_about_to_arrive_needs_its_permit() -> None:
    soon = {"arrival_on": TODAY + timedelta(days=7), "status": DelegationStatus.SUBMITTED}
    make_delegation(name="Đoàn Busan", **soon)
    make_permit(make_delegation(name="Đoàn có phép", **soon), number="12/UBND")
    make_permit(make_delegation(name="Đoàn khảo sát", **soon), kind=PermitKind.SURVEY, number="3/UBND")
    make_delegation(name="Đoàn ra", direction=Direction.OUT, **soon)
    make_delegation(name="Đoàn xa", status=DelegationStatus.PLANNED, arrival=PartialDate.of_year(2019))

    assert found() == [
        ("Văn bản cho phép: Đoàn Busan", date(2019, 1, 21), "warn", "Còn 7 ngày"),
        ("Văn bản cho phép: Đoàn khảo sát", date(2019, 1, 21), "warn", "Còn 7 ngày"),
    ]


def test_a_medical_mission_about_to_arrive_needs_the_health_authority_s_permit_too() -> None:
    soon = {"arrival_on": TODAY + timedelta(days=7), "status": DelegationStatus.SUBMITTED, "kind": "medical"}
    half, whole = (make_delegation(name=f"Đoàn y tế {name}", **soon) for name in ("Daegu", "Busan"))
    for delegation in (half, whole):
        make_permit(delegation, number="12/UBND")
    make_permit(whole, kind=PermitKind.MEDICAL, number="40/SYT")

    assert found() == [("Văn bản cho phép: Đoàn y tế Daegu", date(2019, 1, 21), "warn", "Còn 7 ngày")]


def test_what_was_to_be_done_after_a_visit_is_due_with_its_person() -> None:
    delegation = make_delegation(name="Đoàn Daegu", arrival_on=date(2018, 5, 1))
    make_follow_up(delegation, task="Gửi thư cảm ơn", due_on=date(2019, 1, 10))
    make_follow_up(delegation, task="Gửi ảnh", person="", due_on=date(2019, 2, 13))
    make_follow_up(delegation, task="Còn xa", due_on=date(2019, 2, 14))
    make_follow_up(delegation, task="Đã xong", due_on=date(2019, 1, 10), done_on=date(2019, 1, 11))
    make_follow_up(delegation, task="Không hạn")
    cancelled = make_delegation(status=DelegationStatus.CANCELLED, arrival_on=date(2018, 5, 1))
    make_follow_up(cancelled, due_on=date(2019, 1, 10))

    assert found() == [
        ("Gửi thư cảm ơn: Đoàn Daegu", date(2019, 1, 10), "bad", "Quá hạn 4 ngày"),
        ("Gửi ảnh: Đoàn Daegu", date(2019, 2, 13), "warn", "Còn 30 ngày"),
    ]
    assert [item.person for item in due_items(TODAY)] == ["Nguyễn Thu Hà", ""]


def test_an_association_owes_its_congress() -> None:
    make_association(name="Hội hữu nghị Việt – Đức", congress_on=date(2014, 1, 10))
    make_association(name="Hội hữu nghị Việt – Nga", congress_on=date(2018, 1, 10))

    assert found() == [("Đại hội Hội hữu nghị Việt – Đức", date(2019, 1, 10), "bad", "Quá hạn 4 ngày")]


def test_the_class_of_the_year_is_due_in_a_term_that_asks_for_one() -> None:
    assert found(date(2020, 6, 1)) == [("Lớp tập huấn năm 2020: chưa tổ chức", date(2020, 12, 31), "", "Còn 213 ngày")]
    assert found(date(2021, 6, 1)) == []


def test_a_term_may_ask_for_two_classes_a_year_and_leave_its_first_year_out() -> None:
    term = make_term(start_on=date(2018, 3, 1), end_on=date(2021, 12, 31), counting="without_first")
    make_target(term, kind="every_year", figure="training_by_year", comparison="at_least", goal=2)
    # Another figure asked of every year asks for no class.
    make_target(term, kind="every_year", figure="committed_usd_by_year", comparison="at_least", goal=9)

    assert found(date(2019, 6, 1))[0][0] == "Lớp tập huấn năm 2019: mới tổ chức 1/2 lớp"
    assert found(date(2018, 6, 1))[0][0] == "Lớp tập huấn năm 2018: chưa tổ chức"
    make_training(start_on=date(2018, 5, 2))
    assert found(date(2018, 6, 1)) == []


def test_what_is_missing_without_a_day_stays_out_of_the_short_list() -> None:
    make_commitment(project=make_project(), amount="85000", currency="SEK")
    make_project(name="Chưa có cam kết")
    make_report(2018)

    assert found() == []


def test_the_nearest_comes_first() -> None:
    make_association(name="Hội cũ", congress_on=date(2013, 1, 1))
    make_certificate(ngo=make_ngo(name="Quỹ A"), expires_on=date(2019, 1, 30))
    make_certificate(ngo=make_ngo(name="Quỹ B"), expires_on=date(2019, 1, 12))

    assert [item.due_on for item in due_items(TODAY)] == [date(2019, 1, 12), date(2019, 1, 30), date(2018, 1, 1)]


# Drafts ---------------------------------------------------------------------------------------------


def test_reports_that_were_not_issued_are_drafts() -> None:
    for year, signed in ((2016, {}), (2017, {"number": "12/BC-LHHN"}), (2018, {"dated_on": date(2018, 12, 20)})):
        make_report(year, **signed)
    make_issued(2015)
    archive(make_report(2014), by=None, reason="Soạn nhầm")

    body = IssuingBody.objects.get(is_default=True)
    drafts = next(kind for kind in KINDS if kind.key == "draft").find(asked_on(TODAY))

    assert [(item.label, item.due_on, item.said, item.url) for item in drafts] == [
        (
            f"Báo cáo tổng kết công tác năm {year} và phương hướng, nhiệm vụ năm {year + 1} của {body.name}",
            None,
            "Còn là dự thảo",
            f"/reports/annual/{year}/draft/?body={body.pk}",
        )
        for year in (2018, 2017, 2016)
    ]


# Reports on aid -------------------------------------------------------------------------------------


def owed(today: date) -> list[tuple[str, date | None, str, str]]:
    """Items of reports on aid: label, due day, state in words, address."""
    kinds = {"project_report", "ngo_report", "province_report"}
    return [(item.label, item.due_on, item.said, item.url) for item in due_items(today) if item.kind in kinds]


def test_a_project_s_report_is_due_for_thirty_days_before_its_day() -> None:
    follow_from(date(2019, 1, 1))
    project = make_project(name="Trạm y tế", approval_on=date(2018, 5, 1))
    url = f"/aid/projects/{project.pk}/"

    assert owed(date(2019, 1, 1)) == [("Báo cáo năm 2018: Trạm y tế", date(2019, 1, 31), "Còn 30 ngày", url)]
    assert owed(date(2019, 2, 1)) == [("Báo cáo năm 2018: Trạm y tế", date(2019, 1, 31), "Quá hạn 1 ngày", url)]
    make_receipt(project=project, year=2018, received_on=date(2019, 2, 1))
    assert owed(date(2019, 2, 1)) == []
    # The half year, due 15/07.
    assert owed(date(2019, 6, 14)) == []
    assert [item[1] for item in owed(date(2019, 6, 15))] == [date(2019, 7, 15)]


def test_many_who_owe_one_report_are_one_line_that_opens_their_list(leader_client: Client) -> None:
    follow_from(date(2019, 1, 1))
    for _ in range(4):
        make_project(approval_on=date(2018, 5, 1))
        relation = NGORelation(ngo=make_ngo(), kind=RelationKind.DIRECT)
        save(relation, by=None)

    found_then = owed(date(2019, 2, 5))

    assert [item[:3] for item in found_then] == [
        ("Báo cáo năm 2018: 4 khoản viện trợ chưa gửi", date(2019, 1, 31), "Quá hạn 5 ngày"),
        ("Báo cáo năm 2018: 4 tổ chức PCPNN chưa gửi", date(2019, 1, 15), "Quá hạn 21 ngày"),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aid.views.reporting.today", lambda: date(2019, 2, 5))
        assert [leader_client.get(item[3]).context["found"] for item in found_then] == [4, 4]


def test_the_province_s_own_reports_are_due_from_the_decree_on() -> None:
    follow_from(date(2021, 1, 1))

    ((label, due_on, said, url),) = owed(date(2021, 1, 10))

    assert label == "Báo cáo tổng hợp viện trợ PCPNN gửi Bộ Kế hoạch và Đầu tư, Bộ Tài chính, năm 2020"
    assert (due_on, said) == (date(2021, 1, 15), "Còn 5 ngày")
    assert url == "/aid/reports-due/?reporter=province&year=2020&state=open"


def test_ten_imported_years_do_not_drown_the_list() -> None:
    for year in range(2009, 2019):
        make_project(approval_on=date(year, 3, 1))
        make_project(approval_on=date(year, 3, 1), stage=Stage.COMPLETED, end=PartialDate.of_year(year))
    follow_from(date(2019, 2, 15))

    assert owed(date(2019, 2, 15)) == []


def test_of_each_kind_the_short_list_holds_so_many() -> None:
    follow_from(date(2017, 1, 1))
    for month in range(1, 13):
        for day in (5, 25):
            end = PartialDate.of_day(date(2017, month, day))
            make_project(approval_on=date(2017, 1, 2), stage=Stage.COMPLETED, end=end)
    today = date(2018, 12, 1)
    finals = [item for item in due_items(today, most=None) if "kết thúc" in item.label]

    assert len(finals) == 24
    assert len([item for item in due_items(today) if item.kind == "project_report"]) == 20


@pytest.mark.parametrize("times", [1, 3])
def test_the_number_of_questions_is_fixed(times: int, django_assert_num_queries: Any) -> None:
    for _ in range(times):
        make_certificate(expires_on=date(2019, 1, 30))
        make_association(congress_on=date(2013, 1, 1), founded_on=date(2009, 2, 1))
        make_agreement(make_partner(first_contact_on=date(2014, 5, 1)), date(2014, 6, 1), valid_to=date(2019, 2, 1))
        make_follow_up(make_delegation(arrival_on=date(2018, 12, 1), departure_on=date(2018, 12, 3)), due_on=TODAY)
        make_receipt(project=make_project(approval_on=date(2017, 5, 1)), year=2018 - times)

    with django_assert_num_queries(12):
        due_items(TODAY)
    follow_from(date(2019 - times, 1, 1))
    with django_assert_num_queries(19):
        due_items(TODAY)
