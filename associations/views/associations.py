"""Pages of friendship associations."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from associations.filters import AssociationFilter
from associations.forms.associations import AssociationForm
from associations.models import FriendshipAssociation, MembershipCount
from associations.queries import (
    CONGRESS_NOTICE,
    MembershipTotals,
    association_line,
    congress_due_on,
    latest_count,
    membership_totals,
)
from associations.registers import ASSOCIATION_TABS, ASSOCIATIONS
from associations.views.delegations import delegations_table
from config.kit.clock import today
from config.kit.lists import RegisterList
from config.kit.numbers import write_number
from config.kit.tables import Column, Fact, FactGroup, Pill, Table, make_table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.office_settings import CONGRESS_YEARS, value_of

KINDS = (("official", "chính thức"), ("associate", "liên kết"), ("honorary", "danh dự"), ("collective", "tập thể"))


def members_in_words(count: MembershipCount | None) -> str:
    """ "2.000 chính thức · 19 tập thể (2019)": always by kind."""
    return "" if count is None else f"{by_kind_in_words(count)} ({count.year})"


def by_kind_in_words(count: MembershipCount | MembershipTotals) -> str:
    parts = [f"{write_number(getattr(count, kind))} {name}" for kind, name in KINDS if getattr(count, kind)]
    return " · ".join(parts) or "0 hội viên"


def congress_pill(association: FriendshipAssociation, day: date, years: int) -> Pill | None:
    """When the next congress is due, and whether that day has passed or is near; None when no congress is known."""
    if association.congress_on is None:
        return None
    due = congress_due_on(association.congress_on, years)
    if due < day:
        return Pill(f"Quá hạn {due:%d/%m/%Y}", "bad", "bad")
    if due <= day + CONGRESS_NOTICE:
        return Pill(f"Đến hạn {due:%d/%m/%Y}", "warn", "clock")
    return Pill(f"Hạn {due:%d/%m/%Y}")


class AssociationList(RegisterList):
    register = ASSOCIATIONS
    filterset_class = AssociationFilter
    default_sort = "name"
    tabs = ASSOCIATION_TABS
    chips = (("Hội thành viên", "member=yes"), ("Quá hạn đại hội", "congress=overdue"))
    lede = "Hội hữu nghị của tỉnh; hội viên ghi riêng từng loại, theo năm gần nhất."

    @cached_property
    def year(self) -> int | None:
        """The year at whose end members are told; the newest one unless figures of an earlier day were opened."""
        filters = AssociationFilter(self.request.GET)
        on = filters.form.cleaned_data.get("member_on") if filters.is_valid() else None
        return None if on is None else int(on.year)

    def _members(self, row: FriendshipAssociation) -> str:
        return members_in_words(latest_count(row.membership_counts.all(), self.year))

    def totals(self, queryset: Any) -> Mapping[str, Any]:
        """Members by kind of the rows that count; the kinds are never one number."""
        sums = membership_totals(association_line(row, self.year) for row in queryset.active().for_list())
        return {"members": by_kind_in_words(sums), "sums": sums}

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        unknown = totals["sums"].unknown
        return f"{write_number(unknown)} hội chưa ghi số hội viên" if unknown else ""

    @cached_property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        """The pill of the congress depends on the day and on the office's setting, both asked once a page."""
        day, years = today(), value_of(CONGRESS_YEARS)
        return (
            Column("name", "Hội", lambda row: row.name, sort=("name",)),
            Column("country", "Nước", lambda row: row.country and row.country.name, sort=("country__name",)),
            Column("founded", "Thành lập", lambda row: row.founded_on, kind="date", sort=("founded_on",)),
            Column("chair", "Chủ tịch", lambda row: row.chair, sort=("chair",)),
            Column("members", "Hội viên", self._members),
            Column(
                "congress",
                "Đại hội kế tiếp",
                lambda row: congress_pill(row, day, years),
                kind="pill",
                sort=("congress_on",),
            ),
        )


class AssociationDetail(RecordDetail):
    register = ASSOCIATIONS

    def lede(self, record: FriendshipAssociation) -> str:
        parts = (record.country and record.country.name, members_in_words(latest_count(record.membership_counts.all())))
        return " · ".join(part for part in parts if part)

    def pills(self, record: FriendshipAssociation) -> Sequence[Pill]:
        pill = congress_pill(record, today(), value_of(CONGRESS_YEARS))
        return [Pill(f"Đại hội: {pill.text.lower()}", pill.tone, pill.icon)] if pill else []

    def facts(self, record: FriendshipAssociation) -> Sequence[FactGroup]:
        main = (
            Fact("Nước", record.country),
            Fact("Chủ tịch hội", record.chair),
            Fact("Trụ sở", record.seat),
            Fact("Thành viên Liên hiệp từ", record.member_since, "date"),
            Fact("Thành viên Liên hiệp đến", record.member_until, "date"),
            Fact("Ghi chú", record.note),
        )
        papers = (
            Fact("Ngày thành lập", record.founded_on, "date"),
            Fact("Quyết định thành lập", record.founding_decision),
            Fact("Phê duyệt điều lệ", record.charter_decision),
            Fact("Đại hội gần nhất lần thứ", record.congress_ordinal, "number"),
            Fact("Ngày đại hội gần nhất", record.congress_on, "date"),
        )
        return [FactGroup("Thông tin chính", main), FactGroup("Quyết định, đại hội", papers)]

    def tables(self, record: FriendshipAssociation) -> Sequence[Table]:
        columns = (
            Column("year", "Cuối năm", lambda row: str(row.year)),
            *(Column(kind, f"Hội viên {name}", _number_of(kind), kind="number") for kind, name in KINDS),
        )
        counts = sorted(record.membership_counts.all(), key=lambda row: -row.year)
        return [
            make_table("Hội viên theo năm", columns, counts, empty="Chưa ghi số hội viên năm nào."),
            delegations_table(record, self.request.user),
        ]

    def missing(self, record: FriendshipAssociation) -> Sequence[str]:
        gaps = (
            (record.member_since is None, "Chưa ghi ngày vào Liên hiệp: báo cáo chưa đếm hội này là hội thành viên."),
            (record.congress_on is None, "Chưa ghi ngày đại hội gần nhất, nên chưa tính được hạn đại hội kế tiếp."),
            (not record.membership_counts.all(), "Chưa ghi số hội viên."),
        )
        return [sentence for is_gap, sentence in gaps if is_gap]


def _number_of(kind: str) -> Any:
    return lambda row: getattr(row, kind)


class AssociationCreate(RecordCreate):
    register = ASSOCIATIONS
    form_class = AssociationForm


class AssociationEdit(RecordEdit):
    register = ASSOCIATIONS
    form_class = AssociationForm
