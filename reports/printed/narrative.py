"""The paragraphs of a report, written from its numbers in the approved words. Pure: no Django.

Each paragraph has a key; what staff write under a key takes the place of the drafted words (reports.models).
A blank line parts paragraphs inside one text. The approved words stand, sentence by sentence, in
tests/reports/printed/test_narrative*.py.
"""

from aid.rules.output_words import output_words
from config.kit.money import percent
from config.kit.numbers import write_percent, write_scaled_vnd
from config.kit.text import lower_first, upper_first
from reports.printed.narrative_term import term_text
from reports.printed.summary import Aid, Handed, Missions, Organisation, Side, Summary, Training, Visits
from reports.printed.wording import (
    DECREASE,
    amounts,
    change_of_count,
    change_of_usd,
    counted,
    joined,
    listed,
    quantity,
    sentence,
    whole_usd,
)

PARAGRAPH = "\n\n"
NOTHING = "{within} không phát sinh."
NO_DATA = "Không có số liệu trong kỳ báo cáo."
MOST_COUNTRIES = 4
MOST_SECTORS = 3
MOST_PLACES = 4
MOST_AUDIENCES = 3


def opening(summary: Summary) -> str:
    body = summary.body
    short = f" (sau đây gọi tắt là {body.short_name})" if body.short_name != body.name else ""
    return (
        f"Thực hiện chức năng, nhiệm vụ được giao, {body.name}{short} báo cáo kết quả công tác đối ngoại nhân dân, "
        "vận động và quản lý viện trợ phi chính phủ nước ngoài (PCPNN) trên địa bàn "
        f"{body.province_word} {summary.occasion.name}{_standing(summary)} như sau:"
    )


def _standing(summary: Summary) -> str:
    """A report of estimates says so once, at its beginning; one of final figures has nothing to add."""
    return f" (số ước, tính đến ngày {summary.as_of:%d/%m/%Y})" if summary.standing == "estimate" else ""


def closing(summary: Summary) -> str:
    return f"Trên đây là báo cáo {lower_first(summary.occasion.full_title)} của {summary.body.short_name}./."


def nothing(summary: Summary) -> str:
    return NOTHING.format(within=upper_first(summary.span.within))


# I.2 --------------------------------------------------------------------------


def organisation(summary: Summary) -> str:
    found = summary.organisation
    if found.is_empty:
        return nothing(summary)
    sentences = [_members(found, summary), _founded(found, summary)]
    if found.overdue:
        number = counted(len(found.overdue), "hội")
        sentences.append(f"Còn {number} đã hết nhiệm kỳ nhưng chưa tổ chức đại hội{listed(found.overdue)}.")
    return " ".join(part for part in sentences if part)


def _members(found: Organisation, summary: Summary) -> str:
    if not found.members:
        return ""
    kinds = (
        (found.official, "hội viên chính thức"),
        (found.associate, "hội viên liên kết"),
        (found.honorary, "hội viên danh dự"),
        (found.collective, "hội viên tập thể"),
    )
    known = joined([counted(number, words) for number, words in kinds if number])
    held = f" với {known}" if known else ""
    missing = f" ({counted(found.without_count, 'hội')} chưa có số hội viên)" if found.without_count else ""
    members = counted(found.members, "hội thành viên")
    return f"Đến ngày {summary.as_of:%d/%m/%Y}, {summary.body.union} có {members}{held}{missing}."


def _founded(found: Organisation, summary: Summary) -> str:
    parts = []
    if found.founded:
        parts.append(f"thành lập mới {counted(len(found.founded), 'hội')}{listed(found.founded)}")
    if found.congresses:
        parts.append(f"{counted(len(found.congresses), 'hội')} tổ chức đại hội nhiệm kỳ{listed(found.congresses)}")
    return f"{upper_first(summary.within)}, {'; '.join(parts)}." if parts else ""


# I.3 --------------------------------------------------------------------------


def delegations(summary: Summary) -> str:
    visits = summary.visits
    if visits.is_empty:
        return nothing(summary)
    parts = [_incoming(visits, summary)]
    if visits.outgoing.now:
        travellers = f" với {counted(visits.travellers, 'lượt người')}" if visits.travellers else ""
        parts.append(f"tổ chức {counted(visits.outgoing.now, 'đoàn ra')}{travellers}")
    said = f"{upper_first(summary.within)}, {'; '.join(parts)}."
    return f"{said} {_top_countries(visits)}".strip()


