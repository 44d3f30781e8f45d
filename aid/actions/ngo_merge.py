"""What only organisations need when two of them become one: both gave to the same project."""

from decimal import Decimal

from aid.models import ProjectDonor
from config.kit.numbers import write_number
from config.kit.writing import RuleBroken

OVER_WHOLE = (
    "Ở khoản viện trợ “{project}” tỷ lệ của hai bên cộng lại được {total}%, quá 100%. "
    "Sửa tỷ lệ ở khoản viện trợ đó trước khi gộp."
)
ADDED = "“{project}”: tỷ lệ {first}% và {second}% cộng thành {total}%"
OPEN = (
    "“{project}”: hai dòng bên tài trợ thành một, tỷ lệ vẫn để trống; "
    "không còn bên nào khác thì cả khoản tính cho hồ sơ giữ lại"
)


def unite_donors(kept: ProjectDonor, gone: ProjectDonor) -> str:
    """Let one row of a project stand for both givers, so that their parts of the money add up as before.

    Returns the sentence for the page. Raises RuleBroken when the two shares would exceed the whole.
    """
    if kept.percent is None and gone.percent is None:
        return OPEN.format(project=kept.project)
    first, second = kept.percent or Decimal(0), gone.percent or Decimal(0)
    total = first + second
    if total > 100:
        raise RuleBroken(OVER_WHOLE.format(project=kept.project, total=_said(total)))
    kept.percent = total
    return ADDED.format(project=kept.project, first=_said(first), second=_said(second), total=_said(total))


def _said(percent: Decimal) -> str:
    return write_number(percent.to_integral() if percent == percent.to_integral() else percent.normalize())
