"""Lists and records on paper: the columns, rows and words of the screen as A4 PDFs."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from config.kit import clock
from config.kit.pdf import PdfUnavailable, make_pdf
from config.kit.text import slug

MOST_ON_PAPER = 1000
"""Rows of a printed list: making more would keep the person and the machine waiting."""
TOO_LONG = "Danh sách đang lọc có {found} dòng; bản PDF chứa nhiều nhất {most} dòng. Lọc bớt, hoặc tải tệp Excel để in."


def paper(request: HttpRequest, template: str, title: str, context: Mapping[str, Any]) -> HttpResponse:
    """The template of a list or a record as a PDF."""

    def make() -> bytes:
        return make_pdf(template, {**context, "day": clock.today()}, request)

    return pdf_answer(request, make, f"{slug(title)}.pdf", back=request.path, section=context.get("section", ""))


def pdf_answer(request: HttpRequest, make: Callable[[], bytes], name: str, *, back: str, section: str) -> HttpResponse:
    """A PDF that opens in the browser; a machine that cannot make one says what to install and leads `back` to the
    same content on the screen."""
    try:
        content = make()
    except PdfUnavailable as missing:
        return no_pdf(request, missing, back=back, section=section)
    headers = {"Content-Disposition": str(content_disposition_header(False, name))}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def no_pdf(request: HttpRequest, missing: PdfUnavailable, *, back: str, section: str) -> HttpResponse:
    """The page of a machine that cannot make PDFs."""
    context = {"reason": str(missing), "back": back, "section": section}
    return render(request, "ui/no_pdf_page.html", context, status=503)
