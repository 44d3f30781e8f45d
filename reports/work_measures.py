"""Figures of training, partners, delegations, and of what is missing."""

from collections.abc import Iterable
from functools import partial

from config.kit.periods import Period
from delegations.choices import DelegationKind, Direction
from delegations.queries import DelegationCount
from reports import addresses
from reports.breakdowns import NO_COUNTRY, Part
from reports.facts import Facts
from reports.measure import Basis, Figure, Subject, Unit, years_as_parts

AS_IT_STANDS = "Đếm khoản viện trợ theo sổ hiện nay, không tính khoản đã lưu trữ hoặc không được phê duyệt,"
WORDS = {Direction.IN: "đoàn vào", Direction.OUT: "đoàn ra"}
NOT_CANCELLED = ("trong kỳ", "ngày đến", "mọi đoàn, trừ đoàn hủy và hồ sơ đã lưu trữ")
DELEGATIONS = Basis(Subject.DELEGATIONS, *NOT_CANCELLED)
MISSIONS = Basis(Subject.MISSIONS, *NOT_CANCELLED)
TRAINING = Basis(Subject.TRAINING, "trong kỳ", "ngày khai giảng", "mọi lớp, trừ hồ sơ đã lưu trữ")
PARTNERS = Basis(
    Subject.PARTNERS,
    "từ đầu nhiệm kỳ đến ngày cuối kỳ",
    "ngày thiết lập quan hệ, ngày ký thỏa thuận",
    "tổ chức nhân dân của các nước Đông Nam Á, trừ hồ sơ đã lưu trữ",
)
REGISTER = Basis(
    Subject.PROJECTS,
    "theo sổ hiện nay",
    "",
    "mọi khoản, trừ khoản đã lưu trữ hoặc không được phê duyệt",
)

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
    rows = partial(addresses.delegations, direction=direction)
    return years_as_parts(facts.period, _by_year(_of(facts, direction), field), rows)


def _by_year(counts: Iterable[DelegationCount], field: str) -> dict[int, int]:
    sums: dict[int, int] = {}
    for count in counts:
        sums[count.year] = sums.get(count.year, 0) + getattr(count, field)
    return sums


def _delegations_by_kind(facts: Facts, direction: str, field: str) -> tuple[Part, ...]:
    sums: dict[str, int] = {}
    for count in _of(facts, direction):
        sums[count.kind] = sums.get(count.kind, 0) + getattr(count, field)
    return tuple(
        Part(kind, str(label), sums[kind], addresses.delegations(facts.period, direction=direction, kind=kind))
        for kind, label in DelegationKind.choices
        if kind in sums
    )


def _of(facts: Facts, direction: str) -> list[DelegationCount]:
    return [count for count in facts.delegations if count.direction == direction]


def _delegation_sum(facts: Facts, field: str) -> int:
    return sum(getattr(count, field) for count in facts.delegations)


def _directed_sum(facts: Facts, direction: str, field: str) -> int:
    return sum(getattr(count, field) for count in _of(facts, direction))


def _delegations_by_country(facts: Facts, direction: str, field: str) -> tuple[Part, ...]:
    rows = partial(addresses.delegations, facts.period, direction=direction)
    parts = []
    for count in facts.delegation_countries:
        if count.direction != direction:
            continue
        is_known = count.country_id is not None
        key, name = (str(count.country_id), count.name) if is_known else ("none", NO_COUNTRY)
        parts.append(Part(key, name, getattr(count, field), rows(country=key), is_rest=not is_known))
    return tuple(sorted(parts, key=lambda part: (part.is_rest, -part.value)))


def delegation_matrix(facts: Facts, direction: str) -> list[tuple[str, list[Part], Part]]:
    """Delegations by kind (rows) and year (columns), with the total of each kind; each number opens its rows."""
    rows = []
    for total in _delegations_by_kind(facts, direction, "delegations"):
        counts = {count.year: count.delegations for count in _of(facts, direction) if count.kind == total.key}
        address = partial(addresses.delegations, direction=direction, kind=total.key)
        rows.append((total.label, list(years_as_parts(facts.period, counts, address)), total))
    return rows


