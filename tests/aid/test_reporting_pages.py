"""Pages of reports owed: who owes by the records, what is written down, and what is refused in words."""

import importlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from aid.choices import CertificateEvent, DonorKind, LegalBasis, RelationKind, Reporter, ReportKind, Stage
from aid.models import NGORelation, ReportDeadline, ReportReceipt, StageChange
from aid.queries.reporting import obligations_of_ngo, obligations_of_project, report_rows
from config.kit import tokens
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive, save
from tests.factories.aid import make_agency, make_certificate, make_ngo, make_project
from tests.factories.reporting import follow_from, make_deadline, make_receipt

pytestmark = pytest.mark.django_db

URL = "/aid/reports-due/"
TODAY = date(2019, 3, 1)
APPROVED = {"approval_on": date(2016, 5, 10), "approval_number": "1120/QĐ-UBND"}


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """01/03/2019, and reports followed from 01/01/2019."""
    for module in ("reporting", "projects", "ngos"):
        monkeypatch.setattr(f"aid.views.{module}.today", lambda: TODAY)
    follow_from(date(2019, 1, 1))


def make_related(first: int = 2014, last: int | None = None, **fields: Any) -> Any:
    """An NGO in relation with the province between two years."""
    ngo = make_ngo(**fields)
    relation = NGORelation(ngo=ngo, kind=RelationKind.DIRECT)
    relation.start = PartialDate.of_year(first)
    relation.end = PartialDate.of_year(last) if last else None
    save(relation, by=None)
    return ngo


def told(today: date = TODAY, **wanted: Any) -> list[tuple[str, str, date | None, str]]:
    """Name, report, due day and state of the rows owed."""
    rows = [row for row in report_rows(today) if all(getattr(row, key) == value for key, value in wanted.items())]
    return [(row.name, row.title, row.due_on, str(row.state)) for row in rows]


# Who owes -----------------------------------------------------------------------------------------


def test_a_new_installation_knows_the_deadlines() -> None:
    assert ReportDeadline.objects.count() == 19
    assert sorted(
        ReportDeadline.objects.filter(reporter=Reporter.NGO).values_list("kind", "month", "day", "year_offset")
    ) == [("annual", 1, 15, 1), ("annual", 12, 18, 0), ("half_year", 7, 15, 0)]


def test_a_project_owes_under_the_decree_of_its_approval() -> None:
    make_project(name="Theo ngày phê duyệt", **APPROVED)
    make_project(name="Ghi nghị định khác", legal_basis=LegalBasis.ND_80_2020, **APPROVED)
    make_project(name="Không rõ gì")

    assert told(reporter="project") == [
        ("Theo ngày phê duyệt", "Báo cáo năm 2018", date(2019, 1, 31), "overdue"),
        ("Ghi nghị định khác", "Báo cáo năm 2018", date(2019, 1, 5), "overdue"),
    ]


@pytest.mark.parametrize(
    ("stage", "owes"),
    [
        (Stage.SOLICITING, False),
        (Stage.SUBMITTED, False),
        (Stage.REJECTED, False),
        (Stage.APPROVED, True),
        (Stage.IMPLEMENTING, True),
        (Stage.SUSPENDED, True),
        (Stage.COMPLETED, False),  # and nobody knows when
        (Stage.HANDED_OVER, False),
        (Stage.REVOKED, False),
    ],
)
def test_a_stage_says_whether_a_project_without_an_end_still_reports(stage: Stage, owes: bool) -> None:
    make_project(stage=stage, **APPROVED)

    assert bool(told(reporter="project")) is owes


@pytest.mark.parametrize(("revoked_on", "owes"), [(date(2018, 1, 1), True), (date(2017, 12, 31), False)])
def test_a_revoked_project_reports_on_what_came_before(revoked_on: date, owes: bool) -> None:
    project = make_project(stage=Stage.REVOKED, end=PartialDate.of_day(date(2018, 6, 30)), **APPROVED)
    change = {"from_stage": Stage.IMPLEMENTING, "to_stage": Stage.REVOKED, "changed_on": revoked_on}
    save(StageChange(project=project, **change), by=None)

    assert [title for _, title, _, _ in told(reporter="project")] == (["Báo cáo năm 2018"] if owes else [])


