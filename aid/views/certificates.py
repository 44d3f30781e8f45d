"""Pages of registration certificates."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from aid.choices import CertificateEvent
from aid.filters.certificates import CertificateFilter
from aid.forms.certificates import CertificateForm
from aid.models import RegistrationCertificate
from aid.registers import CERTIFICATES
from aid.views.lists import NGO_TABS
from config.kit.clock import today
from config.kit.lists import RegisterList
from config.kit.tables import Column, Fact, FactGroup, Link, Pill
from config.kit.views import RecordCreate, RecordDetail, RecordEdit
from config.reference.office_settings import EXPIRY_NOTICE, value_of

ENDED = {CertificateEvent.SUSPENDED: "Đình chỉ", CertificateEvent.REVOKED: "Thu hồi"}


def validity(certificate: Any, day: date, notice: timedelta) -> Pill:
    """How a paper stands on a day, from its own dates and the first suspension or revocation after it."""
    if certificate.is_archived:
        return Pill("Đã lưu trữ", "", "archive")
    if certificate.event in ENDED:
        return Pill(ENDED[CertificateEvent(certificate.event)], "bad", "bad")
    if certificate.issued_on > day:
        return Pill("Chưa đến ngày hiệu lực", "", "clock")
    if certificate.ended_on is not None and certificate.ended_on <= day:
        return Pill("Đã bị đình chỉ hoặc thu hồi", "bad", "bad")
    if certificate.expires_on is not None and certificate.expires_on < day:
        return Pill("Đã hết hạn", "bad", "bad")
    if certificate.expires_on is not None and certificate.expires_on <= day + notice:
        return Pill("Sắp hết hạn", "warn", "warn")
    return Pill("Còn hiệu lực", "ok", "check")


def ngo_link(certificate: RegistrationCertificate) -> Link:
    return Link(certificate.ngo.name, certificate.ngo.get_absolute_url())


class CertificateList(RegisterList):
    register = CERTIFICATES
    filterset_class = CertificateFilter
    default_sort = "-issued"
    tabs = NGO_TABS
    lede = "Mỗi lần cấp, gia hạn, sửa đổi, đình chỉ, thu hồi là một dòng."
    chips = (("Còn hiệu lực", "state=valid"), ("Sắp hết hạn", "state=expiring"), ("Đã hết hạn", "state=expired"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """The state is told for today, with the office's notice read once for the page."""
        day, notice = today(), timedelta(days=value_of(EXPIRY_NOTICE))
        return (
            Column(
                "number", "Số giấy", lambda row: row.number, sort=("number",), sub=lambda row: row.get_kind_display()
            ),
            Column(
                "ngo", "Tổ chức", lambda row: Link(row.ngo.name, row.ngo.get_absolute_url()), "link", ("ngo__name",)
            ),
            Column("event", "Việc", lambda row: row.get_event_display(), sort=("event",)),
            Column("issued", "Ngày cấp", lambda row: row.issued_on, "date", ("issued_on",)),
            Column("expires", "Hết hạn", lambda row: row.expires_on, "date"),
            Column("state", "Hiệu lực", lambda row: validity(row, day, notice), "pill"),
        )


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
        )
        scope = (
            Fact("Lĩnh vực đăng ký", record.fields),
            Fact("Địa bàn đăng ký", record.provinces),
            Fact("Ghi chú", record.note),
        )
        return [FactGroup("Giấy đăng ký", paper), FactGroup("Phạm vi", scope)]

    def missing(self, record: RegistrationCertificate) -> Sequence[str]:
        lacks = record.expires_on is None and record.event not in ENDED
        return ["Chưa ghi ngày hết hạn, nên không nhắc được khi đến hạn gia hạn."] if lacks else []


class CertificateCreate(RecordCreate):
    register = CERTIFICATES
    form_class = CertificateForm


class CertificateEdit(RecordEdit):
    register = CERTIFICATES
    form_class = CertificateForm
