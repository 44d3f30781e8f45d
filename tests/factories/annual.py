"""A made-up office with a year 2019 worth reporting, and a year 2018 to compare it with.

Every number the tests hold is added up by hand from what stands here; the rate is 20.000 đồng a dollar
(tests/factories/reports.py).
"""

from datetime import date
from decimal import Decimal
from typing import Any

from aid.choices import CertificateKind, OutputKind, RelationKind
from aid.models import AidProject, ForeignNGO, NGORelation, ProjectOutput, RegistrationCertificate
from config.kit.writing import save
from config.reference.models import Agency, Country, IssuingBody, Place, Signatory
from delegations.models import Delegation
from tests.factories.associations import (
    make_agreement,
    make_association,
    make_membership,
    make_partner,
    make_training,
)
from tests.factories.delegations import country_of, make_delegation, make_permit
from tests.factories.reports import commit, disburse, giver, project


def district(name: str) -> Place:
    """A district of the installation's own list."""
    return Place.objects.get(name=name, level=Place.Level.DISTRICT)


def make_signatory(body: IssuingBody | None = None, **fields: Any) -> Signatory:
    body = body or IssuingBody.objects.get(is_default=True)
    defaults = {"name": "Trần Minh Đức", "authority": "TM. BAN THƯỜNG VỤ", "title": "CHỦ TỊCH", "is_default": True}
    return save(Signatory(body=body, **defaults | fields), by=None)


def related(ngo: ForeignNGO, kind: RelationKind = RelationKind.DIRECT, **fields: Any) -> NGORelation:
    values = {"start_on": date(2010, 1, 1), "start_precision": "day"} | fields
    return save(NGORelation(ngo=ngo, kind=kind, **values), by=None)


def certified(ngo: ForeignNGO, until: date | None = None, **fields: Any) -> RegistrationCertificate:
    values = {"kind": CertificateKind.OPERATION, "number": f"{ngo.pk}/CNV-HĐ", "issued_on": date(2017, 3, 1)} | fields
    return save(RegistrationCertificate(ngo=ngo, expires_on=until, **values), by=None)


def output(of: AidProject, kind: OutputKind, quantity: str, unit: str, on: date | None, **fields: Any) -> ProjectOutput:
    values = {"kind": kind, "quantity": Decimal(quantity), "unit": unit, "handed_over_on": on} | fields
    return save(ProjectOutput(project=of, **values), by=None)


def agency(name: str) -> Agency:
    """An agency of that name, made when the installation has none."""
    return Agency.objects.filter(name=name).first() or save(Agency(name=name), by=None)


def running(code: str, **fields: Any) -> AidProject:
    """A project of 2018 to 2020 under the provincial committee."""
    defaults = {
        "code": code,
        "start_on": date(2018, 1, 15),
        "start_precision": "month",
        "end_on": date(2020, 12, 15),
        "end_precision": "month",
        "approval_number": "1024/QĐ-UBND",
        "approval_on": date(2017, 12, 20),
        "managing_agency": agency("UBND tỉnh"),
        "owner": agency("Sở Y tế"),
    }
    return project(**defaults | fields)


def make_aid() -> None:
    """2019: committed 6.200.456,45 USD, disbursed 5.768.531,60 of which 86.500 estimated, one row in crowns.

    2018: committed 7.118.026,50, disbursed 5.130.574,20.
    """
    korea, sweden = (
        giver(name=name, home_country=Country.objects.get(code=code))
        for name, code in (("Hội Saemaul Gyeongsangbuk-do", "KR"), ("Liên minh Phụ nữ nông thôn", "SE"))
    )
    for ngo in (korea, sweden):
        related(ngo)
    related(giver(name="Quỹ Trẻ em miền núi"), RelationKind.INDIRECT)
    certified(korea, date(2020, 5, 31))
    dai_tu, vo_nhai = district("Huyện Đại Từ"), district("Huyện Võ Nhai")
    village = running(
        "TN-2018-01",
        name="Xây dựng nông thôn mới tại xóm Rừng Vần",
        donors=[(korea, None)],
        sectors=[("agriculture", None)],
        places=[(dai_tu, None)],
        counterpart_vnd=1_850_000_000,
    )
    health = running(
        "TN-2019-02",
        name="Nâng cao năng lực y tế cơ sở",
        donors=[(sweden, None)],
        sectors=[("health", "60"), ("social", "40")],
        places=[(dai_tu, "30"), (vo_nhai, "70")],
        approval_on=date(2019, 2, 28),
        start_on=date(2019, 3, 15),
    )
    gift = running("TN-2019-03", name="Máy tính cho trường vùng cao", modality="non_project", donors=[(korea, None)])
    commit(village, date(2018, 2, 1), "7118026.50")
    commit(health, date(2019, 3, 1), "6000000")
    commit(gift, date(2019, 8, 7), "200456.45")
    disburse(village, date(2018, 6, 1), "5130574.20")
    disburse(village, date(2019, 6, 1), "2000000")
    disburse(health, date(2019, 9, 1), "3568531.60")
    disburse(health, date(2019, 11, 1), "86500", status="estimate")
    disburse(gift, date(2019, 7, 1), "113500", dated_precision="year")
    disburse(gift, date(2019, 12, 1), None)
    output(village, OutputKind.HEALTH_STATION, "1", "trạm", date(2019, 5, 20))
    output(village, OutputKind.ROAD, "3.5", "km", date(2019, 10, 2))


