"""Figures of the registers: organisations, projects carried out, what was handed over, associations."""

from collections import Counter
from functools import partial

from aid.choices import Modality, OutputKind
from reports import addresses
from reports.breakdowns import Part
from reports.facts import Facts
from reports.measure import Basis, Figure, Subject, Unit

NOT_REFUSED = "mọi khoản, trừ khoản đã lưu trữ hoặc không được phê duyệt"
ON_THE_LAST_DAY = "vào ngày cuối kỳ"
ANY_GIVER = "mọi loại bên tài trợ, trừ hồ sơ đã lưu trữ"
NOT_ARCHIVED = "mọi hội, trừ hồ sơ đã lưu trữ"
NGO_RELATION = Basis(Subject.NGOS, ON_THE_LAST_DAY, "ngày bắt đầu, kết thúc của quan hệ", ANY_GIVER)
NGO_PAPER = Basis(Subject.NGOS, ON_THE_LAST_DAY, "ngày cấp, ngày hết hạn của giấy", ANY_GIVER)
NGO_PROJECT = Basis(Subject.NGOS, ON_THE_LAST_DAY, "thời gian thực hiện của khoản, ngày ghi ở dòng tiền", ANY_GIVER)
RUNNING = Basis(Subject.PROJECTS, "trong kỳ", "thời gian thực hiện, ngày ghi ở dòng tiền", NOT_REFUSED)
APPROVED = Basis(
    Subject.PROJECTS,
    "trong kỳ",
    "ngày quyết định phê duyệt",
    "khoản từ giai đoạn đã phê duyệt, trừ khoản đã lưu trữ",
)
HANDED_OVER = Basis(Subject.PROJECTS, "trong kỳ", "ngày bàn giao", "kết quả của khoản được tính")
FOUNDED = Basis(Subject.ASSOCIATIONS, "trong kỳ", "ngày thành lập", NOT_ARCHIVED)
CONGRESS = Basis(Subject.ASSOCIATIONS, "trong kỳ", "ngày đại hội gần nhất", NOT_ARCHIVED)
OVERDUE = Basis(Subject.ASSOCIATIONS, ON_THE_LAST_DAY, "ngày đại hội gần nhất", "hội là thành viên ngày đó")
MEMBERS = Basis(Subject.ASSOCIATIONS, ON_THE_LAST_DAY, "ngày vào, ngày ra Liên hiệp", NOT_ARCHIVED)

MEMBER_KINDS = (
    ("official", "hội viên chính thức"),
    ("associate", "hội viên liên kết"),
    ("honorary", "hội viên danh dự"),
    ("collective", "hội viên tập thể"),
)


def _running(facts: Facts) -> tuple[Part, ...]:
    counts = {row.modality: row.running for row in facts.registers.running}
    rows = partial(addresses.projects_running, facts.period)
    return tuple(
        Part(key, str(label), counts[key], rows(modality=key)) for key, label in Modality.choices if counts.get(key)
    )


def _approved(facts: Facts) -> int:
    return sum(row.approved for row in facts.registers.running)


def _outputs(facts: Facts) -> tuple[Part, ...]:
    counts = Counter(line.kind for line in facts.registers.outputs)
    rows = partial(addresses.outputs_handed_over, facts.period)
    return tuple(
        Part(key, str(label), counts[key], rows(kind=key)) for key, label in OutputKind.choices if key in counts
    )


def _members_by_kind(facts: Facts) -> tuple[Part, ...]:
    totals, rows = facts.registers.membership, addresses.member_associations(facts.period)
    return tuple(Part(key, label, getattr(totals, key), rows) for key, label in MEMBER_KINDS)


