"""Addresses of the lists that show exactly the rows of a figure: the one place where they are built."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from associations.choices import PartnerKind
from config.kit.periods import Period

PEOPLE = PartnerKind.PEOPLES_ORGANISATION.value


def _address(url_name: str, **filters: Any) -> str:
    return f"{reverse(url_name)}?{urlencode(filters)}"


def ledger_rows(side: str, period: Period, **filters: Any) -> str:
    """Rows of one side of the ledger ("commitment" or "disbursement") that figures of the period hold.

    `filters`: sector, place, country, donor, owner, modality, form (a key or id), status, converted, precision, cut.
    """
    span = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return _address(f"aid:{side}-list", counted=1, **span, **filters)


def narrowed(address: str, **filters: Any) -> str:
    """The same list with further filters; the address has some already."""
    return f"{address}&{urlencode(filters)}"


def projects_without_commitment() -> str:
    return _address("aid:project-list", missing="commitment")


def projects_without_figures(period: Period) -> str:
    """Projects of which no disbursement is known in the last year that is over by the end of the period."""
    year = Period.calendar_year(period.last_year_over)
    span = {"no_figures_from": year.start.isoformat(), "no_figures_to": year.end.isoformat()}
    return _address("aid:project-list", **span)


def projects_complete() -> str:
    """Projects with everything their stage wants, as the register stands today."""
    return _address("aid:project-list", missing="none")


def projects_incomplete() -> str:
    return _address("aid:project-list", missing="any")


def training_classes(period: Period) -> str:
    span = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return _address("associations:training-list", **span)


def partners_established(period: Period) -> str:
    """People's organisations of South-East Asia first met in the period."""
    span = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return _address("associations:partner-list", southeast_asia=1, kind=PEOPLE, **span)


def partners_of_new_countries(period: Period) -> str:
    """Those of the partners established in the period whose country had no partner before it."""
    return narrowed(partners_established(period), country_new_on=period.start.isoformat())


def partners_extended(period: Period) -> str:
    """People's organisations of South-East Asia known before the period that signed something new in it."""
    span = {"signed_from": period.start.isoformat(), "signed_to": period.end.isoformat()}
    known = {"known_before": period.start.isoformat()}
    return _address("associations:partner-list", southeast_asia=1, kind=PEOPLE, **known, **span)


def delegations(period: Period, **filters: Any) -> str:
    """Delegations that arrived in the period; `filters`: direction, kind, country ("none": not recorded), did."""
    span = {"arrived_from": period.start.isoformat(), "arrived_to": period.end.isoformat()}
    return _address("delegations:delegation-list", counted=1, **filters, **span)


def training_class(pk: int) -> str:
    return reverse("associations:training-detail", args=[pk])


def partner(pk: int) -> str:
    return reverse("associations:partner-detail", args=[pk])


def ngos_on(name: str, period: Period) -> str:
    """Organisations as they stand on the last day; `name`: related_on, direct_on, certified_on, running_on."""
    return _address("aid:ngo-list", **{name: period.end.isoformat()})


def projects_running(period: Period, **filters: Any) -> str:
    """Projects carried out in the period; `filters`: modality."""
    span = {"running_from": period.start.isoformat(), "running_to": period.end.isoformat()}
    return _address("aid:project-list", **filters, **span)


def projects_approved(period: Period) -> str:
    span = {"approved_from": period.start.isoformat(), "approved_to": period.end.isoformat()}
    return _address("aid:project-list", **span)


def outputs_handed_over(period: Period, **filters: Any) -> str:
    """Outputs of counted projects handed over in the period; `filters`: kind."""
    span = {"handed_from": period.start.isoformat(), "handed_to": period.end.isoformat()}
    return _address("aid:outputs", **filters, **span)


def member_associations(period: Period) -> str:
    """Members of the Union on the last day."""
    return _address("associations:association-list", member_on=period.end.isoformat())


def associations_overdue(period: Period) -> str:
    """Members of the Union on the last day whose congress is overdue that day."""
    return narrowed(member_associations(period), overdue_on=period.end.isoformat())


def associations_founded(period: Period) -> str:
    span = {"founded_from": period.start.isoformat(), "founded_to": period.end.isoformat()}
    return _address("associations:association-list", **span)


def congresses_held(period: Period) -> str:
    span = {"congress_from": period.start.isoformat(), "congress_to": period.end.isoformat()}
    return _address("associations:association-list", **span)
