"""What a visit leaves: sessions of medical missions, works of volunteers, gifts, commitments, things to follow up."""

from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from config.kit.records import Tracked
from delegations.choices import Side


class MedicalSession(Tracked):
    """One day of a medical mission at one site. `patient_visits` are attendances (lượt người), never persons."""

    delegation = models.ForeignKey(
        "delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="sessions"
    )
    day = models.DateField("ngày", null=True, blank=True)
    place = models.ForeignKey(
        "reference.Place", models.PROTECT, verbose_name="địa bàn", null=True, blank=True, related_name="+"
    )
    site = models.CharField("điểm khám", max_length=200, blank=True)
    specialty = models.CharField("chuyên khoa", max_length=150, blank=True)
    patient_visits = models.PositiveIntegerField("lượt người khám", null=True, blank=True)
    medicine_vnd = models.BigIntegerField("trị giá thuốc (đồng)", null=True, blank=True)
    equipment = models.CharField("trang thiết bị trao tặng", max_length=300, blank=True)

    locked_by = ("delegation__arrival_on",)

    class Meta:
        verbose_name = "buổi khám, chữa bệnh"
        verbose_name_plural = "buổi khám, chữa bệnh"
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(medicine_vnd=None) | Q(medicine_vnd__gte=0), name="delegations_session_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.site or f"buổi khám {self.pk}"


class VolunteerWork(Tracked):
    """Something volunteers built or did, with its value in đồng where it is known."""

    delegation = models.ForeignKey("delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="works")
    description = models.CharField("công trình, phần việc", max_length=300)
    place = models.ForeignKey(
        "reference.Place", models.PROTECT, verbose_name="địa bàn", null=True, blank=True, related_name="+"
    )
    days = models.PositiveSmallIntegerField("số ngày", null=True, blank=True)
    value_vnd = models.BigIntegerField("trị giá (đồng)", null=True, blank=True)

    locked_by = ("delegation__arrival_on",)

    class Meta:
        verbose_name = "công trình, phần việc"
        verbose_name_plural = "công trình, phần việc"
        constraints = [
            models.CheckConstraint(
                condition=Q(value_vnd=None) | Q(value_vnd__gte=0), name="delegations_work_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.description


def _of_rows(rows: QuerySet[Any], what: Any) -> Subquery:
    """One aggregate over the rows of the delegation outside; NULL without a row. A subquery multiplies nothing."""
    return Subquery(
        rows.filter(delegation=OuterRef("pk")).order_by().values("delegation").annotate(it=what).values("it")
    )


def result_expressions() -> dict[str, Any]:
    """The results of a delegation, the one definition that pages, lists, reports and files read.

    By field of Delegation: what its rows add up to, as soon as one row tells it; else the total typed on the
    delegation, as older data has it. `patient_visits` are attendances; values are in đồng.
    """
    sessions, works = MedicalSession.objects.all(), VolunteerWork.objects.all()
    return {
        "patient_visits": Coalesce(_of_rows(sessions, Sum("patient_visits")), F("patient_visits")),
        "medicine_vnd": Coalesce(_of_rows(sessions, Sum("medicine_vnd")), F("medicine_vnd")),
        "works_count": Coalesce(_of_rows(works, Count("pk")), F("works_count"), output_field=models.IntegerField()),
        "works_vnd": Coalesce(_of_rows(works, Sum("value_vnd")), F("works_vnd")),
    }


class Gift(Tracked):
    """A gift, by the side that gives it."""

    delegation = models.ForeignKey("delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="gifts")
    side = models.CharField("bên tặng", max_length=5, choices=Side.choices)
    description = models.CharField("quà tặng", max_length=250)
    recipient = models.CharField("người nhận", max_length=150, blank=True)

    class Meta:
        verbose_name = "quà tặng"
        verbose_name_plural = "quà tặng"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.description


class Pledge(Tracked):
    """Something a side promised. It is no commitment of aid and enters no ledger."""

    delegation = models.ForeignKey(
        "delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="pledges"
    )
    side = models.CharField("bên cam kết", max_length=5, choices=Side.choices)
    description = models.CharField("nội dung cam kết", max_length=500)

    class Meta:
        verbose_name = "cam kết của hai bên"
        verbose_name_plural = "cam kết của hai bên"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.description


class FollowUp(Tracked):
    """A thing to do after the visit, by whom and until when."""

    delegation = models.ForeignKey(
        "delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="follow_ups"
    )
    task = models.CharField("việc cần làm", max_length=300)
    person = models.CharField("người phụ trách", max_length=150, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    done_on = models.DateField("xong ngày", null=True, blank=True)

    class Meta:
        verbose_name = "việc theo dõi"
        verbose_name_plural = "việc theo dõi"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.task
