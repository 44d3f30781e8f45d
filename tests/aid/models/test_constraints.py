"""Every constraint of aid is broken once on the database; none is left out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from aid.choices import RelationKind, Sector
from aid.models import (
    AidProject,
    ExchangeRate,
    ForeignNGO,
    NGOAlias,
    NGORelation,
    NGOSector,
    PeriodAnswer,
    PlaceShare,
    ProjectDonor,
    SectorShare,
    StageChange,
)
from config.kit.writing import save
from tests.factories import aid as make
from tests.factories import reporting

D = Decimal
DAY = date(2016, 1, 1)


def donor_row() -> ProjectDonor:
    return save(ProjectDonor(project=make.make_project(), ngo=make.make_ngo()), by=None)


def sector_row() -> SectorShare:
    return save(SectorShare(project=make.make_project(), sector=Sector.HEALTH), by=None)


def place_row() -> PlaceShare:
    return save(PlaceShare(project=make.make_project(), place=make.make_place()), by=None)


def relation_row() -> NGORelation:
    return save(NGORelation(ngo=make.make_ngo(), kind=RelationKind.DIRECT), by=None)


def stage_change_row() -> StageChange:
    row = StageChange(project=make.make_project(), from_stage="submitted", to_stage="approved", changed_on=DAY)
    return save(row, by=None)


def period_answer_row() -> PeriodAnswer:
    span = {"start_on": date(2016, 7, 1), "end_on": date(2016, 9, 30)}
    return save(PeriodAnswer(project=make.make_project(), reply="nothing", **span), by=None)


def euro(factory: Callable[..., Any]) -> Callable[[], Any]:
    """A row in a third currency, converted by rates."""

    def build() -> Any:
        make.make_rate("EUR", "25000", DAY)
        make.make_rate("USD", "20000", DAY)
        return factory("10", "EUR", DAY)

    return build


Build = Callable[[], Any]
CHECKS: dict[str, tuple[Build, dict[str, Any]]] = {
    "aid_certificate_expires_after_issue": (make.make_certificate, {"expires_on": date(2014, 12, 31)}),
    "aid_ngorelation_start_whole": (relation_row, {"start_on": DAY}),
    "aid_ngorelation_end_whole": (relation_row, {"end_precision": "day"}),
    "aid_project_start_whole": (make.make_project, {"start_on": DAY}),
    "aid_project_end_whole": (make.make_project, {"end_precision": "year"}),
    "aid_project_ends_after_start": (
        make.make_project,
        {"start_on": DAY, "start_precision": "day", "end_on": date(2015, 12, 31), "end_precision": "day"},
    ),
    "aid_project_counterpart_not_negative": (make.make_project, {"counterpart_vnd": -1}),
    "aid_project_sought_whole": (make.make_project, {"sought_amount": D(1000)}),
    "aid_project_not_its_own_parent": (make.make_project, {"parent": F("pk")}),
    "aid_projectdonor_percent": (donor_row, {"percent": D(0)}),
    "aid_sectorshare_percent": (sector_row, {"percent": D("100.01")}),
    "aid_placeshare_percent": (place_row, {"percent": D(-1)}),
    "aid_projectoutput_quantity_positive": (lambda: make.make_output(make.make_project()), {"quantity": D(0)}),
    "aid_exchangerate_positive": (make.make_rate, {"vnd_per_unit": D(0)}),
    "aid_exchangerate_not_of_vnd": (make.make_rate, {"currency": "VND"}),
    "aid_amendment_changes_something": (make.make_amendment, {"summary": ""}),
    "aid_amendment_old_end_whole": (make.make_amendment, {"old_end_on": DAY}),
    "aid_amendment_new_end_whole": (make.make_amendment, {"new_end_precision": "day"}),
    "aid_periodanswer_in_order": (period_answer_row, {"end_on": date(2016, 6, 30)}),
    "aid_stagechange_moves": (stage_change_row, {"to_stage": "submitted"}),
    "aid_commitment_decrease_is_change": (make.make_commitment, {"amount": D(-1)}),
    "aid_disbursement_refund_is_negative": (make.make_disbursement, {"is_refund": True}),
}
for name, factory in (("commitment", make.make_commitment), ("disbursement", make.make_disbursement)):
    CHECKS |= {
        f"aid_{name}_amount_not_zero": (factory, {"amount": D(0)}),
        f"aid_{name}_currency_given": (euro(factory), {"currency": ""}),
        f"aid_{name}_precision_known": (factory, {"dated_precision": "week"}),
        f"aid_{name}_usd_has_basis": (euro(factory), {"usd_cents": None}),
        f"aid_{name}_vnd_has_basis": (euro(factory), {"vnd": None}),
        f"aid_{name}_usd_is_itself": (factory, {"usd_basis": "document"}),
        f"aid_{name}_vnd_is_itself": (lambda factory=factory: factory("10", "VND"), {"vnd_basis": "document"}),
        f"aid_{name}_usd_rate_kept": (euro(factory), {"usd_rate": D(0)}),
        f"aid_{name}_rate_kept": (euro(factory), {"rate": D(0)}),
    }
CHECKS |= {
    "aid_reportdeadline_day_or_months": (reporting.make_deadline, {"months_after_end": 6}),
    "aid_reportdeadline_in_order": (
        reporting.make_deadline,
        {"in_force_from": DAY, "in_force_to": date(2015, 12, 31)},
    ),
    "aid_aiddocument_not_empty": (make.make_document, {"size": 0}),
    "aid_aiddocument_one_owner": (make.make_document, {"ngo": None}),
    "aid_reportreceipt_one_reporter": (reporting.make_receipt, {"project": None}),
    "aid_reportreceipt_year": (reporting.make_receipt, {"year": 1944}),
}
RECORDS: dict[str, Build] = {
    "foreignngo": make.make_ngo,
    "registrationcertificate": make.make_certificate,
    "aidproject": make.make_project,
    "commitment": make.make_commitment,
    "disbursement": make.make_disbursement,
    "exchangerate": make.make_rate,
    "reportdeadline": reporting.make_deadline,
    "aiddocument": make.make_document,
}
for name, build in RECORDS.items():
    CHECKS |= {
        f"aid_{name}_archived_with_reason": (build, {"archived_at": timezone.now()}),
        f"aid_{name}_version_from_one": (build, {"version": 0}),
    }


def twice(build: Build) -> None:
    """Store the same row a second time."""
    row = build()
    row.pk = None
    row._state.adding = True
    models.Model.save(row)


UNIQUE: dict[str, Build] = {
    "aid_ngoalias_once": lambda: save(NGOAlias(ngo=make.make_ngo(), name="Kieng Sang Buk"), by=None),
    "aid_ngosector_once": lambda: save(NGOSector(ngo=make.make_ngo(), sector=Sector.HEALTH), by=None),
    "aid_certificate_once": make.make_certificate,
    "aid_projectdonor_once": donor_row,
    "aid_sectorshare_once": sector_row,
    "aid_placeshare_once": place_row,
    "aid_exchangerate_once": make.make_rate,
    "aid_periodanswer_once": period_answer_row,
    "aid_reportreceipt_project_once": reporting.make_receipt,
    "aid_reportreceipt_ngo_once": lambda: reporting.make_receipt(ngo=make.make_ngo()),
    "aid_reportreceipt_province_once": lambda: reporting.make_receipt(deadline=reporting.make_deadline()),
}


def test_no_constraint_is_left_out() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("aid").get_models()
        if not model.__name__.startswith("Historical")
        for constraint in model._meta.constraints
    }
    assert declared == CHECKS.keys() | UNIQUE.keys()


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_database_refuses(db: None, name: str) -> None:
    build, values = CHECKS[name]
    row = build()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("name", sorted(UNIQUE))
def test_the_database_refuses_a_second_one(db: None, name: str) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        twice(UNIQUE[name])


@pytest.mark.parametrize("model", [AidProject, ForeignNGO])
def test_a_code_is_given_once(db: None, model: type[AidProject] | type[ForeignNGO]) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        twice(RECORDS[model.__name__.lower()])


def test_an_archived_rate_does_not_take_a_day(db: None) -> None:
    archived = make.make_rate()
    ExchangeRate.objects.filter(pk=archived.pk).update(archived_at=timezone.now(), archive_reason="Ghi nhầm")
    assert make.make_rate().pk != archived.pk
