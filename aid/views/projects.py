"""Pages of aid projects."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from aid.actions.amendments import AMENDABLE, why_not_amendable
from aid.actions.projects import save_project
from aid.choices import Stage
from aid.filters.projects import MISSING, NOTHING, ProjectFilter
from aid.forms.projects import ProjectForm
from aid.models import AidProject
from aid.queries.calls import CLOSED
from aid.queries.completeness import PROJECT_NEEDS, with_missing
from aid.queries.ledger import ProjectTotals, ledger_of, project_order, project_totals
from aid.queries.outputs import output_totals, people_served
from aid.queries.standing import Standing, in_order, standing_of
from aid.registers import COMMITMENTS, DISBURSEMENTS, PROJECTS
from aid.views import project_page as page
from aid.views.amendment_words import amendments_table
from aid.views.documents import HasDocuments
from aid.views.lists import AID_TABS
from aid.views.project_story import AskedDay, asked_day, story
from aid.views.reporting_columns import project_reports
from config.kit.access import can
from config.kit.clock import today
from config.kit.completeness import lacking, with_needs
from config.kit.lists import RegisterList
from config.kit.money import percent
from config.kit.numbers import write_number
from config.kit.tables import Column, FactGroup, Pill, Table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit

AMEND = "Ghi điều chỉnh"
NO_COMMITMENT = "thiếu cam kết"
NOT_COUNTED = "không tính"
STAGE_MOVE = "Chuyển giai đoạn"
# More kinds than these are folded away below the list.
OUTPUTS_IN_SIGHT = 8


def is_counted(project: AidProject) -> bool:
    """Whether figures hold the project's rows (docs/rules.md, What counts)."""
    return not project.is_archived and project.stage != Stage.REJECTED


def committed(project: Any) -> int | None:
    return project.committed_cents if is_counted(project) else None


def committed_note(project: Any) -> str:
    """What stands under the commitment: why there is none, or what it does not hold."""
    if not is_counted(project):
        return NOT_COUNTED
    if project.component_count:
        return f"gồm {write_number(project.component_count)} dự án thành phần"
    if not project.committed_rows:
        return NO_COMMITMENT
    return _unconverted(project.committed_unconverted)


def disbursed(project: Any) -> int | None:
    """Nothing paid out yet is zero; rows that are all unconverted are unknown."""
    if not is_counted(project) or project.component_count:
        return None
    return project.disbursed_cents if project.disbursed_cents is not None or project.disbursed_unconverted else 0


def _unconverted(rows: int) -> str:
    return f"{write_number(rows)} dòng chưa quy đổi" if rows else ""


def rate(project: Any) -> Any:
    """Disbursed in per cent of committed; none without a whole commitment to measure by."""
    given, paid = committed(project), disbursed(project)
    if not given or paid is None or project.committed_unconverted:
        return None
    return percent(paid, given)


def lacks(project: Any) -> str:
    """What the project lacks for its stage, as in "bên tài trợ, địa bàn"."""
    return ", ".join(need.label for need in lacking(project, PROJECT_NEEDS))


# Shown only when the list is asked for what is missing: then it is a work list, the emptiest record first.
LACKS = Column("missing", "Còn thiếu", lacks, sort=("missing_count",))


