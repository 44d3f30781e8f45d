"""Pages of commitments and disbursements."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from aid.actions.ledger import record as record_row
from aid.choices import Basis
from aid.filters.ledger import SHARE_FILTERS, CommitmentFilter, DisbursementFilter
from aid.forms.ledger import CommitmentForm, DisbursementForm
from aid.models import Commitment, Disbursement
from aid.queries.ledger import LedgerTotals, ledger_totals, paid_before_commitment, parts_of, why_unconverted
from aid.registers import COMMITMENTS, DISBURSEMENTS
from aid.views import ledger_columns as words
from aid.views.documents import HasDocuments
from aid.views.lists import AID_TABS
from config.kit.lists import RegisterList
from config.kit.numbers import write_number, write_usd
from config.kit.registers import Register
from config.kit.tables import Column, Fact, FactGroup, Link, Pill
from config.kit.text import upper_first
from config.kit.views import RecordCreate, RecordDetail, RecordEdit

PAID_FIRST = "Ngày giải ngân trước mọi cam kết của khoản viện trợ này. Nếu ghi đúng thì không cần sửa."


def amount_text(row: Any) -> tuple[Any, str]:
    return (row.amount, row.currency)


class LedgerList(RegisterList):
    """A list of ledger rows; opened from a share of a figure it also tells the part of each row."""

    default_sort = "-dated"
    tabs = AID_TABS
    columns: Sequence[Column] = (  # type: ignore[misc]
        Column(
            "project",
            "Khoản viện trợ",
            lambda row: row.project.name,
            sort=("project__name", "dated_on"),
            sub=words.told_below,
        ),
        Column("dated", "Ngày", lambda row: row.dated, "date", ("dated_on",)),
        Column("amount", "Nguyên tệ", amount_text, "money", ("currency", "amount")),
        Column("usd", "USD", lambda row: row.usd_cents, "usd", ("usd_cents",)),
        Column("vnd", "Đồng", lambda row: row.vnd, "vnd", ("vnd",)),
        Column("state", "Số liệu", words.state, "pill", sub=words.state_note),
    )
    file_columns = (
        Column("code", "Mã khoản viện trợ", lambda row: row.project.code),
        Column("content", "Nội dung", words.content),
        Column("donor", "Bên tài trợ ghi ở dòng", lambda row: row.donor and row.donor.name),
        Column("form", "Hình thức", lambda row: row.get_form_display()),
        Column("document", "Văn bản, chứng từ", lambda row: row.document),
        Column("rate", "Tỷ giá (đồng)", lambda row: words.plain_rate(row.rate), "number"),
        Column("usd_rate", "Tỷ giá USD (đồng)", lambda row: words.plain_rate(row.usd_rate), "number"),
    )

    parts: Mapping[int, int | None] | None = None

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.GET.get("counted") == "1" and any(request.GET.get(name) for name in SHARE_FILTERS):
            self._open_share(request)
        return super().get(request)

    def _open_share(self, request: HttpRequest) -> None:
        """Tell the part of each row that belongs to the share, beside the whole."""
        rows = self.register.model.objects.visible_to(request.user)  # type: ignore[attr-defined]
        filters = self.filterset_class(request.GET, queryset=rows, request=request)
        wanted = filters.wanted() if filters.is_valid() else None
        if wanted is None:
            return
        parts = self.parts = parts_of(filters.qs, wanted)
        column = Column("part", "Phần được tính (USD)", lambda row: parts.get(row.pk), "usd")
        place = [one.key for one in self.columns].index("usd") + 1
        self.columns = (*self.columns[:place], column, *self.columns[place:])

    def row_css(self, item: Any) -> str:
        return words.row_css(item)

    def totals(self, queryset: Any) -> Mapping[str, Any]:
        sums = ledger_totals(queryset)
        found: dict[str, Any] = {"usd": sums.usd_cents, "vnd": sums.vnd, "sums": sums}
        if self.parts is not None:
            known = [part for part in self.parts.values() if part is not None]
            found["part"] = sum(known) if known else None
        return found

    def totals_note(self, totals: Mapping[str, Any]) -> str:
        sums: LedgerTotals = totals["sums"]
        notes = (
            (sums.unconverted, "dòng chưa quy đổi đủ"),
            (sums.estimates, "dòng ước"),
            (sums.year_only, "dòng chỉ biết năm"),
            (sums.not_counted, "dòng không tính (lưu trữ hoặc khoản viện trợ không phê duyệt, lưu trữ)"),
        )
        return "; ".join(f"{write_number(count)} {what}" for count, what in notes if count)


class LedgerDetail(HasDocuments, RecordDetail):
    """One row: what was written, what it was converted to, with which rates."""

    def heading(self, record: Any) -> str:
        text = str(record)
        return upper_first(text)

    def lede(self, record: Any) -> str:
        return f"{record.project.code} · {record.project}"

    def pills(self, record: Any) -> Sequence[Pill]:
        estimate = [Pill("Ước", "warn", "warn")] if record.is_estimate and words.state(record).text != "Ước" else []
        return [words.state(record), *estimate]

    def facts(self, record: Any) -> Sequence[FactGroup]:
        written = (
            Fact("Số tiền", words.in_full(record.amount, record.currency)),
            Fact("Ngày", f"{record.dated} (biết đến {record.get_dated_precision_display()})"),
            Fact("Khoản viện trợ", Link(str(record.project), record.project.get_absolute_url()), "link"),
            Fact("Bên tài trợ", record.donor.name if record.donor else "theo khoản viện trợ"),
            *self.own_facts(record),
            Fact("Hình thức", record.get_form_display()),
            Fact("Số liệu", record.get_status_display()),
            Fact("Văn bản, chứng từ", record.document),
            Fact("Nội dung", record.note),
        )
        return [FactGroup(self.register.noun.capitalize(), written), FactGroup("Quy đổi", conversion_facts(record))]

    def actions(self, record: Any) -> Sequence[tuple[str, str]]:
        return [("Quy đổi lại", self.register.url("reconvert", record.pk))]

    def own_facts(self, record: Any) -> Sequence[Fact]:
        """Facts of this kind of row."""
        return ()

    def missing(self, record: Any) -> Sequence[str]:
        reason = why_unconverted(record)
        note = words.why_not_counted(record)
        not_counted = f"Dòng này không tính vào số liệu: {note}." if note else ""
        return [sentence for sentence in (reason, not_counted, self.order_warning(record)) if sentence]

    def order_warning(self, record: Any) -> str:
        """A sentence when the row stands oddly in time."""
        return ""


def conversion_facts(row: Any) -> Sequence[Fact]:
    """Both values with what they rest on."""
    return (
        Fact("Giá trị USD", row.usd_cents, "usd"),
        Fact("Căn cứ giá trị USD", Basis(row.usd_basis).label),
        Fact("Giá trị đồng", row.vnd, "vnd"),
        Fact("Căn cứ giá trị đồng", Basis(row.vnd_basis).label),
        Fact(f"Tỷ giá {row.currency}", _rate_text(row.rate, row.rate_on, row.rate_source)),
        Fact("Tỷ giá USD", _rate_text(row.usd_rate, row.usd_rate_on, row.usd_rate_source)),
    )


def _rate_text(rate: Any, on: Any, source: str) -> str:
    """As in "19,96 đồng, từ 01/01/2014, Kho bạc Nhà nước"; empty when none was used."""
    if rate is None:
        return ""
    parts = (f"{write_number(words.plain(rate))} đồng", f"từ {on:%d/%m/%Y}", source)
    return ", ".join(part for part in parts if part)


class LedgerSaving:
    """Creating and editing go through the one action that converts; the answer says what was understood."""

    request: HttpRequest
    register: Register

    def perform(self, form: Any) -> Any:
        if form.instance.pk is not None and not form.has_changed():
            return form.instance
        return record_row(form.instance, by=self.request.user, stated=form.stated, reason=form.correction_reason)

    def saved_message(self, row: Any) -> str:
        usd = "" if row.currency == "USD" or row.usd_cents is None else f", bằng {write_usd(row.usd_cents)} USD"
        said = f"Đã lưu {self.register.noun} {words.in_full(row.amount, row.currency)}{usd} của “{row.project}”."
        return " ".join(part for part in (said, why_unconverted(row), self.warning(row)) if part)

    def warning(self, row: Any) -> str:
        return ""


class CommitmentList(LedgerList):
    register = COMMITMENTS
    filterset_class = CommitmentFilter
    lede = "Mỗi lần cam kết, điều chỉnh là một dòng. Cam kết hiện hành của một khoản là tổng các dòng của khoản đó."


class CommitmentDetail(LedgerDetail):
    register = COMMITMENTS

    def own_facts(self, record: Commitment) -> Sequence[Fact]:
        return [Fact("Loại cam kết", record.get_kind_display()), *decision_facts(record)]


def decision_facts(record: Commitment) -> Sequence[Fact]:
    """The decision whose change of value the row is, as a link to it."""
    decision = record.decision
    if decision is None:
        return ()
    text = f"{decision.number} ngày {decision.decided_on:%d/%m/%Y}"
    return [Fact("Quyết định điều chỉnh", Link(text, decision.get_absolute_url()), "link")]


class CommitmentCreate(LedgerSaving, RecordCreate):
    register = COMMITMENTS
    form_class = CommitmentForm


class CommitmentEdit(LedgerSaving, RecordEdit):
    register = COMMITMENTS
    form_class = CommitmentForm


class DisbursementList(LedgerList):
    register = DISBURSEMENTS
    filterset_class = DisbursementFilter
    lede = "Mỗi lần nhận tiền, hiện vật, chuyên gia là một dòng; hoàn trả là dòng âm."
    template_name = "aid/disbursement_list.html"


class DisbursementDetail(LedgerDetail):
    register = DISBURSEMENTS

    def own_facts(self, record: Disbursement) -> Sequence[Fact]:
        return [Fact("Hoàn trả", "có")] if record.is_refund else []

    def order_warning(self, record: Disbursement) -> str:
        return PAID_FIRST if paid_before_commitment(record) else ""


class DisbursementSaving(LedgerSaving):
    def warning(self, row: Disbursement) -> str:
        return PAID_FIRST if paid_before_commitment(row) else ""


class DisbursementCreate(DisbursementSaving, RecordCreate):
    register = DISBURSEMENTS
    form_class = DisbursementForm


class DisbursementEdit(DisbursementSaving, RecordEdit):
    register = DISBURSEMENTS
    form_class = DisbursementForm
