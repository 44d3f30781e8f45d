"""Addresses of the printed reports: by kind and time, and the issued ones by number."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from reports.choices import FileFormat, ReportKind
from reports.views.compare import CompareReport
from reports.views.drafts import DraftFile, DraftPage, ReportFile, ReportPage
from reports.views.editors import DraftEdit, OutlineEdit
from reports.views.issued import IssuedChanges, IssuedChangesPdf, IssuedDetail, IssuedFileDownload
from reports.views.issuing import CorrectReport, IssueReport
from reports.views.jobs import JobFile, JobPage, JobsPage
from reports.views.report_list import ReportList


class KindConverter(StringConverter):
    regex = "|".join(ReportKind.values)


class FormatConverter(StringConverter):
    regex = "|".join(FileFormat.values)


register_converter(KindConverter, "report_kind")
register_converter(FormatConverter, "file_format")

ONE = "<report_kind:kind>/<str:which>"
ISSUED = "issued/<int:pk>"
urlpatterns: list[URLPattern] = [
    path("", ReportList.as_view(), name="report-list"),
    path(f"{ONE}/", ReportPage.as_view(), name="report"),
    path(f"{ONE}.<file_format:format>", ReportFile.as_view(), name="report-file"),
    path(f"{ONE}/draft/", DraftPage.as_view(), name="draft"),
    path(f"{ONE}/draft.<file_format:format>", DraftFile.as_view(), name="draft-file"),
    path(f"{ONE}/edit/", DraftEdit.as_view(), name="draft-edit"),
    path(f"{ONE}/outline/", OutlineEdit.as_view(), name="outline"),
    path(f"{ONE}/issue/", IssueReport.as_view(), name="issue"),
    path(f"{ONE}/compare/", CompareReport.as_view(), name="compare"),
    path(f"{ISSUED}/", IssuedDetail.as_view(), name="issued"),
    path(f"{ISSUED}/file.<file_format:format>", IssuedFileDownload.as_view(), name="issued-file"),
    path(f"{ISSUED}/changes/", IssuedChanges.as_view(), name="issued-changes"),
    path(f"{ISSUED}/changes.pdf", IssuedChangesPdf.as_view(), name="issued-changes-pdf"),
    path(f"{ISSUED}/correct/", CorrectReport.as_view(), name="issued-correct"),
    path("jobs/", JobsPage.as_view(), name="jobs"),
    path("jobs/<int:pk>/", JobPage.as_view(), name="job"),
    path("jobs/<int:pk>/file", JobFile.as_view(), name="job-file"),
]
