"""What figures are beside their value: growth, what adds up, the lists behind them, the page of definitions."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from config.kit.periods import Period
from config.kit.writing import archive
from delegations.choices import DelegationKind, DelegationStatus, Direction
from reports.breakdowns import Part
from reports.facts import gather
from reports.measure import Subject, growth, growth_by_year
from reports.measures import CATALOGUE, figure
from reports.models import Term
from tests.factories.associations import country_of, make_association, make_partner
from tests.factories.delegations import make_delegation, make_session
from tests.factories.reports import commit, disburse, make_term, project

TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")

# Growth ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (110, 100, "10.0"),
        (90, 100, "-10.0"),
        (100, 100, "0.0"),
        (0, 100, "-100.0"),
        (2, 3, "-33.3"),
        # 0,05 % goes away from zero: once, from the exact fraction.
        (20_010, 20_000, "0.1"),
        (50, 0, None),
        (0, 0, None),
        (50, -100, None),
        (-50, 100, None),
    ],
)
def test_growth_needs_something_before_and_no_refund_now(now: int, before: int, expected: str | None) -> None:
    assert growth(now, before) == (None if expected is None else Decimal(expected))


def years(*values: int, partial: tuple[int, ...] = ()) -> list[Part]:
    return [Part(str(2015 + i), str(2015 + i), value, "", is_partial=i in partial) for i, value in enumerate(values)]


def test_growth_by_year_leaves_out_the_first_year_and_what_is_not_whole() -> None:
    assert growth_by_year([]) == ()
    assert growth_by_year(years(5)) == (None,)
    assert growth_by_year(years(100, 150, 0, 30, -5, 10)) == (
        None,
        Decimal("50.0"),
        Decimal("-100.0"),
        None,
        None,
        None,
    )
    assert growth_by_year(years(100, 150, 300, partial=(0,))) == (None, None, Decimal("100.0"))
    assert growth_by_year(years(100, 150, 300, partial=(2,))) == (None, Decimal("50.0"), None)


# What adds up ---------------------------------------------------------------------


def test_every_figure_says_whether_it_adds_up() -> None:
    apart = {key for key, one in CATALOGUE.items() if not one.adds_up}

    assert apart == {
        *(f"ngos_{name}" for name in ("related", "direct", "certified", "running")),
        *(f"{name}_{way}_by_country" for name in ("delegations", "guests") for way in ("in", "out")),
        "association_members_by_kind",
        "projects_without_figures",
    }
    assert all("không cộng" in figure(key).definition for key in apart)


@pytest.mark.django_db
def test_a_delegation_of_two_countries_is_in_both_and_once_in_the_total() -> None:
    make_delegation(["KR", "LA"], arrival_on=date(2016, 5, 1), headcount=7, kind=DelegationKind.MEDICAL)
    make_delegation(["KR"], arrival_on=date(2017, 5, 1), headcount=5)
    make_delegation([], arrival_on=date(2017, 6, 1), headcount=2)
    make_delegation(["LA"], arrival_on=date(2017, 6, 1), headcount=4, direction=Direction.OUT)
    make_delegation(["KR"], arrival_on=date(2017, 6, 1), headcount=50, status=DelegationStatus.CANCELLED)

    facts = gather(TERM)

    assert told(facts, "delegations_in_by_country") == {"Hàn Quốc": 2, "Lào": 1, "Chưa rõ nước": 1}
    assert figure("delegations_in_by_country").total(facts) == 3
    assert told(facts, "guests_in_by_country") == {"Hàn Quốc": 12, "Lào": 7, "Chưa rõ nước": 2}
    assert figure("guests_in_by_country").total(facts) == 14
    assert told(facts, "guests_in_by_kind") == {"Hữu nghị nhân dân": 7, "Y tế": 7}
    assert told(facts, "delegations_out_by_country") == {"Lào": 1}
    assert figure("delegations_in_by_country").parts(facts)[-1].is_rest


def told(facts: Any, key: str) -> dict[str, int]:
    return {part.label: part.value for part in figure(key).parts(facts)}


@pytest.mark.django_db
def test_results_of_missions_by_year_hold_every_kind_and_direction() -> None:
    one = make_delegation(arrival_on=date(2016, 5, 1), kind=DelegationKind.MEDICAL, patient_visits=900)
    make_session(one, patient_visits=600, medicine_vnd=180_000_000)
    make_delegation(arrival_on=date(2018, 5, 1), kind=DelegationKind.VOLUNTEERS, patient_visits=40)

    facts = gather(Period(date(2016, 1, 1), date(2018, 12, 31), "kỳ"))

    assert told(facts, "patient_visits_by_year") == {"2016": 600, "2017": 0, "2018": 40}
    assert told(facts, "medicine_vnd_by_year") == {"2016": 180_000_000, "2017": 0, "2018": 0}
    assert figure("patient_visits").total(facts) == 640


# Lists ----------------------------------------------------------------------------


def names(client: Client, key: str, period: Period = TERM) -> list[str]:
    """The first words of the rows that a figure opens, in their order."""
    page = client.get(figure(key).rows(period))
    assert page.context["filters"].is_valid(), page.context["filters"].errors
    return [re.sub(r"<span.*|<[^>]+>", "", row.cells[0].html) for row in page.context["rows"]]


@pytest.mark.django_db
def test_rows_that_the_period_cuts_open_and_no_others(leader_client: Client) -> None:
    for name, fields in (
        ("năm", {"dated_precision": "year", "on": date(2017, 7, 1)}),
        ("quý", {"dated_precision": "quarter", "on": date(2017, 5, 15)}),
        ("tháng", {"dated_precision": "month", "on": date(2017, 6, 15)}),
        ("ngày", {"dated_precision": "day", "on": date(2017, 6, 20)}),
    ):
        disburse(project(name=name), fields.pop("on"), "5", **fields)

    assert sorted(names(leader_client, "disbursed_cut_rows", Period(date(2017, 5, 1), date(2018, 12, 31), "kỳ"))) == [
        "năm",
        "quý",
    ]
    assert names(leader_client, "disbursed_cut_rows", Period.calendar_year(2017)) == []
    # Without days nothing is cut.
    assert leader_client.get("/aid/disbursements/?cut=1").context["found"] == 0


@pytest.mark.django_db
def test_unknown_owner_and_form_open_their_rows(leader_client: Client) -> None:
    commit(project(name="không chủ"), date(2016, 1, 1), "5", form="")
    address = "/aid/commitments/?counted=1"

    for query in ("owner=unknown", "form=unknown", "modality=project"):
        assert leader_client.get(f"{address}&{query}").context["found"] == 1, query
    for query in ("form=cash", "modality=programme"):
        assert leader_client.get(f"{address}&{query}").context["found"] == 0, query
    for query in ("owner=many", "form=x", "modality=x"):
        page = leader_client.get(f"{address}&{query}")
        assert not page.context["filters"].is_valid(), query


@pytest.mark.django_db
def test_new_countries_open_their_partners_only(leader_client: Client) -> None:
    make_partner(name="Cũ", country=country_of("LA"), first_contact_on=date(2010, 1, 1), kind="university")
    make_partner(name="Lào", country=country_of("LA"), first_contact_on=date(2016, 1, 1))
    make_partner(name="Thái", country=country_of("TH"), first_contact_on=date(2016, 1, 1))

    assert names(leader_client, "sea_partners_new_countries") == ["Thái"]
    assert names(leader_client, "sea_partners_established") == ["Lào", "Thái"]


@pytest.mark.django_db
def test_overdue_congresses_open_the_members_that_owe_one(leader_client: Client) -> None:
    make_association(name="Chậm", member_since=date(2010, 1, 1), congress_on=date(2013, 1, 1))
    make_association(name="Kịp", member_since=date(2010, 1, 1), congress_on=date(2019, 1, 1))
    make_association(name="Ngoài", congress_on=date(2013, 1, 1))

    assert names(leader_client, "associations_overdue") == ["Chậm"]


@pytest.mark.django_db
def test_results_open_the_delegations_that_tell_them(leader_client: Client) -> None:
    make_delegation(name="Khám", arrival_on=date(2016, 5, 1), kind=DelegationKind.FRIENDSHIP, patient_visits=40)
    make_delegation(name="Không", arrival_on=date(2016, 5, 1), kind=DelegationKind.MEDICAL)
    make_delegation(name="Số không", arrival_on=date(2016, 5, 1), kind=DelegationKind.MEDICAL, patient_visits=0)

    assert names(leader_client, "patient_visits") == ["Khám"]


# Definitions ----------------------------------------------------------------------


@pytest.mark.django_db
def test_definitions_are_grouped_and_open_the_rows_of_the_day_asked(leader_client: Client) -> None:
    later = make_term(name="2020-2025", start_on=date(2020, 1, 1), end_on=date(2025, 12, 31))

    page = leader_client.get("/reports/figures/", {"term": later.pk, "as_of": "30/6/2021"})

    html = unescape(page.content.decode())
    assert [group.subject for group in page.context["groups"]] == list(Subject)
    assert 'href="/aid/commitments/?counted=1&from=2020-01-01&to=2021-06-30"' in html
    scopes = {group.subject: group.scope for group in page.context["groups"]}
    said = "Trong kỳ; theo ngày đến; mọi đoàn, trừ đoàn hủy và hồ sơ đã lưu trữ."
    assert scopes[Subject.DELEGATIONS] == said
    assert f'<h2>Đoàn vào, đoàn ra</h2><p class="note">{said}</p>' in html
    # Organisations go by different dates: each figure says its own.
    assert scopes[Subject.NGOS] == ""
    assert "Vào ngày cuối kỳ; theo ngày cấp, ngày hết hạn của giấy; mọi loại bên tài trợ, trừ hồ sơ đã lưu trữ." in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"term": "x"}, "Không có nhiệm kỳ “x”. Các nhiệm kỳ đang có: 2015-2020."),
        ({"as_of": "hôm qua"}, "Không đọc được ngày “hôm qua”. Ghi đủ ngày, tháng, năm, ví dụ 31/12/2018."),
    ],
)
def test_definitions_say_what_could_not_be_read(leader_client: Client, asked: dict[str, str], sentence: str) -> None:
    page = leader_client.get("/reports/figures/", asked)

    assert list(page.context["problems"]) == [sentence]


@pytest.mark.django_db
def test_before_a_term_begins_its_figures_open_nothing(leader_client: Client) -> None:
    later = make_term(name="2030-2035", start_on=date(2030, 1, 1), end_on=date(2035, 12, 31))
    archive(Term.objects.get(name="2015-2020"), by=None, reason="Thử")

    page = leader_client.get("/reports/figures/", {"term": later.pk, "as_of": "2029-12-31"})

    assert {one.url for group in page.context["groups"] for one in group.figures} == {""}
