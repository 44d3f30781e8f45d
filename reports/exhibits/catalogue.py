"""All exhibits in the order of the dashboard. A new one is a function in the module of its subject and a line here."""

from functools import partial

from delegations.choices import Direction
from reports.exhibits.delegations import by_country, by_kind, patient_visits
from reports.exhibits.exhibit import Builder, Exhibit, Seen
from reports.exhibits.money import cumulative, yearly
from reports.exhibits.ngos import ngos
from reports.exhibits.partners import southeast_asia
from reports.exhibits.shares import DIVIDED
from reports.exhibits.training import training, training_classes

BUILDERS: dict[str, Builder] = {
    "cumulative": cumulative,
    "yearly": yearly,
    **DIVIDED,
    "training": training,
    "training_classes": training_classes,
    "southeast_asia": southeast_asia,
    "delegations_in": partial(by_kind, direction=Direction.IN),
    "delegations_in_countries": partial(by_country, direction=Direction.IN),
    "delegations_out": partial(by_kind, direction=Direction.OUT),
    "delegations_out_countries": partial(by_country, direction=Direction.OUT),
    "patient_visits": patient_visits,
    "ngos": ngos,
}


def exhibit(key: str, seen: Seen) -> Exhibit | None:
    """One exhibit by its key; None where there is nothing to show. Raises KeyError for an unknown key."""
    return BUILDERS[key](seen)


def exhibits(seen: Seen) -> list[Exhibit]:
    """Every exhibit that has something to show."""
    return [made for build in BUILDERS.values() if (made := build(seen)) is not None]
