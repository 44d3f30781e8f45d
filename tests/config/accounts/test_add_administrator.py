"""The command that lets the first administrator in."""

import pytest
from django.core.management import CommandError, call_command

from config.accounts.management.commands import add_administrator
from config.accounts.models import Role, User

pytestmark = pytest.mark.django_db


def answers(monkeypatch, *passwords):
    typed = iter(passwords)
    monkeypatch.setattr(add_administrator.getpass, "getpass", lambda prompt: next(typed))


def test_administrator_is_made_with_the_password_typed(monkeypatch, capsys):
    answers(monkeypatch, "trà xanh Tân Cương", "trà xanh Tân Cương")

    call_command("add_administrator", "ha.nt", "Nguyễn Thu Hà")

    user = User.objects.get()
    assert (user.username, user.full_name, user.role) == ("ha.nt", "Nguyễn Thu Hà", Role.ADMIN)
    assert user.check_password("trà xanh Tân Cương")


@pytest.mark.parametrize(
    ("passwords", "sentence"),
    [
        (("trà xanh Tân Cương", "trà khác"), "Hai lần nhập mật khẩu không giống nhau; chưa tạo tài khoản."),
        (("12345678", "12345678"), "Chưa tạo tài khoản: "),
    ],
)
def test_weak_or_mistyped_password_makes_nobody(monkeypatch, passwords, sentence):
    answers(monkeypatch, *passwords)

    with pytest.raises(CommandError) as refused:
        call_command("add_administrator", "ha.nt", "Nguyễn Thu Hà")

    assert str(refused.value).startswith(sentence)
    assert User.objects.count() == 0


def test_name_already_taken_is_refused(monkeypatch, staff):
    answers(monkeypatch, "trà xanh Tân Cương", "trà xanh Tân Cương")

    with pytest.raises(CommandError, match="Chưa tạo tài khoản"):
        call_command("add_administrator", staff.username, "Nguyễn Thu Hà")