class ProjectList(RegisterList):
    register = PROJECTS
    filterset_class = ProjectFilter
    template_name = "aid/project_list.html"
    default_sort = "-time"
    tabs = AID_TABS
    lede = "Chương trình, dự án, phi dự án, cứu trợ khẩn cấp. Số tiền lấy từ sổ cam kết và sổ giải ngân."
    chips = (
        ("Đang thực hiện", "stage=implementing"),
        ("Kêu gọi viện trợ", "is_call_for_aid=yes"),
        ("Còn thiếu thông tin", "missing=any"),
        ("Thiếu cam kết", "missing=commitment"),
        ("Thiếu lĩnh vực", "missing=sector"),
        ("Thiếu địa bàn", "missing=place"),
    )
    columns = (
        Column("name", "Khoản viện trợ, bên tài trợ", lambda row: row.name, sort=("name",), sub=page.code_and_donors),
        Column("place", "Địa bàn", page.place_in_short),
        Column("stage", "Giai đoạn", page.stage_pill, "pill", ("stage",)),
        Column("time", "Thời gian", page.time_in_short, "date", ("start_order",), is_wide=True),
        Column("committed", "Cam kết (USD)", committed, "usd", ("committed_order",), sub=committed_note),
        Column(
            "disbursed",
            "Giải ngân (USD)",
            disbursed,
            "usd",
            ("disbursed_order",),
            sub=lambda row: _unconverted(row.disbursed_unconverted) if is_counted(row) else "",
        ),
        Column("rate", "Tỷ lệ", rate, "percent", is_wide=True),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self._is_work_list():
            name, *rest = (column for column in self.columns if not column.is_wide)
            self.columns = (name, LACKS, *rest)  # type: ignore[misc, assignment]
            self.default_sort = "-missing"  # type: ignore[misc]

    def _is_work_list(self) -> bool:
        return self.request.GET.get("missing") in dict(MISSING).keys() - {NOTHING}

    def everything(self, request: HttpRequest) -> Any:
        projects = super().everything(request)
        return with_missing(projects) if self._is_work_list() else projects

    def _ordering(self, sort: str) -> list[Any]:
        return [project_order(name) for name in super()._ordering(sort)]

    def totals(self, queryset: Any) -> Mapping[str, Any]:
        sums = project_totals(queryset)
        given, paid = sums.committed.usd_cents, sums.disbursed.usd_cents
        return {
            "committed": given,
            "disbursed": paid,
            "rate": percent(paid, given) if given and paid is not None else None,
            "sums": sums,
        }

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        sums: ProjectTotals = totals["sums"]
        unconverted = sums.committed.unconverted + sums.disbursed.unconverted
        notes = (
            (sums.without_commitment, "khoản thiếu cam kết"),
            (unconverted, "dòng tiền chưa quy đổi đủ"),
            (sums.not_counted, "khoản không phê duyệt hoặc lưu trữ, không tính"),
        )
        return "; ".join(f"{write_number(count)} {what}" for count, what in notes if count)

    def more_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        """What the filtered projects built and whom they serve."""
        outputs = output_totals(found)
        is_long = len(outputs.sums) > OUTPUTS_IN_SIGHT
        return {"outputs": outputs, "people": people_served(found), "outputs_are_long": is_long}


class ProjectDetail(HasDocuments, RecordDetail):
    register = PROJECTS
    template_name = "aid/project_detail.html"

    def visible(self) -> Any:
        """With a flag for each thing the record may lack, in the same query."""
        return with_needs(super().visible(), PROJECT_NEEDS)

    def lede(self, record: AidProject) -> str:
        return page.code_and_donors(record)

    def pills(self, record: AidProject) -> Sequence[Pill]:
        is_open_call = record.is_call_for_aid and record.stage not in CLOSED
        call = [Pill("Kêu gọi viện trợ", "warn", "info")] if is_open_call else []
        return [page.stage_pill(record), Pill(record.get_modality_display()), *call]

    def facts(self, record: AidProject) -> Sequence[FactGroup]:
        return page.facts(record, self._standing(record))

    def tables(self, record: AidProject) -> Sequence[Table]:
        components = self._components(record)
        if self.asked.day is not None:
            page.stand_on(components, self._ledger(record).until(self.asked.day))
        reports = project_reports(record, self.request.user, today())
        return [page.outputs_table(record), *([page.components_table(components)] if components else []), reports]

    def paper_tables(self, record: AidProject) -> Sequence[Table]:
        """The ledger and the decisions as well, which the page shows in panels of their own."""
        ledger = page.ledger_groups(self._ledger(record).until(self.asked.day))
        money = [Table(group.title, ledger["columns"], group.rows, group.total) for group in ledger["groups"]]
        amendments = self._amendments(record)
        return [*money, *([amendments] if amendments else []), *self.tables(record)]

    def missing(self, record: AidProject) -> Sequence[str]:
        return page.missing(record, self._ledger(record))

    def actions(self, record: AidProject) -> Sequence[tuple[str, str]]:
        acts = [(STAGE_MOVE, reverse("aid:project-stage", args=[record.pk]))]
        if not why_not_amendable(record):
            acts.append((AMEND, reverse("aid:project-amend", args=[record.pk])))
        acts.append(("Ghi nhận báo cáo", reverse("aid:project-receive", args=[record.pk])))
        if self._components(record):
            return acts
        money = [
            ("Ghi giải ngân", f"{DISBURSEMENTS.url('create')}?project={record.pk}"),
            ("Ghi cam kết", f"{COMMITMENTS.url('create')}?project={record.pk}"),
        ]
        # Before the approval there is no money to record: what the project waits for is its next step.
        return [*acts, *money] if record.stage not in AMENDABLE else [*money, *acts]

    def more_context(self, record: AidProject) -> dict[str, Any]:
        whole = self._ledger(record)
        ledger = whole.until(self.asked.day)
        return {
            "asked": self.asked,
            "later_rows": whole.rows - ledger.rows,
            "steps": page.steps(record, self._standing(record).end),
            "money": page.money(ledger, is_counted(record)),
            "ledger": page.ledger_groups(ledger),
            "amendments": self._amendments(record),
            "story": story(record, whole, self.asked.day),
            "page_url": record.get_absolute_url(),
        }

    @cached_property
    def asked(self) -> AskedDay:
        """The day that `?as_of=` names."""
        return asked_day(self.request.GET.get("as_of", ""))

    def _standing(self, record: AidProject) -> Standing:
        return standing_of(record, record.amendments.all(), self.asked.day)

    def _amendments(self, record: AidProject) -> Table | None:
        """The decisions taken by the day asked for."""
        day = self.asked.day
        taken = [one for one in in_order(record.amendments.all()) if day is None or one.decided_on <= day]
        may_edit = can(self.request.user, self.register.edit) and not record.is_archived
        return amendments_table(taken, may_edit=may_edit) if taken else None

    def _ledger(self, record: AidProject) -> Any:
        """Read once for the page."""
        if not hasattr(self, "_rows"):
            self._rows = ledger_of(record)
        return self._rows

    def _components(self, record: AidProject) -> list[AidProject]:
        if not hasattr(self, "_parts"):
            self._parts = list(record.components.active().with_sums().order_by("code", "pk"))
        return self._parts


class ProjectSaving:
    """Creating and editing store the project with its parts as one act."""

    request: HttpRequest

    def perform(self, form: Any) -> AidProject:
        if form.instance.pk is not None and not form.has_changed():
            return form.instance
        return save_project(form.instance, form.parts_values(), by=self.request.user)

    def saved_message(self, record: AidProject) -> str:
        return f"Đã lưu khoản viện trợ {record.code} “{record}”."


class ProjectCreate(ProjectSaving, RecordCreate):
    register = PROJECTS
    form_class = ProjectForm

    def _asked(self, request: HttpRequest) -> dict[str, Any]:
        """`?donor=ID` fills the first donor row; what is no number is ignored."""
        donor = request.GET.get("donor", "")
        asked = super()._asked(request)
        return asked | {"donor": int(donor)} if donor.isdecimal() and len(donor) < 10 else asked


class ProjectEdit(ProjectSaving, RecordEdit):
    register = PROJECTS
    form_class = ProjectForm
