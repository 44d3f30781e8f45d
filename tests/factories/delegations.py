"""Made-up delegations, stored as the product stores them."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from config.kit.attachment_acts import Chosen, attach
from config.kit.attachments import FileKind
from config.kit.writing import save
from delegations.choices import DelegationKind, DelegationStatus
from delegations.forms.delegations import DelegationForm
from delegations.models import (
    Delegation,
    DelegationCost,
    DelegationCountry,
    DelegationDocument,
    DelegationMember,
    FollowUp,
    MedicalSession,
    MemberIdentity,
    Permit,
    ProgrammeItem,
    VolunteerWork,
)
from tests.factories import files
from tests.factories.associations import country_of

__all__ = [
    "country_of",
    "make_cost",
    "make_delegation",
    "make_document",
    "make_follow_up",
    "make_item",
    "make_member",
    "make_permit",
    "make_session",
    "make_work",
    "no_rows",
]


def make_delegation(countries: Iterable[str] = (), **fields: Any) -> Delegation:
    """An incoming friendship delegation that has left; `countries` are two-letter codes.

    `arrival` and `departure` may be given as PartialDate instead of the two columns.
    """
    number = Delegation.objects.count() + 1
    defaults: dict[str, Any] = {
        "name": f"Đoàn Hội hữu nghị Gyeongsangbuk-do số {number}",
        "kind": DelegationKind.FRIENDSHIP,
        "status": DelegationStatus.FINISHED,
    }
    values = defaults | fields
    rough = {name: values.pop(name) for name in ("arrival", "departure") if name in values}
    if "arrival" not in rough:
        values.setdefault("arrival_on", date(2016, 5, 10))
    if values.get("departure_on"):
        values.setdefault("departure_precision", "day")
    delegation = Delegation(**values)
    for name, value in rough.items():
        setattr(delegation, name, value)
    save(delegation, by=None)
    for code in countries:
        save(DelegationCountry(delegation=delegation, country=country_of(code)), by=None)
    return delegation


def make_permit(delegation: Delegation, **fields: Any) -> Permit:
    """A permission to come, of the province."""
    number = Permit.objects.count() + 1
    values: dict[str, Any] = {"number": f"{number}/UBND-NC", "issuer": "UBND tỉnh Thái Nguyên"}
    return save(Permit(delegation=delegation, **(values | fields)), by=None)


def make_cost(delegation: Delegation, **fields: Any) -> DelegationCost:
    """What the guests pay themselves, 20 million đồng."""
    values: dict[str, Any] = {"source": "Đoàn tự chi trả", "amount": Decimal(20_000_000), "vnd": 20_000_000}
    return save(DelegationCost(delegation=delegation, **(values | fields)), by=None)


def make_document(owner: Delegation | None = None, name: str = "Thư mời.pdf", **more: Any) -> DelegationDocument:
    """A PDF kept with a delegation, by default a new one; `by` and `title` may be given."""
    chosen = Chosen(files.uploaded(name, files.pdf(name)), name, FileKind.PDF)
    kept: Any = attach(DelegationDocument, owner or make_delegation(), [chosen], **{"by": None} | more)
    return kept[0]


def make_follow_up(delegation: Delegation, **fields: Any) -> FollowUp:
    """Something to do, without a day."""
    values: dict[str, Any] = {"task": "Gửi thư cảm ơn", "person": "Nguyễn Thu Hà"}
    return save(FollowUp(delegation=delegation, **(values | fields)), by=None)


def no_rows() -> dict[str, str]:
    """The counts that the form's tables post when nothing was typed into them."""
    names = [parts.name for parts in DelegationForm.parts]
    return {f"{name}-{count}_FORMS": "0" for name in names for count in ("TOTAL", "INITIAL")}


def make_member(delegation: Delegation, name: str = "Bounthong Keo", **fields: Any) -> DelegationMember:
    """A member after those there are; `country` is a two-letter code, `passport` and `born` give it papers."""
    code, passport, born = (fields.pop(key, None) for key in ("country", "passport", "born"))
    values = {"position": delegation.members.count() + 1, "nationality": country_of(code) if code else None} | fields
    member = save(DelegationMember(delegation=delegation, name=name, **values), by=None)
    if passport or born:
        save(MemberIdentity(member=member, passport_number=passport or "", born_on=born), by=None)
    return member


def make_session(delegation: Delegation, **fields: Any) -> MedicalSession:
    """A day at a health station; without numbers unless they are given."""
    return save(MedicalSession(delegation=delegation, **({"site": "Trạm y tế xã La Bằng"} | fields)), by=None)


def make_work(delegation: Delegation, **fields: Any) -> VolunteerWork:
    """A school mended; without a value unless it is given."""
    return save(VolunteerWork(delegation=delegation, **({"description": "Sửa lớp học"} | fields)), by=None)


def make_item(
    delegation: Delegation, day: date, hours: str = "", content: str = "Làm việc", **fields: Any
) -> ProgrammeItem:
    """A line of the programme; `hours` as in "08:30-10:00", "08:30", or nothing for the whole day."""
    starts, _, ends = hours.partition("-")
    values = {"starts_at": starts and time.fromisoformat(starts), "ends_at": ends and time.fromisoformat(ends)}
    known = {name: value or None for name, value in values.items()}
    return save(ProgrammeItem(delegation=delegation, day=day, content=content, **known, **fields), by=None)
