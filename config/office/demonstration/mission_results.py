"""The invented sessions of medical missions and works of volunteers, from 2012 on: before, only totals were kept.

Their sums are the totals in data/delegations.txt, so that the published sentences stand on rows where there are rows.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from config.office.demonstration.store import Store
from config.reference.models import Place
from delegations.choices import DelegationKind
from delegations.models import Delegation, MedicalSession, VolunteerWork

FIRST_YEAR = 2012
EQUIPMENT = "Máy đo huyết áp, tủ thuốc gia đình"


def add_results(store: Store, delegations: Sequence[Delegation]) -> None:
    """Store the rows of the missions that kept them."""
    places = {name.lower(): place for name, place in store.places.items()}
    kept = [one for one in delegations if one.arrival_on.year >= FIRST_YEAR]
    store.add(MedicalSession, [row for one in kept for row in _sessions(one, places.get(one.places.lower()))])
    store.add(VolunteerWork, [row for one in kept for row in _works(one, places.get(one.places.lower()))])


def _sessions(delegation: Delegation, place: Place | None) -> Iterator[MedicalSession]:
    """One session on each day after the arrival; the last one leaves the equipment."""
    if delegation.kind != DelegationKind.MEDICAL or delegation.departure_on is None or not delegation.patient_visits:
        return
    number = (delegation.departure_on - delegation.arrival_on).days
    visits, medicine = split(delegation.patient_visits, number), split(delegation.medicine_vnd or 0, number)
    where = place.name if place else delegation.places
    for day in range(number):
        yield MedicalSession(
            delegation=delegation,
            day=delegation.arrival_on + timedelta(days=day + 1),
            place=place,
            site=f"Trạm y tế {where[0].lower()}{where[1:]}" if where.startswith("Xã ") else f"Trung tâm y tế, {where}",
            specialty=delegation.specialties,
            patient_visits=visits[day],
            medicine_vnd=medicine[day] or None,
            equipment=EQUIPMENT if day == number - 1 else "",
        )


def _works(delegation: Delegation, place: Place | None) -> Iterator[VolunteerWork]:
    """The works that the purpose names, where it names as many as were counted; what is named beyond joins the last."""
    number = delegation.works_count or 0
    named = [part.strip() for part in delegation.purpose.partition(":")[2].split(",")]
    if delegation.kind != DelegationKind.VOLUNTEERS or not 0 < number <= len(named):
        return
    names = [*named[: number - 1], ", ".join(named[number - 1 :])]
    for name, value in zip(names, split(delegation.works_vnd or 0, number), strict=True):
        yield VolunteerWork(
            delegation=delegation, description=f"{name[0].upper()}{name[1:]}", place=place, value_vnd=value or None
        )


def split(total: int, number: int) -> list[int]:
    """The total in so many whole parts, the first ones larger by one where it does not come out even."""
    part, rest = divmod(total, number)
    return [part + (place < rest) for place in range(number)]
