"""Long files of a report, made by a process of their own: asked for on the draft page, fetched from the job's page.

One file is made at a time (a long one takes the memory and the processor of the machine); who comes later waits, and
the process that ends takes the next. A process tells each step; one that told nothing for a while has died.
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from config.kit.pdf import PdfUnavailable
from reports.choices import FileFormat, JobState
from reports.models import FileJob
from reports.printed import pieces
from reports.printed.asked import body_named, occasion_named
from reports.printed.document import Document
from reports.printed.drafts import day_in, draft_of
from reports.printed.files import MAKERS, file_name

LONG_ROWS = {FileFormat.PDF: pieces.LONG, FileFormat.DOCX: 1000, FileFormat.XLSX: 20000}
"""Rows of annexes from which each file takes some ten seconds."""
SILENT = timedelta(minutes=3)
KEPT = timedelta(days=1)
READING = "Đang tập hợp số liệu"
WRITING = "Đang lập tệp"
QUEUED = "Đang chờ đến lượt"
BROKEN = "Máy chủ gặp lỗi khi lập tệp. Yêu cầu lại; nếu vẫn không được, báo người quản trị."
DIED = "Việc lập tệp đã dừng giữa chừng (máy chủ khởi động lại hoặc hết bộ nhớ). Yêu cầu lại."
NOT_STARTED = "Máy chủ chưa bắt đầu được việc lập tệp. Yêu cầu lại; nếu vẫn không được, báo người quản trị."
LOG = logging.getLogger(__name__)
_processes: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class AskedFile:
    """A file of a draft: words of its address, and the day of its figures (ISO; empty: the usual one)."""

    kind: str
    which: str
    format: str
    body: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Shown:
    """A job as people see it: a process that has died counts as failed."""

    job: FileJob
    state: JobState
    why: str

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def is_done(self) -> bool:
        return self.state == JobState.DONE

    @property
    def step(self) -> str:
        return self.job.step or QUEUED


def is_long(document: Document, kind: str) -> bool:
    """Whether the file is made outside the request."""
    return pieces.rows_of(document) >= LONG_ROWS[FileFormat(kind)]


# Asking -------------------------------------------------------------------------


@transaction.atomic
def ask(asked: AskedFile, *, by: Any, now: datetime) -> FileJob:
    """A job for the file, that of the same person still under way if there is one; old ones are forgotten.

    Raises ValueError for a report or a day that there is not.
    """
    occasion = occasion_named(asked.kind, asked.which)
    is_nobody = bool(asked.body) and body_named(asked.body) is None
    if occasion is None or is_nobody or asked.format not in FileFormat.values:
        raise ValueError("no such report")
    if asked.as_of:
        day_in(occasion, asked.as_of)
    FileJob.objects.filter(asked_at__lt=now - KEPT).delete()
    payload = asdict(asked)
    for shown in jobs_of(by, now):
        if not shown.is_over and shown.job.payload == payload:
            return shown.job
    name = file_name(occasion, asked.format)
    job = FileJob.objects.create(asked_by=by, asked_at=now, payload=payload, name=name)
    transaction.on_commit(lambda: start(job))
    return job


def start(job: FileJob) -> None:
    """A process that goes on when the request is answered, and when this server ends."""
    _processes[:] = [process for process in _processes if process.poll() is None]
    nothing = subprocess.DEVNULL
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "make_report_job", str(job.pk)]
    try:
        # The command is our own; a number is all that is added to it.
        process = subprocess.Popen(  # noqa: S603
            command, stdin=nothing, stdout=nothing, stderr=nothing, cwd=settings.BASE_DIR, start_new_session=True
        )
    except OSError:
        LOG.exception("could not start a process for job %s", job.pk)
        _end(job, JobState.FAILED, error=NOT_STARTED)
    else:
        _processes.append(process)


def jobs_of(user: Any, now: datetime) -> list[Shown]:
    """What somebody asked for, the newest first, without the files; two queries."""
    rows = list(FileJob.objects.filter(asked_by=user).order_by("-asked_at", "-pk").defer("content"))
    is_busy = any(not _is_silent(job, now) for job in _running())
    return [_shown(job, now, is_busy=is_busy) for job in rows]


def _shown(job: FileJob, now: datetime, *, is_busy: bool) -> Shown:
    state = JobState(job.state)
    if state == JobState.RUNNING and _is_silent(job, now):
        return Shown(job, JobState.FAILED, DIED)
    if state == JobState.WAITING and not is_busy and now - job.asked_at > SILENT:
        return Shown(job, JobState.FAILED, NOT_STARTED)
    return Shown(job, state, job.error)


def _running() -> Any:
    return FileJob.objects.filter(state=JobState.RUNNING).defer("content")


def _is_silent(job: FileJob, now: datetime) -> bool:
    return job.seen_at is None or now - job.seen_at > SILENT


# Making -------------------------------------------------------------------------


def work(pk: int, *, now: Callable[[], datetime], today: Callable[[], date]) -> None:
    """Make the file of a job, then those that came to wait meanwhile; nothing while another process makes one."""
    job = take(now(), pk)
    while job is not None:
        _make(job, now, today())
        job = take(now())


@transaction.atomic
def take(now: datetime, pk: int | None = None) -> FileJob | None:
    """The waiting job of this number, else the one that waits longest, set running; None while one is made."""
    waiting = FileJob.objects.select_for_update().filter(state=JobState.WAITING).order_by("asked_at", "pk")
    job: FileJob | None = (waiting if pk is None else waiting.filter(pk=pk)).first()
    if job is None or any(not _is_silent(other, now) for other in _running()):
        return None
    job.state, job.seen_at, job.step = JobState.RUNNING, now, READING
    job.save(update_fields=["state", "seen_at", "step"])
    return job


def _make(job: FileJob, now: Callable[[], datetime], today: date) -> None:
    def told(step: str) -> None:
        job.step, job.seen_at = step, now()
        job.save(update_fields=["step", "seen_at"])

    try:
        content = _content(AskedFile(**job.payload), today, told)
    except PdfUnavailable as missing:
        _end(job, JobState.FAILED, error=str(missing))
    except Exception:  # whatever went wrong is told to who waits for the file
        LOG.exception("job %s failed", job.pk)
        _end(job, JobState.FAILED, error=BROKEN)
    else:
        _end(job, JobState.DONE, content=content)


def _content(asked: AskedFile, today: date, told: pieces.Told) -> bytes:
    occasion = occasion_named(asked.kind, asked.which)
    if occasion is None:
        raise LookupError("the time of the report is no longer there")
    day = day_in(occasion, asked.as_of) if asked.as_of else None
    document = draft_of(occasion, today=today, body=body_named(asked.body), as_of=day).document()
    if asked.format == FileFormat.PDF:
        return pieces.pdf_file(document, told)
    told(WRITING)
    return MAKERS[asked.format](document)


def _end(job: FileJob, state: JobState, *, error: str = "", content: bytes | None = None) -> None:
    job.state, job.step, job.error, job.content = state, "", error[:500], content
    job.save(update_fields=["state", "step", "error", "content"])
