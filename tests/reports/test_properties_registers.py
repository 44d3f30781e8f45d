"""Any registers of projects, organisations and associations: as test_properties.py, for what stands and runs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aid.choices import Modality, OutputKind, Stage
from aid.models import (
    AidProject,
    Commitment,
    Disbursement,
    ForeignNGO,
    NGORelation,
    PeriodAnswer,
    PlaceShare,
    ProjectDonor,
    ProjectOutput,
    RegistrationCertificate,
    SectorShare,
)
from associations.models import FriendshipAssociation, MembershipCount
from config.accounts.models import User
from config.kit.periods import Period
from config.reference.models import Agency, Place
from reports.facts import gather
from reports.measure import Subject
from reports.measures import CATALOGUE
from tests.reports.random_rows import (
    AS_OF,
    TERM,
    Lists,
    Told,
    archived,
    assert_told,
    columns_of,
    days,
    known_days,
    seldom,
    undone,
    within,
)

pytestmark = pytest.mark.django_db

SUBJECTS = (Subject.PROJECTS, Subject.NGOS, Subject.ASSOCIATIONS)
KEYS = [key for key, one in CATALOGUE.items() if one.basis.subject in SUBJECTS]
GIVERS = 3
Plain = dict[str, Any]

maybe_known = st.none() | known_days
maybe_day = st.none() | days
flag = st.booleans()
ROW = st.fixed_dictionaries(
    {
        "is_disbursement": flag,
        "donor": st.none() | st.integers(0, GIVERS - 1),
        "known": known_days,
        "is_archived": seldom,
    }
)
PROJECT = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(Stage.values),
        "modality": st.sampled_from(Modality.values),
        "is_archived": seldom,
        "is_component": seldom,
        "start": maybe_known,
        "end": maybe_known,
        "approval": maybe_day,
        "handed_over": maybe_day,
        "has": st.fixed_dictionaries(
            dict.fromkeys(("sector", "place", "owner", "number", "issuer", "legal_basis"), flag)
        ),
        "donors": st.sets(st.integers(0, GIVERS - 1), max_size=2),
        "outputs": st.lists(st.tuples(st.sampled_from(OutputKind.values), maybe_day), max_size=2),
        "answers": st.lists(st.tuples(st.integers(2015, 2018), st.sampled_from(["nothing", "waiting"])), max_size=1),
        "rows": st.lists(ROW, max_size=2),
    }
)
GIVER = st.fixed_dictionaries(
    {
        "is_archived": seldom,
        "relations": st.lists(st.tuples(st.sampled_from(["direct", "indirect"]), maybe_known, maybe_known), max_size=2),
        "papers": st.lists(
            st.tuples(
                st.sampled_from(["operation", "project_office"]),
                st.sampled_from(["issued", "issued", "renewed", "suspended", "revoked"]),
                days,
                maybe_day,
                seldom,
            ),
            max_size=3,
        ),
    }
)
MEMBERS = ("official", "associate", "honorary", "collective")
ASSOCIATION = st.fixed_dictionaries(
    {
        "since": maybe_day,
        "until": maybe_day,
        "founded": maybe_day,
        "congress": maybe_day | st.dates(date(2009, 1, 1), date(2014, 1, 1)),
        "counts": st.dictionaries(st.integers(2014, 2019), st.tuples(*[st.integers(0, 900)] * 4), max_size=2),
        "is_archived": seldom,
    }
)


class Office:
    """The records of one example in the database, and the plain lists they came from."""

    def __init__(self, projects: list[Plain], givers: list[Plain], associations: list[Plain]) -> None:
        self.projects = [in_order(one) for one in projects]
        self.givers, self.associations = givers, associations
        self.agency = Agency.objects.create(name="Sở thử")
        self.place = Place.objects.create(code="d", name="Huyện thử", level="district")
        self.ngos = [self._giver(number, one) for number, one in enumerate(givers)]
        self.stored: list[AidProject] = []
        for number, one in enumerate(self.projects):
            self.stored.append(self._project(number, one))
            self._parts(self.stored[-1], one)
        for number, one in enumerate(associations):
            self._association(number, one)

    def _giver(self, number: int, one: Plain) -> ForeignNGO:
        state = archived(one["is_archived"])
        [made] = ForeignNGO.objects.bulk_create([ForeignNGO(code=f"G{number}", name=f"Bên {number}", **state)])
        NGORelation.objects.bulk_create(
            NGORelation(ngo=made, kind=kind, **columns_of(start, "start"), **columns_of(end, "end"))
            for kind, start, end in one["relations"]
        )
        RegistrationCertificate.objects.bulk_create(
            RegistrationCertificate(
                ngo=made,
                kind=kind,
                event=event,
                number=f"{number}.{place}",
                issued_on=issued,
                expires_on=expiry(event, issued, expires),
                **archived(is_archived),
            )
            for place, (kind, event, issued, expires, is_archived) in enumerate(one["papers"])
        )
        return made

    def _project(self, number: int, one: Plain) -> AidProject:
        has = one["has"]
        project = AidProject(
            code=f"P{number}",
            name="Nước sạch",
            modality=one["modality"],
            stage=one["stage"],
            parent=self.stored[0] if self.is_component(number) else None,
            owner=self.agency if has["owner"] else None,
            approval_number="1/QĐ" if has["number"] else "",
            approval_issuer="UBND tỉnh" if has["issuer"] else "",
            legal_basis="nd93-2009" if has["legal_basis"] else "",
            approval_on=one["approval"],
            handed_over_on=one["handed_over"],
            **columns_of(one["start"], "start"),
            **columns_of(one["end"], "end"),
            **archived(one["is_archived"]),
        )
        AidProject.objects.bulk_create([project])
        return project

    def is_component(self, number: int) -> bool:
        return number > 0 and bool(self.projects[number]["is_component"])

    def _parts(self, project: AidProject, one: Plain) -> None:
        ProjectDonor.objects.bulk_create(ProjectDonor(project=project, ngo=self.ngos[key]) for key in one["donors"])
        if one["has"]["sector"]:
            SectorShare.objects.bulk_create([SectorShare(project=project, sector="health")])
        if one["has"]["place"]:
            PlaceShare.objects.bulk_create([PlaceShare(project=project, place=self.place)])
        ProjectOutput.objects.bulk_create(
            ProjectOutput(project=project, kind=kind, quantity=1, unit="trạm", handed_over_on=on)
            for kind, on in one["outputs"]
        )
        PeriodAnswer.objects.bulk_create(
            PeriodAnswer(project=project, start_on=date(year, 1, 1), end_on=date(year, 6, 30), reply=reply)
            for year, reply in one["answers"]
        )
        for row in one["rows"]:
            model: Any = Disbursement if row["is_disbursement"] else Commitment
            donor = None if row["donor"] is None else self.ngos[row["donor"]]
            money = {"amount": 1, "currency": "USD", "usd_cents": 100, "usd_basis": "same"}
            dated = row["known"].columns("dated")
            model.objects.bulk_create(
                [model(project=project, donor=donor, **money, **dated, **archived(row["is_archived"]))]
            )

    def _association(self, number: int, one: Plain) -> None:
        [made] = FriendshipAssociation.objects.bulk_create(
            [
                FriendshipAssociation(
                    name=f"Hội {number}",
                    member_since=one["since"],
                    member_until=left(one),
                    founded_on=one["founded"],
                    congress_on=one["congress"],
                    **archived(one["is_archived"]),
                )
            ]
        )
        MembershipCount.objects.bulk_create(
            MembershipCount(association=made, year=year, **dict(zip(MEMBERS, counts, strict=True)))
            for year, counts in one["counts"].items()
        )


def in_order(one: Plain) -> Plain:
    """A project that does not end before it begins, where both days are exact."""
    start, end = one["start"], one["end"]
    is_wrong = start and end and start.precision == end.precision == "day" and end.on < start.on
    return one | {"start": end, "end": start} if is_wrong else one


def expiry(event: str, issued: date, expires: date | None) -> date | None:
    """A paper runs out after it was issued; suspensions and revocations have no end."""
    is_paper = event not in ("suspended", "revoked") and expires is not None
    return max(expires, issued) if is_paper and expires is not None else None


def left(one: Plain) -> date | None:
    since, until = one["since"], one["until"]
    return max(since, until) if since and until else until


# Projects -------------------------------------------------------------------------

BEFORE = ("soliciting", "submitted", "rejected")
RUNNING = ("approved", "implementing", "suspended")
WAY = ("soliciting", "submitted", "approved", "implementing", "completed", "handed_over")
# What a project must hold, and the first stage that asks for it.
NEEDS: Mapping[str, str] = {
    "sector": "soliciting",
    "place": "soliciting",
    "donor": "submitted",
    "owner": "submitted",
    "number": "approved",
    "approval": "approved",
    "issuer": "approved",
    "commitment": "approved",
    "legal_basis": "approved",
    "start": "implementing",
    "end": "completed",
    "handed_over": "handed_over",
    "output": "handed_over",
}


def in_use(one: Plain) -> bool:
    return not one["is_archived"] and one["stage"] != "rejected"


def rows_of(one: Plain, *, is_disbursement: bool | None = None) -> list[Plain]:
    wanted = (True, False) if is_disbursement is None else (is_disbursement,)
    return [row for row in one["rows"] if not row["is_archived"] and row["is_disbursement"] in wanted]


def is_running(one: Plain, period: Period) -> bool:
    """Approved, with a span that may touch the period; or with money dated in it."""
    if any(within(row["known"].on, period) for row in rows_of(one)):
        return True
    begins = one["start"].span[0] if one["start"] else one["approval"]
    if one["stage"] in BEFORE or begins is None or begins > period.end:
        return False
    return one["end"].span[1] >= period.start if one["end"] else one["stage"] in RUNNING


def is_programme(office: Office, number: int) -> bool:
    parts = [n for n, one in enumerate(office.projects) if office.is_component(n) and not one["is_archived"]]
    return number == 0 and bool(parts)


def lacks(office: Office, number: int) -> set[str]:
    """What the project's own stage wants and it does not hold."""
    one = office.projects[number]
    held = {name for name, is_held in one["has"].items() if is_held}
    held |= {name for name in ("approval", "start", "end", "handed_over") if one[name] is not None}
    held |= {"donor"} if one["donors"] else set()
    held |= {"output"} if one["outputs"] else set()
    held |= {"commitment"} if has_commitment(office, number) else set()
    stage = "approved" if one["stage"] in ("suspended", "revoked") else one["stage"]
    wanted = [] if stage == "rejected" else WAY[: WAY.index(stage) + 1]
    return {name for name, since in NEEDS.items() if since in wanted} - held


