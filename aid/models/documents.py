"""Files kept with NGOs, aid projects and ledger rows."""

from typing import Self

from django.db import models
from django.db.models import Q

from aid.permissions import AidPermission
from config.kit.attachments import Attachment, AttachmentQuerySet
from config.kit.records import SearchKeyField

OWNERS = ("ngo", "project", "commitment", "disbursement")


def _only(owner: str) -> Q:
    return Q(**{f"{name}__isnull": name != owner for name in OWNERS})


class AidDocumentQuerySet(AttachmentQuerySet):
    view_permission = AidPermission.VIEW

    def for_detail(self) -> Self:
        return super().for_detail().select_related("commitment__project", "disbursement__project")


class AidDocument(Attachment):
    """A decision, agreement, certificate, photo… of exactly one record of aid."""

    ngo = models.ForeignKey(
        "aid.ForeignNGO", models.PROTECT, verbose_name="tổ chức", null=True, blank=True, related_name="documents"
    )
    project = models.ForeignKey(
        "aid.AidProject", models.PROTECT, verbose_name="khoản viện trợ", null=True, blank=True, related_name="documents"
    )
    commitment = models.ForeignKey(
        "aid.Commitment", models.PROTECT, verbose_name="cam kết", null=True, blank=True, related_name="documents"
    )
    disbursement = models.ForeignKey(
        "aid.Disbursement", models.PROTECT, verbose_name="giải ngân", null=True, blank=True, related_name="documents"
    )
    search_key = SearchKeyField(sources=("title", "file_name"))

    objects = AidDocumentQuerySet.as_manager()
    owners = OWNERS
    url_name = "aid:document"

    class Meta(Attachment.Meta):
        verbose_name = "văn bản đính kèm"
        verbose_name_plural = "văn bản đính kèm"
        constraints = [
            *Attachment.Meta.constraints,
            models.CheckConstraint(
                condition=_only("ngo") | _only("project") | _only("commitment") | _only("disbursement"),
                name="aid_aiddocument_one_owner",
            ),
        ]
