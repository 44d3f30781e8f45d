"""What an exhibit is: one finding shown as a drawing, as a table and as a spreadsheet, all made from the same rows.

The dashboard, the full page of an exhibit, its files and the reports print the same object, so they cannot differ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from config.kit.tables import Cell, Column, Table, make_row, make_total
from reports.facts import Facts
from reports.money_measures import SIDES
from reports.scorecards import Card


@dataclass(frozen=True)
class Seen:
    """What exhibits are made from: a term at the end of a day. `measure` is "committed" or "disbursed"."""

    facts: Facts
    cards: Sequence[Card]
    as_of: date
    measure: str = "disbursed"

    @property
    def word(self) -> str:
        """The side of the ledger inside a sentence: "cam kết", "giải ngân"."""
        return SIDES[self.measure][1]


@dataclass(frozen=True)
class Exhibit:
    """`heading` says what is shown, `finding` what it says, in a sentence a Chair can read out.

    `drawing` is one self-contained SVG (empty where a table says more). `items` are the rows of the table by
    `columns`; `address` gives the list that holds exactly the rows of an item. `totals` maps a column's key to the
    sum of all items; None where the items do not add up, and `note` then says why. `total_address` opens the rows of
    the total, `total_addresses` those of single columns where each has its own.
    """

    key: str
    heading: str
    finding: str
    drawing: SafeString
    columns: Sequence[Column]
    items: Sequence[Any]
    totals: Mapping[str, Any] | None = None
    address: Callable[[Any], str] | None = None
    total_address: str = ""
    total_addresses: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def table(self) -> Table:
        """The table beside the drawing, with its total."""
        address = self.address or (lambda item: "")
        rows = [make_row(self.columns, item, url=address(item)) for item in self.items]
        caption = f"{self.heading}, bảng số liệu"
        return Table(caption, self.columns, rows, self._total(), is_caption_hidden=True)

    def _total(self) -> list[Cell] | None:
        if self.totals is None:
            return None
        urls = self.total_addresses or dict.fromkeys(list(self.totals)[:1], self.total_address)
        return make_total(self.columns, "Tổng", self.totals, urls=urls)


Builder = Callable[[Seen], Exhibit | None]
"""Makes an exhibit; None where there is nothing to show."""
