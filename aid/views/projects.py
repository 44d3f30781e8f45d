"""Pages of aid projects."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from aid.actions.projects import save_project
from aid.choices import Stage
from aid.filters.projects import ProjectFilter
from aid.forms.projects import ProjectForm
from aid.models import AidProject
from aid.queries import ProjectTotals, ledger_of, project_order, project_totals
from aid.registers import COMMITMENTS, DISBURSEMENTS, PROJECTS
from aid.views import project_page as page
from aid.views.lists import AID_TABS
from config.kit.lists import RegisterList
from config.kit.money import percent
from config.kit.numbers import write_number
from config.kit.tables import Column, FactGroup, Pill, Table
from config.kit.views import RecordCreate, RecordDetail, RecordEdit

NO_COMMITMENT = "thiếu cam kết"
NOT_COUNTED = "không tính"


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


class ProjectList(RegisterList):
    register = PROJECTS
    filterset_class = ProjectFilter
    default_sort = "-time"
    tabs = AID_TABS
    lede = "Chương trình, dự án, phi dự án, cứu trợ khẩn cấp. Số tiền lấy từ sổ cam kết và sổ giải ngân."
    chips = (
        ("Đang thực hiện", "stage=implementing"),
        ("Kêu gọi viện trợ", "is_call_for_aid=yes"),
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


class ProjectDetail(RecordDetail):
    register = PROJECTS
    template_name = "aid/project_detail.html"

    def lede(self, record: AidProject) -> str:
        return page.code_and_donors(record)

    def pills(self, record: AidProject) -> Sequence[Pill]:
        call = [Pill("Kêu gọi viện trợ", "warn", "info")] if record.is_call_for_aid else []
        return [page.stage_pill(record), Pill(record.get_modality_display()), *call]

    def facts(self, record: AidProject) -> Sequence[FactGroup]:
        return page.facts(record)

    def tables(self, record: AidProject) -> Sequence[Table]:
        components = self._components(record)
        return [page.outputs_table(record), *([page.components_table(components)] if components else [])]

    def missing(self, record: AidProject) -> Sequence[str]:
        return page.missing(record, self._ledger(record), bool(self._components(record)))

    def actions(self, record: AidProject) -> Sequence[tuple[str, str]]:
        if self._components(record):
            return []
        return [
            ("Ghi giải ngân", f"{DISBURSEMENTS.url('create')}?project={record.pk}"),
            ("Ghi cam kết", f"{COMMITMENTS.url('create')}?project={record.pk}"),
        ]

    def more_context(self, record: AidProject) -> dict[str, Any]:
        ledger = self._ledger(record)
        return {
            "steps": page.steps(record),
            "money": page.money(ledger, is_counted(record)),
            "ledger": page.ledger_groups(ledger),
        }

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
