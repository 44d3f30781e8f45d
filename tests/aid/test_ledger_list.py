"""The ledger lists: totals, filters, and the part of each row that belongs to a share of a figure."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from aid.choices import Sector, Stage, Status
from aid.models import Commitment
from aid.queries.ledger import ledger_totals
from config.accounts.models import User
from config.kit import writing
from config.kit.partial_dates import PartialDate
from tests.factories import aid as make

LIST = "/aid/commitments/"


def shown(client: Client, query: str = "", address: str = LIST) -> dict[str, Any]:
    return client.get(f"{address}?{query}").context


def notes(client: Client, query: str, address: str = LIST) -> set[str]:
    return {row.note for row in shown(client, query, address)["page"].object_list}


def column(context: dict[str, Any], key: str) -> list[str]:
    place = [head["column"].key for head in context["heads"]].index(key)
    return [strip_tags(row.cells[place].html) for row in context["rows"]]


def total(context: dict[str, Any], key: str) -> str:
    place = [head["column"].key for head in context["heads"]].index(key)
    return strip_tags(context["total"][place].html)


def test_the_totals_line_says_what_it_does_not_hold(leader_client: Client, staff: User) -> None:
    make.make_rate("USD", "20000", date(2016, 5, 1))
    make.make_commitment("100", on=date(2016, 5, 12))
    make.make_commitment("50.25", on=PartialDate.of_year(2016), status=Status.ESTIMATE)
    make.make_commitment("1000", "KRW", on=date(2016, 5, 12))
    make.make_commitment("9999", project=make.make_project(stage=Stage.REJECTED))
    context = shown(leader_client)
    assert (total(context, "usd"), total(context, "vnd")) == ("150,25", "3.005.000")
    assert strip_tags(context["total"][0].html) == (
        "Tổng 4 dòng đang lọc1 dòng chưa quy đổi đủ; 1 dòng ước; 1 dòng chỉ biết năm; 1 dòng không tính (lưu trữ hoặc "
        "khoản viện trợ không phê duyệt, lưu trữ)"
    )


def test_a_missing_value_is_no_zero(leader_client: Client) -> None:
    make.make_commitment("1000", "KRW")
    context = shown(leader_client)
    assert (column(context, "usd"), column(context, "vnd")) == (["–"], ["–"])
    assert (total(context, "usd"), total(context, "vnd")) == ("–", "–")


def test_totals_of_nothing_are_nothing(db: None) -> None:
    sums = ledger_totals(Commitment.objects.all())
    assert (sums.rows, sums.usd_cents, sums.vnd, sums.not_counted) == (0, None, None, 0)


def test_sums_stay_exact_where_floats_would_not(db: None) -> None:
    project = make.make_project()
    for _ in range(30):
        make.make_commitment("9007199254.99", project=project)
    # 30 × 900.719.925.499 cents
    assert ledger_totals(Commitment.objects.all()).usd_cents == 27_021_597_764_970


def test_rows_under_a_refused_project_are_shown_and_marked(leader_client: Client) -> None:
    make.make_rate("USD", "20000", date(2016, 5, 1))
    make.make_commitment("100", project=make.make_project(stage=Stage.REJECTED))
    context = shown(leader_client)
    assert column(context, "state") == ["Không tínhkhoản viện trợ không phê duyệt"]
    assert [row.css for row in context["rows"]] == ["is-bad"]
    assert shown(leader_client, "counted=1")["found"] == 0


@pytest.fixture
def ledger(db: None, staff: User) -> dict[str, Any]:
    """Commitments that every filter can tell apart; notes name them."""
    make.make_rate("USD", "20000", date(2016, 5, 1))
    korea, sweden = make.country_of("KR"), make.country_of("SE")
    a = make.make_ngo(name="Hội Saemaul", home_country=korea)
    b = make.make_ngo(name="Quỹ Ánh sáng", home_country=sweden)
    c = make.make_ngo(name="Tổ chức chưa rõ nước")
    district = make.make_place("Huyện Suối Vàng")
    commune = make.make_place("Xã Suối Trong", level="commune", parent=district)
    other = make.make_place("Huyện Núi Bạc")
    split = make.make_project(
        code="CHIA",
        name="Trạm y tế",
        donors=[(a, "60"), (b, "40")],
        sectors=[(Sector.HEALTH, "70"), (Sector.EDUCATION, "30")],
        places=[(commune, "50"), (district, "20"), (other, "30")],
    )
    open_ = make.make_project(
        code="MỞ",
        name="Phòng học",
        donors=[(a, None), (b, None)],
        sectors=[(Sector.HEALTH, None), (Sector.EDUCATION, None)],
        places=[(commune, None), (other, None)],
    )
    sole = make.make_project(
        code="MỘT", name="Thư viện", donors=[(b, None)], sectors=[(Sector.EDUCATION, None)], places=[(commune, None)]
    )
    bare = make.make_project(code="TRỐNG", name="Cầu treo")
    make.make_commitment("100.01", project=split, note="chia", on=date(2016, 5, 12))
    make.make_commitment("10", project=split, donor=b, note="chia-b", on=date(2016, 6, 12), form="goods")
    make.make_commitment("200", project=open_, note="mở", on=PartialDate.of_year(2016), status=Status.ESTIMATE)
    make.make_commitment("300", project=sole, note="một", on=date(2016, 5, 31), kind="amendment")
    make.make_commitment("400", project=bare, note="trống", on=date(2017, 1, 1))
    make.make_commitment("500", project=bare, donor=c, note="trống-c", on=PartialDate.of_month(2016, 6))
    make.make_commitment("1000", "KRW", project=sole, note="won", on=date(2016, 5, 15))
    refused = make.make_project(stage=Stage.REJECTED, sectors=[(Sector.HEALTH, None)], donors=[(a, None)])
    make.make_commitment("9000", project=refused, note="bác", on=date(2016, 5, 12))
    writing.archive(make.make_commitment("8000", project=sole, note="lưu"), by=staff, reason="Ghi trùng")
    return {"a": a, "b": b, "c": c, "district": district, "commune": commune, "other": other} | {
        "korea": korea,
        "sweden": sweden,
    }


ALL = {"chia", "chia-b", "mở", "một", "trống", "trống-c", "won", "bác"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("archived=archived", {"lưu"}),
        ("counted=1", ALL - {"bác"}),
        ("year=2017", {"trống"}),
        ("from=2016-05-31&to=2016-06-15", {"chia-b", "một", "trống-c"}),
        ("from=31/05/2016", {"chia-b", "mở", "một", "trống", "trống-c"}),
        ("to=2016-05-12", {"chia", "bác"}),
        ("currency=KRW", {"won"}),
        ("status=estimate", {"mở"}),
        ("form=goods", {"chia-b"}),
        ("kind=amendment", {"một"}),
        ("converted=no", {"trống", "won"}),
        ("converted=yes&year=2016", ALL - {"trống", "won"}),
        ("precision=year", {"mở"}),
        ("precision=month", {"trống-c"}),
        ("q=phong hoc", {"mở"}),
        ("q=CHIA", {"chia", "chia-b"}),
        ("sector=health", {"chia", "chia-b", "mở", "bác"}),
        ("sector=health&counted=1", {"chia", "chia-b"}),
        ("sector=education&counted=1", {"chia", "chia-b", "một", "won"}),
        ("sector=many&counted=1", {"mở", "trống", "trống-c"}),
        ("place={district.pk}", {"chia", "chia-b", "mở", "một", "won"}),
        ("place={district.pk}&counted=1", {"chia", "chia-b", "một", "won"}),
        ("place={other.pk}&counted=1", {"chia", "chia-b"}),
        ("place=many&counted=1", {"mở", "trống", "trống-c"}),
        ("donor={a.pk}", {"chia", "mở", "bác"}),
        ("donor={a.pk}&counted=1", {"chia"}),
        ("donor={b.pk}&counted=1", {"chia", "chia-b", "một", "won"}),
        ("donor={c.pk}&counted=1", {"trống-c"}),
        ("donor=many&counted=1", {"mở", "trống"}),
        ("country={korea.pk}&counted=1", {"chia"}),
        ("country={sweden.pk}&counted=1", {"chia", "chia-b", "một", "won"}),
        ("country=unknown&counted=1", {"trống-c"}),
        ("country=many&counted=1", {"mở", "trống"}),
    ],
)
def test_filters_find(leader_client: Client, ledger: dict[str, Any], query: str, found: set[str]) -> None:
    assert notes(leader_client, query.format(**ledger)) == found


PARTS: list[tuple[str, dict[str, str], str]] = [
    # 100,01 × 70 % = 70,007; 10 × 70 % = 7
    ("sector=health", {"chia": "70,01", "chia-b": "7,00"}, "77,01"),
    ("sector=education", {"chia": "30,00", "chia-b": "3,00", "một": "300,00", "won": "–"}, "333,00"),
    ("sector=many", {"mở": "200,00", "trống": "400,00", "trống-c": "500,00"}, "1.100,00"),
    # 50 % + 20 %: 50,005 and 20,002 and 30,003 → 50,01 + 20,00 + 30,00
    ("place={district.pk}", {"chia": "70,01", "chia-b": "7,00", "một": "300,00", "won": "–"}, "377,01"),
    ("place={other.pk}", {"chia": "30,00", "chia-b": "3,00"}, "33,00"),
    ("donor={a.pk}", {"chia": "60,01"}, "60,01"),
    ("donor={b.pk}", {"chia": "40,00", "chia-b": "10,00", "một": "300,00", "won": "–"}, "350,00"),
    ("donor=many", {"mở": "200,00", "trống": "400,00"}, "600,00"),
    ("country={korea.pk}", {"chia": "60,01"}, "60,01"),
    ("country={sweden.pk}", {"chia": "40,00", "chia-b": "10,00", "một": "300,00", "won": "–"}, "350,00"),
    ("country=unknown", {"trống-c": "500,00"}, "500,00"),
    # First by donor, 60,01; then 70 % of it, 42,007.
    ("donor={a.pk}&sector=health", {"chia": "42,01"}, "42,01"),
]


@pytest.mark.parametrize(("query", "parts", "sum_"), PARTS)
def test_a_share_tells_the_part_of_each_row_and_their_sum(
    leader_client: Client, ledger: dict[str, Any], query: str, parts: dict[str, str], sum_: str
) -> None:
    context = shown(leader_client, f"counted=1&{query.format(**ledger)}")
    labels = [row.note for row in context["page"].object_list]
    assert dict(zip(labels, column(context, "part"), strict=True)) == parts
    assert total(context, "part") == sum_


def test_the_parts_of_all_sectors_add_up_to_the_figure(leader_client: Client, ledger: dict[str, Any]) -> None:
    keys = [*Sector.values, "many"]
    sums = []
    for key in keys:
        context = shown(leader_client, f"counted=1&sector={key}")
        if context["total"]:
            sums.append(int(total(context, "part").replace(".", "").replace(",", "")))
    whole = total(shown(leader_client, "counted=1"), "usd")
    assert whole == "1.510,01"
    assert sum(sums) == 151_001


def test_without_counted_no_part_is_told(leader_client: Client, ledger: dict[str, Any]) -> None:
    for query in ("sector=health", "counted=1", "counted=1&sector=zzz"):
        keys = [head["column"].key for head in shown(leader_client, query)["heads"]]
        assert "part" not in keys, query


def test_the_part_is_exported_too(leader_client: Client, ledger: dict[str, Any]) -> None:
    lines = leader_client.get(f"{LIST}?export=csv&counted=1&donor={ledger['a'].pk}").content.decode("utf-8-sig")
    heads, row = (line.split(";") for line in lines.splitlines())
    assert dict(zip(heads, row, strict=True))["Phần được tính (USD)"] == "60,01"


def test_an_archived_giver_can_still_be_asked_for(leader_client: Client, ledger: dict[str, Any], staff: User) -> None:
    writing.archive(ledger["a"], by=staff, reason="Gộp với tổ chức khác")
    assert notes(leader_client, f"counted=1&donor={ledger['a'].pk}") == {"chia"}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("query", "count"), [("", 15), ("counted=1&sector=health", 21), ("counted=1&place={place}&donor={donor}", 25)]
)
def test_the_number_of_queries_does_not_grow(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int, query: str, count: int
) -> None:
    place, donor = make.make_place(), make.make_ngo()
    for _ in range(rows):
        project = make.make_project(
            donors=[(donor, "60"), (make.make_ngo(), "40")],
            sectors=[(Sector.HEALTH, "50"), (Sector.EDUCATION, "50")],
            places=[(place, "50"), (make.make_place(), "50")],
        )
        for _ in range(rows):
            make.make_commitment(project=project)
    with django_assert_num_queries(count):
        leader_client.get(f"{LIST}?{query.format(place=place.pk, donor=donor.pk)}")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("build", "address", "listing", "exported", "detail"),
    [
        (make.make_disbursement, "/aid/disbursements/", 15, 10, 14),
        (make.make_rate, "/aid/rates/", 9, 6, 14),
        (make.make_certificate, "/aid/ngos/certificates/", 12, 9, 12),
        (make.make_ngo, "/aid/ngos/", 14, 9, 35),
    ],
)
def test_the_other_lists_and_pages_read_as_often(
    leader_client: Client,
    django_assert_num_queries: Callable[..., Any],
    rows: int,
    build: Callable[..., Any],
    address: str,
    listing: int,
    exported: int,
    detail: int,
) -> None:
    for number in range(rows):
        record = build(on=date(2016, 1, 1 + number)) if build is make.make_rate else build()
    with django_assert_num_queries(listing):
        leader_client.get(address)
    with django_assert_num_queries(exported):
        leader_client.get(f"{address}?export=csv")
    with django_assert_num_queries(detail):
        leader_client.get(record.get_absolute_url())


def test_refunds_are_told_apart(leader_client: Client) -> None:
    project = make.make_project()
    make.make_disbursement("100", project=project, note="vào")
    make.make_disbursement("-30", project=project, note="ra")
    address = "/aid/disbursements/"
    assert notes(leader_client, "is_refund=yes", address) == {"ra"}
    assert notes(leader_client, "is_refund=no", address) == {"vào"}
    assert total(shown(leader_client, "", address), "usd") == "70,00"
