"""Reads the reports that were kept and those that were issued."""

from typing import Any

from django.db.models import OuterRef, Subquery

from config.accounts.models import User
from reports.models import Report


def issued_reports() -> list[Report]:
    """Issued reports, the newest first, with the ones they replace and the ones that replace them; two queries."""
    return list(Report.objects.issued().select_related("term", "body", "replaces").prefetch_related("corrections"))


def kept_drafts() -> list[Report]:
    """Drafts, the latest time first; `last_at` and `last_by` tell when and by whom (id) each was kept last."""
    history: Any = Report.history.model.objects
    last = history.filter(id=OuterRef("pk")).order_by("-history_id")
    rows = Report.objects.drafts().select_related("term", "body", "replaces")
    rows = rows.annotate(
        last_at=Subquery(last.values("history_date")[:1]), last_by=Subquery(last.values("history_user")[:1])
    )
    return list(rows.order_by("-end_on", "-start_on", "pk"))


def names_of(users: set[int]) -> dict[int, str]:
    """The names of users by their ids."""
    return dict(User.objects.filter(pk__in=users).values_list("pk", "full_name"))