def ngo_figures() -> list[Figure]:
    counted = "Đếm tổ chức trong sổ tổ chức PCPNN, mọi loại bên tài trợ, không tính hồ sơ đã lưu trữ,"
    apart = "Một tổ chức có thể ở cả bốn số đếm tổ chức, nên bốn số không cộng với nhau."
    return [
        Figure(
            "ngos_related",
            "Tổ chức PCPNN có quan hệ",
            Unit.ORGANISATIONS,
            f"{counted} đang có quan hệ với tỉnh vào ngày cuối kỳ, trực tiếp hoặc qua tổ chức khác. {apart}",
            lambda facts: facts.registers.ngos.related,
            partial(addresses.ngos_on, "related_on"),
            basis=NGO_RELATION,
            adds_up=False,
        ),
        Figure(
            "ngos_direct",
            "Tổ chức PCPNN có quan hệ trực tiếp",
            Unit.ORGANISATIONS,
            f"{counted} đang có quan hệ trực tiếp với tỉnh vào ngày cuối kỳ. {apart}",
            lambda facts: facts.registers.ngos.direct,
            partial(addresses.ngos_on, "direct_on"),
            basis=NGO_RELATION,
            adds_up=False,
        ),
        Figure(
            "ngos_certified",
            "Tổ chức PCPNN có giấy đăng ký còn hiệu lực",
            Unit.ORGANISATIONS,
            f"{counted} có ít nhất một giấy đăng ký còn hiệu lực vào ngày cuối kỳ. {apart}",
            lambda facts: facts.registers.ngos.certified,
            partial(addresses.ngos_on, "certified_on"),
            basis=NGO_PAPER,
            adds_up=False,
        ),
        Figure(
            "ngos_running",
            "Tổ chức PCPNN có khoản viện trợ đang thực hiện",
            Unit.ORGANISATIONS,
            f"{counted} là bên tài trợ của khoản viện trợ đang thực hiện vào ngày cuối kỳ: ghi trong các bên tài trợ "
            "của khoản, hoặc trong dòng cam kết, giải ngân có ngày đến hết ngày đó. Khoản đang thực hiện là khoản đã "
            "phê duyệt, đã bắt đầu và chưa kết thúc vào ngày đó; khoản có dòng tiền ghi đúng ngày đó cũng tính. "
            f"{apart}",
            lambda facts: facts.registers.ngos.running,
            partial(addresses.ngos_on, "running_on"),
            basis=NGO_PROJECT,
            adds_up=False,
        ),
    ]


def project_figures() -> list[Figure]:
    return [
        Figure(
            "projects_running",
            "Khoản viện trợ được thực hiện theo hình thức",
            Unit.PROJECTS,
            "Đếm khoản viện trợ đã phê duyệt có thời gian thực hiện giao với kỳ, và khoản có dòng cam kết hoặc giải "
            "ngân trong kỳ; không tính khoản đã lưu trữ hoặc không được phê duyệt.",
            _running,
            addresses.projects_running,
            True,
            basis=RUNNING,
        ),
        Figure(
            "projects_approved",
            "Khoản viện trợ phê duyệt mới",
            Unit.PROJECTS,
            "Đếm khoản viện trợ có ngày quyết định phê duyệt trong kỳ; không tính khoản đã lưu trữ, đang vận động, "
            "đang trình hoặc không được phê duyệt.",
            _approved,
            addresses.projects_approved,
            basis=APPROVED,
        ),
        Figure(
            "outputs_handed_over",
            "Công trình, kết quả đã bàn giao theo loại",
            Unit.OUTPUTS,
            "Đếm dòng kết quả, công trình có ngày bàn giao trong kỳ của các khoản viện trợ được tính.",
            _outputs,
            addresses.outputs_handed_over,
            True,
            basis=HANDED_OVER,
        ),
    ]


def association_figures() -> list[Figure]:
    return [
        Figure(
            "associations_members",
            "Hội thành viên",
            Unit.ASSOCIATIONS,
            "Đếm hội là thành viên Liên hiệp vào ngày cuối kỳ; hội chưa ghi ngày vào Liên hiệp không tính.",
            lambda facts: len(facts.registers.members),
            addresses.member_associations,
            basis=MEMBERS,
        ),
        Figure(
            "association_members_by_kind",
            "Hội viên của các hội thành viên theo loại",
            Unit.MEMBERS,
            "Cộng số hội viên mới nhất, của năm cuối kỳ hoặc trước đó, của từng hội thành viên; một người có thể ở "
            "nhiều hội, nên các loại không cộng với nhau.",
            _members_by_kind,
            addresses.member_associations,
            True,
            basis=MEMBERS,
            adds_up=False,
        ),
        Figure(
            "associations_founded",
            "Hội thành lập mới",
            Unit.ASSOCIATIONS,
            "Đếm hội có ngày thành lập trong kỳ.",
            lambda facts: len(facts.registers.founded),
            addresses.associations_founded,
            basis=FOUNDED,
        ),
        Figure(
            "associations_congresses",
            "Hội tổ chức đại hội",
            Unit.ASSOCIATIONS,
            "Đếm hội có đại hội gần nhất trong kỳ.",
            lambda facts: len(facts.registers.congresses),
            addresses.congresses_held,
            basis=CONGRESS,
        ),
        Figure(
            "associations_overdue",
            "Hội quá hạn đại hội",
            Unit.ASSOCIATIONS,
            "Đếm hội thành viên có đại hội gần nhất cách ngày cuối kỳ lâu hơn một nhiệm kỳ.",
            lambda facts: len(facts.registers.overdue),
            addresses.associations_overdue,
            basis=OVERDUE,
        ),
    ]


def register_figures() -> list[Figure]:
    """All figures of the registers."""
    return [*ngo_figures(), *project_figures(), *association_figures()]
