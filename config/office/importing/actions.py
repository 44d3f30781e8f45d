"""Preview, confirm: a batch keeps the file's bytes, a confirm plans them again and writes all or nothing.

Confirms and undos run one at a time (each locks all batch rows first): two files brought in at once
cannot both find a ledger row missing and store it twice.
"""

import hashlib
from collections import Counter
from typing import Any

from django.db import DataError, IntegrityError, models, transaction

from config.kit import clock, writing
from config.kit.records import Record
from config.kit.writing import RuleBroken, StaleRecord
from config.office.importing.plan import Add, Change, Plan, Replace, RowPlan
from config.office.importing.planning import plan_workbook
from config.office.importing.registers import BY_NAME
from config.reference.models import ImportBatch

STILL_REFUSED = "Chưa ghi gì: còn {} dòng bị từ chối. Sửa tệp rồi nhập lại, hoặc xem từng lỗi ở bản xem trước."
NOTHING_NEW = "Tệp này không có gì mới: mọi dòng đã có trong dữ liệu."
CHANGED_MEANWHILE = "Chưa ghi gì: có hồ sơ vừa được người khác thêm hoặc sửa. Mở lại bản xem trước rồi bấm ghi lần nữa."
ALREADY_UNDONE = "Lô này đã hoàn tác nên không ghi lại được. Muốn nhập lại, hãy tải tệp lên lần nữa."
IS_SAVED = "Lô này đã ghi vào dữ liệu nên không bỏ được; dùng “Hoàn tác lô” nếu muốn rút lại."
FILE_NAME_LIMIT = 255


class PlanRefused(RuleBroken):
    """The file has refused rows; nothing was written. `plan` tells which."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(STILL_REFUSED.format(plan.summary()["refused"]))
        self.plan = plan


def preview(content: bytes, file_name: str, *, register: str = "", by: Any) -> ImportBatch:
    """Keep the file as a batch to look at. No register is touched.

    Raises RuleBroken for a file that cannot be read at all; nothing is kept of it.
    """
    plan = plan_workbook(content, register=register)
    if plan.file_problem:
        raise RuleBroken(plan.file_problem)
    return ImportBatch.objects.create(
        file_name=file_name[-FILE_NAME_LIMIT:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        register=register,
        created_by=by,
        summary=plan.summary(),
    )


def workbooks() -> "models.QuerySet[ImportBatch]":
    """Batches that came from a workbook; the demonstration's batch is none. Without the files' bytes."""
    return ImportBatch.objects.filter(register__in=["", *BY_NAME]).defer("content")


def plan_of(batch: ImportBatch) -> Plan:
    """What the batch's file would do now."""
    return plan_workbook(bytes(batch.content), register=batch.register)


def confirm(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Write the batch, once: a batch saved before is given back as it is.

    Raises PlanRefused with refused rows, RuleBroken for an undone batch, for nothing to write, and
    when somebody stored or changed one of the records in between. Then nothing is written.
    """
    try:
        return _confirm(batch.pk, by)
    except (IntegrityError, DataError, StaleRecord) as error:
        raise RuleBroken(CHANGED_MEANWHILE) from error


@transaction.atomic
def _confirm(pk: int, by: Any) -> ImportBatch:
    batch = locked(pk)
    if batch.state == ImportBatch.State.SAVED:
        return batch
    if batch.state == ImportBatch.State.UNDONE:
        raise RuleBroken(ALREADY_UNDONE)
    plan = plan_of(batch)
    if plan.is_refused:
        raise PlanRefused(plan)
    if not plan.has_writes:
        raise RuleBroken(NOTHING_NEW)
    writer = Writer(batch, by)
    for row in plan.in_load_order():
        writer.write(row)
    batch.state = ImportBatch.State.SAVED
    batch.saved_at = clock.now()
    batch.summary = {**plan.summary(), "sheets": _told_sheets(plan), **writer.kept()}
    batch.save(update_fields=["state", "saved_at", "summary"])
    return batch


def discard(batch: ImportBatch) -> None:
    """Forget a previewed file. Raises RuleBroken when it was written."""
    with transaction.atomic():
        current = locked(batch.pk)
        if current.state != ImportBatch.State.PREVIEW:
            raise RuleBroken(IS_SAVED)
        current.delete()


def locked(pk: int) -> ImportBatch:
    """The batch, under the lock that all imports share. Raises DoesNotExist."""
    list(ImportBatch.objects.select_for_update().order_by("pk").values_list("pk"))
    return ImportBatch.objects.get(pk=pk)


def reason_start(batch: ImportBatch) -> str:
    """How the history's reasons of this batch begin; undo finds the batch's own changes by it."""
    return f"Nhập lô {batch.pk}: "


def _told_sheets(plan: Plan) -> list[dict[str, Any]]:
    return [{"name": sheet.name, "title": sheet.title, **sheet.counts()} for sheet in plan.sheets if sheet.rows]


class Writer:
    """Carries out the operations of rows, the only place of the import that stores records.

    Row by row through kit.writing; one that gathers rows and stores them in bulk can stand here.
    """

    def __init__(self, batch: ImportBatch, by: Any) -> None:
        self._batch, self._by = batch, by
        self._reason = ""
        self._added: Counter[str] = Counter()
        self._touched: dict[tuple[str, Any], int] = {}

    def write(self, row: RowPlan) -> None:
        self._reason = f"{reason_start(self._batch)}{self._batch.file_name}, trang {row.sheet} dòng {row.row}"
        for operation in row.operations:
            if isinstance(operation, Add):
                self._add(operation.row)
            elif isinstance(operation, Change):
                self._change(operation)
            else:
                self._replace(operation)

    def kept(self) -> dict[str, Any]:
        """What undo and the batch's page need to know, as JSON: counts of added records by model, and
        each changed record with the version this batch gave it."""
        touched = [{"model": label, "pk": pk, "version": version} for (label, pk), version in self._touched.items()]
        return {"added": dict(self._added), "touched": touched}

    def _add(self, row: models.Model) -> None:
        if row.pk is not None:  # an agency that an earlier row of the file brought
            return
        if isinstance(row, Record):
            row.import_batch = self._batch
            self._added[row._meta.label_lower] += 1
        writing.save(row, by=self._by, reason=self._reason)

    def _change(self, change: Change) -> None:
        record = change.record
        current = writing.lock(type(record), record.pk, version=record.version)
        for key, value in change.values.items():
            setattr(current, key, value)
        writing.save(current, by=self._by, reason=self._reason)
        self._touched[record._meta.label_lower, record.pk] = current.version

    def _replace(self, replace: Replace) -> None:
        writing.set_parts(replace.record, replace.name, replace.wanted, by=self._by, reason=self._reason)
