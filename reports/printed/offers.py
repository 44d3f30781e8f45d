"""What the figures offer for the paragraphs that staff write: strengths, weaknesses, next year's tasks. Pure."""

from collections.abc import Iterable

from config.kit.money import percent
from config.kit.text import upper_first
from reports.printed.narrative_term import behind, remaining
from reports.printed.summary import Summary
from reports.printed.wording import counted, joined

GROWING = {
    "ngos_related": "số tổ chức PCPNN có quan hệ",
    "delegations_in_by_year": "số đoàn vào",
    "patient_visits": "số lượt người được khám, chữa bệnh miễn phí",
    "projects_running": "số khoản viện trợ được thực hiện",
    "committed_usd": "giá trị cam kết",
    "disbursed_usd": "giá trị giải ngân",
    "trainees_by_year": "số học viên tập huấn",
}


def _moved(summary: Summary, *, is_growth: bool) -> list[str]:
    """Names of the results that grew, or fell, against the time before; what the text calls about equal did neither."""
    return [
        GROWING[line.key]
        for line in summary.compared
        if line.key in GROWING and line.before is not None and line.before > 0
        if (line.now > line.before if is_growth else line.now < line.before)
        if line.unit != "USD" or percent(abs(line.now - line.before), line.before)
    ]


def _told(names: list[str], verb: str, that: str) -> str:
    if not names:
        return ""
    said = joined(names)
    return f"{upper_first(said)} {'đều ' if len(names) > 1 else ''}{verb} so với {that}."


def strengths(summary: Summary) -> str:
    found = [_told(_moved(summary, is_growth=True), "tăng", summary.span.that)]
    if summary.term is not None:
        met = [target.noun for target in summary.term.targets if target.kind == "total" and target.state == "met"]
        if met:
            said = joined(met)
            found.append(f"{upper_first(said)} của nhiệm kỳ {summary.term.name} đã đạt chỉ tiêu.")
    return " ".join(part for part in found if part)


def weaknesses(summary: Summary) -> str:
    """Falls, targets behind, reports not received, congresses overdue."""
    found = [_told(_moved(summary, is_growth=False), "giảm", summary.span.that)]
    if summary.term is not None:
        found += behind(summary.term)
    found += _lacking(summary)
    return " ".join(part for part in found if part)


def _lacking(summary: Summary) -> Iterable[str]:
    estimates = summary.aid.disbursed.estimate_rows
    if estimates:
        yield f"Còn {counted(estimates, 'khoản giải ngân')} mới có số ước, chưa có số chính thức."
    if summary.visits.without_report:
        yield f"Còn {counted(summary.visits.without_report, 'đoàn')} quá hạn chưa có báo cáo kết quả."
    overdue = summary.organisation.overdue
    if overdue:
        yield f"{counted(len(overdue), 'hội')} đã hết nhiệm kỳ nhưng chưa tổ chức đại hội ({', '.join(overdue)})."


def directions(summary: Summary) -> str:
    """Tasks of the time to come, numbered, one a paragraph."""
    tasks = [task for task in _tasks(summary) if task]
    return "\n\n".join(f"{place}. {task}" for place, task in enumerate(tasks, start=1))


def _tasks(summary: Summary) -> Iterable[str]:
    coming, ahead, term = summary.occasion.coming, summary.ahead, summary.term
    if term is not None and term.end >= coming.start:
        yield remaining(term)
        if any(target.kind == "every_year" and target.goal for target in term.targets):
            least = max(target.goal or 0 for target in term.targets if target.kind == "every_year")
            yield f"Tổ chức ít nhất {counted(least, 'lớp tập huấn')} theo chỉ tiêu nhiệm kỳ."
    congresses = [*summary.organisation.overdue, *ahead.congresses_due]
    if congresses:
        yield f"Hướng dẫn {joined(congresses)} tổ chức đại hội trong {coming.label}."
    if ahead.expiring_certificates:
        number = counted(ahead.expiring_certificates, "giấy đăng ký")
        yield f"Theo dõi {number} của tổ chức PCPNN hết hạn trong {coming.label}."
    if ahead.anniversaries:
        said = joined([f"{years} năm thành lập {name} ({on:%d/%m/%Y})" for name, years, on in ahead.anniversaries])
        yield f"Tổ chức hoạt động kỷ niệm {said}."
