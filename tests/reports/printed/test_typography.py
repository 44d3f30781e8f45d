"""Lines that must not break, and names that break into even ones."""

from reports.printed.typography import bind, bind_paragraph, two_lines


def test_no_break_spaces() -> None:
    assert bind("Đến ngày 31/12/2019 có 05 hội Việt - Lào (Phụ lục II)") == (
        "Đến ngày\u00a031/12/2019\u00a0có 05\u00a0hội Việt\u00a0- Lào (Phụ lục\u00a0II)"
    )
    assert bind_paragraph("đạt 12,4% so với cùng kỳ") == "đạt 12,4% so với cùng\u00a0kỳ"


def test_a_long_name_breaks_into_even_lines() -> None:
    assert two_lines("LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ TỈNH THÁI NGUYÊN") == (
        "LIÊN HIỆP CÁC TỔ CHỨC\nHỮU NGHỊ TỈNH THÁI NGUYÊN"
    )
    assert two_lines("SỞ NGOẠI VỤ") == "SỞ NGOẠI VỤ"
