"""Plans a whole workbook: which sheet is which register, and what each row will do.

Planning reads and never writes. Sheets are planned in the order of dependence, whatever their order
in the file, so a ledger row finds the project and the rate of its own file.
"""

from collections.abc import Sequence

from config.kit.importing import folded_words
from config.kit.workbook import FileRefused, Sheet, read_workbook
from config.office.importing.headings import fit, recognise
from config.office.importing.held import warn_of_held
from config.office.importing.known import Known
from config.office.importing.plan import Action, CellError, Plan, RowPlan, SheetPlan, refused_file
from config.office.importing.registers import BY_NAME, KINDS, SheetKind
from config.office.importing.rows import RowReader

UNKNOWN_SHEET = (
    "Không nhận ra trang này là sổ nào: tên trang và tiêu đề cột không khớp sổ nào. "
    "Đặt tên trang là một trong: {}; hoặc bỏ trang này khỏi tệp."
)
DOUBTFUL_SHEET = "Trang này có thể là {}. Đặt tên trang theo sổ cần nhập, ví dụ “{}”."
NO_SUCH_SHEET = "Tệp này không có trang nào là “{}”. Kiểm tra tên trang hoặc chọn sổ khác."
NO_ROWS = "Tệp chỉ có tiêu đề, chưa có dòng nào để nhập."


def plan_workbook(content: bytes, *, register: str = "") -> Plan:
    """What importing the workbook would do now; with `register` only that register's sheets.

    A file that cannot be read gives a plan of one refused row, never an error."""
    try:
        sheets = read_workbook(content)
    except FileRefused as refused:
        return refused_file(str(refused))
    pairs = [(sheet, _kind_of(sheet, register, len(sheets))) for sheet in sheets]
    plans = [_empty_plan(sheet, kind) for sheet, kind in pairs]
    if register and not any(plan.register == register for plan in plans):
        return refused_file(NO_SUCH_SHEET.format(BY_NAME[register].title))
    known = Known()
    for kind in KINDS:
        for (sheet, found), plan in zip(pairs, plans, strict=True):
            if found is kind and sheet.rows and (not register or register == kind.name):
                _plan_sheet(sheet, kind, plan, known)
    result = Plan(plans, [kind.name for kind in KINDS])
    warn_of_held(result)
    return result if result.rows else refused_file(NO_ROWS)


def _kind_of(sheet: Sheet, register: str, sheet_count: int) -> SheetKind | CellError | None:
    """The register of a sheet: by its name, else by its headings; an error sentence when neither tells."""
    if not sheet.rows:
        return None
    if register and sheet_count == 1:
        return BY_NAME[register]
    return _by_name(sheet.name) or _by_headings(sheet, register)


def _by_name(name: str) -> SheetKind | None:
    """By the whole name of the sheet or its beginning ("Giải ngân 2016"); the longest known name wins."""
    words = folded_words(name)
    known = [(folded_words(each), kind) for kind in KINDS for each in kind.sheet_names]
    fitting = [(len(each), kind) for each, kind in known if words == each or words.startswith(f"{each} ")]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _by_headings(sheet: Sheet, register: str) -> SheetKind | CellError | None:
    scores = {kind.name: fit(sheet.rows[0], kind.columns) for kind in KINDS}
    best = [kind for kind in KINDS if scores[kind.name] == max(scores.values()) > 0]
    if len(best) == 1:
        return best[0]
    if register:  # other sheets are not asked for
        return BY_NAME[register] if BY_NAME[register] in best else None
    if best:
        titles = " hoặc ".join(f"“{kind.title}”" for kind in best)
        return CellError("", sheet.name, DOUBTFUL_SHEET.format(titles, best[0].title))
    names = ", ".join(f"“{kind.sheet_names[0]}”" for kind in KINDS)
    return CellError("", sheet.name, UNKNOWN_SHEET.format(names))


def _empty_plan(sheet: Sheet, kind: SheetKind | CellError | None) -> SheetPlan:
    if isinstance(kind, SheetKind):
        return SheetPlan(sheet.name, kind.name, kind.title)
    plan = SheetPlan(sheet.name)
    if isinstance(kind, CellError):
        plan.rows.append(_refused(sheet, "", [kind]))
    elif sheet.is_hidden:
        plan.note = "Trang ẩn, không nhập."
    elif not sheet.rows:
        plan.note = "Trang trống, không nhập."
    else:
        plan.note = "Không thuộc sổ đã chọn, không nhập."
    return plan


def _plan_sheet(sheet: Sheet, kind: SheetKind, plan: SheetPlan, known: Known) -> None:
    columns = recognise(sheet, kind.columns)
    plan.columns = columns
    if columns.problems:
        errors = [CellError(heading, "", message) for heading, message in columns.problems]
        plan.rows.append(_refused(sheet, kind.name, errors))
        return
    found = columns.index_of()
    readers = [RowReader(sheet.name, kind.name, row, found, kind.columns) for row in sheet.rows[1:]]
    plan.rows.extend(kind.plan(readers, known))


def _refused(sheet: Sheet, register: str, errors: Sequence[CellError]) -> RowPlan:
    return RowPlan(sheet.name, sheet.rows[0].number, register, Action.REFUSED, errors=tuple(errors))
