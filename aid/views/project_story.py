"""What happened to a project, in order of time, a line each; from loaded rows only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError

from aid.choices import CommitmentKind, Stage
from aid.models import AidProject, Commitment, Disbursement, ProjectOutput
from aid.queries.ledger import ProjectLedger
from aid.rules.obligations import report_title
from aid.rules.output_words import output_words
from aid.views.amendment_words import sentence
from aid.views.ledger_columns import plain
from config.kit.fields import DayField
from config.kit.numbers import write_amount, write_number, write_usd
from config.kit.text import lower_first

STANDS_NOW = "Trang đang hiện số liệu hiện nay."
LONGEST_SHOWN = 40
# More payments than these are told by year: the page of a project with forty rows still prints on two pages.
PAYMENTS_TOLD_ONE_BY_ONE = 12


@dataclass(frozen=True)
class Event:
    """A line of the story. It stands at `at`, the stand-in day of a date known only in part, and shows the date
    as it is known in `when`; on one day lines go by `rank`, then as they were entered. `text` opens the record
    at `url`, `more` goes on with it."""

    at: date
    when: str
    text: str
    rank: int
    url: str = ""
    more: str = ""


@dataclass(frozen=True)
class Story:
    """The lines up to the day asked for, oldest first, and how many come after it."""

    events: Sequence[Event]
    later: int


def story(project: AidProject, ledger: ProjectLedger, day: date | None = None) -> Story:
    """The story of a project told from its loaded parts and the rows of `ledger`."""
    is_long = len(ledger.disbursements) > PAYMENTS_TOLD_ONE_BY_ONE
    told = _events(project, ledger.until(day), is_long)
    known = [event for event in told if day is None or event.at <= day]
    later = [event for event in _events(project, ledger, is_long=False) if day is not None and event.at > day]
    return Story(sorted(known, key=lambda event: (event.at, event.rank)), len(later))


@dataclass(frozen=True)
class AskedDay:
    """The day a page is asked to stand on: None for now, with a sentence when what was typed is no day."""

    day: date | None
    text: str = ""
    problem: str = ""


def asked_day(text: str) -> AskedDay:
    """Read `?as_of=`: 2017-12-31 or any other way people write a day; what cannot be read means now."""
    text = text.strip()
    try:
        day = DayField(required=False).clean(text)
    except ValidationError as error:
        shown = text if text.isprintable() and len(text) <= LONGEST_SHOWN else ""
        return AskedDay(None, shown, f"{' '.join(error.messages)} {STANDS_NOW}")
    return AskedDay(day, f"{day:%d/%m/%Y}" if day else "")


def _events(project: AidProject, ledger: ProjectLedger, is_long: bool) -> list[Event]:
    return [
        *_stages(project),
        *_approval(project),
        *_amendments(project),
        *_commitments(project, ledger),
        *_payments(project, ledger.disbursements, is_long),
        *_reports(project),
        *_outputs(project.outputs.all()),
        *_handover(project),
    ]


def _on(day: date, text: str, rank: int, **more: str) -> Event:
    return Event(day, f"{day:%d/%m/%Y}", text, rank, **more)


def _after(*parts: str) -> str:
    """What stands behind the text of a line, a comma before each part."""
    return "".join(f", {part}" for part in parts if part)


# The way --------------------------------------------------------------------------


def _stages(project: AidProject) -> Iterable[Event]:
    """Steps from stage to stage; one that the decision or the handover of that day tells anyway is left out."""
    told = {(Stage.APPROVED, project.approval_on), (Stage.HANDED_OVER, project.handed_over_on)}
    for step in sorted(project.stage_changes.all(), key=lambda step: (step.changed_on, step.pk)):
        if step.reason or (step.to_stage, step.changed_on) not in told:
            text = f"Chuyển sang “{step.get_to_stage_display()}”"
            yield _on(step.changed_on, text, 2, more=_after(step.reason))


def _approval(project: AidProject) -> Iterable[Event]:
    if project.approval_on is not None:
        number = f" theo quyết định {project.approval_number}" if project.approval_number else ""
        yield _on(project.approval_on, f"Phê duyệt{number}", 1, more=_after(project.approval_issuer))


def _amendments(project: AidProject) -> Iterable[Event]:
    for one in sorted(project.amendments.all(), key=lambda one: one.pk):
        url = one.commitment.get_absolute_url() if one.commitment else one.get_absolute_url()
        yield _on(one.decided_on, f"Quyết định điều chỉnh {one.number}", 3, url=url, more=f": {sentence(one)}")


def _handover(project: AidProject) -> Iterable[Event]:
    if project.handed_over_on is not None:
        yield _on(project.handed_over_on, "Bàn giao khoản viện trợ", 8)


# Money ----------------------------------------------------------------------------


def _commitments(project: AidProject, ledger: ProjectLedger) -> Iterable[Event]:
    """Rows that came without a decision; a decision's own row is told with it."""
    for row in ledger.commitments:
        if row.decision is None:
            yield _row(project, row, f"{_commitment_verb(row)} {money(row)}", 4)


