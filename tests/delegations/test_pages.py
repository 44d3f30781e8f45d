"""The pages of delegations: list, filters, totals, detail, form, archive, and who may do what."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.kit import clock
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive, save
from config.reference.models import Agency, Setting
from delegations.choices import DelegationKind, DelegationStatus, Direction
from delegations.models import Delegation, DelegationCountry
from tests.factories.associations import make_association, make_partner
from tests.factories.delegations import country_of, make_cost, make_delegation, make_permit, no_rows

pytestmark = pytest.mark.django_db

LIST = "/delegations/"
HOST = "Trạm Y tế xã Thần Sa"
QUERIES_OF_LIST = 14
QUERIES_OF_DETAIL = 38


def names(response: Any) -> list[str]:
    """The names in a list's rows, sorted: the rows of the page, not of its words."""
    assert response.status_code == 200
    rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    next(rows)
    return sorted(row[0] for row in rows)


def found(client: Client, **query: str) -> list[str]:
    return names(client.get(LIST, query | {"export": "csv"}))


def data_of(**fields: str) -> dict[str, str]:
    """A posted form with the least that must be known."""
    least = {
        "name": "Đoàn bác sĩ tình nguyện thành phố Daegu",
        "direction": "in",
        "kind": "medical",
        "status": "planned",
        "arrival": "21/01/2019",
    }
    return least | no_rows() | fields


def countries(*typed: str) -> dict[str, str]:
    rows = {f"countries-{number}-country": name for number, name in enumerate(typed)}
    return rows | {"countries-TOTAL_FORMS": str(len(typed))}


def test_addresses_are_those_others_rely_on() -> None:
    delegation = make_delegation()

    assert reverse("delegations:delegation-list") == "/delegations/"
    assert reverse("delegations:delegation-create") == "/delegations/new/"
    assert delegation.get_absolute_url() == f"/delegations/{delegation.pk}/"
    assert reverse("delegations:delegation-edit", args=[delegation.pk]) == f"/delegations/{delegation.pk}/edit/"


# Who may do what --------------------------------------------------------------


