"""Delegations that an issued report counts: their form, their results, their members, their steps."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.accounts.models import User
from config.kit import locks, tokens
from config.kit.writing import lock
from delegations.actions.members import MemberEntry, save_members
from delegations.actions.statuses import Given, change_status
from delegations.choices import DelegationKind, DelegationStatus
from delegations.models import Delegation, MedicalSession
from reports.printed.corrections import issued_holds
from tests.contracts.posted import main_form
from tests.factories.delegations import make_delegation, make_session, no_rows
from tests.factories.printed import make_issued

pytestmark = pytest.mark.django_db

ASKED = f"Đoàn này thuộc kỳ của Báo cáo số 12/BC-LHHN ngày 15/01/2016 đã ban hành. {locks.ASKED}"
WHY = "Đoàn gửi danh sách muộn"
Send = Callable[..., Any]


@pytest.fixture
def mission(db: None) -> Delegation:
    """A medical mission of May 2015, in a report that is issued."""
    made = make_delegation(kind=DelegationKind.MEDICAL, arrival_on=date(2015, 5, 10), departure_on=date(2015, 5, 14))
    make_session(made, patient_visits=100)
    make_issued(2015)
    return made


@pytest.fixture
def send(staff_client: Client) -> Send:
    """Open a page, type, send."""

    def sent(name: str, pk: int, **changed: str) -> Any:
        address = reverse(f"delegations:{name}", args=[pk])
        return staff_client.post(address, main_form(staff_client.get(address).content.decode()).with_(**changed))

    return sent


def typed(staff: User, **fields: str) -> dict[str, Any]:
    """The least of a new delegation."""
    least = {"name": "Đoàn Daegu", "direction": "in", "kind": "friendship", "status": "planned"}
    return {"form_token": tokens.new_token(staff), **no_rows(), **least, **fields}


def errors_of(response: Any) -> list[str]:
    assert response.status_code == 200, response.get("Location")
    return [error["text"] for error in response.context["form"].all_errors]


def reasons(row: Any) -> list[str]:
    return [kept.history_change_reason for kept in row.history.all()]


def test_a_new_delegation_of_that_time_comes_back_with_the_field(staff_client: Client, staff: User) -> None:
    make_issued(2015)
    typed = {
        "name": "Đoàn Daegu",
        "direction": "in",
        "kind": "friendship",
        "arrival": "10/05/2015",
        "status": "planned",
    }
    sent = {"form_token": tokens.new_token(staff), **no_rows(), **typed}
    address = reverse("delegations:delegation-create")

    asked = staff_client.post(address, sent)
    saved = staff_client.post(address, sent | {"correction_reason": WHY})

    assert errors_of(asked) == [f"Lý do điều chỉnh: {ASKED}"]
    assert asked.context["form"]["name"].value() == "Đoàn Daegu"
    assert (saved.status_code, reasons(Delegation.objects.get())) == (302, [WHY])


def test_a_held_delegation_is_changed_with_a_reason_only(mission: Delegation, send: Send) -> None:
    asked = send("delegation-edit", mission.pk, headcount="30")
    saved = send("delegation-edit", mission.pk, headcount="30", correction_reason=WHY)

    assert errors_of(asked) == [f"Lý do điều chỉnh: {ASKED}"]
    assert (saved.status_code, reasons(mission)[0]) == (302, WHY)


def test_what_was_done_is_held_with_the_delegation(mission: Delegation, send: Send) -> None:
    asked = send("results", mission.pk, **{"sessions-0-patient_visits": "120"})
    before = MedicalSession.objects.get().patient_visits
    saved = send("results", mission.pk, **{"sessions-0-patient_visits": "120"}, correction_reason=WHY)

    session = MedicalSession.objects.get()
    assert (errors_of(asked), before) == ([f"Lý do điều chỉnh: {ASKED}"], 100)
    assert (saved.status_code, session.patient_visits, reasons(session)[0]) == (302, 120, WHY)


def test_members_may_be_named_without_a_reason(mission: Delegation, send: Send) -> None:
    saved = send("delegation-members", mission.pk, **{"members-0-name": "Bounthong Keo"})

    assert (saved.status_code, mission.members.count()) == (302, 1)


def test_a_headcount_raised_by_the_members_says_so(mission: Delegation) -> None:
    entries = [MemberEntry({"name": "Bounthong Keo"})]

    save_members(lock(Delegation, mission.pk), entries, raise_headcount=True, by=None)

    assert reasons(mission)[0] == "Số người theo danh sách thành viên"


def test_a_step_keeps_its_own_words() -> None:
    planned = make_delegation(["KR"], arrival_on=date(2015, 5, 10), status="planned", purpose="Khảo sát", headcount=3)
    make_issued(2015)

    change_status(planned, DelegationStatus.SUBMITTED, given=Given(), by=None)

    assert reasons(planned)[0] == "Trình xin phép"


@pytest.mark.parametrize("count", [1, 3])
def test_entering_takes_one_query_more_for_any_number_of_countries(
    staff_client: Client, staff: User, count: int
) -> None:
    make_issued(2015)
    countries = ["Lào", "Thái Lan", "Hàn Quốc"][:count]
    rows = {f"countries-{number}-country": name for number, name in enumerate(countries)}
    typed = {
        "name": "Đoàn Daegu",
        "direction": "in",
        "kind": "friendship",
        "arrival": "10/05/2016",
        "status": "planned",
    }

    def entered() -> int:
        sent = {
            "form_token": tokens.new_token(staff),
            **no_rows(),
            "countries-TOTAL_FORMS": str(count),
            **rows,
            **typed,
        }
        with CaptureQueriesContext(connection) as taken:
            assert staff_client.post(reverse("delegations:delegation-create"), sent).status_code == 302
        return len(taken)

    entered()
    asked = entered()
    locks.unregister(issued_holds)
    try:
        assert asked - entered() == 1
    finally:
        locks.register(issued_holds)
