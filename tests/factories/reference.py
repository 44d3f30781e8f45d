"""Made-up reference data beside the rows a new installation brings, stored as the product stores it."""

from typing import Any

from config.kit.writing import save
from config.reference.models import Agency, Country, IssuingBody, Place, PlaceSuccession, ReportPeriod, Signatory


def loaded_place(code: str, *, is_new: bool = False) -> Place:
    """A place of the installation: its form before (or since) 01/07/2025."""
    return Place.objects.get(code=code, valid_from__isnull=not is_new)


def make_hamlet(name: str = "Xóm Rừng Vần", **fields: Any) -> Place:
    """A hamlet of the old xã La Bằng."""
    number = Place.objects.filter(level=Place.Level.HAMLET).count() + 1
    defaults: dict[str, Any] = {"code": f"X-{number:03d}", "name": name, "level": Place.Level.HAMLET}
    values = defaults | fields
    values["parent"] = values.get("parent") or loaded_place("05815")
    return save(Place(**values), by=None)


def make_succession(place: Place, successor: Place) -> PlaceSuccession:
    return save(PlaceSuccession(place=place, successor=successor), by=None)


def make_agency(**fields: Any) -> Agency:
    number = Agency.objects.count() + 1
    return save(Agency(**{"name": f"Trường Tiểu học Rừng Vần số {number}"} | fields), by=None)


def make_country(**fields: Any) -> Country:
    """A country that is in no list: "Vương quốc Ấu Thơ"."""
    defaults: dict[str, Any] = {
        "code": "ZZ",
        "name": "Vương quốc Ấu Thơ",
        "name_en": "Childhood",
        "region": Country.Region.EUROPE,
    }
    return save(Country(**defaults | fields), by=None)


def make_body(**fields: Any) -> IssuingBody:
    number = IssuingBody.objects.count() + 1
    defaults: dict[str, Any] = {
        "name": f"Liên hiệp các tổ chức hữu nghị tỉnh Đắk Ơ số {number}",
        "short_name": "Liên hiệp",
        "place_name": "Đắk Ơ",
        "province_name": "tỉnh Đắk Ơ",
        "report_symbol": "BC-LHHN",
    }
    return save(IssuingBody(**defaults | fields), by=None)


def make_signatory(body: IssuingBody, **fields: Any) -> Signatory:
    defaults: dict[str, Any] = {"name": "Phạm Thị Mỹ", "title": "CHỦ TỊCH", "authority": "TM. BAN THƯỜNG VỤ"}
    return save(Signatory(body=body, **defaults | fields), by=None)


def make_period(**fields: Any) -> ReportPeriod:
    number = ReportPeriod.objects.count() + 1
    defaults: dict[str, Any] = {"key": f"ky-{number}", "name": f"Kỳ số {number}", "label": "kỳ {năm}"}
    return save(ReportPeriod(**defaults | fields), by=None)
