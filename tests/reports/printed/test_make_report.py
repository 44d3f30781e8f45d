"""The command `make_report`, and machines that cannot make PDFs."""

from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from config.kit import pdf
from reports.models import IssuedFile
from tests.factories.annual import make_office
from tests.factories.printed import make_issued

pytestmark = pytest.mark.django_db

PDF, DRAFT = "/reports/annual/2019.pdf", "/reports/annual/2019/draft/"


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    make_office()
    out, said = tmp_path / "bc.pdf", StringIO()

    call_command("make_report", "annual", "2019", "--output", str(out), "--as-of", "30/11/2019", stdout=said)

    assert out.read_bytes().startswith(b"%PDF-")
    assert said.getvalue().strip().endswith("số liệu tính đến ngày 30/11/2019.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("annual", "1800"), "Không có báo cáo “annual 1800”. Ghi năm từ 1945 đến 2100"),
        (("term", "1800-1805"), "Không có báo cáo “term 1800-1805”"),
        (("span", "2019-05-31_2019-02-01"), "Không có báo cáo “span 2019-05-31_2019-02-01”"),
        (("monthly", "2019"), "monthly"),
        (("annual", "2019", "--format", "odt"), "odt"),
        (("annual", "2019", "--as-of", "1/1/2020"), "không nằm trong kỳ báo cáo"),
        (("annual", "2019", "--as-of", "hôm qua"), "Không đọc được ngày"),
        (("annual", "2019", "--body", "999"), "Không có cơ quan ban hành số 999."),
    ],
)
def test_the_command_refuses_in_words(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("make_report", *words, "--output", str(tmp_path / "x"))
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("kind", "which", "day"),
    [
        ("half-year", "2019", "30/06/2019"),
        ("nine-months", "2019", "30/09/2019"),
        ("decree-year", "2019", "14/12/2019"),
        ("term", "2015-2020", "31/12/2020"),
        ("span", "2019-02-01_2019-05-31", "31/05/2019"),
    ],
)
def test_every_kind_is_written(kind: str, which: str, day: str, tmp_path: Path) -> None:
    out, said = tmp_path / "bc.xlsx", StringIO()

    call_command("make_report", kind, which, "--format", "xlsx", "--output", str(out), stdout=said)

    assert out.read_bytes().startswith(b"PK")
    assert said.getvalue().strip().endswith(f"dự thảo, số liệu tính đến ngày {day}.")


def keep_issued(content: bytes, digest: str) -> None:
    """An issued report whose Excel file was kept with the given hash of its bytes."""
    issued = make_issued(2019, number="05", dated_on=date(2020, 3, 6)).issued
    IssuedFile.objects.create(issued=issued, format="xlsx", name="bc.xlsx", content=content, sha256=digest)


def make(out: Path, *more: str) -> str:
    said = StringIO()
    call_command("make_report", "annual", "2019", "--format", "xlsx", "--output", str(out), *more, stdout=said)
    return said.getvalue()


def test_an_issued_file_is_written_byte_for_byte(tmp_path: Path) -> None:
    content = b"PK as it was issued"
    keep_issued(content, sha256(content).hexdigest())

    issued = make(tmp_path / "a.xlsx")
    draft = make(tmp_path / "b.xlsx", "--as-of", "30/6/2019")

    assert (tmp_path / "a.xlsx").read_bytes() == content
    assert "đúng tệp đã ban hành của Báo cáo số 05/BC-LHHN" in issued
    assert "dự thảo, số liệu tính đến ngày 30/06/2019" in draft


def test_a_damaged_issued_file_is_not_written(tmp_path: Path) -> None:
    keep_issued(b"PK as it was issued", "0" * 64)

    with pytest.raises(CommandError, match="không còn đúng như khi ban hành"):
        make(tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


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
    assert DRAFT in page.content.decode()


def test_a_machine_without_the_font_gets_a_page(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_font", lambda: False)

    assert "fonts-liberation2" in leader_client.get(PDF).content.decode()
