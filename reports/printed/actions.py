"""Keeps what staff write for a report."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from config.kit import writing
from config.kit.writing import StaleRecord
from config.reference.models import IssuingBody
from reports.models import Report
from reports.printed.drafts import new_draft
from reports.printed.occasions import Occasion
from reports.printed.sections import MARK, mark_of


def open_draft(occasion: Occasion, body: IssuingBody, *, version: int) -> Report:
    """The row to write, locked; a new one when nothing was kept yet. Call it inside the save's transaction.

    Raises StaleRecord when somebody saved after this version (0: nothing was kept).
    """
    current = Report.objects.drafts().about(occasion, body).select_for_update().first()
    if current is None:
        return new_draft(occasion, body)
    if current.version != version:
        raise StaleRecord(current)
    found: Report = current
    return found


@transaction.atomic
def keep_draft(report: Report, *, texts: Mapping[str, str], drafts: Mapping[str, str], by: Any) -> Report:
    """Store the report with its texts by key of paragraph; an empty one goes back to the drafted words.

    Raises StaleRecord when somebody kept the first version of this report at the same moment.
    """
    report.paragraphs = kept_paragraphs(report.paragraphs, texts, drafts)
    return _keep(report, by)


@transaction.atomic
def keep_layout(report: Report, *, layout: Sequence[Mapping[str, Any]], by: Any) -> Report:
    """Store which headings a report has, in which order; texts under headings that are left out stay kept.

    Raises StaleRecord when somebody kept the first version of this report at the same moment.
    """
    report.layout = [dict(entry) for entry in layout]
    return _keep(report, by)


def _keep(report: Report, by: Any) -> Report:
    try:
        with transaction.atomic():
            return writing.save(report, by=by)
    except IntegrityError:
        raise StaleRecord(Report.objects.drafts().about(report.occasion, report.body).get()) from None


def kept_paragraphs(old: Mapping[str, str], texts: Mapping[str, str], drafts: Mapping[str, str]) -> dict[str, str]:
    """What is stored: the texts that differ from the drafted words, each with the mark of those words.

    A text that did not change keeps its old mark: the figures may have moved under it since.
    """
    kept: dict[str, str] = {}
    for key, written in texts.items():
        text, draft = written.strip(), drafts.get(key, "")
        if not text or text == draft:
            continue
        is_unchanged = old.get(key) == text and f"{key}{MARK}" in old
        kept[key] = text
        kept[f"{key}{MARK}"] = old[f"{key}{MARK}"] if is_unchanged else mark_of(draft)
    return kept
