"""Lists and records on paper: the columns, rows and words of the screen as A4 PDFs."""

from collections.abc import Mapping
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
    """The template as a PDF that opens in the browser; a machine that cannot make PDFs says what to install."""
    try:
        content = make_pdf(template, {**context, "day": clock.today()}, request)
    except PdfUnavailable as missing:
        more = {"reason": str(missing), "back": request.path, "section": context.get("section", "")}
        return render(request, "ui/no_pdf_page.html", more, status=503)
    name = str(content_disposition_header(False, f"{slug(title)}.pdf"))
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})
