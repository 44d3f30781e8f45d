"""The registers a workbook can fill, in the order in which they depend on each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType

from aid.models import AidProject, Commitment, Disbursement, ExchangeRate, ForeignNGO, RegistrationCertificate
from associations.models import TrainingClass
from config.kit.records import Record
from config.office.importing.headings import ImportColumn
from config.office.importing.known import Known
from config.office.importing.plan import RowPlan
from config.office.importing.rows import RowReader
from config.office.importing.sheets import commitments, delegations, disbursements, ngos, projects, rates, training
from config.reference.models import Agency
from delegations.models import Delegation


@dataclass(frozen=True)
class SheetKind:
    """A register as a sheet: its name in commands and JSON, its title, its columns, its planner."""

    name: str
    title: str
    sheet_names: Sequence[str]
    columns: Sequence[ImportColumn]
    plan: Callable[[Sequence[RowReader], Known], list[RowPlan]]


def _kind(module: ModuleType) -> SheetKind:
    return SheetKind(module.NAME, module.TITLE, module.SHEET_NAMES, module.COLUMNS, module.plan)


# Rates first: ledger rows are converted with those of the same file, wherever their sheet stands.
KINDS: tuple[SheetKind, ...] = tuple(
    _kind(module) for module in (rates, ngos, projects, commitments, disbursements, training, delegations)
)
BY_NAME = {kind.name: kind for kind in KINDS}

# What an import can create, dependants last; undo goes through it backwards.
CREATED: tuple[type[Record], ...] = (
    ExchangeRate,
    Agency,
    ForeignNGO,
    RegistrationCertificate,
    AidProject,
    Commitment,
    Disbursement,
    TrainingClass,
    Delegation,
)
