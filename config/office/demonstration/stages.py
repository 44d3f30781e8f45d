"""The steps of some invented projects from stage to stage, on the days that their own data give."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from aid.choices import Stage
from aid.models import AidProject, StageChange
from config.office.demonstration.store import Store

# Projects of the year of the seed's own village, and those that left the way.
SHOWN = "VT-2016-"
APPRAISED_IN = timedelta(days=45)
STOPPED: Mapping[str, tuple[Stage, Stage, date, str]] = {
    "VT-2015-010": (
        Stage.APPROVED,
        Stage.REVOKED,
        date(2016, 7, 14),
        "Bên tài trợ không chuyển vốn, chưa thực hiện sau 06 tháng kể từ ngày phê duyệt.",
    ),
    "VT-2017-010": (
        Stage.SUBMITTED,
        Stage.REJECTED,
        date(2017, 8, 21),
        "Địa điểm xây dựng chưa phù hợp với quy hoạch sử dụng đất.",
    ),
    "VT-2018-013": (
        Stage.IMPLEMENTING,
        Stage.SUSPENDED,
        date(2020, 5, 8),
        "Bên tài trợ tạm ngừng chuyển vốn do dịch Covid-19.",
    ),
}


def add_stages(store: Store, projects: Mapping[str, AidProject]) -> None:
    """Store the steps; they go with their projects when the demonstration is removed."""
    shown = [project for code, project in projects.items() if code.startswith(SHOWN)]
    store.add(StageChange, (step for project in shown for step in _way_of(project)))
    store.add(
        StageChange,
        (
            StageChange(project=projects[code], from_stage=start, to_stage=to, changed_on=on, reason=reason)
            for code, (start, to, on, reason) in STOPPED.items()
        ),
    )


def _way_of(project: AidProject) -> Iterator[StageChange]:
    """As far as the project's stage, on the days of its decision, start, end and handover."""
    if project.approval_on is None:
        return
    days = {
        Stage.SUBMITTED: project.approval_on - APPRAISED_IN,
        Stage.APPROVED: project.approval_on,
        Stage.IMPLEMENTING: project.start_on,
        Stage.COMPLETED: project.end_on,
        Stage.HANDED_OVER: project.handed_over_on,
    }
    before = Stage.SOLICITING
    for stage, on in days.items():
        if on is None:
            return
        yield StageChange(project=project, from_stage=before, to_stage=stage, changed_on=on)
        if stage == project.stage:
            return
        before = stage
