"""The headings of a report (docs/rules.md, Law) and the paragraphs under them, in their order.

A paragraph's text is what staff kept for it, else the drafted words. Pure: no Django.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from reports.printed import narrative, narrative_years, offers
from reports.printed.occasions import Occasion
from reports.printed.summary import Summary

Kept = Mapping[str, str]
Draft = Callable[[Summary], str]


def _none(summary: Summary) -> str:
    return ""


@dataclass(frozen=True)
class Piece:
    """A paragraph (or several) under one key. `annexes` names the lists it points to.

    `is_staff` marks what people write themselves; `hint` says what belongs there.
    """

    key: str
    label: str
    draft: Draft = _none
    hint: str = ""
    is_staff: bool = False
    annexes: tuple[str, ...] = ()
    pointer: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading with its paragraphs; `table` names what is printed after them. Level 2 stands in capitals under a
    Roman number, level 3 under an Arabic one: outline.py numbers them in the order they are printed."""

    key: str
    level: int
    text: str
    pieces: tuple[Piece, ...] = ()
    table: str = ""

    def words(self, occasion: Occasion) -> str:
        """The heading of a report, without its number."""
        return self.text.replace("{heading}", occasion.heading).replace("{ahead}", occasion.ahead)


def _staff(key: str, label: str, hint: str, draft: Draft = _none) -> tuple[Piece, ...]:
    return (Piece(key, label, draft, hint, is_staff=True),)


OPENING = Piece("mo-dau", "Mở đầu", narrative.opening)
CLOSING = Piece("ket", "Câu kết", narrative.closing)

