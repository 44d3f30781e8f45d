"""What the database knows already, loaded once per import and asked by every row."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import Any

from aid.actions.ngos import CODE_PREFIX, next_code
from aid.choices import SECTOR_ALIASES, CertificateKind, Sector
from aid.models import AidProject, Commitment, ExchangeRate, ForeignNGO
from aid.rules.conversion import Rate, RateBook
from associations.models import TrainingClass
from config.kit.importing import CellRefused, Names, PlaceEntry, Places, currency_names, folded_words, labels
from config.kit.partial_dates import PartialDate
from config.office.importing.rows import ARCHIVED, Seen
from config.reference.models import Agency, Country, Place
from config.reference.namesakes import taken_over
from config.reference.office_settings import RATE_MAX_AGE, value_of
from delegations.models import Delegation

AGENCY_WORDS = (
    (("ubnd tinh",), Agency.Kind.PROVINCE),
    (("ubnd xa", "ubnd phuong", "ubnd thi tran"), Agency.Kind.COMMUNE),
    (("ubnd huyen", "ubnd thanh pho", "ubnd tp", "ubnd thi xa", "ubnd tx"), Agency.Kind.DISTRICT),
    (("so", "ban", "chi cuc", "cuc"), Agency.Kind.DEPARTMENT),
    (("hoi", "doan", "mat tran", "lien doan", "lien hiep", "tinh doan"), Agency.Kind.MASS_ORGANISATION),
    (("truong", "dai hoc"), Agency.Kind.SCHOOL),
    (("benh vien", "tram y te", "trung tam y te"), Agency.Kind.HEALTH),
)


class Known:
    """Look-ups over the stored records and the file's own earlier rows. One file, one `Known`."""

    def __init__(self) -> None:
        self.seen_ngos, self.seen_projects, self.seen_rates, self.seen_training = Seen(), Seen(), Seen(), Seen()
        self.seen_delegations = Seen()
        self.given_codes: set[str] = set()

    # Reference ----------------------------------------------------------------

    @cached_property
    def currencies(self) -> Names[str]:
        return currency_names()

    @cached_property
    def sectors(self) -> Names[str]:
        return labels("lĩnh vực", Sector.choices, {name: sector.value for name, sector in SECTOR_ALIASES.items()})

    @cached_property
    def certificate_kinds(self) -> Names[str]:
        return labels("loại giấy đăng ký", CertificateKind.choices)

    @cached_property
    def countries(self) -> Names[Country]:
        names: Names[Country] = Names("nước")
        for country in Country.objects.active().order_by("pk"):
            for name in (country.name, country.name_en, *country.aliases.split(";")):
                names.add(name, country)
        return names

    @cached_property
    def places(self) -> Places[Place]:
        rows = list(Place.objects.active().order_by("pk"))
        by_pk = {place.pk: place for place in rows}
        return Places(
            PlaceEntry(each, each.name, each.level, by_pk.get(each.parent_id), each.valid_from, each.valid_to)
            for each in rows
        )

    @cached_property
    def _agencies(self) -> Names[Agency]:
        names: Names[Agency] = Names("cơ quan")
        rows = list(Agency.objects.prefetch_related("aliases").order_by("pk"))
        standing = _standing_for(rows)
        for agency in _active_first(rows):
            for name in (agency.name, agency.abbreviation, *(alias.name for alias in agency.aliases.all())):
                words = _agency_words(name)
                if not (agency.is_archived and names.all(words)):
                    names.add(words, standing.get(agency.pk, agency))
        return names

    def agency(self, name: str) -> Agency:
        """The agency of that name; an unknown one is made, unsaved, with the kind its name tells."""
        words = _agency_words(name)
        found = self._agencies.find(words)
        if found is None:
            found = Agency(name=name, kind=_agency_kind(words))
            self._agencies.add(words, found)
        if found.is_archived:
            raise CellRefused(ARCHIVED.format(f"Cơ quan “{found}”"))
        return found

    # NGOs and projects --------------------------------------------------------

    @cached_property
    def _ngo_rows(self) -> list[ForeignNGO]:
        return list(
            ForeignNGO.objects.select_related("home_country")
            .prefetch_related("aliases", "relations", "certificates")
            .order_by("pk")
        )

    @cached_property
    def ngos(self) -> Names[ForeignNGO]:
        """Organisations by the names that identify them: name, aliases, the office's code."""
        names: Names[ForeignNGO] = Names("tổ chức")
        standing = _standing_for(self._ngo_rows)
        for ngo in _active_first(self._ngo_rows):
            for name in (ngo.name, ngo.code, *(alias.name for alias in ngo.aliases.all())):
                if not (ngo.is_archived and names.all(name)):
                    names.add(name, standing.get(ngo.pk, ngo))
        return names

    @cached_property
    def _donors(self) -> Names[ForeignNGO]:
        names: Names[ForeignNGO] = Names("tổ chức")
        for ngo in _active_first(self._ngo_rows):
            for name in (ngo.name_vi, ngo.abbreviation):
                if not (ngo.is_archived and names.all(name)):
                    names.add(name, ngo)
        return names

    def donor(self, name: str) -> ForeignNGO:
        """The organisation a sheet means by a name: its own names first, else its Vietnamese or short one."""
        found = self.ngos.find(name) or self._donors.find(name)
        if found is None:
            found = self.ngos.get(name)
        if found.is_archived:
            raise CellRefused(ARCHIVED.format(f"Tổ chức “{found}”"))
        return found

    def add_ngo(self, ngo: ForeignNGO) -> None:
        """Make an organisation of this file known to the rows that name it."""
        self.ngos.add(ngo.name, ngo)
        self.ngos.add(ngo.code, ngo)
        self._donors.add(ngo.name_vi, ngo)
        self._donors.add(ngo.abbreviation, ngo)

    @cached_property
    def _last_code(self) -> int:
        return int(next_code().removeprefix(CODE_PREFIX)) - 1

    def next_ngo_code(self) -> str:
        """A free code of the office, neither stored nor given by a row of this file."""
        self.__dict__["_last_code"] = self._last_code + 1
        code = f"{CODE_PREFIX}{self._last_code:03d}"
        return self.next_ngo_code() if folded_words(code) in self.given_codes else code

    @cached_property
    def projects(self) -> dict[str, AidProject]:
        """Projects by their folded code."""
        rows = AidProject.objects.select_related("owner").prefetch_related(
            "donors__ngo", "sector_shares", "place_shares__place"
        )
        return {folded_words(project.code): project for project in rows.order_by("pk")}

    @cached_property
    def donors_of(self) -> dict[str, list[ForeignNGO]]:
        """The donors of each project by its folded code, as stored or as this file will have them."""
        stored = {code: project for code, project in self.projects.items() if not project._state.adding}
        return {code: [donor.ngo for donor in project.donors.all()] for code, project in stored.items()}

    def project(self, code: str) -> AidProject:
        found = self.projects.get(folded_words(code))
        if found is None:
            raise CellRefused(
                f"Không có khoản viện trợ mã “{code}”, cả trong dữ liệu lẫn trong tệp này; hãy sửa mã hoặc thêm dự án."
            )
        if found.is_archived:
            raise CellRefused(ARCHIVED.format(f"Khoản viện trợ “{found.code}”"))
        return found

    @cached_property
    def programmes(self) -> set[Any]:
        """Programmes whose money stands in their components."""
        return set(AidProject.objects.active().exclude(parent=None).values_list("parent_id", flat=True))

    # Ledger and rates ---------------------------------------------------------

    @cached_property
    def rates(self) -> dict[tuple[str, date], ExchangeRate]:
        """Rates by currency and day; where an archived one has an active twin, the active one."""
        return {(rate.currency, rate.valid_from): rate for rate in reversed(_active_first(ExchangeRate.objects.all()))}

    @cached_property
    def rate_book(self) -> RateBook:
        """Stored rates and those of the file: built when the first ledger row asks, after the rates' sheets."""
        return RateBook(
            (
                Rate(rate.currency, rate.valid_from, rate.vnd_per_unit, rate.source)
                for rate in self.rates.values()
                if not rate.is_archived
            ),
            max_age_days=value_of(RATE_MAX_AGE),
        )

    @cached_property
    def first_commitments(self) -> dict[str, PartialDate]:
        """The first commitment in use of each project by its folded code; the file's rows are added as they come."""
        first: dict[str, PartialDate] = {}
        for row in Commitment.objects.active().select_related("project").order_by("pk"):
            code, dated = folded_words(row.project.code), row.dated
            if dated is not None:
                first[code] = min(first.get(code, dated), dated)
        return first

    def stored_rows(self, model: Any) -> dict[Any, list[Any]]:
        """Stored ledger rows by project code, date, precision, amount and currency, active ones first.

        Shared by all sheets of the register: a row that matched is taken out."""
        name = f"_stored_{model._meta.model_name}"
        if name not in self.__dict__:
            grouped = defaultdict(list)
            for row in _active_first(model.objects.select_related("project", "donor").order_by("pk")):
                grouped[
                    folded_words(row.project.code), row.dated_on, row.dated_precision, row.amount, row.currency
                ].append(row)
            self.__dict__[name] = grouped
        found: dict[Any, list[Any]] = self.__dict__[name]
        return found

    @cached_property
    def training(self) -> dict[Any, TrainingClass]:
        """Classes by folded title and first day."""
        rows = reversed(_active_first(TrainingClass.objects.order_by("pk")))
        return {(folded_words(each.title), each.start): each for each in rows}

    @cached_property
    def delegations(self) -> dict[Any, list[Delegation]]:
        """Delegations by direction, folded name and arrival, those in use first."""
        grouped = defaultdict(list)
        for each in _active_first(Delegation.objects.for_import().order_by("pk")):
            grouped[each.direction, folded_words(each.name), each.arrival].append(each)
        return grouped


def _active_first(rows: Any) -> list[Any]:
    return sorted(rows, key=lambda row: row.is_archived)


def _standing_for(rows: list[Any]) -> dict[int, Any]:
    """The record that each merged one went into: a sheet that names the one, or its code, means the other."""
    if not any(row.is_archived for row in rows):
        return {}
    by_pk = {row.pk: row for row in rows}
    taken = taken_over(rows[0]._meta.label_lower)
    return {gone: by_pk[kept] for gone, kept in taken.items() if kept in by_pk}


def _agency_words(name: str) -> str:
    return folded_words(name).replace("uy ban nhan dan", "ubnd")


def _agency_kind(words: str) -> Agency.Kind:
    for beginnings, kind in AGENCY_WORDS:
        if any(words == one or words.startswith(f"{one} ") for one in beginnings):
            return kind
    return Agency.Kind.OTHER
