"""`manage.py import_workbook FILE [--register NAME] [--dry-run] [--format json]`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from config.kit.workbook import MAX_BYTES
from config.kit.writing import RuleBroken
from config.office.importing import actions
from config.office.importing.plan import Action, Plan, RowPlan, refused_file
from config.office.importing.planning import plan_workbook
from config.office.importing.registers import BY_NAME

WORDS = {
    Action.NEW: "mới",
    Action.CHANGED: "thay đổi",
    Action.SAME: "trùng khớp",
    Action.REFUSED: "bị từ chối",
}
NO_FILE = "Không mở được tệp {}. Kiểm tra lại đường dẫn và quyền đọc tệp."
NO_REGISTER = "Không có sổ “{}”. Các sổ nhập được: {}."
NOTHING_SAVED = "Chưa ghi gì: {} dòng bị từ chối."


class Command(BaseCommand):
    help = "Nhập một tệp Excel vào các sổ: mọi dòng đúng thì ghi cả tệp, một dòng sai thì không ghi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="tệp .xlsx, mỗi trang là một sổ")
        parser.add_argument("--register", default="", metavar="NAME", help=f"chỉ nhập một sổ: {', '.join(BY_NAME)}")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="cách in kết quả")

    def handle(self, *args: Any, **options: Any) -> None:
        register: str = options["register"]
        if register and register not in BY_NAME:
            raise CommandError(NO_REGISTER.format(register, ", ".join(BY_NAME)))
        plan = _run(Path(options["file"]), register, is_dry=options["dry_run"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(plan.as_json(), ensure_ascii=False, indent=1))
        else:
            self._tell(plan, is_dry=options["dry_run"])
        if plan.is_refused:
            raise CommandError(NOTHING_SAVED.format(plan.summary()["refused"]))

    def _tell(self, plan: Plan, *, is_dry: bool) -> None:
        for row in plan.rows:
            for line in _lines(row):
                self.stdout.write(line)
        counts = ", ".join(f"{count} {WORDS[Action(name)]}" for name, count in plan.summary().items())
        if is_dry:
            self.stdout.write(f"Xem trước, chưa ghi gì: {counts}.")
        elif not plan.is_refused:
            self.stdout.write(f"Đã ghi: {counts}." if plan.has_writes else f"Không có gì mới để ghi: {counts}.")


def _run(path: Path, register: str, *, is_dry: bool) -> Plan:
    """Plan the file and, unless dry or refused, store it as a batch: both in one transaction."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError:
        return refused_file(NO_FILE.format(path))
    plan = plan_workbook(content, register=register)
    if is_dry or plan.is_refused or not plan.has_writes:
        return plan
    try:
        with transaction.atomic():
            batch = actions.preview(content, path.name, register=register, by=None)
            actions.confirm(batch, by=None)
    except actions.PlanRefused as refused:  # somebody archived or renamed something in between
        return refused.plan
    except RuleBroken as broken:
        raise CommandError(str(broken)) from broken
    return plan


def _lines(row: RowPlan) -> list[str]:
    """What a terminal shows of a row: its errors and warnings."""
    place = f"Trang {row.sheet}, dòng {row.row}" if row.sheet else "Tệp"
    told = [f"{place}, cột “{error.column}”: {error.message}" for error in row.errors if error.column]
    told += [f"{place}: {error.message}" for error in row.errors if not error.column]
    return told + [f"{place}: {warning}" for warning in row.warnings]
