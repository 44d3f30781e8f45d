"""What changed since a report was issued, row by row, and what it does to its figures: all numbers added up by hand
from tests/factories/annual.py."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from aid.models import AidProject, Commitment, Disbursement, SectorShare
from config.accounts.models import User
from config.kit import clock
from config.kit.periods import Period
from config.kit.writing import archive, lock, save
from config.reference.models import IssuingBody, Setting, Signatory
from reports.models import IssuedReport
from reports.printed.changes import Changes, FigureMove, RowChange, changes_since_issue
from reports.printed.files import MAKERS
from reports.printed.issuing import Signing, issue, prepare
from tests.factories.annual import make_office
from tests.factories.associations import make_training
from tests.factories.printed import year_of

pytestmark = [pytest.mark.django_db, pytest.mark.page]

YEAR, TODAY = Period.calendar_year(2019), date(2020, 3, 9)


@pytest.fixture
def issued(monkeypatch: pytest.MonkeyPatch) -> IssuedReport:
    """The report on 2019 of the made-up office, issued as 05/BC-LHHN."""
    for kind in MAKERS:
        monkeypatch.setitem(MAKERS, kind, lambda said: b"x")
    make_office()
    body: Any = IssuingBody.objects.for_detail().get(is_default=True)
    signing = Signing("5", date(2020, 3, 6), Signatory.objects.get(), "final")
    prepared = prepare(year_of(2019), body, signing=signing, today=TODAY)
    return issue(prepared, version=0, by=None, today=TODAY, now=clock.now())


def change_five_rows(by: User) -> None:
    """An amount, a new row, an archived one, a refused project, other shares."""
    health, gift = AidProject.objects.get(code="TN-2019-02"), AidProject.objects.get(code="TN-2019-03")
    grant = lock(Commitment, Commitment.objects.get(project=health).pk)
    grant.amount, grant.usd_cents, grant.vnd = Decimal(6_100_000), 610_000_000, 122_000_000_000
    save(grant, by=by, reason="Văn bản ghi 6,1 triệu")
    new = Disbursement(project=health, dated_on=date(2019, 12, 15), amount=1000, currency="USD")
    new.usd_cents, new.usd_basis, new.vnd, new.vnd_basis = 100_000, "same", 20_000_000, "document"
    save(new, by=by, reason="Chứng từ về muộn")
    archive(Disbursement.objects.get(amount=2_000_000), by=by, reason="Nhập trùng")
    gift = lock(AidProject, gift.pk)
    gift.stage = "rejected"
    save(gift, by=by, reason="Không phê duyệt: hồ sơ không đủ")
    for share in SectorShare.objects.filter(project=health):
        share.percent = Decimal(50)
        save(share, by=by)


def told(changes: Changes) -> list[tuple[str, str, str, str]]:
    return [(row.kind, row.name[:10], row.act, row.why) for row in changes.rows]


def row_of(changes: Changes, kind: str, name: str, act: str) -> RowChange:
    found = [row for row in changes.rows if (row.kind, row.name[:10], row.act) == (kind, name, act)]
    assert len(found) == 1
    return found[0]


def figures(changes: Changes, key: str) -> list[tuple[str, str, str, str]]:
    return [(move.part, move.then, move.now, move.difference) for move in changes.figures if move.key == key]


def test_what_goes_on_beside_a_report_changes_nothing(issued: IssuedReport, staff: User, leader_client: Client) -> None:
    """A stage that moves on, a class of the next year."""
    health = lock(AidProject, AidProject.objects.get(code="TN-2019-02").pk)
    health.stage = "completed"
    save(health, by=staff, reason="Kết thúc")
    make_training(start_on=date(2020, 5, 1))

    changes = changes_since_issue(issued)

    assert changes.is_empty
    page = leader_client.get(f"/reports/issued/{issued.report_id}/changes/")
    assert "Không có thay đổi nào" in page.content.decode()


def test_five_changed_rows(issued: IssuedReport, staff: User) -> None:
    change_five_rows(staff)

    changes = changes_since_issue(issued)

    refused = "khoản viện trợ không được phê duyệt"
    assert told(changes) == [
        ("Cam kết", "TN-2019-02", "sửa", ""),
        ("Cam kết", "TN-2019-03", "bỏ", refused),
        ("Giải ngân", "TN-2018-01", "bỏ", "đã lưu trữ"),
        ("Giải ngân", "TN-2019-03", "bỏ", refused),
        ("Giải ngân", "TN-2019-03", "bỏ", refused),
        ("Giải ngân", "TN-2019-02", "thêm", ""),
        ("Khoản viện trợ", "TN-2019-02", "sửa", ""),
        ("Khoản viện trợ", "TN-2019-03", "bỏ", "không được phê duyệt"),
    ]
    amount = row_of(changes, "Cam kết", "TN-2019-02", "sửa")
    assert [(move.label, move.then, move.now) for move in amount.fields] == [
        ("số tiền", "6.000.000,00 USD", "6.100.000,00 USD"),
        ("giá trị USD", "6.000.000,00", "6.100.000,00"),
        ("giá trị VND", "120.000.000.000", "122.000.000.000"),
    ]
    assert [(trace.who, trace.reason) for trace in amount.traces] == [(str(staff), "Văn bản ghi 6,1 triệu")]
    assert amount.url == Commitment.objects.get(amount=6_100_000).get_absolute_url()
    gone = row_of(changes, "Giải ngân", "TN-2018-01", "bỏ")
    assert [trace.reason for trace in gone.traces] == ["Lưu trữ: Nhập trùng"]
    under = row_of(changes, "Cam kết", "TN-2019-03", "bỏ")
    assert [trace.reason for trace in under.traces] == ["Không phê duyệt: hồ sơ không đủ"]
    new = row_of(changes, "Giải ngân", "TN-2019-02", "thêm")
    assert [(move.label, move.now) for move in new.fields][:2] == [
        ("số tiền", "1.000,00 USD"),
        ("giá trị USD", "1.000,00"),
    ]
    shares = row_of(changes, "Khoản viện trợ", "TN-2019-02", "sửa")
    assert [(move.label, move.then, move.now) for move in shares.fields] == [
        (
            "lĩnh vực",
            "Giải quyết các vấn đề xã hội 40%; Y tế 60%",
            "Giải quyết các vấn đề xã hội 50%; Y tế 50%",
        )
    ]
    assert [trace.who for trace in shares.traces] == [str(staff)]

    check_figures(changes)


def check_figures(changes: Changes) -> None:
    """What the five rows do to the figures."""
    # Committed 6.000.000 + 200.456,45, now 6.100.000; disbursed loses 2.000.000 and 113.500 and gains 1.000.
    assert figures(changes, "committed_usd") == [("", "6.200.456,45", "6.100.000,00", "-100.456,45")]
    assert figures(changes, "disbursed_usd") == [("", "5.768.531,60", "3.656.031,60", "-2.112.500,00")]
    assert figures(changes, "committed_usd_by_sector") == [
        ("", "6.200.456,45", "6.100.000,00", "-100.456,45"),
        ("Giải quyết các vấn đề xã hội", "2.400.000,00", "3.050.000,00", "+650.000,00"),
        ("Y tế", "3.600.000,00", "3.050.000,00", "-550.000,00"),
        ("Nhiều lĩnh vực", "200.456,45", "0,00", "-200.456,45"),
    ]
    assert figures(changes, "projects_running") == [("", "3", "2", "-1"), ("Phi dự án", "1", "0", "-1")]
    assert figures(changes, "disbursed_unconverted_rows") == [("", "1", "0", "-1")]
    assert figures(changes, "disbursed_year_only_rows") == [("", "1", "0", "-1")]
    assert figures(changes, "disbursed_estimate_usd") == []
    # One calendar year: a division by years says the total again; today's gaps of the register are no effect.
    keys = {move.key for move in changes.figures}
    assert not keys & {"committed_usd_by_year", "projects_incomplete", "projects_without_figures"}
    move: FigureMove = next(move for move in changes.figures if move.key == "committed_usd")
    assert "from=2019-01-01" in move.url


def test_a_row_moved_out_of_the_year_and_a_deleted_one(issued: IssuedReport, staff: User) -> None:
    health = AidProject.objects.get(code="TN-2019-02")
    row = lock(Disbursement, Disbursement.objects.get(project=health, amount=Decimal("86500")).pk)
    row.dated_on = date(2020, 1, 5)
    save(row, by=staff, reason="Chuyển ngày 05/01/2020")
    health.outputs.all().delete()

    changes = changes_since_issue(issued)

    assert told(changes) == [("Giải ngân", "TN-2019-02", "bỏ", "không còn thuộc kỳ báo cáo")]
    assert [(move.label, move.then, move.now) for move in changes.rows[0].fields] == [
        ("ngày", "01/11/2019", "05/01/2020")
    ]
    village = AidProject.objects.get(code="TN-2018-01")
    village.outputs.filter(unit="km").delete()
    assert told(changes_since_issue(issued))[1:] == [("Kết quả, công trình bàn giao", "TN-2018-01", "bỏ", "đã xóa")]


def test_page_and_paper_of_changes(issued: IssuedReport, staff: User, leader_client: Client) -> None:
    change_five_rows(staff)
    save(Setting(key="congress-term-years", value="4"), by=staff)
    health = lock(AidProject, AidProject.objects.get(code="TN-2019-02").pk)
    health.name = "<script>alert(1)</script>"
    save(health, by=staff, reason="<b>x</b>")
    address = f"/reports/issued/{issued.report_id}/changes"

    page = leader_client.get(f"{address}/").content.decode()
    paper = leader_client.get(f"{address}.pdf")

    assert "-2.112.500,00" in page
    assert "<del>6.000.000,00 USD</del> <ins>6.100.000,00 USD</ins>" in page
    assert "Lưu trữ: Nhập trùng" in page
    assert "Nhiệm kỳ của hội hữu nghị (năm): 5 → 4" in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert 'filename="phu-luc-thay-doi-05-bc-lhhn.pdf"' in paper["Content-Disposition"]
    assert paper.content.startswith(b"%PDF")
