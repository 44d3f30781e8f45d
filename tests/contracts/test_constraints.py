"""What must never be false is refused by the database itself, whoever writes; each constraint is broken here or in
the tests of its app (test_models.py beside this file sees to it that none is left out)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from config.kit.writing import record_models, save
from config.reference.models import ImportBatch, IssuingBody, Place, PlaceSuccession, Signatory
from delegations.models import DelegationCountry
from reports.models import PublishedFigure
from tests.contracts.world import MAKERS
from tests.factories.aid import make_commitment, make_disbursement, make_place
from tests.factories.associations import make_association, make_membership
from tests.factories.delegations import country_of, make_delegation
from tests.factories.printed import make_report
from tests.factories.reports import make_milestone, make_target, make_term

pytestmark = pytest.mark.django_db

Values = dict[str, Any]

# Of both kinds of rows: aid_commitment_… and aid_disbursement_….
# A row in US dollars is its own dollar value; one in Swedish crowns has no value without a rate.
LEDGER: tuple[tuple[str, str, Values], ...] = (
    ("amount_not_zero", "USD", {"amount": 0}),
    ("currency_given", "SEK", {"currency": ""}),
    ("precision_known", "USD", {"dated_precision": "week"}),
    ("usd_has_basis", "SEK", {"usd_cents": 5}),
    ("usd_has_basis", "USD", {"usd_cents": None}),
    ("vnd_has_basis", "SEK", {"vnd": 5}),
    ("usd_is_itself", "USD", {"usd_basis": "document"}),
    ("vnd_is_itself", "VND", {"vnd_basis": "document"}),
    ("usd_rate_kept", "SEK", {"usd_cents": 5, "usd_basis": "rate"}),
    ("rate_kept", "SEK", {"vnd": 5, "vnd_basis": "rate"}),
)


def refuses(row: models.Model, name: str, values: Values) -> None:
    """The database answers with the name of the constraint."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("rule", "currency", "values"), LEDGER, ids=lambda value: value if isinstance(value, str) else None
)
@pytest.mark.parametrize(("kind", "make"), [("commitment", make_commitment), ("disbursement", make_disbursement)])
def test_ledger_row_that_contradicts_itself(kind: str, make: Any, rule: str, currency: str, values: Values):
    further = {"kind": "amendment"} if kind == "commitment" and "amount" in values else {}

    refuses(make(currency=currency), f"aid_{kind}_{rule}", values | further)


def _published() -> PublishedFigure:
    return PublishedFigure(label="Viện trợ", period_label="2010", value_low=5, unit="usd", source="Báo cáo")


def _new_batch() -> Any:
    return ImportBatch.objects.create(file_name="so.xlsx", content=b"", sha256="0" * 64)


def _body() -> IssuingBody:
    return MAKERS["reference:body"](1)


def _place(**fields: Any) -> Place:
    return make_place("Xã La Bằng", code="T1", **fields)


def _repeated(model: Any, **fields: Any) -> list[Callable[[], Any]]:
    return [lambda: save(model(**fields), by=None)] * 2


def _default_body(number: int) -> Any:
    IssuingBody.objects.filter(is_default=True).exclude(name="Mặc định 1").update(is_default=False)
    names = {"short_name": "LH", "place_name": "TN", "province_name": "tỉnh TN", "report_symbol": "BC"}
    return save(IssuingBody(name=f"Mặc định {number}", is_default=True, **names), by=None)


def _memberships() -> list[Callable[[], Any]]:
    association = make_association()
    return [lambda: make_membership(association, 2016)] * 2


def _targets() -> list[Callable[[], Any]]:
    term = make_term()
    return [lambda: make_target(term, position=1)] * 2


def _milestones() -> list[Callable[[], Any]]:
    target = make_target(make_term())
    return [lambda: make_milestone(target, 2012, 5)] * 2


def _last_kinds(model: Any) -> Any:
    """Settings have no register of their own."""
    return save(model(key="rate-max-age-days", value="45"), by=None)


CHECKS: dict[str, tuple[Callable[[], Any], Values]] = {
    "accounts_user_role_known": (lambda: MAKERS["accounts:user"](1), {"role": "chief"}),
    "reference_place_ends_after_start": (
        make_place,
        {"valid_from": date(2020, 1, 2), "valid_to": date(2020, 1, 1)},
    ),
    "reference_reportperiod_real_days": (lambda: MAKERS["reference:period"](1), {"end_month": 13}),
    "reference_importbatch_state_dated": (_new_batch, {"state": "saved"}),
    "reports_term_ends_after_start": (make_term, {"end_on": date(2010, 1, 1)}),
    "reports_target_goal_not_negative": (lambda: make_target(make_term()), {"goal": -1}),
    "reports_target_measured_or_assessed": (lambda: make_target(make_term()), {"figure": ""}),
    "reports_milestone_not_negative": (lambda: make_milestone(make_target(make_term()), 2012, 5), {"goal": -1}),
    "reports_milestone_year": (lambda: make_milestone(make_target(make_term()), 2012, 5), {"year": 1944}),
    "reports_published_range": (lambda: save(_published(), by=None), {"value_high": 5}),
    "reports_report_year": (lambda: make_report(body=_body()), {"year": 1944}),
}


@pytest.mark.parametrize("name", CHECKS)
def test_row_that_cannot_be(name: str):
    make, values = CHECKS[name]

    refuses(make(), name, values)


def test_place_does_not_succeed_itself():
    place = make_place()

    with pytest.raises(IntegrityError, match="reference_succession_other"), transaction.atomic():
        save(PlaceSuccession(place=place, successor=place), by=None)


ONCE: dict[str, Callable[[], list[Callable[[], Any]]]] = {
    "reference_place_code_from": lambda: [lambda: _place(valid_from=date(2020, 1, 1))] * 2,
    "reference_place_code_open_from": lambda: [_place, _place],
    "reference_succession_once": lambda: _repeated(PlaceSuccession, place=make_place(), successor=make_place()),
    "reference_issuingbody_one_default": lambda: [lambda: _default_body(1), lambda: _default_body(2)],
    "reference_signatory_one_default": lambda: _repeated(
        Signatory, body=_body(), name="Nguyễn Văn An", title="CHỦ TỊCH", is_default=True
    ),
    "delegations_country_once": lambda: _repeated(
        DelegationCountry, delegation=make_delegation(), country=country_of("KR")
    ),
    "associations_membership_once": _memberships,
    "reports_target_position_once": _targets,
    "reports_milestone_once_a_year": _milestones,
}


@pytest.mark.parametrize("name", ONCE)
def test_row_that_stands_there_already(name: str):
    first, second = ONCE[name]()
    first()

    # PostgreSQL names the constraint, SQLite its columns.
    with pytest.raises(IntegrityError, match=f"{name}|UNIQUE"), transaction.atomic():
        second()


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.label)
def test_every_register_keeps_the_two_rules_of_records(model: Any, records: dict[str, Any]):
    row = model._base_manager.first() or _last_kinds(model)
    label = f"{model._meta.app_label}_{model._meta.model_name}"

    refuses(row, f"{label}_archived_with_reason", {"archive_reason": "Nhập trùng."})
    refuses(row, f"{label}_version_from_one", {"version": 0})
