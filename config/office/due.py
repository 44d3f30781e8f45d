"""The page of what is due: the items of the dashboard's short list, all of them, by kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from aid.choices import Reporter
from aid.models import Commitment, Disbursement
from aid.registers import CERTIFICATES, COMMITMENTS, DISBURSEMENTS
from associations.registers import ASSOCIATIONS, TRAINING
from config.kit.registers import Register
from config.reference.office_settings import (
    CONGRESS_YEARS,
    DELEGATION_REPORT_DAYS,
    EXPIRY_NOTICE,
    FOLLOW_UP_FROM,
    day_of,
    value_of,
)
from delegations.registers import DELEGATIONS
from reports import addresses
from reports.queries import DueItem, Kind, due_items


@dataclass(frozen=True)
class DueGroup:
    """One kind of duty: the rule in a sentence, what is due by it, and where the records stand."""

    title: str
    rule: str
    items: Sequence[DueItem]
    list_url: str
    empty: str


@dataclass(frozen=True)
class Unconverted:
    """How many counted rows of a ledger lack a USD or VND value, and the list of them."""

    label: str
    rows: int
    list_url: str


def due_groups(today: date) -> list[DueGroup]:
    """Everything due on the day, by kind; the number of queries does not depend on how much there is."""
    items = due_items(today, most=None)

    def group(kind: Kind, title: str, rule: str, list_url: str, empty: str) -> DueGroup:
        return DueGroup(title, rule, [item for item in items if item.kind is kind], list_url, empty)

    return [
        group(
            Kind.CERTIFICATE,
            "Giấy đăng ký của tổ chức PCPNN",
            f"Đã hết hạn hoặc hết hạn trong {value_of(EXPIRY_NOTICE)} ngày tới, chưa có giấy mới cùng loại.",
            _list(CERTIFICATES, state="due"),
            "Không có giấy đăng ký nào sắp hết hạn.",
        ),
        group(
            Kind.REPORT,
            "Báo cáo kết quả đoàn",
            f"Đoàn đã rời tỉnh quá {value_of(DELEGATION_REPORT_DAYS)} ngày, chưa ghi ngày gửi báo cáo.",
            _list(DELEGATIONS, report="missing"),
            "Không có đoàn nào quá hạn báo cáo.",
        ),
        group(
            Kind.PERMIT,
            "Văn bản cho phép đón đoàn",
            "Đoàn vào đến trong 30 ngày tới, chưa ghi văn bản cho phép; đoàn y tế cần thêm văn bản của ngành y tế.",
            _list(DELEGATIONS, direction="in"),
            "Không có đoàn nào sắp đến mà thiếu văn bản cho phép.",
        ),
        group(
            Kind.FOLLOW_UP,
            "Việc theo dõi sau chuyến thăm",
            "Việc ghi ở hồ sơ đoàn, quá hạn hoặc đến hạn trong 30 ngày tới, chưa ghi ngày xong.",
            _list(DELEGATIONS, follow_up="open"),
            "Không có việc theo dõi nào đến hạn.",
        ),
        group(
            Kind.CONGRESS,
            "Đại hội của hội hữu nghị",
            f"Đại hội trước đã qua, hoặc sắp qua, {value_of(CONGRESS_YEARS)} năm.",
            _list(ASSOCIATIONS),
            "Không có hội nào đến hạn đại hội.",
        ),
        group(
            Kind.TRAINING,
            "Lớp tập huấn của năm",
            "Nhiệm kỳ đặt chỉ tiêu mỗi năm ít nhất một lớp.",
            _list(TRAINING),
            "Năm nay không còn nợ lớp tập huấn.",
        ),
        *_owed_reports(group),
    ]


def _owed_reports(group: Callable[..., DueGroup]) -> list[DueGroup]:
    """Reports on aid by who owes them (aid/rules/obligations.py)."""
    since = day_of(FOLLOW_UP_FROM)
    followed = f" Theo dõi các hạn từ ngày {since:%d/%m/%Y}." if since else ""
    return [
        group(
            Kind.PROJECT_REPORT,
            "Báo cáo của chủ khoản viện trợ",
            f"Quá hạn hoặc đến hạn trong 30 ngày tới, chưa ghi nhận, theo cơ sở pháp lý của từng khoản.{followed}",
            addresses.reports_owed(reporter=Reporter.PROJECT.value, state="open"),
            "Không có khoản viện trợ nào đến hạn báo cáo.",
        ),
        group(
            Kind.NGO_REPORT,
            "Báo cáo năm của tổ chức PCPNN",
            "Tổ chức có quan hệ với tỉnh hoặc có giấy đăng ký còn hiệu lực trong kỳ, quá hạn hoặc đến hạn trong "
            f"30 ngày tới, chưa gửi.{followed}",
            addresses.reports_owed(reporter=Reporter.NGO.value, state="open"),
            "Không có tổ chức nào đến hạn báo cáo.",
        ),
        group(
            Kind.PROVINCE_REPORT,
            "Báo cáo của tỉnh",
            f"Báo cáo tỉnh phải gửi cơ quan trung ương, quá hạn hoặc đến hạn trong 30 ngày tới.{followed}",
            addresses.reports_owed(reporter=Reporter.PROVINCE.value, state="open"),
            "Không có báo cáo nào của tỉnh đến hạn.",
        ),
    ]


def unconverted(user: Any) -> list[Unconverted]:
    """Counted ledger rows that a total in USD or đồng does not hold (docs/rules.md, Money): chưa quy đổi."""
    lacking = Q(usd_cents=None) | Q(vnd=None)
    return [
        Unconverted(
            register.title,
            model.objects.visible_to(user).counted().filter(lacking).count(),
            _list(register, converted="no", counted="1"),
        )
        for register, model in ((COMMITMENTS, Commitment), (DISBURSEMENTS, Disbursement))
    ]


def _list(register: Register, **filters: str) -> str:
    return f"{register.url('list')}?{urlencode(filters)}" if filters else register.url("list")
