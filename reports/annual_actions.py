"""Keeps what staff write for an annual report."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from config.kit import writing
from config.kit.writing import StaleRecord
from config.reference.models import IssuingBody
from reports.annual_sections import KEYS, MARK, mark_of
from reports.models import Report


def open_report(year: int, body: IssuingBody, *, version: int) -> Report:
    """The row to write, locked; a new one when nothing was kept yet. Call it inside the save's transaction.

    Raises StaleRecord when somebody saved after this version (0: nothing was kept).
    """
    current = Report.objects.select_for_update().filter(year=year, body=body).first()
    if current is None:
        return Report(year=year, body=body)
    if current.version != version:
        raise StaleRecord(current)
    return current


@transaction.atomic
def keep_report(report: Report, *, texts: Mapping[str, str], drafts: Mapping[str, str], by: Any) -> Report:
    """Store the report with its texts by key of paragraph; an empty one goes back to the drafted words.

    Raises StaleRecord when somebody kept the first version of this report at the same moment.
    """
    report.paragraphs = kept_paragraphs(report.paragraphs, texts, drafts)
    try:
        with transaction.atomic():
            return writing.save(report, by=by)
    except IntegrityError:
        raise StaleRecord(Report.objects.get(year=report.year, body=report.body)) from None


def kept_paragraphs(old: Mapping[str, str], texts: Mapping[str, str], drafts: Mapping[str, str]) -> dict[str, str]:
    """What is stored: the texts that differ from the drafted words, each with the mark of those words.

    A text that did not change keeps its old mark: the figures may have moved under it since.
    """
    kept: dict[str, str] = {}
    for key in KEYS:
        text = texts.get(key, "").strip()
        if not text or text == drafts[key]:
            continue
        is_unchanged = old.get(key) == text and f"{key}{MARK}" in old
        kept[key] = text
        kept[f"{key}{MARK}"] = old[f"{key}{MARK}"] if is_unchanged else mark_of(drafts[key])
    return kept
