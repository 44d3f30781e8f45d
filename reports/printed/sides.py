"""What stands under the sums of a stretch of time: the rates they use, and what they hold roughly or not at all."""

from collections.abc import Container, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from aid.choices import Basis, Status
from aid.models import Commitment, Disbursement
from config.kit.choices import Precision
from config.kit.partial_dates import PartialDate
from config.kit.partial_dates import Precision as DatePrecision
from config.kit.periods import Period
from config.reference.office_settings import RATE_MAX_AGE, value_of
from reports.facts import Facts
from reports.measures import figure
from reports.printed.summary import Rates, Side
from reports.printed.summary_rows import Lacks, Loose
from reports.printed.wording import Measured


def side_of(name: str, facts: Facts, before: Measured | None = None) -> Side:
    """One side of the ledger ("committed", "disbursed"), out of the figures of the catalogue."""
    ledger = getattr(facts, name)
    return Side(
        now=Measured(figure(f"{name}_usd").total(facts), ledger.rows),
        before=before,
        vnd=figure(f"{name}_vnd").total(facts),
        estimate=figure(f"{name}_estimate_usd").total(facts),
        estimate_rows=figure(f"{name}_estimate_rows").total(facts),
        without_usd=tuple(Loose(row.amount, row.currency) for row in ledger.unconverted if row.lacks_usd),
        without_vnd=tuple(Loose(row.amount, row.currency) for row in ledger.unconverted if row.lacks_vnd),
        year_only=figure(f"{name}_year_only_rows").total(facts),
        cut=figure(f"{name}_cut_rows").total(facts),
    )


class RoughRow(NamedTuple):
    """A row up to a day that is an estimate, known only roughly, or without a value in one of the currencies."""

    project_id: int
    is_estimate: bool
    dated: PartialDate
    amount: Decimal
    currency: str
    usd_cents: int | None
    vnd: int | None


def rough_rows(model: Any, end: date) -> list[RoughRow]:
    """Those of one side of the ledger up to a day; one query."""
    is_rough = Q(status=Status.ESTIMATE) | ~Q(dated_precision=Precision.DAY) | Q(usd_cents=None) | Q(vnd=None)
    rows = model.objects.counted().filter(is_rough, dated_on__lte=end).order_by("dated_on", "pk")
    columns = ("project_id", "status", "dated_on", "dated_precision", "amount", "currency", "usd_cents", "vnd")
    return [
        RoughRow(project, status == Status.ESTIMATE, PartialDate(on, DatePrecision(precision)), *values)
        for project, status, on, precision, *values in rows.values_list(*columns).iterator(chunk_size=5000)
    ]


def lacks_of(rows: Iterable[RoughRow], projects: Container[int], end: date) -> Lacks:
    """What the sums over the rows of these projects up to the day lack."""
    held = [row for row in rows if row.project_id in projects]
    estimates = [row for row in held if row.is_estimate]
    return Lacks(
        without_usd=tuple(Loose(row.amount, row.currency) for row in held if row.usd_cents is None),
        without_vnd=tuple(Loose(row.amount, row.currency) for row in held if row.vnd is None),
        estimate=sum(row.usd_cents or 0 for row in estimates),
        estimate_rows=len(estimates),
        year_only=sum(row.dated.precision is DatePrecision.YEAR for row in held),
        cut=sum(row.dated.last > end for row in held),
    )


def rates_in(period: Period) -> Rates:
    """The sources of the rates of the rows in the period; three queries."""
    sources: dict[str, None] = {}
    has_document_values = False
    for model in (Commitment, Disbursement):
        rows = model.objects.counted().filter(dated_on__range=(period.start, period.end)).order_by()
        columns = ("rate_source", "usd_rate_source", "usd_basis", "vnd_basis")
        for rate, usd_rate, *bases in rows.values_list(*columns).distinct():
            has_document_values = has_document_values or Basis.DOCUMENT in bases
            sources |= dict.fromkeys(_office(text) for text in (rate, usd_rate) if text)
    return Rates(tuple(sorted(sources)), value_of(RATE_MAX_AGE), has_document_values)


def _office(source: str) -> str:
    """The office of a source without the notice's number: "Kho bạc Nhà nước"."""
    return source.split(",")[0].strip()