def test_an_end_known_only_by_its_year_is_that_year_s_last_day() -> None:
    make_project(stage=Stage.COMPLETED, end=PartialDate.of_year(2018), **APPROVED)

    assert [(title, due_on) for _, title, due_on, _ in told(date(2019, 6, 1))] == [
        ("Báo cáo năm 2018", date(2019, 1, 31)),
        ("Báo cáo kết thúc", date(2019, 6, 30)),
    ]


def test_archived_projects_organisations_and_deadlines_owe_nothing() -> None:
    archive(make_project(**APPROVED), by=None, reason="Nhập trùng")
    archive(make_related(), by=None, reason="Nhập trùng")
    archive(make_deadline(), by=None, reason="Không còn áp dụng")

    assert told() == []


def test_an_ngo_owes_by_its_relation_or_its_certificate() -> None:
    make_related(name="Còn quan hệ")
    make_related(last=2018, name="Thôi quan hệ trong kỳ")
    make_related(last=2017, name="Thôi quan hệ trước kỳ")
    make_certificate(ngo=make_ngo(name="Có giấy"), expires_on=date(2018, 1, 1))
    make_certificate(ngo=make_ngo(name="Giấy hết hạn"), expires_on=date(2017, 12, 31))
    make_certificate(ngo=make_ngo(name="Giấy của tỉnh khác"), covers_province=False)
    gone = make_ngo(name="Bị thu hồi")
    make_certificate(ngo=gone)
    make_certificate(ngo=gone, event=CertificateEvent.REVOKED, issued_on=date(2018, 1, 1), expires_on=None)
    make_related(name="Doanh nghiệp", donor_kind=DonorKind.COMPANY)
    make_ngo(name="Chưa rõ quan hệ")

    assert [name for name, _, _, _ in told(reporter="ngo")] == ["Còn quan hệ", "Thôi quan hệ trong kỳ", "Có giấy"]
    assert told(name="Còn quan hệ") == [("Còn quan hệ", "Báo cáo năm 2018", date(2019, 1, 15), "overdue")]


def test_from_november_2022_an_ngo_reports_once_a_year_in_december() -> None:
    make_related()
    follow_from(date(2022, 1, 1))

    assert [(title, due_on) for _, title, due_on, _ in told(date(2023, 1, 1), reporter="ngo")] == [
        ("Báo cáo năm 2021", date(2022, 1, 15)),
        ("Báo cáo 6 tháng đầu năm 2022", date(2022, 7, 15)),
        ("Báo cáo năm 2022", date(2022, 12, 18)),
    ]


def test_ten_years_of_old_projects_owe_nothing_on_the_day_of_installation() -> None:
    for year in range(2009, 2019):
        make_project(approval_on=date(year, 3, 1))
        make_project(approval_on=date(year, 3, 1), stage=Stage.COMPLETED, end=PartialDate.of_year(year))
        make_related(year)
    follow_from(TODAY)

    assert told() == []
    # What falls due later is followed: the final report of the one that ended in 2018.
    assert [row[1:] for row in told(date(2019, 5, 5))] == [("Báo cáo kết thúc", date(2019, 6, 30), "due")]
    follow_from(None)
    assert told(date(2019, 5, 5)) == []


loading = importlib.import_module("aid.migrations.0003_report_deadlines")


class Door:
    """What a migration gets instead of a schema editor."""

    connection = connection


def test_deadlines_are_loaded_once_and_what_was_changed_outlives_the_way_back() -> None:
    then = MigrationLoader(connection).project_state(("aid", "0002_registers_in_depth")).apps
    loading.load(then, Door)
    assert ReportDeadline.objects.count() == 19
    own = ReportDeadline.objects.get(legal_basis=LegalBasis.ND_80_2020, kind=ReportKind.HALF_YEAR)
    own.day = 10
    save(own, by=None)
    sent = ReportDeadline.objects.filter(reporter=Reporter.PROVINCE).earliest("pk")
    make_receipt(deadline=sent)

    loading.unload(then, Door)

    assert sorted(ReportDeadline.objects.values_list("pk", flat=True)) == sorted([own.pk, sent.pk])
    loading.load(then, Door)
    assert ReportDeadline.objects.count() == 19
    assert ReportDeadline.objects.get(pk=own.pk).day == 10


# The list -----------------------------------------------------------------------------------------


