"""What the registers of aid miss now: rows and projects without what figures need, each by its rule and its list."""

from datetime import date

import pytest
from django.test import Client

from aid.choices import PeriodReply, Stage
from aid.due import KINDS, last_half
from aid.models import PeriodAnswer
from config.kit.due import Asked, DueItem
from config.kit.partial_dates import PartialDate
from config.kit.periods import Period
from config.kit.writing import archive, save
from tests.factories.aid import make_agency, make_commitment, make_disbursement, make_project

pytestmark = pytest.mark.django_db

TODAY = date(2019, 3, 10)


def found(key: str) -> list[DueItem]:
    return list(next(kind for kind in KINDS if kind.key == key).find(Asked(TODAY, {})))


def list_of(key: str) -> str:
    return next(kind for kind in KINDS if kind.key == key).address(Asked(TODAY, {}))


def told(key: str) -> list[tuple[str, str, str, int]]:
    return [(item.label, item.said, item.person, item.count) for item in found(key)]


def test_rows_that_no_total_holds_are_counted_and_open_as_a_list(leader_client: Client) -> None:
    project = make_project()
    make_commitment(project=project, amount="85000", currency="SEK")
    make_commitment(project=project, amount="1000", currency="USD")
    make_disbursement(project=project, amount="1000000", currency="VND")
    make_disbursement(project=make_project(stage=Stage.REJECTED), amount="1000000", currency="VND")

    assert told("unconverted") == [
        ("Sổ cam kết: 2 dòng chưa quy đổi", "Thiếu tỷ giá", "", 2),
        ("Sổ giải ngân: 1 dòng chưa quy đổi", "Thiếu tỷ giá", "", 1),
    ]
    assert [leader_client.get(item.url).context["found"] for item in found("unconverted")] == [2, 1]


def test_projects_without_a_commitment_are_told_with_their_owner() -> None:
    make_project(name="Trạm y tế", owner=make_agency("UBND xã La Bằng"))
    make_project(name="Đang vận động", stage=Stage.SOLICITING)
    make_commitment(project=make_project(name="Có cam kết"))
    make_project(name="Bị từ chối", stage=Stage.REJECTED)
    archive(make_project(name="Lưu trữ"), by=None, reason="Nhập trùng")

    assert told("no_commitment") == [
        ("Trạm y tế", "Thiếu cam kết", "UBND xã La Bằng", 1),
        ("Đang vận động", "Thiếu cam kết", "", 1),
    ]
    assert [item.due_on for item in found("no_commitment")] == [None, None]


@pytest.mark.parametrize(("number", "lines"), [(20, 20), (21, 1)])
def test_more_projects_than_anybody_reads_are_one_line_that_opens_them(
    leader_client: Client, number: int, lines: int
) -> None:
    for _ in range(number):
        make_project()

    items = found("no_commitment")

    assert (len(items), sum(item.count for item in items)) == (lines, number)
    if lines == 1:
        assert items[0].label == "21 khoản viện trợ chưa có cam kết"
        assert leader_client.get(items[0].url).context["found"] == 21


def test_the_last_half_is_the_one_that_is_over() -> None:
    assert last_half(date(2019, 6, 30)) == Period.half_year(2018, 2)
    assert last_half(date(2019, 7, 1)) == Period.half_year(2019, 1)


def running(name: str, **fields: object) -> object:
    """A project carried out from 2018 on."""
    return make_project(name=name, start=PartialDate.of_year(2018), **fields)  # type: ignore[arg-type]


def test_running_projects_of_which_the_last_half_is_not_known(leader_client: Client) -> None:
    running("Chưa có số", owner=make_agency("UBND xã La Bằng"))
    for on in (PartialDate.of_day(date(2018, 7, 1)), PartialDate.of_day(date(2018, 12, 31)), PartialDate.of_year(2018)):
        make_disbursement(project=running(f"Có số {on}"), on=on)
    make_disbursement(project=running("Chỉ có kỳ trước"), on=date(2018, 6, 30))
    gone = make_disbursement(project=running("Dòng đã xóa"), on=date(2018, 9, 1))
    archive(gone, by=None, reason="Nhập nhầm")
    make_project(name="Xong từ trước", start=PartialDate.of_year(2016), end=PartialDate.of_day(date(2018, 6, 30)))
    make_project(name="Chưa bắt đầu", start=PartialDate.of_day(date(2019, 1, 1)))

    said = "Chưa có số 6 tháng cuối năm 2018"
    assert told("no_figures") == [
        ("Chưa có số", said, "UBND xã La Bằng", 1),
        ("Chỉ có kỳ trước", said, "", 1),
        ("Dòng đã xóa", said, "", 1),
    ]
    assert leader_client.get(list_of("no_figures")).context["found"] == 3


@pytest.mark.parametrize(
    ("start", "end", "reply", "is_known"),
    [
        (date(2018, 7, 1), date(2018, 12, 31), PeriodReply.NOTHING, True),
        (date(2018, 1, 1), date(2018, 12, 31), PeriodReply.NOTHING, True),
        (date(2018, 10, 1), date(2018, 12, 31), PeriodReply.NOTHING, True),
        (date(2018, 1, 1), date(2018, 6, 30), PeriodReply.NOTHING, False),
        (date(2018, 7, 1), date(2018, 12, 31), PeriodReply.WAITING, False),
    ],
)
def test_an_answer_that_nothing_was_paid_is_a_figure(
    start: date, end: date, reply: PeriodReply, is_known: bool
) -> None:
    save(PeriodAnswer(project=running("Nước sạch"), start_on=start, end_on=end, reply=reply), by=None)

    assert bool(found("no_figures")) is not is_known


def test_a_programme_is_not_asked_for_the_money_of_its_components() -> None:
    programme = running("Chương trình")
    running("Thành phần", parent=programme)

    assert [item.label for item in found("no_figures")] == ["Thành phần"]


def test_incomplete_projects_are_one_line_that_opens_their_list(leader_client: Client) -> None:
    for _ in range(3):
        make_project()
    make_project(stage=Stage.REJECTED)

    assert told("incomplete_projects") == [("3 khoản viện trợ thiếu thông tin", "Thiếu thông tin", "", 3)]
    assert leader_client.get(found("incomplete_projects")[0].url).context["found"] == 3


def test_nothing_is_missing_in_an_empty_register() -> None:
    assert [found(kind.key) for kind in KINDS if not kind.has_days] == [[], [], [], []]
