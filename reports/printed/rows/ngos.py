"""The organisations in relation with the province, and how each stands by its papers on a day."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from aid.choices import RelationKind
from aid.models import ForeignNGO, NGORelation, RegistrationCertificate
from aid.rules.certificates import ENDING_EVENTS, NO_END, Held, Standing, is_valid, standing_on
from config.kit.text import collation_key
from config.reference.office_settings import EXPIRY_NOTICE, value_of
from reports.printed.summary_rows import NGOLine

NO_PAPER = "Chưa có giấy đăng ký"
NO_RELATION = "Chưa ghi quan hệ"


def ngos_on(day: date) -> tuple[NGOLine, ...]:
    """Organisations in relation or with a valid certificate on the day: those that "ngos_related" and
    "ngos_certified" count. Four queries."""
    counted = Q(pk__in=ForeignNGO.objects.related_on(day).values("pk"))
    counted |= Q(pk__in=ForeignNGO.objects.certified_on(day).values("pk"))
    found = (
        ForeignNGO.objects.active()
        .filter(counted)
        .select_related("home_country")
        .prefetch_related(
            Prefetch("relations", NGORelation.objects.running_on(day), to_attr="standing_relations"),
            Prefetch("certificates", RegistrationCertificate.objects.active().with_end(), to_attr="papers"),
        )
        .order_by("pk")
    )
    notice = timedelta(days=value_of(EXPIRY_NOTICE))
    lines = [_line(ngo, day, notice) for ngo in found]
    return tuple(sorted(lines, key=lambda line: collation_key(line.name)))


def _line(ngo: Any, day: date, notice: timedelta) -> NGOLine:
    paper = _paper(ngo.papers, day)
    kinds = {relation.kind for relation in ngo.standing_relations}
    return NGOLine(
        name=ngo.name_vi or ngo.name,
        country=ngo.home_country.name if ngo.home_country else "",
        relation=_relation(kinds),
        is_direct=RelationKind.DIRECT in kinds,
        kind=paper.get_kind_display() if paper is not None else "",
        number=paper.number if paper is not None else "",
        issued_on=paper.issued_on if paper is not None else None,
        expires_on=paper.expires_on if paper is not None else None,
        state=_state(standing_on(ngo.papers, day, notice)),
    )


def _relation(kinds: set[str]) -> str:
    """The closest relation the organisation is in."""
    return next((str(label) for kind, label in RelationKind.choices if kind in kinds), NO_RELATION)


def _paper(papers: list[Any], day: date) -> Any | None:
    """The paper its standing goes by: of the valid ones the one that runs longest, else the newest."""
    known = [paper for paper in papers if paper.issued_on <= day]
    valid = [paper for paper in known if is_valid(paper, day)]
    if valid:
        return max(valid, key=lambda paper: (paper.expires_on or NO_END, paper.issued_on, paper.pk))
    return max(known, key=lambda paper: (paper.issued_on, paper.event in ENDING_EVENTS, paper.pk), default=None)


def _state(held: Held) -> str:
    on = f" từ ngày {held.on:%d/%m/%Y}" if held.on is not None else ""
    return {
        Standing.VALID: "Còn hiệu lực",
        Standing.EXPIRING: "Sắp hết hạn",
        Standing.EXPIRED: "Đã hết hạn",
        Standing.SUSPENDED: f"Bị đình chỉ{on}",
        Standing.REVOKED: f"Bị thu hồi{on}",
        Standing.NONE: NO_PAPER,
    }[held.standing]
