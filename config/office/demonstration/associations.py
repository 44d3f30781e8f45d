"""The invented friendship associations, partners abroad, training classes and events."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from associations.choices import AgreementKind, EventKind, PartnerKind, TrainingTopic
from associations.models import (
    Agreement,
    Event,
    FriendshipAssociation,
    MembershipCount,
    PartnerOrganisation,
    TrainingClass,
)
from config.kit.partial_dates import PartialDate
from config.office.demonstration.store import Store
from config.office.demonstration.tables import Row, read

UNION = "Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên"
COUNTED_YEARS = range(2010, 2021)


def add_associations(store: Store) -> list[FriendshipAssociation]:
    """Store the associations with their members by kind and year."""
    table = read("associations")
    associations = list(store.add(FriendshipAssociation, [_association(row, store) for row in table]))
    store.add(
        MembershipCount,
        [count for row, association in zip(table, associations, strict=True) for count in _counts(row, association)],
    )
    return associations


def _association(row: Row, store: Store) -> FriendshipAssociation:
    return FriendshipAssociation(
        name=row["name"],
        country=store.countries[row["country"]],
        founding_decision=row["founding"],
        founded_on=_day(row["founded"]),
        charter_decision=row["charter"],
        seat=row["seat"],
        member_since=_day(row["member_since"]),
        chair=row["chair"],
        congress_ordinal=int(row["congress"]),
        congress_on=_day(row["congress_on"]),
    )


def _counts(row: Row, association: FriendshipAssociation) -> Iterator[MembershipCount]:
    """Members at the end of each year since founding: "120+15" is 120 at first and 15 more every year."""
    assert association.founded_on is not None  # noqa: S101  every association of the table has a date
    kinds = ("official", "associate", "honorary", "collective")
    for year in COUNTED_YEARS:
        age = year - association.founded_on.year
        if age >= 0:
            yield MembershipCount(
                association=association, year=year, **{kind: _grown(row[kind], age) for kind in kinds}
            )


def _grown(cell: str, years: int) -> int:
    first, _, more = cell.partition("+")
    return int(first) + int(more or 0) * years


def add_partners(store: Store) -> list[PartnerOrganisation]:
    """Store the partners abroad with their agreements."""
    table = read("partners")
    partners = list(store.add(PartnerOrganisation, [_partner(row, store) for row in table]))
    by_name = {partner.name: partner for partner in partners}
    store.add(
        Agreement,
        [
            Agreement(
                partner=by_name[row["partner"]],
                kind=AgreementKind(row["kind"]),
                subject=row["subject"],
                signed_on=date.fromisoformat(row["signed"]),
                valid_to=_day(row["valid_to"]),
            )
            for row in read("agreements")
        ],
    )
    return partners


def _partner(row: Row, store: Store) -> PartnerOrganisation:
    partner = PartnerOrganisation(
        name=row["name"],
        name_original=row["original"],
        country=store.countries[row["country"]],
        kind=PartnerKind(row["kind"]),
        contact=row["contact"],
        note=row["note"],
    )
    partner.first_contact = _partial(row["since"])
    return partner


def add_training_and_events(store: Store) -> None:
    """Store the classes of every year but 2017, and the events."""
    store.add(TrainingClass, [_class(row) for row in read("training")])
    store.add(Event, [_event(row) for row in read("events")])


def _class(row: Row) -> TrainingClass:
    groups = [int(part) for part in row["trainees"].split("+")]
    kinds = ("trainees_union", "trainees_associations", "trainees_departments", "trainees_localities")
    return TrainingClass(
        title=row["title"],
        topic=TrainingTopic(row["topic"]),
        venue=row["venue"],
        organiser=UNION,
        co_organiser=row["with"],
        lecturers=row["lecturers"],
        audience=row["audience"],
        trainee_count=sum(groups),
        cost_vnd=int(row["cost"]) * 1_000_000,
        cost_source=row["source"],
        **dict(zip(kinds, groups, strict=True)),
        **_days(row),
    )


def _event(row: Row) -> Event:
    return Event(
        name=row["name"],
        kind=EventKind(row["kind"]),
        venue=row["venue"],
        organiser=row["organiser"] or UNION,
        participant_count=int(row["people"]),
        pledges=row["pledges"],
        **_days(row),
    )


def _days(row: Row) -> dict[str, Any]:
    return {"start_on": _day(row["start"]), "end_on": _day(row["end"])}


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _partial(cell: str) -> PartialDate | None:
    """A day, a month or a year as the table has it: "2016-06-03", "2016-06", "2009"."""
    numbers = [int(part) for part in cell.split("-") if part]
    match numbers:
        case [year]:
            return PartialDate.of_year(year)
        case [year, month]:
            return PartialDate.of_month(year, month)
        case [year, month, day]:
            return PartialDate.of_day(date(year, month, day))
    return None
