"""The draft of a report as people ask for it: its summary, what was kept for it, its document."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from aid.models import Commitment, Disbursement
from associations.models import TrainingClass
from config.kit.partial_dates import UnreadableDate, long_date
from config.reference.models import IssuingBody
from config.reference.queries import holds_demonstration
from delegations.models import Delegation
from reports.choices import ReportKind
from reports.models import Report
from reports.printed.compose import summary_of
from reports.printed.document import Document, KeptText, document
from reports.printed.occasions import Occasion
from reports.printed.outline import entries, numbered
from reports.printed.sections import CLOSING, OPENING, Piece, drafts_of, has_moved
from reports.printed.summary import Summary
from reports.windows import read_day

OUTSIDE = "Ngày {day:%d/%m/%Y} không nằm trong kỳ báo cáo. Ghi một ngày từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}."


@dataclass(frozen=True)
class Moved:
    """A paragraph people wrote whose figures have moved since: their words, and those drafted now."""

    piece: Piece
    kept: str
    drafted: str


@dataclass(frozen=True)
class Draft:
    """A summary with the body that issues it and the kept row, if anybody has edited it yet."""

    summary: Summary
    body: IssuingBody | None
    report: Report | None

    @property
    def occasion(self) -> Occasion:
        return self.summary.occasion

    def document(self) -> Document:
        """The draft as page and files print it; one query more."""
        return document(self.summary, kept_text(self.report), is_demonstration=holds_demonstration())

    def moved(self) -> tuple[Moved, ...]:
        """The printed paragraphs whose figures have moved since people wrote them."""
        if self.report is None or not self.report.paragraphs:
            return ()
        drafts, kept = drafts_of(self.summary), self.report.paragraphs
        printed = numbered(entries(self.report.layout), self.occasion)
        pieces = (OPENING, *(piece for one in printed for piece in one.heading.pieces), CLOSING)
        moved = [piece for piece in pieces if has_moved(piece.key, drafts, kept)]
        return tuple(Moved(piece, kept[piece.key], drafts.get(piece.key, "")) for piece in moved)


def kept_text(report: Report | None) -> KeptText:
    """What was kept of a draft, loaded with the report that it replaces."""
    if report is None:
        return KeptText()
    return KeptText(
        report.number,
        report.dated_on,
        dict(report.paragraphs),
        tuple(report.layout),
        report.standing,
        replaces=named_with_day(report.replaces) if report.replaces is not None else "",
    )


def named_with_day(report: Report) -> str:
    """An issued report as another one names it: "Báo cáo số 05/BC-LHHN ngày 06 tháng 3 năm 2020"."""
    return f"{report.issued} {long_date(report.dated_on)}" if report.dated_on else str(report.issued)


def draft_of(occasion: Occasion, *, today: date, body: IssuingBody | None, as_of: date | None = None) -> Draft:
    """The draft as of a day: the one asked for, else the kept one, else today inside the report's time."""
    report = kept_draft(occasion, body) if body is not None else None
    found = summary_of(occasion, as_of=as_of or day_of(report, occasion, today), body=body)
    return Draft(replace(found, standing=report.standing) if report is not None else found, body, report)


def day_of(report: Report | None, occasion: Occasion, today: date) -> date:
    """The day whose figures a draft takes: the one kept with it, else today inside its time."""
    return (report.as_of if report is not None else None) or min(today, occasion.period.end)


def kept_draft(occasion: Occasion, body: IssuingBody | None) -> Report | None:
    """What was kept of a draft."""
    found: Report | None = Report.objects.drafts().about(occasion, body).with_replaced().first()
    return found


def new_draft(occasion: Occasion, body: IssuingBody) -> Report:
    """An empty draft, not stored yet."""
    period = occasion.period
    return Report(
        kind=occasion.kind,
        year=occasion.year,
        start_on=period.start,
        end_on=period.end,
        term_id=int(occasion.which) if occasion.kind == ReportKind.TERM else None,
        body=body,
    )


def newest_issued(occasion: Occasion, body: IssuingBody | None) -> Report | None:
    """The newest issued report of that time and body, with what was frozen."""
    found: Report | None = Report.objects.issued().about(occasion, body).first()
    return found


def day_in(occasion: Occasion, text: str) -> date:
    """A day of the report's time, in any way people write one. Raises UnreadableDate with a sentence."""
    day = read_day(text)
    if not occasion.period.contains(day):
        raise UnreadableDate(OUTSIDE.format(day=day, start=occasion.period.start, end=occasion.period.end))
    return day


def years_with_data() -> list[int]:
    """Years with a ledger row, a delegation or a class, the newest first; four queries."""
    sources: Any = (
        (Commitment.objects.counted(), "dated_on"),
        (Disbursement.objects.counted(), "dated_on"),
        (Delegation.objects.counted(), "arrival_on"),
        (TrainingClass.objects.active(), "start_on"),
    )
    return sorted({day.year for rows, name in sources for day in rows.dates(name, "year")}, reverse=True)
