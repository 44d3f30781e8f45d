"""Composes the demonstration and stores it."""

import hashlib
from datetime import datetime

from django.db import transaction

from config.kit.writing import RuleBroken
from config.office.demonstration import LABEL, REGISTER, is_demonstration
from config.office.demonstration.users import ACCOUNTS, create_accounts
from config.reference.models import ImportBatch
from config.accounts.models import User

ALREADY = "Cơ sở dữ liệu đã có dữ liệu minh họa. Muốn nạp lại, chạy “seed_demo --remove” trước."
HOLDS_RECORDS = "Cơ sở dữ liệu đã có {rows} hồ sơ do đơn vị nhập, nên không nạp dữ liệu minh họa vào đây."
NAMES_TAKEN = "Tên đăng nhập {names} đã có người dùng; dữ liệu minh họa cần những tên này."


def is_empty() -> bool:
    """No account and no record but what the migrations brought."""
    return not User.objects.exists() and not records_of_the_office()


def records_of_the_office() -> int:
    """Records that people entered or imported, reference data apart."""
    return 0


@transaction.atomic
def build(*, at: datetime) -> None:
    """Fill the database; `at` is the moment the batch is dated with.

    Raises RuleBroken when the demonstration is there already, when the office has records of its own, or
    when a user holds the name of one of the three accounts.
    """
    _refuse_unless_free()
    users = create_accounts()
    ImportBatch.objects.create(
        file_name=LABEL,
        content=b"",
        sha256=hashlib.sha256(b"").hexdigest(),
        register=REGISTER,
        state=ImportBatch.State.SAVED,
        created_by=None,
        saved_at=at,
    )


def _refuse_unless_free() -> None:
    if is_demonstration():
        raise RuleBroken(ALREADY)
    if rows := records_of_the_office():
        raise RuleBroken(HOLDS_RECORDS.format(rows=rows))
    taken = User.objects.filter(username__in=[account.username for account in ACCOUNTS])
    if names := sorted(taken.values_list("username", flat=True)):
        raise RuleBroken(NAMES_TAKEN.format(names=", ".join(names)))
