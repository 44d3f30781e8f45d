"""The list of projects: sums that never multiply, filters by EXISTS, and what is said where money is missing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from aid.choices import Modality, Sector, Stage
from aid.models import AidProject
from aid.queries.ledger import project_totals
from config.accounts.models import User
from config.kit import writing
from config.kit.partial_dates import PartialDate
from tests.factories import aid as make

LIST = "/aid/projects/"


def shown(client: Client, query: str = "") -> dict[str, Any]:
    return client.get(f"{LIST}?{query}").context


def codes(client: Client, query: str) -> set[str]:
    return {item.code for item in shown(client, query)["page"].object_list}


def cells(context: dict[str, Any], key: str) -> list[str]:
    place = [head["column"].key for head in context["heads"]].index(key)
    return [_text(row.cells[place].html) for row in context["rows"]]


def total(context: dict[str, Any], key: str) -> str:
    place = [head["column"].key for head in context["heads"]].index(key)
    return _text(context["total"][place].html)


def _text(html: str) -> str:
    """What a person reads in a cell."""
    from django.utils.html import strip_tags

    return strip_tags(html.replace('<span class="sub">', " | "))


def rich_project(**fields: Any) -> AidProject:
    """Two donors, two sectors, three places, five rows of money on each side."""
    project = make.make_project(
        donors=[(make.make_ngo(), "60"), (make.make_ngo(), "40")],
        sectors=[(Sector.HEALTH, "50"), (Sector.EDUCATION, "50")],
        places=[(make.make_place(f"Xã số {number}", level="commune"), None) for number in range(3)],
        **fields,
    )
    for number in range(5):
        make.make_commitment(f"{1000 + number}", project=project)
        make.make_disbursement(f"{100 + number}.50", project=project)
    make.make_output(project)
    return project


def test_sums_never_multiply(leader_client: Client) -> None:
    rich_project()
    context = shown(leader_client)
    # 1000 + 1001 + … + 1004 = 5.010; 100,50 + … + 104,50 = 512,50; 512,50 ÷ 5.010 = 10,2 %.
    assert cells(context, "committed") == ["5.010,00"]
    assert cells(context, "disbursed") == ["512,50"]
    assert cells(context, "rate") == ["10,2%"]
    assert (total(context, "committed"), total(context, "disbursed"), total(context, "rate")) == (
        "5.010,00",
        "512,50",
        "10,2%",
    )


def test_sums_of_three_projects_add_up_under_every_filter(leader_client: Client) -> None:
    for _ in range(3):
        rich_project()
    for query in ("", "sector=health", "stage=implementing", "active_from=2016", "q=rung van", "modality=project"):
        context = shown(leader_client, query)
        assert context["found"] == 3, query
        assert cells(context, "committed") == ["5.010,00"] * 3
        assert total(context, "committed") == "15.030,00"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        rich_project()
    # Session, user, count, two totals of rows and two counts each, two counts of projects without commitment and
    # of what is left out, donors, countries, places, owners and managing agencies of the filters, rows, donors with
    # names, places, office name, outputs and beneficiaries of the filtered projects.
    with django_assert_num_queries(27):
        leader_client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_export_reads_as_often(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        rich_project()
    with django_assert_num_queries(15):
        leader_client.get(f"{LIST}?export=csv")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_project_reads_as_often(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        project = rich_project()
    for _ in range(rows - 1):
        make.make_commitment(project=project)
        make.make_output(project)
    with django_assert_num_queries(39):
        leader_client.get(project.get_absolute_url())


def test_without_a_commitment_there_is_no_rate(leader_client: Client) -> None:
    project = make.make_project()
    make.make_disbursement("500", project=project)
    context = shown(leader_client)
    assert cells(context, "committed") == ["– | thiếu cam kết"]
    assert cells(context, "disbursed") == ["500,00"]
    assert cells(context, "rate") == ["–"]
    assert (total(context, "committed"), total(context, "rate")) == ("–", "–")
    assert "1 khoản thiếu cam kết" in _text(context["total"][0].html)


def test_paid_out_beyond_the_commitment_is_shown_as_it_is(leader_client: Client) -> None:
    project = make.make_project()
    make.make_commitment("318400", project=project)
    make.make_disbursement("322175.90", project=project)
    assert cells(shown(leader_client), "rate") == ["101,2%"]


def test_a_commitment_taken_back_whole_has_no_rate(leader_client: Client) -> None:
    project = make.make_project()
    make.make_commitment("500", project=project)
    make.make_commitment("-500", project=project, kind="closing")
    context = shown(leader_client)
    assert (cells(context, "committed"), cells(context, "rate")) == (["0,00"], ["–"])


def test_rows_that_are_not_converted_are_named(leader_client: Client) -> None:
    project = make.make_project()
    make.make_commitment("1000", "KRW", project=project)
    make.make_disbursement("1000", "KRW", project=project)
    context = shown(leader_client)
    assert cells(context, "committed") == ["– | 1 dòng chưa quy đổi"]
    assert cells(context, "disbursed") == ["– | 1 dòng chưa quy đổi"]
    assert cells(context, "rate") == ["–"]
    assert "2 dòng tiền chưa quy đổi đủ" in _text(context["total"][0].html)


def test_what_does_not_count_is_in_no_sum(leader_client: Client, staff: User) -> None:
    counted = make.make_project()
    make.make_commitment("100", project=counted)
    writing.archive(make.make_commitment("1000", project=counted), by=staff, reason="Ghi trùng")
    refused = make.make_project(stage=Stage.REJECTED)
    make.make_commitment("10000", project=refused)
    archived = make.make_project()
    make.make_commitment("100000", project=archived)
    writing.archive(archived, by=staff, reason="Nhập trùng")
    context = shown(leader_client, "sort=name")
    assert sorted(cells(context, "committed")) == ["100,00", "– | không tính"]
    assert total(context, "committed") == "100,00"
    sums = project_totals(AidProject.objects.all())
    assert (sums.committed.usd_cents, sums.committed.rows, sums.not_counted) == (10_000, 1, 2)


def test_a_programme_shows_its_components_and_adds_nothing(leader_client: Client) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME, name="Chương trình")
    make.make_commitment("100", project=make.make_project(parent=programme, name="Hợp phần"))
    context = shown(leader_client, "sort=name")
    assert cells(context, "committed") == ["– | gồm 1 dự án thành phần", "100,00"]
    assert total(context, "committed") == "100,00"
    assert codes(leader_client, "missing=commitment") == set()
    page = leader_client.get(programme.get_absolute_url()).context
    assert page["money"].committed == "100,00"
    assert "Thiếu cam kết." not in page["missing"]


@pytest.fixture
def three(db: None) -> dict[str, Any]:
    """Three projects that every filter can tell apart."""
    korea, sweden = make.country_of("KR"), make.country_of("SE")
    ngos = {
        "a": make.make_ngo(name="Hội Saemaul", home_country=korea),
        "b": make.make_ngo(name="Quỹ Ánh sáng", home_country=sweden),
    }
    district, other = make.make_place("Huyện Suối Vàng"), make.make_place("Huyện Núi Bạc")
    commune = make.make_place("Xã Suối Trong", level="commune", parent=district)
    hamlet = make.make_place("Xóm Suối", level="hamlet", parent=commune)
    one = make.make_project(
        code="MỘT",
        name="Nhà văn hóa xóm Rừng Vần",
        donors=[(ngos["a"], None)],
        sectors=[(Sector.CULTURE, None)],
        places=[(hamlet, None)],
        approval_on=date(2016, 4, 28),
    )
    two = make.make_project(
        code="HAI",
        name="Trạm y tế",
        donors=[(ngos["a"], "50"), (ngos["b"], "50")],
        sectors=[(Sector.HEALTH, "50"), (Sector.CULTURE, "50")],
        places=[(district, "50"), (other, "50")],
        modality=Modality.NON_PROJECT,
        stage=Stage.COMPLETED,
        is_call_for_aid=True,
    )
    make.make_project(code="BA", name="Phòng học", stage=Stage.SOLICITING)
    make.make_commitment(project=one, on=date(2015, 12, 31))
    make.make_disbursement(project=one, on=date(2018, 1, 1))
    make.make_disbursement(project=two, on=date(2017, 6, 1))
    return {**ngos, "district": district, "other": other, "commune": commune, "korea": korea, "sweden": sweden}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"MỘT", "HAI", "BA"}),
        ("stage=completed", {"HAI"}),
        ("sector=culture", {"MỘT", "HAI"}),
        ("sector=health", {"HAI"}),
        ("place={district.pk}", {"MỘT", "HAI"}),
        ("place={commune.pk}", {"MỘT"}),
        ("place={other.pk}", {"HAI"}),
        ("donor={a.pk}", {"MỘT", "HAI"}),
        ("donor={b.pk}", {"HAI"}),
        ("country={korea.pk}", {"MỘT", "HAI"}),
        ("country={sweden.pk}", {"HAI"}),
        ("modality=non_project", {"HAI"}),
        ("approval_year=2016", {"MỘT"}),
        ("approval_year=2017", set()),
        ("active_from=2016", {"MỘT", "HAI"}),
        ("active_to=2015", {"MỘT"}),
        ("active_from=2016&active_to=2017", {"HAI"}),
        ("active_from=2019", set()),
        ("is_call_for_aid=yes", {"HAI"}),
        ("missing=commitment", {"HAI", "BA"}),
        ("missing=sector", {"BA"}),
        ("missing=place", {"BA"}),
        ("missing=donor", set()),  # a project that still looks for one lacks none
        ("q=rung van", {"MỘT"}),
        ("q=SAEMAUL hoi", {"MỘT", "HAI"}),
        ("q=hoi anh sang", {"HAI"}),
        ("sector=culture&donor={b.pk}", {"HAI"}),
    ],
)
def test_filters_find(leader_client: Client, three: dict[str, Any], query: str, found: set[str]) -> None:
    assert codes(leader_client, query.format(**three)) == found


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["MỘT", "BA", "HAI"]),
        ("committed", ["HAI", "BA", "MỘT"]),
        ("-committed", ["MỘT", "BA", "HAI"]),
        ("disbursed", ["BA", "HAI", "MỘT"]),
        ("-time", ["MỘT", "BA", "HAI"]),
        ("time", ["HAI", "BA", "MỘT"]),
    ],
)
def test_the_list_sorts_alike_on_both_databases(
    leader_client: Client, three: dict[str, Any], sort: str, order: list[str]
) -> None:
    two = AidProject.objects.get(code="HAI")
    make.make_disbursement("-2000", project=two, on=date(2017, 7, 1))
    make.make_disbursement("1500", project=two, on=date(2017, 8, 1))
    found = [item.code for item in shown(leader_client, f"sort={sort}")["page"].object_list]
    if sort.removeprefix("-") in {"committed", "time"}:  # equal ones follow by age
        found, order = [found[0 if sort[0] == "-" else -1]], ["MỘT"]
    assert found == order


def test_a_filter_that_cannot_be_read_shows_nothing_and_says_so(leader_client: Client, three: dict[str, Any]) -> None:
    context = shown(leader_client, "active_from=hôm qua")
    assert (context["found"], bool(context["filters"].errors)) == (0, True)


def test_a_project_shows_its_way_money_and_what_is_missing(leader_client: Client) -> None:
    make.make_rate("USD", "20000", date(2016, 5, 1))
    project = make.make_project(
        stage=Stage.IMPLEMENTING,
        approval_on=date(2016, 4, 28),
        start=PartialDate.of_day(date(2016, 5, 12)),
        end=PartialDate.of_month(2019, 6),
    )
    make.make_commitment("1000", project=project)
    make.make_commitment("200", project=project, kind="amendment")
    make.make_disbursement("300", project=project, on=date(2016, 5, 20), status="estimate")
    make.make_disbursement("100", project=project, on=date(2016, 5, 2))
    context = leader_client.get(project.get_absolute_url()).context
    assert [(step.label, step.when, step.is_done, step.is_now) for step in context["steps"]] == [
        ("Đang vận động", "", True, False),
        ("Trình thẩm định", "", True, False),
        ("Đã phê duyệt", "28/04/2016", True, False),
        ("Đang thực hiện", "từ 12/05/2016", True, True),
        ("Đã kết thúc", "06/2019", False, False),
        ("Đã bàn giao", "", False, False),
    ]
    money = context["money"]
    assert (money.committed, money.initial, money.amendments) == ("1.200,00", "1.000,00", 1)
    assert (money.disbursed, money.estimate, money.rate_text) == ("400,00", "300,00", "33,3%")
    given, paid = context["ledger"]["groups"]
    assert (len(given.rows), len(paid.rows)) == (2, 2)
    assert [_text(cell.html) for cell in given.total] == ["Cam kết hiện hành", "", "", "", "1.200,00", "24.000.000", ""]
    assert context["missing"] == [
        "Thiếu bên tài trợ.",
        "Thiếu lĩnh vực.",
        "Thiếu địa bàn.",
        "Thiếu chủ khoản viện trợ.",
        "Thiếu số quyết định phê duyệt.",
        "Thiếu cơ quan phê duyệt.",
        "Thiếu cơ sở pháp lý.",
        "Có giải ngân ghi trước mọi cam kết. Xem lại ngày, hoặc bổ sung cam kết ban đầu.",
    ]


@pytest.mark.parametrize(
    ("stage", "done", "now"),
    [
        (Stage.SOLICITING, 1, "Đang vận động"),
        (Stage.HANDED_OVER, 6, "Đã bàn giao"),
        (Stage.SUSPENDED, 5, "Tạm dừng"),
        (Stage.REJECTED, 3, "Không phê duyệt"),
        (Stage.REVOKED, 4, "Thu hồi"),
    ],
)
def test_the_way_ends_where_the_project_stands(leader_client: Client, stage: Stage, done: int, now: str) -> None:
    steps = leader_client.get(make.make_project(stage=stage).get_absolute_url()).context["steps"]
    assert sum(step.is_done for step in steps) == done
    assert [step.label for step in steps if step.is_now] == [now]


def test_officers_get_buttons_for_money_and_a_programme_gets_none(staff_client: Client) -> None:
    project = make.make_project()
    page = staff_client.get(project.get_absolute_url()).context
    assert page["actions"][:3] == [
        ("Ghi giải ngân", f"/aid/disbursements/new/?project={project.pk}"),
        ("Ghi cam kết", f"/aid/commitments/new/?project={project.pk}"),
        ("Chuyển giai đoạn", f"/aid/projects/{project.pk}/stage/"),
    ]
    programme = make.make_project(modality=Modality.PROGRAMME)
    make.make_project(parent=programme)
    labels = [label for label, _ in staff_client.get(programme.get_absolute_url()).context["actions"]]
    assert {"Ghi giải ngân", "Ghi cam kết"} & set(labels) == set()
    assert labels[0] == "Chuyển giai đoạn"


@pytest.mark.parametrize(
    ("stage", "first"),
    [
        (Stage.SOLICITING, "Chuyển giai đoạn"),
        (Stage.SUBMITTED, "Chuyển giai đoạn"),
        (Stage.APPROVED, "Ghi giải ngân"),
        (Stage.HANDED_OVER, "Ghi giải ngân"),
    ],
)
def test_the_next_step_stands_first_before_the_approval(staff_client: Client, stage: Stage, first: str) -> None:
    page = staff_client.get(make.make_project(stage=stage).get_absolute_url()).context
    assert page["actions"][0][0] == first


@pytest.mark.parametrize(
    ("stage", "call"), [(Stage.IMPLEMENTING, ["Kêu gọi viện trợ"]), (Stage.COMPLETED, []), (Stage.HANDED_OVER, [])]
)
def test_a_project_that_is_over_calls_for_aid_no_more(leader_client: Client, stage: Stage, call: list[str]) -> None:
    project = make.make_project(stage=stage, is_call_for_aid=True)
    pills = leader_client.get(project.get_absolute_url()).context["pills"]
    assert [pill.text for pill in pills[2:]] == call