def listed(client: Client, query: str = "") -> list[str]:
    return [row.name for row in _items(client, query)]


def _items(client: Client, query: str) -> Any:
    return client.get(f"{URL}{query}").context["page"].object_list


def test_the_list_filters_and_its_totals_count_the_filtered_rows(leader_client: Client) -> None:
    owner = make_agency("Trung tâm Y tế huyện Võ Nhai")
    late = make_project(name="Trạm y tế", owner=owner, **APPROVED)
    make_receipt(project=late, received_on=date(2019, 2, 20))
    make_project(name="Trường học", **APPROVED)
    ngo = make_related(name="Hội Ánh Trăng")
    make_receipt(ngo=ngo, received_on=date(2019, 1, 15))
    make_related(name="Hội Sao Mai")

    assert sorted(listed(leader_client)) == ["Hội Sao Mai", "Hội Ánh Trăng", "Trường học", "Trạm y tế"]
    assert listed(leader_client, "?q=vo nhai trung tam") == ["Trạm y tế"]
    assert listed(leader_client, "?q=anh trang") == ["Hội Ánh Trăng"]
    assert listed(leader_client, "?state=late") == ["Trạm y tế"]
    assert listed(leader_client, "?state=received") == ["Hội Ánh Trăng"]
    assert listed(leader_client, "?state=open&reporter=project") == ["Trường học"]
    assert listed(leader_client, "?year=2017") == []
    assert listed(leader_client, "?kind=half_year") == []
    total = leader_client.get(f"{URL}?year=2018").context["total"][0].html
    assert "Tổng 4 dòng đang lọc" in total
    assert "2 quá hạn; 0 đến hạn; 1 đã có đúng hạn; 1 đã có nhưng muộn" in total


