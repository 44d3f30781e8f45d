"""Made-up associations, partners, classes and events, stored as the product stores them."""

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
from config.kit.choices import Precision
from config.kit.writing import save
from config.reference.models import Country

COUNTRIES = {
    "LA": ("Lào", "Laos", Country.Region.SOUTHEAST_ASIA),
    "KH": ("Campuchia", "Cambodia", Country.Region.SOUTHEAST_ASIA),
    "TH": ("Thái Lan", "Thailand", Country.Region.SOUTHEAST_ASIA),
    "KR": ("Hàn Quốc", "South Korea", Country.Region.EAST_ASIA),
    "SE": ("Thụy Điển", "Sweden", Country.Region.EUROPE),
}


def country_of(code: str) -> Country:
    """A country by its code: the one the installation brings, else one made here."""
    found = Country.objects.filter(code=code).first()
    if found is not None:
        return found
    name, name_en, region = COUNTRIES[code]
    return save(Country(code=code, name=name, name_en=name_en, region=region), by=None)


def make_association(**fields: Any) -> FriendshipAssociation:
    number = FriendshipAssociation.objects.count() + 1
    defaults: dict[str, Any] = {"name": f"Hội hữu nghị Việt – Lào tỉnh, chi hội {number}"}
    return save(FriendshipAssociation(**defaults | fields), by=None)


def make_membership(association: FriendshipAssociation, year: int, **fields: Any) -> MembershipCount:
    return save(MembershipCount(association=association, year=year, **fields), by=None)


def make_partner(**fields: Any) -> PartnerOrganisation:
    """A people's organisation of Laos. `first_contact_on` alone is an exact day; `first_contact` a PartialDate."""
    number = PartnerOrganisation.objects.count() + 1
    defaults: dict[str, Any] = {
        "name": f"Ủy ban Hòa bình và Đoàn kết số {number}",
        "kind": PartnerKind.PEOPLES_ORGANISATION,
    }
    values = defaults | fields
    values.setdefault("country", country_of("LA"))
    if values.get("first_contact_on"):
        values.setdefault("first_contact_precision", Precision.DAY)
    first_contact = values.pop("first_contact", None)
    partner = PartnerOrganisation(**values)
    if first_contact is not None:
        partner.first_contact = first_contact
    return save(partner, by=None)


def make_agreement(partner: PartnerOrganisation, signed_on: date, **fields: Any) -> Agreement:
    values = {"kind": AgreementKind.MOU} | fields
    return save(Agreement(partner=partner, signed_on=signed_on, **values), by=None)


def make_training(**fields: Any) -> TrainingClass:
    defaults: dict[str, Any] = {
        "title": "Tập huấn công tác đối ngoại nhân dân",
        "topic": TrainingTopic.PEOPLE_DIPLOMACY,
        "start_on": date(2016, 9, 12),
    }
    return save(TrainingClass(**defaults | fields), by=None)


def make_event(**fields: Any) -> Event:
    defaults: dict[str, Any] = {
        "name": "Hội nghị Thái Nguyên với các tổ chức PCPNN",
        "kind": EventKind.CONFERENCE,
        "start_on": date(2016, 11, 8),
    }
    return save(Event(**defaults | fields), by=None)
