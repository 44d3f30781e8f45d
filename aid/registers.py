"""The registers of aid."""

from typing import Any

from aid.models import (
    AidDocument,
    AidProject,
    Commitment,
    Disbursement,
    ExchangeRate,
    ForeignNGO,
    RegistrationCertificate,
    ReportDeadline,
)
from aid.permissions import AidPermission
from config.kit.registers import Register
from config.reference.permissions import ReferencePermission

RIGHTS: Any = {"view": AidPermission.VIEW, "edit": AidPermission.EDIT}

NGOS = Register(ForeignNGO, "aid:ngo", "ngos", "tổ chức PCPNN", "Tổ chức phi chính phủ nước ngoài", **RIGHTS)
CERTIFICATES = Register(
    RegistrationCertificate, "aid:certificate", "ngos", "giấy đăng ký", "Giấy đăng ký", **RIGHTS, is_searched=False
)
PROJECTS = Register(AidProject, "aid:project", "aid", "khoản viện trợ", "Viện trợ PCPNN", **RIGHTS)
COMMITMENTS = Register(Commitment, "aid:commitment", "aid", "cam kết", "Sổ cam kết", **RIGHTS, is_searched=False)
DISBURSEMENTS = Register(
    Disbursement, "aid:disbursement", "aid", "giải ngân", "Sổ giải ngân", **RIGHTS, is_searched=False
)
RATES = Register(ExchangeRate, "aid:rate", "aid", "tỷ giá", "Tỷ giá", **RIGHTS, is_searched=False)
# Documents have no list of their own: they are opened from the record they belong to.
DOCUMENTS = Register(
    AidDocument, "aid:document", "aid", "văn bản đính kèm", "Văn bản đính kèm", **RIGHTS, is_searched=False
)
DEADLINES = Register(
    ReportDeadline,
    "aid:deadline",
    "aid",
    "hạn báo cáo",
    "Hạn báo cáo",
    view=AidPermission.VIEW,
    edit=ReferencePermission.ADMINISTER,
    is_searched=False,
)

REGISTERS = (NGOS, CERTIFICATES, PROJECTS, COMMITMENTS, DISBURSEMENTS, RATES, DEADLINES)
