"""Prints the figures of a term or of any two dates: `figures 2015-2020`, `figures --from D --to D`."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.kit.clock import today
from config.kit.partial_dates import UnreadableDate
from config.kit.periods import Period
from reports.facts import Facts, gather
from reports.models import PublishedFigure, Target
from reports.render.figures import as_json, as_text
from reports.scorecards import Card, cards
from reports.windows import Window, read_day, term_named, unknown_term, usual_day

ONE_OF_TWO = "Ghi tên nhiệm kỳ (ví dụ 2015-2020), hoặc cả hai ngày --from và --to."
REVERSED = "Ngày --to đứng trước ngày --from. Xem lại hai ngày."


class Command(BaseCommand):
    help = "In các con số của một nhiệm kỳ hoặc của một khoảng thời gian."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("term", nargs="?", help="tên nhiệm kỳ, ví dụ 2015-2020")
        parser.add_argument("--from", dest="start", help="từ ngày")
        parser.add_argument("--to", dest="end", help="đến hết ngày")
        parser.add_argument("--as-of", dest="as_of", help="số liệu tính đến hết ngày")
        parser.add_argument("--format", choices=("json", "text"), default="text", help="cách in")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            facts, found = self._figures(**{key: options[key] for key in ("term", "start", "end", "as_of")})
        except UnreadableDate as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            published = PublishedFigure.objects.active().order_by("position", "pk")
            self.stdout.write(json.dumps(as_json(facts, found, published), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(as_text(facts, found))

    def _figures(
        self, term: str | None, start: str | None, end: str | None, as_of: str | None
    ) -> tuple[Facts, list[Card]]:
        day = read_day(as_of) if as_of else None
        if term and not start and not end:
            return self._of_term(term, day)
        if term or not start or not end:
            raise CommandError(ONE_OF_TWO)
        first, last = read_day(start), read_day(end)
        last = min(last, day) if day else last
        if last < first:
            raise CommandError(REVERSED)
        return gather(Period.between(first, last)), []

    def _of_term(self, name: str, as_of: date | None) -> tuple[Facts, list[Card]]:
        term = term_named(name)
        if term is None:
            raise CommandError(unknown_term(name))
        window = Window(term, as_of or usual_day(term, today()))
        facts = window.facts()
        return facts, cards(Target.objects.of_term(term), facts, window.as_of)
