"""Files and photos kept with delegations."""

from django.db import models

from config.kit.attachments import Attachment, AttachmentQuerySet
from config.kit.records import SearchKeyField
from delegations.permissions import DelegationPermission


class DelegationDocumentQuerySet(AttachmentQuerySet):
    view_permission = DelegationPermission.VIEW


class DelegationDocument(Attachment):
    """A letter, permit, report or photo of one delegation."""

    delegation = models.ForeignKey(
        "delegations.Delegation", models.PROTECT, verbose_name="đoàn", related_name="documents"
    )
    search_key = SearchKeyField(sources=("title", "file_name"))

    objects = DelegationDocumentQuerySet.as_manager()
    owners = ("delegation",)
    url_name = "delegations:document"

    class Meta(Attachment.Meta):
        verbose_name = "văn bản, ảnh của đoàn"
        verbose_name_plural = "văn bản, ảnh của đoàn"
