"""The registers of reference data: staff keep places and agencies, administrators the rest."""

from typing import Any

from config.kit.registers import Register
from config.reference.models import Agency, Country, IssuingBody, Place, ReportPeriod, Setting
from config.reference.permissions import ReferencePermission

STAFF: dict[str, Any] = {"view": ReferencePermission.VIEW, "edit": ReferencePermission.EDIT}
ADMINISTRATORS: dict[str, Any] = {"view": ReferencePermission.VIEW, "edit": ReferencePermission.ADMINISTER}

PLACES = Register(Place, "reference:place", "admin", "địa bàn", "Địa bàn", **STAFF)
AGENCIES = Register(Agency, "reference:agency", "admin", "cơ quan, đơn vị", "Cơ quan, đơn vị", **STAFF)
COUNTRIES = Register(
    Country, "reference:country", "admin", "nước, vùng lãnh thổ", "Nước, vùng lãnh thổ", **ADMINISTRATORS
)
BODIES = Register(
    IssuingBody, "reference:body", "admin", "cơ quan ban hành", "Cơ quan ban hành báo cáo", **ADMINISTRATORS
)
PERIODS = Register(
    ReportPeriod, "reference:period", "admin", "kỳ báo cáo", "Kỳ báo cáo", **ADMINISTRATORS, is_searched=False
)

# Settings have one page of their own; this names them in the history.
SETTINGS = Register(
    Setting,
    "reference:setting",
    "admin",
    "thiết lập",
    "Thiết lập",
    view=ReferencePermission.ADMINISTER,
    edit=ReferencePermission.ADMINISTER,
    is_searched=False,
)

REGISTERS = (PLACES, AGENCIES, COUNTRIES, BODIES, PERIODS)
