"""`manage.py make_report annual 2019 --format pdf --output FILE`: writes a report into a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.kit.clock import today
from config.kit.partial_dates import UnreadableDate
from config.kit.pdf import PdfUnavailable
from config.reference.models import IssuingBody
from reports.choices import FileFormat, ReportKind
from reports.printed.asked import EARLIEST_YEAR, LATEST_YEAR, body_named, occasion_named
from reports.printed.drafts import day_in, draft_of, newest_issued
from reports.printed.files import MAKERS
from reports.printed.issued import DamagedFile, issued_file
from reports.printed.occasions import Occasion

NO_TIME = (
    "Không có báo cáo “{kind} {which}”. Ghi năm từ {first} đến {last}, tên nhiệm kỳ (term), "
    "hoặc hai ngày như 2019-02-01_2019-05-31 (span)."
)
NO_BODY = "Không có cơ quan ban hành số {text}."
NOT_WRITTEN = "Không ghi được tệp {path}: {why}"
WRITTEN = "Đã ghi {path} ({size} KB), {what}."
ISSUED = "đúng tệp đã ban hành của {issued}"
DRAFT = "dự thảo, số liệu tính đến ngày {day:%d/%m/%Y}"


class Command(BaseCommand):
    """The newest issued file of that time, byte for byte; the draft where none was issued, and as of another day.

    Prints what was written; a refusal is a sentence and exit code 1.
    """

    help = "Xuất báo cáo ra tệp PDF, Word hoặc Excel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=ReportKind.values, help="loại báo cáo")
        parser.add_argument("which", help="năm, tên nhiệm kỳ, hoặc hai ngày nối bằng dấu _")
        parser.add_argument("--format", choices=FileFormat.values, default=FileFormat.PDF.value, help="dạng tệp")
        parser.add_argument("--output", required=True, help="tệp ghi ra")
        parser.add_argument("--as-of", dest="as_of", help="dự thảo với số liệu tính đến hết ngày này")
        parser.add_argument("--body", default="", help="số của cơ quan ban hành, nếu không phải cơ quan mặc định")

    def handle(self, *args: Any, **options: Any) -> None:
        occasion, body = self._asked(options)
        try:
            content, what = _made(occasion, body, options["format"], options["as_of"])
            Path(options["output"]).write_bytes(content)
        except (UnreadableDate, PdfUnavailable, DamagedFile) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as failure:
            why = failure.strerror or str(failure)
            raise CommandError(NOT_WRITTEN.format(path=options["output"], why=why)) from failure
        self.stdout.write(WRITTEN.format(path=options["output"], size=len(content) // 1024, what=what))

    def _asked(self, options: dict[str, Any]) -> tuple[Occasion, IssuingBody | None]:
        kind, which = options["kind"], options["which"]
        occasion = occasion_named(kind, which)
        if occasion is None:
            raise CommandError(NO_TIME.format(kind=kind, which=which, first=EARLIEST_YEAR, last=LATEST_YEAR))
        body = body_named(options["body"])
        if options["body"] and body is None:
            raise CommandError(NO_BODY.format(text=options["body"]))
        return occasion, body


def _made(occasion: Occasion, body: IssuingBody | None, kind: str, asked: str | None) -> tuple[bytes, str]:
    """A file of the report, and what it is."""
    issued = newest_issued(occasion, body) if body is not None and not asked else None
    kept = issued_file(issued, kind) if issued is not None else None
    if issued is not None and kept is not None:
        return kept.content, ISSUED.format(issued=issued.issued)
    found = draft_of(occasion, today=today(), body=body, as_of=day_in(occasion, asked) if asked else None)
    return MAKERS[kind](found.document()), DRAFT.format(day=found.summary.as_of)
