"""Which projects a period holds: by their span, by their money, by their approval, by what was handed over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aid.choices import OutputKind, RelationKind, Stage
from aid.models import AidProject
from aid.queries.running import (
    approved_in,
    handed_over_in,
    ngo_counts,
    outputs_handed_over,
    running_counts,
    running_in,
)
from config.kit.periods import Period
from config.kit.writing import archive
from tests.factories.annual import certified, output, related
from tests.factories.reports import commit, disburse, giver, project

pytestmark = pytest.mark.django_db

YEAR = Period.calendar_year(2019)


def codes(condition: Any) -> set[str]:
    return set(AidProject.objects.counted().filter(condition).values_list("code", flat=True))


def spanned(code: str, start: date | None, end: date | None, precision: str = "day", **fields: Any) -> AidProject:
    return project(
        code=code,
        start_on=start,
        start_precision=precision if start else "",
        end_on=end,
        end_precision=precision if end else "",
        **fields,
    )


def test_a_span_that_touches_the_year_runs_in_it() -> None:
    spanned("ends-before", date(2017, 1, 1), date(2018, 12, 31))
    spanned("ends-first-day", date(2017, 1, 1), date(2019, 1, 1))
    spanned("starts-last-day", date(2019, 12, 31), date(2021, 1, 1))
    spanned("starts-after", date(2020, 1, 1), date(2021, 1, 1))

    assert codes(running_in(YEAR)) == {"ends-first-day", "starts-last-day"}


def test_a_rough_date_stands_for_its_whole_span() -> None:
    # The stand-in of "2019" is 1 July; a period up to March is still touched by it.
    spanned("in-2019", date(2019, 7, 1), None, "year")
    spanned("until-quarter", date(2017, 7, 1), date(2019, 2, 15), "quarter")

    assert codes(running_in(Period(date(2019, 1, 1), date(2019, 3, 31), ""))) == {"in-2019", "until-quarter"}
    assert codes(running_in(Period(date(2019, 4, 1), date(2019, 12, 31), ""))) == {"in-2019"}


def test_without_a_start_the_approval_begins_and_without_an_end_the_stage_decides() -> None:
    project(code="approved", approval_on=date(2018, 5, 1))
    project(code="over", approval_on=date(2018, 5, 1), stage=Stage.COMPLETED)
    project(code="nothing-known")

    assert codes(running_in(YEAR)) == {"approved"}


def test_money_in_the_year_is_enough_and_a_row_of_another_year_is_not() -> None:
    for code, on in (("paid", date(2019, 5, 1)), ("paid-later", date(2020, 5, 1))):
        disburse(project(code=code, stage=Stage.SUBMITTED), on, "1")
    gone = commit(project(code="archived-row", stage=Stage.SUBMITTED), date(2019, 5, 1), "1")
    archive(gone, by=None, reason="Nhập trùng")

    assert codes(running_in(YEAR)) == {"paid"}


def test_projects_before_their_approval_and_refused_ones_do_not_run() -> None:
    for stage in (Stage.SOLICITING, Stage.SUBMITTED, Stage.REJECTED):
        spanned(stage, date(2019, 1, 1), date(2019, 12, 31), stage=stage, approval_on=date(2019, 1, 1))

    assert codes(running_in(YEAR)) == set()
    assert codes(approved_in(YEAR)) == set()


def test_counts_by_modality_tell_the_new_ones_and_those_that_run_too() -> None:
    spanned("old", date(2018, 1, 1), date(2019, 6, 1), approval_on=date(2017, 12, 1))
    spanned("new", date(2019, 3, 1), date(2020, 6, 1), approval_on=date(2019, 2, 1))
    spanned("new-but-later", date(2020, 1, 1), date(2020, 6, 1), approval_on=date(2019, 12, 1))
    spanned("gift", date(2019, 3, 1), date(2019, 4, 1), modality="non_project", approval_on=date(2019, 2, 1))

    rows = [(row.modality, row.running, row.approved, row.approved_running) for row in running_counts(YEAR)]

    assert rows == [("non_project", 1, 1, 1), ("project", 2, 2, 1)]


def test_outputs_go_by_their_own_day() -> None:
    one = project(code="one")
    output(one, OutputKind.ROAD, "3.5", "km", date(2019, 12, 31))
    output(one, OutputKind.ROAD, "9", "km", date(2020, 1, 1))
    output(one, OutputKind.BRIDGE, "1", "cầu", None)
    output(project(stage=Stage.REJECTED), OutputKind.BRIDGE, "1", "cầu", date(2019, 5, 1))

    lines = [(line.kind, line.quantity, line.unit) for line in outputs_handed_over(YEAR)]

    assert lines == [("road", Decimal("3.50"), "km")]
    assert codes(handed_over_in(YEAR)) == {"one"}


def test_ngos_on_a_day() -> None:
    direct, indirect, former, stranger, gone = (giver() for _ in range(5))
    related(direct)
    related(indirect, RelationKind.INDIRECT)
    related(former, end_on=date(2019, 12, 30), end_precision="day")
    related(gone)
    archive(gone, by=None, reason="Nhập trùng")
    for ngo in (direct, former, stranger):
        certified(ngo, date(2019, 12, 31))

    found = ngo_counts(date(2019, 12, 31))

    assert (found.related, found.direct, found.certified, found.certified_related) == (2, 1, 3, 1)
    assert ngo_counts(date(2020, 1, 1)).certified == 0
