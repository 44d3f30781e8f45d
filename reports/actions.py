"""Acts on terms that write several rows."""

from typing import Any

from django.db import transaction

from config.kit import writing
from reports.models import Target, Term

COPIED = ("position", "label", "kind", "figure", "comparison", "goal", "goal_text")


@transaction.atomic
def copy_targets(term: Term, *, source: Term, by: Any) -> int:
    """Give a new term the targets of another one, without their assessments and milestones; how many were copied."""
    targets = list(Target.objects.of_term(source))
    for target in targets:
        values = {name: getattr(target, name) for name in COPIED}
        writing.save(Target(term=term, **values), by=by, reason=f"Chép từ nhiệm kỳ {source}")
    return len(targets)