def _commitment_verb(row: Commitment) -> str:
    if row.kind == CommitmentKind.INITIAL:
        return "Cam kết"
    more = "tăng" if row.amount > 0 else "giảm"
    return f"Đóng cam kết, {more}" if row.kind == CommitmentKind.CLOSING else f"Điều chỉnh cam kết {more}"


def _payments(project: AidProject, rows: Sequence[Disbursement], is_long: bool) -> Iterable[Event]:
    """Each payment, or in a long ledger one line a year."""
    for _, group in groupby(rows, key=lambda row: row.dated_on.year if is_long else row.pk):
        paid = list(group)
        yield _payment(project, paid[0]) if len(paid) == 1 else _year(paid)


def _payment(project: AidProject, row: Disbursement) -> Event:
    return _row(project, row, f"{'Hoàn trả' if row.is_refund else 'Giải ngân'} {money(row)}", 5)


def _year(rows: Sequence[Disbursement]) -> Event:
    """As in "12 lần giải ngân, tổng 340.000,00 USD", standing at the last payment of the year."""
    known = [row.usd_cents for row in rows if row.usd_cents is not None]
    refunds = sum(1 for row in rows if row.is_refund)
    times = ((len(rows) - refunds, "lần giải ngân"), (refunds, "lần hoàn trả"))
    what = ", ".join(f"{write_number(count)} {name}" for count, name in times if count)
    total = f", tổng {write_usd(sum(known))} USD" if known else ""
    lacking = len(rows) - len(known)
    more = f", chưa gồm {write_number(lacking)} dòng chưa quy đổi" if lacking else ""
    return Event(rows[-1].dated_on, str(rows[-1].dated_on.year), f"{what}{total}", 5, "#h-ledger", more)


def _row(project: AidProject, row: Any, text: str, rank: int) -> Event:
    """A ledger row, with the code of a component it belongs to; what else it says stands in the ledger."""
    code = row.project.code if row.project_id != project.pk else ""
    more = _after("ước" if row.is_estimate else "", code)
    return Event(row.dated_on, str(row.dated), text, rank, row.get_absolute_url(), more)


def money(row: Any) -> str:
    """The amount without its sign, in its currency; in another one than USD with the USD value."""
    amount = write_amount(abs(row.amount), row.currency)
    if row.currency == "USD":
        return amount
    usd = "chưa quy đổi" if row.usd_cents is None else f"{write_usd(abs(row.usd_cents))} USD"
    return f"{amount} ({usd})"


# Papers and works -------------------------------------------------------------------


def _reports(project: AidProject) -> Iterable[Event]:
    for one in sorted(project.report_receipts.all(), key=lambda one: one.pk):
        title = lower_first(report_title(one.kind, one.year))
        yield _on(one.received_on, f"Nhận {title}", 6, more=_after(one.document))


def _outputs(outputs: Iterable[ProjectOutput]) -> Iterable[Event]:
    for one in sorted(outputs, key=lambda one: one.pk):
        if one.handed_over_on is not None:
            what = output_words(write_number(plain(one.quantity)), one.get_kind_display(), one.unit)
            place = one.place.name if one.place else ""
            yield _on(one.handed_over_on, f"Bàn giao {what}", 7, more=_after(one.description or place))
