"""Figures of training, partners, delegations, and of what is missing."""

from functools import partial

from delegations.choices import DelegationKind, Direction
from delegations.queries import DelegationCount
from reports import addresses
from reports.breakdowns import Part
from reports.facts import Facts
from reports.measure import Figure, Unit, years_as_parts

AS_IT_STANDS = "Đếm khoản viện trợ theo sổ hiện nay, không tính khoản đã lưu trữ hoặc không được phê duyệt,"

# Training, partners -----------------------------------------------------------


def _training_by_year(facts: Facts) -> tuple[Part, ...]:
    sums: dict[int, int] = {}
    for line in facts.training:
        sums[line.start_on.year] = sums.get(line.start_on.year, 0) + 1
    return years_as_parts(facts.period, sums, addresses.training_classes)


def _trainees_by_year(facts: Facts) -> tuple[Part, ...]:
    sums: dict[int, int] = {}
    for line in facts.training:
        sums[line.start_on.year] = sums.get(line.start_on.year, 0) + (line.trainees or 0)
    return years_as_parts(facts.period, sums, addresses.training_classes)


# Delegations ------------------------------------------------------------------


def _delegations_by_year(facts: Facts, direction: str, field: str) -> tuple[Part, ...]:
    sums: dict[int, int] = {}
    for count in _of(facts, direction):
        sums[count.year] = sums.get(count.year, 0) + getattr(count, field)
    return years_as_parts(facts.period, sums, partial(addresses.delegations, direction=direction))


def _delegations_by_kind(facts: Facts, direction: str) -> tuple[Part, ...]:
    sums: dict[str, int] = {}
    for count in _of(facts, direction):
        sums[count.kind] = sums.get(count.kind, 0) + count.delegations
    return tuple(
        Part(kind, str(label), sums[kind], addresses.delegations(facts.period, direction=direction, kind=kind))
        for kind, label in DelegationKind.choices
        if kind in sums
    )


def _of(facts: Facts, direction: str) -> list[DelegationCount]:
    return [count for count in facts.delegations if count.direction == direction]


def _delegation_sum(facts: Facts, field: str, kind: str | None = None) -> int:
    return sum(getattr(count, field) for count in facts.delegations if kind in (None, count.kind))


def _delegations_by_country(facts: Facts) -> tuple[Part, ...]:
    return tuple(
        Part(
            str(count.country_id),
            count.name,
            count.delegations,
            addresses.delegations(facts.period, direction="in", country=count.country_id),
        )
        for count in facts.delegation_countries
    )


def delegation_matrix(facts: Facts, direction: str) -> list[tuple[str, list[Part], Part]]:
    """Delegations by kind (rows) and year (columns), with the total of each kind; each number opens its rows."""
    rows = []
    for total in _delegations_by_kind(facts, direction):
        counts = {count.year: count.delegations for count in _of(facts, direction) if count.kind == total.key}
        address = partial(addresses.delegations, direction=direction, kind=total.key)
        rows.append((total.label, list(years_as_parts(facts.period, counts, address)), total))
    return rows


def delegation_figures() -> list[Figure]:
    figures = []
    for direction, word in (("in", "đoàn vào"), ("out", "đoàn ra")):
        rows = partial(addresses.delegations, direction=direction)
        meaning = f"Đếm {word} theo ngày đến trong kỳ; không tính đoàn hủy và hồ sơ đã lưu trữ."
        guests = "Cộng số người đã ghi của các đoàn đó; đoàn chưa ghi số người không cộng thêm."
        of_year = partial(_delegations_by_year, direction=direction)
        figures += [
            Figure(
                f"delegations_{direction}_by_year",
                f"Số {word} theo năm",
                Unit.DELEGATIONS,
                meaning,
                partial(of_year, field="delegations"),
                rows,
                True,
            ),
            Figure(
                f"delegations_{direction}_by_kind",
                f"Số {word} theo loại",
                Unit.DELEGATIONS,
                f"{meaning} Mỗi đoàn thuộc một loại.",
                partial(_delegations_by_kind, direction=direction),
                rows,
                True,
            ),
            Figure(
                f"guests_{direction}_by_year",
                f"Số người của {word} theo năm",
                Unit.GUESTS,
                guests,
                partial(of_year, field="persons"),
                rows,
                True,
            ),
        ]
    return [*figures, *_mission_figures()]


