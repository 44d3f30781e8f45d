"""`manage.py make_report annual 2019 --format pdf --output FILE`: writes a report into a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.kit.clock import today
from config.kit.partial_dates import UnreadableDate
from config.kit.pdf import PdfUnavailable, make_pdf
from reports.annual import EARLIEST_YEAR, LATEST_YEAR
from reports.annual_report import annual_report, day_in, is_possible

LATER = "Báo cáo dạng {name} chưa có trong bản này; hiện chỉ xuất được PDF (--format pdf)."
NAMES = {"docx": "Word", "xlsx": "Excel"}
NO_YEAR = "Năm báo cáo phải từ {first} đến {last}."
NOT_WRITTEN = "Không ghi được tệp {path}: {why}"
WRITTEN = "Đã ghi {path} ({size} KB), số liệu tính đến ngày {day:%d/%m/%Y}."


class Command(BaseCommand):
    """Prints what was written; a refusal is a sentence and exit code 1."""

    help = "Xuất báo cáo tổng kết năm ra tệp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=("annual",), help="loại báo cáo")
        parser.add_argument("year", type=int, help="năm báo cáo, ví dụ 2019")
        parser.add_argument("--format", choices=("pdf", *NAMES), default="pdf", help="dạng tệp")
        parser.add_argument("--output", required=True, help="tệp ghi ra")
        parser.add_argument("--as-of", dest="as_of", help="số liệu tính đến hết ngày")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] in NAMES:
            raise CommandError(LATER.format(name=NAMES[options["format"]]))
        year = options["year"]
        if not is_possible(year):
            raise CommandError(NO_YEAR.format(first=EARLIEST_YEAR, last=LATEST_YEAR))
        try:
            day = day_in(year, options["as_of"]) if options["as_of"] else None
            found = annual_report(year, today=today(), as_of=day)
            content = make_pdf("reports/annual/document.html", {"document": found.document()})
            Path(options["output"]).write_bytes(content)
        except (UnreadableDate, PdfUnavailable) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as failure:
            why = failure.strerror or str(failure)
            raise CommandError(NOT_WRITTEN.format(path=options["output"], why=why)) from failure
        size = len(content) // 1024
        self.stdout.write(WRITTEN.format(path=options["output"], size=size, day=found.summary.as_of))
