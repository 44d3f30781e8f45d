"""A small office with every kind of row a figure counts or leaves out; used by several tests."""

from datetime import date

from aid.choices import Sector, Stage
from associations.choices import PartnerKind
from config.kit.partial_dates import PartialDate
from config.kit.writing import archive
from config.reference.models import Country, Place
from delegations.choices import DelegationKind, DelegationStatus, Direction
from tests.factories.associations import country_of, make_agreement, make_partner, make_training
from tests.factories.delegations import make_delegation
from tests.factories.reports import commit, disburse, giver, place, project


def fill() -> None:
    """Money in several currencies of certainty, shares of all kinds, classes, partners, delegations."""
    korea = giver(name="Hội Saemaul", home_country=Country.objects.get(code="KR"))
    sweden = giver(name="Quỹ Trẻ em Bắc Âu", home_country=Country.objects.get(code="SE"))
    nowhere = giver(name="Nhóm bạn <Võ Nhai>")
    district = place(name="Huyện thử", level=Place.Level.DISTRICT)
    commune, other = place(name="Xã La Bằng thử", parent=district), place(name="Xã khác")
    divided = project(
        donors=[(korea, "33.33"), (sweden, "66.67")],
        sectors=[(Sector.HEALTH, "50.01"), (Sector.EDUCATION, "49.99")],
        places=[(commune, "12.50"), (other, "87.50")],
    )
    many = project(
        donors=[(korea, None), (nowhere, None)],
        sectors=[(Sector.HEALTH, None), (Sector.OTHER, None)],
        places=[(district, None), (other, None)],
    )
    sole = project(donors=[(nowhere, None)], sectors=[(Sector.CLIMATE, None)], places=[(commune, None)])
    _money(divided, many, sole, sweden)
    refused = project(stage=Stage.REJECTED, donors=[(korea, None)])
    commit(refused, date(2016, 1, 1), "77777")
    archive(commit(sole, date(2016, 1, 1), "88888"), by=None, reason="Nhập trùng")
    _works()


def _money(divided, many, sole, sweden) -> None:  # type: ignore[no-untyped-def]
    commit(divided, date(2015, 1, 1), "1200000.07")
    commit(divided, date(2017, 5, 5), "-200.03")
    commit(many, date(2016, 3, 3), "300.11")
    commit(many, date(2021, 3, 3), "999")
    disburse(divided, date(2015, 6, 6), "1000.01")
    disburse(divided, date(2016, 6, 6), "50.05", donor=sweden)
    disburse(divided, date(2017, 7, 1), "10.01", dated_precision="year")
    disburse(many, date(2018, 8, 8), "700.07", status="estimate")
    disburse(many, date(2018, 8, 9), None)
    disburse(sole, date(2019, 9, 9), "-3.03")
    disburse(sole, date(2020, 12, 31), "4.04")


def _works() -> None:
    make_training(start_on=date(2015, 9, 12), trainee_count=85)
    make_training(start_on=date(2016, 9, 12), trainee_count=None)
    make_training(start_on=date(2016, 10, 12), trainee_count=15)
    make_partner(name="Hội Lào – Việt", first_contact_on=date(2009, 6, 1))
    known = make_partner(name="Hội Thái – Việt", country=country_of("TH"), first_contact_on=date(2010, 6, 1))
    make_agreement(known, date(2017, 2, 2))
    make_partner(name="Hội Campuchia – Việt", country=country_of("KH"), first_contact_on=date(2016, 6, 1))
    make_partner(
        name="Đại học Kampong", country=country_of("KH"), kind=PartnerKind.UNIVERSITY, first_contact_on=date(2017, 1, 1)
    )
    make_delegation(["KR"], arrival_on=date(2016, 5, 10), headcount=12)
    make_delegation(
        ["KR", "SE"], arrival_on=date(2018, 5, 10), kind=DelegationKind.MEDICAL, headcount=7, patient_visits=500
    )
    make_delegation(arrival=PartialDate.of_year(2019), direction=Direction.OUT, headcount=5)
    make_delegation(arrival_on=date(2016, 5, 11), status=DelegationStatus.CANCELLED, headcount=40)
