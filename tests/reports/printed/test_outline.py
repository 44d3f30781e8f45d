"""Headings of a report: arranged in the mind, and changed on their page."""

from typing import Any

import pytest
from django.test import Client

from config.accounts.models import User
from config.reference.models import IssuingBody
from reports.models import Report
from reports.printed.outline import (
    Entry,
    Placed,
    added_heading,
    arranged,
    entries,
    grouped,
    new_key,
    numbered,
    said_layout,
    said_texts,
    stored,
)
from reports.printed.sections import HEADINGS
from tests.factories.annual import make_office
from tests.factories.printed import make_report, year_of
from tests.reports.printed import reading
from tests.reports.printed.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.page]

DRAFT, EDIT, OUTLINE = (f"/reports/annual/2019/{page}/" for page in ("draft", "edit", "outline"))
HOUSE = [heading.key for heading in HEADINGS]


# In the mind ---------------------------------------------------------------------


def moved(**places: int) -> list[str]:
    """The keys of the house when the main headings I to IV are wanted at other places."""
    return [entry.key for entry in arranged(wanted(entries(()), places))]


def wanted(found: tuple[Entry, ...], places: dict[str, int]) -> list[Placed]:
    placed = []
    for number, (main, under) in enumerate(grouped(found), start=1):
        placed.append(Placed(main, "", places.get(main.key, number), was=number))
        placed += [Placed(entry, main.key, place, was=place) for place, entry in enumerate(under, start=1)]
    return placed


def test_a_main_heading_takes_those_under_it_along() -> None:
    first, second = HOUSE[: HOUSE.index("II")], HOUSE[HOUSE.index("II") : HOUSE.index("III")]

    assert moved() == HOUSE
    assert moved(II=1) == [*second, *first, "III", "IV"]
    assert moved(I=2) == [*second, *first, "III", "IV"]
    assert moved(I=4) == [*second, "III", "IV", *first]
    assert moved(IV=2) == [*first, "IV", *second, "III"]
    assert moved(I=99) == [*second, "III", "IV", *first]
    assert moved(I=2, II=1) == [*second, *first, "III", "IV"]


def test_numbers_follow_the_order_and_skip_what_is_left_out() -> None:
    layout = [
        {"key": "II", "level": 2, "title": "", "is_shown": False},
        {"key": "IV", "level": 2, "title": "Kiến nghị", "is_shown": True},
        {"key": "them-1", "level": 3, "title": "Với tỉnh", "is_shown": True},
        {"key": "I", "level": 2, "title": "", "is_shown": True},
        {"key": "I-1", "level": 3, "title": "", "is_shown": False},
    ]

    said = [one.text for one in numbered(entries(layout), year_of(2019))]

    assert said[:5] == [
        "I. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2020",  # a heading that the layout does not know stands behind its neighbour
        "II. KIẾN NGHỊ",
        "1. Với tỉnh",
        "III. KẾT QUẢ CÔNG TÁC NĂM 2019",
        "1. Xây dựng tổ chức, phát triển hội thành viên",
    ]
    assert [text for text in said if "ĐÁNH GIÁ CHUNG" in text or "Ưu điểm" in text or "tham mưu" in text] == []


def test_keys_of_added_headings_are_never_given_twice() -> None:
    found = (*entries(()), Entry(added_heading("them-2", 3), title="A"))

    assert new_key(entries(()), {}) == "them-1"
    assert new_key(found, {}) == "them-3"
    assert new_key(found, {"them-7": "Còn lời."}, more=1) == "them-9"


def test_history_speaks_of_layouts_and_texts_in_words() -> None:
    layout = [
        {"key": "II", "level": 2, "title": "", "is_shown": False},
        {"key": "I-6", "level": 3, "title": "Phối hợp", "is_shown": True},
        {"key": "them-1", "level": 3, "title": "Kiều bào", "is_shown": True},
    ]

    assert said_layout([]) == said_layout(stored(entries(()))) == "theo mẫu chung"
    assert said_layout(layout) == (
        "không in “Đánh giá chung”; “Công tác phối hợp” ghi là “Phối hợp”; thêm “Kiều bào”; đổi thứ tự"
    )
    assert said_texts({"IV": "Đề nghị.", "IV@soạn": "0" * 16, "them-1": "Đón."}) == (
        "Đề xuất, kiến nghị: Đề nghị.; Mục khác: Đón."
    )


