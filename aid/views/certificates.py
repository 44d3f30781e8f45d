"""Pages of registration certificates."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F

from aid.actions.certificates import save_certificate
from aid.choices import CertificateEvent
from aid.filters.certificates import CertificateFilter
from aid.forms.certificates import CertificateForm, other_papers, span_of
from aid.models import RegistrationCertificate
from aid.registers import CERTIFICATES
from aid.rules.certificates import PaperState, decree_on, is_out_of_law, overlapping, state_on
from aid.views.lists import NGO_TABS
from config.kit.clock import today
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Link, Pill
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.office_settings import EXPIRY_NOTICE, value_of

ENDED = {CertificateEvent.SUSPENDED: "Đình chỉ", CertificateEvent.REVOKED: "Thu hồi"}
PILLS = {
    PaperState.ARCHIVED: Pill("Đã lưu trữ", "", "archive"),
    PaperState.AHEAD: Pill("Chưa đến ngày hiệu lực", "", "clock"),
    PaperState.SUSPENDS: Pill("Đình chỉ", "bad", "bad"),
    PaperState.REVOKES: Pill("Thu hồi", "bad", "bad"),
    PaperState.ENDED: Pill("Đã bị đình chỉ hoặc thu hồi", "bad", "bad"),
    PaperState.EXPIRED: Pill("Đã hết hạn", "bad", "bad"),
    PaperState.EXPIRED_RENEWED: Pill("Đã hết hạn, có giấy mới", "", "check"),
    PaperState.EXPIRING: Pill("Sắp hết hạn", "warn", "warn"),
    PaperState.EXPIRING_RENEWED: Pill("Sắp hết hạn, có giấy mới", "ok", "check"),
    PaperState.VALID: Pill("Còn hiệu lực", "ok", "check"),
}
EACH_A_ROW = "Mỗi lần cấp, gia hạn, sửa đổi, đình chỉ, thu hồi là một dòng."
COVERS = {True: "Có", False: "Không", None: "Chưa rõ"}
BEFORE_DECREES = "Trước Nghị định 12/2012/NĐ-CP (có hiệu lực từ 01/06/2012)"
TO_ITS_END = (
    "Từ 01/11/2022 không còn cấp loại giấy này; giấy đã cấp có giá trị đến hết thời hạn (Nghị định 58/2022/NĐ-CP)."
)
UNEXPLAINED = "Cùng hiệu lực với “{other}” ({span}) mà chưa ghi lý do."
PROPOSAL = "Theo địa bàn đã ghi: {} trong địa bàn đăng ký; sửa lại nếu chưa đúng."
PROPOSED = {True: "có tỉnh ta", False: "không có tỉnh ta"}


def validity(certificate: Any, day: date, notice: timedelta) -> Pill:
    """How a paper stands on a day, from its own dates and what came after it."""
    return PILLS[state_on(certificate, day, notice)]


def coverage(certificate: RegistrationCertificate) -> str:
    """Whether the paper's area holds the province; a decision that ends a paper has no area."""
    is_silent = certificate.event in ENDED and certificate.covers_province is None
    return "" if is_silent else COVERS[certificate.covers_province]


def decree_of(certificate: RegistrationCertificate) -> str:
    decree = decree_on(certificate.issued_on)
    return BEFORE_DECREES if decree is None else f"{decree.name} (có hiệu lực từ {decree.in_force_from:%d/%m/%Y})"


def ngo_link(certificate: RegistrationCertificate) -> Link:
    return Link(certificate.ngo.name, certificate.ngo.get_absolute_url())


