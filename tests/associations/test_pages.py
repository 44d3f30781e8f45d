"""The pages of associations, partners, training classes and events."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from associations.choices import EventKind, PartnerKind, TrainingTopic
from associations.models import Agreement, Event, FriendshipAssociation, PartnerOrganisation, TrainingClass
from config.kit import clock
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive
from tests.factories.associations import (
    country_of,
    make_agreement,
    make_association,
    make_event,
    make_membership,
    make_partner,
    make_training,
)
from tests.factories.delegations import make_delegation

pytestmark = pytest.mark.django_db

MAKERS: dict[str, Callable[..., Any]] = {
    "association": make_association,
    "partner": make_partner,
    "training": make_training,
    "event": make_event,
}
ADDRESSES = {
    "association": "/associations/",
    "partner": "/associations/partners/",
    "training": "/associations/training/",
    "event": "/associations/events/",
}
NO_ROWS = {"membership_counts-TOTAL_FORMS": "0", "membership_counts-INITIAL_FORMS": "0"}
NO_AGREEMENTS = {"agreements-TOTAL_FORMS": "0", "agreements-INITIAL_FORMS": "0"}


def found(client: Client, register: str, **query: str) -> list[str]:
    """The names in the list, sorted, read from its export."""
    response = client.get(ADDRESSES[register], query | {"export": "csv"})
    assert response.status_code == 200
    rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    next(rows)
    return sorted(row[0] for row in rows)


@pytest.mark.parametrize("register", MAKERS)
def test_addresses_are_those_others_rely_on(register: str) -> None:
    record = MAKERS[register]()

    assert reverse(f"associations:{register}-list") == ADDRESSES[register]
    assert reverse(f"associations:{register}-create") == f"{ADDRESSES[register]}new/"
    assert record.get_absolute_url() == f"{ADDRESSES[register]}{record.pk}/"


# Who may do what --------------------------------------------------------------


@pytest.mark.parametrize("register", MAKERS)
@pytest.mark.parametrize(
    ("persona", "reads", "writes"),
    [("client", 302, 302), ("leader_client", 200, 403), ("staff_client", 200, 200), ("admin_client", 200, 200)],
)
def test_pages_by_persona(register: str, persona: str, reads: int, writes: int, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(persona)
    url = MAKERS[register]().get_absolute_url()

    read = [client.get(address).status_code for address in (ADDRESSES[register], url, f"{url}history/")]
    written = [
        client.get(address).status_code for address in (f"{ADDRESSES[register]}new/", f"{url}edit/", f"{url}archive/")
    ]

    assert (read, written) == ([reads] * 3, [writes] * 3)


# One count of queries for one and for three rows ------------------------------


def with_children(register: str, count: int, **fields: Any) -> Any:
    """One record with `count` children of each kind."""
    record = MAKERS[register](**fields)
    for number in range(count):
        if register == "association":
            make_membership(record, 2015 + number, official=10)
        if register == "partner":
            make_agreement(record, date(2015 + number, 1, 1))
        if register in {"association", "partner"}:
            make_delegation(**{register: record})
    return record


def fill(register: str, count: int) -> Any:
    """`count` records of as many countries, each with `count` children of each kind; gives the last."""
    has_country = register in {"association", "partner"}
    for code in ["LA", "KH", "KR"][:count]:
        fields = {"country": country_of(code)} if has_country else {}
        record = with_children(register, count, **fields)
    return record


QUERIES = {
    "association": {"list": 14, "detail": 15, "export": 8},
    "partner": {"list": 11, "detail": 14, "export": 7},
    "training": {"list": 10, "detail": 9, "export": 6},
    "event": {"list": 9, "detail": 9, "export": 6},
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("register", MAKERS)
def test_queries_do_not_grow(register: str, count: int, leader_client: Client, django_assert_num_queries: Any) -> None:
    record = fill(register, count)
    expected = QUERIES[register]

    with django_assert_num_queries(expected["list"]):
        page = leader_client.get(ADDRESSES[register])
    with django_assert_num_queries(expected["detail"]):
        detail = leader_client.get(record.get_absolute_url())
    with django_assert_num_queries(expected["export"]):
        leader_client.get(ADDRESSES[register], {"export": "xlsx"})

    assert page.content.decode().count('<th role="rowheader"') - ("<tfoot" in page.content.decode()) == count
    assert detail.status_code == 200


# Tabs -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("register", "other", "label"),
    [
        ("association", "partner", "Đối tác"),
        ("partner", "association", "Hội hữu nghị"),
        ("training", "event", "Sự kiện"),
        ("event", "training", "Lớp tập huấn"),
    ],
)
def test_lists_of_one_section_lead_to_each_other(leader_client: Client, register: str, other: str, label: str) -> None:
    content = leader_client.get(ADDRESSES[register]).content.decode()
    tabs = content[content.index('<nav class="tabs') :].partition("</nav>")[0]

    assert f'<a href="{ADDRESSES[other]}">{label}</a>' in tabs
    assert f'<a href="{ADDRESSES[register]}" aria-current="page">' in tabs


# Associations -----------------------------------------------------------------


@pytest.fixture
def in_june_2019(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("associations.filters", "associations.views.associations"):
        monkeypatch.setattr(f"{module}.today", lambda: date(2019, 6, 15))


@pytest.mark.usefixtures("in_june_2019")
def test_list_says_members_by_kind_and_when_the_congress_is_due(leader_client: Client) -> None:
    lao = make_association(name="Hội Việt – Lào", country=country_of("LA"), chair="Nguyễn Doãn Kình")
    make_membership(lao, 2018, official=1)
    make_membership(lao, 2019, official=2000, associate=95_000, collective=19)
    make_association(name="Hội Việt – Hàn", congress_on=date(2014, 6, 14))
    make_association(name="Hội Việt – Nga", congress_on=date(2014, 6, 15))
    make_association(name="Hội Việt – Đức", congress_on=date(2019, 1, 1))

    text = leader_client.get("/associations/", {"export": "csv"}).content.decode("utf-8-sig")

    assert [line.split(";") for line in text.splitlines()[1:]] == [
        ["Hội Việt – Đức", "", "", "", "", "Hạn 01/01/2024"],
        ["Hội Việt – Hàn", "", "", "", "", "Quá hạn 14/06/2019"],
        [
            "Hội Việt – Lào",
            "Lào",
            "",
            "Nguyễn Doãn Kình",
            "2.000 chính thức · 95.000 liên kết · 19 tập thể (2019)",
            "",
        ],
        ["Hội Việt – Nga", "", "", "", "", "Đến hạn 15/06/2019"],
    ]


@pytest.mark.usefixtures("in_june_2019")
def test_filters_of_associations(leader_client: Client) -> None:
    make_association(
        name="Lào",
        country=country_of("LA"),
        member_since=date(2010, 1, 1),
        founded_on=date(2009, 5, 5),
        congress_on=date(2014, 6, 14),
    )
    make_association(name="Hàn", member_since=date(2010, 1, 1), member_until=date(2018, 12, 31))
    make_association(name="Nga", congress_on=date(2014, 9, 1))

    def names(**query: str) -> list[str]:
        return found(leader_client, "association", **query)

    assert names() == ["Hàn", "Lào", "Nga"]
    assert names(country=str(country_of("LA").pk)) == ["Lào"]
    assert names(member="yes") == ["Lào"]
    assert names(member="no") == ["Hàn", "Nga"]
    assert names(member_on="31/12/2018") == ["Hàn", "Lào"]
    assert names(congress="overdue") == ["Lào"]
    assert names(congress="due") == ["Nga"]
    assert names(founded_from="2009-05-05", founded_to="2009-05-05") == ["Lào"]
    assert names(founded_from="2009-05-06") == []
    assert names(congress_from="2014-07-01", congress_to="2014-12-31") == ["Nga"]
    assert names(q="han") == ["Hàn"]


def test_association_detail_shows_counts_and_delegations(leader_client: Client) -> None:
    lao = make_association(name="Hội Việt – Lào")
    make_membership(lao, 2019, official=2000, collective=19)
    delegation = make_delegation(name="Đoàn Luang Prabang", association=lao)
    archive(make_delegation(name="Đoàn nhập trùng", association=lao), by=None, reason="Nhập trùng.")

    content = leader_client.get(lao.get_absolute_url()).content.decode()

    assert f'<a href="{delegation.get_absolute_url()}">Đoàn Luang Prabang</a>' in content
    assert "Đoàn nhập trùng" not in content
    assert "2.000" in content
    assert "Chưa ghi ngày đại hội gần nhất" in content


def test_create_association_with_members(staff_client: Client) -> None:
    country_of("LA")
    data = {
        "name": "Hội hữu nghị Việt – Lào tỉnh",
        "country": "lào",
        "member_since": "01/01/2010",
        "congress_on": "20/10/2019",
        "membership_counts-TOTAL_FORMS": "1",
        "membership_counts-INITIAL_FORMS": "0",
        "membership_counts-0-year": "2019",
        "membership_counts-0-official": "2.000",
        "membership_counts-0-associate": "95 nghìn",
    }

    response = staff_client.post("/associations/new/", data)

    lao = FriendshipAssociation.objects.get()
    assert response["Location"] == f"/associations/{lao.pk}/"
    assert (lao.country, lao.congress_on) == (country_of("LA"), date(2019, 10, 20))
    count = lao.membership_counts.get()
    assert (count.year, count.official, count.associate, count.honorary, count.collective) == (2019, 2000, 95_000, 0, 0)

    page = staff_client.get(f"/associations/{lao.pk}/edit/").content.decode()
    assert 'name="membership_counts-0-year" value="2019"' in page


# Partners ---------------------------------------------------------------------


def test_filters_of_partners(leader_client: Client) -> None:
    lao = make_partner(name="Lào", first_contact_on=date(2010, 3, 1))
    make_agreement(lao, date(2014, 1, 1))
    make_agreement(lao, date(2017, 5, 1))
    make_partner(
        name="Hàn", country=country_of("KR"), kind=PartnerKind.TWIN_LOCALITY, first_contact_on=date(2016, 1, 1)
    )
    make_partner(name="Thái", country=country_of("TH"))

    def names(**query: str) -> list[str]:
        return found(leader_client, "partner", **query)

    assert names() == ["Hàn", "Lào", "Thái"]
    assert names(country=str(country_of("KR").pk)) == ["Hàn"]
    assert names(kind="twin_locality") == ["Hàn"]
    assert names(southeast_asia="1") == ["Lào", "Thái"]
    assert names(**{"from": "2016-01-01", "to": "2016-01-01"}) == ["Hàn"]
    assert names(**{"from": "02/01/2016"}) == []
    assert names(known_before="01/01/2015") == ["Lào"]
    assert names(known_before="2015-01-01", signed_from="2015-01-01", signed_to="2020-12-31") == ["Lào"]
    assert names(signed_from="2015-01-01", signed_to="2017-04-30") == []
    assert names(signed_to="2013-12-31") == []


def test_partner_row_names_the_newest_agreement(leader_client: Client) -> None:
    partner = make_partner(name="Hội Saemaul", country=country_of("KR"), first_contact_on=date(2010, 3, 1))
    make_agreement(partner, date(2017, 5, 1))
    make_agreement(partner, date(2014, 1, 1))
    make_partner(name="Ủy ban Hòa bình", first_contact=PartialDate.of_year(2011))

    text = leader_client.get("/associations/partners/", {"export": "csv"}).content.decode("utf-8-sig")

    assert [line.split(";") for line in text.splitlines()[1:]] == [
        [
            "Hội Saemaul",
            "",
            "Hàn Quốc",
            "Tổ chức nhân dân",
            "01/03/2010",
            "Bản ghi nhớ ký 01/05/2017, 1 văn bản khác",
            "",
        ],
        ["Ủy ban Hòa bình", "", "Lào", "Tổ chức nhân dân", "2011", "", "Có"],
    ]


def test_partner_detail_warns_of_an_agreement_before_the_first_contact(leader_client: Client) -> None:
    partner = make_partner(first_contact_on=date(2016, 1, 1))
    make_agreement(partner, date(2014, 5, 1))

    content = leader_client.get(partner.get_absolute_url()).content.decode()

    assert "Văn bản ký ngày 01/05/2014 sớm hơn thời điểm thiết lập quan hệ (01/01/2016)." in content


def test_create_partner_with_an_agreement(staff_client: Client) -> None:
    country_of("LA")
    data = {
        "name": "Ủy ban Hòa bình và Đoàn kết Luang Prabang",
        "country": "Lào",
        "kind": "peoples_organisation",
        "first_contact": "2016",
        "agreements-TOTAL_FORMS": "1",
        "agreements-INITIAL_FORMS": "0",
        "agreements-0-kind": "mou",
        "agreements-0-signed_on": "1/5/2017",
    }

    staff_client.post("/associations/partners/new/", data)

    partner = PartnerOrganisation.objects.get()
    assert partner.first_contact == PartialDate.of_year(2016)
    assert list(Agreement.objects.values_list("kind", "signed_on")) == [("mou", date(2017, 5, 1))]


# Training and events ----------------------------------------------------------


def test_training_totals_name_what_they_do_not_hold(leader_client: Client) -> None:
    make_training(trainee_count=85)
    make_training(trainee_count=None)
    archive(make_training(trainee_count=1000), by=None, reason="Nhập trùng.")

    content = leader_client.get("/associations/training/", {"archived": "all"}).content.decode()
    foot = content[content.index("<tfoot") : content.index("</tfoot>")]

    assert "Tổng 3 dòng đang lọc" in foot
    assert "2 lớp; 1 lớp chưa rõ số học viên; 1 lớp đã lưu trữ không cộng" in foot
    assert ">85</td>" in foot


def test_filters_of_training(leader_client: Client) -> None:
    make_training(title="Đối ngoại", start_on=date(2016, 9, 12))
    make_training(title="Viện trợ", topic=TrainingTopic.FOREIGN_AID, start_on=date(2017, 7, 1), start_precision="year")

    def names(**query: str) -> list[str]:
        return found(leader_client, "training", **query)

    assert names(year="2017") == ["Viện trợ"]
    assert names(year="9/2016") == ["Đối ngoại"]
    assert names(topic="foreign_aid") == ["Viện trợ"]
    assert names(**{"from": "2016-09-12", "to": "2016-12-31"}) == ["Đối ngoại"]
    assert names(year="2015") == []


def test_filters_of_events(leader_client: Client) -> None:
    make_event(name="Hội nghị", start_on=date(2016, 11, 8))
    make_event(name="Gặp mặt", kind=EventKind.MEETING, start_on=date(2017, 1, 1))

    assert found(leader_client, "event", year="2016") == ["Hội nghị"]
    assert found(leader_client, "event", kind="meeting") == ["Gặp mặt"]
    assert found(leader_client, "event", **{"from": "2017-01-01"}) == ["Gặp mặt"]


def test_create_training_and_event(staff_client: Client) -> None:
    staff_client.post(
        "/associations/training/new/",
        {"title": "Tập huấn đối ngoại nhân dân", "topic": "people_diplomacy", "start": "9/2016", "trainee_count": "85"},
    )
    staff_client.post(
        "/associations/events/new/",
        {"name": "Gặp mặt đầu xuân", "kind": "meeting", "start": "12/02/2016", "end_on": "12/02/2016"},
    )

    training, event = TrainingClass.objects.get(), Event.objects.get()
    assert (training.start, training.trainee_count) == (PartialDate.of_month(2016, 9), 85)
    assert (event.start, event.end_on) == (PartialDate.of_day(date(2016, 2, 12)), date(2016, 2, 12))


# What all registers share -----------------------------------------------------


@pytest.mark.parametrize("register", MAKERS)
def test_archive_and_restore(register: str, staff_client: Client) -> None:
    record = MAKERS[register]()
    url = record.get_absolute_url()

    staff_client.post(f"{url}archive/", {"reason": "Nhập trùng với hồ sơ khác."})
    assert (found(staff_client, register), found(staff_client, register, archived="archived")) == ([], [str(record)])

    staff_client.post(f"{url}restore/")
    assert found(staff_client, register) == [str(record)]


@pytest.mark.parametrize(
    ("register", "data"),
    [
        ("association", {"chair": "Lê Văn Tuấn"} | NO_ROWS),
        ("partner", {"contact": "Văn phòng"} | NO_AGREEMENTS),
        ("training", {"venue": "Nhà khách Thái Nguyên"}),
        ("event", {"venue": "Nhà khách Thái Nguyên"}),
    ],
)
def test_an_invalid_form_comes_back_filled_and_saves_nothing(
    register: str, data: dict[str, str], staff_client: Client
) -> None:
    content = staff_client.post(f"{ADDRESSES[register]}new/", data).content.decode()

    assert found(staff_client, register, archived="all") == []
    assert "Chưa lưu" in content
    assert f'value="{next(iter(data.values()))}"' in content


@pytest.mark.parametrize("register", MAKERS)
def test_saving_unchanged_writes_nothing(register: str, staff_client: Client) -> None:
    record = fill(register, 1)
    page = staff_client.get(f"{record.get_absolute_url()}edit/")
    form = page.context["form"]
    data = {"version": "1"} | {
        bound.html_name: str(bound.value())
        for each in (
            form,
            *(rows.management_form for rows in form.rows),
            *(row for rows in form.rows for row in rows.forms),
        )
        for bound in each
        if bound.value() not in (None, False)
    }

    staff_client.post(f"{record.get_absolute_url()}edit/", data)

    record.refresh_from_db()
    assert (record.version, record.history.count()) == (1, 1)


def test_today_is_the_kit_clock() -> None:
    from associations import filters
    from associations.views import associations

    assert filters.today is associations.today is clock.today