def test_organisations_that_have_not_answered_print_under_their_own_heading(leader_client: Client) -> None:
    follow_from(date(2025, 12, 1))
    make_related(name="Hội Sao Mai")
    make_related(name="Hội Ánh Trăng")

    for module_day, state in ((date(2026, 1, 5), "overdue"), (date(2025, 12, 18), "open")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("aid.views.reporting.today", lambda day=module_day: day)
            page = leader_client.get(f"{URL}?reporter=ngo&state={state}").content.decode()
        assert "<h1>Tổ chức PCPNN chưa gửi báo cáo</h1>" in page
        assert "Số liệu từ ngày 15/12/2024 đến ngày 14/12/2025, theo mẫu số 05 của Nghị định 58/2022/NĐ-CP." in page
        assert page.index("Hội Ánh Trăng") < page.index("Hội Sao Mai")


def test_the_list_is_exported_as_filtered(leader_client: Client) -> None:
    make_project(code="VT-2016-001", name="Trường học", **APPROVED)
    make_related(name="Hội Ánh Trăng")

    text = leader_client.get(f"{URL}?export=csv&reporter=project").content.decode("utf-8-sig")

    assert text.splitlines() == [
        "Ai báo cáo;Ai báo cáo (ghi thêm);Báo cáo;Báo cáo (ghi thêm);Hạn;Ngày nhận, gửi;Tình trạng",
        "Trường học;VT-2016-001;Báo cáo năm 2018;;31/01/2019;;Quá hạn",
    ]


def test_only_who_may_enter_gets_links_to_the_forms(leader_client: Client, staff_client: Client) -> None:
    project = make_project(**APPROVED)
    address = f"/aid/projects/{project.pk}/reports/receive/?kind=annual&amp;year=2018"

    pages = [client.get(URL).content.decode() for client in (leader_client, staff_client)]

    assert [address in page for page in pages] == [False, True]
    pages = [client.get(f"/aid/projects/{project.pk}/").content.decode() for client in (leader_client, staff_client)]
    assert [address in page for page in pages] == [False, True]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", ["", "?export=csv", "?export=xlsx", "?reporter=ngo&state=overdue"])
def test_the_list_asks_a_fixed_number_of_queries(
    leader_client: Client, django_assert_num_queries: Any, rows: int, query: str
) -> None:
    follow_from(date(2019 - rows, 1, 1))
    for _ in range(rows):
        make_receipt(project=make_project(owner=make_agency(), **APPROVED))
        ngo = make_related()
        make_certificate(ngo=ngo)
        make_receipt(ngo=ngo)

    with django_assert_num_queries(13 if query.startswith("?export") else 15):
        leader_client.get(f"{URL}{query}")


@pytest.mark.parametrize("years", [1, 3])
def test_the_table_of_one_record_asks_three_queries(django_assert_num_queries: Any, years: int) -> None:
    project, ngo = make_project(**APPROVED), make_related()
    make_certificate(ngo=ngo)
    for year in range(2016, 2016 + years):
        make_receipt(project=project, year=year)
        make_receipt(ngo=ngo, year=year)
    follow_from(date(2019 - years, 1, 1))

    with django_assert_num_queries(3):
        obligations_of_project(project, TODAY)
    held = type(ngo).objects.for_detail().get(pk=ngo.pk)
    with django_assert_num_queries(3):
        obligations_of_ngo(held, TODAY)


def test_the_table_of_a_record_holds_its_history(leader_client: Client) -> None:
    project = make_project(**APPROVED)
    make_receipt(project=project, year=2016, received_on=date(2017, 3, 1))

    rows = obligations_of_project(project, TODAY)

    assert [(row.title, row.due_on, row.state and str(row.state), row.received_on) for row in rows] == [
        ("Báo cáo năm 2018", date(2019, 1, 31), "overdue", None),
        ("Báo cáo năm 2016", None, None, date(2017, 3, 1)),
    ]
    page = leader_client.get(f"/aid/projects/{project.pk}/").content.decode()
    assert "Báo cáo năm 2016" in page


# Writing down ---------------------------------------------------------------------------------------


@pytest.fixture
def send(staff: Any, staff_client: Client) -> Callable[..., Any]:
    """Send an act's form as its page does, with a token of its own unless one is given."""

    def sent(url: str, version: int = 1, token: str = "", **data: str) -> Any:
        return staff_client.post(url, {"form_token": token or tokens.new_token(staff), "version": version, **data})

    return sent


def errors_of(response: Any) -> list[str]:
    assert response.status_code == 200
    return [error["text"] for error in response.context["form"].all_errors]


ANNUAL = {"kind": "annual", "year": "2018", "received_on": "15/02/2019"}


def test_the_list_fills_the_form_and_the_report_is_written_down(
    staff: Any, staff_client: Client, send: Callable[..., Any]
) -> None:
    project = make_project(**APPROVED)
    url = f"/aid/projects/{project.pk}/reports/receive/"
    form = staff_client.get(f"{url}?kind=annual&year=2018").context["form"]
    assert [form[name].value() for name in ("kind", "year", "received_on")] == ["annual", "2018", None]

    response = send(url, **ANNUAL, document=" 15/BC-TTYT ", note="Bản giấy")

    receipt = ReportReceipt.objects.get()
    assert response["Location"] == f"/aid/projects/{project.pk}/"
    assert (receipt.project, receipt.kind, receipt.year, receipt.received_on) == (
        project,
        "annual",
        2018,
        date(2019, 2, 15),
    )
    assert (receipt.document, receipt.note) == ("15/BC-TTYT", "Bản giấy")
    assert receipt.history.get().history_user == staff
    project.refresh_from_db()
    assert project.version == 2
    assert told(reporter="project")[0][3] == "late"


def test_a_form_sent_twice_writes_one_report(staff: Any, send: Callable[..., Any]) -> None:
    ngo, token = make_related(), tokens.new_token(staff)
    url = f"/aid/ngos/{ngo.pk}/reports/receive/"

    first, second = send(url, token=token, **ANNUAL), send(url, token=token, **ANNUAL)

    assert (first.status_code, second["Location"]) == (302, f"/aid/ngos/{ngo.pk}/")
    assert ReportReceipt.objects.count() == 1


def test_the_second_writer_is_told_and_nothing_is_overwritten(send: Callable[..., Any]) -> None:
    project = make_project(**APPROVED)
    save(project, by=None)

    response = send(f"/aid/projects/{project.pk}/reports/receive/", **ANNUAL)

    assert "vừa được người khác sửa" in response.content.decode()
    assert response.context["form"]["received_on"].value() == "15/02/2019"
    assert not ReportReceipt.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"received_on": "02/03/2019"}, "Ngày 02/03/2019 chưa đến"),
        ({"year": "2020"}, "Năm 2020 chưa đến"),
        ({"year": ""}, "Năm báo cáo: Chưa nhập năm báo cáo."),
        ({"year": "1944"}, "nằm ngoài khoảng 1945-2100"),
        ({"received_on": "31/02/2019"}, "Ngày nhận"),
        ({"kind": "weekly"}, "Loại báo cáo"),
    ],
)
def test_what_cannot_be_is_refused_and_the_form_kept(
    send: Callable[..., Any], changed: dict[str, str], sentence: str
) -> None:
    project = make_project(**APPROVED)

    response = send(f"/aid/projects/{project.pk}/reports/receive/", **ANNUAL | changed, note="Bản giấy")

    (error,) = errors_of(response)
    assert sentence in error
    assert response.context["form"]["note"].value() == "Bản giấy"
    assert not ReportReceipt.objects.exists()
    assert project.history.count() == 1


