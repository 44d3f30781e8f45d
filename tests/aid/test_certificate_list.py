"""The list of certificates on any day: states, filters, order, and what the due list opens."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from aid.choices import CertificateEvent
from config.accounts.models import User
from config.kit import writing
from config.office.due import due_groups
from config.reference.models import Country
from reports.due import due_items
from tests.factories import aid as make

LIST = "/aid/ngos/certificates/"
TODAY = date(2019, 6, 1)
LIST_QUERIES, EXPORT_QUERIES, DETAIL_QUERIES = 13, 9, 12


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = ("filters.certificates", "views.certificates", "filters.ngos", "views.ngos", "views.ngo_list")
    for module in (f"aid.{name}" for name in modules):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY)


def found(client: Client, query: str) -> set[str]:
    return set(pills_of(client, query))


def test_a_paper_renewed_alarms_nobody(leader_client: Client) -> None:
    ngo = make.make_ngo()
    make.make_certificate(ngo=ngo, number="cũ", expires_on=date(2019, 5, 31))
    make.make_certificate(ngo=ngo, number="mới", event=CertificateEvent.RENEWED, issued_on=date(2019, 5, 20))
    assert found(leader_client, "state=expired") == found(leader_client, "state=due") == set()
    # As of a day before the renewal was given the old paper was about to run out.
    assert found(leader_client, "state=expiring&as_of=19/05/2019") == {"cũ"}
    assert pills_of(leader_client, "") == {"cũ": "Đã hết hạn, có giấy mới", "mới": "Còn hiệu lực"}


def pills_of(client: Client, query: str) -> dict[str, str]:
    rows = client.get(f"{LIST}?{query}").context["rows"]
    return {one.cells[0].html.split(">")[1].split("<")[0]: strip_tags(one.cells[5].html) for one in rows}


def test_each_state_lists_the_rows_that_say_so(leader_client: Client) -> None:
    """The pills and the filters are two ways of saying the same; every day of change is asked."""
    ngo, other = make.make_ngo(), make.make_ngo()
    days = {"a": (2015, 2017), "b": (2016, 2018)}
    for number, (first, last) in days.items():
        make.make_certificate(ngo=ngo, number=number, issued_on=date(first, 1, 1), expires_on=date(last, 1, 1))
    make.make_certificate(ngo=other, number="c", issued_on=date(2015, 1, 1), expires_on=None)
    make.make_certificate(
        ngo=other, number="d", event=CertificateEvent.SUSPENDED, issued_on=date(2017, 6, 1), expires_on=None
    )
    states = {
        "valid": {"Còn hiệu lực", "Sắp hết hạn", "Sắp hết hạn, có giấy mới"},
        "expiring": {"Sắp hết hạn"},
        "expired": {"Đã hết hạn"},
        "due": {"Sắp hết hạn", "Đã hết hạn"},
        "ended": {"Đình chỉ", "Đã bị đình chỉ hoặc thu hồi"},
    }
    for day in (
        "31/12/2014",
        "01/01/2015",
        "05/11/2016",
        "01/01/2017",
        "02/01/2017",
        "31/05/2017",
        "01/06/2017",
        "02/01/2018",
    ):
        shown = pills_of(leader_client, f"as_of={day}")
        for state, words in states.items():
            listed = found(leader_client, f"state={state}&as_of={day}")
            assert listed == {number for number, pill in shown.items() if pill in words}, (day, state, shown)


def test_what_ran_out_yesterday_shows_everywhere(leader_client: Client) -> None:
    certificate = make.make_certificate(number="77", expires_on=date(2019, 5, 31))
    page = leader_client.get(certificate.ngo.get_absolute_url())
    assert "Đã hết hạn" in page.context["tables"][1].rows[0].cells[4].html
    row = leader_client.get("/aid/ngos/").context["rows"][0]
    assert strip_tags(row.cells[4].html) == "Đã hết hạn ngày 31/05/2019"
    assert found(leader_client, "state=expired") == {"77"}
    assert [(item.label, item.said) for item in due_items(TODAY) if item.kind == "certificate"] == [
        (f"Giấy đăng ký hoạt động của {certificate.ngo.name} hết hạn", "Quá hạn 1 ngày")
    ]


def test_the_due_list_opens_exactly_what_it_counts(leader_client: Client, staff: User) -> None:
    for number, ends in (("a", date(2019, 5, 31)), ("b", date(2019, 7, 31)), ("c", date(2019, 8, 1)), ("d", None)):
        make.make_certificate(number=number, expires_on=ends)
    gone = make.make_certificate(number="e", expires_on=date(2019, 5, 1))
    writing.archive(gone.ngo, by=staff, reason="Nhập trùng")
    revoked = make.make_certificate(number="f", expires_on=date(2019, 5, 1))
    make.make_certificate(ngo=revoked.ngo, number="g", event=CertificateEvent.REVOKED, issued_on=date(2019, 4, 1))
    group = due_groups(TODAY)[0]
    rows = leader_client.get(group.list_url).context["rows"]
    assert len(rows) == len(group.items) == 2
    assert found(leader_client, group.list_url.partition("?")[2]) == {"a", "b"}


def test_further_filters_narrow_the_list(leader_client: Client) -> None:
    korea = Country.objects.get(code="KR")
    make.make_certificate(number="1", ngo=make.make_ngo(home_country=korea), covers_province=True)
    make.make_certificate(number="2", expires_on=date(2020, 6, 30), covers_province=False)
    make.make_certificate(number="3", expires_on=None)
    for query, numbers in (
        ("covers=yes", {"1"}),
        ("covers=no", {"2"}),
        ("covers=unknown", {"3"}),
        (f"country={korea.pk}", {"1"}),
        ("expires_from=01/01/2020", {"2"}),
        ("expires_to=31/12/2019", {"1"}),
        ("expires_from=31/12/2019&expires_to=30/06/2020", {"1", "2"}),
        ("as_of=2016", set()),  # no day: nothing is shown rather than a wrong list
        ("as_of=31/02/2016&state=valid", set()),
    ):
        assert found(leader_client, query) == numbers, query


def test_papers_without_an_end_stand_last_either_way(leader_client: Client) -> None:
    make.make_certificate(number="1", expires_on=None)
    make.make_certificate(number="2", expires_on=date(2019, 6, 30))
    make.make_certificate(number="3", expires_on=date(2018, 6, 30))
    assert [list(pills_of(leader_client, f"sort={sort}")) for sort in ("expires", "-expires")] == [
        ["3", "2", "1"],
        ["2", "3", "1"],
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_a_fixed_number_of_questions(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    ngo = make.make_ngo()
    for year in range(rows):
        certificate = make.make_certificate(
            ngo=ngo, issued_on=date(2010 + year, 1, 1), expires_on=date(2010 + year, 12, 31)
        )
        make.make_certificate()
    with django_assert_num_queries(LIST_QUERIES):
        leader_client.get(f"{LIST}?state=expired&covers=unknown&as_of=01/06/2018")
    with django_assert_num_queries(EXPORT_QUERIES):
        leader_client.get(f"{LIST}?export=csv")
    with django_assert_num_queries(DETAIL_QUERIES):
        leader_client.get(certificate.get_absolute_url())