def delegation_figures() -> list[Figure]:
    figures = []
    for direction in Direction:
        figures += [*_counts_of(direction), *_persons_of(direction)]
    return [*figures, *_mission_figures()]


def _counts_of(direction: Direction) -> list[Figure]:
    meaning = f"Đếm {WORDS[direction]} theo ngày đến trong kỳ; không tính đoàn hủy và hồ sơ đã lưu trữ."
    label = f"Số {WORDS[direction]}"
    figure = partial(_directed, "delegations", "delegations", direction, label, Unit.DELEGATIONS)
    return [
        figure("year", meaning),
        figure("kind", f"{meaning} Mỗi đoàn thuộc một loại."),
        figure(
            "country",
            f"Đếm {WORDS[direction]} theo nước; đoàn có khách hai nước tính ở cả hai, nên các nước không cộng lại.",
        ),
    ]


def _persons_of(direction: Direction) -> list[Figure]:
    meaning = "Cộng số người đã ghi của các đoàn đó; đoàn chưa ghi số người không cộng thêm."
    label = f"Số người của {WORDS[direction]}"
    figure = partial(_directed, "guests", "persons", direction, label, Unit.GUESTS)
    shared = "Đoàn có khách hai nước tính trọn ở cả hai, nên các nước không cộng lại."
    return [figure("year", meaning), figure("kind", meaning), figure("country", f"{meaning} {shared}")]


BY = {
    "year": ("theo năm", _delegations_by_year),
    "kind": ("theo loại", _delegations_by_kind),
    "country": ("theo nước", _delegations_by_country),
}


def _directed(name: str, field: str, direction: Direction, label: str, unit: Unit, by: str, meaning: str) -> Figure:
    """Delegations or persons of one direction by year, kind or country."""
    words, divide = BY[by]
    is_shared = by == "country"
    return Figure(
        f"{name}_{direction.value}_by_{by}",
        f"{label} {words}",
        unit,
        meaning,
        partial(divide, direction=direction.value, field=field),
        partial(addresses.delegations, direction=direction.value),
        True,
        basis=DELEGATIONS,
        adds_up=not is_shared,
        whole=partial(_directed_sum, direction=direction.value, field=field) if is_shared else None,
    )


# Missions ---------------------------------------------------------------------

# Figure, label, unit, the sum of delegations it is, the filter of the list that finds its rows.
MISSION_SUMS = (
    ("patient_visits", "Lượt người được khám, chữa bệnh", Unit.VISITS, "patient_visits", "patient_visits"),
    ("medicine_vnd", "Trị giá thuốc của các đoàn", Unit.VND, "medicine_vnd", "medicine_vnd"),
    ("volunteers", "Số tình nguyện viên", Unit.VOLUNTEERS, "volunteers", "volunteer_count"),
    ("volunteer_works", "Số công trình, phần việc của tình nguyện viên", Unit.WORKS, "works_count", "works_count"),
    ("volunteer_works_vnd", "Trị giá công trình, phần việc", Unit.VND, "works_vnd", "works_vnd"),
)
BY_YEAR_TOO = ("patient_visits", "medicine_vnd")


def _mission_by_year(facts: Facts, field: str, did: str) -> tuple[Part, ...]:
    return years_as_parts(facts.period, _by_year(facts.delegations, field), partial(addresses.delegations, did=did))


