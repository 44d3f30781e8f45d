"""The tables of the report list: issued reports by year, drafts, years of which something is known."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from config.kit.tables import Column, Link, Pill, Table, make_table
from reports.choices import FileFormat, Standing
from reports.models import Report

KEPT = "Đã sửa {count} đoạn"
AS_DRAFTED = "Soạn sẵn"
FINAL, ESTIMATE = Pill(Standing.FINAL.label, "ok", "check"), Pill(Standing.ESTIMATE.label, "warn", "dot")


def title_of(report: Report) -> str:
    """ "Tổng kết công tác năm 2019": the first line of its title."""
    return report.occasion.title[0]


def issued_tables(reports: Sequence[Report]) -> list[Table]:
    """A table a year, the newest first; `reports` come newest first with `issued`, `body`, `term`, `replaces` and the
    newer ones that replace them loaded."""
    years: dict[int, list[Report]] = {}
    for report in reports:
        years.setdefault(report.year, []).append(report)
    return [
        make_table(f"Năm {year}", ISSUED, years[year], url=Report.get_absolute_url, is_caption_hidden=True)
        for year in sorted(years, reverse=True)
    ]


def _replaced(report: Report) -> str:
    """Which report it replaces, and which one has replaced it."""
    said = [f"thay báo cáo số {report.replaces.number}"] if report.replaces is not None else []
    said += [f"đã được thay bằng báo cáo số {newer.number}" for newer in report.corrections.all() if newer.is_issued]
    return ", ".join(said)


def _standing(report: Report) -> Pill:
    return ESTIMATE if report.standing == Standing.ESTIMATE else FINAL


ISSUED = (
    Column("title", "Báo cáo", title_of, sub=_replaced),
    Column("symbol", "Số, ký hiệu", lambda report: report.issued.symbol),
    Column("dated", "Ngày ký", lambda report: report.dated_on, kind="date"),
    Column("body", "Cơ quan ban hành", lambda report: report.body.short_name),
    Column("standing", "Số liệu", _standing, kind="pill"),
)


def draft_table(drafts: Sequence[Report], names: Mapping[int, str]) -> Table:
    """Drafts with who changed them last and when (`last_at`, `last_by` of the row, `names` by id of user)."""
    columns = (
        Column("title", "Báo cáo", title_of, sub=_correcting),
        Column("body", "Cơ quan ban hành", lambda draft: draft.body.short_name),
        Column("words", "Lời văn", words_of),
        Column("last", "Sửa lần cuối", lambda draft: draft.last_at, kind="date", sub=lambda draft: _by(draft, names)),
    )
    return make_table("Báo cáo đang soạn", columns, drafts, url=Report.get_absolute_url)


def _correcting(draft: Report) -> str:
    return f"thay báo cáo số {draft.replaces.number}" if draft.replaces is not None else ""


def _by(draft: Any, names: Mapping[int, str]) -> str:
    return names.get(draft.last_by, "")


def words_of(draft: Report | None) -> str:
    """Whose words a draft has."""
    count = draft.edited_count if draft is not None else 0
    return KEPT.format(count=count) if count else AS_DRAFTED


def year_table(years: Sequence[int], drafts: Mapping[int, Report], issued: Mapping[int, Report]) -> Table:
    """Years with data: the annual report of each, issued or drafted, and its three files."""

    def state(year: int) -> str:
        if year in issued:
            return f"Đã ban hành, số {issued[year].number}"
        return words_of(drafts.get(year))

    columns = (
        Column("year", "Năm", lambda year: f"Năm {year}"),
        Column("state", "Tình trạng", state),
        *(_file_column(kind) for kind in FileFormat),
    )
    return make_table(
        "Các năm có số liệu", columns, years, url=lambda year: reverse("reports:report", args=["annual", year])
    )


def _file_column(kind: FileFormat) -> Column:
    def link(year: int) -> Link:
        return Link(f"Tải {kind.label}", reverse("reports:report-file", args=["annual", year, kind.value]))

    return Column(kind.value, f"Tệp {kind.label}", link, kind="link")
