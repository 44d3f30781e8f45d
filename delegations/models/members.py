"""Who comes or goes: the members of a delegation, and what identifies them, kept apart and for a time only."""

from typing import Self

from django.db import models

from config.kit.access import VisibleQuerySet
from config.kit.records import Tracked
from delegations.permissions import DelegationPermission


class DelegationMemberQuerySet(VisibleQuerySet):
    view_permission = DelegationPermission.VIEW

    def for_table(self) -> Self:
        """The members as a table shows them; what identifies them is never loaded along."""
        return self.select_related("nationality")

    def for_identities(self) -> Self:
        """The members with what identifies them, for the one page of those with the right."""
        return self.select_related("nationality", "identity")


class DelegationMember(Tracked):
    """A member as the list of the delegation names them. Nothing here identifies a person to a border guard."""

    delegation = models.ForeignKey(
        "delegations.Delegation", models.CASCADE, verbose_name="đoàn", related_name="members"
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    name = models.CharField("họ và tên", max_length=150)
    title = models.CharField("chức vụ", max_length=200, blank=True)
    nationality = models.ForeignKey(
        "reference.Country", models.PROTECT, verbose_name="quốc tịch", null=True, blank=True, related_name="+"
    )
    role = models.CharField("nhiệm vụ trong đoàn", max_length=100, blank=True)

    objects = DelegationMemberQuerySet.as_manager()
    named_in_history = ("name",)

    class Meta:
        verbose_name = "thành viên đoàn"
        verbose_name_plural = "thành viên đoàn"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class MemberIdentity(models.Model):
    """Passport number and birth date of a member: for those with the right only, purged after departure.

    Without a history on purpose: what is purged must be gone everywhere. That it was seen, changed or purged
    is kept on the member, without the values.
    """

    member = models.OneToOneField(DelegationMember, models.CASCADE, verbose_name="thành viên", related_name="identity")
    passport_number = models.CharField("số hộ chiếu", max_length=30, blank=True)
    born_on = models.DateField("ngày sinh", null=True, blank=True)

    class Meta:
        verbose_name = "giấy tờ của thành viên"
        verbose_name_plural = "giấy tờ của thành viên"

    def __str__(self) -> str:
        return f"giấy tờ {self.pk}"


class IdentityPurge(models.Model):
    """A run of the command that deletes identities: a log, by which a clock set back is noticed."""

    ran_at = models.DateTimeField("chạy lúc")
    deleted = models.PositiveIntegerField("số giấy tờ đã xóa", default=0)

    class Meta:
        verbose_name = "lần xóa giấy tờ"
        verbose_name_plural = "các lần xóa giấy tờ"

    def __str__(self) -> str:
        return f"lần xóa giấy tờ {self.pk}"