def has_commitment(office: Office, number: int) -> bool:
    return bool(rows_of(office.projects[number], is_disbursement=False)) or is_programme(office, number)


def is_silent(office: Office, number: int, year: int) -> bool:
    """Carried out in the year, without a payment that may lie in it and without the answer "nothing"."""
    one, whole = office.projects[number], Period.calendar_year(year)
    spans = [row["known"].span for row in rows_of(one, is_disbursement=True)]
    is_paid = any(first <= whole.end and last >= whole.start for first, last in spans)
    is_answered = any(reply == "nothing" and answered == year for answered, reply in one["answers"])
    is_asked = one["stage"] != "revoked" and not is_programme(office, number)
    return is_asked and is_running(one, whole) and not (is_paid or is_answered)


def expected_projects(office: Office, period: Period) -> tuple[dict[str, Told], dict[str, int]]:
    counted = [(number, one) for number, one in enumerate(office.projects) if in_use(one)]
    handed = [kind for _, one in counted for kind, on in one["outputs"] if within(on, period)]
    last = period.end.year if (period.end.month, period.end.day) == (12, 31) else period.end.year - 1
    whole = [year for year in period.years() if year <= last and date(year, 1, 1) >= period.start] or [last]
    silent = {year: sum(is_silent(office, number, year) for number, _ in counted) for year in whole}
    return {
        "projects_running": Counter(one["modality"] for _, one in counted if is_running(one, period)),
        "projects_approved": sum(one["stage"] not in BEFORE and within(one["approval"], period) for _, one in counted),
        "outputs_handed_over": Counter(handed),
        "projects_without_commitment": sum(not has_commitment(office, number) for number, _ in counted),
        "projects_incomplete": sum(bool(lacks(office, number)) for number, _ in counted),
        "projects_complete": sum(not lacks(office, number) for number, _ in counted),
        "projects_without_figures": {str(year): silent[year] for year in whole if year in period.years()},
    }, {"projects_without_figures": silent.get(last, 0)}


