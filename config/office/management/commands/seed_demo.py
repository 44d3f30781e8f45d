"""`manage.py seed_demo`: fill a database with invented data, or take them out again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.kit import clock
from config.kit.writing import RuleBroken
from config.office.demonstration import is_demonstration
from config.office.demonstration.build import build
from config.office.demonstration.remove import remove
from config.office.demonstration.users import ACCOUNTS, PASSWORD

FILLED = "Đã nạp dữ liệu minh họa: tổ chức, người và số tiền đều là tự đặt, không phải số liệu thật."
REMOVED = "Đã xóa dữ liệu minh họa."


class Command(BaseCommand):
    """Prints what was done; a refusal is a sentence and exit code 1."""

    help = "Nạp dữ liệu minh họa (tự đặt, luôn giống nhau) vào cơ sở dữ liệu chưa có hồ sơ, hoặc xóa chúng đi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--accounts", action="store_true", help="chỉ in các tài khoản minh họa, nếu đang có")
        what.add_argument("--remove", action="store_true", help="xóa dữ liệu minh họa và ba tài khoản của nó")
        parser.add_argument(
            "--with-dependents",
            action="store_true",
            help="cùng --remove: xóa cả hồ sơ đã nhập gắn với dữ liệu minh họa",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["remove"]:
                self._remove(with_dependents=options["with_dependents"])
            elif options["accounts"]:
                self._tell_accounts()
            else:
                self._fill()
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal

    def _fill(self) -> None:
        build(at=clock.now())
        self.stdout.write(FILLED)
        self._tell_accounts()

    def _tell_accounts(self) -> None:
        """The accounts everybody may know, as long as the demonstration stands."""
        if not is_demonstration():
            return
        self.stdout.write(f"Ba tài khoản, mật khẩu {PASSWORD}:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<10} {account.full_name}, {account.job_title}")

    def _remove(self, *, with_dependents: bool) -> None:
        for sentence in remove(with_dependents=with_dependents):
            self.stdout.write(sentence)
        self.stdout.write(REMOVED)
