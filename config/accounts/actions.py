"""Writes to accounts: made, changed, switched off, given a new password; never deleted."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from config.accounts.models import Role, User
from config.kit import clock, writing
from config.kit.writing import RuleBroken

OWN_ACCOUNT = "Không tự tắt tài khoản hoặc tự đổi vai trò của mình được. Nhờ người quản trị khác."
LAST_ADMINISTRATOR = (
    "Đây là người quản trị duy nhất đang dùng. Giao vai trò Quản trị cho người khác trước rồi mới đổi được."
)
OWN_ONE = "Đổi mật khẩu của mình ở trang “Đổi mật khẩu” trên đầu trang."
NEW_ONE_GIVEN = "Người quản trị đặt lại mật khẩu"


def lock_administrators() -> list[int]:
    """The active administrators, locked in one order so that two of them cannot demote each other at once."""
    return list(User.objects.select_for_update().administrators().order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def create_user(user: User, *, password: str, by: Any) -> User:
    """Store a new account with its first password."""
    user.set_password(password)
    return writing.save(user, by=by)


@transaction.atomic
def change_user(user: User, *, by: Any) -> User:
    """Store the changed account; a change of role or state ends the person's sessions.

    Raises RuleBroken when somebody would lock out themself, or the last administrator.
    """
    administrators = lock_administrators()
    stored = User.objects.get(pk=user.pk)
    is_other_now = (stored.role, stored.is_active) != (user.role, user.is_active)
    if is_other_now and user.pk == by.pk:
        raise RuleBroken(OWN_ACCOUNT)
    keeps_right = user.role == Role.ADMIN and user.is_active
    if administrators == [user.pk] and not keeps_right:
        raise RuleBroken(LAST_ADMINISTRATOR)
    writing.save(user, by=by)
    if is_other_now:
        end_sessions(user)
    return user


@transaction.atomic
def set_password(user: User, *, password: str, by: Any) -> User:
    """Give somebody else a new password and end their sessions. Raises RuleBroken for one's own account."""
    if user.pk == by.pk:
        raise RuleBroken(OWN_ONE)
    user.set_password(password)
    writing.save(user, by=by, reason=NEW_ONE_GIVEN)
    end_sessions(user)
    return user


def end_sessions(user: User) -> int:
    """Delete every running session of the person; returns how many there were.

    A session names its person only inside its signed content, so all running ones are read.
    """
    running = Session.objects.filter(expire_date__gt=clock.now())
    mine = [row.pk for row in running if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=mine).delete()
    return len(mine)
