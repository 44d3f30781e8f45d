"""Pages of the documents and photos of delegations."""

from collections.abc import Mapping

from config.kit.attachment_pages import (
    AddDocuments,
    ArchiveDocument,
    DownloadDocument,
    KeepsDocuments,
    OfDocument,
    RenameDocument,
    RestoreDocument,
)
from config.kit.registers import Register
from config.reference.office_settings import DOCUMENT_MAX_MB, value_of
from delegations.models import DelegationDocument
from delegations.registers import DELEGATIONS, DOCUMENTS

DOCUMENT_PREFIXES: Mapping[str, Register] = {"": DELEGATIONS}


class HasDocuments(KeepsDocuments):
    """Mixed into the page of a delegation."""

    document_model = DelegationDocument


class DocumentAdd(AddDocuments):
    document_model = DelegationDocument

    def most_mb(self) -> int:
        return value_of(DOCUMENT_MAX_MB)


class _OfDelegationDocument(OfDocument):
    register = DOCUMENTS
    owner_registers: Mapping[str, Register] = {"delegation": DELEGATIONS}  # type: ignore[misc]


class DocumentDownload(_OfDelegationDocument, DownloadDocument):
    """The file itself."""


class DocumentRename(_OfDelegationDocument, RenameDocument):
    """Another title."""


class DocumentArchive(_OfDelegationDocument, ArchiveDocument):
    """Out of the list, with a reason."""


class DocumentRestore(_OfDelegationDocument, RestoreDocument):
    """Back into the list."""


DOCUMENT_PAGES = (DocumentDownload, DocumentRename, DocumentArchive, DocumentRestore)
