"""The disbursements of one period, project by project: who is asked, what stands already, what was answered."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from aid.choices import PeriodReply, Stage
from aid.models import AidProject, Commitment, Disbursement, PeriodAnswer
from aid.queries.running import OPEN_STAGES, has_money_in, running_in
from config.kit.numbers import write_amount
from config.kit.partial_dates import EARLIEST_YEAR, LATEST_YEAR, ROMAN_QUARTERS, PartialDate
from config.kit.periods import Period
from config.kit.text import fold, upper_first

# Periods ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EntryPeriod:
    """A month, quarter, half or year to enter, with the date its rows get.

    Dates know no halves: the rows of a half stand in its last quarter and their note names the half.
    """

    key: str
    period: Period
    dated: PartialDate

    @property
    def label(self) -> str:
        return self.period.label

    @property
    def title(self) -> str:
        return upper_first(self.label)

    @property
    def year(self) -> int:
        return self.period.start.year

    @property
    def part(self) -> str:
        """What follows the year in the key: "Q3", "H1", "07", "Y" for the whole year."""
        return self.key[5:] or WHOLE_YEAR

    @property
    def is_half(self) -> bool:
        return self.part.startswith("H")

    @property
    def note(self) -> str:
        """What the date of a row cannot say."""
        return f"Giải ngân {self.label}" if self.is_half else ""


class UnknownPeriod(ValueError):
    """No period can be entered under that name; the text says why."""


WHOLE_YEAR = "Y"
PARTS: tuple[tuple[str, str], ...] = (
    *((f"Q{n}", f"Quý {roman}") for n, roman in enumerate(ROMAN_QUARTERS, start=1)),
    ("H1", "6 tháng đầu năm"),
    ("H2", "6 tháng cuối năm"),
    (WHOLE_YEAR, "Cả năm"),
    *((f"{month:02d}", f"Tháng {month}") for month in range(1, 13)),
)
_KEY = re.compile(r"(\d{4})(?:-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?", re.ASCII)
NOT_READ = "Không có kỳ “{text}”. Chọn năm và quý, tháng, 6 tháng hoặc cả năm trong hai ô bên dưới."
NOT_BEGUN = "{title} chưa bắt đầu nên chưa ghi giải ngân được. Chọn kỳ đã bắt đầu."


def read_period(text: str, *, today: date) -> EntryPeriod:
    """The period of a key: "2016-Q3", "2016-07", "2016-H1", "2016".

    Raises UnknownPeriod for anything else and for a period that has not begun.
    """
    found = _KEY.fullmatch(text)
    if found is None or not EARLIEST_YEAR <= int(found[1]) <= LATEST_YEAR:
        raise UnknownPeriod(NOT_READ.format(text=" ".join("".join(filter(str.isprintable, text)).split())[:30]))
    entry = _period(text, int(found[1]), found[2] or "")
    if entry.period.start > today:
        raise UnknownPeriod(NOT_BEGUN.format(title=entry.title))
    return entry


def _period(key: str, year: int, part: str) -> EntryPeriod:
    number = int(part.lstrip("QH") or 0)
    if part.startswith("Q"):
        return EntryPeriod(key, Period.quarter(year, number), PartialDate.of_quarter(year, number))
    if part.startswith("H"):
        return EntryPeriod(key, Period.half_year(year, number), PartialDate.of_quarter(year, 2 * number))
    if part:
        dated = PartialDate.of_month(year, number)
        return EntryPeriod(key, Period(dated.first, dated.last, f"tháng {number} năm {year}"), dated)
    return EntryPeriod(key, Period.calendar_year(year), PartialDate.of_year(year))


def last_ended_quarter(today: date) -> EntryPeriod:
    """The newest quarter that is over."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    before = first - timedelta(days=1)
    return read_period(f"{before.year:04d}-Q{(before.month + 2) // 3}", today=today)


# Who is asked, and what is known --------------------------------------------------------------------


class State(StrEnum):
    """Where a project stands in a period."""

    ENTERED = "entered"
    NOTHING = "nothing"
    WAITING = "waiting"
    OPEN = "open"


@dataclass(frozen=True)
class AskedProject:
    """A project with the disbursements that stand in the period and what its owner said of it.

    Money wins over an answer: "không phát sinh" beside a row is a contradiction, not a state.
    """

    project: Any
    rows: tuple[Disbursement, ...] = ()
    answer: PeriodAnswer | None = None

    @property
    def reply(self) -> str:
        return self.answer.reply if self.answer else ""

    @property
    def state(self) -> State:
        if self.rows:
            return State.ENTERED
        return State(self.reply) if self.reply else State.OPEN

    @property
    def is_answered(self) -> bool:
        """Whether nobody needs to call: an amount stands, or nothing was paid. "Chưa báo cáo" is still owed."""
        return self.state in {State.ENTERED, State.NOTHING}

    @property
    def is_contradicted(self) -> bool:
        return bool(self.rows) and self.reply == PeriodReply.NOTHING

    @property
    def amounts(self) -> dict[str, Decimal]:
        return sums_by_currency((row.currency, row.amount) for row in self.rows)

    @property
    def marker(self) -> str:
        """What stood here, to tell later whether it changed: the rows with their versions, and the answer."""
        stood = ",".join(f"{row.pk}.{row.version}" for row in self.rows)
        return f"{hashlib.sha256(stood.encode()).hexdigest()[:12]}/{self.reply}"

    @property
    def refusal(self) -> str:
        """Why the project takes no money of this period any more; empty while it is asked."""
        if self.project.is_asked:
            return ""
        if self.project.is_archived:
            return "vừa được lưu trữ nên không nhận thêm tiền. Xóa ô này, hoặc khôi phục khoản viện trợ trước."
        if self.project.stage == Stage.REJECTED:
            return "vừa chuyển sang “Không phê duyệt” nên không nhận thêm tiền. Xóa ô này, hoặc xem lại giai đoạn."
        if self.project.component_count:
            return "nay có dự án thành phần: ghi tiền ở từng dự án thành phần. Xóa ô này."
        return "không còn thực hiện trong kỳ này vì thời gian hoặc giai đoạn vừa được sửa. Xóa ô này, hoặc xem lại."


