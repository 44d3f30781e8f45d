"""The page of an organisation and its one-page profile: its part of the money, to the cent."""

import io
from datetime import date
from typing import Any

import pdfplumber
import pytest
from django.test import Client

from aid.choices import Stage
from aid.models import Commitment, ForeignNGO, NGOContact
from aid.queries.givers import GiverSum, money_of
from aid.views.ngo_page import UNSPLIT, money_notes, year_rows
from config.kit.writing import archive, save
from tests.factories import aid as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def saemaul() -> ForeignNGO:
    """Gives 60 % of one project, the whole of a second, one row of a third, and is one of two without shares.

    Committed 2016: 60 % of 1.000,01 = 600,01; own row 50. 2017: 200. Disbursed 2017: 60 % of 333,33 = 200,00.
    """
    ngo, other = make.make_ngo(name="Hội Saemaul"), make.make_ngo(name="Quỹ Khác")
    shared = make.make_project(donors=[(ngo, "60"), (other, "40")])
    whole = make.make_project(donors=[(ngo, None)])
    foreign = make.make_project(donors=[(other, None)])
    open_shares = make.make_project(donors=[(ngo, None), (other, None)])
    make.make_commitment("1000.01", on=date(2016, 5, 1), project=shared)
    make.make_disbursement("333.33", on=date(2017, 5, 1), project=shared)
    make.make_commitment("200", on=date(2017, 3, 1), project=whole)
    make.make_commitment("50", on=date(2016, 3, 1), project=foreign, donor=ngo)
    make.make_commitment("900", on=date(2016, 3, 1), project=foreign)
    make.make_commitment("700", on=date(2016, 3, 1), project=open_shares)
    make.make_disbursement("5000", "KRW", on=date(2017, 3, 1), project=whole)
    refused = make.make_project(donors=[(ngo, None)], stage=Stage.REJECTED)
    make.make_commitment("9999", on=date(2016, 1, 1), project=refused)
    return ngo


def test_a_giver_holds_its_part_of_each_row(saemaul: ForeignNGO) -> None:
    money = money_of(saemaul)

    assert money.total == GiverSum(85001, 20000)
    assert money.by_year == {2016: GiverSum(65001, None), 2017: GiverSum(20000, 20000)}
    assert (money.unconverted, money.unsplit) == (1, 1)
    assert len(money.projects) == 5


def test_the_linked_lists_show_the_same_totals(saemaul: ForeignNGO, leader_client: Client) -> None:
    page = leader_client.get(f"/aid/commitments/?donor={saemaul.pk}&counted=1").content.decode()

    assert '850<span class="dec">,01</span>' in page.partition("<tfoot")[2]


def test_what_the_sums_do_not_hold_is_said(saemaul: ForeignNGO) -> None:
    notes = money_notes(money_of(saemaul))

    assert notes == f"1 dòng chưa quy đổi, không có trong tổng; {UNSPLIT.format(count='1')}"


def test_earlier_years_stand_in_one_row_and_still_add_up(saemaul: ForeignNGO) -> None:
    rows = year_rows(money_of(saemaul), most=1)

    assert [(row.label, row.money) for row in rows] == [
        ("2017", GiverSum(20000, 20000)),
        ("Trước 2017", GiverSum(65001, None)),
    ]


def test_an_archived_row_and_project_leave_the_sums(saemaul: ForeignNGO) -> None:
    archive(Commitment.objects.get(amount=200), by=None, reason="ghi nhầm")

    assert money_of(saemaul).total == GiverSum(65001, 20000)


def many_of(ngo: ForeignNGO, count: int) -> None:
    """So many projects, papers, contacts and rows of one organisation."""
    for number in range(count):
        project = make.make_project(donors=[(ngo, None)])
        make.make_commitment("100", on=date(2010 + number, 1, 5), project=project)
        make.make_certificate(ngo=ngo, issued_on=date(2001 + number, 1, 1), expires_on=date(2001 + number, 12, 31))
        save(NGOContact(ngo=ngo, name=f"Người liên hệ {number}", phone="0912 345 678"), by=None)


@pytest.mark.parametrize("address", ["", "profile/"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_read_as_often_for_many_rows(
    leader_client: Client, django_assert_max_num_queries: Any, address: str, count: int
) -> None:
    ngo = make.make_ngo()
    many_of(ngo, count)
    leader_client.get(f"/aid/ngos/{ngo.pk}/{address}")

    with django_assert_max_num_queries(40) as counted:
        leader_client.get(f"/aid/ngos/{ngo.pk}/{address}")

    assert len(counted.captured_queries) == {"": 37, "profile/": 27}[address]


@pytest.mark.parametrize("count", [0, 40])
def test_the_profile_is_one_page(leader_client: Client, count: int) -> None:
    ngo = make.make_ngo(name="Tổ chức Tầm nhìn Thế giới quốc tế " * 6, name_vi="Tên tiếng Việt dài " * 10)
    many_of(ngo, count)

    answer = leader_client.get(f"/aid/ngos/{ngo.pk}/profile.pdf")

    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as paper:
        text = paper.pages[0].extract_text()
        assert len(paper.pages) == 1
    assert "Hồ sơ tóm tắt tổ chức phi chính phủ nước ngoài" in text
    assert ("4.000,00" in text) == (count == 40)
    assert ("và 32 khoản nữa, đã tính trong dòng cộng" in text) == (count == 40)
