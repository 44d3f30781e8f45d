"""The invented givers of aid: names, relations, certificates, contacts (data/ngos.txt)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from aid.choices import CertificateEvent, CertificateKind, DonorKind, RelationKind
from aid.models import ForeignNGO, NGOAlias, NGOContact, NGORelation, NGOSector, RegistrationCertificate
from config.kit.partial_dates import PartialDate
from config.office.demonstration.names import person, vietnamese
from config.office.demonstration.store import Store
from config.office.demonstration.tables import Row, listed, read

RELATION = re.compile(r"(?P<kind>[DI])(?P<start>\d{4})(?:-(?P<end>\d{4}))?")
RELATION_KINDS = {"D": RelationKind.DIRECT, "I": RelationKind.INDIRECT}
CERTIFICATE = re.compile(r"(?P<kind>OP|PO|RO)(?P<first>\d{4})(?:-(?P<last>\d{4}))?")
# Kind, prefix of the number, years it is valid (NĐ 12/2012: 3 years for operation, 5 for an office).
CERTIFICATE_KINDS = {
    "OP": (CertificateKind.OPERATION, "HĐ", 3),
    "PO": (CertificateKind.PROJECT_OFFICE, "DA", 5),
    "RO": (CertificateKind.REPRESENTATIVE_OFFICE, "ĐD", 5),
}
# Renewed as long as the demonstration looks ahead, so that a list of today has valid ones in it.
RENEWED_UNTIL = 2026
# From 01/11/2022 certificates are given for operation and for representative offices only (NĐ 58/2022).
PROJECT_OFFICES_END = 2022
PROVINCES = "Thái Nguyên", "Thái Nguyên, Bắc Kạn, Cao Bằng", "Thái Nguyên, Tuyên Quang", "Hà Nội, Thái Nguyên"


def add_ngos(store: Store, random: Random) -> dict[str, ForeignNGO]:
    """Store the organisations with all their parts; they come back by code."""
    table = read("ngos")
    ngos = {ngo.code: ngo for ngo in store.add(ForeignNGO, [_ngo(row, store, random) for row in table])}
    store.add(
        NGOAlias, (NGOAlias(ngo=ngos[row["code"]], name=name) for row in table for name in listed(row["aliases"]))
    )
    store.add(
        NGOSector, (NGOSector(ngo=ngos[row["code"]], sector=name) for row in table for name in row["sectors"].split())
    )
    store.add(NGORelation, (one for row in table for one in _relations(row, ngos[row["code"]])))
    store.add(NGOContact, (_contact(row, ngos[row["code"]], random) for row in table if row["relation"][:1] == "D"))
    store.add(RegistrationCertificate, _certificates(table, ngos, random))
    return ngos


def _ngo(row: Row, store: Store, random: Random) -> ForeignNGO:
    is_organisation = row["kind"] in (DonorKind.NGO, DonorKind.FUND)
    return ForeignNGO(
        code=row["code"],
        name=row["name"],
        name_vi=row["name_vi"],
        abbreviation=row["abbr"],
        home_country=store.countries[row["country"]],
        donor_kind=row["kind"],
        vietnam_office=f"Văn phòng tại {row['office']}" if row["office"] else "",
        representative=person(row["country"], random) if is_organisation else "",
    )


def _relations(row: Row, ngo: ForeignNGO) -> Iterator[NGORelation]:
    """The stretches of a relation; where the next one begins, the one before ends."""
    stretches = [RELATION.fullmatch(part) for part in row["relation"].split()]
    for position, found in enumerate(stretches):
        assert found is not None, row["code"]  # noqa: S101  a fault of the table
        relation = NGORelation(ngo=ngo, kind=RELATION_KINDS[found["kind"]])
        relation.start = PartialDate.of_year(int(found["start"]))
        follower = stretches[position + 1] if position + 1 < len(stretches) else None
        last = found["end"] or (follower and int(follower["start"]) - 1)
        relation.end = PartialDate.of_year(int(last)) if last else None
        yield relation


def _contact(row: Row, ngo: ForeignNGO, random: Random) -> NGOContact:
    mail = (row["abbr"] or row["code"].replace("-", "")).lower()
    return NGOContact(
        ngo=ngo,
        name=vietnamese(random),
        title=random.choice(("Cán bộ chương trình", "Điều phối viên", "Quản lý dự án", "Trợ lý dự án")),
        phone=f"024 0000 0{random.randint(100, 999)}",
        email=f"{mail}@example.org",
    )


def _certificates(table: list[Row], ngos: dict[str, ForeignNGO], random: Random) -> Iterator[RegistrationCertificate]:
    number = 100
    for row in table:
        found = CERTIFICATE.fullmatch(row["certificate"])
        if found is None:
            continue
        number += random.randint(1, 6)
        yield from _chain(row, ngos[row["code"]], (found["kind"], int(found["first"]), found["last"]), number, random)


def _chain(
    row: Row, ngo: ForeignNGO, held: tuple[str, int, str | None], number: int, random: Random
) -> Iterator[RegistrationCertificate]:
    """The first certificate and its renewals, each valid to the day before the next one."""
    letters, year, last = held
    issued = date(year, random.randint(1, 12) if year > 2012 else random.randint(7, 12), random.randint(2, 27))
    event = CertificateEvent.ISSUED
    fields = ", ".join(NGOSector(sector=name).get_sector_display().lower() for name in row["sectors"].split())
    provinces = random.choice(PROVINCES)
    while issued.year <= (int(last) - 1 if last else RENEWED_UNTIL):
        if letters == "PO" and issued.year > PROJECT_OFFICES_END:
            letters, event = "RO", CertificateEvent.ISSUED
        kind, prefix, years = CERTIFICATE_KINDS[letters]
        expires = issued.replace(year=issued.year + years) - timedelta(days=1)
        yield RegistrationCertificate(
            ngo=ngo,
            kind=kind,
            event=event,
            number=f"{prefix}-{number}/{issued.year}",
            issued_on=issued,
            expires_on=expires,
            fields=fields,
            provinces=provinces,
            covers_province=True,  # each of PROVINCES names it
        )
        issued, event = expires + timedelta(days=1), CertificateEvent.RENEWED
