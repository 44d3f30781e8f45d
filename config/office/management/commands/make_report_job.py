"""`manage.py make_report_job 12`: makes a long file of a report that somebody waits for (reports/printed/jobs.py)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.kit.clock import now, today
from reports.printed.jobs import work


class Command(BaseCommand):
    """Started by the server itself; prints nothing, what went wrong stands on the page of the job."""

    help = "Lập tệp báo cáo dài mà người dùng đang chờ (phần mềm tự gọi)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("job", type=int, help="số của việc lập tệp")

    def handle(self, *args: Any, **options: Any) -> None:
        work(options["job"], now=now, today=today)
