"""The one-page profile of an organisation for a meeting: on screen, and as a PDF of one A4 page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from aid.models import ForeignNGO, RegistrationCertificate
from aid.queries.givers import GiverMoney, money_of
from aid.registers import NGOS
from aid.rules.certificates import standing_on
from aid.rules.obligations import report_title
from aid.views import ngo_page as page
from config.kit.clock import today
from config.kit.numbers import write_number
from config.kit.pdf import make_pdf
from config.kit.printing import pdf_answer
from config.kit.tables import Fact, Table, make_table, make_total
from config.kit.text import slug
from config.kit.views import RegisterPage
from config.reference.office_settings import EXPIRY_NOTICE, value_of
from config.reference.queries import holds_demonstration, name_in_use

# So much fits one A4 page; what is left out is counted in words.
MOST_PAPERS, MOST_YEARS, MOST_PROJECTS, MOST_CONTACTS, MOST_REPORTS = 4, 6, 8, 3, 4

NO_PAPER = "Chưa ghi giấy nào"
AS_OF = (
    "Số liệu tính đến ngày {day:%d/%m/%Y}; phần của tổ chức trong các khoản nhiều bên tài trợ tính theo tỷ lệ đã ghi."
)


@dataclass(frozen=True)
class Profile:
    """Everything the page prints, in words and tables; nothing is read after it is made."""

    name: str
    body: str
    facts: Sequence[Fact]
    papers: Sequence[str]
    more_papers: str
    years: Table
    projects: Table
    more_projects: str
    contacts: Sequence[str]
    reports: Sequence[str]
    note: str
    is_demonstration: bool


def profile_of(ngo: ForeignNGO, day: date) -> Profile:
    """The profile as of a day, from an organisation loaded for its page; the number of queries is fixed."""
    money = money_of(ngo)
    papers, projects = list(ngo.certificates.all()), page.project_rows(ngo, money)
    return Profile(
        name=ngo.name,
        body=name_in_use(),
        facts=_facts(ngo, day),
        papers=[_paper(paper) for paper in papers[:MOST_PAPERS]],
        more_papers=_more(len(papers) - MOST_PAPERS, "lần cấp, gia hạn trước đó"),
        years=_years(money),
        projects=make_table(
            "Khoản viện trợ",
            page.PROJECT_COLUMNS,
            projects[:MOST_PROJECTS],
            total=make_total(page.PROJECT_COLUMNS, "Cộng mọi khoản", page.totals(money), page.money_notes(money)),
            empty="Chưa có khoản viện trợ nào.",
        ),
        more_projects=_more(len(projects) - MOST_PROJECTS, "khoản nữa, đã tính trong dòng cộng"),
        contacts=[_contact(contact) for contact in list(ngo.contacts.all())[:MOST_CONTACTS]],
        reports=_reports(ngo),
        note=AS_OF.format(day=day),
        is_demonstration=holds_demonstration(),
    )


def _facts(ngo: ForeignNGO, day: date) -> list[Fact]:
    held = standing_on(ngo.certificates.all(), day, timedelta(days=value_of(EXPIRY_NOTICE)))
    standing = page.standing_pill(held)
    facts = (
        Fact("Tên tiếng Việt", ngo.name_vi),
        Fact("Tên viết tắt, tên gọi khác", "; ".join(name for name in (ngo.abbreviation, *_aliases(ngo)) if name)),
        Fact("Quốc gia", ngo.home_country),
        Fact("Loại", ngo.get_donor_kind_display()),
        Fact("Lĩnh vực", ", ".join(str(row) for row in ngo.sectors.all())),
        Fact("Quan hệ với tỉnh", page.relation_of(ngo, day).lower() or "chưa ghi"),
        Fact("Giấy đăng ký", standing.text if standing else NO_PAPER),
        Fact("Văn phòng tại Việt Nam", ngo.vietnam_office),
        Fact("Người đại diện", ngo.representative),
        Fact("Trang tin", ngo.website),
    )
    return [fact for fact in facts if fact.value]


def _aliases(ngo: ForeignNGO) -> list[str]:
    return [alias.name for alias in ngo.aliases.all()]


def _paper(paper: RegistrationCertificate) -> str:
    """As in "Giấy đăng ký hoạt động số 12/CNV-HĐ: gia hạn ngày 01/02/2019, đến 31/01/2022"."""
    until = f", đến {paper.expires_on:%d/%m/%Y}" if paper.expires_on else ""
    return f"{paper}: {paper.get_event_display().lower()} ngày {paper.issued_on:%d/%m/%Y}{until}"


def _contact(contact: Any) -> str:
    return ", ".join(part for part in (contact.name, contact.title, contact.phone, contact.email) if part)


def _reports(ngo: ForeignNGO) -> list[str]:
    """The newest reports that came: "Báo cáo năm 2019, nhận ngày 20/12/2019"."""
    rows = ngo.report_receipts.order_by("-year", "-received_on", "pk")[:MOST_REPORTS]
    return [f"{report_title(row.kind, row.year)}, nhận ngày {row.received_on:%d/%m/%Y}" for row in rows]


def _years(money: GiverMoney) -> Table:
    rows = page.year_rows(money, MOST_YEARS)
    total = make_total(page.YEAR_COLUMNS, "Cộng", page.totals(money))
    empty = "Chưa có dòng tiền nào."
    return make_table(
        "Cam kết, giải ngân theo năm", page.YEAR_COLUMNS, rows, total=total if rows else None, empty=empty
    )


def _more(count: int, what: str) -> str:
    return f"và {write_number(count)} {what}" if count > 0 else ""


class NGOProfile(RegisterPage):
    """The profile on screen, printable as it stands."""

    register = NGOS
    permission_required = NGOS.view

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        ngo = get_object_or_404(self.visible().for_detail(), pk=pk)
        context = {"record": ngo, "profile": profile_of(ngo, today()), "list_url": NGOS.url("list")}
        return render(request, "aid/ngo_profile.html", self.page(**context))


class NGOProfilePdf(RegisterPage):
    """The same page as a PDF; a machine that cannot make one says what to install."""

    register = NGOS
    permission_required = NGOS.view

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        ngo = get_object_or_404(self.visible().for_detail(), pk=pk)
        profile = profile_of(ngo, today())
        return pdf_answer(
            request,
            lambda: make_pdf("aid/ngo_profile_pdf.html", {"profile": profile}),
            f"ho-so-{slug(ngo.name)[:60]}.pdf",
            back=reverse("aid:ngo-profile", args=[pk]),
            section=self.register.section,
        )
