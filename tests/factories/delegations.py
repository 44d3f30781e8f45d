"""Made-up delegations, stored as the product stores them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from config.kit.writing import save
from delegations.choices import DelegationKind, DelegationStatus
from delegations.models import Delegation, DelegationCountry
from tests.factories.associations import country_of

__all__ = ["country_of", "make_delegation"]


def make_delegation(countries: Iterable[str] = (), **fields: Any) -> Delegation:
    """An incoming friendship delegation that has left; `countries` are two-letter codes.

    `arrival` and `departure` may be given as PartialDate instead of the two columns.
    """
    number = Delegation.objects.count() + 1
    defaults: dict[str, Any] = {
        "name": f"Đoàn Hội hữu nghị Gyeongsangbuk-do số {number}",
        "kind": DelegationKind.FRIENDSHIP,
        "status": DelegationStatus.FINISHED,
    }
    values = defaults | fields
    rough = {name: values.pop(name) for name in ("arrival", "departure") if name in values}
    if "arrival" not in rough:
        values.setdefault("arrival_on", date(2016, 5, 10))
    if values.get("departure_on"):
        values.setdefault("departure_precision", "day")
    delegation = Delegation(**values)
    for name, value in rough.items():
        setattr(delegation, name, value)
    save(delegation, by=None)
    for code in countries:
        save(DelegationCountry(delegation=delegation, country=country_of(code)), by=None)
    return delegation
