"""The list of foreign NGOs, with how each stands today."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from aid.filters.ngos import NGOFilter
from aid.models import ForeignNGO
from aid.models.ngos import certificate_order
from aid.queries.running import ngo_counts
from aid.registers import NGOS
from aid.rules.certificates import PaperState, is_valid, standing_on, state_on
from aid.views.lists import NGO_TABS
from aid.views.ngo_page import relation_of, standing_pill
from config.kit.clock import today
from config.kit.lists import RegisterList
from config.kit.numbers import write_number
from config.kit.tables import Column, Pill
from config.reference.office_settings import EXPIRY_NOTICE, value_of


def further_papers(ngo: ForeignNGO, day: date, notice: timedelta) -> str:
    """Under the pill of an organisation whose best paper is valid: the kinds that ran out without a new paper."""
    papers = ngo.certificates.all()
    if not any(is_valid(paper, day) for paper in papers):
        return ""
    gone = [paper.get_kind_display() for paper in papers if state_on(paper, day, notice) is PaperState.EXPIRED]
    return f"Đã hết hạn: {'; '.join(dict.fromkeys(gone))}" if gone else ""


class NGOList(RegisterList):
    register = NGOS
    filterset_class = NGOFilter
    default_sort = "name"
    tabs = NGO_TABS
    lede = "Tổ chức phi chính phủ nước ngoài và các bên tài trợ khác."
    chips = (
        ("Có quan hệ", "relation=any"),
        ("Quan hệ trực tiếp", "relation=direct"),
        ("Giấy sắp hết hạn", "certificate=expiring"),
        ("Giấy đã hết hạn", "certificate=expired"),
        ("Đang có khoản viện trợ", "running=yes"),
        ("Thiếu thông tin", "missing=any"),
    )

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """Relation and certificates as they stand today, with the office's notice read once for the page."""
        day, notice = today(), timedelta(days=value_of(EXPIRY_NOTICE))
        return (
            Column(
                "name",
                "Tổ chức",
                lambda ngo: ngo.name,
                sort=("name",),
                sub=lambda ngo: " · ".join(part for part in (ngo.code, ngo.abbreviation, ngo.name_vi) if part),
            ),
            Column(
                "country",
                "Quốc gia",
                lambda ngo: ngo.home_country and ngo.home_country.name,
                sort=("home_country__name",),
            ),
            Column("kind", "Loại", lambda ngo: ngo.get_donor_kind_display(), sort=("donor_kind",), is_wide=True),
            Column("relation", "Quan hệ", lambda ngo: relation_of(ngo, day)),
            Column(
                "certificate",
                "Giấy đăng ký",
                lambda ngo: standing_pill(standing_on(ngo.certificates.all(), day, notice)),
                "pill",
                ("certificate",),
                sub=lambda ngo: further_papers(ngo, day, notice),
            ),
        )

    def _ordering(self, sort: str) -> list[Any]:
        """By the day the certificate runs out; organisations without one stand last either way."""
        order = certificate_order(today())
        named = {"certificate": order.asc(nulls_last=True), "-certificate": order.desc(nulls_last=True)}
        return [named.get(name, name) for name in super()._ordering(sort)]

    def totals(self, queryset: Any) -> Mapping[str, Any]:
        counts = ngo_counts(today(), among=queryset)
        return {
            "relation": f"{write_number(counts.related)} có quan hệ, {write_number(counts.direct)} trực tiếp",
            "certificate": Pill(f"{write_number(counts.certified)} còn hiệu lực", "", ""),
            "running": counts.running,
        }

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        return f"{write_number(totals['running'])} tổ chức có khoản viện trợ đang thực hiện hôm nay"
