"""Writes to the register of aid projects."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from aid.choices import Modality
from aid.models import AidProject
from aid.rules.regimes import legal_basis_on
from config.kit import writing
from config.kit.writing import RuleBroken

CODE_PREFIX = "VT"

PARENT_IS_ITSELF = "Một chương trình không thể thuộc chính nó. Chọn chương trình khác hoặc để trống."
PARENT_IS_NO_PROGRAMME = "“{parent}” không phải chương trình. Chỉ chương trình mới có dự án thành phần."
PARENT_IS_COMPONENT = (
    "“{parent}” đã thuộc chương trình khác. Dự án thành phần ghi thẳng vào chương trình cao nhất, chỉ một cấp."
)
PARENT_HOLDS_MONEY = (
    "“{parent}” đang có dòng cam kết, giải ngân. Chuyển các dòng đó sang dự án thành phần trước, "
    "vì tiền chỉ ghi ở một cấp."
)
HAS_COMPONENTS = "“{project}” đang có dự án thành phần nên phải là chương trình và không thuộc chương trình khác."


def next_code(year: int) -> str:
    """The office's next free code of a year, VT-2016-001 upwards; a code once given is never given again."""
    prefix = f"{CODE_PREFIX}-{year}-"
    taken = AidProject.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    numbers = [int(code.removeprefix(prefix)) for code in taken if code.removeprefix(prefix).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def check_parent(project: AidProject, parent: AidProject | None) -> None:
    """A programme holds projects one level deep, and money stands on one level only (docs/rules.md).

    Raises RuleBroken with the reason.
    """
    if parent is not None and parent == project:
        raise RuleBroken(PARENT_IS_ITSELF)
    stands_alone = parent is None and project.modality == Modality.PROGRAMME
    if project.pk and not stands_alone and project.components.active().exists():
        raise RuleBroken(HAS_COMPONENTS.format(project=project))
    if parent is None:
        return
    for is_broken, sentence in (
        (parent.modality != Modality.PROGRAMME, PARENT_IS_NO_PROGRAMME),
        (parent.parent_id is not None, PARENT_IS_COMPONENT),
        (holds_money(parent), PARENT_HOLDS_MONEY),
    ):
        if is_broken:
            raise RuleBroken(sentence.format(parent=parent))


def holds_money(project: AidProject) -> bool:
    """Whether ledger rows in use stand in the project itself."""
    return project.commitments.active().exists() or project.disbursements.active().exists()


@transaction.atomic
def save_project(
    project: AidProject, parts: Mapping[str, Sequence[Mapping[str, Any]]], *, by: Any, reason: str = ""
) -> AidProject:
    """Store a new or changed project with its donors, shares and outputs as one save.

    An empty legal basis is filled from the approval date. Raises RuleBroken (see check_parent).
    """
    check_parent(project, project.parent)
    if not project.legal_basis and project.approval_on is not None:
        project.legal_basis = legal_basis_on(project.approval_on)
    writing.save(project, by=by, reason=reason)
    for name, rows in parts.items():
        writing.set_parts(project, name, rows, by=by, reason=reason)
    return project