# Organisations, associations ------------------------------------------------------


def is_related(one: Plain, day: date, kinds: tuple[str, ...]) -> bool:
    return any(
        kind in kinds and (start is None or start.span[0] <= day) and (end is None or end.span[1] >= day)
        for kind, start, end in one["relations"]
    )


def is_certified(one: Plain, day: date) -> bool:
    """A paper in force; a suspension or revocation ends those of its kind issued up to its day."""
    papers = [paper for paper in one["papers"] if not paper[4] and paper[2] <= day]
    ended = [(kind, issued) for kind, event, issued, _, _ in papers if event in ("suspended", "revoked")]
    return any(
        event not in ("suspended", "revoked")
        and (expires is None or max(expires, issued) >= day)
        and not any(kind == other and issued <= on for other, on in ended)
        for kind, event, issued, expires, _ in papers
    )


def gives(office: Office, number: int, day: date) -> bool:
    """Named by a project carried out on the day, or by one of its rows in use up to the day."""
    for one in filter(in_use, office.projects):
        named = {row["donor"] for row in rows_of(one) if row["known"].on <= day} | one["donors"]
        if number in named and is_running(one, Period.between(day, day)):
            return True
    return False


def expected_givers(office: Office, day: date) -> dict[str, Told]:
    tests: dict[str, Callable[[int, Plain], bool]] = {
        "related": lambda number, one: is_related(one, day, ("direct", "indirect")),
        "direct": lambda number, one: is_related(one, day, ("direct",)),
        "certified": lambda number, one: is_certified(one, day),
        "running": lambda number, one: gives(office, number, day),
    }
    known = [(number, one) for number, one in enumerate(office.givers) if not one["is_archived"]]
    return {f"ngos_{name}": sum(test(number, one) for number, one in known) for name, test in tests.items()}


