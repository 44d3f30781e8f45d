"""Made-up terms, targets and ledgers with values given by hand, so that sums can be checked by hand."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from aid.models import (
    AidProject,
    Commitment,
    Disbursement,
    ForeignNGO,
    PlaceShare,
    ProjectDonor,
    SectorShare,
)
from config.kit.writing import save
from config.reference.models import Place
from reports.choices import TargetKind
from reports.models import Milestone, Target, Term

Shared = Sequence[tuple[Any, str | None]]


def make_term(**fields: Any) -> Term:
    defaults: dict[str, Any] = {
        "name": "2010-2015",
        "start_on": date(2010, 1, 1),
        "end_on": date(2014, 12, 31),
        "counting_rule": "Cộng các dòng có ngày trong nhiệm kỳ.",
    }
    return save(Term(**defaults | fields), by=None)


def make_target(term: Term, **fields: Any) -> Target:
    defaults: dict[str, Any] = {
        "position": term.targets.count() + 1,
        "label": "Giá trị cam kết",
        "kind": TargetKind.TOTAL,
        "figure": "committed_usd",
        "comparison": "more_than",
    }
    return save(Target(term=term, **defaults | fields), by=None)


def make_milestone(target: Target, year: int, goal: int) -> Milestone:
    return save(Milestone(target=target, year=year, goal=goal), by=None)


def giver(**fields: Any) -> ForeignNGO:
    number = ForeignNGO.objects.count() + 1
    defaults = {"code": f"PCP-{number:03d}", "name": f"Quỹ Bạn bè Võ Nhai số {number}"}
    return save(ForeignNGO(**defaults | fields), by=None)


def place(**fields: Any) -> Place:
    number = Place.objects.count() + 1
    defaults = {"code": f"X{number}", "name": f"Xã Rừng Vần {number}", "level": Place.Level.COMMUNE}
    return save(Place(**defaults | fields), by=None)


def project(donors: Shared = (), sectors: Shared = (), places: Shared = (), **fields: Any) -> AidProject:
    """A project with its shares: pairs of what is shared and its percentage as text (None: not given)."""
    number = AidProject.objects.count() + 1
    defaults = {"code": f"TN-{number:03d}", "name": f"Nước sạch xóm Rừng Vần {number}", "modality": "project"}
    made = save(AidProject(**defaults | {"stage": "implementing"} | fields), by=None)
    kinds: Any = ((ProjectDonor, "ngo", donors), (SectorShare, "sector", sectors), (PlaceShare, "place", places))
    for model, key, shares in kinds:
        for value, percent in shares:
            share = model(project=made, percent=None if percent is None else Decimal(percent), **{key: value})
            save(share, by=None)
    return made


def _row(model: Any, of: AidProject, on: date, usd: str | None, **fields: Any) -> Any:
    """A USD row of that value, or a row in Swedish crowns without any value when `usd` is None."""
    values: dict[str, Any] = {"project": of, "dated_on": on}
    if usd is None:
        values |= {"amount": Decimal(85000), "currency": "SEK"}
    else:
        amount = Decimal(usd)
        values |= {"amount": amount, "currency": "USD", "usd_cents": int(amount * 100), "usd_basis": "same"}
        values |= {"vnd": int(amount * 20000), "vnd_basis": "document"}
    return save(model(**values | fields), by=None)


def commit(of: AidProject, on: date, usd: str | None, **fields: Any) -> Commitment:
    is_change = usd is not None and Decimal(usd) < 0
    return _row(Commitment, of, on, usd, **({"kind": "amendment"} if is_change else {}) | fields)


def disburse(of: AidProject, on: date, usd: str | None, **fields: Any) -> Disbursement:
    is_refund = usd is not None and Decimal(usd) < 0
    return _row(Disbursement, of, on, usd, **{"is_refund": is_refund} | fields)