# On the page ---------------------------------------------------------------------


class Opened:
    """The page as it was opened, to be sent back with some fields changed."""

    def __init__(self, client: Client) -> None:
        self.client = client
        page = client.get(OUTLINE)
        self.form = page.context["form"]
        self.hidden = {name: str(page.context[key]) for name, key in (("form_token", "token"), ("version", "version"))}

    def send(self, **changed: Any) -> Any:
        """`I_6__ten` is the field "ten-I-6"; None leaves a box unticked."""
        values = {bound.html_name: bound.value() for bound in self.form}
        for name, value in changed.items():
            key, kind = name.split("__")
            values[f"{kind.replace('_', '-')}-{key.replace('_', '-')}"] = value
        posted = {
            name: "on" if value is True else value for name, value in values.items() if value not in (None, False)
        }
        return self.client.post(OUTLINE, posted | self.hidden)


def headings_of(client: Client) -> list[str]:
    page = client.get(DRAFT)
    return [block.heading for block in page.context["document"].blocks]


def test_headings_are_renamed_moved_left_out_and_added(staff_client: Client, staff: User) -> None:
    make_office()
    report = make_report(paragraphs={"I-5": "Lời của chuyên viên."})

    answer = Opened(staff_client).send(
        I_6__ten="Phối hợp với <b>các sở</b>",
        I_6__thu_tu="1",
        I_5__in=None,
        II__in=None,
        IV__thu_tu="2",
        moi_1__ten="Công tác kiều bào",
        moi_1__thuoc="I",
        moi_1__thu_tu="2",
        moi_2__ten="Tổ chức thực hiện",
        moi_2__thuoc="",
    )

    assert (answer.status_code, answer.url) == (302, DRAFT)
    assert headings_of(staff_client) == [
        "I. KẾT QUẢ CÔNG TÁC NĂM 2019",
        "1. Phối hợp với <b>các sở</b>",
        "2. Công tác kiều bào",
        "3. Công tác tham mưu, chỉ đạo",
        "4. Xây dựng tổ chức, phát triển hội thành viên",
        "5. Hoạt động hòa bình, đoàn kết, hữu nghị",
        "6. Vận động, quản lý và sử dụng viện trợ PCPNN",
        "7. Công tác khác, thi đua, khen thưởng",
        "II. ĐỀ XUẤT, KIẾN NGHỊ",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2020",
        "IV. TỔ CHỨC THỰC HIỆN",
    ]
    html = staff_client.get(DRAFT).content.decode()
    assert "<h3>1. Phối hợp với &lt;b&gt;các sở&lt;/b&gt;</h3>" in html
    assert "Lời của chuyên viên." not in html
    report.refresh_from_db()
    assert (report.paragraphs, report.version) == ({"I-5": "Lời của chuyên viên."}, 2)
    assert report.history.latest("history_id").history_user == staff


def test_going_back_to_the_house_stores_nothing(staff_client: Client) -> None:
    Opened(staff_client).send(I_6__ten="Phối hợp", I_5__in=None, IV__thu_tu="1")
    assert Report.objects.get().layout != []

    Opened(staff_client).send(I_6__ten="", I_5__in="on", IV__thu_tu="4")

    assert Report.objects.get().layout == []
    assert headings_of(staff_client) == []


def test_sent_as_it_was_opened_keeps_nothing(staff_client: Client) -> None:
    answer = Opened(staff_client).send()

    assert (answer.status_code, answer.url) == (302, DRAFT)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"I_6__thu_tu": ""}, "Chưa nhập thứ tự của mục “Công tác phối hợp”."),
        ({"I_6__thu_tu": "0"}, "Số này không được nhỏ hơn 1."),
        ({"I_6__thu_tu": "100"}, "Số này không được lớn hơn 99."),
        ({"I_6__thu_tu": "hai"}, "hai"),
        ({"I_6__ten": "a\x00b"}, "ký tự rỗng"),
        ({"I_6__ten": "dài " * 60}, "ở đây nhiều nhất 200 ký tự"),
        ({"moi_1__thu_tu": "2"}, "Ghi tên của mục mới, hoặc để trống cả dòng."),
        ({"moi_1__ten": "Mới", "moi_1__thuoc": "khong-co"}, "khong-co"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    changed: dict[str, str], sentence: str, staff_client: Client
) -> None:
    page = Opened(staff_client).send(I_1__ten="Không được mất", **changed)

    html = page.content.decode()
    assert (page.status_code, sentence in html, 'value="Không được mất"' in html) == (200, True, True)
    assert "Chưa lưu: có 1 chỗ cần sửa" in html
    assert not Report.objects.exists()


