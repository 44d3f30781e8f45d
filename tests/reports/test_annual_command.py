"""The command `make_report`, and machines that cannot make PDFs."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from config.kit import pdf
from tests.factories.annual import make_office

pytestmark = pytest.mark.django_db

PREVIEW, EDIT, PDF = "/reports/annual/2019/", "/reports/annual/2019/edit/", "/reports/annual/2019.pdf"


def text_of(page: Any) -> str:
    """What a reader sees of the document, with plain spaces."""
    html = page.content.decode()
    article = html[html.index("<article") : html.index("</article>")]
    return " ".join(re.sub(r"<[^>]+>", " ", article).replace("\u00a0", " ").split())


# The command, and a machine without PDF ----------------------------------------------


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    make_office()
    out, said = tmp_path / "bc.pdf", StringIO()

    call_command("make_report", "annual", "2019", "--output", str(out), "--as-of", "30/11/2019", stdout=said)

    assert out.read_bytes().startswith(b"%PDF-")
    assert said.getvalue().strip().endswith("số liệu tính đến ngày 30/11/2019.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("2019", "--format", "docx"), "Báo cáo dạng Word chưa có trong bản này"),
        (("2019", "--format", "xlsx"), "Báo cáo dạng Excel chưa có trong bản này"),
        (("1800",), "Năm báo cáo phải từ 1945 đến 2100."),
        (("2019", "--as-of", "1/1/2020"), "không nằm trong năm 2019"),
        (("2019", "--as-of", "hôm qua"), "Không đọc được ngày"),
    ],
)
def test_the_command_refuses_in_words(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("make_report", "annual", *words, "--output", str(tmp_path / "x"))


def test_the_command_says_why_a_file_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không ghi được tệp"):
        call_command("make_report", "annual", "1990", "--output", str(tmp_path / "không" / "x.pdf"))


def test_a_machine_without_the_libraries_gets_a_page(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Any:
        raise pdf.PdfUnavailable(pdf.NO_LIBRARY)

    monkeypatch.setattr(pdf, "_library", missing)

    page = leader_client.get(PDF)

    assert page.status_code == 503
    assert "libpangoft2-1.0-0" in page.content.decode()
    assert PREVIEW in page.content.decode()


def test_a_machine_without_the_font_gets_a_page(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_font", lambda: False)

    assert "fonts-liberation2" in leader_client.get(PDF).content.decode()
