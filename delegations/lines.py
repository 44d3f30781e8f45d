"""A delegation as one line of a list of delegations: every cell in words. Pure: no Django, no clock."""

from dataclasses import dataclass
from typing import Any

from config.kit.numbers import leading_zero, write_amount, write_number, write_scaled_vnd
from config.kit.partial_dates import PartialDate


@dataclass(frozen=True)
class DelegationLine:
    """A delegation with what a list of đoàn vào or đoàn ra asks of it.

    Numbers are None where nothing is known; `patient_visits` are attendances (lượt người), values are in đồng
    and never enter the totals of aid.
    """

    name: str
    countries: str
    head: str
    headcount: int | None
    qualifier: str
    arrival: PartialDate
    departure: PartialDate | None
    places: str
    purpose: str
    host: str
    permit: str
    cost: str
    result: str
    note: str
    kind: str
    patient_visits: int | None = None
    medicine_vnd: int | None = None
    volunteers: int | None = None
    works_count: int | None = None
    works_vnd: int | None = None

    @property
    def persons(self) -> str:
        """ "khoảng 20"; nothing when unknown."""
        return "" if self.headcount is None else f"{self.qualifier} {write_number(self.headcount)}".strip()

    @property
    def stay(self) -> str:
        """Both ends as exactly as they are known, one day alone once."""
        if self.departure is None or self.departure == self.arrival:
            return str(self.arrival)
        return f"{self.arrival} -\n{self.departure}"


def delegation_line(row: Any) -> DelegationLine:
    """The line of a stored delegation, loaded by `for_table`."""
    return DelegationLine(
        name=row.name,
        countries=", ".join(link.country.name for link in _in_order(row.countries)),
        head=", ".join(part for part in (row.head_name, row.head_title) if part),
        headcount=row.headcount,
        qualifier=row.get_headcount_qualifier_display() if row.headcount_qualifier else "",
        arrival=row.arrival,
        departure=row.departure,
        places=row.places,
        purpose=row.purpose,
        host=str(row.host) if row.host is not None else "",
        permit=";\n".join(permit_in_words(permit) for permit in _in_order(row.permits)),
        cost="; ".join(cost_in_words(cost) for cost in _in_order(row.costs)),
        result="; ".join(results_in_line(row)),
        note=row.note,
        kind=row.kind,
        patient_visits=row.result_patient_visits,
        medicine_vnd=row.result_medicine_vnd,
        volunteers=row.volunteer_count,
        works_count=row.result_works_count,
        works_vnd=row.result_works_vnd,
    )


def _in_order(parts: Any) -> list[Any]:
    """Parts as they were entered; loaded rows come in no order of their own."""
    return sorted(parts.all(), key=lambda part: part.pk)


def permit_in_words(permit: Any) -> str:
    """ "1590/UBND-NC, 01/09/2019"; without the day where it is not known."""
    return f"{permit.number}, {permit.issued_on:%d/%m/%Y}" if permit.issued_on else str(permit.number)


def cost_in_words(cost: Any) -> str:
    """ "Ngân sách tỉnh: 218,9 triệu đồng"; in its own currency where the value in đồng is not known."""
    amount = write_amount(cost.amount, cost.currency) if cost.vnd is None else write_scaled_vnd(cost.vnd)
    return f"{cost.source}: {amount}"


def results_in_line(row: Any) -> list[str]:
    """What came of a visit: its outcome, attendances (lượt người), medicine, works."""
    found = [row.outcome.strip().rstrip(".")] if row.outcome.strip() else []
    if row.result_patient_visits:
        found.append(f"{write_number(row.result_patient_visits)} lượt người")
    if row.result_medicine_vnd:
        found.append(f"thuốc {write_scaled_vnd(row.result_medicine_vnd)}")
    if row.result_works_count:
        value = f", {write_scaled_vnd(row.result_works_vnd)}" if row.result_works_vnd else ""
        found.append(f"{leading_zero(row.result_works_count)} công trình, phần việc{value}")
    return found
