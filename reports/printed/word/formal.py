"""The head and the foot of an official document in Word: who issues it, what it is called, who signs and receives."""

from reports.printed.document import MOTTO, NATION, Document, Signature
from reports.printed.word.letters import bold_width
from reports.printed.word.markup import frame, paragraph, run, twips
from reports.printed.word.pages import TEXT_WIDTH

LEFT, RECIPIENTS = 70.0, 80.0
"""Millimetres of the left column: in the head, beside the signature."""
SHORT = 0.4
"""Of the text above it: the decree asks for a rule of a third to a half."""


def head_xml(document: Document) -> str:
    """From the name of the state to the rule under the subject."""
    head = document.head
    columns = (LEFT, TEXT_WIDTH - LEFT)
    parent = paragraph("CoQuanChuQuan", run(head.parent.upper())) if head.parent else ""
    body = paragraph("CoQuanBanHanh", run(head.body)) + _rule(LEFT, bold_width(head.body, 12) * SHORT)
    nation = paragraph("QuocHieu", run(NATION)) + paragraph("TieuNgu", run(MOTTO))
    numbered = paragraph("SoKyHieu", run(f"Số: {head.symbol}")) + (_draft_mark() if document.is_draft else "")
    rows = (
        (f"{parent}{body}", nation + _rule(columns[1], bold_width(MOTTO, 13))),
        (numbered, paragraph("DiaDanhNgay", run(head.place_and_day))),
    )
    return frame(tuple(twips(width) for width in columns), rows) + _title(document)


def _title(document: Document) -> str:
    subject = "\n".join(document.title)
    rule = _rule(TEXT_WIDTH, bold_width(subject, 14) * SHORT, "KeTrichYeu")
    return paragraph("TenLoai", run("BÁO CÁO")) + paragraph("TrichYeu", run(subject)) + rule


def _draft_mark() -> str:
    words = "DỰ THẢO"
    aside = twips((LEFT - bold_width(words, 13) - 6) / 2)
    return paragraph("DauDuThao", run(words), more=f'<w:ind w:left="{aside}" w:right="{aside}"/>')


def _rule(column: float, length: float, style: str = "KeNgang") -> str:
    """A line of so many millimetres in the middle of its column: an empty paragraph with a border, so that it
    stays where it is whatever is typed above it."""
    aside = twips(max(column - length, 0) / 2)
    return paragraph(style, more=f'<w:ind w:left="{aside}" w:right="{aside}"/>')


def signature_xml(signature: Signature) -> str:
    """Who gets the paper, and beside it who signs."""
    title = "\n".join(part.upper() for part in (signature.authority, signature.title) if part)
    names = "".join(paragraph("DanhSachNoiNhan", run(f"- {name}")) for name in signature.recipients)
    received = paragraph("NoiNhan", run("Nơi nhận:")) + names
    signed = paragraph("QuyenHan", run(title), keep=True) + paragraph("NguoiKy", run(signature.name))
    return frame((twips(RECIPIENTS), twips(TEXT_WIDTH - RECIPIENTS)), ((received, signed),))
