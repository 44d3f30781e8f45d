"""Composes the demonstration and stores it: the same rows every time, on every database."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from random import Random

from django.db import transaction

from aid.models import ExchangeRate
from aid.rules.conversion import Rate, RateBook
from config.accounts.models import Role, User
from config.kit.records import Record
from config.kit.writing import RuleBroken, record_models
from config.office.demonstration import LABEL, REGISTER, is_demonstration
from config.office.demonstration.associations import add_associations, add_partners, add_training_and_events
from config.office.demonstration.delegations import Links, add_delegations
from config.office.demonstration.ledger import Desk, add_ledger
from config.office.demonstration.ngos import add_ngos
from config.office.demonstration.projects import add_projects
from config.office.demonstration.rates import monthly_rates
from config.office.demonstration.reporting import add_receipts
from config.office.demonstration.stages import add_stages
from config.office.demonstration.store import Store
from config.office.demonstration.targets import add_milestones
from config.office.demonstration.users import ACCOUNTS, create_accounts
from config.reference.models import ImportBatch, IssuingBody, Signatory
from config.reference.office_settings import RATE_MAX_AGE

SEED = 2015
# What a migrated database holds already; everything else is the office's own.
BROUGHT_BY_MIGRATIONS = (
    "reference.",
    "reports.Term",
    "reports.Target",
    "reports.PublishedFigure",
    "aid.ReportDeadline",
)
SIGNATORY = {"name": ACCOUNTS[0].full_name, "authority": "TM. BAN THƯỜNG VỤ", "title": "CHỦ TỊCH"}

ALREADY = "Cơ sở dữ liệu đã có dữ liệu minh họa. Muốn nạp lại, chạy “seed_demo --remove” trước."
HOLDS_RECORDS = "Cơ sở dữ liệu đã có {rows} hồ sơ do đơn vị nhập, nên không nạp dữ liệu minh họa vào đây."
NAMES_TAKEN = "Tên đăng nhập {names} đã có người dùng; dữ liệu minh họa cần những tên này."


def records_of_the_office() -> int:
    """How many records people have entered or imported; archived ones count, the demonstration does not."""
    return sum(_own(model) for model in record_models() if not model._meta.label.startswith(BROUGHT_BY_MIGRATIONS))


def _own(model: type[Record]) -> int:
    return model._base_manager.exclude(import_batch__register=REGISTER).count()


@transaction.atomic
def build(*, at: datetime) -> None:
    """Fill the database; `at` is the moment the batch is dated with.

    Raises RuleBroken when the demonstration is there already, when the office has records of its own, when a
    user holds the name of one of the three accounts, or when the reference data are another province's.
    """
    _refuse_unless_free()
    users = create_accounts()
    store = Store(batch=_batch(users[Role.ADMIN], at), by=users[Role.STAFF])
    # Each register draws from its own sequence: a change in one leaves the others as they were.
    rates = store.add(ExchangeRate, monthly_rates(Random(SEED)))  # noqa: S311  invented data, no secret
    ngos = add_ngos(store, Random(SEED))  # noqa: S311
    projects = add_projects(store, ngos, Random(SEED))  # noqa: S311
    add_ledger(store, projects, Desk(_book(rates), ngos, Random(SEED)))  # noqa: S311
    add_receipts(store, projects, ngos, Random(SEED))  # noqa: S311
    add_stages(store, projects)
    links = Links(ngos, add_partners(store), add_associations(store))
    add_delegations(store, links, Random(SEED))  # noqa: S311
    add_training_and_events(store)
    add_milestones(store)
    _sign(store)


def _refuse_unless_free() -> None:
    if is_demonstration():
        raise RuleBroken(ALREADY)
    if rows := records_of_the_office():
        raise RuleBroken(HOLDS_RECORDS.format(rows=rows))
    taken = User.objects.filter(username__in=[account.username for account in ACCOUNTS])
    if names := sorted(taken.values_list("username", flat=True)):
        raise RuleBroken(NAMES_TAKEN.format(names=", ".join(names)))


def _batch(by: User, at: datetime) -> ImportBatch:
    return ImportBatch.objects.create(
        file_name=LABEL,
        content=b"",
        sha256=hashlib.sha256(b"").hexdigest(),
        register=REGISTER,
        state=ImportBatch.State.SAVED,
        created_by=by,
        saved_at=at,
    )


def _book(rates: Iterable[ExchangeRate]) -> RateBook:
    known = (Rate(rate.currency, rate.valid_from, rate.vnd_per_unit, rate.source) for rate in rates)
    return RateBook(known, max_age_days=RATE_MAX_AGE.default)


def _sign(store: Store) -> None:
    """The default body gets a signatory, so that a report of the demonstration is complete."""
    body = IssuingBody.objects.active().filter(is_default=True).first()
    if body is not None:
        is_first = not body.signatories.filter(is_default=True).exists()
        store.add(Signatory, [Signatory(body=body, is_default=is_first, **SIGNATORY)])