class CertificateList(RegisterList):
    register = CERTIFICATES
    filterset_class = CertificateFilter
    default_sort = "-issued"
    tabs = NGO_TABS
    chips = (
        ("Còn hiệu lực", "state=valid"),
        ("Sắp hết hạn", "state=expiring"),
        ("Đã hết hạn", "state=expired"),
        ("Cần gia hạn", "state=due"),
        ("Đình chỉ, thu hồi", "state=ended"),
        ("Địa bàn không có tỉnh ta", "covers=no"),
    )

    @cached_property
    def asked(self) -> CertificateFilter:
        """The filters once more, for the day that the columns tell the state of."""
        return self.filterset_class(self.request.GET, queryset=RegistrationCertificate.objects.none())

    @cached_property
    def lede(self) -> str:  # type: ignore[override]
        return f"{EACH_A_ROW} Hiệu lực xét vào ngày {self.asked.day:%d/%m/%Y}."

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """The state is told for the day asked for, with the office's notice read once for the page."""
        day, notice = self.asked.day, self.asked.notice
        return (
            Column(
                "number", "Số giấy", lambda row: row.number, sort=("number",), sub=lambda row: row.get_kind_display()
            ),
            Column("ngo", "Tổ chức", ngo_link, "link", ("ngo__name",)),
            Column("event", "Việc", lambda row: row.get_event_display(), sort=("event",)),
            Column("issued", "Ngày cấp", lambda row: row.issued_on, "date", ("issued_on",)),
            Column("expires", "Hết hạn", lambda row: row.expires_on, "date", ("expires_on",)),
            Column("state", "Hiệu lực", lambda row: validity(row, day, notice), "pill"),
            Column("covers", "Có tỉnh ta", coverage, is_wide=True),
        )

    def _ordering(self, sort: str) -> list[Any]:
        """Papers without an end stand last either way, on both databases alike."""
        named = {
            "expires_on": F("expires_on").asc(nulls_last=True),
            "-expires_on": F("expires_on").desc(nulls_last=True),
        }
        return [named.get(name, name) for name in super()._ordering(sort)]


class CertificateDetail(RecordDetail):
    register = CERTIFICATES

    def lede(self, record: RegistrationCertificate) -> str:
        return record.ngo.name

    def pills(self, record: RegistrationCertificate) -> Sequence[Pill]:
        return [validity(record, today(), timedelta(days=value_of(EXPIRY_NOTICE)))]

    def facts(self, record: RegistrationCertificate) -> Sequence[FactGroup]:
        paper = (
            Fact("Tổ chức", ngo_link(record), "link"),
            Fact("Loại giấy", record.get_kind_display()),
            Fact("Việc", record.get_event_display()),
            Fact("Số giấy", record.number),
            Fact("Ngày cấp", record.issued_on, "date"),
            Fact("Ngày hết hạn", record.expires_on, "date"),
            Fact("Cấp theo", decree_of(record)),
        )
        scope = (
            Fact("Lĩnh vực đăng ký", record.fields),
            Fact("Địa bàn đăng ký", record.provinces),
            Fact("Tỉnh ta trong địa bàn đăng ký", coverage(record)),
            Fact("Ghi chú", record.note),
        )
        notes = []
        if is_out_of_law(record.kind, CertificateEvent.ISSUED, today()):
            notes.append(Fact("Giá trị của loại giấy này", TO_ITS_END))
        if record.overlap_reason:
            notes.append(Fact("Lý do có hai giấy cùng hiệu lực", record.overlap_reason))
        return [FactGroup("Giấy đăng ký", paper), FactGroup("Phạm vi", (*scope, *notes))]

    def missing(self, record: RegistrationCertificate) -> Sequence[str]:
        if record.event in ENDED:
            return []
        other = None if record.overlap_reason or record.is_archived else overlapping(record, other_papers(record))
        lacks = (
            (record.expires_on is None, "Chưa ghi ngày hết hạn, nên không nhắc được khi đến hạn gia hạn."),
            (record.covers_province is None, "Chưa rõ tỉnh ta có trong địa bàn đăng ký hay không."),
            (
                other is not None and not other.overlap_reason,
                other is not None and UNEXPLAINED.format(other=other, span=span_of(other)),
            ),
        )
        return [str(sentence) for is_lacking, sentence in lacks if is_lacking]


class CertificatePage:
    """What creating and changing a paper share: the province is proposed where nobody said it."""

    request: Any
    is_proposed = False

    def perform(self, form: Any) -> Any:
        record = form.instance
        if record.pk is not None and not form.has_changed():
            return record
        was_open = record.covers_province is None
        is_reopened = "covers_province" in form.changed_data
        save_certificate(record, by=self.request.user, is_coverage_open=not is_reopened)
        self.is_proposed = was_open and record.covers_province is not None
        return record

    def saved_message(self, record: Any) -> str:
        said = f"Đã lưu giấy đăng ký “{record}”."
        if not self.is_proposed:
            return said
        return f"{said} {PROPOSAL.format(PROPOSED[record.covers_province])}"


class CertificateCreate(CertificatePage, RecordCreate):
    register = CERTIFICATES
    form_class = CertificateForm


class CertificateEdit(CertificatePage, RecordEdit):
    register = CERTIFICATES
    form_class = CertificateForm