def make_visits() -> list[Delegation]:
    """2019: three in (two of Korea, one medical of Laos) with 36 guests, one out; 2018: two in."""
    host = agency("Sở Ngoại vụ")
    made = [
        make_delegation(
            ["KR"],
            name=f"Đoàn sinh viên tình nguyện Daegu {number}",
            kind="volunteers",
            arrival_on=date(2019, 7, number),
            departure_on=date(2019, 7, number + 9),
            headcount=12,
            volunteer_count=12,
            works_count=1,
            works_vnd=220_000_000,
            host=host,
            places="Xã La Bằng, huyện Đại Từ",
        )
        for number in (1, 2)
    ]
    made.append(
        make_delegation(
            ["LA"],
            name="Đoàn thầy thuốc Luang Prabang",
            kind="medical",
            arrival_on=date(2019, 9, 20),
            headcount=12,
            patient_visits=1520,
            medicine_vnd=812_000_000,
            places="Huyện Đại Từ; Huyện Võ Nhai",
            host=host,
            head_name="Ông Mori Kenji",
        )
    )
    make_permit(made[-1], number="1590/UBND-NC", issued_on=date(2019, 9, 1))
    made.append(
        make_delegation(["TH"], name="Đoàn thăm Udon Thani", direction="out", arrival_on=date(2019, 4, 4), headcount=11)
    )
    made += [make_delegation(["KR"], arrival_on=date(2018, 4, number), headcount=10) for number in (4, 5)]
    return made


def make_people() -> None:
    """Two member associations, one overdue for its congress; classes in every year of the term but 2017; two
    partners of South-East Asia."""
    germany = make_association(
        name="Hội hữu nghị Việt - Đức tỉnh",
        country=country_of("SE"),
        member_since=date(2019, 6, 1),
        founded_on=date(2019, 5, 12),
        congress_on=date(2019, 5, 12),
    )
    korea = make_association(
        name="Hội hữu nghị Việt - Hàn tỉnh",
        country=country_of("KR"),
        member_since=date(2014, 7, 1),
        founded_on=date(2010, 3, 2),
        congress_on=date(2014, 6, 20),
    )
    make_membership(germany, 2019, official=120, collective=3)
    make_membership(korea, 2018, official=246, collective=5)
    for year in (2015, 2016, 2018, 2019):
        make_training(
            start_on=date(year, 9, 19),
            trainee_count=85 if year == 2019 else 60,
            audience="cán bộ Liên hiệp, các hội thành viên",
            organiser="Liên hiệp",
        )
    make_partner(
        name="Hội hữu nghị Thái - Việt tỉnh Udon Thani", country=country_of("TH"), first_contact_on=date(2017, 8, 14)
    )
    laos = make_partner(name="Hội hữu nghị Lào - Việt tỉnh Luang Prabang", first_contact_on=date(2009, 7, 1))
    make_agreement(laos, date(2019, 6, 30))


def make_office() -> None:
    """The whole world."""
    make_signatory()
    make_aid()
    make_visits()
    make_people()


def make_many_projects(number: int) -> None:
    """Further projects of 2019 in two modalities, so that the first annex runs over several pages."""
    for place in range(number):
        modality = "project" if place % 4 else "non_project"
        made = running(
            f"TN-2019-{place + 10:02d}",
            modality=modality,
            name=f"Chăm sóc sức khỏe bà mẹ và trẻ em tại các xã đặc biệt khó khăn, giai đoạn {place + 1}",
            sectors=[("health", None)],
            places=[(district("Huyện Võ Nhai"), None)],
        )
        commit(made, date(2019, 1, 10), f"{1000 + place}.25")
        disburse(made, date(2019, 5, 10), f"{500 + place}.50")
