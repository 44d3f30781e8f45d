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

    `filters`: sector, place, country, donor (a key or id), status, converted, precision.
    """
    span = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return _address(f"aid:{side}-list", counted=1, **span, **filters)


def projects_without_commitment() -> str:
    return _address("aid:project-list", missing="commitment")


def training_classes(period: Period) -> str:
    span = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return _address("associations:training-list", **span)


def partners_established(period: Period) -> str:
    """People's organisations of South-East Asia first met in the period."""
    span = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return _address("associations:partner-list", southeast_asia=1, kind=PEOPLE, **span)


def partners_extended(period: Period) -> str:
    """People's organisations of South-East Asia known before the period that signed something new in it."""
    span = {"signed_from": period.start.isoformat(), "signed_to": period.end.isoformat()}
    known = {"known_before": period.start.isoformat()}
    return _address("associations:partner-list", southeast_asia=1, kind=PEOPLE, **known, **span)


def delegations(period: Period, **filters: Any) -> str:
    """Delegations that arrived in the period; `filters`: direction, kind, country."""
    span = {"arrived_from": period.start.isoformat(), "arrived_to": period.end.isoformat()}
    return _address("delegations:delegation-list", counted=1, **filters, **span)


def definitions(key: str = "") -> str:
    """The page of definitions, at one figure when a key is given."""
    anchor = f"#{key}" if key else ""
    return f"{reverse('reports:figures')}{anchor}"
