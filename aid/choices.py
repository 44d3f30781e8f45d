"""The field's own lists: labels as Vietnamese offices write them, aliases as old sheets do."""

from django.db import models


class DonorKind(models.TextChoices):
    """Who gives (NĐ 80/2020, Điều 2.2)."""

    NGO = "ngo", "Tổ chức phi chính phủ nước ngoài"
    FUND = "fund", "Quỹ, tổ chức không vì lợi nhuận"
    INDIVIDUAL = "individual", "Cá nhân"
    COMPANY = "company", "Doanh nghiệp"
    PUBLIC_BODY = "public_body", "Cơ quan nhà nước, đại sứ quán"


class RelationKind(models.TextChoices):
    """How an NGO stands to the province."""

    DIRECT = "direct", "Trực tiếp"
    INDIRECT = "indirect", "Qua tổ chức khác"


class CertificateKind(models.TextChoices):
    """Kinds of NĐ 12/2012; NĐ 58/2022 keeps the first and the last."""

    OPERATION = "operation", "Giấy đăng ký hoạt động"
    PROJECT_OFFICE = "project_office", "Giấy đăng ký lập Văn phòng dự án"
    REPRESENTATIVE_OFFICE = "representative_office", "Giấy đăng ký lập Văn phòng đại diện"


class CertificateEvent(models.TextChoices):
    ISSUED = "issued", "Cấp"
    RENEWED = "renewed", "Gia hạn"
    AMENDED = "amended", "Sửa đổi, bổ sung"
    REISSUED = "reissued", "Cấp lại"
    SUSPENDED = "suspended", "Đình chỉ"
    REVOKED = "revoked", "Thu hồi"


class Modality(models.TextChoices):
    """Modality of aid (NĐ 80/2020, Điều 3.2; emergency relief as a kind of its own under NĐ 93/2009)."""

    PROGRAMME = "programme", "Chương trình"
    PROJECT = "project", "Dự án"
    NON_PROJECT = "non_project", "Phi dự án"
    EMERGENCY_RELIEF = "emergency_relief", "Cứu trợ khẩn cấp"


class LegalBasis(models.TextChoices):
    """The decree in force on the approval date (docs/rules.md, Law)."""

    QD_64_2001 = "qd64-2001", "Quyết định 64/2001/QĐ-TTg"
    ND_93_2009 = "nd93-2009", "Nghị định 93/2009/NĐ-CP"
    ND_80_2020 = "nd80-2020", "Nghị định 80/2020/NĐ-CP"
    ND_313_2025 = "nd313-2025", "Nghị định 313/2025/NĐ-CP"


class Sector(models.TextChoices):
    """Priority fields of the national programme of 2013, and "khác"."""

    AGRICULTURE = "agriculture", "Nông nghiệp và phát triển nông thôn"
    HEALTH = "health", "Y tế"
    EDUCATION = "education", "Giáo dục và đào tạo"
    VOCATIONAL = "vocational", "Dạy nghề, hướng nghiệp"
    SOCIAL = "social", "Giải quyết các vấn đề xã hội"
    ENVIRONMENT = "environment", "Môi trường"
    WAR_LEGACY = "war_legacy", "Khắc phục hậu quả chiến tranh"
    DISASTER = "disaster", "Phòng, giảm nhẹ thiên tai và cứu trợ khẩn cấp"
    CULTURE = "culture", "Văn hóa, thể thao"
    CLIMATE = "climate", "Ứng phó biến đổi khí hậu"
    OTHER = "other", "Khác"


# Names for papers meant for foreigners.
SECTOR_NAMES_EN: dict[Sector, str] = {
    Sector.AGRICULTURE: "Agriculture and rural development",
    Sector.HEALTH: "Health",
    Sector.EDUCATION: "Education and training",
    Sector.VOCATIONAL: "Vocational training",
    Sector.SOCIAL: "Social affairs",
    Sector.ENVIRONMENT: "Environment",
    Sector.WAR_LEGACY: "War legacies",
    Sector.DISASTER: "Disaster prevention and emergency relief",
    Sector.CULTURE: "Culture and sports",
    Sector.CLIMATE: "Climate change",
    Sector.OTHER: "Other",
}

# Other wordings of the same sectors, met in the national programme and in office sheets.
SECTOR_ALIASES: dict[str, Sector] = {
    "nông-lâm-ngư nghiệp và phát triển nông thôn": Sector.AGRICULTURE,
    "nông nghiệp, phát triển nông thôn": Sector.AGRICULTURE,
    "nông nghiệp": Sector.AGRICULTURE,
    "giáo dục": Sector.EDUCATION,
    "giáo dục, đào tạo": Sector.EDUCATION,
    "dạy nghề": Sector.VOCATIONAL,
    "xã hội": Sector.SOCIAL,
    "văn hóa - thể thao": Sector.CULTURE,
    "văn hóa": Sector.CULTURE,
    "biến đổi khí hậu": Sector.CLIMATE,
    "cứu trợ khẩn cấp": Sector.DISASTER,
}


