"""HTML to PDF: what may be fetched, and what the machine must have. The reports are measured in
tests/reports/printed/test_paper.py."""

import io

import pdfplumber
import pytest
from django.test import Client

from config.kit.pdf import ForeignAddress, has_font, static_file

pytestmark = pytest.mark.page


@pytest.mark.django_db
def test_a_year_without_data_is_one_proper_page(leader_client: Client) -> None:
    answer = leader_client.get("/reports/annual/1990.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="bao-cao-tong-ket-1990.pdf"'
    with pdfplumber.open(io.BytesIO(answer.content)) as found:
        (page,) = found.pages
        said = (page.extract_text() or "").replace("\u00a0", " ")
    assert "Không có số liệu trong kỳ báo cáo." in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a.css",
        "file:///etc/passwd",
        "data:text/css,*{}",
        "static:../config/settings/base.py",
        "static:css/../../pyproject.toml",
        "static:css/missing.css",
        "static:js/print.js",
        "static:%2e%2e/manage.py",
        "",
    ],
)
def test_only_our_own_static_files_are_served(url: str) -> None:
    with pytest.raises(ForeignAddress):
        static_file(url)


def test_the_stylesheet_is_served() -> None:
    content, kind = static_file("static:css/report.css")

    assert (content.startswith(b"/* V"), kind) == (True, "text/css")


def test_this_machine_has_the_font() -> None:
    assert has_font()
