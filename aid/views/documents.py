"""Pages of the documents of NGOs, projects and ledger rows."""

from collections.abc import Mapping

from aid.models import AidDocument
from aid.registers import COMMITMENTS, DISBURSEMENTS, DOCUMENTS, NGOS, PROJECTS
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

OWNERS: Mapping[str, Register] = {
    "ngo": NGOS,
    "project": PROJECTS,
    "commitment": COMMITMENTS,
    "disbursement": DISBURSEMENTS,
}
DOCUMENT_PREFIXES: Mapping[str, Register] = {
    "ngos": NGOS,
    "projects": PROJECTS,
    "commitments": COMMITMENTS,
    "disbursements": DISBURSEMENTS,
}


class HasDocuments(KeepsDocuments):
    """Mixed into the pages of the four registers that hold files."""

    document_model = AidDocument


class DocumentAdd(AddDocuments):
    document_model = AidDocument

    def most_mb(self) -> int:
        return value_of(DOCUMENT_MAX_MB)


class _OfAidDocument(OfDocument):
    register = DOCUMENTS
    owner_registers = OWNERS


class DocumentDownload(_OfAidDocument, DownloadDocument):
    """The file itself."""


class DocumentRename(_OfAidDocument, RenameDocument):
    """Another title."""


class DocumentArchive(_OfAidDocument, ArchiveDocument):
    """Out of the list, with a reason."""


class DocumentRestore(_OfAidDocument, RestoreDocument):
    """Back into the list."""


DOCUMENT_PAGES = (DocumentDownload, DocumentRename, DocumentArchive, DocumentRestore)