def test_a_report_of_a_running_year_may_come_before_its_end(send: Callable[..., Any]) -> None:
    project = make_project(**APPROVED)

    response = send(f"/aid/projects/{project.pk}/reports/receive/", **ANNUAL | {"year": "2019"})

    assert response.status_code == 302


def test_the_same_report_twice_is_refused_and_the_first_one_named(send: Callable[..., Any]) -> None:
    project = make_project(**APPROVED)
    make_receipt(project=project, document="15/BC-TTYT")
    make_receipt(project=project, kind=ReportKind.FINAL, year=2017)
    url = f"/aid/projects/{project.pk}/reports/receive/"

    assert errors_of(send(url, **ANNUAL)) == [
        "Báo cáo năm 2018 đã ghi nhận ngày 10/01/2019, văn bản 15/BC-TTYT. "
        "Mở báo cáo đã ghi để sửa, hoặc chọn báo cáo, năm khác."
    ]
    assert "Báo cáo kết thúc đã ghi nhận" in errors_of(send(url, **ANNUAL | {"kind": "final"}))[0]
    assert send(url, **ANNUAL | {"kind": "half_year"}).status_code == 302


def test_an_ngo_has_no_final_report(send: Callable[..., Any]) -> None:
    response = send(f"/aid/ngos/{make_ngo().pk}/reports/receive/", **ANNUAL | {"kind": "final"})

    assert len(errors_of(response)) == 1
    assert not ReportReceipt.objects.exists()


def test_the_province_has_sent_its_report(send: Callable[..., Any], staff_client: Client) -> None:
    deadline = make_deadline()
    url = f"/aid/deadlines/{deadline.pk}/sent/"
    assert told(reporter="province") == [
        ("Tỉnh", "Báo cáo tổng hợp gửi cấp trên, năm 2018", date(2019, 1, 15), "overdue")
    ]

    assert send(url, year="2018", received_on="14/01/2019").status_code == 302

    assert told(reporter="province")[0][3] == "received"
    assert "Đã gửi" in staff_client.get(f"{URL}?reporter=province").content.decode()
    assert errors_of(send(url, version=2, year="2018", received_on="14/01/2019")) == [
        "Báo cáo tổng hợp gửi cấp trên, năm 2018 đã ghi nhận ngày 14/01/2019. "
        "Mở báo cáo đã ghi để sửa, hoặc chọn báo cáo, năm khác."
    ]


# Correcting, taking out -----------------------------------------------------------------------------


def test_a_correction_says_why_and_is_kept(send: Callable[..., Any], staff_client: Client) -> None:
    receipt = make_receipt(project=make_project(**APPROVED))
    url = f"/aid/reports/{receipt.pk}/edit/"
    assert staff_client.get(url).context["form"]["received_on"].value() == "10/01/2019"
    assert errors_of(send(url, **ANNUAL)) == ["Lý do sửa: Chưa nhập lý do sửa."]

    assert send(url, **ANNUAL, reason="Ghi nhầm ngày").status_code == 302

    receipt.refresh_from_db()
    assert receipt.received_on == date(2019, 2, 15)
    newest = receipt.history.order_by("-history_id").first()
    assert (newest.history_type, newest.history_change_reason) == ("~", "Ghi nhầm ngày")


