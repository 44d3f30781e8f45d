"""What is due and what is missing in the registers of aid: certificates, reports owed, rows and projects without what
figures need. The conditions are those of the lists that each kind opens."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from aid.choices import Reporter
from aid.models import AidProject, Commitment, Disbursement, RegistrationCertificate
from aid.queries.completeness import incomplete
from aid.queries.reporting import ReportRow, report_rows_since
from aid.queries.running import without_figures_in
from aid.registers import CERTIFICATES, COMMITMENTS, DISBURSEMENTS, PROJECTS
from config.kit.due import SOON, Asked, DueItem, DueKind, missing, nearest_first, told
from config.kit.numbers import write_number
from config.kit.periods import Period
from config.kit.registers import Register
from config.reference.office_settings import EXPIRY_NOTICE, FOLLOW_UP_FROM

ONE_BY_ONE = 3
"""So many of one report are told one by one, more as one line that opens their list."""
CERTIFICATE = "certificate"
UNCONVERTED = "unconverted"
NO_COMMITMENT = "no_commitment"
NO_FIGURES = "no_figures"
INCOMPLETE = "incomplete_projects"


def _list(register: Register, **filters: str) -> str:
    return f"{register.url('list')}?{urlencode(filters)}"


# Certificates ---------------------------------------------------------------------------------------


def _certificates(asked: Asked) -> Iterable[DueItem]:
    """Certificates that have ended or end within the notice, and were not renewed."""
    notice = timedelta(days=asked.settings[EXPIRY_NOTICE.key])
    ending = RegistrationCertificate.objects.not_renewed_by(asked.today + notice, on=asked.today)
    for row in ending.select_related("ngo").order_by("-expires_on", "pk")[: asked.most]:
        label = f"{row.get_kind_display()} của {row.ngo.name} hết hạn"
        url = row.get_absolute_url()
        yield asked.due(CERTIFICATE, row.pk, label, row.expires_on, url, person=row.ngo.representative)


# Reports owed ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owers:
    """Those who owe one sort of reports (aid/rules/obligations.py): the kind of work, and what many are called."""

    reporter: Reporter
    kind: str
    noun: str = ""


OF_PROJECTS = Owers(Reporter.PROJECT, "project_report", "khoản viện trợ")
OF_NGOS = Owers(Reporter.NGO, "ngo_report", "tổ chức PCPNN")
OF_PROVINCE = Owers(Reporter.PROVINCE, "province_report")


def reports_owed(**filters: Any) -> str:
    """The list of reports on aid that are owed; `filters`: reporter, kind, year, state."""
    return f"{reverse('aid:obligations')}?{urlencode(filters)}"


def _open_reports(asked: Asked) -> list[ReportRow]:
    since: date | None = asked.settings[FOLLOW_UP_FROM.key]
    return [row for row in report_rows_since(since, asked.today, ahead=SOON) if row.is_open]


def _owed(owers: Owers, asked: Asked) -> Iterable[DueItem]:
    """Reports that did not come, overdue or due within 30 days: those of one title and day told together."""
    groups: dict[tuple[Any, ...], list[ReportRow]] = {}
    for row in asked.once(_open_reports):
        if row.reporter == owers.reporter:
            groups.setdefault((row.title, row.due_on), []).append(row)
    items = [item for rows in groups.values() for item in _of_one_day(owers, rows, asked)]
    return nearest_first(items, asked.today)[: asked.most]


def _of_one_day(owers: Owers, rows: Sequence[ReportRow], asked: Asked) -> Iterable[DueItem]:
    first, due_on = rows[0], rows[0].due_on or asked.today
    about = f"{first.kind}-{first.year}"
    if first.is_of_province:
        url = reports_owed(reporter=first.reporter, year=first.year, state="open")
        return [asked.due(owers.kind, f"{about}-{first.who}", first.title, due_on, url)]
    if len(rows) <= ONE_BY_ONE:
        return [
            asked.due(owers.kind, f"{about}-{row.who}", f"{row.title}: {row.name}", due_on, row.url, person=row.contact)
            for row in rows
        ]
    url = reports_owed(reporter=first.reporter, kind=first.kind, year=first.year, state=first.state)
    label = f"{first.title}: {write_number(len(rows))} {owers.noun} chưa gửi"
    return [asked.due(owers.kind, f"{about}-{due_on.isoformat()}", label, due_on, url, count=len(rows))]


def _followed(words: str, asked: Asked) -> str:
    since = asked.settings[FOLLOW_UP_FROM.key]
    return f"{words} Theo dõi các hạn từ ngày {since:%d/%m/%Y}." if since else words


def _kind_of_reports(owers: Owers, title: str, rule: str, empty: str) -> DueKind:
    return DueKind(
        owers.kind,
        title,
        partial(_followed, rule),
        empty,
        lambda asked: reports_owed(reporter=owers.reporter.value, state="open"),
        partial(_owed, owers),
    )


# What is missing ------------------------------------------------------------------------------------


def _unconverted(asked: Asked) -> Iterable[DueItem]:
    """Counted ledger rows that a total in USD or đồng does not hold (docs/rules.md, Money): one line a ledger."""
    lacking = Q(usd_cents=None) | Q(vnd=None)
    ledgers: Any = ((COMMITMENTS, Commitment), (DISBURSEMENTS, Disbursement))
    for register, model in ledgers:
        rows = model.objects.counted().filter(lacking).count()
        if rows:
            label = f"{register.title}: {write_number(rows)} dòng chưa quy đổi"
            url = _list(register, converted="no", counted="1")
            yield missing(UNCONVERTED, register.name, label, url, "Thiếu tỷ giá", count=rows)


def _of_projects(kind: str, projects: Iterable[AidProject], said: str, together: str, url: str) -> Sequence[DueItem]:
    """The projects one by one, or one line when they are many; whom to ask is the owner."""
    items = [
        missing(
            kind,
            project.pk,
            project.name,
            project.get_absolute_url(),
            said,
            person=project.owner.name if project.owner else "",
        )
        for project in projects
    ]
    return told(
        items,
        lambda number: missing(kind, "", f"{write_number(number)} khoản viện trợ {together}", url, said, count=number),
    )


def _without_commitment(asked: Asked) -> Iterable[DueItem]:
    projects = AidProject.objects.counted().without_commitment().select_related("owner").order_by("code", "pk")
    url = _list(PROJECTS, missing="commitment")
    return _of_projects(NO_COMMITMENT, projects, "Thiếu cam kết", "chưa có cam kết", url)


def last_half(today: date) -> Period:
    """The newest half of a year that is over."""
    return Period.half_year(today.year, 1) if today.month > 6 else Period.half_year(today.year - 1, 2)


def _silent_list(asked: Asked) -> str:
    half = last_half(asked.today)
    return _list(PROJECTS, no_figures_from=half.start.isoformat(), no_figures_to=half.end.isoformat())


def _without_figures(asked: Asked) -> Iterable[DueItem]:
    half = last_half(asked.today)
    said = f"Chưa có số {half.label}"
    together = f"chưa có số giải ngân {half.label}"
    silent = (
        AidProject.objects.counted().filter(without_figures_in(half)).select_related("owner").order_by("code", "pk")
    )
    return _of_projects(NO_FIGURES, silent, said, together, _silent_list(asked))


def _incomplete(asked: Asked) -> Iterable[DueItem]:
    number = incomplete(AidProject.objects.active()).count()
    if number:
        label = f"{write_number(number)} khoản viện trợ thiếu thông tin"
        yield missing(INCOMPLETE, "", label, _list(PROJECTS, missing="any"), "Thiếu thông tin", count=number)


def _always(words: str) -> Callable[[Asked], str]:
    return lambda asked: words


KINDS = (
    DueKind(
        CERTIFICATE,
        "Giấy đăng ký của tổ chức PCPNN",
        lambda asked: (
            f"Đã hết hạn hoặc hết hạn trong {asked.settings[EXPIRY_NOTICE.key]} ngày tới, chưa có giấy mới cùng loại."
        ),
        "Không có giấy đăng ký nào sắp hết hạn.",
        lambda asked: _list(CERTIFICATES, state="due"),
        _certificates,
    ),
    _kind_of_reports(
        OF_PROJECTS,
        "Báo cáo của chủ khoản viện trợ",
        "Quá hạn hoặc đến hạn trong 30 ngày tới, chưa ghi nhận, theo cơ sở pháp lý của từng khoản.",
        "Không có khoản viện trợ nào đến hạn báo cáo.",
    ),
    _kind_of_reports(
        OF_NGOS,
        "Báo cáo năm của tổ chức PCPNN",
        "Tổ chức có quan hệ với tỉnh hoặc có giấy đăng ký còn hiệu lực trong kỳ, quá hạn hoặc đến hạn trong "
        "30 ngày tới, chưa gửi.",
        "Không có tổ chức nào đến hạn báo cáo.",
    ),
    _kind_of_reports(
        OF_PROVINCE,
        "Báo cáo của tỉnh",
        "Báo cáo tỉnh phải gửi cơ quan trung ương, quá hạn hoặc đến hạn trong 30 ngày tới.",
        "Không có báo cáo nào của tỉnh đến hạn.",
    ),
    DueKind(
        UNCONVERTED,
        "Dòng tiền chưa quy đổi",
        _always("Các dòng này thiếu tỷ giá nên chưa nằm trong tổng USD hoặc tổng đồng."),
        "Mọi dòng tiền được tính đều đã quy đổi.",
        lambda asked: _list(COMMITMENTS, converted="no", counted="1"),
        _unconverted,
        has_days=False,
    ),
    DueKind(
        NO_COMMITMENT,
        "Khoản viện trợ chưa có cam kết",
        _always("Khoản được tính vào số liệu, kể cả khoản đang vận động, chưa ghi dòng cam kết nào."),
        "Mọi khoản viện trợ được tính đều có cam kết.",
        lambda asked: _list(PROJECTS, missing="commitment"),
        _without_commitment,
        has_days=False,
    ),
    DueKind(
        NO_FIGURES,
        "Khoản viện trợ chưa có số giải ngân",
        lambda asked: (
            f"Khoản thực hiện trong {last_half(asked.today).label}, chưa ghi giải ngân và chưa trả lời "
            "“không phát sinh” trong kỳ này."
        ),
        "Mọi khoản đang thực hiện đều đã có số giải ngân của kỳ gần nhất.",
        _silent_list,
        _without_figures,
        has_days=False,
    ),
    DueKind(
        INCOMPLETE,
        "Hồ sơ khoản viện trợ thiếu thông tin",
        _always("Hồ sơ thiếu điều mà giai đoạn của khoản viện trợ cần có."),
        "Mọi khoản viện trợ đều đủ thông tin của giai đoạn.",
        lambda asked: _list(PROJECTS, missing="any"),
        _incomplete,
        has_days=False,
    ),
)