HEADINGS: tuple[Heading, ...] = (
    Heading("I", 2, "Kết quả công tác {heading}"),
    Heading(
        "I-1",
        3,
        "Công tác tham mưu, chỉ đạo",
        _staff("I-1", "Tham mưu, chỉ đạo", "Văn bản đã tham mưu, quy chế phối hợp, kế hoạch năm."),
    ),
    Heading(
        "I-2",
        3,
        "Xây dựng tổ chức, phát triển hội thành viên",
        (
            Piece(
                "I-2",
                "Hội thành viên",
                narrative.organisation,
                annexes=("members",),
                pointer="(Danh sách tại Phụ lục {numbers}.)",
            ),
        ),
    ),
    Heading(
        "I-3",
        3,
        "Hoạt động hòa bình, đoàn kết, hữu nghị",
        (
            Piece(
                "I-3-doan",
                "Đoàn vào, đoàn ra",
                narrative.delegations,
                annexes=("incoming", "outgoing"),
                pointer="(Danh sách tại Phụ lục {numbers}.)",
            ),
            Piece("I-3-tung-nam", "Đoàn vào qua các năm", narrative_years.delegations_by_year),
            Piece("I-3-ket-qua", "Đoàn y tế, sinh viên tình nguyện", narrative.missions),
        ),
    ),
    Heading(
        "I-4",
        3,
        "Vận động, quản lý và sử dụng viện trợ PCPNN",
        (
            Piece(
                "I-4-quy-mo",
                "Tổ chức, khoản viện trợ",
                narrative.aid_scope,
                annexes=("projects", "approved", "ngos"),
                pointer="(Danh mục tại Phụ lục {numbers}.)",
            ),
            Piece("I-4-gia-tri", "Giá trị cam kết, giải ngân", narrative.aid_values),
            Piece("I-4-ca-nam", "Ước thực hiện cả năm", narrative_years.outlook),
            Piece("I-4-tung-nam", "Giá trị qua các năm", narrative_years.money_by_year),
            Piece(
                "I-4-co-cau",
                "Lĩnh vực, địa bàn",
                narrative.aid_shares,
                annexes=("divided",),
                pointer="(Phân theo lĩnh vực, địa bàn tại Phụ lục {numbers}.)",
            ),
            Piece(
                "I-4-ban-giao",
                "Công trình bàn giao",
                narrative.handed_over,
                annexes=("outputs",),
                pointer="(Danh sách tại Phụ lục {numbers}.)",
            ),
            Piece(
                "I-4-chi-tieu",
                "Chỉ tiêu nhiệm kỳ",
                narrative.targets,
                annexes=("term",),
                pointer="(Chi tiết tại Bảng 1, Phụ lục {numbers}.)",
            ),
            Piece("I-4-ghi-chu", "Ghi chú", narrative.aid_notes),
        ),
        table="targets",
    ),
    Heading(
        "I-5",
        3,
        "Tập huấn, thông tin đối ngoại",
        (
            Piece(
                "I-5",
                "Tập huấn",
                narrative.training,
                annexes=("classes",),
                pointer="(Danh sách tại Phụ lục {numbers}.)",
            ),
        ),
    ),
    Heading(
        "I-6",
        3,
        "Công tác phối hợp",
        _staff("I-6", "Phối hợp", "Phối hợp với sở, ban, ngành, địa phương; kiều bào, lưu học sinh."),
    ),
    Heading(
        "I-7",
        3,
        "Công tác khác, thi đua, khen thưởng",
        _staff("I-7", "Công tác khác, thi đua, khen thưởng", "Hình thức khen thưởng, số tập thể, cá nhân."),
        table="compared",
    ),
    Heading("II", 2, "Đánh giá chung"),
    Heading(
        "II-1",
        3,
        "Ưu điểm",
        _staff("II-1", "Ưu điểm", "Điểm nổi bật trong kỳ; số liệu cho thấy điều gì.", offers.strengths),
    ),
    Heading(
        "II-2",
        3,
        "Hạn chế, khó khăn",
        _staff(
            "II-2",
            "Hạn chế, khó khăn",
            "Chỉ tiêu chậm tiến độ, báo cáo chưa nhận, hội quá hạn đại hội.",
            offers.weaknesses,
        ),
    ),
    Heading("II-3", 3, "Nguyên nhân", _staff("II-3", "Nguyên nhân", "Nguyên nhân khách quan, chủ quan.")),
    Heading(
        "III",
        2,
        "Phương hướng, nhiệm vụ {ahead}",
        _staff(
            "III",
            "Phương hướng, nhiệm vụ",
            "Giá trị còn phải đạt trong nhiệm kỳ, giấy đăng ký sắp hết hạn, đại hội đến hạn, ngày kỷ niệm chẵn "
            "năm. Mỗi nhiệm vụ một đoạn.",
            offers.directions,
        ),
    ),
    Heading(
        "IV",
        2,
        "Đề xuất, kiến nghị",
        _staff("IV", "Đề xuất, kiến nghị", "Đề nghị với cấp trên, với các sở, ban, ngành. Mỗi đề nghị một đoạn."),
    ),
)

PIECES: tuple[Piece, ...] = (OPENING, *(piece for heading in HEADINGS for piece in heading.pieces), CLOSING)
"""Every paragraph of the house; a report may have further ones under headings that people added."""
MARK = "@soạn"
"""Beside each kept text stands the mark of the words that were drafted when it was kept."""


def drafts_of(summary: Summary) -> dict[str, str]:
    """The drafted words of every paragraph; empty where there is nothing to draft."""
    return {piece.key: piece.draft(summary) for piece in PIECES}


def text_of(piece: Piece, drafts: Kept, kept: Kept) -> str:
    """What is printed under a key."""
    return kept.get(piece.key, "") or drafts[piece.key]


def mark_of(draft: str) -> str:
    """A short mark of drafted words: equal marks mean that no figure in them has moved."""
    return sha256(draft.encode()).hexdigest()[:16]


def has_moved(key: str, drafts: Kept, kept: Kept) -> bool:
    """Whether the figures under a kept text have changed since it was kept."""
    mark = kept.get(f"{key}{MARK}")
    return key in kept and mark is not None and mark != mark_of(drafts.get(key, ""))
