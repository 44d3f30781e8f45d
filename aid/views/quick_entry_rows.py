"""How quick entry shows a project: its row, the groups by owner, the counts, the columns of the Excel file."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from aid.forms.quick_entry import EntryRow
from aid.queries.quick_entry import AskedProject, EntryPeriod, State, written
from aid.registers import DISBURSEMENTS
from aid.views.ledger_columns import is_converted
from config.kit.money import from_minor
from config.kit.numbers import write_amount, write_number
from config.kit.tables import Column, Pill

NO_OWNER = "Chưa ghi chủ khoản viện trợ"
PILLS = {
    State.ENTERED: Pill("Đã nhập", "ok", "check"),
    State.NOTHING: Pill("Không phát sinh", "ok", "check"),
    State.WAITING: Pill("Chưa báo cáo", "warn", "warn"),
    State.OPEN: Pill("Chưa trả lời", "", "dot"),
}


@dataclass(frozen=True)
class ShownRow:
    """A row as the template prints it."""

    row: EntryRow
    entry: EntryPeriod

    @property
    def project(self) -> Any:
        return self.row.asked.project

    @property
    def owner(self) -> str:
        return owner_of(self.row.asked)

    @property
    def pill(self) -> Pill:
        return PILLS[self.row.asked.state]

    @property
    def base(self) -> State:
        """Where the project stands before anything typed here."""
        return self.row.asked.state

    @property
    def state(self) -> str:
        """Where it will stand once the page is saved; nothing for a project that is no longer asked."""
        return "" if self.row.asked.refusal else self.row.state

    @property
    def money_so_far(self) -> str:
        return f"Cam kết {_usd(self.project.committed_cents)} · đã giải ngân {_usd(self.project.disbursed_cents)}"

    @property
    def stands(self) -> str:
        """What the period holds already, as in "2 dòng: 5.000,00 USD"."""
        asked = self.row.asked
        return f"{write_number(len(asked.rows))} dòng: {written(asked.amounts)}" if asked.rows else ""

    @property
    def stands_url(self) -> str:
        rows, period = self.row.asked.rows, self.entry.period
        if len(rows) == 1:
            return rows[0].get_absolute_url()
        asked = {"q": self.project.code, "from": f"{period.start:%d/%m/%Y}", "to": f"{period.end:%d/%m/%Y}"}
        return f"{DISBURSEMENTS.url('list')}?{urlencode(asked)}"

    @property
    def stands_note(self) -> str:
        if self.row.asked.is_contradicted:
            return "Đã ghi “Không phát sinh” nhưng có dòng giải ngân; đang tính theo dòng giải ngân."
        return "Nhập nữa là thêm một dòng." if self.row.asked.rows else ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Each sentence with the control it belongs to."""
        return [(name, sentence) for name, sentences in self.row.errors.items() for sentence in sentences]

    @property
    def is_wrong(self) -> dict[str, bool]:
        return dict.fromkeys(self.row.errors, True)


def _usd(cents: int | None) -> str:
    return "chưa có" if cents is None else write_amount(from_minor(cents, 2), "USD")


def owner_of(asked: AskedProject) -> str:
    return asked.project.owner.name if asked.project.owner else NO_OWNER


def grouped_by_owner(rows: Sequence[ShownRow]) -> list[tuple[str, list[ShownRow]]]:
    """The rows in their order, under the name of their owner."""
    return [(owner, list(group)) for owner, group in groupby(rows, key=lambda row: row.owner)]


def counts_of(rows: Sequence[EntryRow], everything: Sequence[AskedProject]) -> dict[str, int]:
    """How many of all who are asked have an amount, have nothing to report, still owe an answer; what is typed
    on the page counts as if it were saved."""
    states = {asked.project.pk: asked.state for asked in everything}
    states |= {row.asked.project.pk: row.state for row in rows if row.asked.project.pk in states}
    held = list(states.values())
    entered, nothing = held.count(State.ENTERED), held.count(State.NOTHING)
    return {"entered": entered, "nothing": nothing, "open": len(held) - entered - nothing}


def _sum(values: Any) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


STATUS_COLUMNS: tuple[Column, ...] = (
    Column("project", "Khoản viện trợ", lambda one: one.project.name),
    Column("code", "Mã", lambda one: one.project.code),
    Column("owner", "Chủ khoản viện trợ", owner_of),
    Column("state", "Tình trạng", lambda one: PILLS[one.state], "pill"),
    Column("rows", "Số dòng trong kỳ", lambda one: len(one.rows), "number"),
    Column("amounts", "Nguyên tệ trong kỳ", lambda one: written(one.amounts)),
    Column("usd", "USD trong kỳ", lambda one: _sum(row.usd_cents for row in one.rows), "usd"),
    Column("vnd", "Đồng trong kỳ", lambda one: _sum(row.vnd for row in one.rows), "vnd"),
    Column("lacking", "Dòng chưa quy đổi", lambda one: sum(not is_converted(row) for row in one.rows), "number"),
    Column("committed", "Cam kết (USD)", lambda one: one.project.committed_cents, "usd"),
    Column("disbursed", "Đã giải ngân (USD)", lambda one: one.project.disbursed_cents, "usd"),
)
