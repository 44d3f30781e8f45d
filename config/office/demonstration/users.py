"""The three accounts of the demonstration; their password is public."""

from dataclasses import dataclass

from config.accounts.models import Role, User
from config.office.demonstration import LABEL

PASSWORD = "cau-noi-2015"  # noqa: S105  printed by the command, refused by a production start


@dataclass(frozen=True)
class Account:
    """One person of the invented office."""

    username: str
    full_name: str
    job_title: str
    role: Role


ACCOUNTS = (
    Account("lanhdao", "Trần Minh Đức", "Chủ tịch", Role.LEADER),
    Account("nhanvien", "Nguyễn Thu Hà", "Chuyên viên", Role.STAFF),
    Account("quantri", "Phạm Quỳnh Anh", "Quản trị", Role.ADMIN),
)


def create_accounts() -> dict[Role, User]:
    """The accounts, by role. Their names must be free."""
    return {account.role: _create(account) for account in ACCOUNTS}


def _create(account: Account) -> User:
    user = User(
        username=account.username,
        full_name=account.full_name,
        job_title=account.job_title,
        role=account.role,
        is_demonstration=True,
    )
    user.set_password(PASSWORD)
    user._change_reason = LABEL  # type: ignore[attr-defined]
    user.save()
    return user
