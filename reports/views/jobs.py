"""Long files: asking for one, seeing how far it is, fetching it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from config.kit import clock
from config.kit.access import PermissionRequired
from config.kit.partial_dates import UnreadableDate
from reports.models import FileJob
from reports.permissions import ReportPermission
from reports.printed.jobs import AskedFile, Shown, ask, jobs_of
from reports.views.asked_report import file_answer

REFRESH = 4
"""Seconds after which the page of a file under way asks again, by a header: it needs no script."""


class JobsPage(PermissionRequired, View):
    """The files somebody asked for; nobody sees those of another."""

    permission_required = ReportPermission.VIEW

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        jobs = jobs_of(request.user, clock.now())
        asked = self.asked(jobs, pk)
        context = {"asked": asked, "jobs": [shown for shown in jobs if shown is not asked], "section": "reports"}
        answer = render(request, "reports/printed/jobs.html", context)
        if asked is not None and not asked.is_over:
            answer["Refresh"] = str(REFRESH)
        return answer

    def asked(self, jobs: list[Shown], pk: int | None) -> Shown | None:
        return None

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = {name: request.POST.get(name, "") for name in ("kind", "which", "format", "body", "as_of")}
        try:
            job = ask(AskedFile(**wanted), by=request.user, now=clock.now())
        except (ValueError, UnreadableDate) as none:
            raise Http404 from none
        return HttpResponseRedirect(job.get_absolute_url())


class JobPage(JobsPage):
    """One file: the step it is at, then the file."""

    http_method_names = ["get", "head", "options"]

    def asked(self, jobs: list[Shown], pk: int | None) -> Shown | None:
        found = next((shown for shown in jobs if shown.job.pk == pk), None)
        if found is None:
            raise Http404
        return found


class JobFile(PermissionRequired, View):
    permission_required = ReportPermission.VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(FileJob, asked_by=request.user, pk=pk)
        if job.content is None:
            return HttpResponseRedirect(reverse("reports:job", args=[pk]))
        kind: Any = job.payload["format"]
        return file_answer(bytes(job.content), job.name, kind)
