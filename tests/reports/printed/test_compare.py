"""A report beside another one: which sides, which numbers, which differences."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from aid.models import Commitment
from config.kit import clock
from config.kit.writing import save
from config.reference.models import IssuingBody, Signatory
from reports.models import Report
from reports.printed.compare import Comparison, Line
from reports.printed.files import MAKERS
from reports.printed.issuing import Signing, issue, prepare
from tests.factories.annual import make_office
from tests.factories.printed import make_report, year_of
from tests.factories.reports import project

pytestmark = [pytest.mark.django_db, pytest.mark.page]

PAGE, TODAY = "/reports/annual/2019/compare/", date(2020, 3, 9)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in MAKERS:
        monkeypatch.setitem(MAKERS, kind, lambda said: b"x")


def issued(year: int, number: str, standing: str = "final") -> Report:
    body: Any = IssuingBody.objects.for_detail().get(is_default=True)
    signing = Signing(number, date(2020, 3, 6), Signatory.objects.get(), standing)
    prepared = prepare(year_of(year), body, signing=signing, today=TODAY)
    return issue(prepared, version=0, by=None, today=TODAY, now=clock.now()).report


def late_row(on: date) -> None:
    """Ten dollars committed in a time that was reported already."""
    row = Commitment(project=project(), dated_on=on, amount=10, currency="USD", usd_cents=1000, usd_basis="same")
    save(row, by=None, reason="Bổ sung")


def compared(page: Any) -> Comparison:
    assert page.status_code == 200
    found: Comparison = page.context["comparison"]
    return found


def line_of(found: Comparison, label: str, unit: str, *, is_part: bool = False) -> Line:
    lines = [line for group in found.groups for line in group.lines]
    return next(line for line in lines if (line.label, line.unit, line.is_part) == (label, unit, is_part))


def words(line: Line) -> tuple[str, ...]:
    return (*(number.words for number in line.numbers), line.difference, line.percent)


def test_drafts_of_two_years_are_compared_live(leader_client: Client) -> None:
    make_office()

    found = compared(leader_client.get(PAGE))

    assert [(side.name, side.note) for side in found.sides] == [
        ("năm 2018", "Số liệu hiện nay, tính đến ngày 31/12/2018"),
        ("năm 2019", "Số liệu hiện nay, tính đến ngày 31/12/2019"),
    ]
    # (6.200.456,45 - 7.118.026,50) / 7.118.026,50 = -12,89 %; (5.768.531,60 - 5.130.574,20) / 5.130.574,20 = 12,43 %
    committed = line_of(found, "Giá trị cam kết", "USD")
    assert words(committed) == ("7.118.026,50", "6.200.456,45", "-917.570,05", "-12,9%")
    assert ["from=2018-01-01" in committed.numbers[0].url, "from=2019-01-01" in committed.numbers[1].url] == [
        True,
        True,
    ]
    disbursed = line_of(found, "Giá trị giải ngân", "USD")
    assert words(disbursed) == ("5.130.574,20", "5.768.531,60", "+637.957,40", "+12,4%")
    # Health got nothing in 2018: 60 % of 6.000.000 and no growth on nothing.
    health = line_of(found, "Y tế", "USD", is_part=True)
    assert words(health) == ("0,00", "3.600.000,00", "+3.600.000,00", "–")
    assert not [line for group in found.groups for line in group.lines if line.label in ("2018", "2019")]


def test_issued_reports_are_compared_as_they_were_frozen(leader_client: Client) -> None:
    make_office()
    last, this = issued(2018, "4"), issued(2019, "5")
    for day in (date(2018, 7, 1), date(2019, 7, 1)):
        late_row(day)

    found = compared(leader_client.get(PAGE))

    assert [(side.note, side.url) for side in found.sides] == [
        ("Báo cáo số 04/BC-LHHN, số chính thức, tính đến ngày 31/12/2018", last.get_absolute_url()),
        ("Báo cáo số 05/BC-LHHN, số chính thức, tính đến ngày 31/12/2019", this.get_absolute_url()),
    ]
    committed = line_of(found, "Giá trị cam kết", "USD")
    assert words(committed)[:2] == ("7.118.026,50", "6.200.456,45")
    assert [number.url for number in committed.numbers] == ["", ""]


def test_the_estimate_stands_beside_the_final_figures(leader_client: Client) -> None:
    make_office()
    estimate = issued(2019, "5", "estimate")
    late_row(date(2019, 7, 1))
    final = issued(2019, "6")

    found = compared(leader_client.get(PAGE))

    assert [(side.name, side.is_estimate) for side in found.sides] == [
        ("năm 2018", False),
        ("năm 2019", True),
        ("năm 2019", False),
    ]
    committed = line_of(found, "Giá trị cam kết", "USD")
    assert words(committed)[:4] == ("7.118.026,50", "6.200.456,45", "6.200.466,45", "-917.560,05")
    asked = compared(leader_client.get(PAGE, {"with": str(estimate.pk)}))
    assert [side.url for side in asked.sides] == [estimate.get_absolute_url(), final.get_absolute_url()]
    assert words(line_of(asked, "Giá trị cam kết", "USD")) == ("6.200.456,45", "6.200.466,45", "+10,00", "0,0%")


def test_a_draft_that_is_cut_off_is_compared_with_the_same_stretch(leader_client: Client) -> None:
    make_office()
    make_report(as_of=date(2019, 6, 30))

    found = compared(leader_client.get(PAGE))

    assert [side.note[-10:] for side in found.sides] == ["30/06/2018", "30/06/2019"]
    assert words(line_of(found, "Giá trị cam kết", "USD"))[:2] == ("7.118.026,50", "6.000.000,00")


@pytest.mark.parametrize("text", ["999", "x", "\x00", "1" * 300, "<b>"])
def test_an_issue_that_is_not_there_gets_a_sentence(text: str, leader_client: Client) -> None:
    page = leader_client.get(PAGE, {"with": text})

    assert "Không có báo cáo đã ban hành số" in page.content.decode()
    assert "<b>" not in page.context["error"] or "&lt;b&gt;" in page.content.decode()


@pytest.mark.parametrize(
    ("time", "sides"),
    [
        ("half-year/2019", ["cùng kỳ năm 2018", "6 tháng đầu năm 2019"]),
        ("span/2019-02-01_2019-05-31", ["cùng kỳ năm 2018", "từ ngày 01/02/2019 đến ngày 31/05/2019"]),
        ("term/2015-2020", ["nhiệm kỳ 2015-2020"]),
    ],
)
def test_every_kind_can_be_compared(time: str, sides: list[str], leader_client: Client) -> None:
    found = compared(leader_client.get(f"/reports/{time}/compare/"))

    assert [side.name for side in found.sides] == sides
    assert (line_of(found, "Giá trị cam kết", "USD").difference == "") == (len(sides) == 1)
