"""The life of a delegation by the pages an officer has: from a letter, typed without a mouse, to the papers of the
hosts and the lines of the year."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pdfplumber
import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from config.accounts.models import User
from delegations.choices import DelegationKind, DelegationStatus, Direction, PermitKind
from delegations.models import Delegation
from delegations.views.words import LOOKS
from tests.factories.delegations import make_delegation
from tests.journeys.conftest import save
from tests.journeys.test_project_life import asked, faults, lines
from tests.journeys.test_project_page import EVEN_DIGITS
from tests.journeys.test_staff import focused_label

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# What the letter says, in the order of the form.
LETTER = (
    ("Tên đoàn", "Đoàn cán bộ y tế tỉnh Hủa Phăn"),
    ("Chiều", "Đoàn vào"),
    ("Loại đoàn", "Y tế"),
    ("Số người", "12"),
    ("Ngày đến", "12/3/2019"),
    ("Ngày rời đi", "14/3/2019"),
    ("Tổ chức cử đoàn", "Sở Y tế tỉnh Hủa Phăn"),
    ("Trưởng đoàn", "Bounmy Sengsouvanh"),
    ("Mục đích, nội dung", "Khám bệnh, cấp thuốc cho người nghèo; trao đổi chuyên môn."),
    ("Nước, dòng 1", "Lào"),
)

NAME, HEAD, REGION = "Đoàn bác sĩ tình nguyện Viêng Chăn", "Khamphone Vongsa", "Lào"
FIRST, SECOND, THIRD = date(2019, 3, 12), date(2019, 3, 13), date(2019, 3, 14)
PERMITS = (
    ("visit", "1590/UBND-NC", "01/03/2019", "UBND tỉnh Thái Nguyên"),
    ("medical", "412/SYT-NVY", "05/03/2019", "Sở Y tế tỉnh Thái Nguyên"),
    ("other", "88/CAT-PA01", "06/03/2019", "Công an tỉnh Thái Nguyên"),
)
DOCTORS = (
    HEAD, "Somsak Keomany", "Bounthong Keo", "Vilayvanh Phommachanh", "Phonexay Inthavong", "Daovone Siharath",
    "Souksavanh Luang", "Thipphavanh Xay", "Khamla Bounyavong", "Noy Sisavath", "Latsamy Douang", "Anousone Chan",
)  # fmt: skip
PROGRAMME = (
    (FIRST, "08:30", "09:30", "Đón đoàn tại khách sạn", "Thành phố Thái Nguyên", "", "Lê Thu Hà", "29C-123.45", ""),
    (FIRST, "09:30", "10:30", "Chào xã giao lãnh đạo tỉnh", "Trụ sở UBND tỉnh", "Ông Trịnh Việt Hùng", "", "", ""),
    (FIRST, "14:00", "16:30", "Làm việc với Sở Y tế", "Sở Y tế", "Bà Nguyễn Thị Mai", "", "29C-123.45", "Trần Lan"),
    (SECOND, "07:30", "11:30", "Khám bệnh, cấp thuốc", "Trạm y tế xã La Bằng", "", "Lê Thu Hà", "29C-123.45", ""),
    (SECOND, "13:30", "16:30", "Tập huấn siêu âm", "Bệnh viện huyện Đại Từ", "", "", "29C-123.45", "Trần Lan"),
    (SECOND, "18:00", "20:00", "Giao lưu văn nghệ", "Nhà văn hóa xã", "", "", "", ""),
    (THIRD, "07:30", "11:30", "Khám bệnh lưu động", "Trạm y tế xã Hoàng Nông", "", "Lê Thu Hà", "29C-123.45", ""),
    (THIRD, "14:00", "15:30", "Họp tổng kết", "Trụ sở Liên hiệp", "Ông Phan Văn Bình", "", "", "Trần Lan"),
    (THIRD, "16:00", "", "Tiễn đoàn", "Khách sạn Dạ Hương", "", "Lê Thu Hà", "29C-123.45", ""),
)  # fmt: skip
CONTENTS = [row[3] for row in PROGRAMME]
# 412 + 431 = 843 lượt; 86.500.000 + 65.900.000 = 152.400.000 đồng.
SITES = (
    ("13/03/2019", "Trạm y tế xã La Bằng", "Nội, nhi", "412", "86.500.000"),
    ("14/03/2019", "Trạm y tế xã Hoàng Nông", "Nội, mắt", "431", "65.900.000"),
)
OUTCOME = "Khám bệnh, cấp thuốc tại hai xã; tập huấn siêu âm cho 15 cán bộ y tế"
ZONE = "Asia/Ho_Chi_Minh"


def name_in_focus(page: Page) -> str:
    """What the control with the focus is called: by its label, or in a table of rows by a name of its own."""
    return focused_label(page) or str(page.evaluate("document.activeElement.ariaLabel ?? ''"))


# From a letter ---------------------------------------------------------------------


def tab_to(page: Page, target: Locator, most: int = 20) -> int:
    """Press Tab until the focus is where it is wanted; how often that was."""
    for count in range(1, most + 1):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return count
    raise AssertionError(f"Not reached with {most} tabs; the focus is on “{name_in_focus(page)}”.")


def type_letter(page: Page) -> list[str]:
    """Type each field where the focus stands and go on with Tab; the labels, in the order they were met."""
    met = []
    for place, (_, text) in enumerate(LETTER):
        if place:
            page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.role") == "region":
            # A table of rows takes the focus itself, so that the arrows can move it on a narrow screen.
            page.keyboard.press("Tab")
        met.append(name_in_focus(page))
        if page.evaluate("document.activeElement.tagName") == "SELECT":
            choose(page, text)
        else:
            page.keyboard.type(text)
    return met


def choose(page: Page, text: str) -> None:
    """Go down the list that has the focus as far as the choice wanted; nothing to press where it stands already."""
    for _ in range(10):
        if page.evaluate("document.activeElement.selectedOptions[0].label") == text:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The list “{name_in_focus(page)}” has no “{text}”.")


@pytest.mark.parametrize("way", ["enter", "button"])
def test_a_letter_is_entered_by_keyboard(staff: User, page_for: Any, way: str):
    page: Page = page_for("nhanvien", start="/delegations/new/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    assert tab_to(page, page.get_by_label("Tên đoàn")) <= 2

    assert type_letter(page) == [label for label, _ in LETTER]
    assert len(LETTER) <= 10
    if way == "button":
        # Past the rows and the folded parts of the dossier, none of which has to be opened.
        tab_to(page, page.get_by_role("button", name="Lưu", exact=True))
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/delegations/\d+/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(LETTER[0][1])
    expect(page.locator(".head .muted").first).to_have_text("Đoàn vào · Lào · 12 người · 12/03/2019 – 14/03/2019")
    (stored,) = Delegation.objects.all()
    assert [link.country.name for link in stored.countries.all()] == ["Lào"]
    assert (stored.direction, stored.kind, stored.status) == (
        Direction.IN, DelegationKind.MEDICAL, DelegationStatus.PLANNED,
    )  # fmt: skip
    assert (stored.name, stored.headcount, stored.headcount_qualifier) == (LETTER[0][1], 12, "")
    assert (str(stored.arrival), str(stored.departure)) == ("12/03/2019", "14/03/2019")
    assert (stored.organisations, stored.head_name, stored.purpose) == (LETTER[6][1], LETTER[7][1], LETTER[8][1])


# To a dossier ----------------------------------------------------------------------


def add_permits(page: Page) -> None:
    """By the form of the delegation, in its folded part: a row for each paper."""
    page.get_by_role("link", name="Sửa", exact=True).click()
    page.locator("summary", has_text="Văn bản cho phép").click()
    part = page.locator("#parts-permits")
    for place, (kind, number, on, issuer) in enumerate(PERMITS, start=1):
        if not part.get_by_label(f"Số văn bản, dòng {place}").count():
            part.get_by_role("button", name="Thêm dòng").click()
        row = part.locator("tbody tr").nth(place - 1)
        row.locator("select").select_option(kind)
        row.get_by_label("Số văn bản").fill(number)
        row.get_by_label("Ngày", exact=False).first.fill(on)
        row.get_by_label("Cơ quan ban hành").fill(issuer)
    save(page)


def paste_members(page: Page) -> None:
    """A list of twelve as Excel copies it, read into the table and then saved."""
    page.get_by_role("link", name="Ghi danh sách").click()
    rows = ["STT\tHọ và tên\tChức vụ\tQuốc tịch\tNhiệm vụ"]
    rows += [
        f"{place}\t{name}\tBác sĩ\t{REGION}\t{'Trưởng đoàn' if name == HEAD else 'Thành viên'}"
        for place, name in enumerate(DOCTORS, start=1)
    ]
    page.get_by_label("Danh sách dán vào").fill("\n".join(rows))
    page.get_by_role("button", name="Đọc danh sách").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đọc 12 thành viên vào bảng, chưa lưu")
    assert faults(page) == []
    page.get_by_role("button", name="Lưu danh sách").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu danh sách 12 thành viên của đoàn.")


def type_programme(page: Page) -> None:
    """The first line typed, on the day that is proposed; the others pasted below it."""
    page.get_by_role("link", name="Lập chương trình").click()
    expect(page.get_by_label("Ngày, dòng 1")).to_have_value("12/03/2019")
    first = dict(
        zip(("Nội dung", "Địa điểm", "Thành phần, người tiếp", "Người phụ trách", "Xe"), PROGRAMME[0][3:], strict=False)
    )
    for label, text in {"Từ giờ": "8h30", "Đến giờ": "9h30", **first}.items():
        page.get_by_label(f"{label}, dòng 1", exact=True).fill(text)
    page.locator("summary", has_text="Dán từ Excel").click()
    page.get_by_label("Các dòng chép từ Excel hoặc bảng Word").fill(
        "\n".join("\t".join((f"{day:%d/%m/%Y}", *cells)) for day, *cells in PROGRAMME[1:])
    )
    page.get_by_role("button", name="Đọc nội dung dán").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã đọc 8 dòng vào các ô bên dưới, chưa lưu.")
    save(page)
    expect(page.get_by_role("status").first).to_contain_text(f"Đã lưu chương trình của đoàn “{NAME}”.")
    expect(page.get_by_text("Chương trình cần xem lại")).to_have_count(0)
    assert faults(page) == []


def add_results(page: Page) -> None:
    page.get_by_role("link", name="Ghi kết quả").click()
    for place, cells in enumerate(SITES, start=1):
        labels = ("Ngày", "Điểm khám", "Chuyên khoa", "Lượt người khám", "Trị giá thuốc (đồng)")
        for label, text in zip(labels, cells, strict=True):
            page.get_by_label(f"{label}, dòng {place}", exact=True).fill(text)
    assert faults(page) == []
    save(page)


def move(page: Page, label: str, **answers: str) -> None:
    """To the next status: the button of the dates where they propose it, else the page that lists the moves."""
    proposal = page.locator("main .alert").get_by_role("link", name=label, exact=True)
    if proposal.count():
        proposal.click()
    else:
        page.get_by_role("link", name="Chuyển trạng thái", exact=True).click()
        page.get_by_role("link", name=label, exact=True).click()
    named = {key.replace("__", ", ").replace("_", " "): text for key, text in answers.items()}
    assert asked(page) == list(named)
    for name, text in named.items():
        page.get_by_label(re.compile(f"^{re.escape(name)}")).fill(text)
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def stands_at(page: Page, status: DelegationStatus) -> None:
    expect(page.locator(".head .pill").first).to_have_text(LOOKS[status].text)
    expect(page.locator("[aria-current=step] span")).to_have_text(status.label)


def fetched(page: Page, label: str) -> bytes:
    """What a link of the page leads to; a PDF opens in the browser, and its bytes are wanted here."""
    address = page.get_by_role("link", name=label, exact=True).get_attribute("href")
    answer = page.context.request.get(str(address))
    assert answer.ok
    return answer.body()


def tables_of(content: bytes) -> list[list[str]]:
    """The rows of all tables of a PDF, each cell on one line."""
    with pdfplumber.open(BytesIO(content)) as paper:
        return [
            [" ".join((cell or "").translate(EVEN_DIGITS).split()) for cell in row]
            for sheet in paper.pages
            for table in sheet.extract_tables()
            for row in table
        ]


def sheets_of(content: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(content)) as paper:
        return [" ".join(sheet.extract_text().translate(EVEN_DIGITS).split()) for sheet in paper.pages]


def times_of(content: bytes) -> list[tuple[Any, ...]]:
    """Content, zone as written, beginning and end of each event; a line that breaks the format is refused."""
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    found = []
    event: Any
    for event in calendar.walk("VEVENT"):
        assert event.errors == []
        ends = event.get("DTEND")
        begins = event["DTSTART"]
        found.append((str(event["SUMMARY"]), begins.params["TZID"], begins.dt, ends.dt if ends else None))
    return found


def expected_times() -> list[tuple[Any, ...]]:
    def at(day: date, text: str) -> datetime | None:
        return datetime.combine(day, time.fromisoformat(text), ZoneInfo(ZONE)) if text else None

    return [(content, ZONE, at(day, begins), at(day, ends)) for day, begins, ends, content, *_ in PROGRAMME]


def cells_of(row: Locator) -> Sequence[str]:
    return [" ".join(text.split()) for text in row.locator("th, td").all_inner_texts()]


def check_papers(page: Page, visit: Delegation) -> None:
    """What the hosts print and take along."""
    programme = fetched(page, "Chương trình (PDF)")
    rows = tables_of(programme)
    assert [row[1] for row in rows if re.match(r"\d\d:\d\d", row[0])] == CONTENTS
    days = ["Thứ Ba, ngày 12/3/2019", "Thứ Tư, ngày 13/3/2019", "Thứ Năm, ngày 14/3/2019"]
    assert [row[0] for row in rows if not row[1]] == days
    assert times_of(fetched(page, "Tệp lịch (.ics)")) == expected_times()

    page.get_by_role("link", name="Phiếu tóm tắt cho lãnh đạo").first.click()
    (sheet,) = sheets_of(fetched(page, "Tải PDF một trang"))
    for text in (NAME, HEAD, "12 người"):
        assert text in sheet
    page.goto(visit.get_absolute_url())


def check_year(page: Page, visit: Delegation) -> None:
    """The tables and the calendar of the year, by the tabs above the list."""
    page.goto("/delegations/years/?year=2019")
    row = page.get_by_role("row").filter(has_text=REGION)
    assert cells_of(row) == [REGION, "1", "1", "12"]
    row.get_by_role("link").last.click()
    counted = page.get_by_role("row").filter(has_text=NAME)
    for text in ("12", "843 lượt người", "Đã báo cáo"):
        expect(counted).to_contain_text(text)

    page.goto("/delegations/table/?period=nam&year=2019&direction=in")
    line = page.locator("article table tbody tr")
    assert cells_of(line)[:6] == ["1", NAME, REGION, HEAD, "12", "12/03/2019 - 14/03/2019"]
    expect(line).to_contain_text(f"{OUTCOME}; 843 lượt người; thuốc 152,4 triệu đồng")
    for _, number, on, _ in PERMITS:
        expect(line).to_contain_text(f"{number}, {on}")

    page.goto("/delegations/calendar/?month=3/2019")
    bar = page.locator("table.cal").get_by_role("link", name=NAME)
    assert bar.locator("xpath=..").get_attribute("colspan") == "3"
    bar.click()
    expect(page).to_have_url(re.compile(f"{visit.get_absolute_url()}$"))


def test_a_delegation_grows_to_a_dossier(staff: User, page_for: Any):
    visit = make_delegation(
        name=NAME, kind=DelegationKind.MEDICAL, status=DelegationStatus.PLANNED, countries=["LA"], headcount=12,
        head_name=HEAD, arrival_on=FIRST, departure_on=THIRD,
    )  # fmt: skip
    page: Page = page_for("nhanvien", start=visit.get_absolute_url())
    stands_at(page, DelegationStatus.PLANNED)

    move(page, "Trình xin phép", Mục_đích__nội_dung="Khám bệnh nhân đạo tại hai xã.")
    stands_at(page, DelegationStatus.SUBMITTED)
    add_permits(page)
    paste_members(page)
    page.goto(visit.get_absolute_url())
    type_programme(page)
    page.goto(visit.get_absolute_url())
    move(page, "Ghi được phép")
    stands_at(page, DelegationStatus.PERMITTED)
    move(page, "Bắt đầu đón")
    stands_at(page, DelegationStatus.HOSTING)
    add_results(page)
    page.goto(visit.get_absolute_url())
    move(page, "Kết thúc")
    stands_at(page, DelegationStatus.FINISHED)
    move(page, "Ghi đã báo cáo", Ngày_gửi_báo_cáo_kết_quả="20/3/2019", Kết_quả=OUTCOME)
    stands_at(page, DelegationStatus.REPORTED)

    expect(page.get_by_text("Hồ sơ còn thiếu")).to_have_count(0)
    stored = [(row.kind, row.number) for row in visit.permits.order_by("pk")]
    assert stored == [(PermitKind(kind), number) for kind, number, *_ in PERMITS]
    assert list(visit.members.order_by("position").values_list("name", flat=True)) == list(DOCTORS)
    assert lines(page, "#programme tbody th[scope=row]") == [f"{row[3]} {row[4]}" for row in PROGRAMME]
    check_papers(page, visit)
    check_year(page, visit)