def expected_associations(office: Office, period: Period) -> dict[str, Told]:
    known = [one for one in office.associations if not one["is_archived"]]
    day = period.end
    members = [one for one in known if one["since"] and one["since"] <= day and (left(one) or day) >= day]
    sums: dict[str, int] = defaultdict(int)
    for one in members:
        years = [year for year in one["counts"] if year <= day.year]
        for name, count in zip(MEMBERS, one["counts"][max(years)] if years else (0,) * 4, strict=True):
            sums[name] += count
    return {
        "associations_members": len(members),
        "association_members_by_kind": sums,
        "associations_founded": sum(within(one["founded"], period) for one in known),
        "associations_congresses": sum(within(one["congress"], period) for one in known),
        "associations_overdue": sum(one["congress"] is not None and due(one["congress"]) < day for one in members),
    }


def due(congress: date) -> date:
    """Five years on; 29 February answers to 28 February."""
    is_leap_day = (congress.month, congress.day) == (2, 29)
    return congress.replace(year=congress.year + 5, day=28 if is_leap_day else congress.day)


@pytest.fixture
def lists(leader: User) -> Lists:
    return Lists(KEYS, leader, at_once=2)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    projects=st.lists(PROJECT, min_size=1, max_size=4),
    givers=st.lists(GIVER, min_size=GIVERS, max_size=GIVERS),
    associations=st.lists(ASSOCIATION, max_size=4),
)
def test_registers_of_any_office(
    lists: Lists, projects: list[Plain], givers: list[Plain], associations: list[Plain]
) -> None:
    with undone():
        office = Office(projects, givers, associations)
        for as_of in AS_OF:
            period = Period(TERM.start, as_of, "kỳ thử")

            facts = gather(period, term=TERM)

            told, wholes = expected_projects(office, period)
            told |= expected_givers(office, as_of) | expected_associations(office, period)
            assert set(told) == set(KEYS)
            assert_told(facts, told, wholes)
            lists.assert_next(facts)