class Stage(models.TextChoices):
    """Where an aid project stands."""

    SOLICITING = "soliciting", "Đang vận động"
    SUBMITTED = "submitted", "Trình thẩm định"
    APPROVED = "approved", "Đã phê duyệt"
    IMPLEMENTING = "implementing", "Đang thực hiện"
    COMPLETED = "completed", "Đã kết thúc"
    HANDED_OVER = "handed_over", "Đã bàn giao"
    SUSPENDED = "suspended", "Tạm dừng"
    REJECTED = "rejected", "Không phê duyệt"
    REVOKED = "revoked", "Thu hồi"


class AmendmentKind(models.TextChoices):
    """What a decision of change touches (NĐ 80/2020, Điều 16)."""

    VALUE = "value", "Giá trị"
    TIME = "time", "Thời gian"
    OWNER = "owner", "Chủ khoản viện trợ"
    CONTENT = "content", "Nội dung"


class PeriodReply(models.TextChoices):
    """What an owner says about a period without an amount."""

    NOTHING = "nothing", "Không phát sinh"
    WAITING = "waiting", "Chưa báo cáo"


class Reporter(models.TextChoices):
    """Who owes a report."""

    PROJECT = "project", "Chủ khoản viện trợ"
    NGO = "ngo", "Tổ chức PCPNN"
    PROVINCE = "province", "Tỉnh"


class ReportKind(models.TextChoices):
    """Reports on aid by their span."""

    HALF_YEAR = "half_year", "Báo cáo 6 tháng đầu năm"
    ANNUAL = "annual", "Báo cáo năm"
    FINAL = "final", "Báo cáo kết thúc"


class CommitmentKind(models.TextChoices):
    INITIAL = "initial", "Cam kết ban đầu"
    AMENDMENT = "amendment", "Điều chỉnh"
    CLOSING = "closing", "Đóng cam kết (thu hồi)"


class Status(models.TextChoices):
    """Whether a figure is final or an estimate ("ước")."""

    FINAL = "final", "Chính thức"
    ESTIMATE = "estimate", "Ước"


class AidForm(models.TextChoices):
    CASH = "cash", "Tiền"
    GOODS = "goods", "Hiện vật"
    EXPERTS = "experts", "Chuyên gia, tình nguyện viên"


class Basis(models.TextChoices):
    """Where the USD or VND value of a ledger row comes from (docs/rules.md, Money)."""

    SAME = "same", "Chính số tiền"
    RATE = "rate", "Theo tỷ giá"
    DOCUMENT = "document", "Theo văn bản"
    NONE = "none", "Chưa quy đổi"


NEEDS_NO_RATE = (Basis.SAME, Basis.DOCUMENT)
"""Values that never ask for a rate: the amount itself, or what a document states."""


class OutputKind(models.TextChoices):
    """What was built or given; the unit goes with it."""

    CULTURE_HOUSE = "culture_house", "Nhà văn hóa"
    HEALTH_STATION = "health_station", "Trạm y tế"
    KINDERGARTEN = "kindergarten", "Trường mầm non"
    PRIMARY_SCHOOL = "primary_school", "Trường tiểu học"
    SECONDARY_SCHOOL = "secondary_school", "Trường trung học"
    CLASSROOM = "classroom", "Phòng học"
    LIBRARY = "library", "Thư viện"
    ROAD = "road", "Đường bê tông"
    POWER_LINE = "power_line", "Đường điện"
    WATER = "water", "Công trình nước sạch"
    BRIDGE = "bridge", "Cầu"
    HOUSE = "house", "Nhà ở"
    EQUIPMENT = "equipment", "Trang thiết bị"
    SCHOLARSHIP = "scholarship", "Học bổng"
    OTHER = "other", "Khác"


# What such things are counted in; a road or equipment may be counted in several units.
USUAL_UNITS: dict[str, str] = {
    OutputKind.CULTURE_HOUSE: "nhà",
    OutputKind.HEALTH_STATION: "trạm",
    OutputKind.KINDERGARTEN: "trường",
    OutputKind.PRIMARY_SCHOOL: "trường",
    OutputKind.SECONDARY_SCHOOL: "trường",
    OutputKind.CLASSROOM: "phòng",
    OutputKind.LIBRARY: "thư viện",
    OutputKind.WATER: "công trình",
    OutputKind.BRIDGE: "cầu",
    OutputKind.HOUSE: "nhà",
    OutputKind.SCHOLARSHIP: "suất",
}