def sums_by_currency(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Sums of amounts, one a currency, in the order of their codes; nothing is converted."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in amounts:
        sums[currency] += amount
    return dict(sorted(sums.items()))


def written(sums: dict[str, Decimal]) -> str:
    """As in "12.000,00 USD; 3.000.000 đồng"."""
    return "; ".join(write_amount(amount, currency) for currency, amount in sums.items())


def asked_projects(entry: EntryPeriod, projects: Any, *, also: Collection[int] = ()) -> list[AskedProject]:
    """Who is asked, by owner and code, and those of `also` whatever has become of them. Three queries.

    `projects` is what the person may see. A programme is not asked: its components are.
    """
    found = list(
        projects.annotate(is_asked=Case(When(_is_asked(entry.period), then=Value(True)), default=Value(False)))
        .filter(Q(is_asked=True) | Q(pk__in=also))
        .with_sums()
        .annotate(usual_currency=_usual_currency())
        .select_related("owner")
        .order_by(F("owner__name").asc(nulls_last=True), "code", "pk")
    )
    ids = [project.pk for project in found]
    rows: dict[int, list[Disbursement]] = defaultdict(list)
    inside = {"dated_on__range": (entry.period.start, entry.period.end), "project__in": ids}
    for row in Disbursement.objects.active().filter(**inside).order_by("dated_on", "pk"):
        rows[row.project_id].append(row)
    spans = PeriodAnswer.objects.of_span(entry.period.start, entry.period.end).filter(project__in=ids)
    answers = {answer.project_id: answer for answer in spans}
    return [AskedProject(project, tuple(rows[project.pk]), answers.get(project.pk)) for project in found]


def _is_asked(period: Period) -> Q:
    component = AidProject.objects.active().filter(parent=OuterRef("pk"))
    return Q(archived_at=None) & ~Q(stage=Stage.REJECTED) & running_in(period) & ~Q(Exists(component))


def _usual_currency() -> Coalesce:
    """The currency of the project's last disbursement, else of its last commitment, else US dollars."""
    newest = [
        Subquery(
            model.objects.active().filter(project=OuterRef("pk")).order_by("-dated_on", "-pk").values("currency")[:1]
        )
        for model in (Disbursement, Commitment)
    ]
    return Coalesce(*newest, Value("USD"))


def undated_projects(entry: EntryPeriod, projects: Any) -> list[AidProject]:
    """Projects under way that no period can hold, because neither their start nor their approval is dated."""
    undated = Q(stage__in=OPEN_STAGES, start_on=None, approval_on=None)
    component = AidProject.objects.active().filter(parent=OuterRef("pk"))
    return list(projects.counted().filter(undated, ~has_money_in(entry.period), ~Exists(component)).order_by("code"))


def last_writers(entry: EntryPeriod, ids: Collection[int]) -> dict[int, Any]:
    """Who last wrote to the period of each project: its disbursements or its answer. Two queries."""
    dated = {"dated_on__range": (entry.period.start, entry.period.end)}
    span = {"start_on": entry.period.start, "end_on": entry.period.end}
    newest: dict[int, Any] = {}
    for history, inside in ((Disbursement.history, dated), (PeriodAnswer.history, span)):
        for change in history.filter(project_id__in=ids, **inside).select_related("history_user"):
            known = newest.get(change.project_id)
            if known is None or change.history_date > known.history_date:
                newest[change.project_id] = change
    return {pk: change.history_user for pk, change in newest.items()}


def paid_before_commitments(rows: Collection[Disbursement]) -> list[str]:
    """Codes of the projects of payments that surely lie before every commitment of theirs. One query.

    The rule of aid.queries.ledger.paid_before_commitment, for many rows.
    """
    starts: dict[int, date] = {}
    for commitment in Commitment.objects.active().filter(project__in={row.project_id for row in rows}):
        dated = commitment.dated
        if dated is not None:
            starts[commitment.project_id] = min(starts.get(commitment.project_id, dated.first), dated.first)
    early = [row for row in rows if row.project_id in starts and row.dated and row.dated.last < starts[row.project_id]]
    return [row.project.code for row in early]


# What is typed in place of an amount -----------------------------------------------------------------

_SPOKEN: dict[str, PeriodReply] = {
    **dict.fromkeys(("-", "–", "—", "−", "khong phat sinh", "khong"), PeriodReply.NOTHING),
    **dict.fromkeys(("?", "chua bao cao", "chua"), PeriodReply.WAITING),
}


def spoken_reply(text: str) -> PeriodReply | None:
    """The answer that stands where an amount is asked: "-", "không phát sinh"; "?", "chưa báo cáo"; else None."""
    return _SPOKEN.get(fold(text))
