"""Kinds and states of delegations."""

from django.db import models


class Direction(models.TextChoices):
    IN = "in", "Đoàn vào"
    OUT = "out", "Đoàn ra"


class DelegationKind(models.TextChoices):
    FRIENDSHIP = "friendship", "Hữu nghị nhân dân"
    GOVERNMENT = "government", "Chính quyền"
    MEDICAL = "medical", "Y tế"
    VOLUNTEERS = "volunteers", "Sinh viên tình nguyện"
    EXPERTS = "experts", "Chuyên gia, khảo sát dự án"
    CULTURE = "culture", "Văn hóa"
    BUSINESS = "business", "Doanh nghiệp"
    OTHER = "other", "Khác"


class DelegationStatus(models.TextChoices):
    PLANNED = "planned", "Dự kiến"
    SUBMITTED = "submitted", "Trình"
    PERMITTED = "permitted", "Được phép"
    HOSTING = "hosting", "Đang đón"
    FINISHED = "finished", "Kết thúc"
    REPORTED = "reported", "Đã báo cáo"
    CANCELLED = "cancelled", "Hủy"


class PermitKind(models.TextChoices):
    """What a paper allows; a medical mission needs the health authority's beside the permission to come."""

    VISIT = "visit", "Cho phép đón đoàn"
    OUTGOING = "outgoing", "Cử đoàn đi nước ngoài"
    MEDICAL = "medical", "Khám, chữa bệnh nhân đạo"
    SURVEY = "survey", "Khảo sát, quay phim, chụp ảnh"
    OTHER = "other", "Khác"


class Side(models.TextChoices):
    OURS = "ours", "Phía ta"
    GUEST = "guest", "Phía bạn"
