"""People's organisations of South-East Asia in the term: established, extended, countries new to the province."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from associations.queries import PartnerLine
from config.kit.numbers import write_number
from config.kit.partial_dates import PartialDate, Precision
from config.kit.periods import Period
from config.kit.tables import Column
from reports import addresses
from reports.exhibits.exhibit import Exhibit, Seen
from reports.exhibits.words import joined
from reports.measures import figure, year_within
from reports.render.bar_charts import Moment, timeline

FIGURES = ("sea_partners_established", "sea_partners_extended", "sea_partners_new_countries")
APART = "Thiết lập mới, mở rộng quan hệ và nước mới là ba số để riêng, không cộng với nhau."


@dataclass(frozen=True)
class PartnerRow:
    """A partner with the day it is counted by, and whether the relation is new."""

    line: PartnerLine
    is_new: bool

    @property
    def on(self) -> PartialDate:
        """The day as exactly as it is known."""
        return PartialDate(self.line.on, Precision(self.line.precision))

    @property
    def result(self) -> str:
        return "Thiết lập mới" if self.is_new else "Mở rộng: ký thêm thỏa thuận"


def southeast_asia(seen: Seen) -> Exhibit | None:
    """New partners first, then those with whom the relation was extended."""
    found = seen.facts.partners
    items = [
        *(PartnerRow(line, is_new=True) for line in found.established),
        *(PartnerRow(line, is_new=False) for line in found.extended),
    ]
    if not items:
        return None
    counts = [figure(key).total(seen.facts) for key in FIGURES[:2]]
    finding = partners_finding(counts[0], counts[1], found.new_countries)
    return Exhibit(
        key="southeast_asia",
        heading="Đối tác Đông Nam Á",
        finding=finding,
        drawing=_drawing(items, seen.facts.term, finding),
        columns=[
            Column("name", "Tổ chức nhân dân", lambda row: row.line.name),
            Column("country", "Nước", lambda row: row.line.country),
            Column("on", "Ngày", lambda row: row.on, "date"),
            Column("result", "Kết quả", lambda row: row.result),
        ],
        items=items,
        address=lambda row: addresses.partner(row.line.pk),
        note=APART,
    )


def partners_finding(established: int, extended: int, new_countries: Sequence[str]) -> str:
    """Both counts, and the countries that are new to the province."""
    said = []
    if established:
        said.append(f"thiết lập mới {write_number(established)}")
    if extended:
        said.append(f"mở rộng quan hệ {write_number(extended)}")
    new = f"; nước lần đầu có quan hệ: {joined(new_countries)}" if new_countries else ""
    return f"Đã {', '.join(said)} tổ chức nhân dân{new}."


def _drawing(items: Sequence[PartnerRow], term: Period, finding: str) -> SafeString:
    """A line for each country, in the order of its first point."""
    rows: dict[str, list[Moment]] = {}
    for row in sorted(items, key=lambda row: (row.line.on, row.line.pk)):
        moment = Moment((row.line.on - term.start).days, row.is_new, str(row.line.on.year))
        rows.setdefault(row.line.country, []).append(moment)
    years = [(str(year), (year_within(term, year).start - term.start).days) for year in term.years()]
    said = "; ".join(f"{row.line.name} ({row.line.country}), {row.result.lower()}, {row.on}" for row in items)
    return timeline(list(rows.items()), years, term.days, name="southeast_asia", title=finding, description=f"{said}.")
