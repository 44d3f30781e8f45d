"""The page of a project as a story in order of time, and as of a day."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from aid.actions.amendments import Decision, amend
from aid.choices import Modality, ReportKind, Stage
from aid.models import AidProject, ReportReceipt, StageChange
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive, lock, save
from tests.factories import aid as make

D = Decimal
NBSP = "\xa0"


def day(text: str) -> PartialDate:
    return PartialDate.of_day(date.fromisoformat(text))


def decide(project: AidProject, number: str, on: str, **more: Any) -> Any:
    return amend(lock(AidProject, project.pk), Decision(number, date.fromisoformat(on), **more), by=None)


def moved(project: AidProject, before: Stage, after: Stage, on: str, reason: str = "") -> None:
    change = StageChange(project=project, from_stage=before, to_stage=after, reason=reason)
    change.changed_on = date.fromisoformat(on)
    save(change, by=None)


@pytest.fixture
def project(db: None) -> AidProject:
    """One extension, one increase, one decrease: 120.000 + 50.000 − 12.500 = 157.500 USD."""
    made = make.make_project(
        approval_number="1086/QĐ-UBND",
        approval_on=date(2016, 4, 28),
        approval_issuer="Chủ tịch UBND tỉnh",
        start=day("2016-05-12"),
        end=day("2018-06-30"),
        owner=make.make_agency("UBND huyện Đại Từ"),
    )
    make.make_commitment("120000", project=made, on=date(2016, 5, 12))
    decide(made, "3514/QĐ-UBND", "2017-11-20", amount=D(50000), currency="USD", new_end=day("2019-12-31"))
    decide(made, "812/QĐ-UBND", "2018-03-15", amount=D(-12500), currency="USD", new_owner=make.make_agency("Sở Y tế"))
    make.make_disbursement("45000", project=made, on=date(2016, 7, 5))
    make.make_disbursement("30000", project=made, on=PartialDate.of_year(2017))
    make.make_disbursement("-500", project=made, on=date(2019, 2, 1))
    return made


def opened(client: Client, project: AidProject, as_of: str = "") -> Any:
    return client.get(project.get_absolute_url(), {"as_of": as_of} if as_of else {})


def lines(response: Any) -> list[str]:
    story = response.context["story"]
    return [f"{event.when} {event.text}{event.more}".replace(NBSP, " ") for event in story.events]


def facts(response: Any) -> dict[str, Any]:
    return {fact.label: fact.value for group in response.context["groups"] for fact in group.facts}


# The story --------------------------------------------------------------------------


def test_everything_stands_in_order_of_time(leader_client: Client, project: AidProject) -> None:
    moved(project, Stage.SUBMITTED, Stage.APPROVED, "2016-04-28")
    moved(project, Stage.APPROVED, Stage.IMPLEMENTING, "2016-05-12")
    moved(project, Stage.IMPLEMENTING, Stage.SUSPENDED, "2018-01-08", "Chờ bên tài trợ xác nhận vốn")
    moved(project, Stage.COMPLETED, Stage.HANDED_OVER, "2020-02-20")
    AidProject.objects.filter(pk=project.pk).update(handed_over_on=date(2020, 2, 20), stage=Stage.HANDED_OVER)
    make.make_output(project, handed_over_on=date(2017, 8, 30), description="xã La Bằng")
    make.make_output(project, kind="road", quantity=D("1.2"), unit="km", handed_over_on=date(2019, 11, 2))
    make.make_output(project, kind="house", unit="nhà")
    half = {"kind": ReportKind.HALF_YEAR, "year": 2018, "received_on": date(2018, 7, 12), "document": "15/BC-UBND"}
    save(ReportReceipt(project=project, **half), by=None)
    save(ReportReceipt(project=project, kind=ReportKind.FINAL, year=2019, received_on=date(2020, 5, 2)), by=None)

    assert lines(opened(leader_client, project)) == [
        "28/04/2016 Phê duyệt theo quyết định 1086/QĐ-UBND, Chủ tịch UBND tỉnh",
        "12/05/2016 Chuyển sang “Đang thực hiện”",
        "12/05/2016 Cam kết 120.000,00 USD",
        "05/07/2016 Giải ngân 45.000,00 USD",
        "2017 Giải ngân 30.000,00 USD",
        "30/08/2017 Bàn giao 1 trạm y tế, xã La Bằng",
        "20/11/2017 Quyết định điều chỉnh 3514/QĐ-UBND: tăng 50.000,00 USD; gia hạn từ 30/06/2018 đến 31/12/2019",
        "08/01/2018 Chuyển sang “Tạm dừng”, Chờ bên tài trợ xác nhận vốn",
        "15/03/2018 Quyết định điều chỉnh 812/QĐ-UBND: giảm 12.500,00 USD; "
        "đổi chủ khoản viện trợ từ UBND huyện Đại Từ sang Sở Y tế",
        "12/07/2018 Nhận báo cáo 6 tháng đầu năm 2018, 15/BC-UBND",
        "01/02/2019 Hoàn trả 500,00 USD",
        "02/11/2019 Bàn giao 1,2 km đường bê tông",
        "20/02/2020 Bàn giao khoản viện trợ",
        "02/05/2020 Nhận báo cáo kết thúc",
    ]


def test_lines_of_one_day_keep_their_order(leader_client: Client, db: None) -> None:
    project = make.make_project(approval_on=date(2016, 5, 12), handed_over_on=date(2016, 5, 12))
    for amount in ("3", "1", "2"):
        make.make_disbursement(amount, project=project, on=date(2016, 5, 12))
    make.make_commitment("10", project=project, on=date(2016, 5, 12), kind="closing")
    make.make_commitment("-4", project=project, on=date(2016, 5, 12), kind="amendment")

    assert lines(opened(leader_client, project)) == [
        "12/05/2016 Phê duyệt",
        "12/05/2016 Đóng cam kết, tăng 10,00 USD",
        "12/05/2016 Điều chỉnh cam kết giảm 4,00 USD",
        "12/05/2016 Giải ngân 3,00 USD",
        "12/05/2016 Giải ngân 1,00 USD",
        "12/05/2016 Giải ngân 2,00 USD",
        "12/05/2016 Bàn giao khoản viện trợ",
    ]


def test_a_record_is_opened_from_its_line(leader_client: Client, project: AidProject) -> None:
    urls = [event.url for event in opened(leader_client, project).context["story"].events]
    first, second = (one.commitment for one in project.amendments.order_by("pk"))
    paid = {row.dated_on.year: row.get_absolute_url() for row in project.disbursements.all()}
    given = project.commitments.get(kind="initial").get_absolute_url()

    assert urls == [
        "",
        given,
        paid[2016],
        paid[2017],
        first.get_absolute_url(),
        second.get_absolute_url(),
        paid[2019],
    ]


def test_a_row_in_another_currency_says_what_it_is_worth(leader_client: Client, db: None) -> None:
    make.make_rate("USD", "20000", date(2016, 5, 1))
    project = make.make_project()
    make.make_commitment("400000000", "VND", project=project, on=date(2016, 5, 12))
    make.make_disbursement("100", "CHF", project=project, on=date(2016, 6, 1), status="estimate")

    assert lines(opened(leader_client, project)) == [
        "12/05/2016 Cam kết 400.000.000 đồng (20.000,00 USD)",
        "01/06/2016 Giải ngân 100,00 CHF (chưa quy đổi), ước",
    ]


def test_a_long_ledger_tells_payments_by_year(leader_client: Client, db: None) -> None:
    project = make.make_project()
    for number in range(12):
        make.make_disbursement("100.10", project=project, on=date(2016, 1, 5) + timedelta(days=30 * number))
    assert len(lines(opened(leader_client, project))) == 12
    make.make_disbursement("1000", project=project, on=date(2017, 3, 1))
    make.make_disbursement("-50.05", project=project, on=date(2018, 2, 1))
    make.make_disbursement("70", "CHF", project=project, on=date(2018, 6, 1))

    assert lines(opened(leader_client, project)) == [
        "2016 12 lần giải ngân, tổng 1.201,20 USD",
        "01/03/2017 Giải ngân 1.000,00 USD",
        "2018 1 lần giải ngân, 1 lần hoàn trả, tổng -50,05 USD, chưa gồm 1 dòng chưa quy đổi",
    ]
    # On 01/07/2016 (days 5/1 + 30n: six of 2016) the year is told as far as it had come.
    early = opened(leader_client, project, "2016-07-01")
    assert lines(early) == ["2016 6 lần giải ngân, tổng 600,60 USD"]
    assert early.context["story"].later == 9


def test_an_archived_row_of_a_decision_says_so(leader_client: Client, project: AidProject) -> None:
    first = project.amendments.order_by("pk").first()
    archive(first.commitment, by=None, reason="Ghi trùng")

    response = opened(leader_client, project)

    assert (
        "20/11/2017 Quyết định điều chỉnh 3514/QĐ-UBND: tăng 50.000,00 USD (dòng cam kết đã lưu trữ, không tính); "
        "gia hạn từ 30/06/2018 đến 31/12/2019"
    ) in lines(response)
    assert response.context["money"].committed == "107.500,00"


def test_a_project_without_dates_says_so(leader_client: Client, db: None) -> None:
    response = opened(leader_client, make.make_project())
    assert lines(response) == []
    assert "Chưa có mốc nào có ngày." in response.content.decode()


# Facts --------------------------------------------------------------------------------


def test_facts_show_what_the_decisions_replaced(leader_client: Client, project: AidProject) -> None:
    shown = facts(opened(leader_client, project))
    assert shown["Thời gian"] == "từ 12/05/2016 đến 31/12/2019, gia hạn từ 30/06/2018"
    assert shown["Chủ khoản viện trợ"] == "Sở Y tế, trước đây UBND huyện Đại Từ"
    decide(project, "9/QĐ-UBND", "2019-01-10", new_end=day("2019-06-30"))
    shown = facts(opened(leader_client, project))
    assert shown["Thời gian"] == "từ 12/05/2016 đến 30/06/2019, trước đây 31/12/2019, 30/06/2018"


def test_the_decisions_stand_in_a_table(staff_client: Client, project: AidProject) -> None:
    table = opened(staff_client, project).context["amendments"]
    said = [[str(cell.html).replace(NBSP, " ") for cell in row.cells[1:]] for row in table.rows]
    assert said == [
        ["20/11/2017", "tăng 50.000,00 USD; gia hạn từ 30/06/2018 đến 31/12/2019"],
        ["15/03/2018", "giảm 12.500,00 USD; đổi chủ khoản viện trợ từ UBND huyện Đại Từ sang Sở Y tế"],
    ]
    first = project.amendments.order_by("pk").first()
    assert f'href="/aid/projects/amendments/{first.pk}/edit/"' in table.rows[0].cells[0].html


# As of a day ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "committed", "disbursed", "end", "owner", "later", "decisions"),
    [
        # Before everything: six ledger rows come later.
        ("2016-05-11", "–", "0,00", "30/06/2018", "UBND huyện Đại Từ", 6, 0),
        # The year 2017 stands at 01/07/2017; the increase comes on 20/11.
        ("2017-11-19", "120.000,00", "75.000,00", "30/06/2018", "UBND huyện Đại Từ", 3, 0),
        ("20/11/2017", "170.000,00", "75.000,00", "31/12/2019, gia hạn từ 30/06/2018", "UBND huyện Đại Từ", 2, 1),
        (
            "15-3-2018",
            "157.500,00",
            "75.000,00",
            "31/12/2019, gia hạn từ 30/06/2018",
            "Sở Y tế, trước đây UBND huyện Đại Từ",
            1,
            2,
        ),
        (
            "2030-01-01",
            "157.500,00",
            "74.500,00",
            "31/12/2019, gia hạn từ 30/06/2018",
            "Sở Y tế, trước đây UBND huyện Đại Từ",
            0,
            2,
        ),
    ],
)
def test_the_page_reads_as_on_the_day(
    leader_client: Client,
    project: AidProject,
    as_of: str,
    committed: str,
    disbursed: str,
    end: str,
    owner: str,
    later: int,
    decisions: int,
) -> None:
    response = opened(leader_client, project, as_of)
    shown, context = facts(response), response.context

    assert (context["money"].committed, context["money"].disbursed) == (committed, disbursed)
    assert (shown["Thời gian"], shown["Chủ khoản viện trợ"]) == (f"từ 12/05/2016 đến {end}", owner)
    rows = sum(len(group.rows) for group in context["ledger"]["groups"])
    assert (rows, context["later_rows"]) == (6 - later, later)
    assert len(context["amendments"].rows if context["amendments"] else ()) == decisions
    text = response.content.decode()
    assert ("Số liệu tính đến ngày" in text, f'href="{project.get_absolute_url()}">Xem số liệu hiện nay' in text) == (
        True,
        True,
    )
    assert (f"{later} dòng sau ngày này" in text) is bool(later)


def test_today_shows_everything(leader_client: Client, project: AidProject) -> None:
    response = opened(leader_client, project)
    context = response.context
    assert (context["money"].committed, context["later_rows"], context["story"].later) == ("157.500,00", 0, 0)
    assert "Số liệu tính đến ngày" not in response.content.decode()


@pytest.mark.parametrize(
    "as_of", ["31/02/2017", "2017", "hôm qua", "<script>", "9" * 300, "\x00", "99999-01-01", "quý I/2016", "٣/٣/٢٠١٧"]
)
def test_a_day_that_cannot_be_read_gives_a_sentence_and_the_page_of_now(
    leader_client: Client, project: AidProject, as_of: str
) -> None:
    response = opened(leader_client, project, as_of)

    assert response.status_code == 200
    asked = response.context["asked"]
    assert (asked.day, response.context["money"].committed) == (None, "157.500,00")
    assert asked.problem.endswith(" Trang đang hiện số liệu hiện nay.")
    text = response.content.decode()
    assert ("\x00" in text, '<script>"' in text, 'role="status"' in text) == (False, False, True)


def test_components_stand_as_on_the_day(leader_client: Client, db: None) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME)
    part = make.make_project(parent=programme)
    make.make_commitment("1000", project=part, on=date(2016, 5, 12))
    make.make_commitment("200", project=part, on=date(2017, 5, 12), kind="amendment")

    response = opened(leader_client, programme, "2016-12-31")

    assert response.context["money"].committed == "1.000,00"
    cells = [cell for row in response.context["tables"][1].rows for cell in row.cells]
    assert "1.000" in cells[2].html
    assert lines(response) == [f"12/05/2016 Cam kết 1.000,00 USD, {part.code}"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("as_of", ["", "2018-01-01"])
def test_the_story_asks_as_often_for_many_rows(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int, as_of: str
) -> None:
    project = make.make_project(end=day("2018-06-30"))
    agencies = [make.make_agency(f"Sở thứ {number}") for number in range(rows)]
    for number in range(rows):
        on = date(2017, 1, 1 + number)
        moved(project, Stage.APPROVED, Stage.IMPLEMENTING, on.isoformat())
        make.make_output(project, handed_over_on=on)
        make.make_disbursement(project=project, on=on)
        decide(
            project,
            f"{number}/QĐ",
            on.isoformat(),
            amount=D(10),
            currency="USD",
            new_end=day(f"2019-06-0{number + 1}"),
            new_owner=agencies[number],
        )
        save(ReportReceipt(project=project, kind=ReportKind.ANNUAL, year=2010 + number, received_on=on), by=None)
    with django_assert_num_queries(37):
        opened(leader_client, project, as_of)
