"""Long files of a report, made by a process of their own."""

import subprocess
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from config.accounts.models import User
from config.kit import clock
from config.kit.pdf import PdfUnavailable
from reports.choices import FileFormat, JobState
from reports.models import FileJob
from reports.printed import jobs, pieces
from reports.printed.jobs import AskedFile, ask, jobs_of, take, work
from tests.factories.annual import make_signatory

pytestmark = [pytest.mark.django_db]

NOW = clock.now()
TODAY = date(2020, 3, 6)
PDF = AskedFile("annual", "2019", "pdf")


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The jobs a process was started for; none is really started."""
    found: list[int] = []
    monkeypatch.setattr(jobs, "start", lambda job: found.append(job.pk))
    return found


@pytest.fixture
def asked(leader: User, django_capture_on_commit_callbacks: Any) -> FileJob:
    with django_capture_on_commit_callbacks(execute=True):
        return ask(PDF, by=leader, now=NOW)


def running(**fields: Any) -> FileJob:
    values: dict[str, Any] = {"asked_at": NOW, "payload": {}, "state": JobState.RUNNING, "seen_at": NOW}
    return FileJob.objects.create(**values | fields)


def made(pk: int, moment: datetime = NOW) -> None:
    work(pk, now=lambda: moment, today=lambda: TODAY)


# Asking -------------------------------------------------------------------------------


def test_asking_starts_one_process(asked: FileJob, started: list[int]) -> None:
    assert (asked.state, asked.name, started) == (JobState.WAITING, "bao-cao-tong-ket-2019.pdf", [asked.pk])


def test_asking_twice_gives_the_file_under_way(asked: FileJob, leader: User, staff: User) -> None:
    again = ask(PDF, by=leader, now=NOW + timedelta(seconds=5))
    other = ask(PDF, by=staff, now=NOW)

    assert (again.pk, FileJob.objects.count()) == (asked.pk, 2)
    assert other.pk != asked.pk


def test_a_file_that_is_made_is_asked_for_anew(asked: FileJob, leader: User) -> None:
    asked.state = JobState.DONE
    asked.save()

    assert ask(PDF, by=leader, now=NOW).pk != asked.pk


def test_files_of_yesterday_are_forgotten(asked: FileJob, leader: User) -> None:
    ask(AskedFile("annual", "2018", "pdf"), by=leader, now=NOW + timedelta(days=1, seconds=1))

    assert [job.payload["which"] for job in FileJob.objects.all()] == ["2018"]


@pytest.mark.parametrize(
    "wanted",
    [
        AskedFile("annual", "1066", "pdf"),
        AskedFile("annual", "2019", "exe"),
        AskedFile("annual", "2019", "pdf", body="999999"),
        AskedFile("annual", "2019", "pdf", as_of="31/02/2019"),
        AskedFile("annual", "2019", "pdf", as_of="2018-01-01"),
        AskedFile("", "", ""),
    ],
)
def test_what_there_is_not_is_not_asked_for(wanted: AskedFile, leader: User) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  an unreadable day says more, and is one as well
        ask(wanted, by=leader, now=NOW)


# Making -------------------------------------------------------------------------------


def test_the_file_is_made_and_each_step_told(asked: FileJob, monkeypatch: pytest.MonkeyPatch) -> None:
    make_signatory()
    steps: list[str] = []

    def pdf_file(document: Any, told: Any) -> bytes:
        told("Đang dựng Phụ lục I")
        steps.append(FileJob.objects.get(pk=asked.pk).step)
        return b"%PDF"

    monkeypatch.setattr(pieces, "pdf_file", pdf_file)
    made(asked.pk)

    asked.refresh_from_db()
    assert (asked.state, bytes(asked.content), asked.step, steps) == (
        JobState.DONE,
        b"%PDF",
        "",
        ["Đang dựng Phụ lục I"],
    )


def test_a_machine_without_pdf_says_what_to_install(asked: FileJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(document: Any, told: Any) -> bytes:
        raise PdfUnavailable("Cài fonts-liberation2.")

    monkeypatch.setattr(pieces, "pdf_file", refuse)
    made(asked.pk)

    asked.refresh_from_db()
    assert (asked.state, asked.error) == (JobState.FAILED, "Cài fonts-liberation2.")


def test_a_fault_is_told_in_words(asked: FileJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Any, told: Any) -> bytes:
        raise MemoryError

    monkeypatch.setattr(pieces, "pdf_file", fail)
    made(asked.pk)

    asked.refresh_from_db()
    assert (asked.state, asked.error) == (JobState.FAILED, jobs.BROKEN)


def test_one_file_at_a_time_and_the_next_follows(asked: FileJob, staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "pdf_file", lambda document, told: b"%PDF")
    second = ask(PDF, by=staff, now=NOW + timedelta(seconds=1))
    busy = running(asked_by=staff, asked_at=NOW - timedelta(seconds=9))

    made(asked.pk)
    assert set(FileJob.objects.exclude(pk=busy.pk).values_list("state", flat=True)) == {JobState.WAITING}

    busy.delete()
    made(second.pk)
    assert set(FileJob.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_a_process_that_died_makes_room(asked: FileJob, staff: User) -> None:
    running(asked_by=staff, seen_at=NOW - timedelta(minutes=4))

    taken = take(NOW, asked.pk)

    assert taken is not None
    assert (taken.pk, taken.state, taken.step) == (asked.pk, JobState.RUNNING, jobs.READING)


def test_the_command_makes_the_file(asked: FileJob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "pdf_file", lambda document, told: b"%PDF")

    call_command("make_report_job", str(asked.pk))
    call_command("make_report_job", "999999")

    asked.refresh_from_db()
    assert asked.state == JobState.DONE


def test_a_process_that_cannot_start_is_told(
    asked: FileJob, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OSError("out of processes")

    monkeypatch.undo()
    monkeypatch.setattr(subprocess, "Popen", refuse)
    jobs.start(asked)

    asked.refresh_from_db()
    assert (asked.state, asked.error) == (JobState.FAILED, jobs.NOT_STARTED)


def test_a_failure_without_a_reason_cannot_be_stored(leader: User) -> None:
    with pytest.raises(IntegrityError, match="reports_filejob_failure_says_why"), transaction.atomic():
        running(asked_by=leader, state=JobState.FAILED)


# Seen ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "state", "why"),
    [
        ({}, JobState.RUNNING, ""),
        ({"seen_at": NOW - timedelta(minutes=4)}, JobState.FAILED, jobs.DIED),
        ({"state": JobState.WAITING, "seen_at": None}, JobState.WAITING, ""),
        (
            {"state": JobState.WAITING, "seen_at": None, "asked_at": NOW - timedelta(minutes=4)},
            JobState.FAILED,
            jobs.NOT_STARTED,
        ),
        ({"state": JobState.DONE, "seen_at": NOW - timedelta(hours=2)}, JobState.DONE, ""),
        ({"state": JobState.FAILED, "error": "Hỏng."}, JobState.FAILED, "Hỏng."),
    ],
)
def test_what_is_shown_of_a_job(fields: dict[str, Any], state: JobState, why: str, leader: User) -> None:
    running(asked_by=leader, **fields)

    (shown,) = jobs_of(leader, NOW)

    assert (shown.state, shown.why) == (state, why)


def test_a_job_in_the_queue_waits_as_long_as_it_takes(leader: User, staff: User) -> None:
    running(asked_by=leader, state=JobState.WAITING, seen_at=None, asked_at=NOW - timedelta(minutes=9))
    running(asked_by=staff)

    assert [shown.state for shown in jobs_of(leader, NOW)] == [JobState.WAITING]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_two_queries(number: int, leader: User, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        running(asked_by=leader, state=JobState.DONE, content=b"%PDF")

    with django_assert_num_queries(2):
        assert len([(shown.job.name, shown.state) for shown in jobs_of(leader, NOW)]) == number


# Pages --------------------------------------------------------------------------------


def test_a_long_report_is_asked_for_and_fetched(
    leader_client: Client, monkeypatch: pytest.MonkeyPatch, started: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(pieces, "rows_of", lambda document: 3000)
    monkeypatch.setattr("reports.views.drafts.rows_of", lambda document: 3000)
    page = leader_client.get("/reports/annual/2019/draft.pdf?as_of=30/6/2019").content.decode()
    assert "Phụ lục của báo cáo này có 3.000 dòng" in page
    assert '<input type="hidden" name="as_of" value="2019-06-30">' in page

    wanted = {"kind": "annual", "which": "2019", "format": "pdf", "body": "", "as_of": "2019-06-30"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = leader_client.post("/reports/jobs/", wanted)
    (job,) = FileJob.objects.all()
    assert (answer["Location"], started) == (f"/reports/jobs/{job.pk}/", [job.pk])

    waiting = leader_client.get(f"/reports/jobs/{job.pk}/")
    assert (waiting["Refresh"], "Đang chờ đến lượt" in waiting.content.decode()) == ("4", True)
    assert leader_client.get(f"/reports/jobs/{job.pk}/file")["Location"] == f"/reports/jobs/{job.pk}/"

    monkeypatch.setattr(pieces, "pdf_file", lambda document, told: b"%PDF-1.7")
    call_command("make_report_job", str(job.pk))
    done = leader_client.get(f"/reports/jobs/{job.pk}/")
    assert ("Refresh" in done, "Tải bao-cao-tong-ket-2019.pdf" in done.content.decode()) == (False, True)
    file = leader_client.get(f"/reports/jobs/{job.pk}/file")
    assert (file.content, file["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert file["Content-Disposition"] == 'inline; filename="bao-cao-tong-ket-2019.pdf"'


def test_the_step_is_told_in_words(leader_client: Client, leader: User) -> None:
    job = running(asked_by=leader, step="Đang dựng Phụ lục I, dòng 201 trên 3.000", seen_at=clock.now())

    assert "Đang dựng Phụ lục I, dòng 201 trên 3.000" in leader_client.get(f"/reports/jobs/{job.pk}/").content.decode()


def test_a_failed_file_says_why_and_offers_another_try(leader_client: Client, leader: User) -> None:
    payload = {"kind": "annual", "which": "2019", "format": "pdf", "body": "", "as_of": ""}
    job = running(asked_by=leader, state=JobState.FAILED, error="Cài fonts-liberation2.", payload=payload)

    page = leader_client.get(f"/reports/jobs/{job.pk}/")
    said = page.content.decode()

    assert ("Refresh" in page, "Cài fonts-liberation2." in said, "Yêu cầu lại" in said) == (False, True, True)
    assert '<input type="hidden" name="which" value="2019">' in said
    assert said.count("csrfmiddlewaretoken") >= 2


def test_the_list_holds_only_what_one_asked_for(leader_client: Client, leader: User, staff: User) -> None:
    mine = running(asked_by=leader, name="cua-toi.pdf", state=JobState.DONE, content=b"%PDF")
    other = running(asked_by=staff, name="cua-nguoi-khac.pdf", state=JobState.DONE, content=b"%PDF")

    said = leader_client.get("/reports/jobs/").content.decode()

    assert ("cua-toi.pdf" in said, "cua-nguoi-khac.pdf" in said, f"/reports/jobs/{mine.pk}/" in said) == (
        True,
        False,
        True,
    )
    assert [leader_client.get(f"/reports/jobs/{other.pk}/{end}").status_code for end in ("", "file")] == [404, 404]


def test_an_empty_list_says_what_it_is_for(leader_client: Client) -> None:
    assert "Chưa yêu cầu tệp nào" in leader_client.get("/reports/jobs/").content.decode()


@pytest.mark.parametrize(
    "wanted", [{}, {"kind": "annual", "which": "2019", "format": "exe"}, {"kind": "x" * 5000, "which": "\x00"}]
)
def test_a_crafted_request_is_not_found(wanted: dict[str, str], leader_client: Client) -> None:
    assert leader_client.post("/reports/jobs/", wanted).status_code == 404


def test_only_pdf_and_word_are_ever_long() -> None:
    assert jobs.LONG_ROWS[FileFormat.PDF] < jobs.LONG_ROWS[FileFormat.DOCX] < jobs.LONG_ROWS[FileFormat.XLSX]
