"""Kinds of partners, events and training topics."""

from django.db import models


class PartnerKind(models.TextChoices):
    PEOPLES_ORGANISATION = "peoples_organisation", "Tổ chức nhân dân"
    TWIN_LOCALITY = "twin_locality", "Địa phương kết nghĩa"
    UNIVERSITY = "university", "Trường đại học"
    OTHER = "other", "Khác"


class AgreementKind(models.TextChoices):
    MOU = "mou", "Bản ghi nhớ"
    AGREEMENT = "agreement", "Thỏa thuận hợp tác"
    TWINNING = "twinning", "Kết nghĩa"
    OTHER = "other", "Khác"


class TrainingTopic(models.TextChoices):
    PEOPLE_DIPLOMACY = "people_diplomacy", "Công tác đối ngoại nhân dân"
    FOREIGN_AID = "foreign_aid", "Công tác viện trợ PCPNN"
    OTHER = "other", "Nội dung khác"


class EventKind(models.TextChoices):
    CONFERENCE = "conference", "Hội nghị, hội thảo"
    ANNIVERSARY = "anniversary", "Kỷ niệm"
    EXCHANGE = "exchange", "Giao lưu"
    MEETING = "meeting", "Gặp mặt, tiếp xúc"
    OTHER = "other", "Khác"
