"""Reads issued reports: their files, whole or damaged, and the other issues of the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from reports.choices import FileFormat, ReportStage
from reports.models import IssuedFile, Report

DAMAGED = (
    "Tệp {name} không còn đúng như khi ban hành (mã kiểm tra khác), nên không gửi đi. Báo người trông máy lấy lại tệp "
    "từ bản chép dự phòng."
)


class DamagedFile(Exception):
    """The stored bytes are not those that were issued; the text is a sentence for the person."""


@dataclass(frozen=True)
class KeptFile:
    """A file of an issued report, as served."""

    name: str
    format: str
    content: bytes


def issued_file(report: Report, kind: str) -> KeptFile | None:
    """One of the three files, checked; None when it was not kept. One query. Raises DamagedFile."""
    row: Any = IssuedFile.objects.filter(issued__report=report, format=kind).first()
    if row is None:
        return None
    content = bytes(row.content)
    if sha256(content).hexdigest() != row.sha256:
        raise DamagedFile(DAMAGED.format(name=row.name))
    return KeptFile(row.name, row.format, content)


def file_names(report: Report) -> list[tuple[str, str]]:
    """The files of a report without their bytes: format and what it is called, in the order PDF, Word, Excel."""
    kept = set(IssuedFile.objects.filter(issued__report=report).values_list("format", flat=True))
    return [(str(value), str(label)) for value, label in FileFormat.choices if value in kept]


def same_time(report: Report) -> list[Report]:
    """The other issued reports of the same body on the same time, the newest first."""
    return list(Report.objects.issued().beside(report).exclude(pk=report.pk))


def replaced_by(others: Sequence[Report], report: Report) -> Report | None:
    """Which of the others was issued in place of the report."""
    return next((one for one in others if one.replaces_id == report.pk and one.stage == ReportStage.ISSUED), None)