def _mission_figures() -> list[Figure]:
    """Results of medical missions and volunteers; their values never enter committed or disbursed."""
    meaning = (
        "Cộng của các đoàn có ngày đến trong kỳ: tổng các dòng kết quả, đoàn chưa ghi theo dòng thì tổng ghi ở hồ sơ; "
        "đoàn hủy không tính."
    )
    apart = "Không cộng vào giá trị cam kết, giải ngân."
    medical = partial(addresses.delegations, kind=DelegationKind.MEDICAL.value)
    volunteers = partial(addresses.delegations, kind=DelegationKind.VOLUNTEERS.value)
    wanted = (
        ("patient_visits", "Lượt người được khám, chữa bệnh", Unit.VISITS, "patient_visits", medical),
        ("medicine_vnd", "Trị giá thuốc của các đoàn", Unit.VND, "medicine_vnd", medical),
        ("volunteers", "Số tình nguyện viên", Unit.VOLUNTEERS, "volunteers", volunteers),
        ("volunteer_works", "Số công trình, phần việc của tình nguyện viên", Unit.WORKS, "works_count", volunteers),
        ("volunteer_works_vnd", "Trị giá công trình, phần việc", Unit.VND, "works_vnd", volunteers),
    )
    return [
        Figure(
            key,
            label,
            unit,
            f"{meaning} {apart}" if unit is Unit.VND else meaning,
            partial(_delegation_sum, field=field),
            rows,
        )
        for key, label, unit, field, rows in wanted
    ]


def _training_figures() -> list[Figure]:
    """Training classes of the Union."""
    return [
        Figure(
            "training_by_year",
            "Lớp tập huấn theo năm",
            Unit.CLASSES,
            "Đếm lớp tập huấn theo năm của ngày khai giảng; không tính hồ sơ đã lưu trữ.",
            _training_by_year,
            addresses.training_classes,
            True,
        ),
        Figure(
            "trainees_by_year",
            "Học viên theo năm",
            Unit.TRAINEES,
            "Cộng số học viên đã ghi của các lớp đó; lớp chưa ghi số học viên không cộng thêm.",
            _trainees_by_year,
            addresses.training_classes,
            True,
        ),
    ]


def _partner_figures() -> list[Figure]:
    """People's organisations of South-East Asia."""
    return [
        Figure(
            "sea_partners_established",
            "Đối tác Đông Nam Á thiết lập mới",
            Unit.PARTNERS,
            "Đếm tổ chức nhân dân của các nước Đông Nam Á có ngày thiết lập quan hệ trong nhiệm kỳ.",
            lambda facts: len(facts.partners.established),
            addresses.partners_established,
        ),
        Figure(
            "sea_partners_extended",
            "Đối tác Đông Nam Á mở rộng quan hệ",
            Unit.PARTNERS,
            "Đếm tổ chức nhân dân Đông Nam Á đã có quan hệ từ trước, ký thêm thỏa thuận trong nhiệm kỳ.",
            lambda facts: len(facts.partners.extended),
            addresses.partners_extended,
        ),
        Figure(
            "sea_partners_new_countries",
            "Nước Đông Nam Á mới có quan hệ",
            Unit.COUNTRIES,
            "Đếm nước của các đối tác thiết lập mới mà trước nhiệm kỳ tỉnh chưa có đối tác nào.",
            lambda facts: len(facts.partners.new_countries),
            addresses.partners_established,
        ),
    ]


def _delegations_in_by_country() -> Figure:
    return Figure(
        "delegations_in_by_country",
        "Số đoàn vào theo nước",
        Unit.DELEGATIONS,
        "Đếm đoàn vào theo nước của khách; đoàn có khách hai nước tính ở cả hai, nên không cộng lại.",
        _delegations_by_country,
        partial(addresses.delegations, direction=Direction.IN.value),
        True,
    )


def _completeness_figures() -> list[Figure]:
    """What the register of aid projects lacks."""
    return [
        Figure(
            "projects_without_commitment",
            "Khoản viện trợ thiếu cam kết",
            Unit.PROJECTS,
            "Đếm khoản viện trợ chưa có dòng cam kết nào, không kể chương trình có tiền ở các dự án thành phần.",
            lambda facts: facts.completeness.without_commitment,
            lambda period: addresses.projects_without_commitment(),
        ),
        Figure(
            "projects_complete",
            "Khoản viện trợ đủ thông tin của giai đoạn",
            Unit.PROJECTS,
            f"{AS_IT_STANDS} có đủ thông tin mà giai đoạn hiện nay cần.",
            lambda facts: facts.completeness.complete,
            lambda period: addresses.projects_complete(),
        ),
        Figure(
            "projects_incomplete",
            "Khoản viện trợ còn thiếu thông tin của giai đoạn",
            Unit.PROJECTS,
            f"{AS_IT_STANDS} còn thiếu ít nhất một thông tin mà giai đoạn hiện nay cần.",
            lambda facts: facts.completeness.incomplete,
            lambda period: addresses.projects_incomplete(),
        ),
    ]


def other_figures() -> list[Figure]:
    return [
        *_training_figures(),
        *_partner_figures(),
        _delegations_in_by_country(),
        *_completeness_figures(),
    ]