def _incoming(visits: Visits, summary: Summary) -> str:
    incoming, word = visits.incoming, summary.body.province_word
    if not incoming.now:
        before = f" ({summary.span.that}: {counted(incoming.before, 'đoàn')})" if incoming.before else ""
        return f"{word} không có đoàn vào{before}"
    guests = ""
    if visits.guests:
        about = "khoảng " if visits.rough_headcount else ""
        guests = f" với {about}{counted(visits.guests, 'lượt khách')}"
    if visits.without_headcount:
        guests += f" ({counted(visits.without_headcount, 'đoàn')} chưa ghi số người)"
    countries = f" từ {counted(len(visits.countries), 'quốc gia, vùng lãnh thổ')}" if visits.countries else ""
    change = change_of_count(incoming.now, incoming.before, "đoàn", summary.span)
    said = f"{word} đón {counted(incoming.now, 'đoàn vào')}{guests}{countries}"
    return f"{said}, {change}" if change else said


def _top_countries(visits: Visits) -> str:
    """The first two and what equals the second; countries with a single delegation are not "most"."""
    several = [(name, number) for name, number in visits.countries if number > 1]
    if not several:
        return ""
    least = several[min(1, len(several) - 1)][1]
    top = [f"{name} ({counted(number, 'đoàn')})" for name, number in several if number >= least][:MOST_COUNTRIES]
    return f"{'Các nước' if len(top) > 1 else 'Nước'} có nhiều đoàn nhất là {', '.join(top)}."


def missions(summary: Summary) -> str:
    found = summary.visits.missions
    return " ".join(part for part in (_medical(found), _volunteers(found)) if part)


def _medical(found: Missions) -> str:
    if not found.medical:
        return ""
    did = f"{counted(found.medical, 'đoàn y tế')} đã khám, chữa bệnh, cấp thuốc miễn phí"
    if found.patient_visits:
        did += f" cho {counted(found.patient_visits, 'lượt người')}"
    if found.medical_places:
        did += f" tại {', '.join(found.medical_places[:MOST_PLACES])}"
    value = f"tổng trị giá thuốc {write_scaled_vnd(found.medicine_vnd)}" if found.medicine_vnd else ""
    return sentence(did, value)


def _volunteers(found: Missions) -> str:
    if not found.volunteer_groups:
        return ""
    did = counted(found.volunteer_groups, "đoàn sinh viên tình nguyện")
    if found.volunteers:
        did += f" với {counted(found.volunteers, 'tình nguyện viên')}"
    if found.works:
        did += f" thực hiện {counted(found.works, 'công trình, phần việc')}"
    value = f"trị giá {write_scaled_vnd(found.works_vnd)}" if found.works_vnd else ""
    return sentence(did, value)


# I.4 --------------------------------------------------------------------------

MODALITIES = {"Chương trình": "chương trình", "Dự án": "dự án", "Phi dự án": "khoản phi dự án"}


def aid_scope(summary: Summary) -> str:
    aid = summary.aid
    if aid.is_empty:
        return nothing(summary)
    return " ".join(part for part in (_organisations(aid, summary), _projects(aid, summary)) if part)


def _organisations(aid: Aid, summary: Summary) -> str:
    """ "Trong đó" is said only of what really lies inside."""
    if not (aid.related or aid.certified):
        return ""
    certified = counted(aid.certified, "tổ chức có giấy đăng ký còn hiệu lực")
    mark = "," if aid.certified == aid.certified_related else ";"
    return (
        f"Đến ngày {summary.as_of:%d/%m/%Y}, {summary.body.province_word} có quan hệ với "
        f"{counted(aid.related, 'tổ chức PCPNN')}, trong đó {counted(aid.direct, 'tổ chức có quan hệ trực tiếp')}"
        f"{mark} {certified}."
    )


def _projects(aid: Aid, summary: Summary) -> str:
    if not (aid.projects or aid.approved):
        return ""
    within = upper_first(summary.within)
    kinds = [counted(number, MODALITIES.get(label, f"khoản {lower_first(label)}")) for label, number in aid.running]
    split = f" ({', '.join(kinds)})" if kinds else ""
    said = f"{within} có {counted(aid.projects, 'khoản viện trợ được thực hiện')}{split}"
    if not aid.approved:
        return f"{said}."
    inside = ", trong đó" if aid.approved == aid.approved_running else "; phê duyệt mới"
    unit = "khoản phê duyệt mới" if aid.approved == aid.approved_running else "khoản"
    return f"{said}{inside} {counted(aid.approved, unit)}."


def aid_values(summary: Summary) -> str:
    aid = summary.aid
    if not _has_money(aid):
        return ""
    return " ".join(
        _value(side, word, summary) for side, word in ((aid.committed, "cam kết"), (aid.disbursed, "giải ngân"))
    )


def _has_money(aid: Aid) -> bool:
    """Something to say: a row in the period, or one in the period before."""
    sides = (aid.committed, aid.disbursed)
    return any(side.now.happened or (side.before is not None and side.before.happened) for side in sides)