@pytest.mark.parametrize(
    ("persona", "expected"),
    [
        ("client", {"list": 302, "detail": 302, "create": 302, "edit": 302, "archive": 302, "history": 302}),
        ("leader_client", {"list": 200, "detail": 200, "create": 403, "edit": 403, "archive": 403, "history": 200}),
        ("staff_client", {"list": 200, "detail": 200, "create": 200, "edit": 200, "archive": 200, "history": 200}),
        ("admin_client", {"list": 200, "detail": 200, "create": 200, "edit": 200, "archive": 200, "history": 200}),
    ],
)
def test_pages_by_persona(persona: str, expected: dict[str, int], request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(persona)
    pk = make_delegation().pk

    statuses = {
        act: client.get(
            reverse(f"delegations:delegation-{act}", args=[] if act in {"list", "create"} else [pk])
        ).status_code
        for act in expected
    }

    assert statuses == expected


def test_a_leader_is_not_shown_what_only_staff_may_do(leader_client: Client, staff_client: Client) -> None:
    url = make_delegation().get_absolute_url()

    assert "edit/" in staff_client.get(url).content.decode()
    assert "edit/" not in leader_client.get(url).content.decode()
    assert "new/" not in leader_client.get(LIST).content.decode()


# The list ---------------------------------------------------------------------


def fill(count: int) -> None:
    host = Agency.objects.filter(name=HOST).first() or save(Agency(name=HOST), by=None)
    for number in range(count):
        make_delegation(
            ["KR", "LA", "TH"][:count],
            host=host,
            kind=DelegationKind.MEDICAL,
            headcount=8,
            arrival_on=date(2019, 1, 21 + number),
        )


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(count: int, leader_client: Client, django_assert_num_queries: Any) -> None:
    fill(count)

    with django_assert_num_queries(QUERIES_OF_LIST):
        content = leader_client.get(LIST).content.decode()

    assert content.count(f"{HOST}</td>") == count


@pytest.mark.parametrize("count", [1, 3])
def test_export_queries_do_not_grow(count: int, leader_client: Client, django_assert_num_queries: Any) -> None:
    fill(count)

    with django_assert_num_queries(8):
        response = leader_client.get(LIST, {"export": "xlsx"})

    assert response.content[:2] == b"PK"


@pytest.mark.parametrize("count", [1, 3])
def test_detail_queries_do_not_grow(count: int, leader_client: Client, django_assert_num_queries: Any) -> None:
    url = make_delegation(["KR", "LA", "TH"][:count]).get_absolute_url()

    with django_assert_num_queries(QUERIES_OF_DETAIL):
        content = leader_client.get(url).content.decode()

    assert ("Thái Lan" in content) is (count == 3)


def test_list_shows_a_delegation_as_people_say_it(leader_client: Client) -> None:
    make_delegation(
        ["KR"],
        name="Đoàn bác sĩ Daegu",
        kind=DelegationKind.MEDICAL,
        arrival=PartialDate.of_month(2019, 1),
        headcount=20,
        headcount_qualifier="khoảng",
        patient_visits=1520,
        medicine_vnd=812_000_000,
    )

    row = leader_client.get(LIST, {"export": "csv"}).content.decode("utf-8-sig").splitlines()[1]

    assert row.split(";") == [
        "Đoàn bác sĩ Daegu",
        "Hàn Quốc",
        "Đoàn vào",
        "Y tế",
        "01/2019",
        "khoảng 20",
        "",
        "1.520 lượt người khám · thuốc 812.000.000\u00a0đồng",
        "Kết thúc",
        "01/2019",
        "",
        "20",
        "1520",
        "812000000",
        "",
        "",
        "",
    ]


def test_totals_leave_out_cancelled_and_archived_and_name_what_is_unknown(leader_client: Client) -> None:
    make_delegation(
        kind=DelegationKind.MEDICAL,
        headcount=8,
        patient_visits=600,
        medicine_vnd=180_000_000,
        arrival_on=date(2019, 1, 1),
    )
    make_delegation(kind=DelegationKind.VOLUNTEERS, headcount=None, volunteer_count=28, works_vnd=2_400_000_000)
    make_delegation(headcount=99, status=DelegationStatus.CANCELLED)
    archive(make_delegation(headcount=99), by=None, reason="Nhập trùng.")

    content = leader_client.get(LIST, {"archived": "all"}).content.decode()
    foot = content[content.index("<tfoot") : content.index("</tfoot>")]

    assert "Tổng 4 dòng đang lọc" in foot
    assert "2 đoàn; 1 đoàn chưa rõ số người; 2 đoàn hủy hoặc đã lưu trữ không cộng" in foot
    assert ">8</td>" in foot
    assert (
        "600 lượt người khám · thuốc 180.000.000\u00a0đồng · 28 tình nguyện viên · công trình 2.400.000.000\u00a0đồng"
        in foot
    )


def test_simple_filters_find_what_they_say(leader_client: Client) -> None:
    host = save(Agency(name="Trường Tiểu học Sảng Mộc"), by=None)
    make_delegation(["KR"], name="Vào", kind=DelegationKind.MEDICAL, arrival_on=date(2019, 1, 21), host=host)
    make_delegation(
        ["LA"], name="Ra", direction=Direction.OUT, arrival_on=date(2018, 3, 1), status=DelegationStatus.CANCELLED
    )

    assert found(leader_client) == ["Ra", "Vào"]
    assert found(leader_client, direction="out") == ["Ra"]
    assert found(leader_client, kind="medical") == ["Vào"]
    assert found(leader_client, country=str(country_of("LA").pk)) == ["Ra"]
    assert found(leader_client, status="cancelled") == ["Ra"]
    assert found(leader_client, host=str(host.pk)) == ["Vào"]
    assert found(leader_client, year="2018") == ["Ra"]
    assert found(leader_client, year="quý I/2019") == ["Vào"]
    assert found(leader_client, counted="1") == ["Vào"]
    assert found(leader_client, q="VAO") == ["Vào"]


def test_a_stay_over_new_year_is_found_in_both_years_but_counted_in_one(leader_client: Client) -> None:
    make_delegation(name="Qua Tết", arrival_on=date(2018, 12, 30), departure_on=date(2019, 1, 2))

    assert found(leader_client, **{"from": "01/01/2018", "to": "31/12/2018"}) == ["Qua Tết"]
    assert found(leader_client, **{"from": "01/01/2019", "to": "31/12/2019"}) == ["Qua Tết"]
    assert found(leader_client, **{"from": "2019-01-03"}) == []
    assert found(leader_client, arrived_from="2018-01-01", arrived_to="2018-12-31") == ["Qua Tết"]
    assert found(leader_client, arrived_from="2019-01-01", arrived_to="2019-12-31") == []


def test_missing_reports_follow_the_office_setting(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delegations.filters.delegations.today", lambda: date(2019, 2, 6))
    make_delegation(name="Quá hạn", arrival_on=date(2019, 1, 21), departure_on=date(2019, 1, 23))
    make_delegation(name="Chưa đến hạn", arrival_on=date(2019, 1, 21), departure_on=date(2019, 1, 27))

    assert found(leader_client, report="missing") == ["Quá hạn"]

    save(Setting(key="delegation-report-days", value="9"), by=None)

    assert found(leader_client, report="missing") == ["Chưa đến hạn", "Quá hạn"]


@pytest.mark.parametrize(
    "query",
    [
        {"from": "31/02/2019"},
        {"arrived_to": "hôm qua"},
        {"year": "năm ngoái"},
        {"direction": "xyz"},
        {"country": "999999"},
        {"counted": "2"},
    ],
)
def test_a_filter_that_cannot_be_read_finds_nothing_and_says_so(leader_client: Client, query: dict[str, str]) -> None:
    make_delegation(name="Đoàn Hội Saemaul")

    content = leader_client.get(LIST, query).content.decode()

    assert "Có ô lọc chưa đọc được" in content
    assert "Đoàn Hội Saemaul" not in content


def test_every_column_sorts_both_ways(leader_client: Client) -> None:
    fill(3)

    for key in ("name", "direction", "time", "headcount", "host", "status"):
        for sign in ("", "-"):
            content = leader_client.get(LIST, {"sort": f"{sign}{key}"}).content.decode()
            assert f'aria-sort="{"descending" if sign else "ascending"}"' in content


# Detail -----------------------------------------------------------------------


def test_detail_tells_attendances_links_and_what_is_owed(
    leader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delegations.views.detail.today", lambda: date(2019, 2, 20))
    association = make_association(name="Hội hữu nghị Việt – Hàn tỉnh")
    partner = make_partner(name="Hội Y tế Tình nguyện Daegu", country=country_of("KR"))
    delegation = make_delegation(
        kind=DelegationKind.MEDICAL,
        arrival_on=date(2019, 1, 21),
        departure_on=date(2019, 1, 23),
        patient_visits=1520,
        association=association,
        partner=partner,
    )

    content = leader_client.get(delegation.get_absolute_url()).content.decode()

    assert "<dt>Lượt người khám, chữa bệnh</dt><dd>1.520</dd>" in content
    assert f'<a href="{association.get_absolute_url()}">Hội hữu nghị Việt – Hàn tỉnh</a>' in content
    assert f'<a href="{partner.get_absolute_url()}">Hội Y tế Tình nguyện Daegu</a>' in content
    assert "<dt>Hạn báo cáo kết quả</dt><dd>02/02/2019</dd>" in content
    assert "Báo cáo kết quả đã quá hạn ngày 02/02/2019." in content
    assert "Số tình nguyện viên" not in content


def test_detail_of_a_cancelled_delegation_asks_for_nothing(leader_client: Client) -> None:
    delegation = make_delegation(status=DelegationStatus.CANCELLED)

    content = leader_client.get(delegation.get_absolute_url()).content.decode()

    assert "Hồ sơ còn thiếu" not in content
    assert 'class="steps"' not in content


# Create, edit, archive --------------------------------------------------------


def test_create_with_two_countries_and_a_rough_headcount(staff_client: Client) -> None:
    country_of("KR"), country_of("LA")
    data = data_of(departure="23/01/2019", headcount="khoảng 20 người", patient_visits="600") | countries(
        "Hàn Quốc", "lao"
    )

    response = staff_client.post("/delegations/new/", data)

    delegation = Delegation.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/delegations/{delegation.pk}/")
    assert (delegation.headcount, delegation.headcount_qualifier, delegation.patient_visits) == (20, "khoảng", 600)
    assert (delegation.arrival, delegation.departure) == (
        PartialDate.of_day(date(2019, 1, 21)),
        PartialDate.of_day(date(2019, 1, 23)),
    )
    assert sorted(row.country.code for row in delegation.countries.all()) == ["KR", "LA"]
    assert delegation.history.count() == 1


def test_an_invalid_form_comes_back_filled_and_saves_nothing(staff_client: Client) -> None:
    data = data_of(name="", departure="20/01/2019") | countries("Nước Không Có")

    content = staff_client.post("/delegations/new/", data).content.decode()

    assert Delegation.objects.count() == 0
    assert "Chưa nhập tên đoàn." in content
    assert "Ngày rời đi (20/01/2019) trước ngày đến (21/01/2019). Xem lại hai mốc thời gian." in content
    assert "Không tìm thấy “Nước Không Có”" in content
    assert 'value="20/01/2019"' in content


def test_edit_shows_what_is_stored_and_saving_unchanged_writes_nothing(staff_client: Client) -> None:
    delegation = make_delegation(
        ["KR"], headcount=30, headcount_qualifier="hơn", arrival=PartialDate.of_quarter(2016, 3)
    )
    permit = make_permit(delegation, number="40/UBND", issued_on=date(2016, 6, 3), issuer="")
    cost = make_cost(delegation, amount=Decimal(218_900_000), vnd=218_900_000)
    url = f"/delegations/{delegation.pk}/edit/"

    content = staff_client.get(url).content.decode()

    for value in ("hơn 30", "quý III/2016", "218.900.000", "Hàn Quốc"):
        assert f'value="{value}"' in content

    row = delegation.countries.get()
    data = data_of(
        name=delegation.name,
        kind=delegation.kind,
        status=delegation.status,
        arrival="quý III/2016",
        headcount="hơn 30",
        version="1",
    ) | {
        "countries-TOTAL_FORMS": "1",
        "countries-INITIAL_FORMS": "1",
        "countries-0-id": str(row.pk),
        "countries-0-country": "Hàn Quốc",
        "permits-TOTAL_FORMS": "2",
        "permits-INITIAL_FORMS": "1",
        "permits-0-id": str(permit.pk),
        "permits-0-kind": "visit",
        "permits-0-number": "40/UBND",
        "permits-0-issued_on": "03/06/2016",
        "permits-1-kind": "visit",
        "costs-TOTAL_FORMS": "2",
        "costs-INITIAL_FORMS": "1",
        "costs-0-id": str(cost.pk),
        "costs-0-source": "Đoàn tự chi trả",
        "costs-0-amount": "218.900.000",
        "costs-0-currency": "VND",
        "costs-1-currency": "VND",
    }
    response = staff_client.post(url, data)

    delegation.refresh_from_db()
    assert (response.status_code, delegation.version, delegation.history.count()) == (302, 1, 1)
    assert (permit.history.count(), cost.history.count()) == (1, 1)


def test_edit_changes_headcount_and_countries(staff_client: Client) -> None:
    delegation = make_delegation(["KR"], headcount=30, headcount_qualifier="hơn")
    country_of("LA")
    row = delegation.countries.get()
    data = data_of(name=delegation.name, kind="friendship", status="finished", headcount="25", version="1") | {
        "countries-TOTAL_FORMS": "2",
        "countries-INITIAL_FORMS": "1",
        "countries-0-id": str(row.pk),
        "countries-0-country": "Hàn Quốc",
        "countries-0-DELETE": "on",
        "countries-1-country": "Lào",
    }

    staff_client.post(f"/delegations/{delegation.pk}/edit/", data)

    delegation.refresh_from_db()
    assert (delegation.headcount, delegation.headcount_qualifier, delegation.version) == (25, "", 2)
    assert [row.country.code for row in DelegationCountry.objects.all()] == ["LA"]


def test_the_second_writer_keeps_the_text_and_is_told(staff_client: Client) -> None:
    delegation = make_delegation(headcount=30, headcount_qualifier="hơn")
    base = {
        "name": delegation.name,
        "kind": "friendship",
        "status": "finished",
        "arrival": "10/05/2016",
        "version": "1",
    }
    url = f"/delegations/{delegation.pk}/edit/"

    staff_client.post(url, data_of(**base, headcount="31"))
    content = staff_client.post(url, data_of(**base, headcount="hơn 30", places="Võ Nhai")).content.decode()

    delegation.refresh_from_db()
    assert (delegation.headcount, delegation.places) == (31, "")
    assert 'value="Võ Nhai"' in content
    assert 'value="31"' in content


def test_archive_and_restore(staff_client: Client) -> None:
    delegation = make_delegation(name="Đoàn nhập trùng")
    url = delegation.get_absolute_url()

    staff_client.post(f"{url}archive/", {"reason": "Nhập trùng với hồ sơ khác."})
    assert found(staff_client) == []
    assert found(staff_client, archived="archived") == ["Đoàn nhập trùng"]
    assert "Nhập trùng với hồ sơ khác." in staff_client.get(url).content.decode()

    staff_client.post(f"{url}restore/")
    assert found(staff_client) == ["Đoàn nhập trùng"]


def test_today_is_the_kit_clock() -> None:
    from delegations.filters import delegations as filters
    from delegations.views import detail as views

    assert filters.today is views.today is clock.today
