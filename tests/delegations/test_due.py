"""What the register of delegations misses now, and who is asked about what is due."""

from datetime import date

import pytest
from django.test import Client

from config.kit.due import Asked, DueItem
from delegations.choices import DelegationStatus
from delegations.due import KINDS
from tests.factories.aid import make_agency
from tests.factories.delegations import make_delegation

pytestmark = pytest.mark.django_db

TODAY = date(2019, 1, 14)


def found(key: str) -> list[DueItem]:
    asked = Asked(TODAY, {"delegation-report-days": 10})
    return list(next(kind for kind in KINDS if kind.key == key).find(asked))


def test_the_host_is_asked_for_the_permit_and_for_the_report() -> None:
    host = make_agency("Sở Ngoại vụ tỉnh Thái Nguyên")
    make_delegation(arrival_on=date(2019, 1, 20), status=DelegationStatus.SUBMITTED, host=host)
    make_delegation(arrival_on=date(2018, 12, 1), departure_on=date(2018, 12, 3))

    assert [item.person for item in found("permit")] == ["Sở Ngoại vụ tỉnh Thái Nguyên"]
    assert [item.person for item in found("report")] == [""]


def test_incomplete_delegations_are_one_line_that_opens_their_list(leader_client: Client) -> None:
    make_delegation()
    make_delegation(departure_on=date(2016, 5, 12))
    make_delegation(status=DelegationStatus.CANCELLED)
    # A planned one wants nothing yet.
    make_delegation(status=DelegationStatus.PLANNED)

    (item,) = found("incomplete_delegations")

    assert (item.label, item.due_on, item.count) == ("2 đoàn thiếu thông tin", None, 2)
    assert leader_client.get(item.url).context["found"] == 2
