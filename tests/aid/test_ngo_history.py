"""Counts of organisations from loaded rows are those of the lists, on any day, for any data."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aid.choices import CertificateEvent, CertificateKind, RelationKind, Stage
from aid.models import (
    AidProject,
    Commitment,
    Disbursement,
    ForeignNGO,
    NGORelation,
    ProjectDonor,
    RegistrationCertificate,
)
from aid.queries.ngo_history import ngo_history
from aid.queries.running import ngo_counts
from aid.rules.certificates import standing_on
from config.kit.clock import now
from config.kit.partial_dates import PartialDate, Precision

pytestmark = pytest.mark.django_db

FIRST, DAYS = date(2015, 1, 1), 900
NGOS, PROJECTS = 3, 2
NOTICE = timedelta(days=60)

DAY = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
ROUGH = st.none() | st.builds(PartialDate, DAY, st.sampled_from(list(Precision)))
NGO, IS_ARCHIVED = st.integers(0, NGOS - 1), st.sampled_from([False, False, False, True])
RELATIONS = st.lists(st.tuples(NGO, st.sampled_from(RelationKind.values), ROUGH, ROUGH), max_size=4)
PAPERS = st.lists(
    st.tuples(
        NGO,
        st.sampled_from(CertificateKind.values[:2]),
        st.sampled_from(CertificateEvent.values),
        DAY,
        st.none() | st.integers(0, 500),
        IS_ARCHIVED,
    ),
    max_size=5,
)
PROJECT = st.tuples(st.sampled_from(Stage.values), ROUGH, ROUGH, st.none() | DAY, st.sets(NGO, max_size=2), IS_ARCHIVED)
ROWS = st.lists(
    st.tuples(
        st.sampled_from([Commitment, Disbursement]), st.integers(0, PROJECTS - 1), st.none() | NGO, DAY, IS_ARCHIVED
    ),
    max_size=4,
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def archived(is_archived: bool) -> dict[str, Any]:
    return {"archived_at": now(), "archive_reason": "Nhập trùng"} if is_archived else {}


def columns(name: str, value: PartialDate | None) -> dict[str, Any]:
    return {f"{name}_on": value and value.on, f"{name}_precision": value.precision.value if value else ""}


def make_world(gone: int, relations: Any, papers: Any, projects: Any, rows: Any) -> list[ForeignNGO]:
    """The rows of one example; the organisation numbered `gone` is archived."""
    ngos = [ForeignNGO.objects.create(code=f"N{i}", name=f"Hội {i}", **archived(i == gone)) for i in range(NGOS)]
    for ngo, kind, start, end in relations:
        NGORelation.objects.create(ngo=ngos[ngo], kind=kind, **columns("start", start), **columns("end", end))
    for number, (ngo, kind, event, issued, length, is_archived) in enumerate(papers):
        RegistrationCertificate.objects.create(
            ngo=ngos[ngo],
            kind=kind,
            event=event,
            number=str(number),
            issued_on=issued,
            expires_on=None if length is None else issued + timedelta(days=length),
            **archived(is_archived),
        )
    stored = [make_project(number, ngos, *values) for number, values in enumerate(projects)]
    for model, project, donor, day, is_archived in rows:
        giver = None if donor is None else ngos[donor]
        model.objects.create(
            project=stored[project], donor=giver, dated_on=day, amount=1, currency="SEK", **archived(is_archived)
        )
    return ngos


def make_project(
    number: int, ngos: Any, stage: str, start: Any, end: Any, approval: Any, donors: Any, gone: bool
) -> Any:
    if start is not None and end is not None and end.on < start.on:
        start, end = end, start
    made = AidProject.objects.create(
        code=f"P{number}",
        name="Nước sạch",
        modality="project",
        stage=stage,
        approval_on=approval,
        **columns("start", start),
        **columns("end", end),
        **archived(gone),
    )
    for donor in donors:
        ProjectDonor.objects.create(project=made, ngo=ngos[donor])
    return made


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.integers(-1, NGOS - 1),
    RELATIONS,
    PAPERS,
    st.tuples(PROJECT, PROJECT),
    ROWS,
    st.lists(DAY, min_size=1, max_size=4, unique=True),
)
def test_loaded_rows_count_as_the_database_counts(
    gone: int, relations: Any, papers: Any, projects: Any, rows: Any, days: list[date]
) -> None:
    with undone():
        make_world(gone, relations, papers, projects, rows)
        asked = sorted({*days, *(row[3] for row in rows)})

        history = ngo_history(asked)

        assert [history.counts(day) for day in asked] == [ngo_counts(day) for day in asked]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(PAPERS, DAY)
def test_the_standing_of_loaded_papers_is_that_of_the_database(papers: Any, day: date) -> None:
    with undone():
        make_world(-1, [], papers, (), [])

        told = {ngo.pk: ngo.standing for ngo in ForeignNGO.objects.with_standing(day, NOTICE)}
        loaded = {
            ngo.pk: standing_on(ngo.certificates.all(), day, NOTICE).standing.value
            for ngo in ForeignNGO.objects.all().for_list()
        }

        assert told == loaded


def test_organisations_without_a_known_start_are_told() -> None:
    first, second = (ForeignNGO.objects.create(code=code, name=code) for code in "AB")
    NGORelation.objects.create(ngo=first, kind="direct")
    NGORelation.objects.create(ngo=first, kind="indirect")
    NGORelation.objects.create(ngo=second, kind="direct", **columns("start", PartialDate.of_year(1996)))

    history = ngo_history([])

    assert (history.first_year, history.undated) == (1996, 1)
    assert history.counts(date(1990, 1, 1)).related == 1