def _mission_figures() -> list[Figure]:
    """Results of medical missions and volunteers; their values never enter committed or disbursed."""
    meaning = (
        "Cộng của mọi đoàn có ngày đến trong kỳ: tổng các dòng kết quả, đoàn chưa ghi theo dòng thì tổng ghi ở hồ sơ; "
        "đoàn hủy không tính."
    )
    figures = []
    for key, label, unit, field, did in MISSION_SUMS:
        said = f"{meaning} Không cộng vào giá trị cam kết, giải ngân." if unit is Unit.VND else meaning
        rows, counted = partial(addresses.delegations, did=did), partial(_delegation_sum, field=field)
        figures.append(Figure(key, label, unit, said, counted, rows, basis=MISSIONS))
        if key in BY_YEAR_TOO:
            years = partial(_mission_by_year, field=field, did=did)
            figures.append(Figure(f"{key}_by_year", f"{label} theo năm", unit, said, years, rows, True, basis=MISSIONS))
    return figures


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
            basis=TRAINING,
        ),
        Figure(
            "trainees_by_year",
            "Học viên theo năm",
            Unit.TRAINEES,
            "Cộng số học viên đã ghi của các lớp đó; lớp chưa ghi số học viên không cộng thêm.",
            _trainees_by_year,
            addresses.training_classes,
            True,
            basis=TRAINING,
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
            basis=PARTNERS,
        ),
        Figure(
            "sea_partners_extended",
            "Đối tác Đông Nam Á mở rộng quan hệ",
            Unit.PARTNERS,
            "Đếm tổ chức nhân dân Đông Nam Á đã có quan hệ từ trước, ký thêm thỏa thuận trong nhiệm kỳ.",
            lambda facts: len(facts.partners.extended),
            addresses.partners_extended,
            basis=PARTNERS,
        ),
        Figure(
            "sea_partners_new_countries",
            "Nước Đông Nam Á mới có quan hệ",
            Unit.COUNTRIES,
            "Đếm nước của các đối tác thiết lập mới mà trước nhiệm kỳ tỉnh chưa có đối tác nào.",
            lambda facts: len(facts.partners.new_countries),
            addresses.partners_of_new_countries,
            basis=PARTNERS,
        ),
    ]


def _without_figures(facts: Facts) -> tuple[Part, ...]:
    """The years of the period that are over and of which projects lack figures."""
    found = facts.completeness.without_figures
    return tuple(
        Part(str(year), str(year), found[year], addresses.projects_without_figures(Period.calendar_year(year)))
        for year in facts.period.years()
        if year in found
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
            basis=REGISTER,
        ),
        Figure(
            "projects_without_figures",
            "Khoản viện trợ chưa có số liệu giải ngân của năm",
            Unit.PROJECTS,
            f"{AS_IT_STANDS} thực hiện trong năm đã hết mà năm đó không có dòng giải ngân nào và chủ khoản viện trợ "
            "chưa trả lời “không phát sinh”; khoản bị thu hồi không tính. "
            "Một khoản có thể thiếu nhiều năm nên các năm không cộng lại; con số chung "
            "là của năm cuối đã hết.",
            _without_figures,
            addresses.projects_without_figures,
            True,
            basis=REGISTER,
            adds_up=False,
            whole=lambda facts: facts.completeness.without_figures.get(facts.period.last_year_over, 0),
        ),
        Figure(
            "projects_complete",
            "Khoản viện trợ đủ thông tin của giai đoạn",
            Unit.PROJECTS,
            f"{AS_IT_STANDS} có đủ thông tin mà giai đoạn hiện nay cần.",
            lambda facts: facts.completeness.complete,
            lambda period: addresses.projects_complete(),
            basis=REGISTER,
        ),
        Figure(
            "projects_incomplete",
            "Khoản viện trợ còn thiếu thông tin của giai đoạn",
            Unit.PROJECTS,
            f"{AS_IT_STANDS} còn thiếu ít nhất một thông tin mà giai đoạn hiện nay cần.",
            lambda facts: facts.completeness.incomplete,
            lambda period: addresses.projects_incomplete(),
            basis=REGISTER,
        ),
    ]


def other_figures() -> list[Figure]:
    return [
        *_training_figures(),
        *_partner_figures(),
        *_completeness_figures(),
    ]