def test_a_correction_may_not_take_another_report_s_place(send: Callable[..., Any]) -> None:
    ngo = make_ngo()
    receipt = make_receipt(ngo=ngo, year=2017)
    make_receipt(ngo=ngo, year=2018)

    response = send(f"/aid/reports/{receipt.pk}/edit/", **ANNUAL, reason="Nhầm năm")

    assert "Báo cáo năm 2018 đã ghi nhận" in errors_of(response)[0]
    receipt.refresh_from_db()
    assert receipt.year == 2017


def test_a_report_is_taken_out_with_a_reason_once(send: Callable[..., Any], staff: Any) -> None:
    ngo = make_ngo()
    receipt = make_receipt(ngo=ngo)
    url, token = f"/aid/reports/{receipt.pk}/remove/", tokens.new_token(staff)
    assert errors_of(send(url, reason=" ")) == ["Lý do bỏ: Chưa nhập lý do bỏ."]

    first = send(url, token=token, reason="Ghi nhầm tổ chức")
    second = send(url, token=token, reason="Ghi nhầm tổ chức")

    assert [answer["Location"] for answer in (first, second)] == [f"/aid/ngos/{ngo.pk}/"] * 2
    assert not ReportReceipt.objects.exists()
    gone = ReportReceipt.history.filter(history_type="-").get()
    assert (gone.history_user, gone.history_change_reason) == (staff, "Ghi nhầm tổ chức")
    assert send(url, reason="Lần nữa").status_code == 404


def test_the_history_tells_a_report_under_the_record_it_belongs_to(
    leader_client: Client, send: Callable[..., Any]
) -> None:
    project = make_project(name="Trạm y tế", **APPROVED)
    send(f"/aid/projects/{project.pk}/reports/receive/", **ANNUAL)

    entries = [
        entry
        for entry in leader_client.get("/history/").context["entries"]
        if entry.change.subject == "báo cáo đã nhận"
    ]

    assert [entry.title for entry in entries] == ["Trạm y tế"]


# Deadlines ------------------------------------------------------------------------------------------

FINAL = {"label": "Báo cáo kết thúc", "reporter": "project", "kind": "final", "months_after_end": "6"}
YEARLY = {"label": "Báo cáo năm", "reporter": "ngo", "kind": "annual", "day": "29", "month": "2"}


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (FINAL, []),
        (YEARLY, []),
        (FINAL | {"day": "1"}, ["day"]),
        (FINAL | {"months_after_end": ""}, ["months_after_end"]),
        (FINAL | {"reporter": "ngo"}, ["kind"]),
        (YEARLY | {"day": "30"}, ["day"]),
        (YEARLY | {"month": "13"}, ["month"]),
        (YEARLY | {"day": ""}, ["day"]),
        (YEARLY | {"months_after_end": "6"}, ["months_after_end"]),
        (YEARLY | {"legal_basis": "nd80-2020"}, ["legal_basis"]),
        (YEARLY | {"kind": "half_year", "year_offset": "1"}, ["year_offset"]),
        (YEARLY | {"in_force_from": "01/01/2020", "in_force_to": "31/12/2019"}, ["in_force_to"]),
    ],
)
def test_a_deadline_is_a_day_or_a_number_of_months(
    admin: Any, admin_client: Client, data: dict[str, str], fields: list[str]
) -> None:
    sent = {"form_token": tokens.new_token(admin), "year_offset": "0", **data}

    response = admin_client.post("/aid/deadlines/new/", sent)

    wrong = sorted(response.context["form"].errors) if response.status_code == 200 else []
    assert wrong == fields
    assert ReportDeadline.objects.count() == 19 + (not fields)


def test_deadlines_say_their_day_in_words(leader_client: Client) -> None:
    page = leader_client.get("/aid/deadlines/").content.decode()

    for words in ("15/07 trong năm", "05/01 năm sau", "6 tháng sau khi kết thúc", "từ 01/06/2012 đến 31/10/2022"):
        assert words in page


@pytest.mark.parametrize("rows", [1, 3])
def test_deadline_pages_ask_a_fixed_number_of_queries(
    leader_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    deadline = make_deadline()
    for number in range(rows):
        make_deadline(label=f"Báo cáo khác {number}")
        make_receipt(deadline=deadline, year=2010 + number)

    with django_assert_num_queries(9):
        leader_client.get("/aid/deadlines/")
    with django_assert_num_queries(12):
        leader_client.get(f"/aid/deadlines/{deadline.pk}/")
