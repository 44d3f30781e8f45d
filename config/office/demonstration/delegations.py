"""The invented delegations (data/delegations.txt).

22 medical missions and 40 groups of student volunteers of 2010-2015 agree with what the Union has published
(docs/rules.md, Targets): hơn 7.000 lượt người, medicine hơn 4 tỷ đồng; khoảng 40 đoàn, trên 15 tỷ đồng.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from aid.models import ForeignNGO
from associations.models import FriendshipAssociation, PartnerOrganisation
from config.kit.choices import Qualifier
from config.kit.partial_dates import PartialDate
from config.office.demonstration.mission_results import add_results
from config.office.demonstration.names import vietnamese
from config.office.demonstration.store import Store
from config.office.demonstration.tables import Row, listed, read
from config.office.demonstration.visits import add_visits
from delegations.choices import DelegationKind, DelegationStatus, Direction, PermitKind
from delegations.models import Delegation, DelegationCost, DelegationCountry, Permit

MILLION = 1_000_000
ISSUER, HEALTH_AUTHORITY = "UBND tỉnh Thái Nguyên", "Sở Y tế tỉnh Thái Nguyên"
LEADERS = {
    DelegationKind.GOVERNMENT: "Chủ tịch UBND tỉnh",
    DelegationKind.FRIENDSHIP: "Chủ tịch Liên hiệp",
    DelegationKind.BUSINESS: "Phó Chủ tịch UBND tỉnh",
}
OUTCOMES = {
    DelegationKind.FRIENDSHIP: "Hai bên thống nhất duy trì trao đổi đoàn và giao lưu nhân dân hằng năm.",
    DelegationKind.GOVERNMENT: "Hai bên thống nhất các nội dung hợp tác của năm sau.",
    DelegationKind.EXPERTS: "Đoàn gửi báo cáo khảo sát; các sở, ngành tiếp tục phối hợp.",
    DelegationKind.CULTURE: "Chương trình được người xem đón nhận.",
    DelegationKind.MEDICAL: "Khám, cấp thuốc cho người dân theo kế hoạch; ngành y tế mong đoàn trở lại các năm sau.",
    DelegationKind.VOLUNTEERS: "Công trình đã bàn giao cho địa phương sử dụng; hai bên hẹn tiếp tục năm sau.",
    DelegationKind.BUSINESS: "Doanh nghiệp đề nghị cung cấp thêm thông tin về mặt bằng và nguyên liệu.",
}


@dataclass(frozen=True)
class Links:
    """What a delegation may belong to: organisations by code, partners and associations by a part of the name."""

    ngos: dict[str, ForeignNGO]
    partners: list[PartnerOrganisation]
    associations: list[FriendshipAssociation]

    def of(self, cell: str) -> dict[str, Any]:
        """The fields that a cell like "PCP-024", "P:Salo" or "A:Nga" fills."""
        kind, _, name = cell.partition(":")
        if kind == "P":
            return {"partner": next(one for one in self.partners if name in one.name)}
        if kind == "A":
            return {"association": next(one for one in self.associations if f"Việt - {name}" in one.name)}
        return {"ngo": self.ngos[cell]} if cell else {}


def add_delegations(store: Store, links: Links, random: Random) -> None:
    """Store the delegations with the countries they come from or go to."""
    table = read("delegations")
    made = [_delegation(row, store, links, random) for row in table]
    delegations = store.add(Delegation, [one.delegation for one in made])
    _add_papers(store, delegations, made)
    add_results(store, delegations)
    add_visits(store, delegations)
    store.add(
        DelegationCountry,
        [
            DelegationCountry(delegation=delegation, country=store.countries[code])
            for row, delegation in zip(table, delegations, strict=True)
            for code in listed(row["countries"])
        ],
    )


@dataclass(frozen=True)
class Made:
    """A delegation to be stored, with what is stored after it."""

    delegation: Delegation
    permits: tuple[Permit, ...]
    costs: tuple[DelegationCost, ...]


def _add_papers(store: Store, delegations: Sequence[Delegation], made: Sequence[Made]) -> None:
    """Permits and costs of the stored delegations, in their order."""
    pairs = list(zip(delegations, made, strict=True))
    for name, model in (("permits", Permit), ("costs", DelegationCost)):
        rows = [(delegation, row) for delegation, one in pairs for row in getattr(one, name)]
        for delegation, row in rows:
            row.delegation = delegation
        store.add(model, [row for _, row in rows])


def _delegation(row: Row, store: Store, links: Links, random: Random) -> Made:
    delegation = Delegation(
        direction=row["direction"],
        kind=row["kind"],
        name=row["name"],
        organisations=row["organisations"],
        head_name=row["head"],
        head_title=row["title"],
        headcount=int(row["people"].rstrip("~")),
        headcount_qualifier=Qualifier.ABOUT if row["people"].endswith("~") else "",
        purpose=row["purpose"],
        places=row["places"],
        host=store.agencies[row["host"]],
        specialties=row["specialties"],
        status=row["status"] or DelegationStatus.REPORTED,
        **dict(_results(row["results"])),
        **links.of(row["link"]),
    )
    _stay(delegation, row)
    permits = tuple(_permits(delegation, random))
    costs: tuple[DelegationCost, ...] = ()
    if delegation.status == DelegationStatus.REPORTED:
        costs = tuple(_report(delegation, row, random))
    return Made(delegation, permits, costs)


def _results(cell: str) -> Iterator[tuple[str, int]]:
    """Numbers of a mission; values stand in the table in millions of đồng."""
    fields = {
        "visits": ("patient_visits", 1),
        "medicine": ("medicine_vnd", MILLION),
        "volunteers": ("volunteer_count", 1),
        "works": ("works_count", 1),
        "value": ("works_vnd", MILLION),
    }
    for part in cell.split():
        name, _, number = part.partition(":")
        field, unit = fields[name]
        yield field, int(number) * unit


def _stay(delegation: Delegation, row: Row) -> None:
    """The days of the stay; an arrival known by month has no departure."""
    year, month, *day = (int(part) for part in row["arrival"].split("-"))
    if not day:
        delegation.arrival = PartialDate.of_month(year, month)
        return
    arrival = date(year, month, day[0])
    delegation.arrival = PartialDate.of_day(arrival)
    delegation.departure = PartialDate.of_day(arrival + timedelta(days=int(row["days"]) - 1))


def _permits(delegation: Delegation, random: Random) -> Iterator[Permit]:
    """The permission to come or go; of medical missions also that of the health authority, two days later."""
    permitted = delegation.arrival_on - timedelta(days=random.randint(8, 30))
    number = permitted.timetuple().tm_yday * 7 + random.randint(0, 50)
    is_in = delegation.direction == Direction.IN
    kind = PermitKind.VISIT if is_in else PermitKind.OUTGOING
    yield Permit(kind=kind, number=f"{number}/UBND-NC", issued_on=permitted, issuer=ISSUER)
    if is_in and delegation.kind == DelegationKind.MEDICAL:
        day = permitted + timedelta(days=2)
        yield Permit(kind=PermitKind.MEDICAL, number=f"{number + 9}/SYT-NVY", issued_on=day, issuer=HEALTH_AUTHORITY)


def _report(delegation: Delegation, row: Row, random: Random) -> Iterator[DelegationCost]:
    """Notes what was known after the visit, and gives who paid what."""
    kind = DelegationKind(delegation.kind)
    left = delegation.departure_on or delegation.arrival_on
    delegation.report_sent_on = left + timedelta(days=random.randint(3, 10))
    delegation.outcome = OUTCOMES.get(kind, "")
    paid = (delegation.headcount or 0) * random.randint(6, 30) * 100_000
    source = "Ngân sách tỉnh" if delegation.direction == Direction.OUT else "Đoàn tự chi trả"
    if delegation.direction == Direction.IN and kind in LEADERS:
        delegation.host_leader = LEADERS[kind]
    if kind == DelegationKind.VOLUNTEERS:
        delegation.note = f"Đầu mối tại xã: {vietnamese(random)}, Bí thư Đoàn xã."
    if paid:
        yield DelegationCost(source=source, amount=Decimal(paid), currency="VND", vnd=paid)