def test_an_added_heading_goes_when_its_name_is_emptied(staff_client: Client) -> None:
    Opened(staff_client).send(moi_1__ten="Kiều bào", moi_1__thuoc="I", moi_2__ten="Tổ chức thực hiện", moi_2__thuoc="")
    assert [entry["key"] for entry in Report.objects.get().layout if "them" in entry["key"]] == ["them-1", "them-2"]
    Opened(staff_client).send(them_1__thuoc="them-2", moi_1__ten="Khác", moi_1__thuoc="III")
    assert [entry["key"] for entry in Report.objects.get().layout][-2:] == ["them-2", "them-1"]

    refused = Opened(staff_client).send(them_2__ten="").content.decode()
    Opened(staff_client).send(them_1__ten="", them_2__ten="", them_3__ten="")

    assert "Mục “Tổ chức thực hiện” còn mục con." in refused
    assert Report.objects.get().layout == []


def test_an_added_heading_with_a_text_is_not_removed(staff_client: Client) -> None:
    added = [{"key": "them-1", "level": 3, "title": "Kiều bào", "is_shown": True}]
    make_report(layout=added, paragraphs={"them-1": "Đón kiều bào."})

    page = Opened(staff_client).send(them_1__ten="").content.decode()

    assert "Mục “Kiều bào” còn đoạn văn. Bỏ dấu In để không in mục này" in page
    assert Report.objects.get().version == 1


# Two writers ---------------------------------------------------------------------


def test_the_second_writer_is_told_and_overwrites_nothing(staff_client: Client, admin_client: Client) -> None:
    make_report(layout=[{"key": "them-1", "level": 3, "title": "Kiều bào", "is_shown": True}])
    first, second = Opened(staff_client), Opened(admin_client)
    first.send(I_6__ten="Của người thứ nhất", them_1__ten="", moi_1__ten="Mục của người thứ nhất", moi_1__thuoc="II")

    page = second.send(I_7__ten="Của người thứ hai")

    html, form = page.content.decode(), page.context["form"]
    assert "Hồ sơ đã được người khác sửa trong lúc bạn nhập" in html
    assert "“Công tác phối hợp” ghi là “Của người thứ nhất”" in html
    assert [form[f"ten-{key}"].value() for key in ("I-6", "I-7")] == ["Của người thứ nhất", "Của người thứ hai"]
    assert "Mục của người thứ nhất" in html
    assert Report.objects.get().version == 2


def test_words_kept_meanwhile_meet_a_removed_heading(staff_client: Client, admin_client: Client) -> None:
    """The editor of words was opened with a heading that another person has removed since, and one was added."""
    make_report(layout=[{"key": "them-1", "level": 3, "title": "Kiều bào", "is_shown": True}])
    words = {**reading.opened(staff_client, EDIT), "standing": "final"}
    Opened(admin_client).send(
        them_1__ten="", moi_1__ten="Mới", moi_1__thuoc="II", moi_2__ten="Mới nữa", moi_2__thuoc=""
    )

    page = staff_client.post(EDIT, {**words, "doan-IV": "Đề nghị.", "doan-them-1": ""})

    assert (page.status_code, page.context["form"]["doan-IV"].value()) == (200, "Đề nghị.")
    assert "doan-them-3" in page.context["form"].fields


def test_the_outline_of_a_body_is_its_own(staff_client: Client) -> None:
    make_office()
    other = IssuingBody.objects.in_order_of_use()[1]
    report = make_report(body=other, layout=[{"key": "I-6", "level": 3, "title": "Phối hợp", "is_shown": True}])

    names = [
        staff_client.get(f"{OUTLINE}{query}").context["form"]["ten-I-6"].value() for query in ("", f"?body={other.pk}")
    ]

    assert names == ["Công tác phối hợp", "Phối hợp"]
    assert "6. Phối hợp" in text_of(staff_client.get(report.get_absolute_url()))
