"""Acts on the decisions that change a project: record one, correct it, take it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from aid.actions.amendments import amend, correct, take_back, why_not_amendable
from aid.forms.amendments import AmendmentForm, CorrectionForm, TakeBackForm
from aid.models import AidProject, Amendment
from aid.queries.ledger import ProjectLedger, ledger_of, why_unconverted
from aid.registers import PROJECTS
from aid.views.amendment_words import sentence
from aid.views.project_page import usd_text
from config.kit.acts import RecordAct
from config.kit.writing import RuleBroken

BELOW_ZERO = "Cam kết hiện hành đang âm: các lần giảm lớn hơn số đã cam kết. Xem lại số tiền nếu ghi nhầm."
SAME_DAY = (
    "Sổ cam kết còn dòng điều chỉnh khác cùng ngày, cùng số tiền. Nếu là một lần điều chỉnh thì lưu trữ bớt một dòng."
)
GONE = "Quyết định này vừa được người khác hủy. Mở lại trang khoản viện trợ để xem."


class ProjectAmend(RecordAct):
    """A new decision, on the page of its project."""

    register = PROJECTS
    title = "Ghi quyết định điều chỉnh"
    button = "Lưu quyết định"

    def make_form(self, record: AidProject, data: Any = None) -> AmendmentForm:
        ledger = ledger_of(record)
        first = next(iter(ledger.commitments), None)
        initial = {"issuer": record.approval_issuer, "currency": first.currency if first else "USD"}
        return AmendmentForm(data, project=record, told=stands_now(record, ledger), initial=initial)

    def act(self, record: AidProject, form: AmendmentForm) -> str:
        before = ledger_of(record)
        amendment = amend(record, form.decision, by=self.request.user, correction=form.correction_reason)
        said = f"Đã ghi quyết định {amendment.number} của “{record}”: {sentence(amendment)}."
        return " ".join(part for part in (said, *value_warnings(amendment, before)) if part)

    def show(self, record: AidProject, form: Any, token: str, **context: Any) -> HttpResponse:
        if not form.is_bound and (refusal := why_not_amendable(record)):
            context.setdefault("notice", refusal)
        return super().show(record, form, token, **context)


def stands_now(project: AidProject, ledger: ProjectLedger) -> dict[str, str]:
    """How things stand before the decision, by field of its form."""
    total = f"{usd_text(ledger.committed_cents)} USD" if ledger.commitments else "chưa có"
    return {
        "amount": f"Cam kết hiện hành: {total}. Tăng thì ghi số dương, giảm thì ghi số âm, ví dụ −12.500,00.",
        "new_end": f"Đang ghi: {project.end or 'chưa rõ'}.",
        "new_owner": f"Đang ghi: {project.owner or 'chưa rõ'}.",
    }


def value_warnings(amendment: Amendment, before: ProjectLedger) -> list[str]:
    """What the new ledger row makes of the commitment, and what is odd about it; nothing without a row."""
    row = amendment.commitment
    if row is None:
        return []
    total = (before.committed_cents or 0) + (row.usd_cents or 0)
    is_known = row.usd_cents is not None
    change = f"Cam kết hiện hành từ {usd_text(before.committed_cents)} thành {usd_text(total)} USD."
    is_double = any(
        (one.dated_on, one.amount, one.currency) == (row.dated_on, row.amount, row.currency) and not one.decision
        for one in before.commitments
    )
    return [
        change if is_known else why_unconverted(row),
        BELOW_ZERO if is_known and total < 0 else "",
        SAME_DAY if is_double else "",
    ]


class AmendmentAct(RecordAct):
    """An act on a recorded decision; the record that is locked and gets a new version is its project."""

    register = PROJECTS
    amendment: Amendment

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return super().get(request, self._project_of(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return super().post(request, self._project_of(pk))

    def _project_of(self, pk: int) -> int:
        loaded = Amendment.objects.select_related("commitment", "old_owner", "new_owner")
        self.amendment = get_object_or_404(loaded, pk=pk)
        return self.amendment.project_id

    def current(self) -> Amendment:
        """The decision as it stands now that its project is locked."""
        found = Amendment.objects.select_related("commitment").filter(pk=self.amendment.pk).first()
        if found is None:
            raise RuleBroken(GONE)
        return found

    def lede(self, record: AidProject) -> str:
        day = f"{self.amendment.decided_on:%d/%m/%Y}"
        return f"Quyết định {self.amendment.number} ngày {day}: {sentence(self.amendment)}."


class AmendmentEdit(AmendmentAct):
    title = "Sửa quyết định điều chỉnh"
    template_name = "aid/amendment_edit.html"

    def make_form(self, record: AidProject, data: Any = None) -> CorrectionForm:
        return CorrectionForm(data, amendment=self.amendment)

    def act(self, record: AidProject, form: CorrectionForm) -> str:
        amendment = correct(
            record, self.current(), **form.values, by=self.request.user, correction=form.correction_reason
        )
        return f"Đã sửa quyết định {amendment.number} của “{record}”."

    def more_context(self, record: AidProject, form: Any) -> dict[str, Any]:
        return {"take_back_url": reverse("aid:amendment-remove", args=[self.amendment.pk])}


class AmendmentRemove(AmendmentAct):
    title = "Hủy quyết định điều chỉnh đã ghi nhầm"
    button = "Hủy quyết định này"
    form_class = TakeBackForm

    def act(self, record: AidProject, form: TakeBackForm) -> str:
        amendment = self.current()
        number, has_row = amendment.number, amendment.commitment_id is not None
        take_back(record, amendment, reason=form.cleaned_data["reason"], by=self.request.user)
        archived = " Dòng cam kết của quyết định đã được lưu trữ." if has_row else ""
        return f"Đã hủy quyết định {number} của “{record}”.{archived}"