def _value(side: Side, word: str, summary: Summary) -> str:
    decrease = DECREASE[word]
    change = change_of_usd(side.now, side.before, summary.span, decrease=decrease)
    if not side.now.happened:
        return f"Giá trị {word} {change}."
    if side.is_unconverted:
        return f"Giá trị {word} {summary.within} chưa quy đổi được ra USD (xem Ghi chú)."
    if side.now.value < 0:
        return f"Về {word}, {change}{_in_dong(-side.vnd)}."
    about, part = "", ""
    if side.estimate_rows:
        about, part = "ước ", f"trong đó {whole_usd(side.estimate)} là số ước"
    said = f"Giá trị {word} {summary.within if word == 'cam kết' else ''}".rstrip()
    return sentence(f"{said} {about}đạt {whole_usd(side.now.value)}{_in_dong(side.vnd)}", part, change)


def _in_dong(vnd: int) -> str:
    return f" (tương đương {write_scaled_vnd(vnd)})" if vnd > 0 else ""


def aid_shares(summary: Summary) -> str:
    """Sectors and district by what was disbursed; nothing where refunds outweigh it."""
    aid = summary.aid
    total = aid.disbursed.now.value
    if total <= 0 or not (aid.sectors or aid.district):
        return ""
    sectors = [f"{lower_first(label)} ({_share(cents, total)})" for label, cents in aid.sectors[:MOST_SECTORS]]
    parts = [f"viện trợ tập trung vào lĩnh vực {', '.join(sectors)}"] if sectors else []
    if aid.district is not None:
        label, cents = aid.district
        parts.append(f"địa bàn có giá trị giải ngân lớn nhất là {lower_first(label)} ({whole_usd(cents)})")
    return f"{upper_first('; '.join(parts))}."


def _share(cents: int, total: int) -> str:
    return write_percent(percent(cents, total))


def handed_over(summary: Summary) -> str:
    found = [handed_words(line) for line in summary.aid.handed_over]
    return f"{upper_first(summary.within)} bàn giao, đưa vào sử dụng {', '.join(found)}." if found else ""


def handed_words(line: Handed) -> str:
    """ "01 trạm y tế", "3,5 km đường bê tông": a unit that begins the name is said once."""
    return output_words(quantity(line.quantity), line.label, line.unit)


def aid_notes(summary: Summary) -> str:
    """What the sums lack: rows without a value, rows known only roughly."""
    aid = summary.aid
    notes = [
        note
        for side, word in ((aid.committed, "cam kết"), (aid.disbursed, "giải ngân"))
        for note in (_without_usd(side, word), _without_vnd(side, word))
        if note
    ]
    year_only = aid.committed.year_only + aid.disbursed.year_only
    if year_only:
        notes.append(f"{counted(year_only, 'khoản')} chỉ xác định được năm")
    cut = aid.committed.cut + aid.disbursed.cut
    if cut:
        notes.append(f"{counted(cut, 'khoản')} chỉ biết tháng, quý hoặc năm, có một phần nằm ngoài kỳ báo cáo")
    return f"Ghi chú: {'; '.join(notes)}." if notes else ""


def _without_usd(side: Side, word: str) -> str:
    if not side.without_usd:
        return ""
    said = f"{counted(len(side.without_usd), f'khoản {word}')} ({amounts(side.without_usd)})"
    return f"{said} chưa quy đổi do chưa có tỷ giá, không tính vào số liệu trên"


def _without_vnd(side: Side, word: str) -> str:
    """Rows that have dollars but no đồng; those that lack both are told once."""
    lacking = list(side.without_vnd)
    for row in side.without_usd:
        if row in lacking:
            lacking.remove(row)
    if not lacking:
        return ""
    said = f"{counted(len(lacking), f'khoản {word}')} ({amounts(lacking)})"
    return f"{said} chưa quy đổi ra đồng, không tính vào giá trị tương đương"


def targets(summary: Summary) -> str:
    """The sentences on the term; a year outside every term says so. A department says whose term it is."""
    term, body = summary.term, summary.body
    if term is None:
        return f"{upper_first(summary.occasion.this)} không thuộc nhiệm kỳ nào đã ghi trong phần mềm."
    said = term_text(term)
    if body.is_union or not said:
        return said
    return f"Thực hiện chỉ tiêu nhiệm kỳ {term.name} của {body.union}: {lower_first(said)}"


# I.5 --------------------------------------------------------------------------


def training(summary: Summary) -> str:
    found = summary.training
    if not found.classes.now:
        return f"{upper_first(summary.within)} chưa tổ chức được lớp tập huấn."
    return f"{upper_first(summary.within)} tổ chức {counted(found.classes.now, 'lớp tập huấn')}{_class_details(found)}."


def _class_details(found: Training) -> str:
    said = f" về {joined([lower_first(topic) for topic in found.topics])}" if found.topics else ""
    if found.trainees is not None:
        said += f" với {counted(found.trainees, 'học viên')}"
        if 0 < len(found.audiences) <= MOST_AUDIENCES:
            said += f" là {'; '.join(found.audiences)}"
    return said
