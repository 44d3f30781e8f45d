"""`manage.py purge_identities`: deletes passport numbers and birth dates kept long enough."""

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.kit import clock
from config.kit.numbers import write_number
from config.kit.writing import RuleBroken
from config.reference.office_settings import IDENTITIES_MONTHS, value_of
from delegations.actions.members import members_to_purge, purge_identities, settle_file

NO_DAY = "“{text}” không phải ngày. Ghi dạng 2026-11-26."


class Command(BaseCommand):
    help = "Xóa số hộ chiếu, ngày sinh của thành viên các đoàn đã rời đi quá thời hạn lưu; danh sách thành viên còn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", help="ngày tính thời hạn, dạng 2026-11-26; mặc định hôm nay")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đếm, không xóa")
        parser.add_argument(
            "--clock-is-right", action="store_true", help="đồng hồ bây giờ đúng, lần chạy trước ghi giờ sai"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today, months = _day(options["today"]), value_of(IDENTITIES_MONTHS)
        if options["dry_run"]:
            count = len(members_to_purge(today, months=months))
            self.stdout.write(f"Sẽ xóa giấy tờ của {write_number(count)} thành viên; chưa xóa gì.")
            return
        try:
            count = purge_identities(today, months=months, now=clock.now(), is_clock_right=options["clock_is_right"])
        except RuleBroken as broken:
            self.stderr.write(str(broken))
            sys.exit(1)
        settle_file()
        self.stdout.write(
            f"Đã xóa giấy tờ của {write_number(count)} thành viên: đoàn đã rời đi {months} tháng trở lên "
            f"tính đến ngày {today:%d/%m/%Y}."
        )


def _day(text: str | None) -> date:
    if text is None:
        return clock.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(NO_DAY.format(text=text)) from error
