"""What the registers say of a period beside the ledger: organisations, projects carried out, associations."""

from dataclasses import dataclass, field

from aid.queries.running import NGOCount, OutputLine, RunningCount, ngo_counts, outputs_handed_over, running_counts
from associations import queries as associations
from associations.queries import AssociationLine, MembershipTotals
from config.kit.periods import Period


@dataclass(frozen=True)
class RegisterFacts:
    """Standing numbers hold on the last day of the period; the others happened in it."""

    ngos: NGOCount = field(default_factory=NGOCount)
    running: tuple[RunningCount, ...] = ()
    outputs: tuple[OutputLine, ...] = ()
    members: tuple[AssociationLine, ...] = ()
    founded: tuple[AssociationLine, ...] = ()
    congresses: tuple[AssociationLine, ...] = ()
    overdue: tuple[AssociationLine, ...] = ()

    @property
    def membership(self) -> MembershipTotals:
        """Members by kind over the member associations."""
        return associations.membership_totals(self.members)

    @property
    def is_empty(self) -> bool:
        """Nothing happened: no project carried out or approved, nothing handed over, no association founded."""
        return not (self.running or self.outputs or self.founded or self.congresses)


EMPTY = RegisterFacts()


def registers_in(period: Period) -> RegisterFacts:
    """Twelve queries, however many rows."""
    members = tuple(associations.member_associations(period.end))
    ids = {line.pk for line in members}
    return RegisterFacts(
        ngos=ngo_counts(period.end),
        running=tuple(running_counts(period)),
        outputs=tuple(outputs_handed_over(period)),
        members=members,
        founded=tuple(associations.associations_founded(period)),
        congresses=tuple(associations.congresses_held(period)),
        overdue=tuple(line for line in associations.congresses_overdue(period.end) if line.pk in ids),
    )
