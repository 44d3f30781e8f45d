"""What the page and the one-page profile of an organisation say, from loaded rows only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from aid.choices import RelationKind
from aid.models import AidProject, ForeignNGO
from aid.queries.givers import GiverMoney, GiverSum
from aid.registers import COMMITMENTS, DISBURSEMENTS
from aid.rules.certificates import Held, Standing
from aid.views.ledger_columns import plain
from aid.views.project_page import stage_pill, usd_text
from config.kit.numbers import write_number
from config.kit.tables import Column, Link, Pill, Table, make_table, make_total

YEARS_SHOWN = 10
UNCONVERTED = "{count} dòng chưa quy đổi, không có trong tổng"
UNSPLIT = "{count} dòng của khoản nhiều bên tài trợ chưa ghi tỷ lệ, không tính riêng cho tổ chức nào"


@dataclass(frozen=True)
class YearRow:
    """A calendar year, or the years before the ones shown, with the giver's sums."""

    label: str
    money: GiverSum
    year: int | None


@dataclass(frozen=True)
class ProjectRow:
    """A project of the giver, its share as written, and its part of the money."""

    project: AidProject
    share: str
    money: GiverSum


def relation_of(ngo: ForeignNGO, day: date) -> str:
    """How the organisation stands to the province on a day, from its loaded relation rows; direct wins."""
    running = [
        relation.kind
        for relation in ngo.relations.all()
        if (relation.start is None or relation.start.first <= day)
        and (relation.end is None or relation.end.last >= day)
    ]
    if RelationKind.DIRECT in running:
        return str(RelationKind.DIRECT.label)
    return str(RelationKind.INDIRECT.label) if running else ""


def year_rows(money: GiverMoney, most: int = YEARS_SHOWN) -> list[YearRow]:
    """The newest years, newest first, and all earlier ones in one row, so that the rows add up to the total."""
    years = sorted(money.by_year, reverse=True)
    rows = [YearRow(str(year), money.by_year[year], year) for year in years[:most]]
    earlier = years[most:]
    if earlier:
        sums = [money.by_year[year] for year in earlier]
        rows.append(
            YearRow(f"Trước {years[most - 1]}", GiverSum(_sum(sums, "committed"), _sum(sums, "disbursed")), None)
        )
    return rows


def _sum(sums: Sequence[GiverSum], side: str) -> int | None:
    known = [value for one in sums if (value := getattr(one, side)) is not None]
    return sum(known) if known else None


def project_rows(ngo: ForeignNGO, money: GiverMoney) -> list[ProjectRow]:
    return [
        ProjectRow(project, share_of(ngo, project), money.by_project.get(project.pk, GiverSum()))
        for project in money.projects
    ]


def share_of(ngo: ForeignNGO, project: AidProject) -> str:
    """The giver's share as the project has it: a percentage, sole, one of several, or only rows of its own."""
    donors = list(project.donors.all())
    own = next((donor for donor in donors if donor.ngo_id == ngo.pk), None)
    if own is None:
        return "theo từng dòng"
    if own.percent is not None:
        return f"{write_number(plain(own.percent))}%"
    return "toàn bộ" if len(donors) == 1 else "chưa ghi tỷ lệ"


def standing_pill(held: Held) -> Pill | None:
    """An organisation's certificates as one state; nothing when it has none."""
    on = f"{held.on:%d/%m/%Y}" if held.on is not None else ""
    return {
        Standing.VALID: Pill(f"Còn hiệu lực đến {on}" if on else "Còn hiệu lực", "ok", "check"),
        Standing.EXPIRING: Pill(f"Sắp hết hạn, ngày {on}", "warn", "warn"),
        Standing.EXPIRED: Pill(f"Đã hết hạn ngày {on}", "bad", "bad"),
        Standing.SUSPENDED: Pill(f"Đình chỉ từ {on}", "bad", "bad"),
        Standing.REVOKED: Pill(f"Thu hồi từ {on}", "bad", "bad"),
        Standing.NONE: None,
    }[held.standing]


PROJECT_COLUMNS = (
    Column("name", "Khoản viện trợ", lambda row: row.project.name, sub=lambda row: row.project.code),
    Column("stage", "Giai đoạn", lambda row: stage_pill(row.project), "pill"),
    Column("share", "Phần tài trợ", lambda row: row.share),
    Column("committed", "Cam kết (USD)", lambda row: row.money.committed, "usd"),
    Column("disbursed", "Giải ngân (USD)", lambda row: row.money.disbursed, "usd"),
)
YEAR_COLUMNS = (
    Column("year", "Năm", lambda row: row.label),
    Column("committed", "Cam kết (USD)", lambda row: row.money.committed, "usd"),
    Column("disbursed", "Giải ngân (USD)", lambda row: row.money.disbursed, "usd"),
)


def totals(money: GiverMoney) -> dict[str, int | None]:
    return {"committed": money.total.committed, "disbursed": money.total.disbursed}


def sums(money: GiverMoney) -> list[tuple[str, str]]:
    """The two sums in words ready to print; a dash where no row has a value."""
    pairs = (("Cam kết", money.total.committed), ("Giải ngân", money.total.disbursed))
    return [(label, usd_text(cents)) for label, cents in pairs]


def money_notes(money: GiverMoney) -> str:
    """What the sums do not hold, in words."""
    notes = ((money.unconverted, UNCONVERTED), (money.unsplit, UNSPLIT))
    return "; ".join(sentence.format(count=write_number(count)) for count, sentence in notes if count)


def years_table(money: GiverMoney) -> Table:
    rows, total = year_rows(money), make_total(YEAR_COLUMNS, "Cộng", totals(money), money_notes(money))
    return make_table(
        "Cam kết, giải ngân theo năm", YEAR_COLUMNS, rows, total=total if rows else None, empty="Chưa có dòng tiền nào."
    )


def projects_table(ngo: ForeignNGO, money: GiverMoney) -> Table:
    rows = project_rows(ngo, money)
    return make_table(
        "Khoản viện trợ",
        PROJECT_COLUMNS,
        rows,
        url=lambda row: row.project.get_absolute_url(),
        total=make_total(PROJECT_COLUMNS, "Cộng", totals(money), money_notes(money)) if rows else None,
        empty="Chưa có khoản viện trợ nào.",
    )


def ledger_links(ngo: ForeignNGO) -> list[Link]:
    """The rows behind the two sums: the lists show this giver's part of each and the same total."""
    query = urlencode({"donor": ngo.pk, "counted": 1})
    return [Link(register.title, f"{register.url('list')}?{query}") for register in (COMMITMENTS, DISBURSEMENTS)]
