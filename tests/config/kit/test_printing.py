"""Lists and records on paper (A4 PDFs): the same rows, words and sums as on the screen."""

import io
from datetime import date
from typing import Any

import pdfplumber
import pytest
from django.test import Client

from aid.models import AidProject
from associations.models import FriendshipAssociation
from config.kit import clock, lists
from tests.factories.annual import make_office

pytestmark = [pytest.mark.django_db, pytest.mark.page]

A4_ACROSS, A4_UPRIGHT = (842, 595), (595, 842)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2020, 3, 5))


def paper(client: Client, address: str, **asked: str) -> tuple[str, tuple[int, int]]:
    """What is printed, with plain spaces, and the size of the first page in points."""
    answer: Any = client.get(address, {**asked, "export": "pdf"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ").split())
        return text, (round(pdf.pages[0].width), round(pdf.pages[0].height))


def test_a_list_prints_as_filtered(leader_client: Client) -> None:
    make_office()

    text, size = paper(leader_client, "/aid/projects/", modality="non_project")

    assert size == A4_ACROSS
    assert "1 dòng; lọc theo hình thức: Phi dự án. Số liệu lúc in ngày 05/03/2020." in text
    assert "Máy tính cho trường vùng cao" in text
    assert "Nâng cao năng lực y tế" not in text
    assert "200.456,45" in text
    assert "1/1" in text


def test_a_list_without_filter_and_without_rows(leader_client: Client) -> None:
    text, _ = paper(leader_client, "/aid/disbursements/")

    assert "0 dòng, không lọc. Số liệu lúc in ngày 05/03/2020." in text


def test_a_list_too_long_for_paper_says_what_to_do(leader_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_office()
    monkeypatch.setattr(lists, "MOST_ON_PAPER", 2)

    page = leader_client.get("/aid/projects/", {"export": "pdf"})

    assert "Danh sách đang lọc có 3 dòng; bản PDF chứa nhiều nhất 2 dòng." in page.content.decode()


def test_a_filter_that_cannot_be_read_prints_nothing(leader_client: Client) -> None:
    page = leader_client.get("/aid/disbursements/", {"export": "pdf", "year": "hôm nào"})

    assert page["Content-Type"].startswith("text/html")
    assert "có ô lọc chưa đọc được" in page.content.decode().lower()


def test_a_project_sheet_holds_its_ledger(leader_client: Client) -> None:
    make_office()
    project = AidProject.objects.get(code="TN-2019-02")

    text, size = paper(leader_client, project.get_absolute_url())

    assert size == A4_UPRIGHT
    for said in ("Nâng cao năng lực y tế cơ sở", "6.000.000", "3.568.531,60", "86.500", "In ngày 05/03/2020"):
        assert said in text
    assert "Lịch sử" not in text


def test_an_association_sheet(leader_client: Client) -> None:
    make_office()
    association = FriendshipAssociation.objects.get(name="Hội hữu nghị Việt - Hàn tỉnh")

    text, _ = paper(leader_client, association.get_absolute_url())

    assert "Hội hữu nghị Việt - Hàn tỉnh" in text
    assert "246" in text


def test_a_stranger_gets_no_paper(client: Client) -> None:
    make_office()

    for address in ("/aid/projects/", AidProject.objects.get(code="TN-2019-02").get_absolute_url()):
        assert client.get(address, {"export": "pdf"}).status_code == 302
