"""Making two records of a register one, keeping every step; and saying that two which look alike are two."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from config.kit import clock, writing
from config.kit.records import Record
from config.kit.writing import RuleBroken
from config.reference.merging.plan import Plan, plan_merge
from config.reference.merging.references import references_to
from config.reference.merging.steps import CHANGED, CREATED, DELETED, Step, step_of, values_of
from config.reference.models import DistinctPair, RecordMerge
from config.reference.rosters import Roster

LONGEST_REASON = 200  # with both names it fits what archive and history keep
WITH_ITSELF = "Hai hồ sơ phải khác nhau: không gộp một hồ sơ với chính nó."
NOT_THERE = "Không tìm thấy hồ sơ muốn gộp. Chọn lại trong danh sách."
NO_REASON = "Chưa ghi lý do gộp. Ghi ngắn gọn vì sao hai hồ sơ là một."
ARCHIVED = "“{}” đã lưu trữ nên không gộp được. Khôi phục hồ sơ đó trước nếu cần."
MERGED_BEFORE = "“{gone}” đã được gộp vào “{kept}” trước đó. Hoàn tác lần gộp đó trước nếu cần."
BREAKS_A_RULE = "Chưa gộp được: sau khi gộp sẽ có hồ sơ trái quy định của dữ liệu. Chưa có gì thay đổi."
SAME_PAIR = "Chọn hai hồ sơ khác nhau."


@transaction.atomic
def merge(
    roster: Roster, kept_pk: int, gone_pk: int, *, versions: Mapping[int, int | None], reason: str, by: Any
) -> RecordMerge:
    """Move everything of one record to the other and archive it, in one transaction.

    Both are locked in the order of their keys and compared with `versions` (by key; None compares nothing).
    Rows that point to the record from anywhere move with it; each step is kept, so that `unmerge` can go back.
    Raises RuleBroken with a sentence, StaleRecord when one was saved since it was shown, DoesNotExist.
    """
    if kept_pk == gone_pk:
        raise RuleBroken(WITH_ITSELF)
    if not reason:
        raise RuleBroken(NO_REASON)
    locked = {pk: writing.lock(roster.model, pk, version=versions.get(pk)) for pk in sorted((kept_pk, gone_pk))}
    kept, gone = locked[kept_pk], locked[gone_pk]
    refuse_unmergeable(roster, kept, gone)
    try:
        with transaction.atomic():
            steps = _Carried(plan_merge(roster, kept, gone, lock=True), roster, by=by, reason=reason).out()
    except IntegrityError as error:
        raise RuleBroken(BREAKS_A_RULE) from error
    return RecordMerge.objects.create(
        model=roster.label,
        kept_id=kept_pk,
        gone_id=gone_pk,
        reason=reason,
        steps=steps,
        merged_by=by,
        merged_at=clock.now(),
    )


def refuse_unmergeable(roster: Roster, kept: Any, gone: Any) -> None:
    """Raises RuleBroken when the two cannot be merged as they stand."""
    if kept.pk == gone.pk:
        raise RuleBroken(WITH_ITSELF)
    for record in (gone, kept):
        if not record.is_archived:
            continue
        before = RecordMerge.objects.filter(model=roster.label, gone_id=record.pk, undone_at=None).first()
        if before is None:
            raise RuleBroken(ARCHIVED.format(record))
        into = roster.model._base_manager.filter(pk=before.kept_id).first()
        raise RuleBroken(MERGED_BEFORE.format(gone=record, kept=into))


class _Carried:
    """Writes a plan through the one door and keeps what each row was and became."""

    def __init__(self, plan: Plan, roster: Roster, *, by: Any, reason: str) -> None:
        self.plan, self.roster, self.by = plan, roster, by
        self.reason = f"Gộp hồ sơ: {reason} (“{plan.gone}” vào “{plan.kept}”)"
        self.archive_reason = f"Gộp vào “{plan.kept}”: {reason}"
        self.steps: list[Step] = []

    def out(self) -> list[Step]:
        """Deletions go first, so that unique rules hold on the way; the record that goes is archived last."""
        plan = self.plan
        owners = self._owners()
        for row in plan.deletions:
            self.steps.append(step_of(DELETED, row, values=values_of(row)))
            writing.delete(row, by=self.by, reason=self.reason)
        for row, values in plan.changes.values():
            self._change(row, values)
        # Saved even with nothing to fill: a form opened on it before must be told.
        self._change(plan.kept, plan.fill)
        for row in plan.creations:
            writing.save(row, by=self.by, reason=self.reason)
            self.steps.append(step_of(CREATED, row, values=values_of(row)))
        for row in (*plan.archived, plan.gone):
            self._archive(row)
        for owner in owners:
            writing.save(owner, by=self.by, reason=self.reason)
        return self.steps

    def _change(self, row: Any, values: Mapping[str, Any]) -> None:
        before = values_of(row, values)
        for column, value in values.items():
            setattr(row, column, value)
        writing.save(row, by=self.by, reason=self.reason)
        self.steps.append(step_of(CHANGED, row, before=before, after=values_of(row, values)))

    def _archive(self, row: Any) -> None:
        columns = ("archived_at", "archive_reason")
        before = values_of(row, columns)
        now = writing.archive(row, by=self.by, reason=self.archive_reason)
        self.steps.append(step_of(CHANGED, row, before=before, after=values_of(now, columns)))

    def _owners(self) -> list[Any]:
        """The records whose parts change and that are not written themselves, locked: their version goes up,
        because a form that was opened on one of them shows a part as it was."""
        keys: set[tuple[Any, Any]] = set()
        touched = [*self.plan.deletions, *(row for row, _ in self.plan.changes.values())]
        for reference in references_to(self.roster):
            for row in touched:
                if type(row) is reference.model and not isinstance(row, Record):
                    keys |= {(key.related_model, getattr(row, key.attname)) for key in reference.owner_keys()}
        own = (self.roster.model, self.plan.kept.pk), (self.roster.model, self.plan.gone.pk)
        written = {*self.plan.changes, *own}
        wanted = sorted(
            (key for key in keys if key[1] is not None and key not in written),
            key=lambda key: (key[0]._meta.label, key[1]),
        )
        return [writing.lock(model, pk) for model, pk in wanted]


# Pairs ----------------------------------------------------------------------------


@transaction.atomic
def tell_apart(roster: Roster, one: int, other: int, *, by: Any) -> DistinctPair:
    """Keep that two records that look alike are two; said twice it is kept once.

    Raises RuleBroken when they are one record or one of them is not there.
    """
    first, second = sorted((one, other))
    if first == second:
        raise RuleBroken(SAME_PAIR)
    for pk in (first, second):
        if not roster.model._base_manager.select_for_update().filter(pk=pk).exists():
            raise RuleBroken(NOT_THERE)
    known = DistinctPair.objects.filter(model=roster.label, first_id=first, second_id=second).first()
    if known is not None:
        return known
    return writing.save(
        DistinctPair(model=roster.label, first_id=first, second_id=second), by=by, reason="Xác định không trùng"
    )


@transaction.atomic
def forget_apart(roster: Roster, one: int, other: int, *, by: Any) -> None:
    """Take `tell_apart` back; nothing happens when it was taken back before."""
    first, second = sorted((one, other))
    for pair in DistinctPair.objects.select_for_update().filter(model=roster.label, first_id=first, second_id=second):
        writing.delete(pair, by=by, reason="Bỏ đánh dấu không trùng")
