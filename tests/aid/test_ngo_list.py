"""The list of organisations: each filter by hand, the column of certificates, the totals, the number of queries."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from aid.choices import CertificateEvent, CertificateKind, DonorKind, RelationKind, Sector, Stage
from aid.models import ForeignNGO, NGOContact, NGOSector
from config.kit import writing
from config.reference.models import Country
from tests.factories import aid as make
from tests.factories.annual import related

TODAY = date(2019, 6, 1)
LIST = "/aid/ngos/"
LIST_QUERIES, EXPORT_QUERIES = 15, 9


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("aid.filters.ngos", "aid.views.ngo_list"):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY)


def rows_of(client: Client, query: str = "") -> list[str]:
    """The names listed, in order."""
    return [strip_tags(row.cells[0].html.split("<span")[0]) for row in client.get(f"{LIST}?{query}").context["rows"]]


def certificates_of(client: Client, query: str = "") -> dict[str, str]:
    rows = client.get(f"{LIST}?{query}").context["rows"]
    return {strip_tags(row.cells[0].html.split("<span")[0]): strip_tags(row.cells[4].html) for row in rows}


def holding(name: str, expires_on: date | None = None, **fields: Any) -> ForeignNGO:
    ngo = make.make_ngo(name=name)
    make.make_certificate(ngo=ngo, expires_on=expires_on, **fields)
    return ngo


@pytest.fixture
def certificates(db: None) -> None:
    holding("A hết hạn", date(2019, 5, 31))
    holding("B hôm nay", date(2019, 6, 1))
    holding("C còn lâu", date(2019, 8, 1))
    holding("D không hạn")
    revoked = holding("E thu hồi", date(2020, 1, 1))
    make.make_certificate(ngo=revoked, event=CertificateEvent.REVOKED, issued_on=date(2018, 3, 2), expires_on=None)
    make.make_ngo(name="F chưa có")
    both = holding("G hai loại", date(2021, 1, 1))
    make.make_certificate(ngo=both, kind=CertificateKind.REPRESENTATIVE_OFFICE, expires_on=date(2019, 5, 31))


def test_the_column_tells_one_state(certificates: None, leader_client: Client) -> None:
    assert certificates_of(leader_client) == {
        "A hết hạn": "Đã hết hạn ngày 31/05/2019",
        "B hôm nay": "Sắp hết hạn, ngày 01/06/2019",
        "C còn lâu": "Còn hiệu lực đến 01/08/2019",
        "D không hạn": "Còn hiệu lực",
        "E thu hồi": "Thu hồi từ 02/03/2018",
        "F chưa có": "–",
        "G hai loại": "Còn hiệu lực đến 01/01/2021Đã hết hạn: Giấy đăng ký lập Văn phòng đại diện",
    }


@pytest.mark.parametrize(
    ("state", "names"),
    [("valid", "BCDG"), ("expiring", "B"), ("expired", "A"), ("ended", "E"), ("none", "F"), ("invalid", "AEF")],
)
def test_states_of_certificates(certificates: None, leader_client: Client, state: str, names: str) -> None:
    assert "".join(name[0] for name in rows_of(leader_client, f"certificate={state}")) == names


def test_the_list_is_sorted_by_the_day_certificates_run_out(certificates: None, leader_client: Client) -> None:
    orders = [[name[0] for name in rows_of(leader_client, f"sort={sort}")] for sort in ("certificate", "-certificate")]
    assert orders == [list("ABCEGDF"), list("DGECBAF")]


def test_an_archived_paper_is_none(leader_client: Client, staff: Any) -> None:
    ngo = holding("A", date(2021, 1, 1))
    writing.archive(ngo.certificates.get(), by=staff, reason="Nhập nhầm")
    assert certificates_of(leader_client) == {"A": "–"}
    assert rows_of(leader_client, "certificate=none") == ["A"]


def test_sector_country_and_kind(leader_client: Client) -> None:
    korea = Country.objects.get(code="KR")
    one = make.make_ngo(name="A", home_country=korea)
    make.make_ngo(name="B", donor_kind=DonorKind.FUND)
    for sector in (Sector.HEALTH, Sector.EDUCATION):
        writing.save(NGOSector(ngo=one, sector=sector), by=None)
    assert rows_of(leader_client, "sector=health") == ["A"]
    assert rows_of(leader_client, "sector=culture") == []
    assert rows_of(leader_client, f"home_country={korea.pk}") == ["A"]
    assert rows_of(leader_client, "donor_kind=fund") == ["B"]


def test_relation_now_and_on_a_day(leader_client: Client) -> None:
    for name, kind, ends in (("A", "direct", None), ("B", "indirect", None), ("C", "direct", date(2018, 12, 31))):
        end = {"end_on": ends, "end_precision": "day"} if ends else {}
        related(make.make_ngo(name=name), RelationKind(kind), **end)
    ahead = make.make_ngo(name="D")
    related(ahead, start_on=date(2019, 6, 2))
    make.make_ngo(name="E")
    for query, names in (
        ("relation=direct", "A"),
        ("relation=indirect", "B"),
        ("relation=any", "AB"),
        ("relation=none", "CDE"),
        ("related_on=31/12/2018", "ABC"),
        ("direct_on=31/12/2018", "AC"),
        ("direct_on=01/01/2019", "A"),
        ("related_on=02/06/2019", "ABD"),
    ):
        assert "".join(rows_of(leader_client, query)) == names, query
    page = leader_client.get(LIST).context["rows"]
    assert [strip_tags(row.cells[3].html) for row in page] == ["Trực tiếp", "Qua tổ chức khác", "–", "–", "–"]


def test_a_relation_known_by_quarter_counts_for_the_whole_quarter(leader_client: Client) -> None:
    ngo = make.make_ngo(name="A")
    related(
        ngo, start_on=date(2015, 8, 15), start_precision="quarter", end_on=date(2016, 2, 15), end_precision="quarter"
    )
    days = ("30/06/2015", "01/07/2015", "31/03/2016", "01/04/2016")
    assert [len(rows_of(leader_client, f"related_on={day}")) for day in days] == [0, 1, 1, 0]


def test_our_province_in_the_area_of_a_valid_paper(leader_client: Client) -> None:
    for name, said, ends in (
        ("A", [True], date(2020, 1, 1)),
        ("B", [False], date(2020, 1, 1)),
        ("C", [None], date(2020, 1, 1)),
        ("D", [True], date(2019, 5, 31)),
        ("E", [False, None, True], None),
        ("F", [False, None], None),
    ):
        ngo = make.make_ngo(name=name)
        for one in said:
            make.make_certificate(ngo=ngo, covers_province=one, expires_on=ends)
    make.make_ngo(name="G")
    found = {value: "".join(rows_of(leader_client, f"covers={value}")) for value in ("yes", "no", "unknown")}
    assert found == {"yes": "AE", "no": "B", "unknown": "CF"}


def test_who_gives_to_a_running_project(leader_client: Client, staff: Any) -> None:
    names = "ABCDEFGH"
    a, b, c, d, e, f, g, _ = (make.make_ngo(name=name) for name in names)
    span = {
        "start_on": date(2018, 1, 1),
        "end_on": date(2020, 12, 31),
        "start_precision": "day",
        "end_precision": "day",
    }
    make.make_project(donors=[(a, "50"), (b, "50")], **span)
    make.make_project(donors=[(a, None)], **span)  # twice a giver, counted once
    over = make.make_project(donors=[(c, None)], **span | {"end_on": date(2019, 5, 31)})
    make.make_project(donors=[(d, None)], stage=Stage.REJECTED, **span)
    by_row = make.make_project(**span)
    make.make_commitment(project=by_row, donor=e, on=date(2019, 6, 1))
    make.make_disbursement(project=by_row, donor=f, on=date(2019, 6, 2))
    archived = make.make_commitment(project=by_row, donor=g, on=date(2018, 6, 2))
    writing.archive(archived, by=staff, reason="Nhập trùng")
    assert "".join(rows_of(leader_client, "running=yes")) == "ABE"
    assert "".join(rows_of(leader_client, "running=no")) == "CDFGH"
    assert "".join(rows_of(leader_client, "running_on=31/05/2019")) == "ABC"
    assert "".join(rows_of(leader_client, "running_on=02/06/2019")) == "ABEF"
    assert "".join(rows_of(leader_client, "running_on=31/12/2017")) == ""
    # Money on the very day counts, although the project is over by its dates.
    make.make_disbursement(project=over, on=date(2019, 7, 1))
    assert "".join(rows_of(leader_client, "running_on=01/07/2019")) == "ABCEF"


def test_missing_data(leader_client: Client) -> None:
    whole = make.make_ngo(name="A", home_country=Country.objects.get(code="KR"))
    related(whole)
    make.make_certificate(ngo=whole)
    writing.save(NGOContact(ngo=whole, name="Nguyễn Thị Hoa"), by=None)
    make.make_ngo(name="B", donor_kind=DonorKind.FUND, home_country=Country.objects.get(code="SE"))
    make.make_ngo(name="C")
    found = {
        key: "".join(rows_of(leader_client, f"missing={key}"))
        for key in ("country", "certificate", "contact", "relation", "any")
    }
    assert found == {"country": "C", "certificate": "C", "contact": "BC", "relation": "BC", "any": "BC"}


def test_the_totals_count_the_filtered_organisations_once(leader_client: Client, staff: Any) -> None:
    """An organisation with two of everything counts once; an archived one never."""
    ngo, other, gone = (make.make_ngo(name=name) for name in "ABC")
    for each in (ngo, gone):
        related(each, RelationKind.DIRECT)
        related(each, RelationKind.INDIRECT)
    for _ in range(2):
        make.make_certificate(ngo=ngo)
        make.make_project(donors=[(ngo, None)], start_on=date(2018, 1, 1), start_precision="day")
        writing.save(NGOSector(ngo=ngo, sector=list(Sector)[ngo.sectors.count()]), by=None)
    related(other, RelationKind.INDIRECT)
    writing.archive(gone, by=staff, reason="Nhập trùng")

    def total(query: str) -> list[str]:
        cells = leader_client.get(f"{LIST}?{query}").context["total"]
        return [strip_tags(cell.html) for cell in cells]

    assert total("") == [
        "Tổng 2 dòng đang lọc1 tổ chức có khoản viện trợ đang thực hiện hôm nay",
        "",
        "",
        "2 có quan hệ, 1 trực tiếp",
        "1 còn hiệu lực",
    ]
    assert total("relation=indirect")[3:] == ["2 có quan hệ, 1 trực tiếp", "1 còn hiệu lực"]
    assert total("relation=indirect&certificate=none")[3:] == ["1 có quan hệ, 0 trực tiếp", "0 còn hiệu lực"]
    assert total("archived=all")[3:] == ["2 có quan hệ, 1 trực tiếp", "1 còn hiệu lực"]
    assert len(rows_of(leader_client, "archived=all")) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        ngo = make.make_ngo(home_country=Country.objects.get(code="KR"))
        for _ in range(rows):
            make.make_certificate(ngo=ngo)
            related(ngo)
    query = "certificate=valid&relation=any&covers=unknown&running=no&missing=any&sort=certificate"
    with django_assert_num_queries(LIST_QUERIES):
        assert len(rows_of(leader_client, query)) == rows
    with django_assert_num_queries(EXPORT_QUERIES):
        leader_client.get(f"{LIST}?export=xlsx")
